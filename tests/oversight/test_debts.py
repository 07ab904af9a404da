"""Who owes what, and reminding of it: once a day for each thing, nobody of others' things."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.notices.models import Notice
from marshrut.oversight.debts import Debtor, debtors
from marshrut.oversight.operations import remind
from tests.routes.walk import begin
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    found = build()
    begin(found, "lapshina", "dorohova")
    begin(found, "stranger", "oreshkina")
    return found


def names(rows: list[Debtor]) -> set[str]:
    return {one.person.surname for one in rows}


def test_the_tutor_owes_for_the_route_and_teachers_for_themselves(world: World) -> None:
    rows = debtors(world.programme, world.reach("safronova"))
    by_name = {one.person.surname: one for one in rows}

    assert {"Dorohova", "Oreshkina", "Lapshina"} <= set(by_name)
    kinds = {row.thing.kind for duty in by_name["Dorohova"].duties for row in duty.rows}
    assert "route" in kinds
    mine = {row.thing.person for duty in by_name["Lapshina"].duties for row in duty.rows}
    assert mine == {world.people["lapshina"].pk}


def test_a_head_sees_who_owes_in_the_own_school_alone(world: World) -> None:
    rows = debtors(world.programme, world.reach("zimin"))

    assert "Dorohova" in names(rows)
    assert not {"Oreshkina", "Stranger", "Belov"} & names(rows)


def test_narrowed_by_organisation_and_by_clause(world: World) -> None:
    reach = world.reach("safronova")
    here = debtors(world.programme, reach, unit=world.other_school.pk)
    assert "Dorohova" not in names(here)

    clause = here[0].duties[0].clause.key
    one = debtors(world.programme, reach, clause=clause)
    assert {duty.clause.key for row in one for duty in row.duties} == {clause}


@pytest.mark.parametrize("who", ["lapshina", "dorohova"])
def test_who_answers_for_nobody_sees_no_debtors(world: World, who: str) -> None:
    assert debtors(world.programme, world.reach(who)) == []


def test_the_chosen_are_told_once_a_day(world: World) -> None:
    people = [world.people["dorohova"].pk]
    given = {"programme": world.programme, "people": people, "at": AT}
    remind(actor=world.reach("safronova"), **given)
    told = Notice.objects.filter(code__startswith="reminder")
    count = told.count()

    assert count
    assert set(told.values_list("user", flat=True)) == {world.people["dorohova"].user_id}
    assert len({notice.key for notice in told}) == count
    with pytest.raises(Wrong) as wrong:
        remind(actor=world.reach("zimin"), **given)
    assert wrong.value.code == "reminded_today"
    assert told.all().count() == count

    remind(actor=world.reach("safronova", TODAY + timedelta(days=1)), **given)
    assert told.all().count() > count


def test_a_reminder_names_no_person(world: World) -> None:
    people = [one.pk for one in world.people.values()]
    remind(programme=world.programme, people=people, actor=world.reach("safronova"), at=AT)

    for notice in Notice.objects.filter(code__startswith="reminder"):
        assert not any(name.capitalize() in str(notice.params) for name in world.people)


@pytest.mark.parametrize("who", ["lapshina", "dorohova", "prohorov", "nechaev"])
def test_only_who_answers_for_them_reminds(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        remind(
            programme=world.programme,
            people=[world.people["dorohova"].pk],
            actor=world.reach(who),
            at=AT,
        )


def test_a_head_reminds_nobody_next_door(world: World) -> None:
    with pytest.raises(Wrong) as wrong:
        remind(
            programme=world.programme,
            people=[world.people["oreshkina"].pk],
            actor=world.reach("zimin"),
            at=AT,
        )

    assert wrong.value.code == "nobody_chosen"
