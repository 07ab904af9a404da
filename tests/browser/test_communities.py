"""A community from its first rules to a member who leaves; a team whose order came late."""

from __future__ import annotations

from datetime import date

from marshrut.communities.models import Community, Membership
from marshrut.oversight.rolling import roll_up
from tests.browser.conftest import People
from tests.browser.hand import Hand
from tests.browser.site import Site
from tests.communities.region import LATE, build_region, order_of
from tests.world import AT, PRESETS, World, build

NAME = "Сообщество тьюторов района"
OCTOBER, JANUARY = date(2026, 10, 1), date(2027, 1, 22)


def test_a_community_from_application_to_leaving(nothing: Site, people: People) -> None:
    world = build(PRESETS / "mostovsky.yaml")
    world.grant("oreshkina", "community_head", world.municipality)
    nothing.stands_on(OCTOBER)
    head = people().come_in("oreshkina")
    found(people().come_in("safronova"), head)
    member = people(phone=True).come_in("grachev")
    for hand in (member, people().come_in("dorohova"), head):
        apply(hand)
    accept(head)
    give_duty(head, member)
    meet(head, nothing)
    nothing.stands_on(JANUARY)
    see_inactive(head)
    leave(member, head)
    stay_outside(people().come_in("lapshina"), world)


def found(coordinator: Hand, head: Hand) -> None:
    """The coordinator founds it, the head writes its rules."""
    coordinator.open("communities").follow("community_new")
    coordinator.fill(kind="tutors", name=NAME, purpose="Помогаем коллегам").press()
    head.open("communities").follow("community", near=NAME)
    head.follow("community_act", slug="rules")
    head.fill(text="Делимся опытом и бережём доверие.").press()
    head.reads("редакция 1", "Делимся опытом")


def apply(hand: Hand) -> None:
    """One's own wish, with the rules accepted."""
    hand.open("communities").follow("community", near=NAME)
    hand.reads("Как вступить", "Делимся опытом")
    hand.follow("community_act", slug="apply")
    hand.fill(motive="Веду кружок", accept=True).press()
    hand.reads("Заявка на рассмотрении")


def accept(head: Hand) -> None:
    """Applications wait among the tasks of the head."""
    for name in ("Grachev", "Dorohova", "Oreshkina"):
        head.open("home").follow("member", near=name).press("member_act", slug="accept")
        head.reads("В сообществе")
    accepted = Membership.objects.get(person__surname="Grachev")
    assert accepted.rules is not None
    assert (accepted.rules.number, accepted.since) == (1, OCTOBER)


def give_duty(head: Hand, member: Hand) -> None:
    """What the plan lays on the community is the head's until a tutor has it by name."""
    head.open("home").reads("п. 1.1 плана работы")
    head.open("communities").follow("community", near=NAME).follow("community_duties")
    head.reads("Ещё не распределено", "п. 1.1 плана работы")
    head.follow("community_act", near="п. 1.1 плана работы", clause="1.1")
    head.fill(member="Grachev", what="Провести мастер-класс", due="2026-10-20").press()
    head.reads("Провести мастер-класс", "Grachev")
    member.open("home").reads("Провести мастер-класс", "п. 1.1 плана работы")
    head.open("home")
    assert "п. 1.1 плана работы" not in head.text


def meet(head: Hand, site: Site) -> None:
    """An activity of the plan, and who was there."""
    head.open("communities").follow("community", near=NAME).follow("community_plan")
    head.follow("community_act", slug="meeting")
    head.fill(form="tutorial", title="Обратная связь", begins_at="2026-12-10T15:00")
    head.fill(leader="Oreshkina").press()
    site.stands_on(date(2026, 12, 11))
    head.open("home").follow("meeting", near="Обратная связь").follow("meeting_act", slug="hold")
    head.fill(people=["Dorohova", "Oreshkina"], result="Собрали приёмы").press()
    head.reads("Проведено", "Собрали приёмы", "Dorohova")


def see_inactive(head: Hand) -> None:
    """Who has done nothing for sixty days is named to the head alone."""
    head.open("communities").follow("community", near=NAME).follow("community_members")
    head.reads("Только неактивные: 1").follow("community_members", show="inactive")
    head.reads("Grachev", "не участвует больше 60 дней")
    assert "Dorohova" not in head.text


def leave(member: Hand, head: Hand) -> None:
    """On any day, without anybody's word."""
    member.open("communities").follow("community", near=NAME).follow("community_members")
    member.reads("Dorohova")
    assert "не участвует" not in member.text
    member.follow("community", near="О сообществе").follow("member", near="Моё участие")
    member.follow("member_act", slug="leave").press()
    member.reads("Выход по собственному желанию")
    head.open("communities").follow("community", near=NAME).follow("community_members")
    assert "Grachev" not in head.text


def stay_outside(hand: Hand, world: World) -> None:
    """From outside one sees that it exists and how to apply, and nobody's name but the head's."""
    community = Community.objects.get()
    hand.open("community", community.pk).reads(NAME, "Как вступить")
    assert "Dorohova" not in hand.text
    assert not hand.has_link("community_members")
    with hand.expecting(404):
        hand.visit(f"/communities/{community.pk}/members/")


def test_an_order_late_by_six_days_and_its_mark_in_the_matrix(
    nothing: Site, people: People
) -> None:
    region = build_region()
    world = region.world
    for name, office, unit in (
        ("regina", "regional_coordinator", world.centre),
        ("muna", "municipal_coordinator", region.far),
    ):
        world.employ(name, unit, "методист", "methodist", pedagogical=False)
        world.grant(name, office, unit)
    region.compose("near", date(2026, 6, 3), "orlova", "kedrova")
    order = order_of(region.far, LATE)
    nothing.stands_on(date(2026, 6, 15))
    compose(people().come_in("muna"), region.teams["far"].pk, order.number)
    on = date(2026, 7, 1)
    nothing.stands_on(on)
    roll_up(region.programme, on=on, at=AT)
    hand = people().come_in("regina").visit(f"/regulations/?programme={region.programme.pk}")
    hand.visit(f"/regulations/?programme={region.programme.pk}&clause=Э1")
    hand.reads("Паромненский район", "с опозданием на 6 дней", "Любогорский район")
    hand.open("matrix").reads("Паромненский", "Любогорский")
    row = hand.page.locator("tr", has_text="Этап 1").first
    for state in ("breach", "met"):
        assert row.locator(f"td:has([data-s={state}])").count() == 1, row.inner_html()


def compose(coordinator: Hand, key: int, number: str) -> None:
    """The list is copied from the order; the coordinator of the team is one of it."""
    coordinator.open("community_members", key).follow("community_act", slug="compose")
    coordinator.fill(order=number, people="Paromova Имя Отчество\nLodkin Имя Отчество")
    coordinator.fill(coordinator="Paromova Имя Отчество").press()
    coordinator.reads("Paromova", "Lodkin")
