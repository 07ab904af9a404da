"""Ways in and one's own pages: slips, cards of the demonstration, drafts, «Это не так»."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import is_mfa_enabled
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from marshrut import clock
from marshrut.clock.models import DemonstrationDay
from marshrut.people import operations
from marshrut.people.models import Draft, PaperRecord
from marshrut.users.models import User
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db
PASSWORD = "достаточно-длинный-7"


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    cache.clear()


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


# --- the door ----------------------------------------------------------------------------------
def test_a_password_opens_the_door_and_the_language_follows(world: World) -> None:
    operations.choose_language(language="en", actor=world.reach("lapshina"), at=AT)
    door = Client()
    answer = door.post("/account/login/", {"login": "Lapshina", "password": "long-enough-password"})
    assert answer.status_code == 302
    assert answer.cookies["marshrut_language"].value == "en"


def test_the_last_sign_in_is_told_by_the_clock_of_the_pages(world: World) -> None:
    given = {"login": "lapshina", "password": "long-enough-password"}
    assert Client().post("/account/login/", given).status_code == 302
    user = world.people["lapshina"].user
    assert user is not None
    user.refresh_from_db()
    assert user.last_login == AT


def test_nobody_signs_up_alone(world: World) -> None:
    read(Client(), "/account/signup/", 404)
    assert (
        Client().post("/account/signup/", {"login": "x", "password1": PASSWORD}).status_code == 404
    )


@pytest.mark.parametrize(
    "name", ["account_email", "account_confirm_email", "account_request_login_code"]
)
def test_what_is_not_used_of_the_library_has_no_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize(
    "address",
    ["/account/", "/account/contacts/", "/account/paper/", "/people/", "/papers/", "/settings/"],
)
def test_a_guest_is_led_to_the_door(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/login/")


def slip(world: World, name: str = "grachev") -> tuple[str, str]:
    return operations.issue_slip(person=world.people[name], actor=world.reach("zimin"), at=AT)


def use(door: Client, login: str, typed: str, **more: str) -> Any:
    form = {"login": login, "code": typed, "password": PASSWORD, "again": PASSWORD}
    return door.post("/account/slip/", form | more)


def test_a_slip_lets_in_once(world: World) -> None:
    login, code = slip(world)
    door = Client()
    assert use(door, login, code.lower()).status_code == 302
    assert "Grachev" in read(door, "/account/")
    again = use(Client(), login, code)
    assert again.status_code == 200
    assert "не подошли" in again.content.decode()


def test_who_came_in_with_a_slip_is_ended_from_another_device(world: World) -> None:
    login, code = slip(world)
    school, home = Client(), Client()
    use(school, login, code)
    home.post("/account/login/", {"login": login, "password": PASSWORD})
    assert read(home, "/account/sessions/").count("<time") == 2

    home.post("/account/sessions/")

    assert school.get("/").status_code == 302
    assert home.get("/").status_code == 200


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"again": "другой-пароль-9"}, "не совпадают"),
        ({"password": "1", "again": "1"}, "слишком"),
        ({"code": "AAAA-BBBB"}, "не подошли"),
    ],
)
def test_a_failed_attempt_keeps_the_slip_and_shows_no_password(
    world: World, more: dict[str, str], said: str
) -> None:
    login, code = slip(world)
    answer = use(Client(), login, code, **more)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert said in page.lower()
    assert PASSWORD not in page
    assert use(Client(), login, code).status_code == 302


def test_guessing_is_stopped_even_for_the_right_code(world: World) -> None:
    login, code = slip(world)
    for _ in range(5):
        use(Client(), login, "AAAA-BBBB")
    answer = use(Client(), login, code)
    assert answer.status_code == 200
    assert "Слишком много попыток" in answer.content.decode()


def test_guessing_by_one_address_over_many_logins_is_stopped(world: World) -> None:
    login, code = slip(world)
    for number in range(30):
        use(Client(), f"nobody{number}", "AAAA-BBBB")
    assert "Слишком много попыток" in use(Client(), login, code).content.decode()


# --- the demonstration -------------------------------------------------------------------------
def test_cards_let_in_those_on_them_and_nobody_else(world: World) -> None:
    door = Client()
    page = read(door, "/account/login/")
    assert "Лапшина Валентина Сергеевна" in page
    assert "Дорохова Елена Викторовна" in page
    assert "Хромов" not in page  # has no account in this small world
    assert door.post("/account/demonstration/in/", {"login": "zimin"}).status_code == 404
    assert door.post("/account/demonstration/in/", {"login": "lapshina"}).status_code == 302
    assert "Lapshina" in read(door, "/account/")


def test_outside_a_demonstration_there_are_no_cards(world: World, settings: LazySettings) -> None:
    settings.DEMONSTRATION = False
    door = Client()
    assert "Лапшина" not in read(door, "/account/login/")
    assert door.post("/account/demonstration/in/", {"login": "lapshina"}).status_code == 404
    client = of(world, "lapshina")
    assert client.post("/account/demonstration/day/", {"by": "week"}).status_code == 404
    read(client, "/account/demonstration/", 404)


def test_cards_speak_english_too(world: World) -> None:
    door = Client(headers={"accept-language": "en"})
    assert "your tutor proposes a lesson visit" in read(door, "/account/login/")


@pytest.mark.parametrize(("by", "day"), [("week", date(2027, 1, 29)), ("month", date(2027, 2, 22))])
def test_any_persona_moves_the_day(
    world: World, by: str, day: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    client = of(world, "lapshina")
    assert client.post("/account/demonstration/day/", {"by": by}).status_code == 302
    assert DemonstrationDay.objects.get().day == day
    assert client.post("/account/demonstration/day/", {"by": "year"}).status_code == 404
    assert client.get("/account/demonstration/day/").status_code == 405


# --- the second factor -------------------------------------------------------------------------
def test_offices_that_need_a_second_factor_are_led_to_it(
    world: World, settings: LazySettings
) -> None:
    settings.SECOND_FACTOR_FOR = ["municipal_coordinator"]
    answer = of(world, "safronova").get("/settings/units/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("mfa_activate_totp")
    read(of(world, "zimin"), "/people/")


# --- my pages ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "who", ["lapshina", "dorohova", "zimin", "safronova", "nechaev", "prohorov"]
)
def test_everyone_has_a_profile(world: World, who: str) -> None:
    page = read(of(world, who), "/account/")
    assert who.capitalize() in page


def test_contacts_and_language_are_ones_own(world: World) -> None:
    client = of(world, "lapshina")
    form = {"email": "v@example.org", "phone": "", "row_version": "1"}
    assert client.post("/account/contacts/", form).status_code == 302
    assert "v@example.org" in read(client, "/account/")
    stale = client.post("/account/contacts/", form | {"email": "w@example.org"})
    assert stale.status_code == 200
    both = stale.content.decode()
    assert "v@example.org" in both, "what is saved"
    assert "w@example.org" in both, "what was typed"
    answer = client.post("/account/language/", {"language": "en"})
    assert answer.cookies["marshrut_language"].value == "en"
    assert "My profile" in read(client, "/account/")


@pytest.fixture
def record(world: World) -> PaperRecord:
    return PaperRecord.objects.create(
        person=world.people["lapshina"],
        verb="agree_visit",
        kind="lessonvisit",
        key=1,
        basis="phone",
        happened_on=TODAY,
        recorded_at=AT,
        recorded_by=User.objects.get(login="dorohova"),
    )


def test_what_was_recorded_for_me_is_shown_and_can_be_denied(
    world: World, record: PaperRecord
) -> None:
    client = of(world, "lapshina")
    page = read(client, "/account/paper/")
    assert "Посещение согласовано" in page
    assert "Dorohova" in page
    form = {"text": "Мне никто не звонил"}
    assert client.post(f"/account/paper/{record.pk}/object/", form).status_code == 302
    assert "Мне никто не звонил" in read(of(world, "dorohova"), "/account/paper/")
    assert of(world, "dorohova").post(f"/account/paper/{record.pk}/settle/").status_code == 302
    record.refresh_from_db()
    assert record.settled_at == AT


@pytest.mark.parametrize("who", ["grachev", "zimin", "safronova", "nechaev", "dorohova"])
def test_nobody_denies_for_another(world: World, record: PaperRecord, who: str) -> None:
    client = of(world, who)
    address = f"/account/paper/{record.pk}/object/"
    assert client.post(address, {"text": "Нет"}).status_code == 404
    assert "Посещение согласовано" not in read(client, "/account/paper/")


# --- drafts ------------------------------------------------------------------------------------
def test_drafts_are_kept_for_their_writer(world: World) -> None:
    client = of(world, "zimin")
    form = {"title": "О дорожке", "text": "Назначить", "deed_key": "k", "row_version": "3"}
    saved = client.post("/account/drafts/", form, headers={"x-draft": "order:draft_order"})
    assert saved.status_code == 204
    kept = Draft.objects.get()
    assert kept.content == {"title": ["О дорожке"], "text": ["Назначить"]}
    assert "О дорожке" in read(client, "/papers/new/")
    assert "О дорожке" not in read(of(world, "belov"), "/papers/new/")


def test_a_draft_needs_a_key_and_somebody_signed_in(world: World) -> None:
    assert of(world, "zimin").post("/account/drafts/", {"x": "1"}).status_code == 400
    assert (
        Client().post("/account/drafts/", {"x": "1"}, headers={"x-draft": "k"}).status_code == 302
    )
    assert not Draft.objects.exists()


# --- a slip is no way around the second factor ---------------------------------------------------
def with_factor(world: World, name: str) -> User:
    user = world.people[name].user
    assert user is not None
    TOTP.activate(user, generate_totp_secret())
    return user


def test_a_slip_sets_the_password_and_the_second_factor_is_asked_all_the_same(
    world: World,
) -> None:
    with_factor(world, "grachev")
    login, code = slip(world)
    door = Client()
    answer = use(door, login, code)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/login/")
    assert door.get("/account/").status_code == 302
    door.post("/account/login/", {"login": login, "password": PASSWORD})
    assert door.get("/account/").status_code == 302


def test_resetting_by_who_keeps_the_account_ends_the_lost_factor_too(world: World) -> None:
    user = with_factor(world, "grachev")
    grachev = world.people["grachev"]
    login, code = operations.reset_by_school(person=grachev, actor=world.reach("zimin"), at=AT)
    assert not is_mfa_enabled(user)
    door = Client()
    use(door, login, code)
    assert "Grachev" in read(door, "/account/")


def test_wrong_codes_are_counted_for_the_whole_quarter_of_an_hour(
    world: World, monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path
) -> None:
    backend = "django.core.cache.backends.filebased"  # as an installation has it
    settings.CACHES = {
        "default": {"BACKEND": f"{backend}.FileBasedCache", "LOCATION": str(tmp_path)}
    }
    login, code = slip(world)
    for _ in range(5):
        use(Client(), login, "AAAA-BBBB")
    later = time.time() + 14 * 60
    monkeypatch.setattr(f"{backend}.time.time", lambda: later)
    assert "Слишком много попыток" in use(Client(), login, code).content.decode()


def test_behind_a_proxy_one_guesser_does_not_close_the_door_for_a_region(
    world: World, settings: LazySettings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    login, code = slip(world)
    guesser = Client(headers={"x-forwarded-for": "198.51.100.7"})
    for number in range(30):
        use(guesser, f"nobody{number}", "AAAA-BBBB")
    assert "Слишком много попыток" in use(guesser, login, code).content.decode()
    # What the client itself writes before the proxy's own word is not believed.
    liar = Client(headers={"x-forwarded-for": "203.0.113.9, 198.51.100.7"})
    assert "Слишком много попыток" in use(liar, login, code).content.decode()
    door = Client(headers={"x-forwarded-for": "192.0.2.5"})
    assert use(door, login, code).status_code == 302
