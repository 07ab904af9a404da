"""Sheets of programmes: facts of the day, and always the same few queries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marshrut.people.models import Employment
from marshrut.programmes import operations, sheets
from marshrut.programmes.models import Appointment, Enrolment
from marshrut.programmes.queries import Guarding, guarding
from tests.norms.rulebook import rules
from tests.world import AT, SEPTEMBER, TODAY, World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def found(world: World, on: date = TODAY) -> Guarding:
    return guarding(world.programme, on)


def test_units_count_their_tutors_and_skip_places_without_teachers(world: World) -> None:
    rows = {row.label: row.counts["tutor"] for row in sheets.unit_sheets(found(world), TODAY)}
    assert rows == {"Еловская СОШ": 1, "Каменнобродская СОШ": 1}


def test_staff_are_teachers_and_tutors_once_each(world: World) -> None:
    rows = {row.label.split("\N{NO-BREAK SPACE}")[0].lower(): row
            for row in sheets.staff_sheets(found(world), TODAY)}  # fmt: skip
    assert set(rows) == {"lapshina", "grachev", "ershova", "stranger", "dorohova", "oreshkina"}
    assert rows["lapshina"].pedagogical
    assert rows["lapshina"].enrolled
    assert not rows["dorohova"].pedagogical, "a tutor is no tutee"


def test_who_came_by_import_is_told_as_not_enrolled(world: World) -> None:
    person = world.employ("newcomer", world.school)
    row = next(r for r in sheets.staff_sheets(found(world), TODAY) if r.person == person.pk)
    assert not row.enrolled


def test_a_project_tells_whether_its_leader_is_a_candidate(world: World) -> None:
    project = operations.begin_project(
        programme=world.programme, unit=world.school.pk, title="Лаборатория",
        leader=world.people["grachev"], begun_on=SEPTEMBER, actor=world.system(), at=AT,
    )  # fmt: skip
    (before,) = sheets.project_sheets(found(world), TODAY)
    operations.mark_developed(
        project=project.pk, row_version=None, on=TODAY, actor=world.system(), at=AT
    )
    (after,) = sheets.project_sheets(found(world), TODAY)
    assert (before.developed, before.leader_in_pool) == (False, False)
    assert (after.developed, after.leader_in_pool) == (True, True)


def test_a_candidate_has_not_passed_the_appointment_and_a_tutor_has(world: World) -> None:
    operations.name_candidate(
        programme=world.programme, person=world.people["grachev"], unit=world.school.pk, why="",
        actor=world.system(), at=AT,
    )  # fmt: skip
    rows = {row.person: row for row in sheets.tutor_sheets(found(world), TODAY)}
    candidate, tutor = rows[world.people["grachev"].pk], rows[world.people["dorohova"].pk]
    assert (candidate.passed, candidate.order_of) == (frozenset(), frozenset())
    assert (tutor.passed, tutor.order_of) == (frozenset({"appoint"}), frozenset({"school"}))
    assert (candidate.consented, tutor.consented) == (False, True)


def test_experience_is_counted_to_the_day_and_overlaps_once(world: World) -> None:
    Employment.objects.create(
        person=world.people["grachev"], unit=world.other_school, post="учитель",
        post_class="teacher", since=date(2020, 9, 1),
    )  # fmt: skip
    operations.name_candidate(
        programme=world.programme, person=world.people["grachev"], unit=world.school.pk, why="",
        actor=world.system(), at=AT,
    )  # fmt: skip
    rows = Appointment.objects.filter(person=world.people["grachev"])
    (row,) = sheets.tutor_sheets(found(world), TODAY, rows)
    assert row.months == {}  # no clause of this regulation asks
    asking = rules(
        "- {condition: tutor, guards: appoint,"
        " all: [{experience: {posts: [teaching], least: 3 years}}]}"
    )
    (row,) = sheets.tutor_sheets(replace(found(world), rules=asking), TODAY, rows)
    assert row.months["teaching"] == 11 * 12 + 4


def test_a_post_elsewhere_is_no_post_here(world: World) -> None:
    Employment.objects.create(
        person=world.people["grachev"], unit=world.other_school, post="зам. директора по УВР",
        post_class="deputy_head", since=SEPTEMBER,
    )  # fmt: skip
    operations.name_candidate(
        programme=world.programme, person=world.people["grachev"], unit=world.school.pk, why="",
        actor=world.system(), at=AT,
    )  # fmt: skip
    rows = Appointment.objects.filter(person=world.people["grachev"])
    (row,) = sheets.tutor_sheets(found(world), TODAY, rows)
    assert row.posts == {"teacher"}


def test_a_case_knows_its_subject_and_its_tutor_of_the_day(world: World) -> None:
    case = world.case("lapshina", date(2026, 9, 10))
    (row,) = sheets.case_sheets(found(world), TODAY)
    assert (row.key, row.subject, row.counts) == (
        case.pk,
        "innovation",
        {"subject": 1, "pairing": 1},
    )
    assert row.tutor_person == world.people["dorohova"].pk
    assert not sheets.case_sheets(found(world), date(2026, 9, 9)), "it had not begun"


def test_a_tutor_whose_term_is_over_supports_nobody(world: World) -> None:
    world.case("lapshina")
    Appointment.objects.filter(person=world.people["dorohova"]).update(until=date(2027, 1, 11))
    (row,) = sheets.case_sheets(found(world), TODAY)
    assert row.counts["pairing"] == 0
    (then,) = sheets.case_sheets(found(world), date(2027, 1, 10))
    assert then.counts["pairing"] == 1


def test_more_people_cost_no_more_queries(world: World) -> None:
    def cost() -> list[int]:
        rules = found(world)
        costs = []
        for gather in (
            sheets.unit_sheets, sheets.staff_sheets, sheets.project_sheets,
            sheets.tutor_sheets, sheets.case_sheets,
        ):  # fmt: skip
            with CaptureQueriesContext(connection) as context:
                gather(rules, TODAY)
            costs.append(len(context))
        return costs

    world.case("lapshina")
    before = cost()
    for number in range(6):
        world.employ(f"teacher{number}", world.school)
    operations.repair_programme(programme=world.programme, actor=world.system(), at=AT)
    for number in range(6):
        world.case(f"teacher{number}", TODAY)
        operations.name_candidate(
            programme=world.programme, person=world.people[f"teacher{number}"],
            unit=world.school.pk, why="", actor=world.system(), at=AT,
        )  # fmt: skip
    assert Enrolment.objects.filter(subject__isnull=False).count() == 7
    after = cost()
    assert all(now <= then for now, then in zip(after, before, strict=True)), (before, after)
    assert max(before) <= 7
