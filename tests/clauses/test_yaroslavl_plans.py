"""Rows of the Yaroslavl model about plans that rest on individual programmes, and courses."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from marshrut.norms import sheets
from marshrut.norms.findings import State
from marshrut.oversight.board import board
from marshrut.oversight.gather import gather
from marshrut.people.models import Office
from marshrut.plans import operations as plans
from marshrut.plans.models import PlanLine
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import guarding
from marshrut.routes import operations as routes
from marshrut.routes.models import RouteStep
from tests.plans.test_plans import add, by, programme_of_growth
from tests.programmes.test_schools import District, district
from tests.world import AT, TODAY

pytestmark = pytest.mark.django_db
__all__ = ["district"]
TOMORROW = TODAY + timedelta(days=1)


def state(district: District, clause: str, on: date = TODAY) -> State:
    return board(district.found.programme, on, district.reach()).assessments[clause].state


def share(district: District) -> tuple[int, int]:
    found = gather(guarding(district.found.programme, TODAY), TODAY)[sheets.Figure] or ()
    figures = (row for row in found if isinstance(row, sheets.Figure))
    return next((row.value, row.of) for row in figures if row.label == "linked_plan_lines")


@pytest.mark.clause("yaroslavl:Ш5")
def test_lines_of_the_plan_are_traced_to_difficulties_of_individual_programmes(
    district: District,
) -> None:
    district.included()
    assert state(district, "Ш5") is State.NOT_YET
    line = add(district, needs=["method"])
    add(district, topic="Педсовет")
    add(district, "", "", topic="Общее событие", needs=["method"])
    assert share(district) == (0, 2), "the common plan is not that of a school"
    step = programme_of_growth(district)
    assert share(district) == (1, 2)
    assert state(district, "Ш5") is State.ON_TRACK

    # A programme of another school carries nothing here.
    RouteStep.objects.filter(pk=step.pk).update(need="law")
    programme_of_growth(district, "sedova", "other")
    assert share(district) == (0, 2)
    plans.edit_plan_line(
        line=line.pk, topic=line.topic, since=line.since, until=line.until, needs=["law"],
        **by(district),
    )  # fmt: skip
    assert share(district) == (1, 2)
    loose = PlanLine.objects.get(topic="Педсовет")
    plans.drop_plan_line(line=loose.pk, reason="Не о том", **by(district))
    assert state(district, "Ш5") is State.MET


@pytest.mark.clause("yaroslavl:Ш5")
def test_a_head_sees_how_far_the_plan_of_the_own_school_is_traced(district: District) -> None:
    district.included()
    add(district, needs=["method"])
    programme_of_growth(district)
    found = board(district.found.programme, TODAY, district.reach("elovsky"))
    assert found.assessments["Ш5"].state is State.MET
    found = board(district.found.programme, TODAY, district.reach("sosnin"))
    assert found.assessments["Ш5"].state is not State.MET


@pytest.mark.clause("yaroslavl:Ш2")
def test_a_supported_school_has_a_plan_of_learning_at_work(district: District) -> None:
    district.included()
    assert state(district, "Ш2") is State.ON_TRACK
    line = add(district)
    assert state(district, "Ш2") is State.MET
    plans.drop_plan_line(line=line.pk, reason="Ошибка", **by(district))
    assert state(district, "Ш2") is State.ON_TRACK
    last = Programme.objects.get(pk=district.found.programme.pk).until
    assert state(district, "Ш2", last) is State.BREACHED


@pytest.mark.clause("yaroslavl:Р4")
def test_the_region_has_courses_for_difficulties_and_a_common_plan(district: District) -> None:
    district.included()
    programme = district.found.programme
    coordinator = district.found.coordinator
    Office.objects.create(
        person=coordinator, role="regional_coordinator", unit=programme.unit, since=TODAY
    )
    assert state(district, "Р4") is State.ON_TRACK

    given = {"actor": district.reach(), "at": AT}
    loose = routes.keep_library_step(
        title="Курс без адреса", unit=programme.unit, form="course", **given
    )
    routes.keep_library_step(
        title="Консультация", unit=programme.unit, form="consultation", needs=["method"], **given
    )
    add(district, "", "", topic="Неделя открытых уроков")
    assert state(district, "Р4") is State.ON_TRACK, "a course is not tied to a difficulty yet"
    routes.edit_library_step(
        step=loose.pk, row_version=None, title="Модуль", form="module", needs=["method"], **given
    )
    assert state(district, "Р4") is State.MET
    routes.withdraw_library_step(step=loose.pk, row_version=None, **given)
    assert state(district, "Р4") is not State.MET
