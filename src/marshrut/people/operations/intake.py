"""Taking on many people at once, as a staff list names them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import record
from marshrut.people import access
from marshrut.people.hiring import Hire
from marshrut.people.models import Education, Employment, Experience, Person
from marshrut.people.operations.persons import MOST_MONTHS
from marshrut.people.reach import Reach
from marshrut.schoolyear import add_months

PERSONAL = ("surname", "given", "patronymic", "gender", "email", "phone")


@deed
def employ_many(*, hires: Sequence[Hire], actor: Reach, at: datetime) -> list[Employment]:
    """Give everybody of the list a place of work, in its order; one entry in the journal.

    New people are written down with their education and service; of known ones only what is new.
    """
    if not all(access.may_employ(actor, unit) for unit in {hire.unit.pk for hire in hires}):
        raise Forbidden
    known = {hire.person for hire in hires if hire.person}
    if known - set(access.people(actor).filter(pk__in=known).values_list("pk", flat=True)):
        raise Forbidden
    people = _people(hires)
    _refuse_twice(hires, people)
    jobs = Employment.objects.bulk_create(
        [_job(hire, person) for hire, person in zip(hires, people, strict=True)], batch_size=500
    )
    _write_record(hires, people)
    record(
        "employ_many",
        Employment,
        keys=[job.pk for job in jobs],
        actor=actor,
        at=at,
        after={"people": sorted({person for person in people if person not in known})},
    )
    return jobs


def _people(hires: Sequence[Hire]) -> list[int]:
    """Keys of the people in the order of the list; those nobody knew are written down."""
    new = [place for place, hire in enumerate(hires) if hire.person is None and hire.beside is None]
    rows = Person.objects.bulk_create(
        [Person(**{name: getattr(hires[place], name) for name in PERSONAL}) for place in new],
        batch_size=500,
    )
    keys = {place: row.pk for place, row in zip(new, rows, strict=True)}
    found: list[int] = []
    for place, hire in enumerate(hires):
        found.append(hire.person or keys.get(place) or found[hire.beside or 0])
    return found


def _refuse_twice(hires: Sequence[Hire], people: Sequence[int]) -> None:
    """The same post of the same person in the same organisation, here or in the list."""
    open_ = Employment.objects.filter(
        person__in={hire.person for hire in hires if hire.person}, until=None
    )
    taken = set(open_.values_list("person", "unit", "post"))
    for hire, person in zip(hires, people, strict=True):
        key = (person, hire.unit.pk, hire.post)
        if key in taken:
            raise Wrong("employed_already", field="post")
        taken.add(key)


def _job(hire: Hire, person: int) -> Employment:
    return Employment(
        person_id=person,
        unit=hire.unit,
        post=hire.post,
        post_class=hire.post_class,
        pedagogical=hire.pedagogical,
        subject=hire.subject,
        category=hire.category,
        since=hire.since,
    )


def _write_record(hires: Sequence[Hire], people: Sequence[int]) -> None:
    """Service and education told with new people; those of known ones are corrected apart."""
    told = [
        (hire, person)
        for hire, person in zip(hires, people, strict=True)
        if hire.person is None and hire.beside is None
    ]
    if any(not 0 <= hire.months <= MOST_MONTHS for hire, _ in told):
        raise Wrong("experience_length", field="months")
    Experience.objects.bulk_create(
        [
            Experience(
                person_id=person,
                kind="teaching",
                since=add_months(hire.on, -hire.months),
                until=hire.on,
            )
            for hire, person in told
            if hire.months
        ],
        batch_size=500,
    )
    Education.objects.bulk_create(
        [
            Education(person_id=person, level=hire.education[0], field=hire.education[1])
            for hire, person in told
            if hire.education
        ],
        batch_size=500,
    )
