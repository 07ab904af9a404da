"""Groups: put together, formed by an order, joined, left, given to another tutor, closed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from marshrut.groups import operations
from marshrut.groups.models import Group, GroupMember, TopicDemand
from marshrut.groups.queries import members_on, waiting
from marshrut.journal.deeds import Forbidden, Stale, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.norms.findings import State
from marshrut.orders.models import Order
from marshrut.oversight.board import board
from marshrut.people.reach import Reach
from marshrut.programmes.models import Enrolment, Pairing
from marshrut.programmes.operations import end_appointment, waive_many
from marshrut.programmes.operations.waivers import Waivable
from marshrut.regulations.guards import Refused
from tests.clauses import kaltan
from tests.groups.doing import (
    TEACHERS,
    UNTIL,
    applied,
    approved,
    both_schools,
    needed,
    proposed,
    told,
    topic,
    working,
)
from tests.world import AT, TODAY, World

PLAN = {"content": "Тексты", "forms": "Занятия", "methods": "Практикум", "dates": "Вторники"}


def coordinator(world: World, on: date = TODAY) -> Reach:
    return world.reach("safronova", on)


def refusals(world: World, *groups: Group) -> list[tuple[str, str, object]]:
    with pytest.raises(Refused) as refused:
        approved(world, *groups)
    found = refused.value.decision.refusals
    return [(one.clause, one.code, one.finding.found) for one in found]


# --- proposals --------------------------------------------------------------------------------
def test_a_proposal_takes_those_who_wait_for_its_topic_and_nobody_else(world: World) -> None:
    row = both_schools(world, 9)
    group = proposed(world, row, 4)
    taken = [member.demand for member in group.members.all()]
    assert waiting(TopicDemand.objects.filter(topic=row)).count() == 5
    with pytest.raises(Wrong, match="not_waiting"):
        operations.propose_group(topic=row.pk, demands=taken, actor=coordinator(world), at=AT)
    other = needed(world, topic(world, "ИИ на уроке"), "lapshina")
    with pytest.raises(Wrong, match="not_this_topic"):
        operations.arrange(group=group.pk, demands=[other], actor=coordinator(world), at=AT)
    with pytest.raises(Wrong, match="nobody_chosen"):
        operations.arrange(group=group.pk, demands=[], actor=coordinator(world), at=AT)
    free = list(waiting(TopicDemand.objects.filter(topic=row)))
    operations.arrange(group=group.pk, demands=free, actor=coordinator(world), at=AT)
    assert group.members.count() == 9


def test_people_are_moved_between_proposals_and_back_to_the_list(world: World) -> None:
    row = both_schools(world, 6)
    one, two = proposed(world, row, 3), proposed(world, row)
    assert (one.number, two.number) == (1, 2)
    member = one.members.earliest("pk")
    given = {"demands": [member.demand], "actor": coordinator(world), "at": AT}
    operations.arrange(**given, group=two.pk)
    assert (one.members.count(), two.members.count()) == (2, 4)
    moved = two.members.get(demand=member.demand)
    assert moved.reasons[0]["code"] == "by_hand"
    operations.arrange(**given, group=None)
    assert list(waiting(TopicDemand.objects.filter(topic=row))) == [member.demand]
    stranger = proposed(world, topic(world, "ИИ на уроке"))
    with pytest.raises(Wrong, match="not_this_topic"):
        operations.arrange(**given, group=stranger.pk)


def test_several_from_several_places_are_moved_at_once_and_who_is_there_stays(world: World) -> None:
    row = both_schools(world, 7)
    one, two = proposed(world, row, 3), proposed(world, row, 3)
    stays = two.members.earliest("pk")
    chosen = list(TopicDemand.objects.filter(topic=row))
    operations.arrange(demands=chosen, group=two.pk, actor=coordinator(world), at=AT)
    assert (one.members.count(), two.members.count()) == (0, 7)
    assert two.members.filter(pk=stays.pk).exists()
    with pytest.raises(Stale):
        operations.drop_group(group=two.pk, row_version=1, actor=coordinator(world), at=AT)
    with pytest.raises(Stale):
        operations.drop_group(group=one.pk, row_version=1, actor=coordinator(world), at=AT)


def test_only_the_coordinator_puts_groups_together(world: World) -> None:
    row = both_schools(world, 9)
    for name in ("zimin", "ershova", "prohorov", "lapshina"):
        with pytest.raises(Forbidden):
            operations.propose_group(topic=row.pk, demands=[], actor=world.reach(name), at=AT)
    group = proposed(world, row)
    given = {"group": group.pk, "row_version": 1, "actor": world.reach("zimin"), "at": AT}
    tutor = world.appointments["ershova"]
    with pytest.raises(Forbidden):
        operations.choose_tutor(**given, appointment=tutor)
    with pytest.raises(Forbidden):
        operations.drop_group(**given)
    with pytest.raises(Forbidden):
        operations.arrange(
            demands=list(row.demands.all()), group=None, actor=world.reach("zimin"), at=AT
        )


def test_a_proposal_thrown_away_leaves_its_people_waiting(world: World) -> None:
    row = both_schools(world, 9)
    group = proposed(world, row)
    operations.drop_group(group=group.pk, row_version=1, actor=coordinator(world), at=AT)
    assert waiting(TopicDemand.objects.filter(topic=row)).count() == 9
    assert JournalEntry.objects.filter(verb="drop_group").exists()


def test_a_tutor_of_a_proposal_is_appointed_on_the_day(world: World) -> None:
    row = both_schools(world, 9)
    group = operations.propose_group(topic=row.pk, demands=[], actor=coordinator(world), at=AT)
    candidate = kaltan.candidate(world, "grachev", TODAY)
    given = {"group": group.pk, "actor": coordinator(world), "at": AT}
    with pytest.raises(Wrong, match="not_appointed"):
        operations.choose_tutor(**given, row_version=1, appointment=candidate)
    tutor = world.appointments["ershova"]
    assert operations.choose_tutor(**given, row_version=1, appointment=tutor).appointment == tutor


# --- approval ---------------------------------------------------------------------------------
def test_an_order_gives_everybody_a_case_of_their_own_with_the_tutor(world: World) -> None:
    group = working(world)
    cases = Enrolment.objects.filter(places__group=group)
    assert cases.count() == 9
    assert set(cases.values_list("subject__title", "subject__sort")) == {
        ("Смысловое чтение", "topic")
    }
    tutors = Pairing.objects.filter(enrolment__in=cases, until=None)
    assert set(tutors.values_list("appointment__person__surname", flat=True)) == {"Ershova"}
    assert group.status(TODAY) == "running"
    assert group.status(UNTIL) == "closed"
    assert told(world, TEACHERS[0]) == ["group_formed"]
    assert "group_given" in told(world, "ershova")
    entry = JournalEntry.objects.get(verb="approve_groups")
    assert len((entry.after or {})["people"]) == 9


@pytest.mark.parametrize("count", [7, 11])
def test_seven_and_eleven_are_refused_with_the_clause_and_nothing_is_kept(
    world: World, count: int
) -> None:
    group = proposed(world, both_schools(world, count))
    assert refusals(world, group) == [("4.3", "size", count)]
    group.refresh_from_db()
    assert group.is_proposal
    assert not Enrolment.objects.filter(places__group=group).exists()


def test_all_refusals_of_all_groups_are_told_at_once(world: World) -> None:
    row = both_schools(world, 9)
    without = topic(world, "ИИ на уроке")
    needed(world, without, "lapshina")
    found = refusals(world, proposed(world, row, 7), proposed(world, without))
    assert sorted(found, key=str) == [("4.3", "size", 0), ("4.3", "size", 1), ("4.3", "size", 7)]


def test_a_waiver_lets_eleven_be_a_group_and_stands_on_the_board(world: World) -> None:
    group = proposed(world, both_schools(world, 11))
    thing = Waivable(
        clause="4.3", code="size", kind="group", key=group.pk, label="группа",
        unit=world.municipality.pk,
    )  # fmt: skip
    waive_many(
        programme=world.programme, things=[thing], reason="единый коллектив корпуса",
        actor=coordinator(world), at=AT,
    )  # fmt: skip
    approved(world, group)
    stands = board(world.programme, TODAY, coordinator(world)).assessments["4.3"]
    assert len(stands.waived) == 1


def test_an_approval_needs_an_order_of_the_territory_that_is_in_force(world: World) -> None:
    group = proposed(world, both_schools(world, 9))
    given = {"groups": [group], "until": UNTIL, "actor": coordinator(world), "at": AT}
    unsigned = world.order(world.municipality, "1", TODAY, "other")
    Order.objects.filter(pk=unsigned.pk).update(signed_on=None)
    unsigned.refresh_from_db()
    with pytest.raises(Wrong, match="order_not_in_force"):
        operations.approve_groups(**given, order=unsigned)
    tomorrow = world.order(world.municipality, "2", TODAY + timedelta(days=1), "other")
    with pytest.raises(Wrong, match="order_not_in_force"):
        operations.approve_groups(**given, order=tomorrow)
    region = world.municipality.parent
    assert region is not None
    with pytest.raises(Wrong, match="order_of_another"):
        operations.approve_groups(**given, order=world.order(region, "3", TODAY, "other"))
    good = world.order(world.municipality, "4", TODAY, "other")
    with pytest.raises(Wrong, match="outside_programme"):
        operations.approve_groups(**(given | {"until": date(2028, 1, 1)}), order=good)
    with pytest.raises(Wrong, match="nobody_chosen"):
        operations.approve_groups(**(given | {"groups": []}), order=good)
    with pytest.raises(Forbidden):
        operations.approve_groups(**(given | {"actor": world.reach("zimin")}), order=good)
    operations.approve_groups(**given, order=good)
    with pytest.raises(Wrong, match="group_approved"):
        operations.approve_groups(**given, order=good)


def test_a_group_needs_a_tutor_who_is_not_among_its_people(world: World) -> None:
    row = both_schools(world, 9)
    group = operations.propose_group(
        topic=row.pk, demands=list(row.demands.all()), actor=coordinator(world), at=AT
    )
    with pytest.raises(Wrong, match="group_needs_tutor"):
        approved(world, group)
    own = needed(world, row, "ershova")
    operations.arrange(group=group.pk, demands=[own], actor=coordinator(world), at=AT)
    operations.choose_tutor(
        group=group.pk, row_version=2, appointment=world.appointments["ershova"],
        actor=coordinator(world), at=AT,
    )  # fmt: skip
    with pytest.raises(Wrong, match="tutor_in_own_group"):
        approved(world, group, number="201")


def test_what_is_approved_is_no_proposal_any_more(world: World) -> None:
    group = working(world)
    given = {"group": group.pk, "row_version": None, "actor": coordinator(world), "at": AT}
    with pytest.raises(Wrong, match="group_approved"):
        operations.drop_group(**given)
    member = group.members.earliest("pk")
    with pytest.raises(Wrong, match="in_a_group"):
        operations.arrange(demands=[member.demand], group=None, actor=coordinator(world), at=AT)


# --- members in and out -----------------------------------------------------------------------
def leave(world: World, member: GroupMember, **more: object) -> GroupMember:
    given = {"on": TODAY, "reason": "ПЕРЕЕЗД", "actor": coordinator(world), "at": AT}
    return operations.leave_group(member=member.pk, row_version=None, **(given | more))  # type: ignore[arg-type]


def test_who_leaves_makes_the_group_too_small_and_those_who_answer_are_told(world: World) -> None:
    group = working(world, 8)
    member = group.members.earliest("pk")
    leave(world, member)
    assert members_on(TODAY).filter(group=group).count() == 7
    case = Enrolment.objects.get(places=member)
    assert (case.until, case.end) == (TODAY, "left")
    assert not Pairing.objects.filter(enrolment=case, until=None).exists()
    assert "group_short" in told(world, "ershova")
    assert "ПЕРЕЕЗД" not in str(JournalEntry.objects.get(verb="leave_group").after)
    stands = board(world.programme, TODAY, coordinator(world)).assessments["4.3"]
    assert stands.state is State.AT_RISK


def test_who_goes_on_individually_keeps_the_case_and_the_tutor(world: World) -> None:
    member = working(world).members.earliest("pk")
    leave(world, member, goes_on=True)
    case = Enrolment.objects.get(places=member)
    assert case.until is None
    assert Pairing.objects.filter(enrolment=case, until=None).exists()


def test_leaving_has_a_reason_and_a_day_within_the_membership(world: World) -> None:
    member = working(world).members.earliest("pk")
    with pytest.raises(Wrong, match="reason_needed"):
        leave(world, member, reason=" ")
    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(Wrong, match="dates"):
            leave(world, member, on=day)
    with pytest.raises(Forbidden):
        leave(world, member, actor=world.reach("ershova"))
    leave(world, member)
    with pytest.raises(Wrong, match="closed"):
        leave(world, member)


def test_the_waiting_list_fills_the_place_and_only_the_upper_limit_is_asked(world: World) -> None:
    row = both_schools(world, 12)
    [group] = approved(world, proposed(world, row, 8))
    for member in list(group.members.all())[:2]:
        leave(world, member)
    free = list(waiting(TopicDemand.objects.filter(topic=row, withdrawn_on=None)).order_by("pk"))
    late = [one for one in free if not one.places.exists()]
    given = {"group": group.pk, "row_version": None, "actor": coordinator(world), "at": AT}
    operations.join_group(**given, demands=late[:1])
    assert members_on(TODAY).filter(group=group).count() == 7
    operations.join_group(**given, demands=late[1:4])
    assert members_on(TODAY).filter(group=group).count() == 10
    with pytest.raises(Wrong, match="not_waiting"):
        operations.join_group(**given, demands=late[:1])
    extra = needed(world, row, "lapshina")
    with pytest.raises(Refused) as refused:
        operations.join_group(**given, demands=[extra])
    assert [(one.clause, one.finding.found) for one in refused.value.decision.refusals] == [
        ("4.3", 11)
    ]
    assert Enrolment.objects.filter(places__in=late[0].places.all()).count() == 1


def test_joining_by_an_order_needs_it_in_force(world: World) -> None:
    row = both_schools(world, 9)
    [group] = approved(world, proposed(world, row, 8))
    free = list(waiting(TopicDemand.objects.filter(topic=row)))
    order = world.order(world.municipality, "300", TODAY + timedelta(days=3), "other")
    given = {"group": group.pk, "row_version": None, "actor": coordinator(world), "at": AT}
    with pytest.raises(Wrong, match="order_not_in_force"):
        operations.join_group(**given, demands=free, order=order)
    with pytest.raises(Forbidden):
        operations.join_group(**(given | {"actor": world.reach("zimin")}), demands=free)
    good = world.order(world.municipality, "301", TODAY, "other")
    operations.join_group(**given, demands=free, order=good)
    assert group.members.get(demand=free[0]).order == good


# --- the tutor, the plan, the end -------------------------------------------------------------
def test_another_tutor_takes_everybody_over(world: World) -> None:
    group = working(world)
    row = kaltan.candidate(world, "grachev", TODAY)
    other = kaltan.appoint(world, row, TODAY, "15-п")
    given = {"group": group.pk, "row_version": None, "actor": coordinator(world), "at": AT}
    operations.change_tutor(**given, appointment=other)
    pairs = Pairing.objects.filter(enrolment__places__group=group, until=None)
    assert set(pairs.values_list("appointment", flat=True)) == {other.pk}
    assert told(world, "grachev")[-1] == "group_tutor_changed"
    with pytest.raises(Wrong, match="twice"):
        operations.change_tutor(**given, appointment=other)
    with pytest.raises(Wrong, match="not_appointed"):
        operations.change_tutor(**given, appointment=kaltan.candidate(world, "lapshina", TODAY))


def test_the_tutor_writes_the_plan_and_the_clause_is_met(world: World) -> None:
    group = working(world)

    def state() -> State:
        return board(world.programme, TODAY, coordinator(world)).assessments["3.1"].state

    assert state() is State.AT_RISK
    given = {"group": group.pk, "row_version": None, "at": AT}
    with pytest.raises(Forbidden):
        operations.write_plan(**given, plan=PLAN, actor=world.reach("zimin"))
    operations.write_plan(**given, plan={"content": "Тексты"}, actor=world.reach("ershova"))
    assert state() is State.ON_TRACK
    operations.write_plan(**given, plan=PLAN, actor=world.reach("ershova"))
    assert state() is State.MET


def test_a_group_is_closed_with_a_reason_and_takes_nobody_more(world: World) -> None:
    group = working(world)
    given = {"group": group.pk, "row_version": None, "actor": coordinator(world), "at": AT}
    tomorrow = TODAY + timedelta(days=1)
    with pytest.raises(Wrong, match="dates"):
        operations.close_group(**given, until=TODAY, reason="итог")
    with pytest.raises(Wrong, match="reason_needed"):
        operations.close_group(**given, until=tomorrow, reason="")
    operations.close_group(**given, until=tomorrow, reason="итог")
    later = coordinator(world, tomorrow)
    assert not members_on(tomorrow).filter(group=group).exists()
    with pytest.raises(Wrong, match="group_not_working"):
        operations.join_group(**(given | {"actor": later}), demands=[])
    with pytest.raises(Wrong, match="closed"):
        operations.write_plan(group=group.pk, row_version=None, plan=PLAN, actor=later, at=AT)
    # Support itself goes on to the end of each route.
    assert Enrolment.objects.filter(places__group=group, until=None).count() == 9


def test_a_tutor_who_ends_leaves_the_group_without_one(world: World) -> None:
    group = working(world)
    end_appointment(
        appointment=world.appointments["ershova"].pk, row_version=None, on=TODAY,
        order=world.order(kaltan.department(world), "400", TODAY), reason="увольнение",
        actor=coordinator(world), at=AT,
    )  # fmt: skip
    group.refresh_from_db()
    assert group.appointment is not None
    assert group.appointment.status(TODAY) == "ended"


def test_two_schools_are_in_the_group(world: World) -> None:
    group = working(world)
    assert group.members.values("unit").distinct().count() == 2
    assert applied(world, ["lapshina"], world.school, "zimin", title="Иная").pk
