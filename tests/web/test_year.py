"""Pages of the coordinator's year: reminders, exceptions for several, acting, the next year."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from marshrut import clock
from marshrut.notices.models import Notice
from marshrut.people.models import Office, PaperRecord
from marshrut.programmes.models import Programme, Subject, Waiver
from marshrut.routes.models import Route
from marshrut.web.programmes.forms.next_year import next_title
from tests.routes.walk import begin
from tests.world import AT, PRESETS, TODAY, World, _version, build, document

pytestmark = pytest.mark.django_db
Door = Callable[[str], Client]
AUTUMN = datetime(2027, 9, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def many_deeds(settings: Any) -> None:
    """One deed for each chosen thing, which looks like queries in a loop."""
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if not one.startswith("zeal")]


@pytest.fixture
def world() -> World:
    found = build()
    begin(found, "lapshina", "dorohova")
    begin(found, "stranger", "oreshkina")
    Subject.objects.update(until=date(2028, 5, 26))
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


# --- reminders ---------------------------------------------------------------------------------
def test_reminders_list_who_owes_with_a_text_that_names_nobody_else(
    world: World, come_in: Door
) -> None:
    page = body(come_in("safronova"), f"/programmes/{world.programme.pk}/reminders/")
    text = re.search(rf'id="chat-{world.people["dorohova"].pk}">(.*?)</p>', page, re.DOTALL)

    assert text is not None
    assert "Положения" in text[1]
    others = {name.capitalize() for name in world.people} - {"Dorohova"}
    assert not any(name in text[1] for name in others)
    common = re.search(r'id="chat-all">(.*?)</p>', page, re.DOTALL)
    assert common is not None
    assert not any(name.capitalize() in common[1] for name in world.people)


@pytest.mark.usefixtures("many_deeds")
def test_the_chosen_are_reminded_by_one_press(world: World, come_in: Door) -> None:
    address = f"/programmes/{world.programme.pk}/reminders/"
    answer = come_in("zimin").post(address, {"people": [world.people["dorohova"].pk]})

    assert answer.status_code == 302
    assert Notice.objects.filter(code__startswith="reminder").exists()
    again = come_in("zimin").post(address, {"people": [world.people["dorohova"].pk]})
    assert again.status_code == 200
    page = body(come_in("dorohova"), "/notices/")
    assert "Напоминание" in page


def test_a_heads_reminders_hold_the_own_school(world: World, come_in: Door) -> None:
    page = body(come_in("zimin"), f"/programmes/{world.programme.pk}/reminders/?clause=x&unit=x")

    assert "Dorohova" in page
    assert "Oreshkina" not in page
    assert "Stranger" not in page


@pytest.mark.parametrize("who", ["dorohova", "lapshina", "prohorov"])
def test_others_remind_nobody(world: World, come_in: Door, who: str) -> None:
    body(come_in(who), f"/programmes/{world.programme.pk}/reminders/", 403)
    body(come_in(who), f"/programmes/{world.programme.pk}/next/", 403)


# --- exceptions for several --------------------------------------------------------------------
def marks(page: str) -> list[str]:
    return re.findall(r'name="thing" value="([^"]+)"', page)


def lacking(world: World, client: Client) -> tuple[str, list[str]]:
    """A clause of the board behind which several things lack something, and their marks."""
    for clause in ("5.1", "4.3", "3.1", "4.6", "6.1.a", "5.2", "2.1", "4.5"):
        address = f"/regulations/?programme={world.programme.pk}&clause={clause}&state=lacking"
        answer = client.get(address)
        if answer.status_code == 200 and len(found := marks(answer.content.decode())) > 1:
            return clause, found
    raise AssertionError("nothing lacks anything")


@pytest.mark.usefixtures("many_deeds")
def test_one_reason_for_several_from_the_list_behind_the_clause(
    world: World, come_in: Door
) -> None:
    client = come_in("safronova")
    clause, found = lacking(world, client)
    query = "&".join([f"clause={clause}", *(f"thing={mark}" for mark in found)])
    address = f"/programmes/{world.programme.pk}/waivers/several/?{query}"
    assert body(client, address).count("<li>") >= len(found)

    refused = client.post(address, {"reason": ""})
    assert refused.status_code == 200
    assert client.post(address, {"reason": "Карантин"}).status_code == 302
    assert set(Waiver.objects.values_list("reason", flat=True)) == {"Карантин"}
    assert Waiver.objects.count() == len(found)


@pytest.mark.usefixtures("many_deeds")
def test_a_head_asks_and_takes_only_the_own(world: World, come_in: Door) -> None:
    clause, found = lacking(world, come_in("safronova"))
    query = "&".join([f"clause={clause}", *(f"thing={mark}" for mark in found)])
    address = f"/programmes/{world.programme.pk}/waivers/several/?{query}"
    come_in("zimin").post(address, {"reason": "Карантин"})

    assert set(Waiver.objects.values_list("unit", flat=True)) <= {world.school.pk}


def test_nothing_chosen_leads_back_and_an_unknown_clause_is_not_there(
    world: World, come_in: Door
) -> None:
    address = f"/programmes/{world.programme.pk}/waivers/several/"
    client = come_in("safronova")

    assert client.get(f"{address}?clause=4.2&thing=x").status_code == 302
    body(client, f"{address}?clause=nonsense", 404)
    body(client, address, 404)


# --- acting ------------------------------------------------------------------------------------
def test_a_colleague_acts_for_the_head_and_pages_say_so(world: World, come_in: Door) -> None:
    office = Office.objects.get(person=world.people["zimin"])
    form = {
        "person": world.people["dorohova"].pk,
        "since": TODAY.isoformat(),
        "until": (TODAY + timedelta(days=10)).isoformat(),
        "basis": "order",
        "basis_text": "№ 3-к",
    }
    address = f"/settings/offices/{office.pk}/acting/"
    assert come_in("safronova").post(address, form).status_code == 302

    card = body(come_in("safronova"), f"/settings/users/{world.people['dorohova'].pk}/")
    assert "и. о." in card
    assert "№ 3-к" in card
    body(come_in("dorohova"), "/papers/new/")
    body(come_in("zimin"), "/papers/new/", 403)
    body(come_in("zimin"), "/people/")


def test_the_journal_says_who_acted(world: World, come_in: Door) -> None:
    test_a_colleague_acts_for_the_head_and_pages_say_so(world, come_in)
    order = world.order(world.school, "9-о", TODAY)
    come_in("dorohova").post(f"/papers/{order.pk}/cancel/", {})
    form = {"subject": "other", "title": "О", "unit": world.school.pk}
    assert come_in("dorohova").post("/papers/new/", form).status_code == 302

    assert "Dorohova\xa0И.\xa0О., и. о." in body(come_in("safronova"), "/settings/journal/")


@pytest.mark.parametrize("who", ["belov", "lapshina", "dorohova"])
def test_others_do_not_entrust(world: World, come_in: Door, who: str) -> None:
    office = Office.objects.get(person=world.people["zimin"])
    body(come_in(who), f"/settings/offices/{office.pk}/acting/", 404)


# --- in the name of an organisation ------------------------------------------------------------
def test_the_head_sees_what_was_entered_and_says_it_is_not_so(world: World, come_in: Door) -> None:
    form = {
        "subject": "other",
        "title": "О",
        "unit": world.school.pk,
        "number": "9-о",
        "registered_on": TODAY.isoformat(),
        "signed_on": TODAY.isoformat(),
    }
    address = come_in("safronova").post("/papers/enter/", form).headers["Location"]
    assert "от имени организации" in body(come_in("zimin"), address)
    record = PaperRecord.objects.get(unit__isnull=False)
    assert f"/{record.pk}/" in body(come_in("zimin"), "/account/paper/")

    come_in("zimin").post(f"/account/paper/{record.pk}/object/", {"text": "Приказ другой"})
    record.refresh_from_db()
    assert record.objection == "Приказ другой"
    assert "Еловская СОШ" in body(come_in("safronova"), "/account/paper/")


def test_the_title_of_the_next_year_counts_on() -> None:
    assert next_title("Сопровождение 2026/27") == "Сопровождение 2027/28"
    assert next_title("Сопровождение 2099/00") == "Сопровождение 2100/01"
    assert next_title("Сопровождение") == "Сопровождение"


# --- the next year -----------------------------------------------------------------------------
def year_form(page: str, **given: Any) -> dict[str, Any]:
    hidden = dict(re.findall(r'name="(deed_key|row_version)"[^>]*?value="([^"]*)"', page))
    chosen = {
        name: re.findall(rf'name="{name}" value="(\d+)" checked', page)
        for name in ("tutors", "cases")
    }
    version = re.search(r'<option value="(\d+)" selected', page)
    fixed = {"title": "Год 2027/28", "since": "2027-09-01", "until": "2028-08-31"}
    fixed["version"] = version[1] if version else ""
    return hidden | chosen | fixed | {"conditions": "on"} | given


def test_in_winter_the_page_prepares_and_moves_nothing(world: World, come_in: Door) -> None:
    client = come_in("safronova")
    address = f"/programmes/{world.programme.pk}/next/"
    page = body(client, address)
    assert "Lapshina" in page
    form = year_form(page)
    assert form["cases"] == []

    assert client.post(address, form).status_code == 302
    new = Programme.objects.get(follows=world.programme)
    assert new.status == "prepared"
    assert new.appointments.count() == 2
    assert "уже создана" in body(client, address)


@pytest.mark.usefixtures("many_deeds")
def test_in_autumn_routes_go_on(
    world: World, come_in: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AUTUMN)
    client = come_in("safronova")
    address = f"/programmes/{world.programme.pk}/next/"
    form = year_form(body(client, address), start="on", close="on")
    assert len(form["cases"]) == 2

    answer = client.post(address, form)
    assert answer.status_code == 302, answer.content.decode()
    new = Route.objects.get(programme__follows=world.programme, unit=world.school)
    old = Route.objects.get(programme=world.programme, unit=world.school)
    page = body(come_in("lapshina"), f"/routes/{new.pk}/")
    assert f"/routes/{old.pk}/" in page
    body(come_in("lapshina"), f"/routes/{old.pk}/")
    body(come_in("dorohova"), f"/routes/{old.pk}/")
    body(come_in("stranger"), f"/routes/{old.pk}/", 404)


def test_next_year_of_a_regulation_that_counts_calendar_years(tmp_path: Path) -> None:
    path = tmp_path / "calendar.yaml"
    said = (PRESETS / "chebula.yaml").read_text("utf-8")
    path.write_text(said.replace("period: school_year", "period: calendar_year", 1), "utf-8")
    found = build(path)
    Programme.objects.filter(pk=found.programme.pk).update(until=date(2027, 1, 1))
    client, user = Client(headers={"accept-language": "ru"}), found.people["safronova"].user
    assert user is not None
    client.force_login(user)
    page = body(client, f"/programmes/{found.programme.pk}/next/")
    assert re.findall(r'name="(since|until)" value="([0-9-]*)"', page) == [
        ("since", "2027-01-01"), ("until", "2027-12-31"),
    ]  # fmt: skip
    assert "Перейти на следующий год" in page
    assert "учебный год" not in page


def test_a_programme_lasts_as_the_chosen_version_says(world: World, come_in: Door) -> None:
    named = document(PRESETS / "yaroslavl.yaml")
    version = _version(world.centre, named, date(2026, 8, 25))
    client = come_in("safronova")
    days = re.compile(r'name="(since|until)" value="([0-9-]*)"')
    for key, since, until in (
        (world.version.pk, "2026-09-01", "2027-08-31"),
        (version.pk, "2026-06-01", "2027-06-30"),
    ):
        page = body(client, f"/programmes/new/?version={key}")
        assert days.findall(page) == [("since", since), ("until", until)]
        assert f'<option value="{key}" selected>' in page
    for hostile in ("0", "-1", "x", "9" * 30):
        body(client, f"/programmes/new/?version={hostile}")
