"""Deeds about programmes, their projects and the conditions of organisations."""

from __future__ import annotations

from datetime import date, datetime

from marshrut.journal.deeds import Forbidden, Stale, Wrong, deed
from marshrut.journal.operations import changes, lock, record
from marshrut.organisations.models import Unit
from marshrut.people.models import Employment, Person
from marshrut.people.reach import Reach
from marshrut.programmes import access
from marshrut.programmes.models import Programme, ProgrammeVersion, Project, SchoolConditions
from marshrut.programmes.operations.candidates import name_candidate
from marshrut.programmes.operations.enrolments import enrol_all
from marshrut.programmes.queries import (
    guarding,
    open_on,
    require_open,
    schools_ask,
    units_of,
)
from marshrut.regulations.models import RegulationVersion
from marshrut.regulations.queries import rules_of


@deed
def prepare_programme(
    *,
    unit: Unit,
    version: RegulationVersion,
    title: str,
    since: date,
    until: date,
    goals: str = "",
    entered_on: date | None = None,
    actor: Reach,
    at: datetime,
) -> Programme:
    """Put an approved version to work for a unit and all under it, on [since, until)."""
    if not access.may_run(actor, unit.pk):
        raise Forbidden
    if until <= since:
        raise Wrong("until_before_since", field="until")
    if version.status != RegulationVersion.Status.APPROVED:
        raise Wrong("version_not_approved", field="version")
    row = Programme.objects.create(
        unit=unit,
        regulation=version.regulation,
        title=title,
        goals=goals,
        since=since,
        until=until,
        entered_on=entered_on or since,
        schools_ask=schools_ask(rules_of(version)),
    )
    ProgrammeVersion.objects.create(programme=row, version=version, since=since)
    after = {"title": title, "version": version.pk, "since": since, "until": until}
    record(
        "prepare_programme", row, actor=actor, at=at, after=after, unit=unit.pk, programme=row.pk
    )
    return row


@deed
def start_programme(
    *, programme: int, row_version: int | None, actor: Reach, at: datetime
) -> Programme:
    """Start: whoever the regulation enrols by itself is enrolled now."""
    row = lock(Programme.objects.select_related("unit"), programme, row_version)
    if not access.may_run(actor, row.unit_id):
        raise Forbidden
    if row.status != "prepared":
        raise Wrong("started_already")
    before, after = changes(row, started_on=actor.on)
    row.save()
    _record("start_programme", row, actor, at, before, after)
    enrol_all(programme=row, actor=actor, at=at)
    return row


@deed
def begin_project(
    *,
    programme: Programme,
    unit: int,
    title: str,
    leader: Person,
    goals: str = "",
    begun_on: date | None = None,
    actor: Reach,
    at: datetime,
) -> Project:
    """Write down a project within the programme, with its leader."""
    if not access.may_write_project(actor, unit, leader.pk):
        raise Forbidden
    require_open(programme)
    # A project may belong to the centre or to the whole territory, not only to a school.
    if not Unit.objects.filter(pk=unit, path__startswith=programme.unit.path).exists():
        raise Wrong("not_in_programme", field="unit")
    if not Employment.objects.filter(open_on(actor.on), person=leader, unit=unit).exists():
        raise Wrong("not_employed_here", field="leader", person=str(leader))
    if begun_on is not None and begun_on > actor.on:
        raise Wrong("future_date", field="begun_on")
    row = Project.objects.create(
        programme=programme,
        unit_id=unit,
        title=title,
        goals=goals,
        leader=leader,
        begun_on=begun_on or actor.on,
    )
    after = {"title": title, "leader": leader.pk}
    record("begin_project", row, actor=actor, at=at, after=after, unit=unit, programme=programme.pk)
    return row


@deed
def mark_developed(
    *, project: int, row_version: int | None, on: date | None = None, actor: Reach, at: datetime
) -> Project:
    """The project is developed; where the regulation says so, its leader becomes a candidate."""
    row = lock(Project.objects.select_related("programme", "leader"), project, row_version)
    if not access.may_write_project(actor, row.unit_id, row.leader_id):
        raise Forbidden
    if row.developed_on:
        raise Wrong("twice")
    day = on or actor.on
    if not row.begun_on <= day <= actor.on:
        raise Wrong("dates", field="on")
    before, after = changes(row, developed_on=day)
    row.save()
    record(
        "mark_developed",
        row,
        actor=actor,
        at=at,
        before=before,
        after=after,
        unit=row.unit_id,
        programme=row.programme_id,
    )
    entries = guarding(row.programme, actor.on).rules.entries("candidate")
    if any(entry.whom == "project_leader" and entry.basis == "automatic" for entry in entries):
        name_candidate(
            programme=row.programme,
            person=row.leader,
            unit=row.unit_id,
            why=row.title,
            project=row,
            actor=Reach.system(f"project {row.pk} is developed", actor.on),
            at=at,
        )
    return row


@deed
def write_conditions(
    *,
    programme: Programme,
    unit: int,
    text: str,
    resources: str = "",
    row_version: int | None = None,
    actor: Reach,
    at: datetime,
) -> SchoolConditions:
    """Conditions of an organisation, written once; its routes inherit them."""
    if not access.may_write_conditions(actor, unit):
        raise Forbidden
    if not units_of(programme).filter(pk=unit).exists():
        raise Wrong("not_in_programme")
    row, created = SchoolConditions.objects.get_or_create(
        programme=programme, unit_id=unit, defaults={"text": text, "resources": resources}
    )
    before: dict[str, object] = {}
    after: dict[str, object] = {"text": text, "resources": resources}
    if not created and row_version is None and not actor.is_system:
        # The form was opened when there was nothing yet, and somebody wrote meanwhile.
        raise Stale(row)
    if not created:
        row = lock(SchoolConditions, row.pk, row_version)
        before, after = changes(row, text=text, resources=resources)
        row.save()
    record(
        "write_conditions",
        row,
        actor=actor,
        at=at,
        before=before,
        after=after,
        unit=unit,
        programme=programme.pk,
    )
    return row


def _record(
    verb: str,
    row: Programme,
    actor: Reach,
    at: datetime,
    before: dict[str, object],
    after: dict[str, object],
) -> None:
    record(
        verb,
        row,
        actor=actor,
        at=at,
        before=before,
        after=after,
        unit=row.unit_id,
        programme=row.pk,
    )
