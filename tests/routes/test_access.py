"""Who sees routes and products, and who reads what the pair writes."""

from __future__ import annotations

import pytest

from marshrut.routes import access, operations
from marshrut.routes.models import Product, Route
from tests.routes.walk import Walk, begin
from tests.world import AT, World

EVERYONE = (
    *("lapshina", "grachev", "dorohova", "oreshkina", "stranger"),
    *("zimin", "belov", "safronova", "nechaev", "prohorov"),
)
SEE_THE_ROUTE = {"lapshina", "dorohova", "zimin", "safronova", "prohorov"}


@pytest.fixture
def full(world: World) -> Walk:
    """Two routes at two schools, with a product of every sort."""
    walk = begin(world)
    begin(world, "stranger", "oreshkina")
    walk.product("interview")
    walk.product("final_report")
    operations.keep_product(
        route=walk.route.pk, kind="tutor_analysis", content={"verdict": "?"}, **walk.at(None)
    )
    operations.keep_own_product(
        appointment=world.appointments["dorohova"].pk,
        kind="bloom_constructor",
        content={"aims": "?"},
        **walk.at(None),
    )
    return walk


@pytest.mark.parametrize("name", EVERYONE)
def test_the_list_and_the_question_say_the_same_of_routes(full: Walk, name: str) -> None:
    reach = full.world.reach(name)
    seen = set(access.routes(reach))
    assert seen == {row for row in Route.objects.all() if access.may_see_route(reach, row)}
    assert (full.route in seen) == (name in SEE_THE_ROUTE)


@pytest.mark.parametrize("name", EVERYONE)
def test_the_list_and_the_question_say_the_same_of_products(full: Walk, name: str) -> None:
    reach = full.world.reach(name)
    rows = Product.objects.select_related("route", "together")
    assert set(access.products(reach)) == {r for r in rows if access.may_see_product(reach, r)}


@pytest.mark.parametrize("name", EVERYONE)
def test_texts_are_read_by_the_pair_alone(full: Walk, name: str) -> None:
    reach = full.world.reach(name)
    assert access.may_read_texts(reach, full.route) == (name in {"lapshina", "dorohova"})


@pytest.mark.parametrize(
    ("kind", "readers"),
    [
        ("interview", {"lapshina", "dorohova"}),
        ("final_report", {"lapshina", "dorohova", "zimin"}),  # submitted: the school's head too
        ("tutor_analysis", {"dorohova"}),  # a draft is its author's
        ("bloom_constructor", {"dorohova"}),
    ],
)
def test_each_product_has_its_readers(full: Walk, kind: str, readers: set[str]) -> None:
    row = Product.objects.select_related("route", "together").get(kind=kind)
    found = {name for name in EVERYONE if access.may_read_product(full.world.reach(name), row)}
    assert found == readers


@pytest.mark.parametrize("name", EVERYONE)
def test_evidence_notes_and_reflections_stay_with_the_pair(full: Walk, name: str) -> None:
    step = full.step()
    operations.add_evidence(step=step.pk, text="Листы", actor=full.tutee(), at=AT)
    operations.add_note(route=full.route.pk, text="Совет", **full.at(None))
    operations.reflect(route=full.route.pk, worked="Критерии", actor=full.tutee(), at=AT)
    reach = full.world.reach(name)
    rows = (access.evidence(reach), access.notes(reach), access.reflections(reach))
    assert {found.exists() for found in rows} == {name in {"lapshina", "dorohova"}}


def test_the_tutor_of_a_finished_case_still_reads_it_but_one_who_handed_over_does_not(
    full: Walk,
) -> None:
    operations.give_up(route=full.route.pk, row_version=None, reason="Перевод", **full.at(None))
    assert full.route in access.routes(full.world.reach("dorohova"))
    assert full.route not in access.routes(full.world.reach("oreshkina"))


def test_jobs_reach_everything(full: Walk) -> None:
    system = full.world.system()
    assert access.routes(system).count() == 2
    assert access.products(system).count() == 4
