"""Who owes what in a programme: every owed thing given to the people who owe it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from marshrut.norms.assessing import Judged
from marshrut.norms.rules import Clause, Rules
from marshrut.norms.sheets import Case, Route, Sheet, Tutor
from marshrut.organisations.models import Unit
from marshrut.oversight.gather import gather
from marshrut.oversight.owed import LOCAL_DAYS, OF_THE_PERSON, is_gap
from marshrut.oversight.scope import scope_of
from marshrut.people.models import Office, Person
from marshrut.people.reach import SCHOOL, Reach
from marshrut.people.roles import offices_on
from marshrut.programmes.access import may_record_for
from marshrut.programmes.coverage import paired_on
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import guarding, lineage


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What one person owes by one clause: how many things, and the nearest day."""

    clause: Clause
    code: str
    rows: tuple[Judged, ...]

    @property
    def due(self) -> date | None:
        return min((row.finding.due for row in self.rows if row.finding.due), default=None)

    @property
    def local(self) -> bool:
        return any(LOCAL_DAYS & set(row.norm.local) for row in self.rows)

    @property
    def mark(self) -> str:
        """The key of the thing to be done, by which it is reminded of once a day."""
        return f"{self.clause.key}:{self.code}"


@dataclass(slots=True, kw_only=True)
class Debtor:
    """A person with all that they owe; ``units`` are where it is owed."""

    person: Person
    units: set[int] = field(default_factory=set)
    duties: list[Duty] = field(default_factory=list)


def debtors(
    programme: Programme, reach: Reach, *, unit: int | None = None, clause: str = ""
) -> list[Debtor]:
    """Who owes what where the reader answers for it, by name; nobody is listed for others' things.

    Raises Unguarded when no version guards the day.
    """
    found = guarding(programme, reach.on)
    sheets = gather(found, reach.on, scope=scope_of(reach, programme))
    rows = [
        row
        for row in found.rules.owed(sheets, reach.on, found.waived)
        if (unit is None or row.thing.unit == unit)
        and (not clause or row.clause == clause)
        and may_record_for(reach, row.thing.unit or programme.unit_id)
    ]
    owing = _owing(programme, rows, reach.on)
    people = Person.objects.select_related("user").in_bulk({p for who in owing for p in who})
    return _listed(found.rules, rows, owing, people)


def _listed(
    rules: Rules,
    rows: Iterable[Judged],
    owing: Iterable[Collection[int]],
    people: Mapping[int, Person],
) -> list[Debtor]:
    grouped: dict[int, dict[tuple[str, str], list[Judged]]] = defaultdict(lambda: defaultdict(list))
    for row, who in zip(rows, owing, strict=True):
        for person in who:
            grouped[person][row.clause, row.finding.code].append(row)
    listed = [
        Debtor(
            person=people[key],
            units={row.thing.unit for group in duties.values() for row in group if row.thing.unit},
            duties=[
                Duty(clause=rules.clause(clause), code=code, rows=tuple(group))
                for (clause, code), group in duties.items()
            ],
        )
        for key, duties in grouped.items()
        if key in people
    ]
    return sorted(listed, key=lambda one: str(one.person))


def _owing(programme: Programme, rows: Iterable[Judged], on: date) -> list[frozenset[int]]:
    """People behind the role of each row: the tutor, the person, or who holds the office."""
    tutors = _tutors(programme, on)
    offices = _offices(programme, on)
    return [_people(row, tutors, offices, programme) for row in rows]


def _people(
    row: Judged,
    tutors: Mapping[str, Mapping[int, frozenset[int]]],
    offices: Mapping[tuple[str, int], frozenset[int]],
    programme: Programme,
) -> frozenset[int]:
    role, thing = row.norm.owes, row.thing
    if role == "tutor":
        if is_gap(thing):
            return offices.get(("head", thing.unit), frozenset())
        return _tutor_of(thing, tutors)
    if role in OF_THE_PERSON:
        return frozenset({thing.person} if thing.person else ())
    if role in SCHOOL:
        return offices.get(("head", thing.unit), frozenset())
    return offices.get((role, programme.unit_id), frozenset())


def _tutor_of(thing: Sheet, tutors: Mapping[str, Mapping[int, frozenset[int]]]) -> frozenset[int]:
    if isinstance(thing, Tutor):
        return frozenset({thing.person} if thing.person else ())
    if isinstance(thing, Route):
        return tutors["case"].get(thing.case, frozenset())
    if isinstance(thing, Case):
        return tutors["case"].get(thing.key, frozenset())
    return tutors["person"].get(thing.person, frozenset())


def _tutors(programme: Programme, on: date) -> Mapping[str, Mapping[int, frozenset[int]]]:
    """Tutors of the day by case, and by the person they support."""
    rows = paired_on(on).filter(enrolment__programme=programme)
    by_case: dict[int, frozenset[int]] = {}
    by_person: dict[int, frozenset[int]] = {}
    known = rows.values_list("enrolment", "enrolment__person", "appointment__person")
    for case, person, tutor in known:
        by_case[case] = frozenset({tutor})
        by_person[person] = by_person.get(person, frozenset()) | {tutor}
    return {"case": by_case, "person": by_person}


def _offices(programme: Programme, on: date) -> Mapping[tuple[str, int], frozenset[int]]:
    """(role, unit) → who answers on the day; where somebody acts, the absent owe nothing."""
    under = Unit.objects.filter(path__startswith=programme.unit.path).values("pk")
    above = lineage(programme.unit)
    held = list(
        offices_on(on)
        .filter(unit__in=under)
        .union(offices_on(on).filter(unit__in=above), all=False)
    )
    away = {(row.role, row.unit_id, row.acting_for_id) for row in held if row.acting_for_id}
    found: dict[tuple[str, int], frozenset[int]] = defaultdict(frozenset)
    for row in held:
        if (row.role, row.unit_id, row.person_id) not in away:
            found[row.role, row.unit_id] |= {row.person_id}
            if row.unit_id in above and row.role != Office.Role.HEAD:
                found[row.role, programme.unit_id] |= {row.person_id}
    return dict(found)
