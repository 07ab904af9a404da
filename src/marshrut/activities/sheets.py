"""Sheets of visits, of what waits for an answer here, and of what is counted by period."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from zlib import crc32

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from marshrut.activities.models import Activity, LessonVisit, Recommendation
from marshrut.norms import sheets
from marshrut.norms.counting import Quota
from marshrut.organisations.calendars import periods_of
from marshrut.programmes.models import Enrolment, Programme
from marshrut.programmes.queries import Guarding, open_on, tutors, units_of

NONE_LINKED: frozenset[int] = frozenset()
DAY = timedelta(days=1)
Counts = Mapping[tuple[int, str], Sequence[tuple[bool, date, int]]]
PLANNED = (Activity.Status.PLANNED, Activity.Status.ANNOUNCED)
# Whose activities a quota counts: the column of the grouped query, none for the whole programme.
COLUMNS = {
    "programme": "programme",
    "tutor": "leader",
    "unit": "unit",
    "case": "attendances__enrolment",
}


# --- visits -----------------------------------------------------------------------------------
def visits_by(
    guarding: Guarding, on: date, rows: QuerySet[LessonVisit] | None = None
) -> list[LessonVisit]:
    """Visits of the programme proposed by this day, read once for all sheets about them."""
    wanted = LessonVisit.objects.all() if rows is None else rows
    proposed = wanted.filter(programme=guarding.programme, proposed_on__lte=on)
    return list(proposed.select_related("enrolment__person"))


def visit_sheets(
    rows: Iterable[LessonVisit], on: date, *, linked: frozenset[int] = NONE_LINKED
) -> list[sheets.Visit]:
    """Visits; ``linked`` are keys of those that a step of a route names (routes lie above)."""
    return [visit_sheet(row, on, linked=linked) for row in rows]


def visit_sheet(
    row: LessonVisit, on: date, *, linked: frozenset[int] = NONE_LINKED
) -> sheets.Visit:
    held = row.held_on is not None and row.held_on <= on
    return sheets.Visit(
        key=row.pk,
        label=row.enrolment.person.short_name,
        unit=row.unit_id,
        person=row.enrolment.person_id,
        since=row.on,
        open=row.enrolment.is_open(on),
        passed=frozenset({"hold_visit"}) if held else frozenset(),
        agreed=row.agreed_on is not None and row.agreed_on <= on,
        within_subject=row.within_subject,
        linked_step=row.pk in linked,
    )


# --- what waits for an answer -----------------------------------------------------------------
def proposal_sheets(rows: Iterable[LessonVisit], on: date) -> list[sheets.Request]:
    """Proposals of visits, but for what was not answered before its case ended."""
    return [
        proposal_sheet(row, on)
        for row in rows
        if row.status != LessonVisit.Status.CANCELLED
        and (row.answered_on is not None or not _is_over(row.enrolment, on))
    ]


def _is_over(case: Enrolment, on: date) -> bool:
    """What was not answered before its case ended is asked of nobody any more."""
    return case.until is not None and case.until <= on


def advice_sheets(
    guarding: Guarding, on: date, rows: QuerySet[Recommendation] | None = None
) -> list[sheets.Request]:
    """Recommendations, but for what was not answered before its case ended."""
    wanted = Recommendation.objects.all() if rows is None else rows
    given = wanted.filter(programme=guarding.programme, given_on__lte=on).exclude(
        enrolment__until__lte=on, answered_on__isnull=True
    )
    return [advice_sheet(row, on) for row in given.select_related("enrolment__person")]


def proposal_sheet(row: LessonVisit, on: date) -> sheets.Request:
    """A proposal waits until answered or its day is over: silence is no consent and no breach."""
    answered = row.answered_on if row.answered_on and row.answered_on <= on else None
    return sheets.Request(
        key=row.pk,
        label=row.enrolment.person.short_name,
        unit=row.unit_id,
        person=row.enrolment.person_id,
        since=row.proposed_on,
        ends=row.due,
        open=answered is None and on <= row.due,
        to="visit",
        answered=answered,
    )


def advice_sheet(row: Recommendation, on: date) -> sheets.Request:
    """A recommendation is answered by the mark of fulfilment or by the reason why not."""
    answered = row.answered_on if row.answered_on and row.answered_on <= on else None
    return sheets.Request(
        key=row.pk,
        label=row.enrolment.person.short_name,
        unit=row.unit_id,
        person=row.enrolment.person_id,
        since=row.given_on,
        ends=row.due,
        open=answered is None,
        to="recommendation",
        answered=answered,
    )


# --- what is counted --------------------------------------------------------------------------
def tally_sheets(guarding: Guarding, on: date) -> Sequence[sheets.Tally]:
    """What is held and planned of every form that a quota counts, with zeros for empty periods."""
    named = {
        (norm.quota, norm.per, norm.period)
        for _, norm in guarding.rules.norms()
        if isinstance(norm, Quota)
    }
    quotas = {one for one in named if one[1] in COLUMNS}
    counts = {per: _counts(guarding, per, on) for per in {per for _, per, _ in quotas}}
    subjects = {per: _subjects(guarding, per, on) for per in counts}
    return [
        _tally(form, per, subject, *window, counts[per])
        for form, per, period in sorted(quotas)
        for window in _windows(guarding, period)
        for subject in subjects[per]
    ] + [_uncounted(form, per, guarding.programme) for form, per, _ in sorted(named - quotas)]


def _uncounted(form: str, per: str, programme: Programme) -> sheets.Tally:
    """Nothing counts it for these yet: «no data»."""
    return sheets.Tally(
        key=crc32(f"{form}:{per}".encode()),
        label=programme.title,
        unit=programme.unit_id,
        of=form,
        per=per,
        until=programme.until,
        known=False,
    )


def _windows(guarding: Guarding, period: str) -> list[tuple[date, date]]:
    """Whole periods, cut to the programme's own days."""
    programme = guarding.programme
    return [
        (max(one.since, programme.since), min(one.until, programme.until))
        for one in periods_of(programme.unit, period, programme.since, programme.until)
    ]


def _counts(guarding: Guarding, per: str, on: date) -> Counts:
    """What was held (True) and is planned (False), by whose and form; one grouped query."""
    rows = Activity.objects.filter(programme=guarding.programme)
    if per == "case":
        rows = rows.filter(attendances__status__in=("attended", "registered", "invited"))
    grouped = (
        rows.annotate(day=TruncDate("begins_at"))
        .values_list(COLUMNS[per], "form", "status", "day")
        .annotate(count=Count("pk", distinct=True))
        .order_by()
    )
    found: defaultdict[tuple[int, str], list[tuple[bool, date, int]]] = defaultdict(list)
    for whose, form, status, day, count in grouped:
        held = status == Activity.Status.HELD and day <= on
        if held or status in PLANNED:
            found[whose, form].append((held, day, count))
    return found


def _subjects(guarding: Guarding, per: str, on: date) -> list[tuple[int, int, int, str]]:
    """(key as it is counted, unit, person, name) of everybody who is counted apart."""
    programme = guarding.programme
    if per == "tutor":
        found = tutors(programme, on).select_related("person")
        return [(t.person_id, t.unit_id, t.person_id, t.person.short_name) for t in found]
    if per == "case":
        cases = Enrolment.objects.filter(
            open_on(on), programme=programme, subject__isnull=False
        ).select_related("person")
        return [(c.pk, c.unit_id, c.person_id, c.person.short_name) for c in cases]
    if per == "unit":
        return [(unit.pk, unit.pk, 0, unit.short_name) for unit in units_of(programme)]
    return [(programme.pk, programme.unit_id, 0, programme.title)]


def _tally(
    form: str,
    per: str,
    subject: tuple[int, int, int, str],
    since: date,
    until: date,
    counts: Counts,
) -> sheets.Tally:
    key, unit, person, label = subject
    found = Counter({True: 0, False: 0})
    for held, day, count in counts.get((key, form), ()):
        if since <= day < until:
            found[held] += count
    return sheets.Tally(
        # Stable between days, so that a waiver of one period keeps pointing to it.
        key=crc32(f"{form}:{per}:{key}:{since}".encode()),
        label=label,
        unit=unit,
        person=person,
        since=since,
        ends=until - DAY,
        of=form,
        per=per,
        until=until,
        held=found[True],
        planned=found[False],
    )
