"""Reading consents, requests and the log of looks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from marshrut.organisations.models import Unit
from marshrut.people.models import Employment, Office, Person
from marshrut.people.queries import open_jobs
from marshrut.people.reach import Reach
from marshrut.privacy.models import Consent, DataRequest, Purpose
from marshrut.privacy.texts import Shown, Texts, current_texts

# How a purpose stands with a person, beside the three answers.
NEW_TEXT, SILENT = "new_text", "silent"
STANDINGS = (*Consent.Answer.values, NEW_TEXT, SILENT)


@dataclass(frozen=True, slots=True)
class Standing:
    """One purpose of one person: the text of today, the last answer, and how it stands."""

    text: Shown
    last: Consent | None

    @property
    def state(self) -> str:
        if self.last is None:
            return SILENT
        given = self.last.answer == Consent.Answer.GIVEN
        return NEW_TEXT if given and not self.text.is_of(self.last.text) else self.last.answer


@dataclass(frozen=True, slots=True)
class Counted:
    """One organisation: how many work there, and by purpose how many stand how."""

    unit: Unit
    people: int
    by_purpose: Sequence[tuple[str, Mapping[str, int]]]


def home_of(person: Person) -> Unit | None:
    """Where the person belongs: the present or last place of work, an office, else the root."""
    jobs = Employment.objects.filter(person=person).select_related("unit")
    job = jobs.order_by("-pedagogical", "since", "pk").filter(until=None).first()
    job = job or jobs.order_by("-until", "pk").first()
    if job:
        return job.unit
    office = Office.objects.filter(person=person).select_related("unit").order_by("-since").first()
    return office.unit if office else Unit.objects.filter(parent=None).order_by("pk").first()


def last_answers(people: Iterable[int]) -> dict[tuple[int, str], Consent]:
    """The last answer of each person to each purpose."""
    rows = Consent.objects.filter(person__in=people).select_related("text").order_by("pk")
    return {(row.person_id, row.text.purpose): row for row in rows}


def standings(person: Person) -> list[Standing]:
    """Every purpose as it stands with one person."""
    last = last_answers([person.pk])
    texts = current_texts(home_of(person))
    return [Standing(text, last.get((person.pk, text.purpose))) for text in texts]


def may_be_named_publicly(person: Person) -> bool:
    """Whether the person's name may stand on an open page: only by a consent that holds."""
    return any(
        one.text.purpose == Purpose.PUBLICATION and one.state == Consent.Answer.GIVEN
        for one in standings(person)
    )


def counted(units: Collection[int], on: date) -> list[Counted]:
    """Consents by organisation, for these units where somebody works today."""
    staff = _staff(units, on)
    answers = last_answers({person for people in staff.values() for person in people})
    texts = Texts()
    found = []
    for unit in Unit.objects.filter(pk__in=staff).select_related("parent").order_by("path"):
        people = staff[unit.pk]
        rows = []
        for purpose in Purpose.values:
            text = texts.at(unit.path, purpose)
            states = Counter(Standing(text, answers.get((one, purpose))).state for one in people)
            rows.append((purpose, {state: states[state] for state in STANDINGS}))
        found.append(Counted(unit, len(people), rows))
    return found


def of_unit(unit: Unit, on: date) -> list[tuple[Person, list[Standing]]]:
    """Everybody who works at the unit today, with how each purpose stands."""
    keys = _staff([unit.pk], on)[unit.pk]
    answers, texts = last_answers(keys), Texts()
    people = Person.objects.filter(pk__in=keys).order_by("surname", "given", "pk")
    return [
        (
            person,
            [
                Standing(texts.at(unit.path, purpose), answers.get((person.pk, purpose)))
                for purpose in Purpose.values
            ],
        )
        for person in people
    ]


def given_by_text(rows: QuerySet[Consent]) -> Counter[int]:
    """By text: how many of these people stand by it today, for the last answer counts."""
    last: dict[tuple[int, str], tuple[int, str]] = {}
    told = rows.order_by("pk").values_list("person", "text__purpose", "text", "answer")
    for person, purpose, text, answer in told:
        last[person, purpose] = text, answer
    return Counter(text for text, answer in last.values() if answer == Consent.Answer.GIVEN)


def to_answer(reach: Reach) -> QuerySet[DataRequest]:
    """Open requests of the officer's territory, but for their own; nothing for others."""
    rows = DataRequest.objects.filter(unit__in=reach.units(Office.Role.DATA_OFFICER), outcome="")
    return rows.exclude(person=reach.person).select_related("person", "unit").order_by("due", "pk")


def _staff(units: Collection[int], on: date) -> dict[int, set[int]]:
    rows = Employment.objects.filter(open_jobs(on), unit__in=units, person__erased_at=None)
    found: dict[int, set[int]] = defaultdict(set)
    for unit, person in rows.values_list("unit", "person"):
        found[unit].add(person)
    return found
