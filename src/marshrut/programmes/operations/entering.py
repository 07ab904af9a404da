"""Deeds of coming in one by one: by own wish, a difficulty, a request, a diagnosis."""

from __future__ import annotations

from datetime import date, datetime

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import record
from marshrut.norms.admission import OWN_BASES, bases_of, entry_clause
from marshrut.norms.findings import Finding, Force, State
from marshrut.norms.rules import Decision, Objection, Rules
from marshrut.notices.outbox import notify
from marshrut.people.models import Employment, Person
from marshrut.people.reach import Reach
from marshrut.programmes import access
from marshrut.programmes.models import Enrolment, Programme
from marshrut.programmes.operations.enrolments import enrol
from marshrut.programmes.operations.pairs import pair_unit
from marshrut.programmes.queries import guarding, open_on, tutors, units_of
from marshrut.regulations.guards import Refused


@deed
def include(
    *,
    programme: Programme,
    person: Person,
    unit: int,
    basis: str,
    since: date,
    actor: Reach,
    at: datetime,
) -> Enrolment:
    """Include one person where the regulation does not do it by itself, on a basis that it allows.

    The only tutor of the organisation is theirs at once, and the person is told.
    """
    if not access.may_enrol(actor, unit):
        raise Forbidden
    if since > actor.on:
        raise Wrong("future_date", field="since")
    row = _come_in(programme, person, unit, basis, since, actor, at)
    record("include", row, actor=actor, at=at, unit=unit, programme=programme.pk)
    for tutor in tutors(programme, actor.on).filter(unit=unit).select_related("programme", "unit"):
        pair_unit(appointment=tutor, actor=actor, at=at)
    if person.user_id is not None and person.pk != actor.person:
        params = {"programme": programme.title}
        url = f"/programmes/tutees/{row.pk}/"
        notify(users=[person.user_id], code="included", params=params, url=url, at=at)
    return row


@deed
def join(*, programme: Programme, unit: int, basis: str, actor: Reach, at: datetime) -> Enrolment:
    """A teacher's own word: they wish for support, or something is hard; nobody has to agree."""
    person = Person.objects.filter(pk=actor.person or 0).first()
    if person is None or not access.may_join(actor, person.pk, unit):
        raise Forbidden
    if basis not in OWN_BASES:
        raise Wrong("unknown_basis", field="basis")
    if not Employment.objects.filter(
        open_on(actor.on), person=person, unit=unit, pedagogical=True
    ).exists():
        raise Wrong("not_employed_here", field="unit", person=str(person))
    system = Reach.system("join", on=actor.on)
    row = _come_in(programme, person, unit, basis, actor.on, system, at)
    record("join", row, actor=actor, at=at, unit=unit, programme=programme.pk)
    for tutor in tutors(programme, actor.on).filter(unit=unit).select_related("programme", "unit"):
        pair_unit(appointment=tutor, actor=system, at=at)
    return row


def _come_in(
    programme: Programme,
    person: Person,
    unit: int,
    basis: str,
    since: date,
    actor: Reach,
    at: datetime,
) -> Enrolment:
    """The new row of the list; on a basis that no clause names it is refused with the clause."""
    rules = guarding(programme, actor.on).rules
    allowed = bases_of(rules)
    if not allowed or not units_of(programme).filter(pk=unit).exists():
        raise Wrong("not_in_programme")
    if basis not in allowed:
        raise Refused(_no_such_basis(rules, allowed, basis), rules)
    if tutors(programme, since).filter(person=person, unit=unit).exists():
        raise Wrong("twice", field="person")
    row = enrol(
        programme=programme,
        person=person,
        unit=unit,
        basis=basis,
        since=since,
        actor=actor,
        at=at,
    )
    if row is None:
        raise Wrong("twice", field="person")
    return row


def _no_such_basis(rules: Rules, allowed: tuple[str, ...], basis: str) -> Decision:
    finding = Finding(State.BREACHED, "basis", allowed, basis, stops=True)
    return Decision((Objection(entry_clause(rules), finding, Force.HARD, "case"),))
