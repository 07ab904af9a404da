"""From what schools apply for to groups at work: refused by the clause, waived, left, joined."""

from __future__ import annotations

from datetime import date

from marshrut.groups.models import Group
from tests.browser.conftest import People
from tests.browser.hand import Hand
from tests.browser.site import Site
from tests.groups.doing import TEACHERS, staffed
from tests.world import PRESETS, TODAY, World, build

TOPIC = "Читаем тексты на всех предметах"
NAMES = [name.capitalize() for name in TEACHERS]
JANUARY = date(2027, 1, 22)


def test_from_applications_to_a_group_that_works(nothing: Site, people: People) -> None:
    nothing.stands_on(JANUARY)
    world = staffed(build(PRESETS / "oktyabrsky.yaml", appointed=False))
    world.order(world.municipality, "200", TODAY, "other")
    coordinator = people().come_in("safronova")
    add_topic(coordinator, world)
    zimin, belov = people().come_in("zimin"), people().come_in("belov")
    apply(zimin, NAMES[1::2], world)
    apply(belov, NAMES[:8:2], world)
    accept(coordinator)
    teacher = people(phone=True).come_in("lapshina")
    need(teacher)
    form(coordinator)
    plan(people().come_in("ershova"))
    member = people(phone=True).come_in(TEACHERS[1])
    read(member)
    stay_outside(people(), world)
    lose_and_find(coordinator)


def add_topic(coordinator: Hand, world: World) -> None:
    coordinator.open("topics").follow("topic_new", key=world.programme.pk)
    coordinator.fill(title=TOPIC, source="need", about="Тексты на каждом уроке").press()
    coordinator.reads(TOPIC)


def apply(head: Hand, names: list[str], world: World) -> None:
    """The head ticks people of the own school, nobody else's are offered."""
    head.open("applications").follow("application_new", key=world.programme.pk)
    head.fill(topic=TOPIC, people=names, why="Тексты понимает половина класса").press()
    head.reads("Подана", f"{len(names)} человек")


def accept(coordinator: Hand) -> None:
    """Applications wait among the tasks, until when by a local setting."""
    for school in ("Еловская СОШ", "Каменнобродская СОШ"):
        coordinator.open("home").follow("application", near=school)
        coordinator.follow("application_act", slug="accept").fill(answer="Собираем группу").press()
        coordinator.reads("Принята", "Собираем группу")


def need(teacher: Hand) -> None:
    teacher.open("topics").follow("topic", near=TOPIC).follow("topic_act", slug="need")
    teacher.fill(ground="difficulty", why="Дети не видят вопроса").press()
    teacher.reads("В листе ожидания", "Дети не видят вопроса")


def form(coordinator: Hand) -> None:
    """Seven are refused by clause 4.3, an exception is offered; with the eighth they are let in."""
    coordinator.open("topics").follow("topic", near=TOPIC).follow("topic_act", slug="propose")
    coordinator.fill(appointment="Ershova", demands=[*NAMES[1::2], NAMES[0]]).press()
    group = Group.objects.get()
    coordinator.open("group", group.pk).reads("7 человек", "п. 4.3 Положения: от 8 до 10")
    coordinator.follow("groups_approve").fill(order="№ 200", until="2027-05-31")
    coordinator.is_refused("п. 4.3")
    assert coordinator.has_link("waiver_ask")
    coordinator.open("group", group.pk).follow("group_act", slug="place")
    coordinator.fill(demands=NAMES[2]).press()
    coordinator.follow("groups_approve").fill(order="№ 200", until="2027-05-31").press()
    coordinator.open("group", group.pk).reads("Работает", "8 человек", "№ 200")


def plan(tutor: Hand) -> None:
    """The tutor hears of the group at home and writes the plan."""
    tutor.open("home").follow("group", near=TOPIC).follow("group_act", slug="plan")
    tutor.fill(content="Виды чтения", forms="Занятия", methods="Практикум", dates="Среды").press()
    tutor.reads("Виды чтения", "по заявке организации")
    tutor.open("home")
    assert "Составить план" not in tutor.text


def read(member: Hand) -> None:
    """A member sees names and the plan, and not why anybody is there."""
    member.open("groups").follow("group", near=TOPIC).reads("Среды", NAMES[3], "8 человек")
    assert "по заявке организации" not in member.text


def stay_outside(stranger: Hand, world: World) -> None:
    """Who is in no group knows of none."""
    stranger.come_in("grachev").open("groups")
    assert TOPIC not in stranger.text
    with stranger.expecting(404):
        stranger.open("group", Group.objects.get().pk)
    assert str(world.people[TEACHERS[1]]) not in stranger.text


def lose_and_find(coordinator: Hand) -> None:
    """Seven are left and the clause wants a look; the waiting list gives the eighth."""
    group = Group.objects.get()
    coordinator.open("group", group.pk).follow("place_act", near=NAMES[5], slug="leave")
    coordinator.fill(reason="Переезд").press()
    coordinator.reads("7 человек", "Кто выбыл", "Переезд")
    coordinator.open("regulations").reads("4.3")
    coordinator.open("group", group.pk).follow("group_act", slug="join")
    coordinator.fill(demands="Lapshina").press()
    coordinator.reads("8 человек", "Lapshina")
