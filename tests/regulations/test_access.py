"""Who reads regulations, versions and drafts: the query and the question agree."""

from __future__ import annotations

import pytest

from marshrut.organisations.models import Unit
from marshrut.people.reach import Reach
from marshrut.regulations import access, operations
from marshrut.regulations.models import Regulation, RegulationVersion
from tests.world import AT, TODAY, World, build, document

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = build()
    operations.amend(version=world.version.pk, actor=world.reach("safronova"), at=AT)
    elsewhere = Unit.objects.create(
        parent=None, kind="municipality", name="Чужой район", short_name="Чужой район"
    )
    elsewhere.path = f"{elsewhere.pk}/"
    elsewhere.save()
    operations.load_regulation(
        unit=elsewhere, document=document(), title="Чужое", actor=world.system(), at=AT
    )
    return world


def everyone(world: World) -> list[Reach]:
    reaches = [world.reach(name) for name in world.people]
    return [*reaches, world.system(), Reach(user_id=None, on=TODAY), Reach(user_id=99, on=TODAY)]


def test_query_and_question_agree_for_everyone(world: World) -> None:
    for reach in everyone(world):
        seen = set(access.regulations(reach))
        asked = {row for row in Regulation.objects.all() if access.may_see_regulation(reach, row)}
        assert seen == asked
        versions = set(access.versions(reach))
        rows = RegulationVersion.objects.select_related("regulation__unit")
        assert versions == {row for row in rows if access.may_see_version(reach, row)}


@pytest.mark.parametrize("who", ["lapshina", "dorohova", "zimin", "prohorov"])
def test_a_draft_is_seen_by_who_writes_it_only(world: World, who: str) -> None:
    assert set(access.versions(world.reach(who))) == {world.version}
    assert access.versions(world.reach("safronova")).count() == 2


def test_a_regulation_of_another_territory_is_not_seen(world: World) -> None:
    titles = {row.title for row in access.regulations(world.reach("safronova"))}
    assert titles == {document()["title"]}


def test_without_sign_in_only_versions_in_force_are_open(world: World) -> None:
    assert list(access.in_force_for_all(TODAY)) == [world.version]
