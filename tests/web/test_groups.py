"""Pages of topics, applications and groups: what each reader finds there and may do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from marshrut import clock
from marshrut.groups import operations
from marshrut.groups.models import Application, Group, GroupMember, Topic, TopicDemand
from marshrut.groups.operations.sessions import Told
from marshrut.programmes.models import Programme
from tests.groups.doing import (
    TEACHERS,
    applied,
    approved,
    both_schools,
    needed,
    proposed,
    staffed,
    topic,
    working,
)
from tests.world import AT, PRESETS, TODAY, World, build


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: AT)
    return staffed(build(PRESETS / "oktyabrsky.yaml", appointed=False))


def client(world: World, name: str, language: str = "ru") -> Client:
    user = world.people[name].user
    assert user is not None
    found = Client(headers={"accept-language": language})
    found.force_login(user)
    return found


def read(world: World, name: str, address: str, *keys: object) -> str:
    answer = client(world, name).get(reverse(address, args=keys))
    assert answer.status_code == 200
    return answer.content.decode()


def send(world: World, name: str, address: str, args: list[object], **data: object) -> str:
    """Fill in a form and follow where it leads."""
    page = reverse(address, args=args)
    answer = client(world, name).post(page, data, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


# --- topics -----------------------------------------------------------------------------------
def test_the_coordinator_adds_a_topic_from_one_of_the_three_sources(world: World) -> None:
    key = world.programme.pk
    form = read(world, "safronova", "topic_new", key)
    assert "Потребность педагогов и руководителей" in form
    page = send(world, "safronova", "topic_new", [key], title="Смысловое чтение", source="need")
    assert "Тема добавлена." in page
    assert "Смысловое чтение" in read(world, "lapshina", "topics")
    assert client(world, "zimin").get(reverse("topic_new", args=[key])).status_code == 404


def test_a_teacher_needs_a_topic_and_takes_it_back(world: World) -> None:
    row = topic(world)
    page = send(
        world, "lapshina", "topic_act", [row.pk, "need"], ground="difficulty", why="ТЕКСТЫ",
        row_version=1,
    )  # fmt: skip
    assert "когда группу сформируют, вам сообщат" in page
    demand = TopicDemand.objects.get()
    assert (demand.basis, demand.why, demand.unit) == ("difficulty", "ТЕКСТЫ", world.school)
    assert "Мне нужна эта тема" not in page
    send(world, "lapshina", "demand_act", [demand.pk, "withdraw"], row_version=1)
    assert "Мне нужна эта тема" in read(world, "lapshina", "topic", row.pk)


def test_who_needs_a_topic_is_read_by_who_answers_for_them(world: World) -> None:
    row = topic(world)
    needed(world, row, "lapshina")
    needed(world, row, "stranger")

    def seen(name: str) -> set[str]:
        page = read(world, name, "topic", row.pk)
        return {who for who in ("Lapshina", "Stranger") if f"{who}\xa0" in page or who in page}

    assert seen("safronova") == {"Lapshina", "Stranger"}
    assert seen("zimin") == {"Lapshina"}
    assert seen("belov") == {"Stranger"}
    assert seen("grachev") == set()
    assert "ПОЧЕМУ lapshina" not in read(world, "grachev", "topic", row.pk)
    assert "нужна 2 людям" not in read(world, "grachev", "topics")
    assert "нужна 2 людям" in read(world, "safronova", "topics")


# --- applications -----------------------------------------------------------------------------
def test_a_head_applies_and_the_coordinator_answers(world: World) -> None:
    key = world.programme.pk
    page = read(world, "zimin", "application_new", key)
    assert "Lapshina" in page
    assert "Stranger" not in page
    people = [world.people[name].pk for name in ("lapshina", "grachev")]
    page = send(
        world, "zimin", "application_new", [key], title="ИИ на уроке", people=people, why="НУЖНО"
    )
    assert "Заявка подана" in page
    row = Application.objects.get()
    assert "ответить до" in read(world, "safronova", "applications")
    page = send(
        world, "safronova", "application_act", [row.pk, "refuse"], answer="НЕТ ТЬЮТОРА",
        row_version=1,
    )  # fmt: skip
    assert "НЕТ ТЬЮТОРА" in read(world, "zimin", "application", row.pk)
    assert client(world, "belov").get(reverse("application", args=[row.pk])).status_code == 404
    assert "ИИ на уроке" not in read(world, "belov", "applications")


def test_an_application_needs_a_topic_and_people(world: World) -> None:
    page = send(world, "zimin", "application_new", [world.programme.pk], why="НУЖНО")
    assert "Выберите тему или напишите другую." in page
    assert "НУЖНО" in page
    assert not Application.objects.exists()


def test_the_coordinator_chooses_in_whose_name_the_application_is(world: World) -> None:
    address = reverse("application_new", args=[world.programme.pk])
    page = client(world, "safronova").get(f"{address}?unit={world.other_school.pk}").content
    assert "Stranger" in page.decode()
    assert "Lapshina" not in page.decode()
    foreign = client(world, "zimin").get(f"{address}?unit={world.other_school.pk}").content
    assert "Stranger" not in foreign.decode()


# --- groups -----------------------------------------------------------------------------------
def test_a_proposal_is_seen_by_who_forms_groups_alone(world: World) -> None:
    group = proposed(world, both_schools(world, 9))
    page = read(world, "safronova", "group", group.pk)
    assert "9 человек" in page
    assert "п. 4.3 Положения: от 8 до 10" in page
    for name in (TEACHERS[0], "ershova", "zimin", "prohorov"):
        address = reverse("group", args=[group.pk])
        assert client(world, name).get(address).status_code == 404, name
        assert "Смысловое чтение</a></th>" not in read(world, name, "groups")


def test_seven_are_refused_with_the_clause_and_eight_are_formed(
    world: World, settings: Any
) -> None:
    # One order makes a case for each of its people, so asking once for each is meant here.
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if not one.startswith("zeal")]
    row = both_schools(world, 8)
    group = proposed(world, row, 7)
    order = world.order(world.municipality, "200", TODAY, "other")
    form = {"groups": [group.pk], "order": order.pk, "until": "2027-05-31"}
    page = send(world, "safronova", "groups_approve", [world.programme.pk], **form)
    assert "4.3" in page
    assert Group.objects.get().is_proposal
    last = TopicDemand.objects.filter(topic=row, places=None).get()
    send(world, "safronova", "group_act", [group.pk, "place"], demands=[last.pk], row_version=1)
    page = send(world, "safronova", "groups_approve", [world.programme.pk], **form)
    assert "Группы сформированы" in page
    assert Group.objects.get().status(TODAY) == "running"


def test_the_refused_size_offers_an_exception_for_this_group(world: World) -> None:
    group = proposed(world, both_schools(world, 7))
    order = world.order(world.municipality, "200", TODAY, "other")
    page = send(
        world, "safronova", "groups_approve", [world.programme.pk],
        groups=[group.pk], order=order.pk, until="2027-05-31",
    )  # fmt: skip
    assert f"kind=group&amp;key={group.pk}" in page


def test_members_see_names_and_only_the_tutor_sees_why(world: World) -> None:
    group = working(world)
    for name in (TEACHERS[0], "zimin", "ershova", "safronova", "prohorov"):
        assert "Uchitel02" in read(world, name, "group", group.pk), name
    shown = {
        name: "по заявке организации" in read(world, name, "group", group.pk).lower()
        for name in (TEACHERS[0], "zimin", "ershova", "safronova")
    }
    assert shown == {TEACHERS[0]: False, "zimin": False, "ershova": True, "safronova": True}
    for name in ("lapshina", "nechaev"):
        address = reverse("group", args=[group.pk])
        assert client(world, name).get(address).status_code == 404, name


def test_the_tutor_writes_the_plan(world: World) -> None:
    group = working(world)
    send(
        world, "ershova", "group_act", [group.pk, "plan"], content="Тексты", forms="Занятия",
        methods="Практикум", dates="По вторникам", row_version=Group.objects.get().row_version,
    )  # fmt: skip
    assert "По вторникам" in read(world, TEACHERS[0], "group", group.pk)
    address = reverse("group_act", args=[group.pk, "plan"])
    assert client(world, "zimin").get(address).status_code == 403


def test_who_leaves_is_shown_to_who_forms_groups_and_the_place_is_offered(world: World) -> None:
    row = both_schools(world, 9)
    [group] = approved(world, proposed(world, row, 8))
    member = GroupMember.objects.filter(group=group).earliest("pk")
    send(
        world, "safronova", "place_act", [member.pk, "leave"], on=TODAY.isoformat(),
        reason="ПЕРЕЕЗД", row_version=member.row_version,
    )  # fmt: skip
    page = read(world, "safronova", "group", group.pk)
    assert "7 человек" in page
    assert "ПЕРЕЕЗД" in page
    assert "ПЕРЕЕЗД" not in read(world, TEACHERS[3], "group", group.pk)
    free = TopicDemand.objects.get(topic=row, places=None)
    version = Group.objects.get().row_version
    send(
        world, "safronova", "group_act", [group.pk, "join"], demands=[free.pk], row_version=version
    )
    assert "8 человек" in read(world, "safronova", "group", group.pk)


def test_people_are_moved_between_proposals_and_thrown_back(world: World) -> None:
    row = both_schools(world, 6)
    one, two = proposed(world, row, 3), proposed(world, row)
    member = one.members.earliest("pk")
    send(world, "safronova", "topic_board", [row.pk], demands=[member.demand_id], to=two.pk)
    assert two.members.count() == 4
    version = Group.objects.get(pk=one.pk).row_version
    page = send(world, "safronova", "group_act", [one.pk, "drop"], row_version=version)
    assert "Предложение снято" in page
    assert row.title in page


def test_lists_answer_as_spreadsheets_and_empty_pages_tell_the_way(world: World) -> None:
    assert "их собирают из тех, кому нужна тема" in read(world, "safronova", "groups")
    assert "Тем пока нет." in read(world, "zimin", "topics")
    assert "Заявок пока нет." in read(world, "zimin", "applications")
    empty = reverse("groups_approve", args=[world.programme.pk])
    assert (
        "соберите группу на странице темы" in client(world, "safronova").get(empty).content.decode()
    )
    working(world)
    for name in ("groups", "topics", "applications"):
        answer = client(world, "safronova").get(reverse(name) + "?as=xlsx")
        assert answer["content-type"].endswith("sheet"), name


def test_the_section_speaks_english_too(world: World) -> None:
    group = working(world)
    page = client(world, "safronova", "en").get(reverse("group", args=[group.pk]))
    assert "clause 4.3 of the Regulation: from 8 to 10" in page.content.decode()


def test_a_closed_topic_is_offered_to_nobody(world: World) -> None:
    row = topic(world)
    send(world, "safronova", "topic_act", [row.pk, "close"], row_version=1)
    assert Topic.objects.get().closed_on == TODAY
    assert "Мне нужна эта тема" not in read(world, "lapshina", "topic", row.pk)


def test_a_group_given_to_another_tutor_or_closed_says_so(world: World) -> None:
    group = working(world)
    version = Group.objects.get().row_version
    send(
        world, "safronova", "group_act", [group.pk, "close"], until="2027-02-10",
        reason="Тема пройдена", row_version=version,
    )  # fmt: skip
    assert "Тема пройдена" in read(world, TEACHERS[0], "group", group.pk)


def test_nobody_applies_in_the_name_of_an_organisation_that_is_not_theirs(world: World) -> None:
    address = reverse("application_new", args=[world.programme.pk])
    for name in ("lapshina", "ershova", "prohorov"):
        assert client(world, name).get(address).status_code == 403, name
    row = applied(world, ["lapshina"], world.school, "zimin", title="ИИ на уроке")
    operations.accept_application(
        application=row.pk, row_version=1, answer="Принято", actor=world.reach("safronova"), at=AT
    )
    assert "Принято" in read(world, "zimin", "application", row.pk)


def test_before_the_programme_begins_a_deed_is_answered_by_a_sentence(world: World) -> None:
    key, later = world.programme.pk, TODAY + timedelta(days=30)
    Programme.objects.filter(pk=key).update(since=later)
    world.programme.versions.update(since=later)
    said = send(world, "safronova", "topic_new", [key], title="Рано", source="diagnosis")
    assert "нет действующей редакции" in said
    assert "Рано" in said, "what was typed is there"
    assert not Topic.objects.exists()


def test_sessions_of_a_group_stand_among_activities_for_who_sees_the_group(world: World) -> None:
    group = working(world)
    actor: dict[str, Any] = {"actor": world.reach("ershova"), "at": AT}
    given: dict[str, Any] = {"group": group.pk, "row_version": None}
    ahead = Told(on=TODAY + timedelta(days=7), topic="ЗАНЯТИЕ ВПЕРЕДИ")
    operations.plan_session(**given, told=ahead, **actor)
    held = Told(on=TODAY, topic="ЗАНЯТИЕ БЫЛО")
    operations.hold_extra_session(**given, told=held, count=8, **actor)
    for name in (TEACHERS[0], "ershova", "safronova", "zimin"):
        page = read(world, name, "activities")
        assert page.index("ЗАНЯТИЕ ВПЕРЕДИ") < page.index("ЗАНЯТИЕ БЫЛО"), name
        assert "Группа № 1" in page or name == TEACHERS[0]
    for name in ("lapshina", TEACHERS[10]):
        assert "ЗАНЯТИЕ" not in read(world, name, "activities"), name

    def found(query: str) -> str:
        page = client(world, "safronova").get(reverse("activities") + query)
        return page.content.decode()

    assert "ЗАНЯТИЕ БЫЛО" in found("?form=session")
    assert "ЗАНЯТИЕ" not in found("?form=visit")
    assert "ЗАНЯТИЕ БЫЛО" in found("?q=Uchitel01")
    assert "ЗАНЯТИЕ" not in found("?q=Lapshina")
    assert "ЗАНЯТИЕ БЫЛО" not in found(f"?since={TODAY + timedelta(days=1)}")
    book = client(world, "safronova").get(reverse("activities") + "?as=xlsx")
    assert book["content-type"].endswith("sheet")
