"""Naberezhny of the demonstration: its board, its study plans, who sees what."""

import pytest
from django.db.models import Count, Sum

from marshrut.diagnostics.models import Campaign, Observation, OwnInstrument, Response
from marshrut.groups.models import Application, Group, GroupSession, Topic
from marshrut.management.demonstration.stage import Stage
from marshrut.oversight.board import board
from marshrut.people.models import Employment, Person
from marshrut.people.reach import Reach
from marshrut.programmes.models import ExternalTutor
from marshrut.routes.models import Route
from marshrut.web.diagnostics.observations import lines
from marshrut.web.labels import LABELS
from tests.demonstrated import Enter, built, enter, stage, text

__all__ = ["built", "enter", "stage"]

NAME = "naberezhny"
# What the story tells of 22 January 2027; where nobody keeps the facts yet there is no data.
STORY = """
шапка met
1.1 statement
1.2 statement
1.3 met
2.1 on_track
2.2.a statement
2.2.b on_track
2.2.c not_yet
3.1 on_track
3.2 statement
3.3 not_yet
3.4 no_data
3.5 met
3.6 no_data
4.1 met
4.2 statement
4.3 at_risk
4.4 at_risk
4.5 met
4.6 met
4.7 met
4.8 no_data
4.9 breached
"""


def test_on_its_day_every_clause_stands_as_the_story_tells(stage: Stage) -> None:
    told = dict(line.rsplit(" ", 1) for line in STORY.strip().splitlines())

    day = board(stage.programmes[NAME], stage.today, Reach.system("test", stage.today))

    assert {key: one.state.code for key, one in day.assessments.items()} == told
    assert [row.thing.label for row in day.things("4.9", "breached")] == ["Маслова\xa0А.\xa0Д."]


def test_its_staffs_are_as_large_as_told(stage: Stage) -> None:
    jobs = Employment.objects.filter(pedagogical=True, until=None)

    assert {
        unit: jobs.filter(unit=stage.units[unit]).count()
        for unit in ("school_3", "gymnasium_6", "school_14")
    } == {"school_3": 46, "gymnasium_6": 58, "school_14": 39}


def test_one_teacher_works_in_two_schools_and_one_has_a_namesake(stage: Stage) -> None:
    beside = Person.objects.annotate(jobs=Count("employments")).filter(jobs=2)

    assert stage.people["chernykh"] in beside
    assert str(stage.people["ivanova_3"]) == "Иванова Мария Ивановна"
    assert Person.objects.filter(surname="Иванова", patronymic="Ивановна").count() >= 1


def test_hours_of_a_plan_are_those_of_its_courses(stage: Stage) -> None:
    route = Route.objects.get(pk=stage.routes["vlasenko"].pk)

    hours = route.steps.aggregate(hours=Sum("hours"))["hours"]

    assert route.content["study_plan"]["hours"] == str(hours) == "62"
    assert route.steps.exclude(document="").count() == 2


def test_maslova_sees_the_plan_not_drawn_up_and_the_act_she_owes(
    stage: Stage, enter: Enter
) -> None:
    client = enter("maslova")

    listed = text(client, "/routes/")
    for name in ("Лисицына", "Пестерева", "Корж"):
        assert name in listed
    assert "Власенко" not in listed
    assert "Акт за декабрь" in text(client, "/routes/own/")


def test_zhuravlev_sees_the_two_he_is_attached_to_and_nobody_else(
    stage: Stage, enter: Enter
) -> None:
    client = enter("zhuravlev")
    linked = ExternalTutor.objects.filter(person=stage.people["zhuravlev"])
    assert {row.enrolment.person for row in linked} == {
        stage.people["vlasenko"],
        stage.people["antonenko"],
    }

    for name in ("vlasenko", "antonenko"):
        assert client.get(f"/routes/{stage.routes[name].pk}/").status_code == 200
    for name in ("lisitsyna", "pestereva", "korzh", "ivanova_3", "akhmetova", "lapshina"):
        assert client.get(f"/routes/{stage.routes[name].pk}/").status_code == 404, name


@pytest.mark.parametrize(("name", "opened"), [("vlasenko", True), ("antonenko", False)])
def test_what_the_pair_writes_is_read_by_him_only_where_the_teacher_opened_it(
    stage: Stage, enter: Enter, name: str, opened: bool
) -> None:
    route = Route.objects.get(pk=stage.routes[name].pk)
    written = route.steps.get(number=1).result

    body = text(enter("zhuravlev"), f"/routes/{route.pk}/")

    assert written
    assert (written in body) is opened


def test_every_state_of_topics_groups_and_diagnosis_has_somebody_in_it(stage: Stage) -> None:
    on, seen = stage.today, Observation.objects.select_related("instrument")
    told = {
        "topic": {row.status for row in Topic.objects.all()},
        "application": {row.shown_status(on) for row in Application.objects.all()},
        "group": {row.status(on) for row in Group.objects.all()},
        "session": {row.status(on) for row in GroupSession.objects.all()},
        "campaign": {row.status for row in Campaign.objects.all()},
        "instrument": {row.status for row in OwnInstrument.objects.all()},
        "response": {row.status for row in Response.objects.all()},
        "observation": {line["status"] for line in lines(seen, seen, on)},
    }

    missing = {
        (thing, code) for thing, codes in told.items() for code in LABELS[thing].keys() - codes
    }

    assert missing == set()


def test_three_wait_for_the_topic_whose_group_is_too_small(stage: Stage, enter: Enter) -> None:
    group = Group.objects.get(topic__title="Читаем тексты на всех предметах")

    page = text(enter("maslova"), f"/groups/{group.pk}/")

    assert "7 человек" in page
    assert "Кто ждёт эту тему" in page
    assert "Переезд" in page
