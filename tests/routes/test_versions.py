"""A newer version of the regulation: a route adopts it or keeps its own, always with a reason."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.programmes import operations as programmes
from marshrut.regulations.models import RegulationVersion
from marshrut.regulations.queries import digest_of
from marshrut.routes import operations
from marshrut.routes.models import Route
from marshrut.routes.queries import under_older
from tests.routes.walk import Walk, begin
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db

JANUARY = date(2027, 1, 11)


@pytest.fixture
def walk() -> Walk:
    return begin(build())


def newer(world: World) -> RegulationVersion:
    """A second version with one more stage at the end guards the programme from the 11th."""
    document: dict[str, Any] = deepcopy(world.version.document)
    norms = (
        norm
        for part in document["parts"]
        for clause in part["clauses"]
        for norm in clause.get("norms", [])
    )
    next(norm for norm in norms if norm.get("stages") == "case")["items"].append(
        {"key": "echo", "word": "повторный"}
    )
    version = RegulationVersion.objects.create(
        regulation=world.version.regulation, number=2, status="approved", document=document,
        digest=digest_of(document), order=world.version.order, since=JANUARY,
    )  # fmt: skip
    programmes.adopt_version(
        programme=world.programme.pk, row_version=None, version=version, since=JANUARY,
        actor=world.system(JANUARY), at=AT,
    )  # fmt: skip
    return version


def adopt(walk: Walk, who: str = "dorohova", reason: str = "Так решила пара") -> Route:
    return operations.adopt_newer(
        route=walk.route.pk, row_version=None, reason=reason, actor=walk.world.reach(who), at=AT
    )


def keep(walk: Walk, who: str = "dorohova", reason: str = "Дойдём по прежней") -> Route:
    return operations.keep_own(
        route=walk.route.pk, row_version=None, reason=reason, actor=walk.world.reach(who), at=AT
    )


def stages(walk: Walk) -> list[str]:
    return [row.key for row in walk.route.stages.order_by("position")]


def test_a_route_goes_on_under_its_own_version_and_is_counted_apart(walk: Walk) -> None:
    version = newer(walk.world)
    assert walk.fresh().version == walk.world.version
    rows = Route.objects.all()
    assert under_older(rows, walk.world.programme, version.pk).get().pk == walk.route.pk
    adopt(walk)
    assert not under_older(rows, walk.world.programme, version.pk).exists()


def test_adopting_keeps_what_was_entered_and_takes_the_stages_ahead(walk: Walk) -> None:
    before = stages(walk)
    version = newer(walk.world)
    row = adopt(walk)
    assert (row.version, row.stage) == (version, before[0])
    assert stages(walk) == [*before, "echo"]
    assert walk.route.version_choices.get().adopted


def test_an_agreed_route_adopts_by_a_revision_with_the_reason(walk: Walk) -> None:
    walk.interview()
    walk.pass_stage()
    walk.write_plan()
    operations.propose(route=walk.route.pk, row_version=None, **walk.at(TODAY))
    operations.acknowledge_route(route=walk.route.pk, row_version=None, actor=walk.tutee(), at=AT)
    newer(walk.world)
    adopt(walk, reason="Изменилось Положение")
    assert list(walk.route.revisions.values_list("number", "reason")) == [
        (1, ""), (2, "Изменилось Положение"),
    ]  # fmt: skip


def test_keeping_the_own_version_is_recorded_and_may_be_changed_later(walk: Walk) -> None:
    newer(walk.world)
    assert keep(walk).version == walk.world.version
    assert adopt(walk).version != walk.world.version
    assert list(walk.route.version_choices.values_list("adopted", flat=True)) == [False, True]


@pytest.mark.parametrize("deed", [adopt, keep])
def test_only_the_tutor_decides_and_never_without_a_reason(walk: Walk, deed: Any) -> None:
    with pytest.raises(Wrong, match="no_newer_version"):
        deed(walk)
    newer(walk.world)
    for who in ("lapshina", "zimin", "safronova", "oreshkina"):
        with pytest.raises(Forbidden):
            deed(walk, who)
    with pytest.raises(Wrong, match="reason_needed"):
        deed(walk, reason="  ")
