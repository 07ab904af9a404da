"""What-if: other rules over today's facts, for one reader, in a constant number of queries."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marshrut.journal.models import JournalEntry
from marshrut.norms.findings import State
from marshrut.norms.parse import parse
from marshrut.norms.rules import Rules
from marshrut.oversight.board import board
from marshrut.oversight.what_if import Shifted, WhatIf, what_if
from marshrut.programmes.models import Waiver
from tests.oversight.test_board import crowd
from tests.routes.walk import begin
from tests.world import TODAY, World, build, document

pytestmark = pytest.mark.django_db
MOST_QUERIES = 50
TEACHERS_ONLY = {"condition": "tutor", "guards": "appoint", "all": [{"post": ["teacher"]}]}


@pytest.fixture
def world() -> World:
    world = build()
    begin(world)
    for name in ("grachev", "stranger"):
        world.case(name)
    return world


def with_norms(key: str, norms: list[Any]) -> Rules:
    """The regulation with other norms under one clause."""
    new: Any = deepcopy(document())
    clause = next(c for p in new["parts"] for c in p["clauses"] if c["key"] == key)
    clause["norms"] = norms
    return parse(new)


def tried(world: World, rules: Rules, who: str = "safronova") -> WhatIf:
    return what_if(world.programme, rules, TODAY, world.reach(who))


def only(found: WhatIf, key: str) -> Shifted:
    return next(one for one in found.clauses if one.key == key)


def test_the_same_rules_change_nothing(world: World) -> None:
    found = tried(world, parse(document()))
    assert found.clauses == ()
    assert all(one.new == 0 for one in found.again)


def test_a_changed_number_names_the_things_whose_finding_changes(world: World) -> None:
    found = tried(world, with_norms("4.2", [{"size": "tutor", "per": "unit", "least": "2"}]))
    shifted = only(found, "4.2")
    units = {shift.thing.label: shift for shift in shifted.shifts if shift.thing.kind == "unit"}
    assert set(units) == {"Еловская СОШ", "Каменнобродская СОШ"}
    one = units["Еловская СОШ"]
    assert one.before is not None
    assert one.after is not None
    assert (one.before.finding.state, one.after.finding.state) == (State.MET, State.BREACHED)
    assert one.weight > 0
    assert [one.key for one in found.clauses] == ["4.2"]


def test_a_condition_is_asked_again_of_who_has_passed_it(world: World) -> None:
    found = tried(world, with_norms("4.2", [TEACHERS_ONLY]))
    appointing = next(one for one in found.again if one.deed == "appoint")
    assert (appointing.of, len(appointing.refused), appointing.new) == (2, 2, 2)
    tutors = {row.pk for row in world.appointments.values()}
    assert {one.thing.key for one in appointing.refused} == tutors
    assert appointing.refused[0].objections[0].code == "post"


def test_what_the_rules_of_today_refuse_as_well_is_told_apart(world: World) -> None:
    job = world.people["dorohova"].employments.get()
    job.post_class = "teacher"
    job.save()
    norms = [{**TEACHERS_ONLY, "all": [{"post": ["methodist"]}]}]
    found = tried(world, with_norms("4.2", norms))
    appointing = next(one for one in found.again if one.deed == "appoint")
    told = {
        one.thing.label.split("\N{NO-BREAK SPACE}")[0]: one.is_new for one in appointing.refused
    }
    assert told == {"Oreshkina": True, "Dorohova": False}


def test_a_waiver_lets_a_thing_pass_by_the_other_rules_too(world: World) -> None:
    row = world.appointments["dorohova"]
    Waiver.objects.create(
        programme=world.programme,
        unit=world.school,
        clause="4.2",
        code="post",
        kind="tutor",
        key=row.pk,
        label="Dorohova",
        reason="reason",
        status="granted",
        asked_on=TODAY,
        decided_on=TODAY,
    )
    appointing = next(
        one
        for one in tried(world, with_norms("4.2", [TEACHERS_ONLY])).again
        if one.deed == "appoint"
    )
    assert [one.thing.key for one in appointing.refused] == [world.appointments["oreshkina"].pk]


def test_a_dropped_clause_stops_asking_and_a_new_one_begins(world: World) -> None:
    new: Any = deepcopy(document())
    clauses = new["parts"][4]["clauses"]
    clauses[:] = [clause for clause in clauses if clause["key"] != "4.2"]
    clauses.append(
        {
            "key": "4.9",
            "cite": "п. 4.9",
            "gist": "Двое.",
            "norms": [{"size": "tutor", "per": "unit", "least": "2"}],
        }
    )
    found = tried(world, parse(new))
    shifted = only(found, "4.9")
    assert shifted.old is None
    assert all(shift.before is None for shift in shifted.shifts)
    assert len(shifted.shifts) == 2


def test_a_head_sees_own_things_and_nobody_elses(world: World) -> None:
    rules = with_norms("4.2", [TEACHERS_ONLY, {"size": "tutor", "per": "unit", "least": "2"}])
    found = tried(world, rules, "zimin")
    units = {shift.thing.unit for one in found.clauses for shift in one.shifts}
    assert units == {world.school.pk}
    assert {one.thing.unit for again in found.again for one in again.refused} == {world.school.pk}
    assert next(one for one in found.again if one.deed == "appoint").of == 1


def test_nothing_is_stored(world: World) -> None:
    entries = JournalEntry.objects.count()
    before = board(world.programme, TODAY, world.reach("safronova")).assessments
    tried(world, with_norms("4.2", [TEACHERS_ONLY]))
    assert JournalEntry.objects.count() == entries
    assert board(world.programme, TODAY, world.reach("safronova")).assessments == before


def test_it_asks_the_database_as_often_for_many_as_for_few(world: World) -> None:
    rules = with_norms("4.2", [TEACHERS_ONLY, {"size": "tutor", "per": "unit", "least": "2"}])
    tried(world, rules)
    counted = []
    for count in (3, 20):
        crowd(world, count)
        reach = world.reach("safronova")
        with CaptureQueriesContext(connection) as asked:
            what_if(world.programme, rules, TODAY, reach)
        counted.append(len(asked))
    assert counted[0] == counted[1] <= MOST_QUERIES, counted
