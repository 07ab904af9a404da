"""Units, calendars, local settings: one tree, one scheme a year, and nobody beyond their own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from marshrut.journal.deeds import Forbidden, Stale, Wrong
from marshrut.organisations import access, operations, queries
from marshrut.organisations.calendars import calendar_of
from marshrut.organisations.models import CalendarPeriod, Unit
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db
QUARTERS = [
    (date(2026, 9, 1), date(2026, 10, 26)),
    (date(2026, 11, 5), date(2026, 12, 31)),
    (date(2027, 1, 11), date(2027, 3, 27)),
    (date(2027, 4, 5), date(2027, 5, 27)),
]
WHO = ("lapshina", "dorohova", "zimin", "safronova", "nechaev", "prohorov")


@pytest.fixture
def world() -> World:
    return build()


def code_of(call: object) -> str:
    with pytest.raises(Wrong) as wrong:
        call()  # type: ignore[operator]
    return wrong.value.code


def add(
    world: World, who: str, parent: Unit | None = None, name: str = "Нижнеключевская ООШ"
) -> Unit:
    return operations.add_unit(
        parent=parent or world.municipality,
        kind="school",
        name=name,
        short_name=name,
        actor=world.reach(who),
        at=AT,
    )


def test_a_unit_stands_in_the_tree_and_inherits_the_zone(world: World) -> None:
    Unit.objects.filter(pk=world.municipality.pk).update(zone="Asia/Omsk")
    world.municipality.refresh_from_db()
    unit = add(world, "safronova")
    assert unit.path == f"{world.municipality.path}{unit.pk}/"
    assert unit.zone == "Asia/Omsk"
    assert unit.pk in world.reach("safronova").units("municipal_coordinator")


@pytest.mark.parametrize("who", ["lapshina", "dorohova", "zimin", "prohorov"])
def test_others_do_not_grow_the_tree(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        add(world, who)


def test_a_coordinator_does_not_grow_the_region(world: World) -> None:
    assert world.municipality.parent is not None
    with pytest.raises(Forbidden):
        add(world, "safronova", world.municipality.parent)


def test_there_is_one_root_and_no_namesake_beside(world: World) -> None:
    root: dict[str, Any] = {"kind": "region", "name": "Другая", "short_name": "Д", "at": AT}
    assert (
        code_of(lambda: operations.add_unit(parent=None, **root, actor=world.system()))
        == "root_exists"
    )
    add(world, "safronova")
    assert code_of(lambda: add(world, "safronova")) == "unit_exists"


def test_a_zone_must_exist(world: World) -> None:
    edit: dict[str, Any] = {
        "unit": world.school.pk,
        "row_version": None,
        "name": "Ш",
        "short_name": "Ш",
    }
    assert (
        code_of(
            lambda: operations.edit_unit(**edit, zone="Mars", actor=world.reach("safronova"), at=AT)
        )
        == "no_such_zone"
    )


def test_editing_compares_versions(world: World) -> None:
    edit: dict[str, Any] = {
        "unit": world.school.pk,
        "row_version": 1,
        "actor": world.reach("safronova"),
        "at": AT,
    }
    operations.edit_unit(**edit, name="Школа", short_name="Школа")
    with pytest.raises(Stale):
        operations.edit_unit(**edit, name="Лицей", short_name="Лицей")


# --- calendars ---------------------------------------------------------------------------------
def set_calendar(
    world: World, who: str, unit: Unit, periods: object, scheme: str = "quarter"
) -> None:
    operations.set_calendar(
        unit=unit,
        scheme=scheme,
        periods=periods,  # type: ignore[arg-type]
        actor=world.reach(who),
        at=AT,
    )


def test_a_school_overrides_the_municipality_and_can_give_it_back(world: World) -> None:
    set_calendar(world, "safronova", world.municipality, QUARTERS)
    later = [(since, until.replace(day=20)) for since, until in QUARTERS]
    set_calendar(world, "zimin", world.school, later)
    assert calendar_of(world.school, TODAY).quarters[0].until.day == 20
    assert calendar_of(world.other_school, TODAY).quarters[0].until.day == 26
    set_calendar(world, "zimin", world.school, [])
    assert calendar_of(world.school, TODAY).quarters[0].until.day == 26


def test_a_year_has_one_scheme(world: World) -> None:
    set_calendar(world, "zimin", world.school, QUARTERS)
    set_calendar(world, "zimin", world.school, QUARTERS[:3], "trimester")
    assert queries.own_scheme(world.school, TODAY) == "trimester"
    assert CalendarPeriod.objects.filter(unit=world.school).count() == 3


def test_other_years_stay(world: World) -> None:
    last_year = [(since.replace(year=since.year - 1), until.replace(year=until.year - 1))
                 for since, until in QUARTERS]  # fmt: skip
    set_calendar(world, "safronova", world.municipality, last_year)
    set_calendar(world, "safronova", world.municipality, QUARTERS)
    assert CalendarPeriod.objects.filter(unit=world.municipality).count() == 8


@pytest.mark.parametrize(
    ("periods", "code"),
    [
        ([(date(2026, 9, 1), date(2026, 9, 1))], "until_before_since"),
        ([QUARTERS[0], (date(2026, 10, 1), date(2026, 12, 1))], "periods_overlap"),
        ([(date(2026, 6, 1), date(2026, 7, 1)), QUARTERS[0]], "two_school_years"),
        ([(date(2026, 9, n), date(2026, 9, n + 1)) for n in range(1, 9)], "too_many_periods"),
    ],
)
def test_a_disordered_calendar_is_refused(world: World, periods: object, code: str) -> None:
    assert code_of(lambda: set_calendar(world, "zimin", world.school, periods)) == code


def test_a_day_off_and_a_moved_working_day_count_below(world: World) -> None:
    operations.set_special_days(
        unit=world.municipality,
        year_of=TODAY,
        off=[date(2027, 2, 22)],
        working=[date(2027, 2, 20)],
        actor=world.reach("safronova"),
        at=AT,
    )
    calendar = calendar_of(world.school, TODAY)
    assert calendar.is_working(date(2027, 2, 20))
    assert not calendar.is_working(date(2027, 2, 22))
    assert (
        code_of(
            lambda: operations.set_special_days(
                unit=world.municipality,
                year_of=TODAY,
                off=[date(2028, 2, 22)],
                actor=world.reach("safronova"),
                at=AT,
            )
        )
        == "two_school_years"
    )


@pytest.mark.parametrize("who", ["lapshina", "dorohova", "prohorov"])
def test_calendars_are_kept_by_leaders(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        set_calendar(world, who, world.school, QUARTERS)


def test_a_head_keeps_the_own_calendar_only(world: World) -> None:
    with pytest.raises(Forbidden):
        set_calendar(world, "zimin", world.other_school, QUARTERS)
    with pytest.raises(Forbidden):
        set_calendar(world, "zimin", world.municipality, QUARTERS)


# --- local settings ----------------------------------------------------------------------------
def set_local(
    world: World, unit: Unit, value: object, who: str = "safronova", **more: object
) -> None:
    operations.set_local(
        unit=unit,
        name="answer.information.days",
        value=value,
        actor=world.reach(who),
        at=AT,
        **more,  # type: ignore[arg-type]
    )


def test_a_local_setting_holds_below_until_given_back(world: World) -> None:
    set_local(world, world.municipality, 5)
    held = queries.settings_of(world.school)["answer.information.days"]
    assert (held.value, held.unit) == (5, world.municipality.pk)
    set_local(world, world.municipality, 4, row_version=1)
    with pytest.raises(Stale):
        set_local(world, world.municipality, 3, row_version=1)
    set_local(world, world.municipality, None)
    assert queries.settings_of(world.school) == {}


@pytest.mark.parametrize("who", ["zimin", "lapshina", "dorohova", "prohorov"])
def test_local_settings_are_the_coordinators(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        set_local(world, world.municipality, 5, who)


# --- who sees units ----------------------------------------------------------------------------
@pytest.mark.parametrize("who", WHO)
def test_the_query_and_the_question_agree(world: World, who: str) -> None:
    reach = world.reach(who)
    seen = set(access.units(reach))
    assert all((u in seen) == access.may_see_unit(reach, u) for u in Unit.objects.all())


def test_a_teacher_sees_the_line_above_and_not_the_neighbours(world: World) -> None:
    seen = set(access.units(world.reach("lapshina")))
    assert world.school in seen
    assert world.municipality in seen
    assert world.other_school not in seen


def test_the_tree_is_told_from_the_root(world: World) -> None:
    branches = queries.tree(access.units(world.reach("nechaev")))
    assert [(branch.depth, branch.unit.short_name) for branch in branches][:2] == [
        (0, "Верхнеозёрская область"),
        (1, "Каменнобродский округ"),
    ]
    assert {branch.depth for branch in branches[2:]} == {2}
