"""Saved tables: whose they are, who sees a shared one, and what leaves a trace."""

from __future__ import annotations

from typing import Any

import pytest

from marshrut.extracts import access
from marshrut.extracts.models import SavedTable
from marshrut.extracts.operations import change_table, drop_table, save_table
from marshrut.extracts.operations import tables as deeds
from marshrut.journal.deeds import Forbidden, Stale, Wrong
from marshrut.journal.models import JournalEntry
from tests.world import AT, World, build

pytestmark = pytest.mark.django_db
GIVEN: dict[str, Any] = {
    "source": "people",
    "arguments": {},
    "query": "q=lap",
    "columns": [["name", "Педагог"]],
}


@pytest.fixture
def world() -> World:
    return build()


def saved(world: World, who: str, name: str = "table", **more: Any) -> SavedTable:
    return save_table(name=name, **GIVEN, **more, actor=world.reach(who), at=AT)


@pytest.mark.parametrize(
    "who", ["safronova", "zimin", "belov", "prohorov", "nechaev", "dorohova", "lapshina"]
)
def test_the_question_and_the_query_agree(world: World, who: str) -> None:
    saved(world, "zimin", unit=world.school)
    saved(world, "safronova", unit=world.municipality)
    saved(world, "lapshina")
    reach = world.reach(who)
    seen = set(access.tables(reach).values_list("pk", flat=True))

    assert seen == {row.pk for row in SavedTable.objects.all() if access.may_see_table(reach, row)}


def test_one_s_own_and_the_shared_of_one_s_offices_are_seen(world: World) -> None:
    saved(world, "zimin", "of the school", unit=world.school)
    saved(world, "zimin", "of zimin alone")
    saved(world, "lapshina", "of lapshina")

    def names(who: str) -> set[str]:
        return {row.name for row in access.tables(world.reach(who))}

    assert names("zimin") == {"of the school", "of zimin alone"}
    assert names("safronova") == {"of the school"}
    assert names("lapshina") == {"of lapshina"}
    assert names("belov") == names("dorohova") == set()


def test_sharing_needs_an_office_there(world: World) -> None:
    for who, unit in (
        ("zimin", world.other_school),
        ("zimin", world.municipality),
        ("lapshina", world.school),
    ):
        with pytest.raises(Forbidden):
            saved(world, who, unit=unit)


def test_jobs_save_no_tables(world: World) -> None:
    with pytest.raises(Forbidden):
        save_table(name="x", **GIVEN, actor=world.system(), at=AT)


def test_only_its_owner_changes_or_drops_a_shared_table(world: World) -> None:
    row = saved(world, "zimin", unit=world.school)
    over: dict[str, Any] = {"actor": world.reach("safronova"), "at": AT, "row_version": 1}
    with pytest.raises(Forbidden):
        change_table(table=row.pk, name="x", query="", columns=GIVEN["columns"], **over)
    with pytest.raises(Forbidden):
        drop_table(table=row.pk, **over)


def test_a_change_of_an_old_version_is_stale(world: World) -> None:
    row = saved(world, "zimin")
    own: dict[str, Any] = {"actor": world.reach("zimin"), "at": AT, "row_version": 1}
    given = {"query": "", "columns": GIVEN["columns"], **own}
    change_table(table=row.pk, name="second", **given)
    with pytest.raises(Stale):
        change_table(table=row.pk, name="third", **given)


def test_no_text_of_a_table_stands_in_the_journal(world: World) -> None:
    row = saved(world, "zimin", "a telling name")
    own: dict[str, Any] = {"actor": world.reach("zimin"), "at": AT}
    change_table(
        table=row.pk, row_version=1, name="another", query="q=zim", columns=[["post", "P"]], **own
    )
    drop_table(table=row.pk, row_version=2, **own)
    entries = list(JournalEntry.objects.filter(kind="savedtable").order_by("pk"))

    assert [one.verb for one in entries] == ["save_table", "change_table", "drop_table"]
    kept = str([(one.before, one.after) for one in entries])
    for text in ("telling", "another", "lap", "zim"):
        assert text not in kept


def test_there_are_not_more_than_anybody_needs(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deeds, "MOST_TABLES", 1)
    saved(world, "zimin", "first")
    with pytest.raises(Wrong) as raised:
        saved(world, "zimin", "second")
    assert raised.value.code == "too_many_tables"
