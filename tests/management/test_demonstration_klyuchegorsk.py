"""Klyuchegorsk of the demonstration: its board, its tutors, its draft, what its people see."""

from datetime import date

import pytest
from django.test import Client

from marshrut.activities.models import Activity
from marshrut.management.demonstration.stage import Stage
from marshrut.orders.models import Order
from marshrut.organisations.calendars import calendar_of
from marshrut.organisations.queries import own_scheme
from marshrut.oversight.board import board
from marshrut.oversight.what_if import what_if
from marshrut.people.models import Employment
from marshrut.people.reach import Reach
from marshrut.programmes.checking import check
from marshrut.programmes.models import Appointment, TutorEvidence
from marshrut.programmes.queries import guarding
from marshrut.regulations.models import RegulationVersion
from marshrut.regulations.queries import rules_of
from marshrut.routes.models import Route
from marshrut.web.regulations.versions import status_of
from tests.demonstrated import Enter, built, enter, stage, text

__all__ = ["built", "enter", "stage"]

NAME = "klyuchegorsk"
# What the story tells of 22 January 2027, clause by clause.
STORY = """
преамбула statement
П1 met
П2 met
П3 met
1.1 statement
1.2 statement
1.3 statement
1.4 on_track
1.5 met
2.1 no_data
2.2.1 statement
2.2.2 not_yet
2.2.3 no_data
2.3.1 not_yet
2.3.2 met
2.3.3 not_yet
2.4 statement
3.1 at_risk
3.2 met
3.3 met
3.4 statement
3.5 statement
3.6 statement
4.1 met
4.2 met
"""
YOUNG = {"Гордеев", "Завадская"}


def system(stage: Stage) -> Reach:
    return Reach.system("test", stage.today)


def test_on_its_day_every_clause_stands_as_the_story_tells(stage: Stage) -> None:
    told = dict(line.rsplit(" ", 1) for line in STORY.strip().splitlines())
    found = board(stage.programmes[NAME], stage.today, system(stage)).assessments

    assert {key: one.state.code for key, one in found.items()} == told
    assert {row.thing.label for one in found.values() for row in one.waived} == {
        "Левандовская-Сыч\xa0М.\xa0П."
    }


def test_its_staffs_are_as_large_as_told(stage: Stage) -> None:
    jobs = Employment.objects.filter(pedagogical=True, until=None)

    assert {
        unit: jobs.filter(unit=stage.units[unit]).count()
        for unit in ("klyuchegorsk_2", "lyceum_4", "ryabinka")
    } == {"klyuchegorsk_2": 48, "lyceum_4": 44, "ryabinka": 19}


def test_one_version_is_over_one_in_force_and_published_one_a_draft(stage: Stage) -> None:
    rows = RegulationVersion.objects.filter(
        regulation=stage.programmes[NAME].regulation_id
    ).order_by("number")

    assert [status_of(row, stage.today) for row in rows] == ["replaced", "in_force", "draft"]
    assert rows[1].order is not None
    assert rows[1].order.number == "604"
    assert rows[1].publication.address.startswith("https://uo-klyuchegorsk.example.org/")


def test_five_years_instead_of_three_would_refuse_two_of_nine(stage: Stage) -> None:
    rules = rules_of(_third(stage))

    [again] = what_if(stage.programmes[NAME], rules, stage.today, system(stage)).again

    assert (again.deed, again.of, again.new) == ("appoint", 9, 2)
    people = Appointment.objects.filter(pk__in=[one.thing.key for one in again.refused])
    assert {row.person.surname for row in people} == YOUNG


def _third(stage: Stage) -> RegulationVersion:
    return RegulationVersion.objects.get(
        regulation=stage.programmes[NAME].regulation_id, status="draft"
    )


def test_petrov_is_refused_for_two_years_and_four_months(stage: Stage) -> None:
    rules = guarding(stage.programmes[NAME], stage.today)
    row = stage.programmes[NAME].appointments.get(person=stage.people["petrov"])

    [found] = [one for one in check(row, rules, stage.today) if one.finding.code == "experience"]

    assert (found.clause.key, found.finding.wanted, found.finding.found) == ("3.2", 36, 28)


def test_tutors_confirm_what_is_asked_and_two_still_lack_a_line(stage: Stage) -> None:
    found = board(stage.programmes[NAME], stage.today, system(stage))

    lacking = {row.thing.label.split("\xa0")[0] for row in found.things("3.1", "at_risk")}
    assert lacking == YOUNG
    taken_back = TutorEvidence.objects.get(withdrawn_on__isnull=False)
    assert taken_back.appointment.person == stage.people["zavadskaya"]


def test_the_lyceum_studies_by_trimesters_and_the_district_by_quarters(stage: Stage) -> None:
    lyceum, school = stage.units["lyceum_4"], stage.units["klyuchegorsk_2"]

    assert own_scheme(lyceum, stage.today) == "trimester"
    assert own_scheme(school, stage.today) == ""
    terms = calendar_of(lyceum, stage.today).trimesters
    assert [term.of(2026)[0] for term in terms] == [
        date(2026, 9, 1),
        date(2026, 12, 1),
        date(2027, 3, 1),
    ]


def test_the_order_of_oganesyan_is_numbered_and_not_signed(stage: Stage) -> None:
    order = Order.objects.get(unit=stage.units["klyuchegorsk_office"], number="18")
    row = stage.programmes[NAME].appointments.get(person=stage.people["oganesyan"])

    assert (order.status, row.status(stage.today)) == ("registered", "agreed")


def test_people_come_in_by_difficulty_and_by_wish_and_one_has_no_tutor_yet(stage: Stage) -> None:
    rows = stage.programmes[NAME].enrolments.filter(until=None)

    assert set(rows.values_list("basis", flat=True)) == {"difficulty", "wish"}
    [alone] = rows.filter(pairings=None)
    assert alone.person == stage.people["bazhina"]


def test_consultations_are_called_by_the_catalogues(stage: Stage) -> None:
    words = [row.words for row in Activity.objects.filter(programme=stage.programmes[NAME])]

    assert {one["forms"] for one in words} == {"consultation", "group_consultation"}
    technologies = {one["technologies"] for one in words}
    assert technologies == {"project", "counselling", "training", "ict"}


def test_akhmetova_reads_her_own_goals_and_why_they_were_corrected(
    stage: Stage, enter: Enter
) -> None:
    client, route = enter("akhmetova"), stage.routes["akhmetova"]

    assert "Речь и цифровые игры" in text(client)
    body = text(client, f"/routes/{route.pk}/plan/")
    assert "дополнить упражнениями на слух" in body
    first, second = Route.objects.get(pk=route.pk).revisions.order_by("number")
    assert second.author == stage.people["akhmetova"]
    assert "упражнения на слух" in second.reason
    assert first.content["texts"]["goals"] != second.content["texts"]["goals"]


def test_vedernikova_compares_the_draft_and_tries_it(stage: Stage, enter: Enter) -> None:
    client, draft = enter("vedernikova"), _third(stage)

    compared = text(client, f"/regulations/versions/{draft.pk}/compare/")
    assert "не меньше трёх лет" in compared
    assert "не меньше пяти лет" in compared
    tried = text(client, f"/regulations/versions/{draft.pk}/check/")
    assert "Гордеев М. Л." in tried
    assert "Левандовская" not in tried


@pytest.mark.parametrize("name", ["vedernikova", "sotnikova", "streltsov"])
def test_nobody_but_the_pair_reads_what_akhmetova_writes(stage: Stage, name: str) -> None:
    client = Client(headers={"accept-language": "ru"})
    user = stage.people[name].user
    assert user is not None
    client.force_login(user)

    answer = client.get(f"/routes/{stage.routes['akhmetova'].pk}/plan/")

    assert answer.status_code == 404 or "упражнениями на слух" not in answer.content.decode()
