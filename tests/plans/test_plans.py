"""Plans of schools and of the territory: who writes them, and what they rest on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.organisations.models import Unit
from marshrut.people.models import Office
from marshrut.plans import access, operations, queries
from marshrut.plans.models import PlanLine
from marshrut.programmes.models import Enrolment, Programme, Subject
from marshrut.programmes.queries import guarding
from marshrut.routes.models import Route, RouteStep
from tests.programmes.test_schools import District, district
from tests.world import AT, SEPTEMBER, TODAY

pytestmark = pytest.mark.django_db
__all__ = ["district"]
SINCE, UNTIL = date(2027, 2, 1), date(2027, 3, 1)


def add(district: District, school: str = "near", by: str = "elovsky", **more: Any) -> PlanLine:
    unit = district.schools.get(school) or district.found.programme.unit
    given = {"topic": "Листы обратной связи", "since": SINCE, "until": UNTIL} | more
    actor = district.reach(by)
    return operations.add_plan_line(
        programme=district.found.programme, unit=unit, actor=actor, at=AT, **given
    )


def programme_of_growth(
    district: District, name: str = "ershov", school: str = "near", **more: Any
) -> RouteStep:
    """A teacher with an agreed programme that has a step for a group of competences."""
    programme, unit = district.found.programme, district.schools[school]
    person = district.people[name]
    subject = Subject.objects.create(
        programme=programme, person=person, unit=unit, title="Тема", since=SEPTEMBER, until=UNTIL
    )
    case = Enrolment.objects.create(
        programme=programme, person=person, unit=unit, since=SEPTEMBER, subject=subject
    )
    route = Route.objects.create(
        programme=programme,
        unit=unit,
        enrolment=case,
        due=UNTIL,
        version=district.found.version,
        agreed_on=TODAY,
    )
    given = {"number": 1, "title": "Шаг", "due": UNTIL, "need": "method"} | more
    return RouteStep.objects.create(route=route, **given)


def by(district: District, name: str = "elovsky") -> dict[str, Any]:
    return {"row_version": None, "actor": district.reach(name), "at": AT}


# --- writing ---------------------------------------------------------------------------------
def test_the_head_plans_an_event_and_it_is_written_down(district: District) -> None:
    district.included()
    row = add(district, needs=["law", "method"], audience="12 учителей 5–8 классов", hours=8)
    assert (row.needs, row.status(TODAY), row.unit) == (
        *(["method", "law"], "planned"),
        district.schools["near"],
    )
    entry = JournalEntry.objects.get(verb="add_plan_line")
    assert (entry.unit, entry.programme) == (row.unit_id, row.programme_id)


@pytest.mark.parametrize("who", ["sosnin", "ershov", ""])
def test_the_plan_of_a_school_is_its_heads(district: District, who: str) -> None:
    district.included()
    with pytest.raises(Forbidden):
        add(district, by=who)
    row = add(district)
    for deed, more in (
        (operations.edit_plan_line, {"topic": "Иначе", "since": SINCE, "until": UNTIL}),
        (operations.hold_plan_line, {"held_on": TODAY}),
        (operations.drop_plan_line, {"reason": "Не нужно"}),
    ):
        with pytest.raises(Forbidden):
            deed(line=row.pk, **more, **by(district, who))


def test_the_common_plan_is_the_coordinators(district: District) -> None:
    row = add(district, "", "")
    assert row.unit == district.found.programme.unit
    with pytest.raises(Forbidden):
        add(district, "", "elovsky")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"topic": "  "}, "title_needed"),
        ({"needs": ["cooking"]}, "unknown_need"),
        ({"until": SINCE}, "dates"),
    ],
)
def test_an_event_is_told_soundly(district: District, more: Any, code: str) -> None:
    district.included()
    with pytest.raises(Wrong) as wrong:
        add(district, **more)
    assert wrong.value.code == code
    assert not PlanLine.objects.exists()


def test_there_is_a_plan_only_where_the_regulation_asks_for_one() -> None:
    from tests.world import build

    world = build()
    with pytest.raises(Wrong) as wrong:
        operations.add_plan_line(
            programme=world.programme, unit=world.school, topic="?", since=SINCE, until=UNTIL,
            actor=world.reach("zimin"), at=AT,
        )  # fmt: skip
    assert wrong.value.code == "no_such_plan"


def test_a_plan_is_made_before_the_programme_begins(district: District) -> None:
    programme = district.found.programme
    later = date(2027, 3, 1)
    Programme.objects.filter(pk=programme.pk).update(since=later, started_on=None)
    programme.versions.update(since=later)
    programme.refresh_from_db()
    assert add(district, "", "", since=later, until=UNTIL.replace(month=4)).pk


def test_a_plan_reaches_no_organisation_outside_the_programme(district: District) -> None:
    alien = Unit.objects.create(kind="school", name="Чужая", short_name="Чужая", path="9999/")
    Office.objects.create(
        person=district.people["elovsky"], role="head", unit=alien, since=date(2020, 9, 1)
    )
    district.schools["alien"] = alien
    with pytest.raises(Wrong) as wrong:
        add(district, "alien")
    assert wrong.value.code == "not_in_programme"


def test_an_event_is_held_or_dropped_once(district: District) -> None:
    district.included()
    held, dropped = add(district, since=SEPTEMBER, until=TODAY), add(district)
    assert held.status(TODAY) == "late"
    with pytest.raises(Wrong):
        operations.hold_plan_line(line=held.pk, held_on=date(2030, 1, 1), **by(district))
    with pytest.raises(Wrong):
        operations.hold_plan_line(line=held.pk, held_on=date(2020, 1, 1), **by(district))
    operations.hold_plan_line(line=held.pk, held_on=TODAY, result="Банк листов", **by(district))
    with pytest.raises(Wrong):
        operations.drop_plan_line(line=dropped.pk, reason=" ", **by(district))
    operations.drop_plan_line(line=dropped.pk, reason="Нет ведущего", **by(district))
    for row, status in ((held, "held"), (dropped, "dropped")):
        row.refresh_from_db()
        assert row.status(TODAY) == status
        with pytest.raises(Wrong):
            operations.hold_plan_line(line=row.pk, held_on=TODAY, **by(district))
    operations_left = queries.lines_of(district.found.programme, [held.unit_id], TODAY)
    assert list(operations_left) == [held]


# --- reading ---------------------------------------------------------------------------------
def test_a_plan_is_read_where_one_works_and_by_who_oversees(district: District) -> None:
    district.included()
    own, common = add(district), add(district, "", "")
    for name, rows in (
        ("ershov", {own, common}),
        ("elovsky", {own, common}),
        ("sedova", {common}),
        ("sosnin", {common}),
        ("", {own, common}),
    ):
        assert set(access.plan_lines(district.reach(name))) == rows, name


# --- resting on individual programmes ---------------------------------------------------------
def test_a_line_rests_on_agreed_programmes_of_its_own_school(district: District) -> None:
    district.included()
    line = add(district, needs=["method"])
    programme = district.found.programme

    def linked() -> bool:
        return queries.is_linked(line, queries.programmes_by_need(programme, None, TODAY))

    assert not linked()
    step = programme_of_growth(district)
    assert linked()
    head = district.reach("elovsky")
    from marshrut.routes.access import routes

    assert list(queries.resting_on(line, routes(head), TODAY)) == [step.route]
    change: dict[str, Any]
    for change in ({"status": "dropped"}, {"need": "law"}):
        RouteStep.objects.filter(pk=step.pk).update(**change)
        assert not linked(), change
        RouteStep.objects.filter(pk=step.pk).update(status="not_started", need="method")
    for change in (
        {"agreed_on": None},
        {"outcome": "given_up", "closed_on": TODAY},
        {"unit": district.schools["other"]},
    ):
        before = Route.objects.filter(pk=step.route_id).values(*change).get()
        Route.objects.filter(pk=step.route_id).update(**change)
        assert not linked(), change
        assert not queries.resting_on(line, routes(head), TODAY)
        Route.objects.filter(pk=step.route_id).update(**before)
    assert linked()


def test_programmes_are_counted_and_not_their_steps(district: District) -> None:
    district.included()
    step = programme_of_growth(district)
    RouteStep.objects.create(route=step.route, number=2, title="Ещё", due=UNTIL, need="method")
    known = queries.programmes_by_need(district.found.programme, None, TODAY)
    assert known[district.schools["near"].pk] == {"method": 1}


def test_plans_are_those_of_schools_that_take_part_and_the_common_one(district: District) -> None:
    programme = district.found.programme
    rules = guarding(programme, TODAY).rules
    assert queries.asked(rules) == {"learning_plan", "common_plan"}
    assert list(queries.planning_units(programme, rules, TODAY)) == [programme.unit]
    district.included()
    assert set(queries.planning_units(programme, rules, TODAY)) == {
        programme.unit,
        district.schools["near"],
    }
