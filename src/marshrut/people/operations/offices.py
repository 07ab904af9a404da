"""Deeds on offices: the only stored roles."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import record
from marshrut.notices.outbox import notify
from marshrut.organisations.models import Unit
from marshrut.people import access
from marshrut.people.models import Office, Person
from marshrut.people.operations.persons import add_person
from marshrut.people.reach import Reach


@deed
def grant_office(
    *,
    person: Person,
    role: str,
    unit: Unit,
    since: date,
    until: date | None = None,
    actor: Reach,
    at: datetime,
) -> Office:
    """Grant an office at a unit and all under it on [since, until)."""
    known = access.may_see_person(actor, person) or person.has_no_ties
    if not (access.may_grant(actor, role, unit.pk) and known):
        raise Forbidden
    if role not in Office.Role.values:
        raise Wrong("unknown_role", field="role")
    if until is not None and until <= since:
        raise Wrong("until_before_since", field="until")
    if role == Office.Role.INSPECTOR and until is None:
        raise Wrong("inspector_until", field="until")
    held = Office.objects.filter(person=person, role=role, unit=unit)
    if held.filter(until=None).exists() or held.filter(until__gt=since).exists():
        raise Wrong("office_held", field="role")
    office = Office.objects.create(person=person, role=role, unit=unit, since=since, until=until)
    after = {"person": person.pk, "role": role, "since": since, "until": until}
    record("grant_office", office, actor=actor, at=at, after=after, unit=unit.pk)
    if person.user_id and person.user_id != actor.user_id:
        params = {"role": role, "unit": unit.short_name}
        notify(users=[person.user_id], code="office_granted", params=params, at=at)
    return office


@deed
def end_office(*, office: int, until: date, actor: Reach, at: datetime) -> Office:
    """End an office; ``until`` is the first day without it. The last administrator stays."""
    row = Office.objects.select_for_update(of=("self",)).get(pk=office)
    if not access.may_end_office(actor, row):
        raise Forbidden
    if row.until is not None and row.until <= actor.on:
        raise Wrong("closed")
    if until < row.since:
        raise Wrong("until_before_since", field="until")
    if row.role == Office.Role.ADMINISTRATOR and not _others(row):
        raise Wrong("last_administrator", field="until")
    before, after = {"until": row.until}, {"until": until}
    row.until = until
    row.save()
    record("end_office", row, actor=actor, at=at, before=before, after=after, unit=row.unit_id)
    return row


@deed
def entrust_office(
    *,
    office: int,
    person: Person,
    since: date,
    until: date,
    basis: str,
    basis_text: str = "",
    actor: Reach,
    at: datetime,
) -> Office:
    """Let somebody act for an absent holder on [since, until), on an order or a note.

    On these days the holder reads and does nothing; after them the right is gone by itself.
    """
    row = Office.objects.select_for_update(of=("self",)).select_related("unit").get(pk=office)
    if not (access.may_entrust(actor, row) and access.may_see_person(actor, person)):
        raise Forbidden
    if basis not in Office.Basis.values or not basis_text.strip():
        raise Wrong("basis_needed", field="basis_text")
    if since < actor.on:
        raise Wrong("past_date", field="since")
    if until <= since or since < row.since or (row.until is not None and until > row.until):
        raise Wrong("outside_office", field="until")
    _refuse_acting(row, person, since, until)
    acting = Office.objects.create(
        person=person,
        role=row.role,
        unit=row.unit,
        since=since,
        until=until,
        acting_for=row.person,
        basis=basis,
        basis_text=basis_text.strip(),
    )
    after = {"person": person.pk, "role": row.role, "acting_for": row.person_id}
    after |= {"since": since, "until": until, "basis": basis}
    record("entrust_office", acting, actor=actor, at=at, after=after, unit=row.unit_id)
    if person.user_id and person.user_id != actor.user_id:
        params = {"role": row.role, "unit": row.unit.short_name, "since": since}
        notify(users=[person.user_id], code="office_entrusted", params=params, at=at)
    return acting


def _refuse_acting(row: Office, person: Person, since: date, until: date) -> None:
    """Nobody acts for oneself, for an office held already, or beside another who acts."""
    held = Office.objects.filter(role=row.role, unit=row.unit_id, since__lt=until)
    held = held.filter(Q(until__isnull=True) | Q(until__gt=since))
    if held.filter(person=person).exists():
        raise Wrong("office_held", field="person")
    if held.filter(acting_for=row.person_id).exists():
        raise Wrong("entrusted_already", field="since")


@deed
def admit(
    *,
    surname: str,
    given: str,
    patronymic: str = "",
    gender: str = "",
    role: str,
    unit: Unit,
    since: date,
    until: date | None = None,
    actor: Reach,
    at: datetime,
) -> Person:
    """Write down a person with a first office in one go: how coordinators and heads come in."""
    if not access.may_grant(actor, role, unit.pk):
        raise Forbidden
    person = add_person(
        surname=surname, given=given, patronymic=patronymic, gender=gender, actor=actor, at=at
    )
    record("admit", person, actor=actor, at=at, after={"role": role}, unit=unit.pk)
    grant_office(person=person, role=role, unit=unit, since=since, until=until, actor=actor, at=at)
    return person


def _others(row: Office) -> bool:
    """Is there another administrator without an end who can sign in?"""
    rest = Office.objects.filter(role=row.role, until=None, person__user__is_active=True)
    return rest.exclude(pk=row.pk).exists()
