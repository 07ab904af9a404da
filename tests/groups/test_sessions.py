"""The route sheet of a group: planned, held, taken off; sessions beside it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from marshrut.groups import access, operations
from marshrut.groups.models import Group, GroupSession
from marshrut.groups.operations.sessions import Told
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.journal.models import JournalEntry
from tests.groups.doing import TEACHERS, UNTIL, both_schools, proposed, told, working
from tests.world import AT, TODAY, World

SOON = TODAY + timedelta(days=7)
LINE = Told(on=SOON, topic="Читаем условие задачи", place="Кабинет 12")


def plan(world: World, group: Group, line: Told = LINE, by: str = "ershova") -> GroupSession:
    return operations.plan_session(
        group=group.pk, row_version=None, told=line, actor=world.reach(by), at=AT
    )


def hold(world: World, row: GroupSession, on: date = TODAY, count: int = 9, **more: Any) -> Any:
    given = {"actor": world.reach("ershova"), "at": AT} | more
    return operations.hold_session(
        session=row.pk, row_version=None, held_on=on, count=count, **given
    )


def test_the_tutor_plans_a_session_and_marks_it_as_held(world: World) -> None:
    group = working(world)
    row = plan(world, group, Told(on=TODAY, topic="  Читаем \n условие "))
    assert (row.topic, row.status(TODAY), row.audience) == (
        *("Читаем условие", "planned"),
        "teachers",
    )
    assert row.status(SOON) == "late"
    hold(world, row, result="Придумали три вопроса")
    row.refresh_from_db()
    assert (row.status(TODAY), row.count, row.result) == ("held", 9, "Придумали три вопроса")
    assert row.status(TODAY - timedelta(days=1)) != "held"
    verbs = JournalEntry.objects.filter(kind="groupsession").values_list("verb", flat=True)
    assert list(verbs.order_by("pk")) == ["plan_session", "hold_session"]


def test_of_pupils_only_the_class_is_kept_and_of_teachers_none(world: World) -> None:
    group = working(world)
    row = plan(world, group, Told(on=SOON, topic="Клуб", audience="pupils", pupils="7 «Б»"))
    assert row.pupils == "7 «Б»"
    line = Told(on=SOON, topic="Клуб", audience="teachers", pupils="7 «Б»")
    operations.edit_session(
        session=row.pk, row_version=None, told=line, actor=world.reach("ershova"), at=AT
    )
    row.refresh_from_db()
    assert (row.audience, row.pupils) == ("teachers", "")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (Told(on=SOON, topic=" "), "title_needed"),
        (Told(on=SOON, topic="Тема", audience="parents"), "unknown_audience"),
        (Told(on=TODAY - timedelta(days=1), topic="Тема"), "outside_group"),
        (Told(on=UNTIL, topic="Тема"), "outside_group"),
    ],
)
def test_a_line_is_told_soundly(world: World, line: Told, code: str) -> None:
    group = working(world)
    with pytest.raises(Wrong) as wrong:
        plan(world, group, line)
    assert wrong.value.code == code
    assert not GroupSession.objects.exists()


def test_a_session_is_held_on_a_day_that_has_come_and_by_somebody(world: World) -> None:
    row = plan(world, working(world))
    for on, count, code in (
        (SOON, 9, "future_date"),
        (TODAY - timedelta(days=1), 9, "outside_group"),
        (TODAY, 0, "count_needed"),
        (TODAY, 100_000, "count_needed"),
    ):
        with pytest.raises(Wrong) as wrong:
            hold(world, row, on, count)
        assert wrong.value.code == code
    hold(world, row)
    with pytest.raises(Wrong):
        hold(world, row)


@pytest.mark.parametrize("name", ["zimin", "lapshina", TEACHERS[0], "prohorov"])
def test_nobody_else_writes_the_sheet(world: World, name: str) -> None:
    group = working(world)
    row = plan(world, group)
    actor = {"actor": world.reach(name), "at": AT}
    with pytest.raises(Forbidden):
        plan(world, group, by=name)
    with pytest.raises(Forbidden):
        hold(world, row, **actor)
    with pytest.raises(Forbidden):
        operations.drop_session(session=row.pk, row_version=None, reason="?", **actor)
    with pytest.raises(Forbidden):
        operations.edit_session(session=row.pk, row_version=None, told=LINE, **actor)
    with pytest.raises(Forbidden):
        operations.hold_extra_session(group=group.pk, row_version=None, told=LINE, count=1, **actor)


def test_a_proposal_has_no_sheet(world: World) -> None:
    group = proposed(world, both_schools(world, 9))
    with pytest.raises(Wrong) as wrong:
        plan(world, group)
    assert wrong.value.code == "group_not_working"


def test_a_dropped_session_is_told_to_the_teachers_of_the_group(world: World) -> None:
    group = working(world)
    row, of_pupils = (
        plan(world, group),
        plan(world, group, Told(on=SOON, topic="Клуб", audience="pupils")),
    )
    given = {"row_version": None, "actor": world.reach("ershova"), "at": AT}
    with pytest.raises(Wrong):
        operations.drop_session(session=row.pk, reason=" ", **given)
    operations.drop_session(session=of_pupils.pk, reason="Карантин", **given)
    assert "session_dropped" not in told(world, TEACHERS[0])
    operations.drop_session(session=row.pk, reason="Тьютор на курсах", **given)
    assert "session_dropped" in told(world, TEACHERS[0])
    row.refresh_from_db()
    assert row.status(TODAY) == "dropped"
    with pytest.raises(Wrong):
        hold(world, row)


def test_a_session_beside_the_sheet_is_marked_so(world: World) -> None:
    group = working(world)
    row = operations.hold_extra_session(
        group=group.pk, row_version=None, told=Told(on=TODAY, topic="Разбор ВПР"), count=7,
        actor=world.reach("ershova"), at=AT,
    )  # fmt: skip
    assert (row.status(TODAY), row.held_on, row.count) == ("extra", TODAY, 7)
    with pytest.raises(Wrong):
        operations.hold_extra_session(
            group=group.pk, row_version=None, told=LINE, count=7,
            actor=world.reach("ershova"), at=AT,
        )  # fmt: skip


def test_the_sheet_is_seen_with_the_group(world: World) -> None:
    group = working(world)
    row = plan(world, group)
    for name, seen in (
        ("ershova", True),
        (TEACHERS[0], True),
        (TEACHERS[-1], False),
        ("zimin", True),
        ("safronova", True),
        ("lapshina", False),
    ):
        assert (row in access.sessions(world.reach(name))) is seen, name
        assert access.may_see_session(world.reach(name), row) is seen, name
