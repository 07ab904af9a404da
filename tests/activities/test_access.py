"""Who sees that something exists, and who reads its words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from marshrut.activities import access, operations
from marshrut.activities.models import Activity, LessonVisit, Opinion, Recommendation
from marshrut.programmes.models import Enrolment
from tests.activities.doing import consulted, opined, proposed, recommended
from tests.world import AT, World

pytestmark = pytest.mark.django_db

EVERYBODY = (
    *("dorohova", "oreshkina", "lapshina", "grachev", "stranger"),
    *("zimin", "belov", "safronova", "nechaev", "prohorov"),
)
PAIR = {"dorohova", "lapshina"}
LEADERS = {"zimin", "safronova", "prohorov"}


def who(world: World, question: Callable[[Any], object]) -> set[str]:
    return {name for name in EVERYBODY if question(world.reach(name))}


def test_a_consultation_exists_for_leaders_and_is_read_by_who_was_there(
    world: World, case: Enrolment
) -> None:
    row = consulted(world, case)
    assert who(world, lambda r: access.activities(r).exists()) == PAIR | LEADERS
    assert who(world, lambda r: access.may_read_activity(r, row)) == PAIR


def test_a_common_consultation_is_read_by_everybody_who_was_there(
    world: World, case: Enrolment, other: Enrolment
) -> None:
    row = consulted(world, case, other)
    assert who(world, lambda r: access.may_read_activity(r, row)) == {*PAIR, "grachev"}


def test_visits_and_recommendations_exist_for_leaders_and_are_read_by_the_pair(
    world: World, case: Enrolment
) -> None:
    visit, advice = proposed(world, case), recommended(world, case)
    assert who(world, lambda r: access.visits(r).exists()) == PAIR | LEADERS
    assert who(world, lambda r: access.recommendations(r).exists()) == PAIR | LEADERS
    assert who(world, lambda r: access.may_read_texts(r, visit)) == PAIR
    assert who(world, lambda r: access.may_read_texts(r, advice)) == PAIR


def test_an_opinion_is_the_pairs_own_until_the_tutee_opens_it(
    world: World, case: Enrolment
) -> None:
    row = opined(world, case)
    assert who(world, lambda r: access.opinions(r).exists()) == PAIR
    operations.complain(
        opinion=row.pk, row_version=1, complaint="Тон", actor=world.reach("lapshina"), at=AT
    )
    row.refresh_from_db()
    assert who(world, lambda r: access.opinions(r).exists()) == {*PAIR, "safronova"}
    assert who(world, lambda r: access.may_read_complaint(r, row)) == {"lapshina", "safronova"}


def test_a_note_on_own_work_is_seen_by_the_tutor_alone(world: World, case: Enrolment) -> None:
    opined(world, case, about="own")
    assert who(world, lambda r: access.opinions(r).exists()) == {"dorohova"}


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_question_and_the_query_agree(
    world: World, case: Enrolment, other: Enrolment, name: str
) -> None:
    reach = world.reach(name)
    consulted(world, case)
    consulted(world, other)
    for one in (case, other):
        proposed(world, one)
        recommended(world, one)
        opined(world, one)
        opined(world, one, about="own")
    assert set(access.activities(reach)) == {
        row for row in Activity.objects.all() if access.may_see_activity(reach, row)
    }
    assert set(access.visits(reach)) == {
        row for row in LessonVisit.objects.all() if access.may_see_visit(reach, row)
    }
    assert set(access.recommendations(reach)) == {
        row for row in Recommendation.objects.all() if access.may_see_recommendation(reach, row)
    }
    assert set(access.opinions(reach)) == {
        row for row in Opinion.objects.all() if access.may_see_opinion(reach, row)
    }


def test_a_new_tutor_reads_the_history_and_the_former_one_no_longer(
    world: World, case: Enrolment
) -> None:
    from marshrut.programmes.operations import pair

    row = proposed(world, case)
    pair(
        enrolment=case.pk,
        appointment=world.appointments["oreshkina"].pk,
        reason="замена",
        actor=world.system(),
        at=AT,
    )
    assert access.may_read_texts(world.reach("oreshkina"), row)
    assert not access.may_read_texts(world.reach("dorohova"), row)


def test_jobs_see_everything(world: World, case: Enrolment) -> None:
    consulted(world, case)
    row = opined(world, case, about="own")
    proposed(world, case)
    recommended(world, case)
    system = world.system()
    seen = (access.activities, access.visits, access.recommendations, access.opinions)
    assert [rows(system).count() for rows in seen] == [1, 1, 1, 1]
    assert access.attendances(system).exists()
    assert access.tutees(system).exists()
    assert access.may_see_opinion(system, row)


def test_a_tutor_may_advise_all_own_tutees(world: World, case: Enrolment) -> None:
    names = {row.person.surname for row in access.tutees(world.reach("dorohova"))}
    assert names == {"Lapshina", "Grachev", "Ershova"}
    assert not access.tutees(world.reach("zimin")).exists()
