"""Deeds on scenarios: several ways are thought over, the tutee chooses one, the others stay."""

from __future__ import annotations

from datetime import datetime

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock, record
from marshrut.people.paper import Paper, spoken
from marshrut.people.reach import Reach
from marshrut.routes import access
from marshrut.routes.models import Scenario
from marshrut.routes.queries import has_scenarios, route_guarding
from marshrut.routes.writing import doer, needs, open_route, speaking, tell_tutee, tell_tutor

FEWEST = 2  # a choice is between at least so many


@deed
def add_scenario(*, route: int, title: str, text: str = "", actor: Reach, at: datetime) -> Scenario:
    """Put one more way beside the others, before one is chosen."""
    row = open_route(route, None)
    if not access.may_walk(actor, row) or not has_scenarios(route_guarding(row, actor.on).rules):
        raise Forbidden
    if row.scenarios.filter(chosen_on__isnull=False).exists():
        raise Wrong("scenario_chosen")
    made = Scenario.objects.create(
        route=row,
        number=row.scenarios.count() + 1,
        title=needs(title, "title", "title_needed"),
        text=text.strip(),
        author_id=doer(actor, row, role="tutor"),
        at=at,
    )
    _record("add_scenario", made, actor, at, {"number": made.number})
    if access.is_tutor(actor, row):
        tell_tutee("scenario_added", row, at)
    else:
        tell_tutor("scenario_added", row, at, on=actor.on)
    return made


@deed
def choose_scenario(
    *,
    scenario: int,
    row_version: int | None,
    paper: Paper | None = None,
    actor: Reach,
    at: datetime,
) -> Scenario:
    """The tutee chooses one of at least two; their word may come from paper."""
    made = lock(Scenario.objects.select_related("route"), scenario, row_version)
    row = open_route(made.route_id, None)
    day = speaking(actor, row, paper=paper)
    if not (access.may_acknowledge(actor, row) or access.may_record_for(actor, row)):
        raise Forbidden
    if row.scenarios.filter(chosen_on__isnull=False).exists():
        raise Wrong("scenario_chosen")
    if row.scenarios.count() < FEWEST:
        raise Wrong("scenarios_too_few")
    changes(made, chosen_on=day)
    made.save()
    said_by = row.enrolment.person_id
    spoken("choose_scenario", made, person=said_by, paper=paper, actor=actor, at=at)
    _record("choose_scenario", made, actor, at, {"number": made.number, "on": day})
    tell_tutor("scenario_chosen", row, at, on=actor.on)
    return made


def _record(verb: str, row: Scenario, actor: Reach, at: datetime, after: dict[str, object]) -> None:
    record(
        verb,
        row,
        actor=actor,
        at=at,
        after=after,
        unit=row.route.unit_id,
        programme=row.route.programme_id,
    )
