"""Pages of communities: what is shown to whom, refusals in words, the certificate, the list."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from marshrut import clock
from marshrut.communities import operations
from marshrut.communities.models import Community, CommunityDocument, Membership
from marshrut.requests.models import Request
from tests.communities.doing import added, applied, founded, joined, membership, met
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db
FEW, MANY = 5, 30


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: AT)
    world = build()
    world.grant("oreshkina", "community_head", world.municipality)
    return world


@pytest.fixture
def community(world: World) -> Community:
    row = founded(world, purpose="Делиться опытом")
    for name in ("oreshkina", "dorohova", "grachev"):
        joined(world, row, name)
    return row


def client(world: World, name: str) -> Client:
    found = Client(headers={"accept-language": "ru"})
    user = world.people[name].user
    assert user is not None
    found.force_login(user)
    return found


def read(world: World, name: str, page: str, *args: Any) -> str:
    answer = client(world, name).get(reverse(page, args=args))
    assert answer.status_code == 200, (name, page, answer.status_code)
    return answer.content.decode()


def test_from_outside_one_reads_what_it_is_and_how_to_join(
    world: World, community: Community
) -> None:
    page = read(world, "lapshina", "community", community.pk)
    assert "Как вступить" in page
    assert "ПРАВИЛА" in page
    for name in ("Dorohova", "Grachev"):
        assert name not in page
    for hidden in ("community_members", "community_plan", "community_documents"):
        address = reverse(hidden, args=[community.pk])
        assert client(world, "lapshina").get(address).status_code == 404


def test_a_head_of_a_school_reads_own_people_and_nothing_of_the_inside(
    world: World, community: Community
) -> None:
    page = read(world, "zimin", "community", community.pk)
    assert "Из вашей организации" in page
    assert "Dorohova" in page
    assert "Oreshkina" not in page.replace("Oreshkina Имя Отчество</dd>", "")
    row = membership(world, community, "dorohova")
    card = read(world, "zimin", "member", row.pk)
    assert "МОТИВ" not in card


def test_an_application_needs_the_rules_ticked(world: World, community: Community) -> None:
    address = reverse("community_act", args=[community.pk, "apply"])
    lapshina = client(world, "lapshina")
    answer = lapshina.post(address, {"motive": "Хочу", "rules": "1", "row_version": "1"})
    assert answer.status_code == 200
    assert "Хочу" in answer.content.decode()
    assert not Membership.objects.filter(person=world.people["lapshina"]).exists()
    sent = {"motive": "Хочу", "rules": "1", "accept": "on", "row_version": "1"}
    assert lapshina.post(address, sent).status_code == 302
    assert Membership.objects.get(person=world.people["lapshina"]).rules_id


def test_an_application_on_paper_names_one_person_of_the_territory(
    world: World, community: Community
) -> None:
    address = reverse("community_act", args=[community.pk, "enter"])
    head = client(world, "oreshkina")
    sent = {"rules": "1", "accept": "on", "row_version": "1", "basis": "paper"}
    sent |= {"happened_on": "2027-01-20", "person": "Никто Имя Отчество"}
    answer = head.post(address, sent)
    assert "Никто Имя Отчество" in answer.content.decode()
    assert "нет работников с таким именем" in answer.content.decode()
    assert head.post(address, sent | {"person": "Ershova Имя Отчество"}).status_code == 302
    assert Membership.objects.get(person=world.people["ershova"]).applied_on.day == 20


def test_publication_without_the_authors_word_is_refused_in_words(
    world: World, community: Community
) -> None:
    row = added(world, community, "oreshkina", author=world.people["dorohova"])
    address = reverse("community_document_act", args=[row.pk, "publish"])
    answer = client(world, "oreshkina").post(address, {"row_version": "1"})
    assert "Автор ещё не согласился" in answer.content.decode()
    assert CommunityDocument.objects.get().published_on is None
    assert "Согласиться на публикацию" in read(world, "dorohova", "home")


def test_a_member_writes_to_any_tutor_and_others_do_not_read_it(
    world: World, community: Community
) -> None:
    row = membership(world, community, "dorohova")
    address = reverse("member_act", args=[row.pk, "ask"])
    sent = {"what": "КАК ОЦЕНИВАТЬ", "row_version": str(row.row_version)}
    assert client(world, "grachev").post(address, sent).status_code == 302
    request = Request.objects.get()
    assert "Запрос консультации" in read(world, "dorohova", "request", request.pk)
    assert "КАК ОЦЕНИВАТЬ" in read(world, "dorohova", "home")
    assert "КАК ОЦЕНИВАТЬ" not in read(world, "safronova", "request", request.pk)
    hidden = client(world, "zimin").get(reverse("request", args=[request.pk]))
    assert hidden.status_code == 404


def test_the_certificate_counts_over_the_period_of_the_address(
    world: World, community: Community
) -> None:
    met(world, community, "grachev")
    row = membership(world, community, "grachev")
    page = read(world, "grachev", "member_certificate", row.pk)
    assert "Справка о деятельности" in page
    assert '<td class="num">1</td>' in page
    early = client(world, "grachev").get(
        reverse("member_certificate", args=[row.pk]), {"since": "2026-09-14", "last": "2026-10-01"}
    )
    assert '<td class="num">1</td>' not in early.content.decode()


def test_a_meeting_of_a_community_stands_in_the_calendar_under_its_own_name(
    world: World, community: Community
) -> None:
    met(world, community, "grachev", form="master_class")
    page = read(world, "safronova", "activities")
    assert "Мастер-класс" in page
    assert "ВСТРЕЧА" in page


def test_a_complaint_past_the_head_is_not_on_the_heads_page(
    world: World, community: Community
) -> None:
    row = operations.complain_of_conduct(
        community=community.pk,
        to="coordinator",
        text="ЖАЛОБА",
        actor=world.reach("grachev"),
        at=AT,
    )
    address = reverse("conduct", args=[row.pk])
    assert address not in read(world, "oreshkina", "community", community.pk)
    assert client(world, "oreshkina").get(address).status_code == 404
    assert "ЖАЛОБА" in read(world, "safronova", "conduct", row.pk)


def test_lists_ask_the_same_for_many_as_for_few(world: World, community: Community) -> None:
    head = client(world, "oreshkina")
    tabs = ("members", "plan", "documents", "duties")
    pages = [reverse(f"community_{tab}", args=[community.pk]) for tab in tabs]

    def asked() -> dict[str, int]:
        found = {}
        for page in (*pages, reverse("communities")):
            with CaptureQueriesContext(connection) as queries:
                assert head.get(page).status_code == 200
            found[page] = len(queries)
        return found

    fill(world, community, range(FEW))
    few = asked()
    fill(world, community, range(FEW, MANY))
    assert asked() == few
    assert max(few.values()) <= 18, few


def fill(world: World, community: Community, numbers: range) -> None:
    for number in numbers:
        name = f"member{number}"
        world.employ(name, world.school)
        joined(world, community, name)
        world.employ(f"other{number}", world.school)
        applied(world, community, f"other{number}", TODAY)
        added(world, community, name)
        met(world, community, name)
        founded(world, "network", name=f"Сеть {number}")
