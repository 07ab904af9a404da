"""The page of copies and state, for who looks after the installation."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from marshrut.notices.models import Job, Notice
from marshrut.organisations.models import LocalSetting
from marshrut.people.models import Office
from marshrut.upkeep.queries import root, terms
from marshrut.upkeep.rotation import mark_checked, place
from tests.world import AT, SEPTEMBER, World, build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder_of_its_own(settings: Settings, tmp_path: Path) -> None:
    settings.COPIES = tmp_path


@pytest.fixture
def world() -> World:
    return build()


def signed_in(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.people[name].user)
    return client


def test_the_last_copy_and_what_is_to_be_mended_stand_on_the_page(world: World) -> None:
    client = signed_in(world, "nechaev")
    assert (
        "Копий пока нет. Сделайте: marshrut backup"
        in client.get("/settings/state/").content.decode()
    )
    place(AT).write_bytes(b"1234")
    mark_checked(place(AT), AT)

    page = client.get("/settings/state/").content.decode()

    assert "22\xa0января 2027\xa0г., 12:30" in page.replace(
        "22\xa0января\xa02027", "22\xa0января 2027"
    )
    assert "проверена" in page
    assert str(place(AT)) not in page


def test_a_copy_is_ordered_by_a_button(world: World) -> None:
    client = signed_in(world, "nechaev")

    response = client.post("/settings/state/copy/", {"deed_key": "k"}, follow=True)

    assert "Копия делается" in response.content.decode()
    assert Job.objects.get(kind="copy").key == "now"


def test_who_keeps_the_whole_installation_sets_how_copies_are_kept(world: World) -> None:
    given = {"hour": "4", "days": "10", "weeks": "0", "months": "3"}
    client = signed_in(world, "nechaev")
    # The office is over the municipality; settings of all belong to the root.
    client.post("/settings/state/", given)
    assert not LocalSetting.objects.exists()
    unit = root()
    assert unit is not None
    Office.objects.create(
        person=world.people["nechaev"], role="administrator", unit=unit, since=SEPTEMBER
    )

    wrong = client.post("/settings/state/", given | {"hour": "24"})
    assert wrong.status_code == 200
    assert not LocalSetting.objects.exists()
    assert client.post("/settings/state/", given).status_code == 302

    kept = terms()
    assert (kept.hour, kept.days, kept.weeks, kept.months) == (4, 10, 0, 3)


@pytest.mark.parametrize("name", ["safronova", "zimin", "dorohova", "lapshina", "prohorov"])
def test_for_others_there_is_no_such_page(world: World, name: str) -> None:
    client = signed_in(world, name)

    assert client.get("/settings/state/").status_code == 404
    assert client.post("/settings/state/copy/", {}).status_code == 403
    assert not Job.objects.filter(kind="copy").exists()


def test_a_failed_copy_is_told_in_words(world: World) -> None:
    Notice.objects.create(user=world.people["nechaev"].user, code="copy_failed", created_at=AT)

    page = signed_in(world, "nechaev").get("/notices/").content.decode()

    assert "Плановая копия не получилась" in page
