"""Pages of the first weeks: first steps, the table of orders, who has not signed in."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from marshrut import clock
from marshrut.orders.models import Order
from marshrut.people.models import Office, Person, SignInSlip
from marshrut.people.operations import issue_slips
from marshrut.programmes.models import Appointment, Programme
from marshrut.users.models import User
from tests.world import AT, SEPTEMBER, World, _unit, build

pytestmark = pytest.mark.django_db
Door = Callable[[str], Client]
DAY = "2027-01-11"


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def many_deeds(settings: Any) -> None:
    """Each row is a deed of its own, which looks like queries in a loop."""
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if not one.startswith("zeal")]


@pytest.fixture
def world() -> World:
    found = build()
    for number, name in enumerate(("kareva", "young")):
        school = _unit(found.municipality, "school", f"Школа {number}")
        found.employ(name, school, "заместитель директора", "deputy_head")
    found.people["young"].employments.update(post="учитель", post_class="teacher")
    found.people["young"].employments.update(since=SEPTEMBER)
    return found


@pytest.fixture
def come_in(world: World) -> Door:
    def client(name: str) -> Client:
        found, user = Client(), world.people[name].user
        assert user is not None
        found.force_login(user)
        return found

    return client


def body(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


# --- first steps -------------------------------------------------------------------------------
def test_an_empty_installation_leads_to_the_first_steps() -> None:
    root = _unit(None, "municipality", "Новый округ")
    user = User.objects.create_user("first", "long-enough-password")
    person = Person.objects.create(surname="Первый", given="Имя", user=user)
    Office.objects.create(person=person, role="administrator", unit=root, since=SEPTEMBER)
    client = Client()
    client.force_login(user)

    assert client.get("/").headers["Location"] == "/start/"
    page = body(client, "/start/")
    assert page.count('class="now"') == 1
    assert f"/settings/users/{person.pk}/office/" in page
    assert 'href="/start/"' in page  # the section stands in the menu


def test_seven_lines_with_one_button_each(world: World, come_in: Door) -> None:
    Programme.objects.update(started_on=None)
    page = body(come_in("safronova"), "/start/")
    steps = page[page.index('<ol class="first') :]

    assert steps[: steps.index("</ol>")].count("<a class=") == 7
    assert len(re.findall(r'class="btn main"', steps)) == 1
    assert f"/programmes/{world.programme.pk}/" in steps


def test_the_section_leaves_the_menu_when_all_is_done(world: World, come_in: Door) -> None:
    client = come_in("safronova")
    assert 'href="/start/"' in body(client, "/notices/")
    for name in ("kareva", "young"):
        unit = world.people[name].employments.get().unit
        world.employ(f"head-{name}", unit, "директор", "head", pedagogical=False)
        world.grant(f"head-{name}", "head", unit)
        world.employ(f"deputy-{name}", unit, "заместитель директора", "deputy_head")
        world.appoint(f"deputy-{name}", unit, f"{name}-о")

    assert 'href="/start/"' not in body(client, "/notices/")
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("who", ["zimin", "dorohova", "lapshina", "prohorov"])
@pytest.mark.parametrize("address", ["/start/", "/start/who/"])
def test_first_steps_are_the_coordinators(come_in: Door, who: str, address: str) -> None:
    body(come_in(who), address, 403)


def test_who_sees_what_names_the_heads_and_who_is_lacking(come_in: Door) -> None:
    page = body(come_in("safronova"), "/start/who/")

    assert "Zimin" in page
    assert page.index("Школа 0") < page.index("Еловская СОШ")


# --- the table of orders -----------------------------------------------------------------------
def typed(world: World, page: str, who: str, **given: str) -> dict[str, str]:
    """One row as a browser posts it: hidden fields as the page gave them."""
    unit = world.people[who].employments.get().unit_id
    hidden = dict(re.findall(rf'name="u{unit}-(deed_key|row_version)"[^>]*?value="([^"]*)"', page))
    row = hidden | {
        "number": f"{unit}-о",
        "registered_on": DAY,
        "signed_on": DAY,
        "person": str(world.people[who].pk),
        "since": DAY,
        "agreed": "on",
    }
    return {f"u{unit}-{name}": value for name, value in (row | given).items()}


@pytest.mark.usefixtures("many_deeds")
def test_rows_are_saved_each_by_itself_and_the_refused_stays_typed(
    world: World, come_in: Door
) -> None:
    client = come_in("safronova")
    page = body(client, "/papers/table/")
    good, refused = typed(world, page, "kareva"), typed(world, page, "young", number="77-к")
    answer = client.post("/papers/table/", good | refused)
    shown = answer.content.decode()

    assert answer.status_code == 200
    assert Appointment.objects.filter(person=world.people["kareva"], since=DAY).exists()
    assert not Order.objects.filter(number="77-к").exists()
    assert 'value="77-к"' in shown
    assert "п. 4.2 Положения" in shown
    assert f"/programmes/tutors/{Appointment.objects.latest('pk').pk}/" in shown


def test_all_saved_leads_back_to_the_table(world: World, come_in: Door) -> None:
    client = come_in("safronova")
    row = typed(world, body(client, "/papers/table/"), "kareva")

    assert client.post("/papers/table/", row).status_code == 302
    again = client.post("/papers/table/", row)
    assert again.status_code == 200
    assert Order.objects.filter(unit__name="Школа 0").count() == 1


def test_untouched_rows_say_nothing(world: World, come_in: Door) -> None:
    client = come_in("safronova")
    answer = client.post("/papers/table/", {})

    assert answer.status_code == 200
    assert 'role="alert"' not in answer.content.decode()
    assert Order.objects.filter(unit__name__startswith="Школа").count() == 0


def test_a_row_half_typed_says_what_is_lacking(world: World, come_in: Door) -> None:
    client = come_in("safronova")
    row = typed(world, body(client, "/papers/table/"), "kareva", since="", number="x" * 31)
    answer = client.post("/papers/table/", row).content.decode()

    assert 'class="why"' in answer
    assert not Order.objects.filter(unit__name="Школа 0").exists()


def test_a_head_has_only_the_own_row(world: World, come_in: Door) -> None:
    page = body(come_in("zimin"), "/papers/table/")

    assert "Еловская СОШ" in page
    assert "Oreshkina" not in page
    assert "Kareva" not in page


def test_an_order_of_an_organisation_above_is_named_and_not_opened(
    world: World, come_in: Door
) -> None:
    order = world.appointments["dorohova"].order
    own = f'href="/papers/{order.pk}/"'
    assert own in body(come_in("zimin"), "/papers/table/")

    Order.objects.filter(pk=order.pk).update(unit=world.municipality.parent)
    page = body(come_in("zimin"), "/papers/table/")
    assert own not in page
    assert "87-о" in page


def test_a_foreign_row_is_no_row(world: World, come_in: Door) -> None:
    page = body(come_in("safronova"), "/papers/table/")
    row = typed(world, page, "kareva")

    come_in("zimin").post("/papers/table/", row)
    assert not Order.objects.filter(unit__name="Школа 0").exists()


@pytest.mark.parametrize("who", ["dorohova", "lapshina", "prohorov", "nechaev"])
def test_others_have_no_table(come_in: Door, who: str) -> None:
    body(come_in(who), "/papers/table/", 403)


def test_a_programme_of_others_is_not_there(come_in: Door) -> None:
    body(come_in("safronova"), "/papers/table/?programme=999", 404)
    body(come_in("safronova"), "/papers/table/?programme=x", 404)


def test_only_what_is_to_be_filled_in(come_in: Door) -> None:
    page = body(come_in("safronova"), "/papers/table/?show=open")

    assert "Школа 0" in page
    assert "Dorohova" not in page


# --- who has not signed in ---------------------------------------------------------------------
def come_once(world: World, name: str) -> None:
    User.objects.filter(person=world.people[name]).update(last_login=AT)


def test_who_has_never_come_by_organisation(world: World, come_in: Door) -> None:
    come_once(world, "grachev")
    issue_slips(persons=[world.people["lapshina"]], actor=world.system(), at=AT)
    page = body(come_in("safronova"), "/people/slips/never/")

    assert "Grachev" not in page
    assert "Lapshina" in page
    assert "не использован" in page
    text = re.search(r'id="text-\d+">(.*?)</p>', page, re.DOTALL)
    assert text is not None
    assert not any(name.capitalize() in text[1] for name in world.people)


def test_slips_of_the_chosen_are_printed_and_the_earlier_end(world: World, come_in: Door) -> None:
    client, person = come_in("zimin"), world.people["lapshina"]
    issue_slips(persons=[person], actor=world.system(), at=AT)
    page = client.post("/people/slips/never/", {"people": [person.pk]}).content.decode()

    assert page.count('class="slip"') == 1
    assert SignInSlip.objects.filter(person=person, expires_at__gt=AT).count() == 1


@pytest.mark.parametrize("chosen", [[], ["x"], ["999999"]])
def test_nobody_chosen_prints_nothing(come_in: Door, chosen: list[str]) -> None:
    answer: Any = come_in("zimin").post("/people/slips/never/", {"people": chosen})

    assert answer.status_code == 200
    assert 'class="slip"' not in answer.content.decode()


def test_a_head_prints_nothing_next_door(world: World, come_in: Door) -> None:
    client, person = come_in("zimin"), world.people["stranger"]
    assert "Stranger" not in body(client, "/people/slips/never/")
    client.post("/people/slips/never/", {"people": [person.pk]})

    assert not SignInSlip.objects.filter(person=person).exists()
