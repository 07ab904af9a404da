"""The board: figures and lists are the same rows, readers see their own, queries do not grow."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marshrut.norms import sheets
from marshrut.norms.assessing import counts_of, kind_of
from marshrut.norms.findings import State
from marshrut.oversight.access import may_read_board
from marshrut.oversight.board import LACKING, WAIVED, Board, board
from marshrut.oversight.gather import gather
from marshrut.oversight.owed import _tutors as tutors
from marshrut.oversight.owed import owed_for
from marshrut.programmes import operations
from marshrut.programmes.models import Pairing, Waiver
from marshrut.programmes.queries import guarding
from tests.routes.walk import begin
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db
MOST_QUERIES = 36


@pytest.fixture
def world() -> World:
    world = build()
    begin(world)
    for name in ("grachev", "stranger"):
        world.case(name)
    return world


def stands(world: World, who: str) -> Board:
    return board(world.programme, TODAY, world.reach(who))


def crowd(world: World, count: int) -> None:
    """More teachers with cases at the first school."""
    for number in range(count):
        world.employ(f"crowd{count}x{number}", world.school)
    operations.enrol_all(programme=world.programme, actor=world.system(), at=AT)
    for number in range(count):
        world.case(f"crowd{count}x{number}")


def test_every_figure_equals_its_list(world: World) -> None:
    found = stands(world, "safronova")
    for clause, said in found.assessments.items():
        things = found.things(clause)
        counted = [row for row in things if row.thing.kind != "figure"]
        kinds = {kind_of(row) for row in counted}
        plain = [count for count in said.counts if count.kind in kinds]
        assert sum(count.of for count in plain) == len(counted), clause
        met = [row for row in counted if row.finding.state is State.MET and not row.waived]
        assert sum(count.met for count in plain) == len(met), clause
        assert said.counts == counts_of(things), clause
        assert {row.id for row in said.lacking} == {row.id for row in found.things(clause, LACKING)}
        assert len(said.waived) == len(found.things(clause, WAIVED))


def test_states_partition_the_things_of_a_clause(world: World) -> None:
    found = stands(world, "safronova")
    for clause in found.assessments:
        parts = [found.things(clause, state.code) for state in State]
        listed = sum(map(len, parts)) + len(found.things(clause, WAIVED))
        assert listed == len(found.things(clause))


def test_queries_do_not_grow_with_people(world: World) -> None:
    stands(world, "safronova")
    counts = []
    for size in (5, 200):
        crowd(world, size)
        reach = world.reach("safronova")
        with CaptureQueriesContext(connection) as queries:
            board(world.programme, TODAY, reach)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] <= MOST_QUERIES


def test_what_nobody_collects_is_no_data_and_never_met(world: World) -> None:
    found = guarding(world.programme, TODAY)
    gathered = gather(found, TODAY)
    for kind in (sheets.Group, sheets.Member, sheets.Held):
        assert gathered[kind] is None
    missing = dict(gathered) | {sheets.Route: None}
    assert found.rules.assess(missing, TODAY)["4.6"].state is State.NO_DATA


@pytest.mark.parametrize(
    ("who", "reads"),
    [
        ("safronova", True),
        ("prohorov", True),
        ("zimin", True),
        ("belov", True),
        ("dorohova", False),
        ("lapshina", False),
        ("nechaev", False),
    ],
)
def test_the_board_is_for_who_oversees(world: World, who: str, *, reads: bool) -> None:
    assert may_read_board(world.reach(who), world.programme) is reads


def test_a_head_sees_counted_only_their_own_school(world: World) -> None:
    found = stands(world, "zimin")
    named = {row.thing.label for row in found.judged if row.thing.kind != "version"}
    assert not any("Stranger" in name or "Oreshkina" in name for name in named)
    units = {row.thing.unit for row in found.judged if row.thing.kind not in {"version", "figure"}}
    assert units == {world.school.pk}
    assert found.assessments["2.2.a"].of == 2
    assert stands(world, "safronova").assessments["2.2.a"].of == 3


def test_a_tutee_sees_marks_of_their_own_things_only(world: World) -> None:
    me = world.people["lapshina"].pk
    found = stands(world, "lapshina")
    assert found.judged
    assert {row.thing.person for row in found.judged} == {me}


def test_a_tutor_sees_the_things_of_their_pairs(world: World) -> None:
    found = stands(world, "dorohova")
    people = {world.people[name].pk for name in ("lapshina", "grachev", "dorohova")}
    assert {row.thing.person for row in found.judged} <= people
    assert len(found.things("1.2")) == 2


def test_a_stranger_of_another_place_sees_nothing(world: World) -> None:
    world.employ("faraway", world.municipality)
    assert not [row for row in stands(world, "faraway").judged if row.thing.kind != "staff"]


def test_a_waived_thing_is_shown_apart_and_owed_by_nobody(world: World) -> None:
    Pairing.objects.filter(enrolment__person=world.people["grachev"]).delete()
    before = stands(world, "safronova")
    row = next(one for one in before.things("5.2", LACKING) if one.thing.kind == "case")
    Waiver.objects.create(
        programme=world.programme,
        unit=world.school,
        clause="5.2",
        code="size",
        kind="case",
        key=row.thing.key,
        label="Grachev",
        reason="болезнь",
        status="granted",
        asked_on=TODAY,
        decided_on=TODAY,
    )
    found = stands(world, "safronova")
    assert [one.id for one in found.things("5.2", WAIVED)] == [row.id]
    owed = owed_for(world.reach("safronova"), [world.programme])
    assert ("5.2", "case", row.thing.key) not in {(o.clause, o.kind, o.key) for o in owed}


def test_the_board_of_a_former_day_knows_nothing_of_later(world: World) -> None:
    early = board(world.programme, date(2026, 9, 5), world.reach("safronova"))
    assert early.things("1.2") == ()


# --- who owes --------------------------------------------------------------------------------
def owed(world: World, who: str) -> set[tuple[str, str]]:
    rows = owed_for(world.reach(who), [world.programme])
    return {(row.clause, row.label.split("\N{NO-BREAK SPACE}")[0]) for row in rows}


def test_a_tutor_owes_for_their_own_pairs(world: World) -> None:
    mine = {label for _, label in owed(world, "dorohova")}
    assert mine <= {"Lapshina", "Grachev", "Dorohova"}
    assert ("4.5.1", "Lapshina") in owed(world, "dorohova")
    assert ("4.5.1", "Lapshina") not in owed(world, "oreshkina")


def test_a_tutee_owes_only_what_is_asked_of_the_person(world: World) -> None:
    assert {label for _, label in owed(world, "lapshina")} == {"Lapshina"}
    assert ("4.5.1", "Lapshina") not in owed(world, "lapshina")


def test_a_gap_without_a_tutor_is_owed_by_head_and_coordinator(world: World) -> None:
    Pairing.objects.filter(enrolment__person=world.people["grachev"]).delete()
    for who in ("zimin", "safronova"):
        assert ("5.2", "Grachev") in owed(world, who)
    for who in ("belov", "dorohova", "prohorov"):
        assert ("5.2", "Grachev") not in owed(world, who)


def test_an_inspector_owes_nothing(world: World) -> None:
    assert owed(world, "prohorov") == set()


def test_a_tutor_with_an_office_owes_no_answers_of_others(world: World) -> None:
    """The responsible person sees the whole school and tutors only some of it."""
    world.employ("second", world.school, "заместитель директора по УВР", "deputy_head")
    world.appoint("second", world.school, "130-о")
    world.grant("second", "responsible", world.school)
    own = world.enrolment("ershova")
    operations.pair(
        enrolment=own.pk, appointment=world.appointments["second"].pk,
        actor=world.system(), at=AT,
    )  # fmt: skip
    reach = world.reach("second")
    other, mine = (
        sheets.Request(key=1, label="", unit=world.school.pk, person=person.pk, to="visit")
        for person in (world.people["lapshina"], world.people["ershova"])
    )
    assert not tutors(reach, other)
    assert tutors(reach, mine)
