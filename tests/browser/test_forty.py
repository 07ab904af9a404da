"""Forty teachers of five schools: from a diagnosis to two groups and a plan for each."""

from __future__ import annotations

from datetime import date

from marshrut.diagnostics.models import Campaign, Response
from marshrut.groups.models import Group, GroupMember
from marshrut.organisations.models import Unit
from marshrut.oversight.board import board
from marshrut.people.models import Person
from marshrut.programmes.models import Enrolment
from marshrut.routes import operations as routes
from marshrut.routes.models import Route
from marshrut.users.models import User
from tests.browser.conftest import People
from tests.browser.hand import PASSWORD, Hand
from tests.browser.listing import finish
from tests.browser.site import Site
from tests.clauses import kaltan
from tests.diagnostics.doing import answered, filled
from tests.world import AT, PRESETS, TODAY, World, _unit, build

JANUARY = date(2027, 1, 22)
TOPIC = "Оценивание, которое учит"
TUTORS = ("ershova", "vedernikova")
# How every clause of section IV stands once everybody has a plan.
SECTION = {
    "4.1": "met",
    "4.2": "statement",
    "4.3": "met",
    "4.4": "met",
    "4.5": "met",
    "4.6": "met",
    "4.7": "met",
    "4.8": "no_data",
    "4.9": "on_track",
}


def names(school: int) -> list[str]:
    """Eight teachers of each school."""
    return [f"pedagog{school}{place}" for place in range(1, 9)]


def district() -> tuple[World, list[tuple[Unit, str]]]:
    """Five schools with their heads, eight teachers in each, and two tutors of the district."""
    world = build(PRESETS / "oktyabrsky.yaml", appointed=False)
    schools = [(world.school, "zimin"), (world.other_school, "belov")]
    for number in (3, 4, 5):
        unit, head = _unit(world.municipality, "school", f"Школа № {number}"), f"direktor{number}"
        world.employ(head, unit, "директор", "head", pedagogical=False)
        world.grant(head, "head", unit)
        schools.append((unit, head))
    for number, (unit, _head) in enumerate(schools, 1):
        for name in names(number):
            world.employ(name, unit)
    world.employ("vedernikova", world.school)
    for name in TUTORS:
        row = kaltan.candidate(world, name, TODAY)
        world.appointments[name] = kaltan.appoint(world, row, TODAY)
    world.order(world.municipality, "200", TODAY, "other")
    return world, schools


def test_from_a_diagnosis_of_forty_to_two_groups_and_a_plan_for_each(
    nothing: Site, people: People
) -> None:
    nothing.stands_on(JANUARY)
    world, schools = district()
    coordinator = people().come_in("safronova")
    diagnose(coordinator, schools)
    answer(people(phone=True).come_in("pedagog11"), world)
    others(world)
    look_at_progress(coordinator, schools)
    ask_for_a_group(coordinator, people, world, schools)
    form(coordinator)
    approve(coordinator)
    link(coordinator, people())
    begin_plan(people().come_in("ershova"), people(phone=True), world)
    everybody_else(world)
    hear_of_the_clauses(coordinator, world)


def diagnose(coordinator: Hand, schools: list[tuple[Unit, str]]) -> None:
    coordinator.open("diagnostics").follow("campaign_new")
    coordinator.fill(title="Самодиагностика, зима", since="2027-01-11", due="2027-02-12").press()
    key = Campaign.objects.get().pk
    coordinator.open("campaign", key).follow("campaign_invite", key=key)
    coordinator.fill(units=[unit.pk for unit, _head in schools]).press()
    coordinator.open("campaign", key).press("campaign_start")
    coordinator.reads("приглашения отправлены", "0 из 47")


def answer(teacher: Hand, world: World) -> None:
    """On a phone, statement by statement; what is answered is kept, and one goes on later."""
    teacher.open("home").follow("response").press("response_begin")
    told = filled(2).answers
    first = dict(list(told.items())[:10])
    teacher.fill(**{f"a-{key}": str(value) for key, value in first.items()})
    row = Response.objects.get(person=world.people["pedagog11"])
    teacher.waits_until("document.querySelector('main').innerText.includes('10 из 36')")
    teacher.open("response", row.pk).reads("10 из 36")
    teacher.fill(**{f"a-{key}": str(value) for key, value in told.items()})
    teacher.page.click("main button[name=finish]")
    teacher.page.wait_for_load_state()
    teacher.well().reads("Предметные", "50 %")


def others(world: World) -> None:
    """Everybody else answers too: what each says is their own."""
    campaign = Campaign.objects.get()
    done = Response.objects.filter(campaign=campaign, finished_on=None).select_related("person")
    for place, row in enumerate(done.order_by("pk")):
        answered(world, campaign, row.person.surname.lower(), JANUARY, value=1 + place % 4)


def look_at_progress(coordinator: Hand, schools: list[tuple[Unit, str]]) -> None:
    """How many have finished, by school; nobody's answers."""
    coordinator.open("campaign", Campaign.objects.get().pk)
    for unit, _head in schools:
        coordinator.reads(unit.short_name)
    invited = Response.objects.count()
    assert invited >= 40
    coordinator.reads(f"Завершили {invited} из {invited}")
    assert "50 %" not in coordinator.text


def ask_for_a_group(
    coordinator: Hand, people: People, world: World, schools: list[tuple[Unit, str]]
) -> None:
    """The topic comes out of the diagnosis; every school names five people for it."""
    coordinator.open("topics").follow("topic_new", key=world.programme.pk)
    coordinator.fill(title=TOPIC, source="diagnosis", about="Критерии и обратная связь")
    coordinator.fill(competences=["method"]).press()
    for number, (unit, head) in enumerate(schools, 1):
        hand = people().come_in(head)
        hand.open("applications").follow("application_new", key=world.programme.pk)
        chosen = [name.capitalize() for name in names(number)[:5]]
        hand.fill(topic=TOPIC, people=chosen, why="Так показала диагностика").press()
        hand.reads("Подана", "5 человек")
        hand.context.close()
        coordinator.open("home").follow("application", near=unit.short_name)
        coordinator.follow("application_act", slug="accept").fill(answer="Собираем").press()
        coordinator.reads("Принята")


def form(coordinator: Hand) -> None:
    """Twenty-five wait, two tutors may take ten each: five are left, and it is said why."""
    coordinator.open("topics").follow("groups_form")
    coordinator.fill(objective="nobody_left", most_groups="1").press()
    coordinator.reads("Группы подбираются", "ждут 25 человек")
    finish(coordinator)
    coordinator.reads("Предложены 2 группы", "Остались без группы", "5")
    rows = [group.members.count() for group in Group.objects.all()]
    assert rows == [10, 10]
    coordinator.open("topics").follow("topic", near=TOPIC)
    coordinator.reads("5 ждут группу")
    coordinator.reads("Почему без группы", "у тьюторов темы нет мест")


def approve(coordinator: Hand) -> None:
    coordinator.open("groups").follow("groups_approve")
    for box in coordinator.page.query_selector_all("main [name=groups]"):
        box.check()
    coordinator.fill(order="№ 200", until="2027-05-31").press()
    for group in Group.objects.all():
        coordinator.open("group", group.pk)
        coordinator.reads("Работает", "10 человек", "Самодиагностика: 10 из 10", "ИОП: 0 из 10")


def link(coordinator: Hand, outsider: Hand) -> None:
    """A tutor of the institute is linked to one group and sees its people, and no other's."""
    first, second = Group.objects.order_by("number")
    coordinator.open("group", first.pk).follow("group_act", slug="external")
    coordinator.fill(surname="Журавлёв", given="Сергей", gender="m")
    coordinator.fill(works_at="Институт развития образования", ground="Соглашение № 5").press()
    coordinator.reads("Внешний тьютор", "Журавлёв", "Соглашение № 5")
    person = Person.objects.get(surname="Журавлёв")
    person.user = User.objects.create_user("zhuravlyov", PASSWORD)
    person.save()
    outsider.come_in("zhuravlyov").open("groups").follow("group", near=TOPIC)
    inside = GroupMember.objects.filter(group=first).values_list("person__surname", flat=True)
    outsider.reads(*inside)
    with outsider.expecting(404):
        outsider.open("group", second.pk)
    apart = GroupMember.objects.filter(group=second).first()
    assert apart is not None
    with outsider.expecting(404):
        outsider.open("tutee", apart.enrolment_id)


def begin_plan(tutor: Hand, teacher: Hand, world: World) -> None:
    """The tutor begins the plan of one member from the page of the group; both write and agree."""
    group = Group.objects.get(appointment=world.appointments["ershova"])
    tutor.open("group", group.pk).follow("tutee_draft").press()
    route = Route.objects.get()
    tutor.open("route", route.pk).follow("route_parts", form="study_plan")
    tutor.fill(courses="Курс об оценивании", hours="36", terms="До мая").press()
    tutor.open("route", route.pk).follow("route_propose").press()
    teacher.come_in(route.enrolment.person.surname.lower())
    teacher.open("home").follow("route").follow("route_acknowledge").press()
    tutor.open("group", group.pk).reads("ИОП: 1 из 10")


def everybody_else(world: World) -> None:
    """The other nineteen plans, by the same deeds."""
    for member in GroupMember.objects.filter(enrolment__route=None).select_related("person"):
        tutor = member.group.appointment
        assert tutor is not None
        given = {"actor": world.reach(tutor.person.surname.lower(), JANUARY), "at": AT}
        route = routes.draft_route(enrolment=member.enrolment_id or 0, **given)
        parts = {"courses": "Курс об оценивании", "hours": "36", "terms": "До мая"}
        routes.write_parts(
            route=route.pk, row_version=None, form="study_plan", parts=parts, **given
        )
        routes.propose(route=route.pk, row_version=None, **given)
        mine = {"actor": world.reach(member.person.surname.lower(), JANUARY), "at": AT}
        routes.acknowledge_route(route=route.pk, row_version=None, **mine)
    assert Route.objects.filter(agreed_on__isnull=False).count() == 20
    assert Enrolment.objects.filter(subject__isnull=False).count() == 20


def hear_of_the_clauses(coordinator: Hand, world: World) -> None:
    """The board says of every clause of the section what is so."""
    found = board(world.programme, JANUARY, world.reach("safronova", JANUARY)).assessments
    marks = {key: one.state.code for key, one in found.items() if key.startswith("4.")}
    assert marks == SECTION
    coordinator.open("group", Group.objects.earliest("pk").pk)
    coordinator.open("regulations").reads("20 из 20")
