"""Paromnensky stands as its story tells: the board, the community, the cards."""

from collections.abc import Callable, Iterable

import pytest
from django.test import Client

from marshrut.activities.models import Activity
from marshrut.communities.models import (
    Community,
    CommunityDocument,
    CommunityDuty,
    ConductComplaint,
    Incentive,
    Membership,
)
from marshrut.communities.queries import members_of
from marshrut.management.demonstration.stage import Stage
from marshrut.oversight.board import Board, board
from marshrut.people.models import Employment, Person
from marshrut.people.reach import Reach
from marshrut.routes.models import Route, Scenario
from marshrut.web.labels import LABELS
from tests.demonstrated import built, stage

__all__ = ["built", "stage"]

# What the story tells of 22 January 2027; clauses that are not named here say nothing yet.
STORY = """
гриф met
В1 met
В3 met
В4 on_track
ФС2 met
ФС4 met
ПР1 met
ПР5 met
ПР6 met
ПР7 at_risk
З3 on_track
1.1 breached
1.2 on_track
5.4 met
"""
NAME = "Сообщество тьюторов Паромненского района"
TEACHERS = {"paromnaya_1": 51, "sukhaya_balka": 27, "verbovy": 14}


def told(stage: Stage) -> Board:
    return board(stage.programmes["paromnensky"], stage.today, Reach.system("test", stage.today))


def community(name: str = NAME) -> Community:
    return Community.objects.get(name=name)


def page(stage: Stage, name: str, path: str = "/") -> str:
    client = Client(headers={"accept-language": "ru"})
    user = stage.people[name].user
    assert user is not None
    client.force_login(user)
    answer = client.get(path, follow=True)
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ")


def test_on_its_day_the_clauses_stand_as_the_story_tells(stage: Stage) -> None:
    marks = {key: one.state.code for key, one in told(stage).assessments.items()}

    story = dict(line.rsplit(" ", 1) for line in STORY.strip().splitlines())
    assert {key: marks[key] for key in story} == story
    assert {key for key, state in marks.items() if state == "breached"} == {"1.1"}


def test_master_classes_were_short_in_the_second_quarter_and_are_in_the_third(
    stage: Stage,
) -> None:
    quarters = sorted(told(stage).things("1.1"), key=lambda row: row.thing.since or stage.today)

    states = [row.finding.state.code for row in quarters]
    assert states[:3] == ["met", "breached", "at_risk"]


@pytest.mark.parametrize(("unit", "count"), TEACHERS.items())
def test_each_school_has_as_many_teachers_as_the_story_says(
    stage: Stage, unit: str, count: int
) -> None:
    here = Employment.objects.filter(unit=stage.units[unit], until=None, pedagogical=True)

    assert here.count() == count


def test_fourteen_tutors_one_of_them_idle_and_one_waits(stage: Stage) -> None:
    row = community()

    assert members_of(row, stage.today).count() == 14
    [idle] = told(stage).things("ПР7", "at_risk")
    assert idle.thing.person == stage.people["paromnaya_1_4"].pk
    waiting = Membership.objects.get(community=row, since=None, refused_on=None)
    assert waiting.person.surname == "Астахова"
    assert Membership.objects.get(community=row, end="left").until == stage.day(11, 12)


def test_two_of_the_three_ways_have_a_chosen_scenario_and_are_carried_out(stage: Stage) -> None:
    rows = Route.objects.filter(programme=stage.programmes["paromnensky"])

    assert sorted(row.status for row in rows) == ["draft", "proposed", "running", "running"]
    assert all(row.agreed_as == "agreed" for row in rows if row.status == "running")
    chosen = Scenario.objects.filter(route__in=rows, chosen_on__isnull=False)
    assert chosen.count() == 3
    assert Scenario.objects.filter(route__in=rows, chosen_on=None).count() == 3


def states(stage: Stage) -> dict[str, Callable[[], Iterable[str]]]:
    on = stage.today
    return {
        "community_kind": lambda: (row.kind for row in Community.objects.all()),
        "membership": lambda: (row.status(on) for row in Membership.objects.all()),
        "document_kind": lambda: (row.kind for row in CommunityDocument.objects.all()),
        "document": lambda: (row.status for row in CommunityDocument.objects.all()),
        "duty": lambda: (row.shown_status(on) for row in CommunityDuty.objects.all()),
        "conduct": lambda: (row.status for row in ConductComplaint.objects.all()),
        "complaint_to": lambda: (row.to for row in ConductComplaint.objects.all()),
        "incentive": lambda: (row.kind for row in Incentive.objects.all()),
    }


# Codes of teams, which belong to the region.
ELSEWHERE = {("community_kind", "team"), ("membership", "order")}


def test_every_state_of_a_community_has_somebody_in_it(stage: Stage) -> None:
    missing = {
        (thing, code)
        for thing, found in states(stage).items()
        for code in LABELS[thing].keys() - set(found())
    }

    assert missing - ELSEWHERE == set()


def test_the_plan_has_what_was_held_called_off_and_not_recorded_yet(stage: Stage) -> None:
    rows = Activity.objects.filter(
        programme=stage.programmes["paromnensky"], form__in=["master_class", "tutorial", "training"]
    )
    late = [
        row for row in rows if row.status == "planned" and row.begins_at < stage.at(stage.today)
    ]

    assert {row.status for row in rows} == {"held", "planned", "cancelled"}
    assert [row.title for row in late] == ["Тьюториал «Мой план на полугодие»"]


def test_names_that_are_hard_to_decline_are_there(stage: Stage) -> None:
    assert str(stage.people["lebed_anna"]) == "Лебедь Анна Петровна"
    assert str(stage.people["lebed_oleg"]) == "Лебедь Олег Иванович"
    assert str(stage.people["shevchenko"]) == "Шевченко Ирина Сергеевна"
    namesakes = Person.objects.filter(surname="Иванова", given="Мария", patronymic="Ивановна")
    assert stage.people["ivanova"] in namesakes


def test_the_card_of_the_head_tells_the_truth(stage: Stage) -> None:
    body = page(stage, "goncharenko")

    assert "Рассмотреть заявку: Астахова О. И." in body
    assert "мастер-класс (1 из 2)" in body
    assert NAME in page(stage, "goncharenko", f"/communities/{community().pk}/")


def test_tishchenko_is_asked_from_another_school_and_his_colleague_chose_of_two(
    stage: Stage,
) -> None:
    [route] = Route.objects.filter(enrolment__pairings__appointment__person__surname="Тищенко")

    assert "Посоветовать коллеге: Как показать плавание тел" in page(stage, "tishchenko")
    assert list(route.scenarios.filter(chosen_on=None).values_list("number", flat=True)) == [1]
    assert [step.status for step in route.steps.order_by("number")] == ["accepted", "not_started"]
    assert "Плотность тела" in page(stage, "tishchenko", f"/routes/{route.pk}/")


def test_what_was_written_in_an_application_is_not_open_to_members(stage: Stage) -> None:
    waiting = Membership.objects.get(community=community(), since=None, refused_on=None)
    path = f"/communities/members/{waiting.pk}/"
    assert waiting.motive in page(stage, "goncharenko", path)

    client = Client()
    user = stage.people["tishchenko"].user
    assert user is not None
    client.force_login(user)

    assert client.get(path).status_code == 404
