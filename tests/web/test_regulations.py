"""Pages of the section «Положение»: who sees what, figures and lists, drafts, open page."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from marshrut import clock
from marshrut.norms.findings import State
from marshrut.orders.models import Order
from marshrut.oversight.board import LACKING, board
from marshrut.programmes.operations import adopt_version
from marshrut.regulations import operations
from marshrut.regulations.files import written
from marshrut.regulations.models import Acknowledgement, Regulation, RegulationVersion
from tests.routes.walk import begin
from tests.world import AT, TODAY, World, build, document

pytestmark = pytest.mark.django_db
NOBODYS = ("Stranger", "Oreshkina", "Belov")


@pytest.fixture
def world() -> World:
    world = build()
    begin(world)
    world.case("stranger")
    return world


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


def of(world: World, name: str) -> Client:
    client = Client()
    user = world.people[name].user
    assert user is not None
    client.force_login(user)
    return client


def read(client: Client, name: str, *keys: Any, status: int = 200, **query: Any) -> str:
    answer = client.get(reverse(name, args=keys), query)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def send(client: Client, name: str, *keys: Any, status: int = 302, **given: Any) -> str:
    answer = client.post(reverse(name, args=keys), given)
    assert answer.status_code == status, answer.content.decode()[:4000]
    return answer.content.decode()


@pytest.fixture
def draft(world: World) -> RegulationVersion:
    return operations.amend(version=world.version.pk, actor=world.reach("safronova"), at=AT)


# --- the board -------------------------------------------------------------------------------
def test_the_board_shows_every_clause_with_its_state(world: World) -> None:
    said = read(of(world, "safronova"), "regulations")
    found = board(world.programme, TODAY, world.reach("safronova"))
    for key, assessment in found.assessments.items():
        short = {State.STATEMENT: "say", State.MET: "met", State.BREACHED: "breach"}
        if assessment.state in short:
            assert f'id="c-{key}" data-s="{short[assessment.state]}"' in said
    assert said.count('<section class="clause') == len(found.rules.clauses)


def test_a_figure_leads_to_a_list_of_as_many(world: World) -> None:
    client = of(world, "safronova")
    found = board(world.programme, TODAY, world.reach("safronova"))
    said = read(client, "regulations")
    links = set(re.findall(r'href="\?([^"]*clause=[^"]*)"', said))
    assert links
    for link in links:
        answer = client.get(f"{reverse('regulations')}?{link.replace('&amp;', '&')}")
        query = dict(one.split("=") for one in link.replace("&amp;", "&").split("&"))
        wanted = found.things(query["clause"], query.get("state", ""))
        assert answer.context["count"] == len(wanted)
        listed = sum(len(group.things) for group in answer.context["groups"])
        assert listed == len(wanted)


@pytest.mark.parametrize(("language", "said", "other"), [
    ("ru", "Положения", "of the Regulation"), ("en", "of the Regulation", "Положения"),
])  # fmt: skip
def test_what_the_regulation_asks_is_cited_in_the_language_of_the_page(
    world: World, language: str, said: str, other: str
) -> None:
    begin(world)
    client = of(world, "dorohova")
    page = client.get(reverse("regulations"), headers={"accept-language": language})
    waits = page.context["waits"]
    assert waits
    assert all(said in one["clause"] and other not in one["clause"] for one in waits)


def test_an_unknown_clause_is_not_found(world: World) -> None:
    read(of(world, "safronova"), "regulations", clause="9.9", status=404)


def test_filters_stand_in_the_address_and_show_what_they_count(world: World) -> None:
    client = of(world, "safronova")
    for show in ("mine", "breached", "at_risk"):
        answer = client.get(reverse("regulations"), {"show": show})
        count = next(one["count"] for one in answer.context["filters"] if one["code"] == show)
        assert sum(len(section.lines) for section in answer.context["sections"]) == count
    answer = client.get(reverse("regulations"), {"part": "1"})
    assert [section.index for section in answer.context["sections"]] == [1]


def test_another_day_shows_its_own_facts(world: World) -> None:
    said = read(of(world, "safronova"), "regulations", on="2026-09-05")
    assert "5 сентября 2026" in said.replace("\N{NO-BREAK SPACE}", " ")
    read(of(world, "safronova"), "regulations", on="nonsense", programme="nonsense")


def test_exact_text_stands_where_it_was_pasted_and_the_rest_is_marked(
    world: World, draft: RegulationVersion
) -> None:
    assert "точный текст можно вставить" in read(of(world, "safronova"), "regulations")
    actor = world.reach("safronova")
    said: dict[str, Any] = {"version": draft.pk, "row_version": None, "actor": actor, "at": AT}
    operations.paste_text(clause="1.1", text="ТОЧНЫЙ ТЕКСТ", **said)
    order = world.order(world.centre, "9-о", date(2027, 1, 20), "approval")
    order.controller = world.people["safronova"]
    order.save()
    version = operations.approve(order=order, since=TODAY, **said)
    adopt_version(
        programme=world.programme.pk,
        row_version=None,
        version=version,
        since=TODAY,
        actor=actor,
        at=AT,
    )
    page = read(of(world, "safronova"), "regulations")
    assert "ТОЧНЫЙ ТЕКСТ" in page
    assert page.count('class="retelling"') == len(re.findall('<section class="clause', page)) - 1


def test_a_head_finds_nobody_of_the_school_next_door(world: World) -> None:
    client = of(world, "zimin")
    pages = [read(client, "regulations"), read(client, "regulation_schools")]
    pages += [read(client, "regulations", clause=key) for key in ("1.2", "1.8", "4.2", "4.3")]
    for said in pages:
        assert not any(name in said for name in NOBODYS)


@pytest.mark.parametrize("who", ["lapshina", "grachev"])
def test_a_tutee_reads_the_text_and_nobody_elses_marks(world: World, who: str) -> None:
    said = read(of(world, who), "regulations")
    assert "Исполнение положения" not in said
    others = ("Stranger", "Dorohova", "Ershova", *({"Lapshina", "Grachev"} - {who.capitalize()}))
    assert not any(name in said for name in others)
    assert not re.search(r"\d+ из \d+", said)


def test_a_tutee_is_not_led_to_lists_or_organisations(world: World) -> None:
    client = of(world, "lapshina")
    assert "clause=" not in read(client, "regulations")
    assert "Stranger" not in read(client, "regulations", clause="1.8")
    read(client, "regulation_schools", status=302)


def test_without_sign_in_the_section_leads_to_it() -> None:
    answer = Client().get(reverse("regulations"))
    assert answer.status_code == 302


def test_the_board_asks_as_many_queries_for_many_as_for_few(
    world: World, django_assert_max_num_queries: Any
) -> None:
    client = of(world, "safronova")
    read(client, "regulations")
    with django_assert_max_num_queries(56):
        read(client, "regulations")


# --- by organisations ------------------------------------------------------------------------
def test_organisations_are_sorted_by_any_column(world: World) -> None:
    client = of(world, "safronova")
    for column in ("label", "covered", "cases", "agreed", "consulted", "late", "risky", "contact"):
        up = client.get(reverse("regulation_schools"), {"sort": column}).context["rows"]
        down = client.get(reverse("regulation_schools"), {"sort": f"-{column}"}).context["rows"]
        assert {row.unit for row in up} == {row.unit for row in down}
        assert len(up) == 2


def test_late_counts_the_same_marks_as_the_board(world: World) -> None:
    rows = of(world, "safronova").get(reverse("regulation_schools")).context["rows"]
    found = board(world.programme, TODAY, world.reach("safronova"))
    for row in rows:
        late = {
            judged.id
            for judged in found.of_unit(row.unit)
            if judged.finding.state is State.BREACHED and not judged.waived
        }
        assert row.late == len(late)


# --- acknowledging ---------------------------------------------------------------------------
def test_one_button_marks_that_a_version_is_read(world: World) -> None:
    client = of(world, "lapshina")
    assert "Ознакомиться и отметить" in read(client, "regulations")
    send(client, "regulation_acknowledge", world.version.pk)
    assert Acknowledgement.objects.get().person == world.people["lapshina"]
    assert "Ознакомиться и отметить" not in read(client, "regulations")


def test_a_head_records_a_signed_sheet_of_their_own_people_only(world: World) -> None:
    client = of(world, "zimin")
    said = read(client, "regulation_acknowledgements", world.version.pk)
    assert "Lapshina" in said
    assert "Stranger" not in said
    people = [world.people[name].pk for name in ("lapshina", "grachev")]
    given: dict[str, Any] = {"basis": "paper", "happened_on": "2027-01-15"}
    send(
        client,
        "regulation_acknowledgements",
        world.version.pk,
        status=200,
        people=[world.people["stranger"].pk],
        **given,
    )
    assert not Acknowledgement.objects.exists()
    send(client, "regulation_acknowledgements", world.version.pk, people=people, **given)
    assert Acknowledgement.objects.count() == 2


def test_people_who_have_not_read_are_found(world: World) -> None:
    client = of(world, "safronova")
    send(of(world, "lapshina"), "regulation_acknowledge", world.version.pk)
    answer = client.get(
        reverse("regulation_acknowledgements", args=[world.version.pk]), {"state": "no"}
    )
    assert answer.context["count"] == 5
    found = board(world.programme, TODAY, world.reach("safronova"))
    assert answer.context["count"] == len(found.things("1.8", LACKING))


def test_a_tutee_sees_nobody_elses_acknowledgement(world: World) -> None:
    said = read(of(world, "lapshina"), "regulation_acknowledgements", world.version.pk)
    assert "Grachev" not in said


# --- versions and drafts ---------------------------------------------------------------------
def test_a_draft_is_seen_and_edited_by_its_writers_only(
    world: World, draft: RegulationVersion
) -> None:
    for name in ("regulation_version", "regulation_file"):
        read(of(world, "zimin"), name, draft.pk, status=404)
        read(of(world, "safronova"), name, draft.pk)
    for name in ("regulation_approve", "regulation_upload", "regulation_drop"):
        read(of(world, "zimin"), name, draft.pk, status=404)
        read(of(world, "zimin"), name, world.version.pk, status=403)
        read(of(world, "safronova"), name, draft.pk)
    read(of(world, "zimin"), "regulation_load", status=403)


def test_text_is_pasted_on_the_page_of_a_clause(world: World, draft: RegulationVersion) -> None:
    client = of(world, "safronova")
    read(client, "regulation_clause", draft.pk, "4.2")
    given: dict[str, Any] = {
        "what": "text",
        "text": "Слово в слово.",
        "row_version": draft.row_version,
    }
    send(client, "regulation_clause", draft.pk, "4.2", **given)
    assert "Слово в слово." in read(client, "regulation_version", draft.pk)
    read(client, "regulation_clause", draft.pk, "9.9", status=404)


def clause_form(client: Client, draft: RegulationVersion, key: str) -> dict[str, Any]:
    form = client.get(reverse("regulation_clause", args=[draft.pk, key])).context["form"]
    given: dict[str, Any] = {name: form.initial.get(name) or "" for name in form.fields}
    return given | {"what": "clause"}


def test_a_clause_saved_as_it_was_changes_nothing(world: World, draft: RegulationVersion) -> None:
    client = of(world, "safronova")
    for key in ("4.2", "6.1.c", "4.5", "1.3"):
        send(client, "regulation_clause", draft.pk, key, **clause_form(client, draft, key))
    draft.refresh_from_db()
    assert draft.document == world.version.document


def test_norms_are_edited_as_a_piece_of_a_file(world: World, draft: RegulationVersion) -> None:
    client = of(world, "safronova")
    given = clause_form(client, draft, "4.2")
    norms = given["norms"].replace("least: '1'", "least: 2")
    send(client, "regulation_clause", draft.pk, "4.2", **given | {"norms": norms})
    draft.refresh_from_db()
    assert "'least': '2'" in str(draft.document)


@pytest.mark.parametrize(
    ("norms", "said"),
    [
        ("- size: tutor\n  per: nonsense", "Строка 2"),
        ("- size: tutor\n  per: unit\n  per: unit", "Строка 3"),
        ("a: b", "Строка 1"),
        ("- nonsense: x", "Строка 1"),
        ("- deliverable: [interview]\n  for: route\n  by: tutor\n  due: {stage: none}", "ошибки"),
    ],
)
def test_a_mistake_in_norms_is_told_with_its_line(
    world: World, draft: RegulationVersion, norms: str, said: str
) -> None:
    client = of(world, "safronova")
    given = clause_form(client, draft, "4.2") | {"norms": norms}
    assert said in send(client, "regulation_clause", draft.pk, "4.2", status=200, **given)
    draft.refresh_from_db()
    assert draft.document == world.version.document


def test_two_editors_of_a_draft_are_told_and_nothing_is_lost(
    world: World, draft: RegulationVersion
) -> None:
    client = of(world, "safronova")
    old: dict[str, Any] = {"what": "text", "row_version": draft.row_version}
    send(client, "regulation_clause", draft.pk, "1.1", text="Первый.", **old)
    said = send(client, "regulation_clause", draft.pk, "1.1", status=200, text="Второй.", **old)
    assert "Второй." in said


def test_a_file_goes_out_and_comes_back(world: World, draft: RegulationVersion) -> None:
    client = of(world, "safronova")
    answer = client.get(reverse("regulation_file", args=[draft.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="chebula-2.yaml"'
    text = answer.content.decode().replace("title: Положение", "title: Новое положение", 1)
    file = SimpleUploadedFile("x.yaml", text.encode())
    send(client, "regulation_upload", draft.pk, document=file, row_version=draft.row_version)
    draft.refresh_from_db()
    assert str(draft.document["title"]).startswith("Новое положение")


def test_a_bad_file_is_answered_with_lines(world: World, draft: RegulationVersion) -> None:
    client = of(world, "safronova")
    text = written(document()).replace("period: school_year", "period: century")
    file = SimpleUploadedFile("x.yaml", text.encode())
    said = send(client, "regulation_upload", draft.pk, status=200, document=file)
    assert "Строка 5" in said
    binary = SimpleUploadedFile("x.yaml", b"\xff\xfe\x00")
    assert "UTF-8" in send(client, "regulation_upload", draft.pk, status=200, document=binary)


def test_a_regulation_is_loaded_from_a_ready_one(world: World) -> None:
    client = of(world, "safronova")
    given: dict[str, Any] = {"unit": world.centre.pk, "title": "Новое", "preset": "chebula"}
    send(client, "regulation_load", **given)
    assert Regulation.objects.filter(title="Новое").exists()
    send(client, "regulation_load", unit=world.centre.pk, status=200)
    send(client, "regulation_load", unit=world.school.pk, preset="chebula", status=200)


def test_a_refused_approval_quotes_the_clauses(world: World, draft: RegulationVersion) -> None:
    client = of(world, "safronova")
    order = world.order(world.centre, "7-о", date(2027, 1, 20), "approval")
    given: dict[str, Any] = {
        "order": order.pk,
        "since": "2027-02-01",
        "row_version": draft.row_version,
    }
    said = send(client, "regulation_approve", draft.pk, status=200, **given)
    assert "п. 2 приказа" in said
    Order.objects.filter(pk=order.pk).update(controller=world.people["safronova"])
    send(client, "regulation_approve", draft.pk, **given)
    draft.refresh_from_db()
    assert draft.status == "approved"


def test_an_amendment_is_begun_once(world: World) -> None:
    client = of(world, "safronova")
    send(client, "regulation_amend", world.version.pk)
    send(client, "regulation_amend", world.version.pk)
    assert RegulationVersion.objects.filter(status="draft").count() == 1
    answer = of(world, "zimin").post(reverse("regulation_amend", args=[world.version.pk]))
    assert answer.status_code == 403


def test_a_draft_is_deleted_after_one_question(world: World, draft: RegulationVersion) -> None:
    client = of(world, "safronova")
    send(client, "regulation_drop", draft.pk, row_version=draft.row_version)
    assert not RegulationVersion.objects.filter(pk=draft.pk).exists()


# --- the open page ---------------------------------------------------------------------------
def test_anybody_reads_a_regulation_in_force_and_no_draft(
    world: World, draft: RegulationVersion
) -> None:
    guest, actor = Client(), world.reach("safronova")
    operations.paste_text(
        version=draft.pk, row_version=None, clause="1.1", text="Ещё не решено.", actor=actor, at=AT
    )
    unborn = operations.load_regulation(
        unit=world.centre, document=document(), title="Нерождённое", actor=actor, at=AT
    )
    said = read(guest, "public")
    assert "№ 41-о" in said
    assert str(document()["title"]) in said
    text = read(guest, "public_regulation", world.version.regulation_id)
    assert "Нерождённое" not in said
    assert "Ещё не решено" not in text
    assert "Тьютор — педагог-наставник" in text
    names = [name.capitalize() for name in world.people]
    assert not any(name in said + text for name in names)
    read(guest, "public_regulation", unborn.regulation_id, status=404)


# --- nothing yet -----------------------------------------------------------------------------
def test_without_a_version_of_the_day_the_page_says_what_to_do_first(world: World) -> None:
    world.programme.versions.update(since=date(2027, 6, 1))
    said = read(of(world, "safronova"), "regulations")
    assert "действующей редакции нет" in said


def test_an_approved_version_is_put_to_work(world: World, draft: RegulationVersion) -> None:
    client = of(world, "safronova")
    order = world.order(world.centre, "8-о", date(2027, 1, 20), "approval")
    Order.objects.filter(pk=order.pk).update(controller=world.people["safronova"])
    given: dict[str, Any] = {
        "order": order.pk,
        "since": "2027-01-22",
        "row_version": draft.row_version,
    }
    send(client, "regulation_approve", draft.pk, **given)
    assert "regulations/versions" in read(client, "regulation_version", draft.pk)
    read(of(world, "zimin"), "regulation_adopt", draft.pk, status=403)
    given = {"chosen": world.programme.pk, "since": "2027-01-22"}
    send(client, "regulation_adopt", draft.pk, **given)
    assert "Редакция 2" in read(client, "regulations")
    assert "Редакция 1" in read(client, "regulations", on="2027-01-21")
