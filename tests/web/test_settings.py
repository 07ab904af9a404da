"""Settings: who opens which part, and what each form does."""

from __future__ import annotations

import ast
import re
from datetime import date

import pytest
from django.test import Client

from marshrut import clock
from marshrut.journal.models import JournalEntry
from marshrut.norms.counting import Quota
from marshrut.norms.making import Deliverable
from marshrut.organisations.calendars import calendar_of
from marshrut.organisations.models import LocalSetting, Unit
from marshrut.people.models import Office, Person
from marshrut.programmes.queries import guarding
from marshrut.regulations.queries import rules_of
from marshrut.users.models import User
from marshrut.web.settings.zones import zones
from marshrut.web.verbs import VERBS
from tests.test_architecture import OPERATIONS
from tests.world import AT, PRESETS, TODAY, World, build

pytestmark = pytest.mark.django_db
PARTS = ("units", "calendars", "local", "users", "journal")
OPEN = {
    "safronova": {"units", "calendars", "local", "users", "journal"},
    "nechaev": {"units", "calendars", "users", "journal"},
    "zimin": {"calendars", "users"},
    "lapshina": set(),
    "dorohova": set(),
    "prohorov": set(),
}


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def world() -> World:
    return build()


def of(world: World, name: str) -> Client:
    client = Client()
    user = world.people[name].user
    assert user is not None
    client.force_login(user)
    return client


def read(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


@pytest.mark.parametrize("who", OPEN)
def test_each_part_is_open_to_those_whom_it_concerns(world: World, who: str) -> None:
    client = of(world, who)
    for part in PARTS:
        read(client, f"/settings/{part}/", 200 if part in OPEN[who] else 404)
    assert client.get("/settings/").status_code == (302 if OPEN[who] else 404)


# --- territory ---------------------------------------------------------------------------------
def test_a_coordinator_adds_a_school(world: World) -> None:
    form = {
        "parent": world.municipality.pk, "kind": "school", "name": "Нижнеключевская ООШ",
        "short_name": "Нижнеключевская ООШ", "zone": "",
    }  # fmt: skip
    client = of(world, "safronova")
    assert client.post("/settings/units/new/", form).status_code == 302
    assert "Нижнеключевская" in read(client, "/settings/units/")
    again = client.post("/settings/units/new/", form)
    assert "уже есть" in again.content.decode()
    assert Unit.objects.filter(name="Нижнеключевская ООШ").count() == 1


def test_a_coordinator_cannot_add_above_the_own_territory(world: World) -> None:
    region = world.municipality.parent
    assert region is not None
    form = {"parent": region.pk, "kind": "municipality", "name": "Чужой", "short_name": "Чужой"}
    assert of(world, "safronova").post("/settings/units/new/", form).status_code == 200
    assert not Unit.objects.filter(name="Чужой").exists()


@pytest.mark.parametrize(("who", "status"), [("zimin", 403), ("lapshina", 403), ("belov", 404)])
def test_others_do_not_edit_units(world: World, who: str, status: int) -> None:
    read(of(world, who), f"/settings/units/{world.school.pk}/", status)


def test_a_head_sets_the_quarters_of_the_own_school(world: World) -> None:
    client, address = of(world, "zimin"), f"/settings/calendars/{world.school.pk}/"
    read(client, address)
    form = {
        "scheme_form": "1", "scheme": "quarter",
        "since_1": "2026-09-01", "until_1": "2026-10-20",
        "since_2": "2026-11-05", "until_2": "2026-12-30",
    }  # fmt: skip
    assert client.post(address, form).status_code == 302
    first = calendar_of(world.school, date(2027, 1, 22)).quarters[0]
    assert (first.until.month, first.until.day) == (10, 21)
    page = read(client, address)
    assert "2026-10-20" in page
    assert client.post(address, form | {"until_2": ""}).status_code == 200
    read(client, f"/settings/calendars/{world.other_school.pk}/", 404)


def test_special_days_are_read_in_any_usual_writing(world: World) -> None:
    client, address = of(world, "safronova"), f"/settings/calendars/{world.municipality.pk}/"
    form = {"days_form": "1", "off": "22.02.2027\n2027-03-09", "working": "20.02.2027"}
    assert client.post(address, form).status_code == 302
    calendar = calendar_of(world.school, date(2027, 1, 22))
    assert calendar.is_working(date(2027, 2, 20))
    assert not calendar.is_working(date(2027, 3, 9))
    bad = client.post(address, form | {"off": "завтра"}).content.decode()
    assert "завтра" in bad
    assert "не дата" in bad


def test_local_settings_are_set_and_given_back(world: World) -> None:
    client = of(world, "safronova")
    page = read(client, "/settings/local/")
    assert "Ответ на запрос сведений" in page
    assert "п. 6.2 Положения" in page
    names = [f"p{n}" for n in range(20) if f'name="p{n}"' in page]
    form = {"programme": world.programme.pk} | dict.fromkeys(names, "")
    values = form | {names[0]: "7"}
    assert client.post("/settings/local/", values).status_code == 302
    setting = LocalSetting.objects.get()
    assert (setting.unit, setting.value) == (world.municipality, 7)
    assert client.post("/settings/local/", form).status_code == 302
    assert not LocalSetting.objects.exists()


# --- users -------------------------------------------------------------------------------------
def test_a_head_grants_only_the_office_below(world: World) -> None:
    client = of(world, "zimin")
    address = f"/settings/users/{world.people['grachev'].pk}/office/"
    page = read(client, address)
    assert 'value="responsible"' in page
    assert 'value="administrator"' not in page
    form = {"role": "administrator", "unit": world.school.pk, "since": "2027-01-22"}
    assert client.post(address, form).status_code == 200
    form["role"] = "responsible"
    assert client.post(address, form).status_code == 302
    office = Office.objects.get(role="responsible")
    end = {"until": "2027-01-31"}
    assert client.post(f"/settings/offices/{office.pk}/end/", end).status_code == 302
    office.refresh_from_db()
    assert office.until == date(2027, 2, 1)


def test_an_administrator_admits_a_coordinator_and_prints_a_slip(world: World) -> None:
    client = of(world, "nechaev")
    form = {
        "surname": "Новикова", "given": "Анна", "role": "municipal_coordinator",
        "unit": world.municipality.pk, "since": "2027-01-22",
    }  # fmt: skip
    assert client.post("/settings/users/new/", form).status_code == 302
    person = Person.objects.get(surname="Новикова")
    assert "Новикова" in read(client, "/settings/users/?role=municipal_coordinator")
    sheet = client.post(f"/people/{person.pk}/slip/").content.decode()
    assert "novikova" in sheet


def test_an_account_is_blocked_and_opened_again(world: World) -> None:
    client, person = of(world, "nechaev"), world.people["lapshina"]
    address = f"/settings/users/{person.pk}/account/switch/"
    for active in (False, True):
        assert client.post(address).status_code == 302
        assert User.objects.get(person=person).is_active is active


def test_an_administrator_sees_accounts_and_no_contacts(world: World) -> None:
    Person.objects.filter(pk=world.people["lapshina"].pk).update(email="secret@example.org")
    client = of(world, "nechaev")
    key = world.people["lapshina"].pk
    for address in (f"/settings/users/{key}/", f"/people/{key}/", "/settings/users/"):
        assert "secret@example.org" not in read(client, address)


@pytest.mark.parametrize("who", ["zimin", "safronova"])
def test_nobody_keeps_an_account_above_the_own_office(world: World, who: str) -> None:
    client, key = of(world, who), world.people["nechaev"].pk
    for end in ("account/", "account/switch/"):
        assert client.post(f"/settings/users/{key}/{end}").status_code in {403, 404}
    office = Office.objects.get(role="administrator")
    status = client.post(f"/settings/offices/{office.pk}/end/", {"until": "2027-01-22"}).status_code
    assert status in {403, 404}


def test_a_head_of_another_school_sees_no_user_of_this_one(world: World) -> None:
    read(of(world, "belov"), f"/settings/users/{world.people['lapshina'].pk}/", 404)
    assert "Lapshina" not in read(of(world, "belov"), "/settings/users/?q=lapshina").replace(
        'value="lapshina"', ""
    )


# --- the journal -------------------------------------------------------------------------------
def test_the_journal_tells_deeds_and_no_texts(world: World) -> None:
    JournalEntry.objects.create(
        verb="give_opinion",
        kind="opinion",
        key=1,
        actor=world.people["dorohova"].user,
        at=AT,
        after={"text": "тайна пары"},
        unit=world.school.pk,
    )
    page = read(of(world, "nechaev"), "/settings/journal/")
    assert "Высказано мнение" in page
    assert "тайна" not in page
    assert "Высказано мнение" in read(of(world, "nechaev"), "/settings/journal/?q=dorohova")
    assert "Высказано мнение" not in read(of(world, "nechaev"), "/settings/journal/?q=Сыч")
    assert "ничего не найдено" in read(of(world, "nechaev"), "/settings/journal/?since=2027-02-01")
    read(of(world, "nechaev"), "/settings/journal/?since=nonsense&page=x")


def test_every_deed_has_a_name_for_the_journal() -> None:
    recorded = {
        call.args[0].value
        for path in OPERATIONS
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant)
        if ast.unparse(call.func).rpartition(".")[2].lstrip("_").startswith("record")
        if isinstance(call.args[0].value, str)
    }
    assert recorded - VERBS.keys() == set()


def test_clocks_of_the_country_are_named_and_one_from_elsewhere_is_kept() -> None:
    assert len(zones()) == 11
    assert zones("Europe/Moscow") == zones()
    assert zones("Asia/Almaty")[-1] == ("Asia/Almaty", "Asia/Almaty")


def test_a_term_in_days_and_a_year_are_set_by_the_coordinator_and_judged_by() -> None:
    found = build(PRESETS / "oktyabrsky.yaml", appointed=False)
    client = of(found, "safronova")
    page = read(client, "/settings/local/")
    assert "Дней на подготовку: договор" in page
    assert "п. 4.9 Положения; если оставить пустым: 10" in page
    assert "если оставить пустым: учебный год" in page
    assert "Стаж не менее, лет" in page
    assert "п. 4.5 Положения; если оставить пустым: 5" in page
    contract = re.search(r'for="id_(p\d+)"[^>]*>\s*Дней на подготовку: договор', page)
    year = re.search(r'<select name="(p\d+)"', page)
    assert contract
    assert year
    names = re.findall(r'name="(p\d+)"', page)
    form = {"programme": found.programme.pk} | dict.fromkeys(names, "")
    wrong = {contract[1]: "0", year[1]: "june_june"}
    assert client.post("/settings/local/", form | wrong).status_code == 200
    assert not LocalSetting.objects.exists()
    said = {contract[1]: "20", year[1]: "calendar_year"}
    assert client.post("/settings/local/", form | said).status_code == 302
    values = dict(LocalSetting.objects.values_list("name", "value"))
    assert values == {"due.tutor.contract.days": 20, "period.supported_event": "calendar_year"}
    rules = guarding(found.programme, TODAY).rules
    assert {n.due.days for n in rules.clause("4.9").norms if isinstance(n, Deliverable)} >= {20}
    assert {n.period for n in rules.clause("4.8").norms if isinstance(n, Quota)} == {
        "calendar_year"
    }
    # The page goes on showing what the clause itself says.
    assert "п. 4.9 Положения; если оставить пустым: 10" in read(client, "/settings/local/")
    assert client.post("/settings/local/", form).status_code == 302
    assert guarding(found.programme, TODAY).rules is rules_of(found.version)
