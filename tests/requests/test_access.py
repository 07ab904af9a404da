"""Who sees a request, and who reads it."""

from __future__ import annotations

import pytest

from marshrut.programmes.models import Enrolment
from marshrut.requests import access, operations
from marshrut.requests.models import Request
from tests.world import AT, World, build

pytestmark = pytest.mark.django_db

EVERYBODY = (
    *("dorohova", "oreshkina", "lapshina", "grachev", "stranger"),
    *("zimin", "belov", "safronova", "nechaev", "prohorov"),
)


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def case(world: World) -> Enrolment:
    return world.case("lapshina")


@pytest.fixture
def information(world: World, case: Enrolment) -> Request:
    return operations.ask(
        enrolment=case, what="Планы", why="", actor=world.reach("dorohova"), at=AT
    )


@pytest.fixture
def advice(world: World, case: Enrolment) -> Request:
    return operations.ask_colleague(
        enrolment=case,
        colleague=world.appointments["oreshkina"],
        question="Как быть?",
        actor=world.reach("dorohova"),
        at=AT,
    )


def test_a_request_exists_for_the_pair_and_their_leaders(
    world: World, information: Request
) -> None:
    seen = {n for n in EVERYBODY if access.requests(world.reach(n)).exists()}
    assert seen == {"dorohova", "lapshina", "zimin", "safronova", "prohorov"}


def test_only_the_pair_reads_it(world: World, information: Request) -> None:
    read = {n for n in EVERYBODY if access.may_read_texts(world.reach(n), information)}
    assert read == {"dorohova", "lapshina"}


def test_a_question_to_a_colleague_is_read_by_those_two_and_not_by_the_tutee(
    world: World, advice: Request
) -> None:
    read = {n for n in EVERYBODY if access.may_read_texts(world.reach(n), advice)}
    assert read == {"dorohova", "oreshkina"}
    assert not access.requests(world.reach("lapshina")).exists()


def test_a_colleague_is_not_told_whose_case_it_is(world: World, advice: Request) -> None:
    assert not access.may_see_case(world.reach("oreshkina"), advice)
    assert access.may_see_case(world.reach("dorohova"), advice)


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_question_and_the_query_agree(
    world: World, information: Request, advice: Request, name: str
) -> None:
    reach = world.reach(name)
    visible = set(access.requests(reach))
    assert visible == {r for r in (information, advice) if access.may_see_request(reach, r)}


def test_jobs_see_everything(world: World, information: Request, advice: Request) -> None:
    system = world.system()
    assert access.requests(system).count() == 2
    assert access.may_read_texts(system, information)
    assert access.tutees(system).exists()
    assert access.colleagues(system).count() == 2


def test_a_tutor_chooses_among_own_cases_and_other_tutors(world: World, case: Enrolment) -> None:
    tutor = world.reach("dorohova")
    assert list(access.tutees(tutor)) == [case]
    assert list(access.colleagues(tutor)) == [world.appointments["oreshkina"]]
    assert not access.colleagues(world.reach("lapshina")).exists()
