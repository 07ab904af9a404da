"""Pages about forming groups: what is wanted and kept, how far it is, and the board by hand."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from marshrut import clock
from marshrut.groups import operations
from marshrut.groups.matching import roads_of
from marshrut.groups.models import Apart, Formation, Group, GroupTutor, Topic, TopicDemand
from marshrut.groups.queries import waiting
from marshrut.notices.models import Job
from tests.clauses import kaltan
from tests.diagnostics.doing import answered, running
from tests.groups.doing import TEACHERS, both_schools, found, needed, proposed, staffed, topic
from tests.web.test_groups import client, read, send
from tests.world import AT, PRESETS, TODAY, World, build


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: AT)
    return staffed(build(PRESETS / "oktyabrsky.yaml", appointed=False))


def weights(**more: object) -> dict[str, object]:
    """Everything that the form asks, as it comes."""
    usual = {"travel": 1, "subject": 15, "need": 10, "difficulty": 20, "left": 120}
    wanted = {"nobody_left": 10_000, "objective": "nobody_left", "most_groups": 1, "unknown": 30}
    return {**usual, **wanted, **more}


def asked(world: World, row: Topic, **more: object) -> str:
    tutor = world.appointments["ershova"].pk
    return send(
        world, "safronova", "groups_form", [world.programme.pk],
        **weights(**{f"topic{row.pk}": [tutor]} | more),
    )  # fmt: skip


# --- asking -----------------------------------------------------------------------------------
def test_the_coordinator_has_groups_formed_and_sees_what_came_of_it(world: World) -> None:
    row = both_schools(world, 12)
    page = read(world, "safronova", "groups_form", world.programme.pk)
    assert "Смысловое чтение, ждут: 12. Кто может вести" in page
    assert "Человек без группы" in page
    page = asked(world, row)
    assert "Группы подбираются" in page
    assert "Группу ждут 12 человек." in page
    formation = Formation.objects.get()
    found(formation)
    page = read(world, "safronova", "formation", formation.pk)
    assert "Предложена 1 группа" in page
    assert "<dt>Остались без группы</dt><dd>2</dd>" in page
    group = Group.objects.get()
    assert "Единственный тьютор темы" in read(world, "safronova", "group", group.pk)
    assert "Почему без группы на 22.01.2027:" in read(world, "safronova", "topic", row.pk)


def test_the_page_of_a_forming_looks_again_by_itself_until_it_is_done(world: World) -> None:
    asked(world, both_schools(world, 9))
    formation = Formation.objects.get()
    address = reverse("formation", args=[formation.pk])
    assert client(world, "safronova").get(address)["Refresh"] == "2"
    Job.objects.update(failed_at=AT)
    answer = client(world, "safronova").get(address)
    assert "Refresh" not in answer
    assert "Работа прерывалась несколько раз" in answer.content.decode()
    found(formation)
    assert "Refresh" not in client(world, "safronova").get(address)


def test_weights_and_roads_that_were_wanted_are_kept_with_the_forming(world: World) -> None:
    asked(world, both_schools(world, 9), left=77, farthest=45)
    formation = Formation.objects.get()
    found(formation)
    page = read(world, "safronova", "formation", formation.pk)
    assert "<dt>Человек без группы</dt><dd>77</dd>" in page
    assert "<dt>Самая долгая дорога</dt><dd>45</dd>" in page


def test_a_weight_that_is_none_comes_back_with_all_that_was_typed(world: World) -> None:
    page = asked(world, both_schools(world, 9), left=-1, farthest=45)
    assert not Formation.objects.exists()
    assert 'value="-1"' in page
    assert 'value="45"' in page


def test_where_nobody_waits_there_is_nothing_to_form(world: World) -> None:
    page = read(world, "safronova", "groups_form", world.programme.pk)
    assert "Сейчас группу никто не ждёт." in page


def test_pages_of_forming_are_there_for_who_forms_groups_alone(world: World) -> None:
    row = both_schools(world, 9)
    asked(world, row)
    operations.keep_apart(
        programme=world.programme, person=world.people["lapshina"],
        other=world.people["grachev"], actor=world.reach("safronova"), at=AT,
    )  # fmt: skip
    key = world.programme.pk
    pages = {
        "groups_form": [key],
        "groups_leaders": [key],
        "groups_roads": [key],
        "groups_road": [key, world.school.pk],
        "groups_apart": [key],
        "formation": [Formation.objects.get().pk],
        "topic_board": [row.pk],
    }
    for name, keys in pages.items():
        address = reverse(name, args=keys)
        assert client(world, "safronova").get(address).status_code == 200, name
        for reader in ("zimin", "ershova", "lapshina", "prohorov"):
            assert client(world, reader).get(address).status_code == 404, (name, reader)


# --- what is kept -----------------------------------------------------------------------------
def test_a_tutor_says_what_they_lead_and_it_is_proposed_at_the_next_forming(world: World) -> None:
    row, other = both_schools(world, 9), topic(world, "ИИ на уроке")
    needed(world, other, "lapshina")
    second = kaltan.appoint(world, kaltan.candidate(world, "grachev", TODAY), TODAY)
    mine = world.appointments["ershova"].pk
    assert "Темы, которые я веду" in read(world, "ershova", "topics")
    send(world, "ershova", "groups_leader", [mine], topics=[row.pk], most_groups=2)
    assert [led.topic for led in GroupTutor.objects.get().led.all()] == [row]
    page = read(world, "safronova", "groups_form", world.programme.pk)

    def ticked(one: Topic) -> set[int]:
        boxes = re.findall(rf'<input[^>]*name="topic{one.pk}"[^>]*>', page)
        found = [box for box in boxes if "checked" in box]
        return {int(re.search(r'value="(\d+)"', box)[1]) for box in found}  # type: ignore[index]

    assert ticked(row) == {mine}
    assert ticked(other) == {mine, second.pk}
    lines = read(world, "safronova", "groups_leaders", world.programme.pk)
    assert "Смысловое чтение" in lines
    assert "2 группы" in lines
    theirs = reverse("groups_leader", args=[second.pk])
    assert client(world, "ershova").get(theirs).status_code == 404
    assert client(world, "zimin").get(theirs).status_code == 404


def test_roads_are_written_down_for_one_organisation_at_once(world: World) -> None:
    key, unit, other = world.programme.pk, world.school, world.other_school
    send(world, "safronova", "groups_road", [key, unit.pk], **{f"to{other.pk}": 25})
    assert roads_of(other.pk)[unit.pk].minutes == 25
    assert 'value="25"' in read(world, "safronova", "groups_road", key, other.pk)
    assert "1 из " in read(world, "safronova", "groups_roads", key)
    page = send(world, "safronova", "groups_road", [key, unit.pk], **{f"to{other.pk}": 900})
    assert 'value="900"' in page
    assert roads_of(other.pk)[unit.pk].minutes == 25


def test_a_pair_is_kept_apart_and_let_together_again(world: World) -> None:
    key = world.programme.pk
    people = [world.people[name] for name in ("lapshina", "grachev")]
    page = send(world, "safronova", "groups_apart", [key], person=people[0].pk, other=people[1].pk)
    assert "Записано: в одну группу они не попадут." in page
    pair = Apart.objects.get()
    send(world, "safronova", "groups_together", [key, pair.pk], row_version=1)
    pair.refresh_from_db()
    assert pair.withdrawn_on == TODAY
    assert "Таких пар нет." in read(world, "safronova", "groups_apart", key)
    away = reverse("groups_together", args=[key, pair.pk])
    assert client(world, "zimin").post(away, {"row_version": 2}).status_code == 404


def test_who_waits_because_of_a_pair_does_not_learn_of_it(world: World) -> None:
    row = both_schools(world, 9)
    operations.keep_apart(
        programme=world.programme, person=world.people[TEACHERS[0]],
        other=world.people[TEACHERS[1]], actor=world.reach("safronova"), at=AT,
    )  # fmt: skip
    asked(world, row)
    found(Formation.objects.get())
    [left] = waiting(TopicDemand.objects.filter(topic=row))
    head = "zimin" if left.unit == world.school else "belov"
    page = read(world, head, "topic", row.pk)
    assert left.person.surname in page
    assert "вместе" not in page
    assert "одной группе" not in page


# --- the board --------------------------------------------------------------------------------
def test_people_are_moved_on_the_board_and_limits_are_said_with_the_clause(world: World) -> None:
    row = both_schools(world, 9)
    one, two = proposed(world, row, 8), proposed(world, row)
    page = read(world, "safronova", "topic_board", row.pk)
    assert "8 человек · п. 4.3 Положения" in page
    moved = [place.demand_id for place in one.members.order_by("pk")[:2]]
    page = send(world, "safronova", "topic_board", [row.pk], demands=moved, to=two.pk)
    assert (one.members.count(), two.members.count()) == (6, 3)
    assert "6 человек" in page
    page = send(world, "safronova", "topic_board", [row.pk], demands=moved[:1], to="waiting")
    assert waiting(TopicDemand.objects.filter(topic=row)).get().pk == moved[0]
    send(world, "safronova", "topic_board", [row.pk], demands=moved, to="new")
    three = Group.objects.latest("pk")
    assert three.members.count() == 2


def test_what_stands_against_a_proposal_is_said_on_the_board(world: World) -> None:
    row, other = both_schools(world, 9), topic(world, "ИИ на уроке")
    group = proposed(world, row)
    tutor = world.appointments["ershova"]
    operations.lead_topics(
        appointment=tutor.pk, topics=[other], most_groups=1, most_people=5,
        actor=world.reach("safronova"), at=AT,
    )  # fmt: skip
    operations.lead_topics(
        appointment=kaltan.appoint(world, kaltan.candidate(world, "grachev", TODAY), TODAY).pk,
        topics=[row], most_groups=1, actor=world.reach("safronova"), at=AT,
    )  # fmt: skip
    names = [place.person for place in group.members.order_by("pk")]
    operations.keep_apart(
        programme=world.programme, person=names[0], other=names[1],
        actor=world.reach("safronova"), at=AT,
    )  # fmt: skip
    page = read(world, "safronova", "topic_board", row.pk)
    assert "эту тему не ведёт" in page
    assert "участников 9, берёт не больше 5" in page
    assert "Просили не ставить вместе" in page
    answer = client(world, "safronova", "en").get(reverse("topic_board", args=[row.pk]))
    assert "does not lead this topic" in answer.content.decode()


def test_nobody_chosen_moves_nobody_and_an_alien_group_takes_nobody(world: World) -> None:
    row, other = both_schools(world, 9), topic(world, "ИИ на уроке")
    group, alien = proposed(world, row), proposed(world, other)
    send(world, "safronova", "topic_board", [row.pk], to="waiting")
    member = group.members.earliest("pk").demand_id
    send(world, "safronova", "topic_board", [row.pk], demands=[member], to=alien.pk)
    assert (group.members.count(), alien.members.count()) == (9, 0)


def test_a_proposal_without_a_tutor_says_so(world: World) -> None:
    row = both_schools(world, 9)
    operations.propose_group(
        topic=row.pk, demands=list(row.demands.all()), actor=world.reach("safronova"), at=AT
    )
    assert "Тьютор ещё не выбран" in read(world, "safronova", "topic_board", row.pk)


# --- what diagnosis points to -------------------------------------------------------------------
def helping(world: World) -> Topic:
    send(
        world, "safronova", "topic_new", [world.programme.pk], title="Критерии", source="diagnosis",
        competences=["method"],
    )  # fmt: skip
    return Topic.objects.get(title="Критерии")


def test_a_topic_is_found_by_whom_it_helps_and_of_a_few_not_even_the_number_is_told(
    world: World,
) -> None:
    row, campaign = helping(world), running(world)
    for name in TEACHERS[:4]:
        answered(world, campaign, name, value=4, method=1)
    answered(world, campaign, TEACHERS[4], value=4)
    page = read(world, "safronova", "topic", row.pk)
    assert "сколько их, не показано, потому что их меньше 5" in page
    assert not any(name.capitalize() in page for name in TEACHERS)
    answered(world, campaign, TEACHERS[5], value=4, method=1)
    page = read(world, "safronova", "topic", row.pk)
    assert "может быть нужна ещё 5 педагогам" in page
    assert not any(name.capitalize() in page for name in TEACHERS)
    for reader in ("zimin", "ershova"):
        assert "По диагностике" not in read(world, reader, "topic", row.pk), reader
    assert "Подходит вам по диагностике" in read(world, TEACHERS[0], "topics")
    assert "Подходит вам по диагностике" not in read(world, TEACHERS[4], "topics")


def test_whoever_is_offered_a_topic_asks_for_it_by_their_diagnosis(world: World) -> None:
    row, campaign = helping(world), running(world)
    answered(world, campaign, TEACHERS[0], value=4, method=1)
    answered(world, campaign, TEACHERS[1], value=4)
    send(world, "safronova", "topic_act", [row.pk, "offer"], row_version=1)
    assert "вам может помочь тема «Критерии»" in read(world, TEACHERS[0], "notices")
    assert "вам может помочь" not in read(world, TEACHERS[1], "notices")
    assert "Ваша диагностика показала затруднение" in read(world, TEACHERS[0], "topic", row.pk)
    form = read(world, TEACHERS[1], "topic_act", row.pk, "need")
    assert 'value="diagnosis"' not in form
    send(world, TEACHERS[0], "topic_act", [row.pk, "need"], ground="diagnosis", row_version=2)
    assert TopicDemand.objects.get().basis == "diagnosis"
    page = read(world, "safronova", "topic", row.pk)
    assert TEACHERS[0].capitalize() in page
    assert "Предложена им 22" in page


def test_many_topics_cost_no_more_questions_than_a_few(world: World) -> None:
    """Of the form and of the list of tutors; each topic is waited for and led by somebody."""

    def asked() -> list[int]:
        found = []
        for name in ("groups_form", "groups_leaders"):
            with CaptureQueriesContext(connection) as told:
                read(world, "safronova", name, world.programme.pk)
            found.append(len(told))
        return found

    def more(*titles: str) -> None:
        rows = [topic(world, title) for title in titles]
        for row in rows:
            needed(world, row, TEACHERS[0])
        operations.lead_topics(
            appointment=world.appointments["ershova"].pk, topics=list(Topic.objects.all()),
            most_groups=1, actor=world.reach("safronova"), at=AT,
        )  # fmt: skip

    more("Первая", "Вторая")
    few = asked()
    more("Третья", "Четвёртая", "Пятая", "Шестая")
    assert asked() == few
