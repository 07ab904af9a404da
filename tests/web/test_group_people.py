"""The page of a group at work: whose plan may begin, and a tutor from outside."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from marshrut import clock
from marshrut.groups.models import GroupExternal
from marshrut.routes.models import Route
from tests.diagnostics.doing import diagnosed, running
from tests.groups.doing import staffed, working
from tests.world import AT, PRESETS, TODAY, World, build


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: AT)
    return staffed(build(PRESETS / "oktyabrsky.yaml", appointed=False))


def client(world: World, name: str) -> Client:
    user = world.people[name].user
    assert user is not None
    found = Client(headers={"accept-language": "ru"})
    found.force_login(user)
    return found


def test_a_members_plan_begins_from_the_group_once_the_self_diagnosis_is_done(
    world: World,
) -> None:
    group = working(world)
    member = group.members.select_related("enrolment").get(person=world.people["uchitel01"])
    mine, page = client(world, "ershova"), reverse("group", args=[group.pk])
    said = mine.get(page).content.decode()
    assert "Самодиагностика: 0 из 9 · ИОП: 0 из 9" in said
    draft = reverse("tutee_draft", args=[member.enrolment_id])
    assert draft in said
    refused = mine.post(draft, {"deed_key": "k1"}).content.decode()
    assert "п. 1.3" in refused.replace("\u00a0", " ")
    assert not Route.objects.exists()
    diagnosed(world, "uchitel01", on=TODAY)
    for stranger in ("uchitel02", "zimin", "grachev"):
        answer = client(world, stranger).post(draft, {"deed_key": f"k-{stranger}"})
        assert answer.status_code in {403, 404}, stranger
    assert mine.post(draft, {"deed_key": "k3"}).status_code == 302
    assert Route.objects.get().enrolment_id == member.enrolment_id
    assert mine.get(draft).status_code == 403
    assert "Самодиагностика: 1 из 9 · ИОП: 1 из 9" in mine.get(page).content.decode()
    inside = client(world, "uchitel03").get(page).content.decode()
    assert "Самодиагностика" not in inside, "who has done it is not told to the others"


def test_a_questionnaire_that_was_only_begun_lets_no_plan_begin(world: World) -> None:
    group = working(world)
    running(world)
    member = group.members.get(person=world.people["uchitel01"])
    own = client(world, "uchitel01")
    refused = own.post(reverse("tutee_draft", args=[member.enrolment_id]), {"deed_key": "k1"})
    assert "п. 1.3" in refused.content.decode().replace("\u00a0", " ")
    assert not Route.objects.exists()


def test_a_tutor_from_outside_is_linked_on_the_page_of_the_group(world: World) -> None:
    group = working(world)
    coordinator, page = client(world, "safronova"), reverse("group", args=[group.pk])
    act = reverse("group_act", args=[group.pk, "external"])
    group.refresh_from_db()
    sent = {
        "surname": "Журавлёв", "given": "Сергей", "gender": "m", "works_at": "Институт",
        "ground": "Соглашение № 5", "until": "01.05.2027", "deed_key": "k1",
        "row_version": group.row_version,
    }  # fmt: skip
    nameless = coordinator.post(act, sent | {"surname": ""}).content.decode()
    assert "Соглашение № 5" in nameless, "nothing typed is lost"
    assert coordinator.post(act, sent).status_code == 302
    assert "Журавлёв" in coordinator.get(page).content.decode()
    row = GroupExternal.objects.get()
    end = reverse("group_external_act", args=[row.pk, "end"])
    assert client(world, "ershova").post(end, {"deed_key": "k2"}).status_code == 403
    assert client(world, "grachev").post(end, {"deed_key": "k3"}).status_code == 404
    coordinator.post(end, {"deed_key": "k4", "row_version": row.row_version})
    assert "Журавлёв" not in coordinator.get(page).content.decode()
