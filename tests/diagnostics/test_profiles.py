"""Profiles of organisations and of a territory: nothing about a few can be worked out from them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from marshrut import clock
from marshrut.diagnostics import access
from marshrut.diagnostics.models import Campaign
from marshrut.diagnostics.profiles import Compared, compared, safe_units, units_to_show
from tests.diagnostics.doing import answered, running
from tests.groups.doing import TEACHERS
from tests.world import AT, SEPTEMBER, TODAY, World, build

pytestmark = pytest.mark.django_db
# Six teachers in each of the two schools.
HERE, THERE = TEACHERS[1::2], TEACHERS[::2]


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: AT)
    found = build()
    for number, name in enumerate(TEACHERS):
        found.employ(name, found.school if number % 2 else found.other_school)
    return found


@pytest.fixture
def autumn(world: World) -> Campaign:
    return running(world, title="Осень")


def winter_of(world: World) -> Campaign:
    return running(world, title="Зима", since=SEPTEMBER + timedelta(days=30))


def told(world: World, campaign: Campaign, before: Campaign, **more: Any) -> Compared:
    rows = access.counted(world.reach("safronova"))
    return compared(campaign, before, rows, TODAY, **more)


def page(world: World, campaign: Campaign, who: str = "safronova", **asked: Any) -> str:
    client, user = Client(headers={"accept-language": "ru"}), world.people[who].user
    assert user is not None
    client.force_login(user)
    answer = client.get(reverse("campaign_summary", args=[campaign.pk]), asked)
    return answer.content.decode().replace("\xa0", " ")


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({}, set()),
        ({1: 4}, set()),
        ({1: 5}, {1}),
        ({1: 5, 2: 7}, {1, 2}),
        ({1: 5, 2: 7, 3: 2}, {2}),
        ({1: 5, 2: 3}, set()),
        ({1: 9, 2: 3, 3: 2}, {1}),
        ({1: 6, 2: 6, 3: 1}, {2}),
        ({1: 6, 2: 0}, {1}),
    ],
)
def test_what_is_left_when_the_shown_are_taken_away_is_nobody_or_many(
    counts: dict[int, int], shown: set[int]
) -> None:
    assert safe_units(counts) == shown
    rest = sum(count for unit, count in counts.items() if unit not in shown)
    assert rest == 0 or rest >= 5 or not shown


def test_a_school_has_a_profile_once_enough_have_answered(world: World, autumn: Campaign) -> None:
    rows = access.counted(world.reach("safronova"))
    for name in HERE:
        answered(world, autumn, name, value=1)
    assert not units_to_show(rows, autumn, TODAY), "one school is the whole"
    for name in THERE[:2]:
        answered(world, autumn, name, value=3)
    assert not units_to_show(rows, autumn, TODAY), "two would be left"
    for name in THERE[2:]:
        answered(world, autumn, name, value=3)
    assert set(units_to_show(rows, autumn, TODAY)) == {world.school, world.other_school}
    said = page(world, autumn, unit=world.school.pk)
    assert "25 %" in said
    assert "75 %" not in said
    assert "Высокий дефицит" not in said, "counts of one school would tell of a few"
    assert "Высокий дефицит" in page(world, autumn)


def test_a_school_that_may_not_be_shown_is_not_even_offered(world: World, autumn: Campaign) -> None:
    for name in (*HERE, *THERE[:2]):
        answered(world, autumn, name, value=1)
    said = page(world, autumn, unit=world.other_school.pk)
    assert f'value="{world.other_school.pk}"' not in said
    assert "25 %" in said, "what is not understood leaves everybody together"
    for junk in ("x", "-1", "9999999999999999999"):
        assert "25 %" in page(world, autumn, unit=junk, before=junk)


def test_the_same_people_are_compared_before_and_after(world: World, autumn: Campaign) -> None:
    winter = winter_of(world)
    for name in HERE:
        answered(world, autumn, name, value=1, method=0)
        answered(world, winter, name, TODAY, value=2, method=3)
    found = told(world, winter, autumn)
    lines = {line.group.key: (line.before, line.after) for line in found.lines}
    assert (found.people, lines["method"], lines["subject"]) == (6, (0, 75), (25, 50))
    said = page(world, winter, before=autumn.pk)
    assert "+75" in said
    assert "Одни и те же 6 человек" in said
    assert "Зима" not in page(world, autumn).split("Сравнить с")[-1][:400], "only with an earlier"


@pytest.mark.parametrize("which", ["autumn", "winter"])
def test_who_answered_once_must_be_nobody_or_many(
    world: World, autumn: Campaign, which: str
) -> None:
    winter = winter_of(world)
    for name in HERE:
        answered(world, autumn, name, value=1)
        answered(world, winter, name, TODAY, value=2)
    assert told(world, winter, autumn).lines
    once = autumn if which == "autumn" else winter
    answered(world, once, THERE[0], TODAY, value=4)
    assert told(world, winter, autumn).lines == ()
    assert "ничего не сравниваем" in page(world, winter, before=autumn.pk)
    for name in THERE[1:]:
        answered(world, once, name, TODAY, value=4)
    assert told(world, winter, autumn).lines


def test_a_school_is_compared_only_where_the_others_do_not_follow(
    world: World, autumn: Campaign
) -> None:
    winter = winter_of(world)
    for name in HERE:
        answered(world, autumn, name, value=1)
        answered(world, winter, name, TODAY, value=2)
    school = world.school.pk
    assert told(world, winter, autumn, unit=school).lines
    for name in THERE[:2]:
        answered(world, autumn, name, value=1)
        answered(world, winter, name, TODAY, value=4)
    assert told(world, winter, autumn, unit=school).lines == ()
    assert told(world, winter, autumn).lines


def test_few_people_are_never_compared(world: World, autumn: Campaign) -> None:
    winter = winter_of(world)
    for name in HERE[:4]:
        answered(world, autumn, name, value=1)
        answered(world, winter, name, TODAY, value=2)
    found = told(world, winter, autumn)
    assert (found.people, found.lines) == (4, ())


def test_a_head_compares_the_own_school_and_nobody_elses(world: World, autumn: Campaign) -> None:
    winter = winter_of(world)
    for name in (*HERE, *THERE):
        answered(world, autumn, name, value=1)
        answered(world, winter, name, TODAY, value=2 if name in HERE else 4)
    said = page(world, winter, "zimin", before=autumn.pk)
    assert "+25" in said
    assert "+75" not in said
    assert f'value="{world.other_school.pk}"' not in said
