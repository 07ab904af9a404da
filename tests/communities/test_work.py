"""Cards and rules, teams by orders, documents, activities, duties, complaints."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from marshrut.communities import access, operations
from marshrut.communities.models import Community, Composition, Membership
from marshrut.communities.queries import inactive_days, is_inactive, last_activities, work_of
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.orders.models import Order
from marshrut.organisations.models import LocalSetting
from marshrut.people.models import Office
from marshrut.people.paper import Paper
from marshrut.programmes.queries import guarding
from tests.activities.doing import consulted
from tests.communities.doing import (
    JOINED,
    added,
    founded,
    given,
    membership,
    met,
    planned,
    status,
    told,
)
from tests.world import AT, SEPTEMBER, TODAY, World

pytestmark = pytest.mark.django_db


# --- cards and rules --------------------------------------------------------------------------
def test_a_community_is_founded_by_the_coordinator_within_the_programme(world: World) -> None:
    with pytest.raises(Forbidden):
        operations.found_community(
            programme=world.programme,
            unit=world.school,
            kind="tutors",
            name="…",
            since=TODAY,
            actor=world.reach("zimin"),
            at=AT,
        )
    with pytest.raises(Wrong, match="outside_programme"):
        founded(world, since=date(2026, 8, 1))
    founded(world)
    with pytest.raises(Wrong, match="community_exists"):
        founded(world)


def test_rules_are_adopted_as_a_new_version(world: World, community: Community) -> None:
    actor = world.reach("oreshkina")
    rules = operations.adopt_rules(
        community=community.pk, row_version=None, text="НОВЫЕ", actor=actor, at=AT
    )
    assert rules.number == 2
    assert told(world, "grachev")[-1] == "rules_adopted"
    with pytest.raises(Wrong, match="rules_same"):
        operations.adopt_rules(
            community=community.pk, row_version=None, text="НОВЫЕ", actor=actor, at=AT
        )
    with pytest.raises(Forbidden):
        operations.adopt_rules(
            community=community.pk,
            row_version=None,
            text="ЧУЖИЕ",
            actor=world.reach("dorohova"),
            at=AT,
        )


# --- teams ------------------------------------------------------------------------------------
def composed(
    world: World, team: Community, *names: str, on: date, number: str, **more: Any
) -> Composition:
    return operations.compose_team(
        community=team.pk,
        row_version=None,
        order=world.order(world.municipality, number, on, subject="composition"),
        people=[world.people[name] for name in names],
        actor=world.reach("safronova"),
        at=AT,
        **more,
    )


def test_a_team_is_composed_by_an_order_and_changed_by_another(world: World) -> None:
    team = founded(world, "team")
    composed(world, team, "dorohova", "grachev", on=SEPTEMBER, number="1-м")
    later = date(2026, 12, 1)
    composed(world, team, "dorohova", "lapshina", on=later, number="2-м")
    rows = {row.person.surname: row for row in Membership.objects.select_related("person")}
    assert rows["Dorohova"].until is None
    assert (rows["Grachev"].until, rows["Grachev"].end) == (later, "order")
    assert rows["Lapshina"].since == later
    assert team.pk in world.reach("grachev", JOINED).communities
    assert team.pk not in world.reach("grachev").communities


def test_the_coordinator_named_by_the_order_gets_the_office(world: World) -> None:
    team = founded(world, "team")
    named = {"coordinator": world.people["dorohova"]}
    composed(world, team, "dorohova", "grachev", on=SEPTEMBER, number="1-м", **named)
    assert access.may_lead(world.reach("dorohova"), team)
    changed = date(2027, 1, 11)
    named = {"coordinator": world.people["grachev"]}
    composed(world, team, "dorohova", "grachev", on=changed, number="2-м", **named)
    held = Office.objects.filter(role="mtk_coordinator").order_by("since")
    assert [(one.person.surname, one.until) for one in held] == [
        ("Dorohova", changed),
        ("Grachev", None),
    ]


def test_an_order_composes_a_team_once_in_force_and_in_order(world: World) -> None:
    team = founded(world, "team")
    composed(world, team, "dorohova", on=TODAY, number="2-м")
    with pytest.raises(Wrong, match="composed_already"):
        composed(world, team, "dorohova", on=SEPTEMBER, number="1-м")
    draft = world.order(world.municipality, "3-м", TODAY)
    draft.signed_on = None
    draft.save()
    for order, code in ((draft, "order_not_in_force"), (_elsewhere(world), "order_of_another")):
        with pytest.raises(Wrong, match=code):
            operations.compose_team(
                community=team.pk,
                row_version=None,
                order=order,
                people=[world.people["dorohova"]],
                actor=world.reach("safronova"),
                at=AT,
            )


def _elsewhere(world: World) -> Order:
    region = world.municipality.parent
    assert region is not None
    return world.order(region, "1-р", TODAY)


def test_nobody_leaves_a_team_or_joins_it_by_application(world: World) -> None:
    team = founded(world, "team")
    composed(world, team, "dorohova", on=SEPTEMBER, number="1-м")
    row = membership(world, team, "dorohova")
    with pytest.raises(Wrong, match="closed"):
        operations.leave_community(
            membership=row.pk, row_version=None, actor=world.reach("dorohova"), at=AT
        )
    with pytest.raises(Forbidden):
        operations.apply_to_community(community=team.pk, actor=world.reach("lapshina"), at=AT)


# --- documents --------------------------------------------------------------------------------
def test_the_work_of_an_author_is_published_only_with_consent(
    world: World, community: Community
) -> None:
    head = world.reach("oreshkina")
    row = added(world, community, "oreshkina", author=world.people["dorohova"])
    assert row.status == "consent"
    with pytest.raises(Wrong, match="author_consent_needed"):
        operations.publish_document(document=row.pk, row_version=1, actor=head, at=AT)
    with pytest.raises(Forbidden):
        operations.consent_to_publication(document=row.pk, row_version=1, actor=head, at=AT)
    author = world.reach("dorohova")
    operations.consent_to_publication(document=row.pk, row_version=1, actor=author, at=AT)
    assert not access.documents(world.reach("grachev")).exists()
    row = operations.publish_document(document=row.pk, row_version=2, actor=head, at=AT)
    assert row.status == "published"
    assert access.documents(world.reach("grachev")).exists()
    operations.withdraw_document(document=row.pk, row_version=3, actor=author, at=AT)
    assert not access.documents(world.reach("grachev")).exists()


def test_who_adds_own_work_consents_by_that_and_a_consent_may_come_on_paper(
    world: World, community: Community
) -> None:
    own = added(world, community, "dorohova", author=world.people["dorohova"])
    assert (own.status, own.consented_on) == ("draft", TODAY)
    other = added(world, community, "oreshkina", author=world.people["grachev"])
    paper = Paper(basis="paper", happened_on=date(2027, 1, 20))
    other = operations.consent_to_publication(
        document=other.pk, row_version=1, paper=paper, actor=world.reach("oreshkina"), at=AT
    )
    assert other.consented_on == date(2027, 1, 20)


def test_a_document_is_something(world: World, community: Community) -> None:
    with pytest.raises(Wrong, match="nothing_given"):
        added(world, community, "dorohova", about="")
    with pytest.raises(Forbidden):
        added(world, community, "lapshina")


# --- activities -------------------------------------------------------------------------------
def test_an_activity_counts_when_it_is_held_and_recorded(
    world: World, community: Community
) -> None:
    row = planned(world, community, date(2027, 2, 3))
    with pytest.raises(Wrong, match="future_date"):
        operations.hold_meeting(
            meeting=row.pk, row_version=1, people=[], actor=world.reach("oreshkina"), at=AT
        )
    row = operations.cancel_meeting(
        meeting=row.pk, row_version=1, reason="мороз", actor=world.reach("oreshkina"), at=AT
    )
    assert status(row) == "cancelled"
    held = met(world, community, "grachev")
    assert status(held) == "held"
    assert [one.person.surname for one in held.activity.attendances.all()] == ["Grachev"]
    with pytest.raises(Forbidden):
        operations.cancel_meeting(
            meeting=held.pk, row_version=None, reason="…", actor=world.reach("grachev"), at=AT
        )


def test_the_last_activity_of_each_member_is_found_in_what_was_done(
    world: World, community: Community
) -> None:
    case = world.case("lapshina")
    met(world, community, "grachev", on=date(2026, 10, 1))
    consulted(world, case, on=date(2026, 12, 9))
    added(world, community, "grachev", on=date(2026, 11, 5))
    names = ("oreshkina", "dorohova", "grachev")
    keys = {world.people[name].pk: name for name in names}
    last = last_activities(world.programme, list(keys), TODAY)
    assert {keys[person]: day for person, day in last.items()} == {
        "oreshkina": date(2026, 10, 1),
        "dorohova": date(2026, 12, 9),
        "grachev": date(2026, 11, 5),
    }
    assert last_activities(world.programme, list(keys), date(2026, 9, 30)) == {}


def test_who_did_nothing_for_long_is_inactive_by_the_local_setting(
    world: World, community: Community
) -> None:
    row = membership(world, community, "grachev")
    rules = guarding(world.programme, TODAY).rules
    assert inactive_days(world.programme, rules) == 60
    assert not is_inactive(row, None, date(2026, 11, 13), 60)
    assert is_inactive(row, None, date(2026, 11, 14), 60)
    assert not is_inactive(row, date(2027, 1, 20), TODAY, 60)
    LocalSetting.objects.create(unit=world.municipality, name="size.idle_days.most", value=30)
    assert inactive_days(world.programme, rules) == 30


def test_the_certificate_counts_what_was_done_in_its_period(
    world: World, community: Community
) -> None:
    case = world.case("lapshina")
    consulted(world, case, on=date(2026, 12, 9))
    consulted(world, case, on=date(2026, 10, 9))
    met(world, community, "dorohova", on=date(2026, 12, 3))
    duty = given(world, community, "dorohova")
    operations.finish_duty(duty=duty.pk, row_version=1, actor=world.reach("dorohova"), at=AT)
    row = membership(world, community, "dorohova")
    work = work_of(row, date(2026, 12, 1), TODAY)
    assert (work.consultations, work.people, work.meetings, work.duties) == (1, 1, 1, 1)
    assert (work.visits, work.led, work.answers) == (0, 0, 0)
    assert work_of(row, JOINED, TODAY).consultations == 2


# --- duties and complaints --------------------------------------------------------------------
def test_a_duty_is_given_done_and_taken_back(world: World, community: Community) -> None:
    row = given(world, community, "grachev")
    assert told(world, "grachev")[-1] == "duty_given"
    row = operations.finish_duty(
        duty=row.pk, row_version=1, result="Есть", actor=world.reach("grachev"), at=AT
    )
    assert row.status == "done"
    other = given(world, community, "dorohova")
    other = operations.take_back_duty(
        duty=other.pk, row_version=1, actor=world.reach("oreshkina"), at=AT
    )
    assert other.status == "taken_back"
    with pytest.raises(Wrong, match="closed"):
        operations.finish_duty(duty=other.pk, row_version=2, actor=world.reach("dorohova"), at=AT)


def test_a_duty_is_of_a_clause_a_member_and_a_day_to_come(
    world: World, community: Community
) -> None:
    for more, code in (
        ({"clause": "нет"}, "unknown_clause"),
        ({"due": date(2027, 1, 21)}, "past_date"),
    ):
        with pytest.raises(Wrong, match=code):
            given(world, community, "grachev", **more)  # type: ignore[arg-type]
    with pytest.raises(Forbidden):
        operations.give_duty(
            community=community.pk,
            member=membership(world, community, "grachev"),
            clause="2.2.b",
            what="…",
            due=TODAY,
            actor=world.reach("dorohova"),
            at=AT,
        )


@pytest.mark.parametrize(
    ("to", "who"), [("head", {"oreshkina", "safronova"}), ("coordinator", {"safronova"})]
)
def test_a_complaint_is_seen_by_those_to_whom_it_is_made(
    world: World, community: Community, to: str, who: set[str]
) -> None:
    row = operations.complain_of_conduct(
        community=community.pk, to=to, text="ЖАЛОБА", actor=world.reach("grachev"), at=AT
    )
    names = ("dorohova", "oreshkina", "safronova", "zimin", "prohorov")
    seen = {name for name in names if access.complaints(world.reach(name)).exists()}
    assert seen == who
    for name in ("grachev", "dorohova"):
        with pytest.raises(Forbidden):
            operations.settle_conduct(
                complaint=row.pk, row_version=1, settlement="…", actor=world.reach(name), at=AT
            )
    row = operations.settle_conduct(
        complaint=row.pk, row_version=1, settlement="Так", actor=world.reach("safronova"), at=AT
    )
    assert told(world, "grachev")[-1] == "conduct_settled"
