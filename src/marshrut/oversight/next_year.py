"""Before a programme passes into the next year: what is not done, and what can be carried over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, timedelta

from marshrut.norms.findings import State
from marshrut.norms.rules import Decision, Rules
from marshrut.oversight.board import UNDONE, Board
from marshrut.programmes.facts import with_records
from marshrut.programmes.models import Appointment, Enrolment, Pairing, Programme, SchoolConditions
from marshrut.programmes.queries import Guarding, employed_in, open_on, waived
from marshrut.programmes.sheets import tutor_sheet
from marshrut.regulations.models import RegulationVersion
from marshrut.regulations.queries import rules_of, versions_in_force

DAY = timedelta(days=1)
# Appointments that ended for these reasons were not broken off.
AT_TERM = ("", "closed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A clause with things that are not done, and things that are excepted."""

    clause: str
    undone: int
    waived: int
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """Something that may go over; ``why`` is the code of what stands against it."""

    key: int
    label: str
    unit: str
    person: int
    tutor: str = ""
    why: str = ""
    decision: Decision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Everything by name before the deed, for one day and one version."""

    tutors: Sequence[Carried]
    cases: Sequence[Carried]
    conditions: int
    rules: Rules

    @property
    def reasons(self) -> Iterable[str]:
        return [row.why for row in (*self.tutors, *self.cases) if row.why]


def closing_list(board: Board) -> list[Left]:
    """Clauses of the board that still have something undone or excepted, in their order."""
    undone: Counter[str] = Counter()
    excepted: Counter[str] = Counter()
    worst: dict[str, State] = {}
    for row in board.judged:
        if row.waived:
            excepted[row.clause] += 1
        elif row.finding.state in UNDONE:
            undone[row.clause] += 1
            worst[row.clause] = max(worst.get(row.clause, row.finding.state), row.finding.state)
    return [
        Left(
            clause=clause.key,
            undone=undone[clause.key],
            waived=excepted[clause.key],
            state=worst.get(clause.key, State.MET),
        )
        for clause in board.rules.clauses
        if undone[clause.key] or excepted[clause.key]
    ]


def next_of(programme: Programme) -> Programme | None:
    """The programme made from this one already, or prepared by hand for the time after it."""
    linked = Programme.objects.filter(follows=programme).first()
    later = Programme.objects.filter(
        unit=programme.unit_id,
        regulation=programme.regulation_id,
        since__gte=programme.until,
        follows=None,
        closed_on=None,
    )
    return linked or later.order_by("since").first()


def version_for(programme: Programme, on: date) -> RegulationVersion | None:
    """What would guard the next year: the newest approved version of that day."""
    return versions_in_force(programme.regulation_id, on=on).first()


def preview(
    programme: Programme, version: RegulationVersion, since: date, until: date, on: date
) -> Preview:
    """Who and what could go over into [since, until), as facts of the day ``on`` have it."""
    following = next_of(programme)
    guarding = Guarding(
        programme=programme,
        version=version,
        rules=rules_of(version),
        waived=waived(programme, on),
    )
    return Preview(
        tutors=_tutors(guarding, following, (since, until), on),
        cases=_cases(programme, since, on),
        conditions=SchoolConditions.objects.filter(programme=programme).count(),
        rules=guarding.rules,
    )


def renewed(row: Appointment, programme: Programme, since: date, until: date) -> Appointment:
    """The appointment as it would be in the next year, under the same order and agreement."""
    new = copy(row)
    new.pk, new._state.adding = None, True
    new.programme, new.row_version, new.project = programme, 1, None
    new.since, new.until, new.end_reason, new.end_order = since, until, "", None
    return new


def _tutors(
    guarding: Guarding, following: Programme | None, term: tuple[date, date], on: date
) -> list[Carried]:
    programme = guarding.programme
    rows = Appointment.objects.filter(
        programme=programme, since__isnull=False, end_reason__in=AT_TERM
    )
    known = with_records(rows.order_by("person__surname", "person__given", "pk"), guarding.rules)
    works = _at_work(known, max(on, term[0]))
    there = set()
    if following is not None:
        there = set(
            Appointment.objects.filter(
                programme=following, end_reason="", withdrawn_on=None
            ).values_list("unit", "person")
        )
    return [_tutor(row, guarding, works, there, term, on) for row in known]


def _at_work(rows: Iterable[Appointment | Enrolment], on: date) -> frozenset[tuple[int, int]]:
    """(unit, person) of those of the rows who work there on the day."""
    jobs = employed_in({row.unit_id for row in rows}, on)
    return frozenset(jobs.values_list("unit", "person"))


def _tutor(
    row: Appointment,
    guarding: Guarding,
    works: frozenset[tuple[int, int]],
    there: set[tuple[int, int]],
    term: tuple[date, date],
    on: date,
) -> Carried:
    place = (row.unit_id, row.person_id)
    why, decision = "", None
    if place in there:
        why = "already"
    elif place not in works:
        why = "dismissed"
    elif row.until is not None and row.until < guarding.programme.until and row.end_reason == "":
        why = "term"
    else:
        sheet = replace(
            tutor_sheet(row, guarding, on), since=term[0], ends=term[1] - DAY, open=True
        )
        decision = guarding.rules.decide("appoint", [sheet], on, guarding.waived)
        why = "refused" if decision.refusals else ""
    return Carried(
        key=row.pk,
        label=str(row.person),
        unit=str(row.unit),
        person=row.person_id,
        why=why,
        decision=decision if why == "refused" else None,
    )


def _cases(programme: Programme, since: date, on: date) -> list[Carried]:
    rows = Enrolment.objects.filter(
        programme=programme, subject__isnull=False, until__isnull=True
    ).select_related("person", "unit", "subject")
    found = list(rows.order_by("person__surname", "person__given", "pk"))
    works = _at_work(found, max(on, since))
    tutors = _tutors_of(found, on)
    return [
        Carried(
            key=row.pk,
            label=str(row.person),
            unit=str(row.unit),
            person=row.person_id,
            tutor=tutors.get(row.pk, ""),
            why=_why_case(row, works, since),
        )
        for row in found
    ]


def _why_case(row: Enrolment, works: frozenset[tuple[int, int]], since: date) -> str:
    if (row.unit_id, row.person_id) not in works:
        return "dismissed"
    return "" if row.subject is not None and row.subject.is_open(since) else "subject_over"


def _tutors_of(rows: Sequence[Enrolment], on: date) -> Mapping[int, str]:
    """The name of each case's tutor on the day, or at the end of the appointment."""
    paired = Pairing.objects.filter(open_on(on), enrolment__in=rows)
    return {
        row.enrolment_id: str(row.appointment.person)
        for row in paired.select_related("appointment__person")
    }
