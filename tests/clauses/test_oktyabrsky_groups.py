"""Rows of oktyabrsky on topics and groups."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from marshrut import clock
from marshrut.groups import operations
from marshrut.groups.models import Topic, TopicDemand
from marshrut.groups.queries import waiting
from marshrut.norms.findings import State
from marshrut.oversight.board import Board, board
from marshrut.programmes.models import Enrolment
from marshrut.regulations.guards import Refused
from marshrut.routes import operations as routes
from tests import world as worlds
from tests.diagnostics.doing import diagnosed
from tests.groups.doing import approved, both_schools, proposed, staffed, topic, working
from tests.world import AT, PRESETS, TODAY, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: AT)
    return staffed(worlds.build(PRESETS / "oktyabrsky.yaml", appointed=False))


def stands(world: World, days: int = 0) -> Board:
    on = TODAY + timedelta(days=days)
    return board(world.programme, on, world.reach("safronova", on))


def page(world: World, name: str, address: str, *keys: int) -> str:
    client, user = Client(), world.people[name].user
    assert user is not None
    client.force_login(user)
    return client.get(reverse(address, args=keys)).content.decode()


@pytest.mark.clause("oktyabrsky:4.1")
def test_a_topic_has_one_of_the_three_sources_and_shows_it(world: World) -> None:
    for source in ("need", "request", "diagnosis"):
        topic(world, f"Тема {source}", source)
    with pytest.raises(Refused) as refused:
        topic(world, "Тема ниоткуда", "wish")
    assert [one.clause for one in refused.value.decision.refusals] == ["4.1"]
    assert stands(world).assessments["4.1"].state is State.MET
    row = Topic.objects.get(source="diagnosis")
    assert "Результаты самодиагностики" in page(world, "lapshina", "topic", row.pk)


@pytest.mark.clause("oktyabrsky:4.3")
def test_a_group_is_of_eight_to_ten_on_a_request_of_an_institution(world: World) -> None:
    row = both_schools(world, 11)
    many, few = proposed(world, row), None
    with pytest.raises(Refused):
        approved(world, many)
    operations.drop_group(group=many.pk, row_version=1, actor=world.reach("safronova"), at=AT)
    few = proposed(world, row, 7)
    with pytest.raises(Refused):
        approved(world, few, number="201")
    free = list(waiting(TopicDemand.objects.filter(topic=row)))
    operations.arrange(group=few.pk, demands=free[:1], actor=world.reach("safronova"), at=AT)
    approved(world, few, number="202")
    assert stands(world).assessments["4.3"].state is State.MET
    member = few.members.earliest("pk")
    operations.leave_group(
        member=member.pk, row_version=None, on=TODAY, reason="переезд",
        actor=world.reach("safronova"), at=AT,
    )  # fmt: skip
    assert stands(world).assessments["4.3"].state is State.AT_RISK
    shown = page(world, "safronova", "group", few.pk)
    assert "7 человек" in shown
    assert "Кто ждёт эту тему" in shown


@pytest.mark.clause("oktyabrsky:4.3")
def test_without_a_request_of_an_institution_there_is_no_group(world: World) -> None:
    row = both_schools(world, 8)
    for one in row.applications.all():
        operations.accept_application(
            application=one.pk, row_version=1, actor=world.reach("safronova"), at=AT
        )
    group = proposed(world, row)
    row.applications.update(withdrawn_on=TODAY)
    with pytest.raises(Refused) as refused:
        approved(world, group)
    assert [(one.clause, one.finding.found) for one in refused.value.decision.refusals] == [
        ("4.3", 0)
    ]


@pytest.mark.clause("oktyabrsky:4.4")
def test_everybody_in_a_group_needs_a_plan_of_their_own_within_the_term(world: World) -> None:
    group = working(world, 8)
    cases = Enrolment.objects.filter(places__group=group)
    assert cases.count() == 8
    assert stands(world).assessments["4.4"].state is State.ON_TRACK
    late = stands(world, days=40).things("4.4", "at_risk")
    assert {row.thing.key for row in late} == set(cases.values_list("pk", flat=True))
    tutor, first = world.reach("ershova"), cases.earliest("pk")
    with pytest.raises(Refused) as refused:
        routes.draft_route(enrolment=first.pk, actor=tutor, at=AT)
    assert [one.clause for one in refused.value.decision.refusals] == ["1.3"]
    diagnosed(world, first.person.surname.lower())
    route = routes.draft_route(enrolment=first.pk, actor=tutor, at=AT)
    routes.write_parts(
        route=route.pk, row_version=None, form="study_plan",
        parts={"courses": "Два", "hours": "36", "terms": "Май"}, actor=tutor, at=AT,
    )  # fmt: skip
    routes.propose(route=route.pk, row_version=None, actor=tutor, at=AT)
    routes.acknowledge_route(route=route.pk, row_version=None, actor=world.system(), at=AT)
    late = stands(world, days=40).things("4.4", "at_risk")
    assert first.pk not in {row.thing.key for row in late}
    assert len(late) == 7


@pytest.mark.clause("oktyabrsky:3.1")
def test_the_plan_of_a_group_has_content_forms_methods_and_dates(world: World) -> None:
    group = working(world)
    assert stands(world).assessments["3.1"].state is State.AT_RISK
    parts = {"content": "Тексты", "forms": "Занятия", "methods": "Практикум", "dates": "ВТОРНИК"}
    operations.write_plan(
        group=group.pk, row_version=None, plan=parts, actor=world.reach("ershova"), at=AT
    )
    assert stands(world).assessments["3.1"].state is State.MET
    assert "ВТОРНИК" in page(world, "uchitel01", "group", group.pk)
