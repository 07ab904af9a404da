"""Rows of oktyabrsky about what a study plan comes to: analyses, and what is handed on."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from marshrut.activities.operations import record_consultation
from marshrut.norms.findings import State
from marshrut.norms.parse import Malformed, parse
from marshrut.norms.sheets import Tally
from marshrut.oversight.board import board
from marshrut.programmes import operations as programmes
from marshrut.regulations.files import preset
from marshrut.regulations.guards import Refused
from marshrut.routes import operations
from marshrut.routes.models import Product, Route
from tests import world as worlds
from tests.clauses.test_oktyabrsky_support import appoint, began, write
from tests.world import AT, PRESETS, TODAY, World

pytestmark = pytest.mark.django_db
LAST = date(2027, 5, 26)


@pytest.fixture
def world() -> World:
    return worlds.build(PRESETS / "oktyabrsky.yaml", appointed=False)


@pytest.fixture
def route(world: World) -> Route:
    """The agreed plan of lapshina, supported by ershova."""
    appoint(world, "ershova")
    route = began(world, "lapshina")
    for who in ("ershova", "lapshina"):
        write(world, route, who)
    tutor = {"actor": world.reach("ershova"), "at": AT}
    operations.propose(route=route.pk, row_version=None, **tutor)
    operations.acknowledge_route(
        route=route.pk, row_version=None, actor=world.reach("lapshina"), at=AT
    )
    return route


def made(world: World, route: Route, kind: str, who: str = "ershova") -> Product:
    """Written and handed in by who makes it; what a teacher makes is accepted by the tutor."""
    actor = world.reach(who)
    row = operations.keep_product(
        route=route.pk, kind=kind, content={"text": "Что получилось"}, actor=actor, at=AT
    )
    operations.submit_product(product=row.pk, row_version=None, actor=actor, at=AT)
    if who == "lapshina":
        operations.accept_product(
            product=row.pk, row_version=None, actor=world.reach("ershova"), at=AT
        )
    return row


def close(world: World, route: Route, on: date = LAST) -> Route:
    return operations.close_route(
        route=route.pk, row_version=None, outcome="effective",
        actor=world.reach("ershova", on), at=AT,
    )  # fmt: skip


def refused_by(world: World, route: Route) -> list[str]:
    with pytest.raises(Refused) as refused:
        close(world, route)
    assert Route.objects.get(pk=route.pk).closed_on is None
    return sorted(one.clause for one in refused.value.decision.refusals)


def stand(world: World, clause: str, on: date = TODAY) -> State:
    return board(world.programme, on, world.reach("safronova", on)).assessments[clause].state


@pytest.mark.clause("oktyabrsky:3.3")
def test_no_plan_is_closed_without_an_interim_and_a_final_analysis(
    world: World, route: Route
) -> None:
    assert refused_by(world, route) == ["3.3", "3.3"]
    made(world, route, "interim_analysis")
    assert refused_by(world, route) == ["3.3"]
    made(world, route, "final_analysis")
    assert close(world, route).status == "effective"
    assert stand(world, "3.3", LAST) is State.MET


@pytest.mark.clause("oktyabrsky:3.3")
def test_a_draft_is_no_analysis_and_that_of_another_plan_neither(
    world: World, route: Route
) -> None:
    other = began(world, "grachev")
    for kind in ("interim_analysis", "final_analysis"):
        made(world, other, kind)
        operations.keep_product(
            route=route.pk, kind=kind, content={"text": "Набросок"},
            actor=world.reach("ershova"), at=AT,
        )  # fmt: skip
    assert refused_by(world, route) == ["3.3", "3.3"]


@pytest.mark.clause("oktyabrsky:3.3")
def test_with_an_exception_it_is_closed_and_the_clause_stands_apart(
    world: World, route: Route
) -> None:
    made(world, route, "interim_analysis")
    asked = programmes.ask_waiver(
        programme=world.programme, unit=world.school.pk, clause="3.3", code="deliverable",
        kind="route", key=route.pk, label="ИОП", reason="Педагог на длительном лечении",
        actor=world.reach("zimin"), at=AT,
    )  # fmt: skip
    assert refused_by(world, route) == ["3.3"]
    programmes.decide_waiver(
        waiver=asked.pk, row_version=None, granted=True, actor=world.reach("safronova"), at=AT
    )
    assert close(world, route).status == "effective"
    found = board(world.programme, LAST, world.reach("safronova", LAST)).assessments["3.3"]
    assert [one.thing.key for one in found.waived] == [route.pk]


@pytest.mark.clause("oktyabrsky:2.2.c")
@pytest.mark.parametrize("kind", ["experience", "module_programme"])
def test_a_description_of_experience_or_a_programme_of_a_module_is_enough(
    world: World, route: Route, kind: str
) -> None:
    assert stand(world, "2.2.c") is not State.MET
    made(world, route, kind, "lapshina")
    assert stand(world, "2.2.c") is State.MET


@pytest.mark.clause("oktyabrsky:2.2.c")
def test_without_either_a_plan_is_closed_all_the_same_and_the_board_points_it_out(
    world: World, route: Route
) -> None:
    for kind in ("interim_analysis", "final_analysis"):
        made(world, route, kind)
    assert close(world, route).status == "effective"
    assert stand(world, "2.2.c", LAST) is State.AT_RISK


def consulted(world: World, route: Route, on: date = TODAY) -> None:
    record_consultation(
        enrolments=[route.enrolment], begins_at=datetime(on.year, on.month, on.day, 11, tzinfo=UTC),
        title="Разбор урока", minutes=20, actor=world.reach("ershova", on), at=AT,
    )  # fmt: skip


@pytest.mark.clause("oktyabrsky:4.7")
def test_no_number_of_consultations_is_too_many_and_each_is_counted(
    world: World, route: Route
) -> None:
    assert stand(world, "4.7") is State.MET
    for _ in range(40):
        consulted(world, route)
    found = board(world.programme, TODAY, world.reach("safronova"))
    [tally] = [
        one
        for one in found.sheets[Tally] or ()
        if isinstance(one, Tally)
        and one.of == "consultation"
        and one.person == route.enrolment.person_id
    ]
    assert (tally.held, found.assessments["4.7"].state) == (40, State.MET)
    assert not found.assessments["4.7"].lacking


@pytest.mark.clause("oktyabrsky:4.7")
def test_no_other_clause_may_set_a_limit_to_consultations() -> None:
    document = preset("oktyabrsky")
    assert parse(document)
    clauses = [clause for part in document["parts"] for clause in part["clauses"]]
    [other] = [clause for clause in clauses if clause["key"] == "4.6"]
    capped = {"quota": "consultation", "per": "case", "period": "quarter", "most": "10"}
    other["norms"] = [*other.get("norms", []), capped]
    with pytest.raises(Malformed) as refused:
        parse(document)
    [mistake] = refused.value.mistakes
    assert (mistake.code, mistake.value) == ("unlimited_elsewhere", "consultation")
