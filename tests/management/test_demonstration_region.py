"""The region's model stands in two municipalities as its story tells: teams, schools, matrix."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from django.test import Client
from django.urls import reverse

from marshrut.communities.models import Community, Membership
from marshrut.communities.queries import members_of
from marshrut.management.demonstration.region import named
from marshrut.management.demonstration.stage import Stage
from marshrut.monitoring.matrix import matrix
from marshrut.organisations.models import UnitFlag
from marshrut.oversight.board import Board, board
from marshrut.oversight.reaching import reach_of
from marshrut.oversight.rolling import roll_up
from marshrut.oversight.timeline import spans
from marshrut.people.models import Employment, Training
from marshrut.people.reach import Reach
from marshrut.programmes.models import SchoolEnrolment
from marshrut.programmes.queries import guarding
from marshrut.web.labels import LABELS
from tests.demonstrated import built, stage

__all__ = ["built", "stage"]

# What the story tells of 22 January 2027; other clauses say nothing yet.
STORY = """
шапка met met
Ц met met
С1 met met
С2 met met
С3 met met
Р2 met breached
Р3 met met
М1 met met
Р4 met on_track
М2 at_risk at_risk
Ш2 on_track on_track
Ш3 on_track on_track
Ш4 on_track -
Ш5 met -
Э1 met breached
Э2 met breached
Э3б on_track on_track
Т1 met met
Т3 on_track on_track
ПРЕД3 at_risk at_risk
"""
PLACES = ("lyubogorsky", "paromnensky")
TEACHERS = {"lyubogorsk_2": 40, "ilyinskaya": 26, "zabolotskaya": 15}


def told(stage: Stage, place: str) -> Board:
    return board(stage.programmes[named(place)], stage.today, Reach.system("test", stage.today))


def story(place: str) -> dict[str, str]:
    rows = [line.split() for line in STORY.strip().splitlines()]
    told = {key: states[PLACES.index(place)] for key, *states in rows}
    return {key: state for key, state in told.items() if state != "-"}


def page(stage: Stage, name: str, path: str = "/", *, status: int = 200) -> str:
    client = Client(headers={"accept-language": "ru"})
    user = stage.people[name].user
    assert user is not None
    client.force_login(user)
    answer = client.get(path, follow=True)
    assert answer.status_code == status, path
    return answer.content.decode().replace("\xa0", " ")


def school(stage: Stage, unit: str, status: str) -> SchoolEnrolment:
    return SchoolEnrolment.objects.get(unit=stage.units[unit], status=status)


@pytest.mark.parametrize("place", PLACES)
def test_on_its_day_the_clauses_stand_as_the_story_tells(stage: Stage, place: str) -> None:
    quiet = {"no_data", "statement", "not_yet"}
    marks = {key: one.state.code for key, one in told(stage, place).assessments.items()}

    assert {key: code for key, code in marks.items() if code not in quiet} == story(place)
    assert marks["Э4"] in quiet


@pytest.mark.parametrize(("unit", "count"), TEACHERS.items())
def test_each_school_has_as_many_teachers_as_the_story_says(
    stage: Stage, unit: str, count: int
) -> None:
    here = Employment.objects.filter(unit=stage.units[unit], until=None, pedagogical=True)

    assert here.count() == count


def test_one_team_is_composed_in_time_and_the_other_six_days_late(stage: Stage) -> None:
    rows = Community.objects.filter(kind="team").order_by("name")

    first = [row.compositions.earliest("on").on for row in rows]
    assert [(day.month, day.day) for day in first] == [(6, 3), (6, 11)]
    assert [members_of(row, stage.today).count() for row in rows] == [5, 3]


def test_seven_of_eight_have_their_certificates(stage: Stage) -> None:
    members = Membership.objects.filter(community__kind="team", until=None)
    taught = Training.objects.filter(person__in=members.values("person"))

    assert members.count() == 8
    assert taught.filter(title__contains="обучающихся сообществ").count() == 7


def test_the_third_stage_runs_and_the_fourth_has_not_come(stage: Stage) -> None:
    found = guarding(stage.programmes[named("lyubogorsky")], stage.today)
    line = {span.clause.key: span for span in spans(found, stage.today)}

    assert line["Э3б"].is_now(stage.today)
    assert line["Э4"].opens > stage.today


def test_four_schools_of_two_municipalities_are_supported(stage: Stage) -> None:
    rows = SchoolEnrolment.objects.filter(status="included").select_related("unit")

    names = {name for name, unit in stage.units.items() if unit in {row.unit for row in rows}}
    assert names == {"lyubogorsk_2", "ilyinskaya", "sukhaya_balka", "verbovy"}


STATES: dict[str, Callable[[Stage], Iterable[str]]] = {
    "supported": lambda _: (row.status for row in SchoolEnrolment.objects.all()),
    "flag": lambda _: (row.flag for row in UnitFlag.objects.all()),
}


@pytest.mark.parametrize("thing", STATES)
def test_every_state_of_a_school_has_a_school_in_it(stage: Stage, thing: str) -> None:
    assert LABELS[thing].keys() - {str(code) for code in STATES[thing](stage)} == set()


def test_a_team_is_changed_by_a_later_order(stage: Stage) -> None:
    gone = Membership.objects.get(community__kind="team", end="order")

    assert gone.person == stage.people["verbovy_1"]
    assert gone.status(stage.today) == "order"


def test_the_matrix_has_the_first_stage_met_in_one_place_and_broken_in_the_other(
    stage: Stage,
) -> None:
    for place in PLACES:
        roll_up(stage.programmes[named(place)], on=stage.today, at=stage.at(stage.today))
    user = stage.people["belozyorova"].user_id
    assert user is not None

    found = matrix(reach_of(user, stage.today), code="yaroslavl")

    assert found is not None
    [row] = [row for part in found.parts for row in part.rows if row.clause.key == "Э1"]
    marks = {cell.column.name: cell.state.code for cell in row.cells if cell.state}
    assert marks == {"Любогорский муниципальный район": "met", "Паромненский район": "breached"}
    assert "Паромненский район" in page(stage, "belozyorova", reverse("matrix"))


def test_belozyorova_is_told_of_the_team_that_is_not_taught_whole(stage: Stage) -> None:
    body = page(stage, "belozyorova")

    assert "ПОС в школах Паромненского района" in body
    assert "Этап 2" in body


def test_solovyov_has_a_duty_and_his_team(stage: Stage) -> None:
    body = page(stage, "solovyov")

    assert "Подготовить обмен практиками двух школ" in body
    assert "МТК Любогорского района" in body
    team = Community.objects.get(name="МТК Любогорского района")
    assert "Супервизия с командой Паромненского района" in page(
        stage, "solovyov", f"/communities/{team.pk}/plan/"
    )


def test_kuzmin_reads_why_his_school_was_refused_and_that_he_asked_again(stage: Stage) -> None:
    refused = page(
        stage, "kuzmin", f"/programmes/supported/{school(stage, 'zabolotskaya', 'refused').pk}/"
    )
    asked = school(stage, "zabolotskaya", "requested")

    assert "Нет учителей" in refused
    assert "Управленческая команда готова работать с тьюторами" in refused
    assert asked.wish in page(stage, "kuzmin", f"/programmes/supported/{asked.pk}/")


def test_no_other_school_reads_the_refusal(stage: Stage) -> None:
    path = f"/programmes/supported/{school(stage, 'zabolotskaya', 'refused').pk}/"

    for name in ("maltsev", "bogdanova", "safronova", "basova", "goncharenko"):
        page(stage, name, path, status=404)


def test_districts_that_take_no_part_owe_nothing_by_the_model(stage: Stage) -> None:
    for name in ("lapshina", "safronova", "hromov"):
        assert "ПОС в школах" not in page(stage, name)
