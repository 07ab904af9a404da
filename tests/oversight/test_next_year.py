"""Passing into the next school year: one deed, by name, and the old year stays as it was."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.oversight.board import board
from marshrut.oversight.next_year import closing_list, next_of, preview
from marshrut.oversight.operations import begin_next_year
from marshrut.people.models import Employment
from marshrut.programmes.models import (
    Appointment,
    Enrolment,
    Pairing,
    Programme,
    SchoolConditions,
    Subject,
)
from marshrut.programmes.operations import prepare_programme
from marshrut.routes.models import Product, Route
from tests.routes.walk import begin
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db
AUTUMN = date(2027, 9, 1)
DAY = date(2027, 9, 2)
SUMMER = date(2027, 7, 1)
NEXT = date(2028, 9, 1)


@pytest.fixture
def world() -> World:
    found = build()
    found.case("grachev")
    begin(found, "lapshina", "dorohova")
    Subject.objects.update(until=date(2028, 5, 26))
    SchoolConditions.objects.create(programme=found.programme, unit=found.school, text="Условия")
    return found


def case_of(world: World, name: str) -> Enrolment:
    return Enrolment.objects.get(
        programme=world.programme, person=world.people[name], subject__isnull=False
    )


def go(world: World, who: str = "safronova", on: date = DAY, **given: Any) -> Programme:
    whole: dict[str, Any] = {
        "programme": world.programme.pk,
        "row_version": None,
        "version": world.version,
        "title": "Сопровождение инноваций 2027/28",
        "since": AUTUMN,
        "until": NEXT,
        "tutors": [row.pk for row in world.appointments.values()],
        "cases": [case_of(world, "lapshina").pk, case_of(world, "grachev").pk],
        "start": True,
    }
    made: Programme = begin_next_year(actor=world.reach(who, on), at=AT, **(whole | given))
    return made


def test_everything_chosen_goes_over(world: World) -> None:
    new = go(world)

    assert (new.follows_id, new.status, new.since) == (world.programme.pk, "running", AUTUMN)
    assert Appointment.objects.filter(programme=new, since=AUTUMN, until=NEXT).count() == 2
    assert SchoolConditions.objects.get(programme=new).text == "Условия"
    cases = Enrolment.objects.filter(programme=new, subject__isnull=False)
    assert {row.continues_id for row in cases} == {
        case_of(world, "lapshina").pk,
        case_of(world, "grachev").pk,
    }
    entry = JournalEntry.objects.get(verb="begin_next_year")
    assert entry.after is not None
    assert (entry.after["tutors"], entry.after["cases"]) == (2, 2)


def test_the_pair_stays_together_and_others_keep_their_tutor(world: World) -> None:
    new = go(world)
    pairs = Pairing.objects.filter(enrolment__programme=new, until=None)
    tutors = {
        str(pair.enrolment.person.surname): pair.appointment.person.surname
        for pair in pairs.select_related("enrolment__person", "appointment__person")
    }

    assert tutors["Lapshina"] == "Dorohova"
    assert tutors["Ershova"] == "Dorohova"
    assert tutors["Stranger"] == "Oreshkina"


def test_an_unfinished_route_goes_on_where_it_stood(world: World) -> None:
    old = Route.objects.get(enrolment=case_of(world, "lapshina"))
    Product.objects.create(
        programme=world.programme,
        unit=world.school,
        route=old,
        kind="interview",
        happened_on=TODAY,
        author=world.people["dorohova"],
        status="accepted",
        accepted_on=TODAY,
    )
    new = go(world)
    route = Route.objects.get(programme=new)
    old.refresh_from_db()

    assert (old.outcome, old.closed_on) == ("carried", DAY)
    assert (route.stage, route.content, route.version_id) == (
        old.stage,
        old.content,
        old.version_id,
    )
    assert list(route.stages.values_list("key", "entered_on")) == list(
        old.stages.values_list("key", "entered_on")
    )
    assert route.products.get().accepted_on == TODAY
    assert old.products.count() == 1
    assert route.is_open


def test_the_history_stays_readable_for_the_pair_and_closed_to_others(world: World) -> None:
    old = Route.objects.get(enrolment=case_of(world, "lapshina"))
    go(world)

    from marshrut.routes.access import may_read_texts, may_see_route

    for name in ("lapshina", "dorohova"):
        assert may_read_texts(world.reach(name, DAY), old), name
    for name in ("stranger", "oreshkina", "ershova", "belov"):
        assert not may_see_route(world.reach(name, DAY), old), name


def test_the_old_year_stays_as_it_was_on_its_days(world: World) -> None:
    def marks() -> dict[str, Any]:
        shown = board(world.programme, TODAY, world.reach("safronova"))
        return {key: (one.state, one.met, one.of) for key, one in shown.assessments.items()}

    before = marks()
    go(world)
    assert marks() == before


def test_before_the_new_year_only_what_stands_still_goes_over(world: World) -> None:
    new = go(world, on=SUMMER, cases=[], start=False)

    assert new.status == "prepared"
    assert Appointment.objects.filter(programme=new).count() == 2
    assert case_of(world, "lapshina").until is None
    with pytest.raises(Wrong) as wrong:
        go(world, on=SUMMER)
    assert wrong.value.code == "next_year_not_begun"


def test_done_again_it_goes_on_with_the_same_programme(world: World) -> None:
    first = go(world, on=SUMMER, cases=[], start=False)
    second = go(world, tutors=[])

    assert first.pk == second.pk
    assert Programme.objects.count() == 2
    assert SchoolConditions.objects.filter(programme=first).count() == 1
    with pytest.raises(Wrong) as wrong:
        go(world, cases=[])
    assert wrong.value.code == "cannot_be_carried"


def test_the_old_programme_closes_only_when_nothing_is_open(world: World) -> None:
    with pytest.raises(Wrong) as wrong:
        go(world, cases=[], close=True)
    assert wrong.value.code == "open_cases"
    assert next_of(world.programme) is None

    go(world, close=True)
    world.programme.refresh_from_db()
    assert world.programme.status == "closed"
    with pytest.raises(Wrong):
        go(world, cases=[], tutors=[])


def test_a_programme_prepared_by_hand_is_the_next_one(world: World) -> None:
    by_hand = prepare_programme(
        unit=world.municipality,
        version=world.version,
        title="Год",
        since=AUTUMN,
        until=NEXT,
        actor=world.reach("safronova"),
        at=AT,
    )

    assert go(world).pk == by_hand.pk
    by_hand.refresh_from_db()
    assert by_hand.follows_id == world.programme.pk


def test_the_preview_names_who_cannot_go_over_and_why(world: World) -> None:
    Employment.objects.filter(person=world.people["oreshkina"]).update(until=SUMMER)
    Subject.objects.filter(person=world.people["grachev"]).update(until=date(2027, 5, 26))
    Appointment.objects.filter(person=world.people["dorohova"]).update(until=date(2027, 6, 1))
    found = preview(world.programme, world.version, AUTUMN, NEXT, DAY)

    assert {row.label.split()[0]: row.why for row in found.tutors} == {
        "Dorohova": "term",
        "Oreshkina": "dismissed",
    }
    assert {row.label.split()[0]: row.why for row in found.cases} == {
        "Lapshina": "",
        "Grachev": "subject_over",
    }


def test_whom_the_regulation_refuses_is_refused_with_the_clause(world: World) -> None:
    Employment.objects.filter(person=world.people["dorohova"]).update(
        post="учитель", post_class="teacher"
    )
    found = preview(world.programme, world.version, AUTUMN, NEXT, DAY)
    refused = next(row for row in found.tutors if row.label.startswith("Dorohova"))

    assert refused.why == "refused"
    assert refused.decision is not None
    assert {one.clause for one in refused.decision.refusals} == {"4.2"}


def test_the_closing_list_counts_what_is_left(world: World) -> None:
    left = closing_list(board(world.programme, TODAY, world.reach("safronova")))

    assert left
    assert all(one.undone or one.waived for one in left)


@pytest.mark.parametrize("who", ["zimin", "dorohova", "lapshina", "prohorov", "nechaev"])
def test_only_who_runs_the_programme(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        go(world, who)


def test_the_years_do_not_overlap(world: World) -> None:
    with pytest.raises(Wrong) as wrong:
        go(world, since=date(2027, 8, 1))

    assert wrong.value.code == "next_year_overlaps"


def test_a_case_of_another_programme_is_not_taken(world: World) -> None:
    with pytest.raises(Wrong):
        go(world, cases=[999_999])
