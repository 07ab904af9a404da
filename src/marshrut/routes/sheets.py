"""Sheets of routes, and sheets of tutors with what they have made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from marshrut.diagnostics.queries import SELF_DIAGNOSIS, measured
from marshrut.diagnostics.sheets import Measured
from marshrut.norms import sheets
from marshrut.norms.making import Deliverable
from marshrut.programmes.facts import Facts
from marshrut.programmes.models import Appointment, Programme
from marshrut.programmes.queries import Guarding
from marshrut.programmes.sheets import tutor_sheets as plain_tutor_sheets
from marshrut.routes.models import Product, Route, RouteStage
from marshrut.routes.queries import (
    DAY,
    NO_TEXTS,
    Texts,
    filled_parts,
    inherited_texts,
    paused_cases,
    stage_rows,
    tutors_of,
    with_parties,
)

Dates = Mapping[str, tuple[date, ...]]
NONE_MADE: Dates = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands in other tables about routes, gathered once for all of them."""

    stages: Mapping[int, Sequence[RouteStage]]
    products: Mapping[int, Dates]
    paused: frozenset[int]
    paired: frozenset[int]
    inherited: Mapping[tuple[int, int], Texts]
    measured: Mapping[int, Measured]


def route_sheets(
    guarding: Guarding,
    on: date,
    rows: QuerySet[Route] | None = None,
    cases: Sequence[sheets.Case] | None = None,
) -> Sequence[sheets.Route]:
    """One sheet for each route of the programme begun by this day.

    Sheets of the cases, if they are known already, tell who is paired.
    """
    if rows is None:
        rows = Route.objects.filter(programme=guarding.programme, enrolment__since__lte=on)
    routes = list(with_parties(rows))
    paired = None if cases is None else frozenset(c.key for c in cases if c.counts["pairing"])
    around = gather(routes, on, paired)
    return [route_sheet(row, guarding, around, on) for row in routes]


def gather(routes: Sequence[Route], on: date, paired: frozenset[int] | None = None) -> Around:
    """Everything around these routes, in a fixed number of queries."""
    keys = [row.pk for row in routes]
    enrolments = [row.enrolment_id for row in routes]
    made = Product.objects.filter(route__in=keys, accepted_on__lte=on, status="accepted")
    return Around(
        stages=stage_rows(keys),
        products=_by_kind(made.values_list("route", "kind", "accepted_on")),
        paused=paused_cases(enrolments, on=on),
        paired=frozenset(tutors_of(enrolments, on=on)) if paired is None else paired,
        inherited=inherited_texts(
            {row.programme_id for row in routes}, {row.unit_id for row in routes}
        ),
        measured=measured({row.enrolment.person_id for row in routes}, on),
    )


def route_sheet(row: Route, guarding: Guarding, around: Around, on: date) -> sheets.Route:
    """The route as it is on this day: nothing that happened later is counted."""
    stages = [s for s in around.stages.get(row.pk, ()) if s.entered_on or s.left_on or s.due]
    left = [s for s in stages if s.left_on is not None and s.left_on <= on]
    now = next((s for s in stages if s.entered_on and s.entered_on <= on and s not in left), None)
    inherited = around.inherited.get((row.programme_id, row.unit_id), NO_TEXTS)
    # One carried over has come to no end: it goes on elsewhere, as that of somebody who left.
    carried = row.outcome == Route.Outcome.CARRIED
    closed = None if carried else _by(row.closed_on, on)
    subject = row.enrolment.subject
    known = around.measured.get(row.enrolment.person_id, {})
    return sheets.Route(
        key=row.pk,
        case=row.enrolment_id,
        label=row.enrolment.person.short_name,
        unit=row.unit_id,
        person=row.enrolment.person_id,
        since=row.enrolment.since,
        ends=row.due,
        # Who left owes nothing more on a route that nobody has closed.
        open=closed is None and _by(row.enrolment.until, on) is None,
        passed=_passed(row, bool(left), on),
        products=around.products.get(row.pk, NONE_MADE),
        stage=now.key if now else "",
        left=frozenset(s.key for s in left if not s.skipped),
        skipped=frozenset(s.key for s in left if s.skipped),
        dues={s.key: s.due for s in stages if s.due},
        forms=filled_parts(row, guarding.rules, inherited, known, on),
        author="tutor",
        proposed=_by(row.proposed_on, on) is not None,
        agreed=row.agreed_as if _by(row.agreed_on, on) else "",
        evaluated=_by(row.evaluated_on, on) is not None,
        paused=row.enrolment_id in around.paused,
        outcome=row.outcome if closed else "",
        closed_on=closed,
        closing_agreed=_by(row.closing_agreed_on, on) is not None,
        subject_until=subject.until - DAY if subject else None,
        subject_open=subject is not None and subject.is_open(closed or on),
        paired=row.enrolment_id in around.paired,
        skip_decided=all(s.decision for s in left if s.skipped),
        self_diagnosed=SELF_DIAGNOSIS in known,
    )


def _by(day: date | None, on: date) -> date | None:
    """The day of a fact, if it has happened by then."""
    return day if day is not None and day <= on else None


def _passed(row: Route, left: bool, on: date) -> frozenset[str]:
    facts = {
        "start_route": row.enrolment.since <= on,
        "propose_route": _by(row.proposed_on, on) is not None,
        "pass_stage": left,
        "close_route": row.outcome != Route.Outcome.CARRIED and _by(row.closed_on, on) is not None,
    }
    return frozenset(deed for deed, happened in facts.items() if happened)


def sheet_of(row: Route, guarding: Guarding, on: date) -> sheets.Route:
    """The sheet of one route: for guarding a deed, ``replace`` in it what the deed changes."""
    return route_sheet(row, guarding, gather([row], on), on)


# --- tutors with what they have made ---------------------------------------------------------
def tutor_products(
    programme: Programme, on: date, appointments: Iterable[int] | None = None
) -> dict[int, Dates]:
    """Accepted products of tutors themselves, by appointment and kind."""
    made = Product.objects.filter(
        programme=programme, appointment__isnull=False, status="accepted", accepted_on__lte=on
    )
    if appointments is not None:
        made = made.filter(appointment__in=appointments)
    return _by_kind(made.values_list("appointment", "kind", "accepted_on"))


def tutor_sheets(
    guarding: Guarding,
    on: date,
    rows: QuerySet[Appointment] | None = None,
    facts: Facts | None = None,
) -> Sequence[sheets.Tutor]:
    """The sheets of programmes with products added; boards and people read these."""
    tutors = plain_tutor_sheets(guarding, on, rows, facts)
    made = tutor_products(guarding.programme, on, [tutor.key for tutor in tutors])
    return with_products(tutors, made)


def with_products(
    tutors: Iterable[sheets.Tutor], products: Mapping[int, Dates]
) -> Sequence[sheets.Tutor]:
    return [
        replace(tutor, products={**tutor.products, **products.get(tutor.key, NONE_MADE)})
        for tutor in tutors
    ]


def _by_kind(rows: Iterable[tuple[int | None, str, date | None]]) -> dict[int, Dates]:
    found: dict[int, dict[str, tuple[date, ...]]] = defaultdict(dict)
    for key, kind, day in rows:
        if key is not None and day is not None:
            found[key][kind] = (*found[key].get(kind, ()), day)
    return dict(found)


def with_made(guarding: Guarding, on: date, cases: Sequence[sheets.Case]) -> Sequence[sheets.Case]:
    """Cases with what was made on their routes, where a clause asks it of the case itself.

    So a case that has no route yet lacks it too.
    """
    norms = (norm for _, norm in guarding.rules.norms() if isinstance(norm, Deliverable))
    if all(norm.about is not sheets.Case for norm in norms):
        return cases
    made = Product.objects.filter(
        route__enrolment__in=[case.key for case in cases], status="accepted", accepted_on__lte=on
    )
    by_case = _by_kind(made.values_list("route__enrolment", "kind", "accepted_on"))
    return [replace(case, products=by_case.get(case.key, NONE_MADE)) for case in cases]
