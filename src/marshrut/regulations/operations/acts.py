"""Deeds about normative acts: the catalogue of a territory, citations, checks of the basis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock, record
from marshrut.organisations.models import Unit
from marshrut.people.reach import Reach
from marshrut.regulations import access
from marshrut.regulations.basis import acts_for, cited, shipped
from marshrut.regulations.models import Act, BasisCheck, Citation, RegulationVersion
from marshrut.regulations.queries import rules_of

VERSIONS = RegulationVersion.objects.select_related("regulation__unit")


@deed
def add_act(
    *,
    unit: Unit,
    level: str,
    kind: str,
    number: str,
    on: date,
    title: str,
    issuer: str = "",
    status: str = Act.Status.IN_FORCE,
    changed_on: date | None = None,
    replaced_by: Act | None = None,
    since: date | None = None,
    until: date | None = None,
    link: str = "",
    checked_on: date | None = None,
    actor: Reach,
    at: datetime,
) -> Act:
    """Put an act into the catalogue of a territory."""
    if not access.may_write(actor, unit.pk):
        raise Forbidden
    row = Act(unit=unit)
    _before, after = _written(
        row,
        actor,
        level=level,
        kind=kind,
        number=number,
        on=on,
        title=title,
        issuer=issuer,
        status=status,
        changed_on=changed_on,
        replaced_by=replaced_by,
        since=since,
        until=until,
        link=link,
        checked_on=checked_on,
    )
    row.save()
    record("add_act", row, actor=actor, at=at, after=after, unit=unit.pk)
    return row


@deed
def edit_act(
    *,
    act: int,
    row_version: int | None,
    level: str,
    kind: str,
    number: str,
    on: date,
    title: str,
    issuer: str = "",
    status: str = Act.Status.IN_FORCE,
    changed_on: date | None = None,
    replaced_by: Act | None = None,
    since: date | None = None,
    until: date | None = None,
    link: str = "",
    checked_on: date | None = None,
    actor: Reach,
    at: datetime,
) -> Act:
    """Correct an act, or write down what became of it; versions that cite it are then in doubt."""
    row = lock(Act, act, row_version)
    if not access.may_write(actor, row.unit_id):
        raise Forbidden
    before, after = _written(
        row,
        actor,
        level=level,
        kind=kind,
        number=number,
        on=on,
        title=title,
        issuer=issuer,
        status=status,
        changed_on=changed_on,
        replaced_by=replaced_by,
        since=since,
        until=until,
        link=link,
        checked_on=checked_on,
    )
    row.save()
    record("edit_act", row, actor=actor, at=at, before=before, after=after, unit=row.unit_id)
    return row


@deed
def take_acts(*, unit: Unit, actor: Reach, at: datetime) -> Sequence[Act]:
    """Put the acts that come with the system into the catalogue; the territory checks each."""
    if not access.may_write(actor, unit.pk):
        raise Forbidden
    known = set(Act.objects.filter(unit=unit).values_list("number", "on"))
    new = [given for given in shipped() if (given["number"], given["on"]) not in known]
    if not new:
        raise Wrong("acts_taken")
    rows = [_taken(unit, given) for given in new]
    record("take_acts", Act, keys=[row.pk for row in rows], actor=actor, at=at, unit=unit.pk)
    return rows


@deed
def cite_act(*, version: int, clause: str, act: Act, actor: Reach, at: datetime) -> Citation:
    """Say that a clause rests on an act; true of an approved version too, whose text is frozen."""
    row = VERSIONS.get(pk=version)
    if not access.may_write(actor, row.regulation.unit_id):
        raise Forbidden
    if clause not in {one.key for one in rules_of(row).clauses}:
        raise Wrong("unknown_clause", field="clause")
    if act not in acts_for(row):
        raise Wrong("act_of_another", field="act")
    if any(one.act == act and one.clause == clause for one in cited(row)):
        raise Wrong("twice", field="act")
    made = Citation.objects.create(version=row, clause=clause, act=act)
    after = {"clause": clause, "act": act.pk}
    record("cite_act", row, actor=actor, at=at, after=after, unit=row.regulation.unit_id)
    return made


@deed
def drop_citation(*, citation: int, actor: Reach, at: datetime) -> None:
    """Take back what was cited by hand."""
    row = Citation.objects.select_related("version__regulation").get(pk=citation)
    unit = row.version.regulation.unit_id
    if not access.may_write(actor, unit):
        raise Forbidden
    before = {"clause": row.clause, "act": row.act_id}
    record("drop_citation", row.version, actor=actor, at=at, before=before, unit=unit)
    row.delete()


@deed
def check_basis(
    *, version: int, act: Act, on: date, note: str, actor: Reach, at: datetime
) -> BasisCheck:
    """Answer «check the basis»: somebody looked, on a day, and this is what they found."""
    row = VERSIONS.get(pk=version)
    if not access.may_write(actor, row.regulation.unit_id):
        raise Forbidden
    change = act.shaken_on(actor.on)
    if change is None or act not in {one.act for one in cited(row)}:
        raise Wrong("nothing_to_check")
    if on > actor.on:
        raise Wrong("future_date", field="on")
    if on < change:
        raise Wrong("too_early_date", field="on")
    if not note.strip():
        raise Wrong("note_needed", field="note")
    if BasisCheck.objects.filter(version=row, act=act, change=change).exists():
        raise Wrong("twice")
    made = BasisCheck.objects.create(
        version=row, act=act, change=change, on=on, note=note.strip(), entered_at=at
    )
    after = {"act": act.pk, "change": change, "on": on}
    record("check_basis", row, actor=actor, at=at, after=after, unit=row.regulation.unit_id)
    return made


def _taken(unit: Unit, given: Mapping[str, Any]) -> Act:
    """A shipped act as a row; one that replaces another stands before it in the list."""
    number = given.get("replaced_by")
    by = Act.objects.filter(unit=unit, number=number).first() if number else None
    return Act.objects.create(unit=unit, **(dict(given) | {"replaced_by": by}))


def _written(row: Act, actor: Reach, **given: Any) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The fields of the act as given, if they make sense together."""
    given["number"] = " ".join(given["number"].split())
    if not given["number"]:
        raise Wrong("number_needed", field="number")
    _require_dates(actor.on, given)
    if given["replaced_by"] is not None and (
        given["status"] != Act.Status.REPLACED or given["replaced_by"].pk == row.pk
    ):
        raise Wrong("not_replaced", field="replaced_by")
    twins = Act.objects.filter(unit=row.unit_id, number=given["number"], on=given["on"])
    if twins.exclude(pk=row.pk).exists():
        raise Wrong("act_known", field="number")
    return changes(row, **given)


def _require_dates(today: date, given: Mapping[str, Any]) -> None:
    if given["on"] > today:
        raise Wrong("future_date", field="on")
    if (given["status"] == Act.Status.IN_FORCE) != (given["changed_on"] is None):
        raise Wrong("change_with_day", field="changed_on")
    if given["changed_on"] is not None and given["changed_on"] < given["on"]:
        raise Wrong("too_early_date", field="changed_on")
    if given["checked_on"] is not None and given["checked_on"] > today:
        raise Wrong("future_date", field="checked_on")
    if given["since"] and given["until"] and given["until"] <= given["since"]:
        raise Wrong("until_before_since", field="until")
