"""Who sees what of a programme: the query and the question never differ, strangers see nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import QuerySet

from marshrut.people.reach import Reach
from marshrut.programmes import access, operations
from marshrut.programmes.models import (
    Appointment,
    Enrolment,
    Programme,
    Project,
    SchoolConditions,
    Subject,
    Waiver,
)
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db

EVERYBODY = (
    *("safronova", "nechaev", "prohorov", "zimin", "belov"),
    *("dorohova", "oreshkina", "lapshina", "grachev", "stranger"),
)
QUESTIONS: tuple[tuple[type, Callable[..., QuerySet[Any]], Callable[..., bool]], ...] = (
    (Programme, access.programmes, access.may_see_programme),
    (Appointment, access.appointments, access.may_see_appointment),
    (Enrolment, access.enrolments, access.may_see_enrolment),
    (Subject, access.subjects, access.may_see_subject),
    (Project, access.projects, access.may_see_project),
    (Waiver, access.waivers, access.may_see_waiver),
    (SchoolConditions, access.conditions, access.may_see_conditions),
)


@pytest.fixture
def world() -> World:
    world = build()
    system = world.system()
    world.case("lapshina")
    world.case("stranger")
    finished = world.case("ershova")
    operations.finish_case(enrolment=finished.pk, on=TODAY, actor=system, at=AT)
    for school, leader in ((world.school, "grachev"), (world.other_school, "stranger")):
        operations.begin_project(
            programme=world.programme, unit=school.pk, title="Проект",
            leader=world.people[leader], actor=system, at=AT,
        )  # fmt: skip
        operations.write_conditions(
            programme=world.programme, unit=school.pk, text="Условия", actor=system, at=AT
        )
        row = operations.name_candidate(
            programme=world.programme, person=world.people[leader], unit=school.pk, why="",
            actor=system, at=AT,
        )  # fmt: skip
        for code, asking in (("post", "safronova"), ("order_of", "")):
            operations.ask_waiver(
                programme=world.programme, unit=school.pk, clause="4.2", code=code, kind="tutor",
                key=row.pk, label="К.", reason="так",
                actor=world.reach(asking) if asking else system, at=AT,
            )  # fmt: skip
    return world


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q[0].__name__)
def test_the_query_and_the_question_agree(world: World, who: str, question: Any) -> None:
    model, rows, may_see = question
    reach = world.reach(who)
    seen = set(rows(reach).values_list("pk", flat=True))
    assert seen == {row.pk for row in model.objects.all() if may_see(reach, row)}
    assert rows(reach).count() == len(seen), "a row came twice"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q[0].__name__)
def test_who_is_not_signed_in_sees_nothing(world: World, question: Any) -> None:
    model, rows, may_see = question
    nobody = Reach(user_id=None, on=TODAY)
    assert not rows(nobody).exists()
    assert not any(may_see(nobody, row) for row in model.objects.all())


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q[0].__name__)
def test_jobs_see_everything(world: World, question: Any) -> None:
    model, rows, _ = question
    assert rows(world.system()).count() == model.objects.count()


def people(rows: QuerySet[Any]) -> set[str]:
    return {row.person.surname.lower() for row in rows.select_related("person")}


def test_a_teacher_sees_the_own_support_only(world: World) -> None:
    assert people(access.enrolments(world.reach("lapshina"))) == {"lapshina"}
    assert not access.appointments(world.reach("lapshina")).exists()


def test_a_tutor_sees_the_own_tutees_also_those_whose_case_has_ended(world: World) -> None:
    seen = people(access.enrolments(world.reach("dorohova")))
    assert seen == {"dorohova", "lapshina", "grachev", "ershova"}


def test_a_head_sees_the_own_school_and_not_the_next_one(world: World) -> None:
    seen = people(access.enrolments(world.reach("zimin")))
    assert "stranger" not in seen
    assert {"lapshina", "grachev", "ershova"} <= seen


def test_an_administrator_keeps_the_system_and_sees_no_support(world: World) -> None:
    assert not access.enrolments(world.reach("nechaev")).exists()
    assert not access.waivers(world.reach("nechaev")).exists()


def test_an_inspector_sees_and_may_do_nothing(world: World) -> None:
    reach = world.reach("prohorov")
    unit, row = world.school.pk, world.enrolment("lapshina")
    appointment = world.appointments["dorohova"]
    assert access.enrolments(reach).exists()
    assert not any(
        (
            access.may_run(reach, world.municipality.pk),
            access.may_name_candidate(reach, unit),
            access.may_appoint(reach, appointment, "school"),
            access.may_record_for(reach, unit),
            access.may_enrol(reach, unit),
            access.may_pair(reach, unit),
            access.may_introduce(reach, row),
            access.may_open_case(reach, row),
            access.may_pause(reach, row),
            access.may_finish_case(reach, row),
            access.may_ask_waiver(reach, unit),
            access.may_write_conditions(reach, unit),
        )
    )


def test_coverage_is_of_the_schools_one_answers_for(world: World) -> None:
    def seen(who: str) -> set[str]:
        return {unit.name for unit in access.units(world.reach(who), world.programme)}

    assert seen("safronova") == {"Еловская СОШ", "Каменнобродская СОШ"}
    assert seen("zimin") == {"Еловская СОШ"}
    assert seen("dorohova") == set()
    assert access.may_see_coverage(world.reach("zimin"), world.school.pk)
    assert not access.may_see_coverage(world.reach("zimin"), world.other_school.pk)
