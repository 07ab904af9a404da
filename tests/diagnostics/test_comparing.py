"""The own view beside the outside view: what is compared, what is told, what is never mixed."""

from __future__ import annotations

from datetime import date

import pytest

from marshrut.diagnostics import access, operations
from marshrut.diagnostics.comparing import GAP, Views, views
from marshrut.diagnostics.difficulties import difficulties
from marshrut.diagnostics.keeping import Filled, Seen
from marshrut.diagnostics.observed import counting, newest_first, record_of
from marshrut.diagnostics.own import Block, Written
from marshrut.diagnostics.queries import results_of
from marshrut.people.operations import object_to
from tests.diagnostics.doing import DUE, answered, begun, recorded, response, running
from tests.world import AT, SEPTEMBER, TODAY, World

AUTUMN, WINTER = date(2026, 10, 5), date(2026, 12, 7)


@pytest.fixture(autouse=True)
def paired(world: World) -> None:
    world.case("lapshina")


def told(world: World, on: date = TODAY) -> dict[str, Views]:
    """As the tutor of the pair sees it."""
    reach = world.reach("dorohova", on)
    mine = {"person": world.people["lapshina"]}
    asked = results_of(access.scored(reach).filter(**mine), on)
    seen = newest_first(counting(access.observations(reach).filter(**mine), on))
    return {one.group.key: one for one in views(asked, seen)}


def imported(world: World, index: int, on: date) -> None:
    by = {"actor": world.reach("safronova"), "at": AT}
    row = operations.open_imported(
        unit=world.municipality, title="Портал", groups=["method"], since=on, due=on, **by
    )
    operations.enter_result(
        campaign=row,
        unit=world.school.pk,
        person=world.people["lapshina"],
        on=on,
        indexes={"method": index},
        **by,
    )


def test_nothing_is_compared_where_only_one_side_has_spoken(world: World) -> None:
    assert told(world) == {}
    recorded(world, "dorohova")
    assert told(world) == {}


def test_the_newest_of_both_stand_beside_each_other_with_their_names(world: World) -> None:
    answered(world, running(world), "lapshina", value=3)
    row = recorded(world, "dorohova", method=1, subject=2)
    found = told(world)
    # Nothing of law can be seen in a lesson.
    assert set(found) == {"subject", "method", "psychology", "communication", "information"}
    method = found["method"]
    assert (method.own.newest.index, method.outside.newest.index) == (75, 50)
    assert method.outside.newest.by == row
    assert method.outside.newest.on == TODAY
    assert not method.own.has_been_better


@pytest.mark.parametrize(("index", "gap"), [(75 - GAP, GAP), (75 - GAP + 1, 0), (95, GAP)])
def test_a_gap_is_told_from_twenty_points_on_either_way(world: World, index: int, gap: int) -> None:
    answered(world, running(world), "lapshina", value=3)
    imported(world, index, AUTUMN)
    assert told(world)["method"].gap == gap


def test_what_was_better_once_stands_apart_and_changes_no_newest(world: World) -> None:
    answered(world, running(world), "lapshina", value=4)
    answered(world, running(world, title="Зима"), "lapshina", WINTER, value=2)
    imported(world, 90, AUTUMN)
    recorded(world, "dorohova", on=WINTER)
    found = told(world)["method"]
    assert (found.own.newest.index, found.own.best.index) == (50, 100)
    assert (found.outside.newest.index, found.outside.best.index) == (50, 90)
    assert found.own.has_been_better
    assert found.outside.has_been_better
    assert found.gap == 0


def test_each_observer_is_a_measurement_of_its_own(world: World) -> None:
    answered(world, running(world), "lapshina", value=3)
    recorded(world, "dorohova", method=0, on=AUTUMN)
    newest = recorded(world, "safronova", method=2, on=WINTER)
    coordinated = told(world)["method"].outside
    assert (coordinated.newest.index, coordinated.newest.by) == (100, newest)


def test_an_objection_takes_it_out_of_the_comparison_and_of_the_difficulties(
    world: World,
) -> None:
    answered(world, running(world), "lapshina", value=4)
    row = recorded(world, "dorohova", method=0)
    reach = world.reach("dorohova")
    rows = access.scored(reach), access.observations(reach)
    assert [(one.group.key, one.by) for one in difficulties(*rows, TODAY)] == [("method", row)]
    assert told(world)["method"].gap == 100

    kept = record_of(row)
    assert kept is not None
    object_to(paper_record=kept.pk, text="Нет", actor=world.reach("lapshina"), at=AT)
    assert difficulties(*rows, TODAY) == []
    assert told(world) == {}


def test_basic_in_a_lesson_and_a_talk_are_no_difficulties(world: World) -> None:
    recorded(world, "dorohova")
    recorded(world, "dorohova", card="readiness_interview", learning=0, change=0)
    reach = world.reach("dorohova")
    assert difficulties(access.scored(reach), access.observations(reach), TODAY) == []
    assert told(world) == {}


def test_groups_of_two_questionnaires_with_the_same_place_are_not_the_same(world: World) -> None:
    by = {"actor": world.reach("safronova", SEPTEMBER), "at": AT}

    def own(kind: str) -> str:
        written = Written(
            title=kind,
            kind=kind,
            scale="нет\nда",
            source="Методсовет",
            blocks=(Block(title="Своя группа", lines="Одно"),),
        )
        row = operations.write_instrument(unit=world.municipality, written=written, **by)
        operations.publish_own_instrument(instrument=row.pk, row_version=None, **by)
        return row.code

    campaign = operations.prepare_campaign(
        unit=world.municipality,
        instrument=own("self_diagnosis"),
        title="Своя",
        since=SEPTEMBER,
        due=DUE,
        **by,
    )
    system = {"actor": world.system(SEPTEMBER), "at": AT}
    operations.invite(campaign=campaign.pk, units=[world.school.pk], **system)
    operations.start_campaign(campaign=campaign.pk, row_version=None, **system)
    mine = response(world, campaign, "lapshina")
    operations.finish_response(response=mine.pk, filled=Filled(answers={"own-1-1": 1}), **system)
    row = begun(world, "dorohova", card=own("observation"))
    operations.record_observation(
        observation=row.pk,
        seen=Seen(answers={"own-1-1": 0}),
        actor=world.reach("dorohova"),
        at=AT,
    )
    assert told(world) == {}
