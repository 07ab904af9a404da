"""Pages say to which programme a thing belongs: to who has several, and to nobody else."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from marshrut import clock
from marshrut.activities.models import LessonVisit
from marshrut.programmes import operations
from marshrut.programmes.models import Programme
from marshrut.web.several import programmes_of
from tests.routes.walk import begin
from tests.world import AT, SEPTEMBER, World, build

pytestmark = pytest.mark.django_db
FIRST, SECOND = "Сопровождение инноваций 2026/27", "Программа округа о чтении"
PAGES = ("/", "/routes/", "/activities/", "/activities/visits/")


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def world() -> World:
    found = build()
    walk = begin(found, "lapshina", "dorohova")
    LessonVisit.objects.create(
        programme=found.programme, unit=found.school, enrolment=walk.route.enrolment,
        appointment=found.appointments["dorohova"], proposed_on=date(2027, 1, 20),
        on=date(2027, 1, 27), due=date(2027, 1, 26), topic="Дроби",
    )  # fmt: skip
    return found


def second(world: World) -> Programme:
    """The same teachers in one more programme, which takes in everybody by itself."""
    row = operations.prepare_programme(
        unit=world.municipality, version=world.version, title=SECOND, since=SEPTEMBER,
        until=date(2027, 9, 1), actor=world.system(SEPTEMBER), at=AT,
    )  # fmt: skip
    return operations.start_programme(
        programme=row.pk, row_version=None, actor=world.system(SEPTEMBER), at=AT
    )


def main_of(world: World, name: str, address: str) -> str:
    """What the page says between its head and its foot."""
    client, user = Client(headers={"accept-language": "ru"}), world.people[name].user
    assert user is not None
    client.force_login(user)
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("address", PAGES)
def test_who_has_one_programme_is_not_told_its_name(world: World, address: str) -> None:
    for name in ("lapshina", "dorohova"):
        assert programmes_of(world.reach(name)) == {}
        assert f'<small class="quiet">{FIRST}</small>' not in main_of(world, name, address)


@pytest.mark.parametrize("address", PAGES)
def test_who_has_two_is_told_of_each_thing_where_it_belongs(world: World, address: str) -> None:
    second(world)
    page = main_of(world, "safronova", address)
    assert (f'<small class="quiet">{FIRST}</small>' in page) or address == "/"
    if address != "/routes/":  # a teacher with a single route is led to it
        assert f'<small class="quiet">{FIRST}</small>' in main_of(world, "lapshina", address)


def test_a_programme_that_is_over_or_not_begun_does_not_count(world: World) -> None:
    row = second(world)
    known = {world.programme.pk: FIRST, row.pk: SECOND}
    assert programmes_of(world.reach("lapshina")) == known
    assert programmes_of(world.reach("safronova")) == known
    Programme.objects.filter(pk=row.pk).update(closed_on=date(2027, 1, 21))
    assert programmes_of(world.reach("lapshina")) == {}
    assert programmes_of(world.reach("safronova")) == {}
