"""Deeds on units, their calendars and local settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any
from zoneinfo import available_timezones

from marshrut.journal.deeds import Forbidden, Stale, Wrong, deed
from marshrut.journal.operations import changes, lock, record
from marshrut.organisations import access
from marshrut.organisations.access import Reaching
from marshrut.organisations.models import CalendarPeriod, LocalSetting, SpecialDay, Unit, UnitFlag
from marshrut.schoolyear import school_year

MOST_PERIODS = 6


@deed
def add_unit(
    *,
    parent: Unit | None,
    kind: str,
    name: str,
    short_name: str,
    name_en: str = "",
    place: str = "",
    zone: str = "",
    actor: Reaching,
    at: datetime,
) -> Unit:
    """Add a unit under another one; the zone is that of the unit above unless given."""
    if not access.may_add_unit(actor, parent):
        raise Forbidden
    if parent is None and Unit.objects.filter(parent=None).exists():
        raise Wrong("root_exists")
    zone = _known_zone(zone) or (parent.zone if parent else "Europe/Moscow")
    _refuse_namesake(parent.pk if parent else None, name)
    unit = Unit.objects.create(
        parent=parent,
        kind=kind,
        name=name,
        short_name=short_name,
        name_en=name_en,
        place=place,
        zone=zone,
    )
    unit.path = f"{parent.path if parent else ''}{unit.pk}/"
    unit.save(update_fields=["path"])
    after = {"kind": kind, "name": name, "parent": parent.pk if parent else None}
    record("add_unit", unit, actor=actor, at=at, after=after, unit=unit.pk)
    return unit


@deed
def edit_unit(
    *,
    unit: int,
    row_version: int | None,
    name: str,
    short_name: str,
    name_en: str = "",
    place: str = "",
    zone: str = "",
    actor: Reaching,
    at: datetime,
) -> Unit:
    """Correct the names, the place and the zone of a unit."""
    row = lock(Unit, unit, row_version)
    if not access.may_keep_unit(actor, row.pk):
        raise Forbidden
    _refuse_namesake(row.parent_id, name, but=row.pk)
    before, after = changes(
        row,
        name=name,
        short_name=short_name,
        name_en=name_en,
        place=place,
        zone=_known_zone(zone) or row.zone,
    )
    row.save()
    record("edit_unit", row, actor=actor, at=at, before=before, after=after, unit=row.pk)
    return row


@deed
def set_calendar(
    *,
    unit: Unit,
    scheme: str,
    periods: Sequence[tuple[date, date]],
    actor: Reaching,
    at: datetime,
) -> None:
    """Put the quarters or trimesters of one school year, each half-open; none takes those above.

    The unit keeps one scheme a year, so the other scheme's periods of that year go.
    """
    if not access.may_set_calendar(actor, unit.pk):
        raise Forbidden
    spans = sorted(periods)
    _refuse_disorder(spans)
    years = {school_year(since) for since, _ in spans} or {school_year(actor.on)}
    if len(years) > 1:
        raise Wrong("two_school_years", field="periods")
    began, ended = years.pop()
    known = CalendarPeriod.objects.filter(unit=unit, since__gte=began, since__lt=ended)
    before = [[row.scheme, row.since, row.until] for row in known.order_by("since")]
    known.delete()
    CalendarPeriod.objects.bulk_create(
        CalendarPeriod(unit=unit, scheme=scheme, number=number, since=since, until=until)
        for number, (since, until) in enumerate(spans, 1)
    )
    record(
        "set_calendar",
        unit,
        actor=actor,
        at=at,
        before={"periods": before},
        after={"periods": [[scheme, since, until] for since, until in spans]},
        unit=unit.pk,
    )


@deed
def set_special_days(
    *,
    unit: Unit,
    year_of: date,
    off: Iterable[date] = (),
    working: Iterable[date] = (),
    actor: Reaching,
    at: datetime,
) -> None:
    """Put the days off and the moved working days of the school year of ``year_of``."""
    if not access.may_set_calendar(actor, unit.pk):
        raise Forbidden
    began, ended = school_year(year_of)
    wanted = {**dict.fromkeys(off, False), **dict.fromkeys(working, True)}
    if not all(began <= day < ended for day in wanted):
        raise Wrong("two_school_years", field="days")
    known = SpecialDay.objects.filter(unit=unit, day__gte=began, day__lt=ended)
    before = {row.day.isoformat(): row.working for row in known}
    known.delete()
    SpecialDay.objects.bulk_create(
        SpecialDay(unit=unit, day=day, working=is_working) for day, is_working in wanted.items()
    )
    after = {day.isoformat(): is_working for day, is_working in wanted.items()}
    record("set_special_days", unit, actor=actor, at=at, before=before, after=after, unit=unit.pk)


@deed
def set_local(
    *,
    unit: Unit,
    name: str,
    value: Any,
    row_version: int | None = None,
    actor: Reaching,
    at: datetime,
) -> LocalSetting | None:
    """Set what a clause leaves to the place; None gives it back to the unit above or the clause."""
    if not access.may_keep_unit(actor, unit.pk):
        raise Forbidden
    row = LocalSetting.objects.select_for_update().filter(unit=unit, name=name).first()
    if row is not None and row_version not in {None, row.row_version}:
        raise Stale(row)
    before = {name: row.value} if row else None
    record("set_local", unit, actor=actor, at=at, before=before, after={name: value}, unit=unit.pk)
    if value is None:
        if row is not None:
            row.delete()
        return None
    if row is None:
        return LocalSetting.objects.create(unit=unit, name=name, value=value)
    row.value = value
    row.row_version += 1
    row.save()
    return row


@deed
def set_locals(
    *, unit: Unit, values: Mapping[str, Any], actor: Reaching, at: datetime
) -> list[str]:
    """Set several local settings of one page; those that did not change stay as they were."""
    if not access.may_keep_unit(actor, unit.pk):
        raise Forbidden
    known = dict(LocalSetting.objects.filter(unit=unit).values_list("name", "value"))
    new = {name: value for name, value in values.items() if known.get(name) != value}
    for name, value in new.items():
        set_local(unit=unit, name=name, value=value, actor=actor, at=at)
    record("set_locals", unit, actor=actor, at=at, after={"names": sorted(new)}, unit=unit.pk)
    return sorted(new)


@deed
def flag_unit(
    *,
    unit: Unit,
    flag: str,
    since: date,
    until: date,
    source: str,
    actor: Reaching,
    at: datetime,
) -> UnitFlag:
    """Record a status that a school was given for a term, and where that stands."""
    if not access.may_keep_unit(actor, unit.pk):
        raise Forbidden
    if not unit.is_institution:
        raise Wrong("not_an_institution")
    if until <= since:
        raise Wrong("until_before_since", field="until")
    if unit.flags.filter(flag=flag, since__lt=until, until__gt=since).exists():
        raise Wrong("periods_overlap", field="since")
    row = UnitFlag.objects.create(unit=unit, flag=flag, since=since, until=until, source=source)
    after = {"flag": flag, "since": since, "until": until, "source": source}
    record("flag_unit", row, actor=actor, at=at, after=after, unit=unit.pk)
    return row


@deed
def end_flag(*, flag: int, actor: Reaching, at: datetime) -> UnitFlag:
    """End a status today, before its term; one that has not begun is as if it never was."""
    row = UnitFlag.objects.select_for_update(of=("self",)).get(pk=flag)
    if not access.may_keep_unit(actor, row.unit_id):
        raise Forbidden
    if row.until <= actor.on:
        raise Wrong("closed")
    before, after = {"until": row.until}, {"until": actor.on}
    record("end_flag", row, actor=actor, at=at, before=before, after=after, unit=row.unit_id)
    if row.since >= actor.on:
        row.delete()
        return row
    row.until = actor.on
    row.save(update_fields=["until"])
    return row


def _refuse_namesake(parent: int | None, name: str, but: int | None = None) -> None:
    if Unit.objects.filter(parent=parent, name=name).exclude(pk=but or 0).exists():
        raise Wrong("unit_exists", field="name")


def _refuse_disorder(spans: Sequence[tuple[date, date]]) -> None:
    if len(spans) > MOST_PERIODS:
        raise Wrong("too_many_periods", field="periods")
    if any(until <= since for since, until in spans):
        raise Wrong("until_before_since", field="periods")
    if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
        raise Wrong("periods_overlap", field="periods")


def _known_zone(zone: str) -> str:
    if zone and zone not in available_timezones():
        raise Wrong("no_such_zone", field="zone")
    return zone
