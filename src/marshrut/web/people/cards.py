"""What a card of a person shows: no more than the reader may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects

from marshrut.people import access
from marshrut.people.experience import PREFETCH, months_by_kind
from marshrut.people.models import Education, Employment, Experience, Office, Person, Training
from marshrut.people.queries import open_offices
from marshrut.people.reach import Reach
from marshrut.schoolyear import months_between
from marshrut.web.people.posts import class_name
from marshrut.web.refusals import months
from marshrut.web.terms import term

# In the order in which a certificate of experience names them.
KINDS = ("teaching", "managing", "other")


@dataclass(frozen=True, slots=True)
class Job:
    """A place of work with what the reader may do about it."""

    row: Employment
    post_class: str
    is_open: bool
    may_keep: bool


@dataclass(frozen=True, slots=True)
class Card:
    """Jobs always; contacts and the record only for those to whom they are open."""

    person: Person
    jobs: Sequence[Job]
    offices: Sequence[Office]
    has_record: bool
    has_contacts: bool
    may_edit: bool
    experience: Sequence[tuple[str, str]] = ()
    told: Sequence[tuple[Experience, str]] = ()
    educations: Sequence[tuple[Education, str, str]] = ()
    trainings: Sequence[Training] = ()
    may_train: bool = False


def card_of(person: Person, reach: Reach, on: date | None = None) -> Card:
    """The card as of a day, today unless told; what is closed to the reader is not fetched."""
    day = on or reach.on
    has_record = access.may_see_record(reach, person)
    prefetch_related_objects([person], *(PREFETCH if has_record else ("employments__unit",)))
    jobs = sorted(person.employments.all(), key=lambda job: (job.until is not None, job.since))
    shown = [_job(job, reach, day) for job in jobs if has_record or _is_open(job, reach.on)]
    return Card(
        person=person,
        jobs=shown,
        offices=open_offices([person.pk], reach.on).get(person.pk, []),
        has_record=has_record,
        has_contacts=access.may_see_contacts(reach, person),
        may_edit=access.may_edit_person(reach, person),
        experience=_experience(person, day) if has_record else (),
        told=[(row, _length(row)) for row in person.experiences.all()] if has_record else (),
        educations=_educations(person) if has_record else [],
        trainings=list(person.trainings.order_by("-on", "pk")) if has_record else (),
        may_train=access.may_write_training(reach, person),
    )


def _job(job: Employment, reach: Reach, on: date) -> Job:
    return Job(
        row=job,
        post_class=class_name(job.post_class) if job.post_class else "",
        is_open=_is_open(job, on),
        may_keep=access.may_employ(reach, job.unit_id),
    )


def _is_open(job: Employment, on: date) -> bool:
    return job.since <= on and (job.until is None or on < job.until)


def _experience(person: Person, on: date) -> list[tuple[str, str]]:
    """(kind, length) of each kind of experience there is."""
    counted = months_by_kind(person, on)
    return [(kind, months(counted[kind])) for kind in KINDS if counted.get(kind)]


def _educations(person: Person) -> list[tuple[Education, str, str]]:
    """Each education with the names of its level and field."""
    return [
        (row, _capital(term("education", row.level)), term("education", row.field))
        for row in person.educations.all()
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _length(row: Experience) -> str:
    return months(months_between(row.since, row.until))
