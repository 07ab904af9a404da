"""Deeds on a person: names, contacts, education, experience before the present work."""

from __future__ import annotations

from datetime import date, datetime

from marshrut.journal.deeds import Forbidden, Wrong, deed, readers_may
from marshrut.journal.operations import changes, lock, record
from marshrut.people import access
from marshrut.people.models import Education, Experience, Person, Training
from marshrut.people.reach import Reach
from marshrut.schoolyear import add_months

MOST_MONTHS = 12 * 70


@deed
def add_person(
    *,
    surname: str,
    given: str,
    patronymic: str = "",
    gender: str = "",
    email: str = "",
    phone: str = "",
    actor: Reach,
    at: datetime,
) -> Person:
    """Write down a person; namesakes are different people, so nothing is matched here."""
    if not access.may_add_person(actor):
        raise Forbidden
    values = {
        "surname": surname.strip(),
        "given": given.strip(),
        "patronymic": patronymic.strip(),
        "gender": gender,
        "email": email,
        "phone": phone,
    }
    person = Person.objects.create(**values)
    record("add_person", person, actor=actor, at=at, after=values)
    return person


@deed
def edit_person(
    *,
    person: int,
    row_version: int | None,
    surname: str,
    given: str,
    patronymic: str = "",
    gender: str = "",
    email: str = "",
    phone: str = "",
    actor: Reach,
    at: datetime,
) -> Person:
    """Correct names and contacts; the account's address follows where the actor keeps it."""
    row = lock(Person, person, row_version)
    if not access.may_edit_person(actor, row):
        raise Forbidden
    if row.contacts_withheld:
        _refuse_contacts(email, phone)
        email, phone = row.email, row.phone
    before, after = changes(
        row,
        surname=surname.strip(),
        given=given.strip(),
        patronymic=patronymic.strip(),
        gender=gender,
        email=email,
        phone=phone,
    )
    row.save()
    if access.may_keep_account(actor, row):
        _follow_email(row)
    record("edit_person", row, actor=actor, at=at, before=before, after=after)
    return row


@deed
@readers_may
def edit_contacts(
    *,
    person: int,
    row_version: int | None,
    email: str = "",
    phone: str = "",
    actor: Reach,
    at: datetime,
) -> Person:
    """The person's own e-mail and phone."""
    row = lock(Person, person, row_version)
    if not access.may_edit_contacts(actor, row):
        raise Forbidden
    if row.contacts_withheld:
        _refuse_contacts(email, phone)
    before, after = changes(row, email=email, phone=phone)
    row.save()
    if person == actor.person or access.may_keep_account(actor, row):
        _follow_email(row)
    record("edit_contacts", row, actor=actor, at=at, before=before, after=after)
    return row


@deed
def add_education(
    *,
    person: Person,
    level: str,
    field: str,
    place: str = "",
    year: int | None = None,
    actor: Reach,
    at: datetime,
) -> Education:
    """Write down an education of the person."""
    if not access.may_edit_person(actor, person):
        raise Forbidden
    if year is not None and year > actor.on.year:
        raise Wrong("future_date", field="year")
    values = {"level": level, "field": field, "place": place, "year": year}
    row = Education.objects.create(person=person, **values)
    record("add_education", row, actor=actor, at=at, after=values)
    return row


@deed
def remove_education(*, education: int, actor: Reach, at: datetime) -> None:
    """Take away an education written down by mistake."""
    row = Education.objects.select_related("person").get(pk=education)
    if not access.may_edit_person(actor, row.person):
        raise Forbidden
    before = {"level": row.level, "field": row.field, "place": row.place, "year": row.year}
    record("remove_education", row, actor=actor, at=at, before=before)
    row.delete()


@deed
def add_experience(
    *, person: Person, kind: str, months: int, on: date, actor: Reach, at: datetime
) -> Experience:
    """Write down experience as a length on a date; it is kept as the period ending then."""
    if not access.may_edit_person(actor, person):
        raise Forbidden
    if on > actor.on:
        raise Wrong("future_date", field="on")
    if not 0 < months <= MOST_MONTHS:
        raise Wrong("experience_length", field="months")
    row = Experience.objects.create(
        person=person, kind=kind, since=add_months(on, -months), until=on
    )
    after = {"person": person.pk, "kind": kind, "since": row.since, "until": row.until}
    record("add_experience", row, actor=actor, at=at, after=after)
    return row


@deed
def remove_experience(*, experience: int, actor: Reach, at: datetime) -> None:
    """Take away an experience written down by mistake."""
    row = Experience.objects.select_related("person").get(pk=experience)
    if not access.may_edit_person(actor, row.person):
        raise Forbidden
    before = {"kind": row.kind, "since": row.since, "until": row.until}
    record("remove_experience", row, actor=actor, at=at, before=before)
    row.delete()


@deed
def add_training(
    *,
    person: Person,
    title: str,
    on: date,
    place: str = "",
    hours: int | None = None,
    certificate: str = "",
    actor: Reach,
    at: datetime,
) -> Training:
    """Write down a training: by the person, or by who keeps their record."""
    if not access.may_write_training(actor, person):
        raise Forbidden
    if on > actor.on:
        raise Wrong("future_date", field="on")
    values = {"title": title, "place": place, "hours": hours, "certificate": certificate, "on": on}
    row = Training.objects.create(person=person, **values)
    record("add_training", row, actor=actor, at=at, after={"person": person.pk, **values})
    return row


@deed
def remove_training(*, training: int, actor: Reach, at: datetime) -> None:
    """Take away a training written down by mistake."""
    row = Training.objects.select_related("person").get(pk=training)
    if not access.may_write_training(actor, row.person):
        raise Forbidden
    before = {"title": row.title, "hours": row.hours, "on": row.on}
    record("remove_training", row, actor=actor, at=at, before=before)
    row.delete()


def _refuse_contacts(email: str, phone: str) -> None:
    """What the person withholds is not written down again, by nobody."""
    if email or phone:
        raise Wrong("contacts_withheld", field="email" if email else "phone")


def _follow_email(person: Person) -> None:
    user = person.user
    if user is not None and user.email != person.email:
        user.email = person.email
        user.save(update_fields=["email"])
