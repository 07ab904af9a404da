"""Reading programmes: what guards, who is without a tutor since when, the check."""

from __future__ import annotations

from datetime import date

import pytest

from marshrut.organisations.models import LocalSetting
from marshrut.people.models import Employment
from marshrut.programmes import operations
from marshrut.programmes.checking import check, passes
from marshrut.programmes.coverage import alone_on, coverage, left_alone_on, load_of
from marshrut.programmes.models import Appointment, Enrolment
from marshrut.programmes.queries import (
    Unguarded,
    guarding,
    local_days,
    running_on,
    units_of,
    without_tutor,
)
from tests.world import AT, SEPTEMBER, TODAY, World, build

pytestmark = pytest.mark.django_db

JANUARY = date(2027, 1, 11)


@pytest.fixture
def world() -> World:
    return build()


def test_before_its_first_day_nothing_guards_a_programme(world: World) -> None:
    with pytest.raises(Unguarded):
        guarding(world.programme, date(2026, 8, 31))
    assert guarding(world.programme, SEPTEMBER).version == world.version


def test_only_started_programmes_within_their_term_run(world: World) -> None:
    assert list(running_on(TODAY)) == [world.programme]
    assert not running_on(date(2027, 9, 1))
    assert not running_on(date(2026, 8, 31))


def test_the_programme_reaches_schools_and_not_the_centre(world: World) -> None:
    assert {unit.name for unit in units_of(world.programme)} == {
        "Еловская СОШ", "Каменнобродская СОШ",
    }  # fmt: skip


def test_the_nearest_local_setting_upwards_decides(world: World) -> None:
    assert local_days(world.programme, "information", stated=3) == 3
    LocalSetting.objects.create(unit=world.municipality, name="answer.information.days", value=5)
    region = world.municipality.parent
    assert region is not None
    LocalSetting.objects.create(unit=region, name="answer.information.days", value=9)
    assert local_days(world.programme, "information", stated=3) == 5


def end(world: World) -> None:
    operations.end_appointment(
        appointment=world.appointments["dorohova"].pk, row_version=None, on=JANUARY,
        reason="переезд", actor=world.system(), at=AT,
    )  # fmt: skip


def test_who_is_alone_and_since_when(world: World) -> None:
    assert not without_tutor(world.programme, TODAY).exists()
    end(world)
    alone = alone_on(Enrolment.objects.filter(programme=world.programme), TODAY)
    since = left_alone_on(alone, TODAY)
    assert alone.count() == 4
    assert set(since.values()) == {JANUARY}


def test_a_newcomer_to_a_school_without_a_tutor_is_alone_since_the_first_day(world: World) -> None:
    end(world)
    world.employ("newcomer", world.school, since=date(2027, 1, 18))
    operations.repair_programme(programme=world.programme, actor=world.system(), at=AT)
    rows = Enrolment.objects.filter(person=world.people["newcomer"])
    assert set(left_alone_on(rows, TODAY).values()) == {date(2027, 1, 18)}


def test_coverage_counts_people_and_names_the_day_of_the_gap(world: World) -> None:
    world.case("lapshina")
    end(world)
    rows = coverage(
        units_of(world.programme), Enrolment.objects.all(), Appointment.objects.all(), TODAY
    )
    first, second = sorted(rows, key=lambda row: row.unit.name)
    assert (len(first.people), first.cases, len(first.alone), first.since) == (4, 1, 4, JANUARY)
    assert (first.tutors, first.covered) == ([], 0)
    assert (len(second.people), len(second.alone), second.since) == (1, 0, None)
    assert [row.person for row in second.tutors] == [world.people["oreshkina"]]


def test_the_load_counts_people_and_innovations(world: World) -> None:
    world.case("lapshina")
    dorohova, oreshkina = (world.appointments[n].pk for n in ("dorohova", "oreshkina"))
    assert load_of([dorohova, oreshkina], TODAY) == {dorohova: (3, 1), oreshkina: (1, 0)}


def candidate(world: World, who: str) -> Appointment:
    return operations.name_candidate(
        programme=world.programme, person=world.people[who], unit=world.school.pk, why="",
        actor=world.system(), at=AT,
    )  # fmt: skip


def checked(world: World, row: Appointment) -> dict[str, str]:
    found = check(row, guarding(world.programme, TODAY), TODAY)
    return {one.finding.code: one.state for one in found}


def test_a_check_says_each_condition_and_an_order_to_come_is_no_fault(world: World) -> None:
    world.employ("deputy", world.school, "зам. директора по УВР", "deputy_head")
    row = candidate(world, "deputy")
    assert checked(world, row) == {"post": "met", "order_of": "not_yet"}
    assert passes(check(row, guarding(world.programme, TODAY), TODAY))


def test_a_check_tells_a_fault_and_a_waiver_from_each_other(world: World) -> None:
    row = candidate(world, "grachev")
    assert checked(world, row)["post"] == "breached"
    asked = operations.ask_waiver(
        programme=world.programme, unit=row.unit_id, clause="4.2", code="post", kind="tutor",
        key=row.pk, label="Г.", reason="нет заместителя", actor=world.system(), at=AT,
    )  # fmt: skip
    operations.decide_waiver(
        waiver=asked.pk, row_version=None, granted=True, actor=world.system(), at=AT
    )
    assert checked(world, row)["post"] == "flag"
    assert passes(check(row, guarding(world.programme, TODAY), TODAY))


def test_recognising_the_post_mends_the_check(world: World) -> None:
    Employment.objects.filter(person=world.people["grachev"]).update(post="завуч", post_class="")
    row = candidate(world, "grachev")
    assert checked(world, row)["post_unrecognised"] == "breached"
    Employment.objects.filter(person=world.people["grachev"]).update(post_class="deputy_head")
    row = Appointment.objects.get(pk=row.pk)
    assert checked(world, row)["post"] == "met"
