"""Pages of versions: compared, tried on today's data, put in force, made known, their basis."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from marshrut import clock
from marshrut.journal.models import JournalEntry
from marshrut.norms.parse import dump, parse
from marshrut.orders.models import Order
from marshrut.programmes.models import Waiver
from marshrut.regulations import operations
from marshrut.regulations.models import Act, RegulationVersion
from marshrut.regulations.queries import digest_of
from tests.routes.walk import begin
from tests.world import AT, SEPTEMBER, TODAY, World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = build()
    begin(world)
    return world


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def draft(world: World) -> RegulationVersion:
    return operations.amend(version=world.version.pk, actor=world.reach("safronova"), at=AT)


def of(world: World, name: str, language: str = "ru") -> Client:
    client = Client(headers={"accept-language": language})
    user = world.people[name].user
    assert user is not None
    client.force_login(user)
    return client


def read(client: Client, name: str, *keys: Any, status: int = 200, **query: Any) -> str:
    answer = client.get(reverse(name, args=keys), query)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def rewrite(draft: RegulationVersion, change: Any) -> None:
    """Change the document of a draft whole, as a file in its place would."""
    new: Any = deepcopy(draft.document)
    change({clause["key"]: clause for part in new["parts"] for clause in part["clauses"]}, new)
    draft.document = dump(parse(new))
    draft.digest = digest_of(draft.document)
    draft.save()


def two_tutors(clauses: Any, new: Any) -> None:
    """Clause 4.2 asks for two tutors in each organisation, and says so."""
    one = clauses["4.2"]
    one["gist"] = one["gist"].replace("Тьютора назначает", "Двух тьюторов назначает")
    for norm in one["norms"]:
        if norm.get("size") == "tutor":
            norm["least"] = "2"


def without_graph(clauses: Any, new: Any) -> None:
    """Clause 4.4 is dropped."""
    for part in new["parts"]:
        part["clauses"] = [clause for clause in part["clauses"] if clause["key"] != "4.4"]


# --- side by side ----------------------------------------------------------------------------
def test_a_draft_tells_how_many_clauses_differ(world: World, draft: RegulationVersion) -> None:
    assert "Отличаются 0 пунктов" in read(of(world, "safronova"), "regulation_versions")
    rewrite(draft, two_tutors)
    for name, keys in (("regulation_versions", ()), ("regulation_version", (draft.pk,))):
        assert "Отличается 1 пункт" in read(of(world, "safronova"), name, *keys)


def test_what_differs_is_marked_by_words_and_norms_are_told_in_plain_ones(
    world: World, draft: RegulationVersion
) -> None:
    rewrite(draft, two_tutors)
    said = read(of(world, "safronova"), "regulation_compare", draft.pk)
    assert "Изменён 1 пункт" in said
    assert "<del>Тьютора</del>" in said
    assert "<ins>Двух тьюторов</ins>" in said
    assert "не менее <del>1</del>" in said
    assert "не менее <ins>2</ins>" in said
    assert said.count('class="duo ') == 2, "the head and one clause"
    whole = read(of(world, "safronova"), "regulation_compare", draft.pk, all="1")
    assert whole.count('class="duo ') > 40


def test_a_dropped_clause_is_shown_where_it_stood(world: World, draft: RegulationVersion) -> None:
    rewrite(draft, without_graph)
    said = read(of(world, "safronova"), "regulation_compare", draft.pk)
    assert "Исключён 1 пункт" in said
    assert 'class="duo dropped" id="c-4.4"' in said


def test_any_two_versions_are_compared_and_the_older_stands_first(
    world: World, draft: RegulationVersion
) -> None:
    rewrite(draft, two_tutors)
    client = of(world, "safronova")
    forth = read(client, "regulation_compare", draft.pk, **{"with": world.version.pk})
    back = read(client, "regulation_compare", world.version.pk)
    assert "<ins>Двух тьюторов</ins>" in forth
    assert "<ins>Двух тьюторов</ins>" in back
    for wrong in ("0", "x", "9" * 30, "\x00"):
        read(client, "regulation_compare", draft.pk, status=404, **{"with": wrong})


def test_english_readers_compare_the_english_restatement(
    world: World, draft: RegulationVersion
) -> None:
    rewrite(draft, lambda clauses, _: clauses["4.2"].update(gist_en="Two tutors."))
    said = read(of(world, "safronova", "en"), "regulation_compare", draft.pk)
    assert "Two tutors." in said
    assert "1 clause changed" in said


def test_who_reads_no_drafts_compares_none(world: World, draft: RegulationVersion) -> None:
    client = of(world, "zimin")
    read(client, "regulation_compare", draft.pk, status=404)
    read(client, "regulation_compare", world.version.pk, status=404, **{"with": draft.pk})
    assert reverse("regulation_compare", args=[world.version.pk]) not in read(
        client, "regulation_version", world.version.pk
    )


# --- on today's data -------------------------------------------------------------------------
def test_things_are_named_with_links_before_and_after(
    world: World, draft: RegulationVersion
) -> None:
    rewrite(draft, two_tutors)
    entries = JournalEntry.objects.count()
    said = read(of(world, "safronova"), "regulation_check", draft.pk)
    assert "Еловская СОШ" in said
    assert "Исполнено" in said
    assert "Не исполнено" in said
    assert "п. 4.2 Положения" in said
    assert "нужно не менее 2, сейчас 1" in said
    assert JournalEntry.objects.count() == entries
    whole = read(of(world, "safronova"), "regulation_check", draft.pk, clause="4.2")
    assert "Каменнобродская СОШ" in whole
    for wrong in ("1.1", "нет", "\x00"):
        read(of(world, "safronova"), "regulation_check", draft.pk, status=404, clause=wrong)


def test_who_would_not_pass_today_is_counted_and_named(
    world: World, draft: RegulationVersion
) -> None:
    def teachers(clauses: Any, new: Any) -> None:
        clauses["4.2"]["norms"] = [
            {"condition": "tutor", "guards": "appoint", "all": [{"post": ["teacher"]}]}
        ]

    rewrite(draft, teachers)
    said = read(of(world, "safronova"), "regulation_check", draft.pk)
    assert "Назначение: сегодня не прошли бы 2 из 2 тьюторов" in said
    assert reverse("tutor", args=[world.appointments["dorohova"].pk]) in said


def test_nothing_changes_for_a_draft_as_it_was(world: World, draft: RegulationVersion) -> None:
    said = read(of(world, "safronova"), "regulation_check", draft.pk)
    assert "Ничего не изменится" in said


def test_a_head_tries_an_approved_version_on_own_things_only(
    world: World, draft: RegulationVersion
) -> None:
    read(of(world, "zimin"), "regulation_check", draft.pk, status=404)
    said = read(of(world, "zimin"), "regulation_check", world.version.pk)
    assert not any(name in said for name in ("Oreshkina", "Stranger", "Каменнобродская"))
    alone = read(of(world, "lapshina"), "regulation_check", world.version.pk)
    assert "проверить пока не на чем" in alone


def test_without_a_programme_there_is_nothing_to_try_it_on(
    world: World, draft: RegulationVersion
) -> None:
    world.programme.versions.all().delete()
    said = read(of(world, "safronova"), "regulation_check", draft.pk)
    assert "проверить пока не на чем" in said


# --- in force by an order --------------------------------------------------------------------
def approving(world: World, number: str = "9-о") -> Order:
    row = world.order(world.centre, number, date(2027, 1, 20), "approval")
    row.controller = world.people["safronova"]
    row.save()
    return row


def send(client: Client, name: str, *keys: Any, expected: int = 302, **given: Any) -> str:
    answer = client.post(reverse(name, args=keys), given)
    assert answer.status_code == expected, answer.content.decode()[:4000]
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_one_order_puts_a_version_in_force_and_programmes_to_work_by_it(
    world: World, draft: RegulationVersion
) -> None:
    client = of(world, "safronova")
    said = read(client, "regulation_approve", draft.pk)
    assert world.programme.title in said
    given = {"order": approving(world).pk, "since": TODAY, "row_version": draft.row_version}
    send(client, "regulation_approve", draft.pk, adopting=world.programme.pk, **given)
    rows = world.programme.versions.order_by("since").values_list("version", "since", "until")
    assert list(rows) == [(world.version.pk, SEPTEMBER, TODAY), (draft.pk, TODAY, None)]
    board = read(client, "regulations")
    assert "Редакция 2" in board
    assert "Ещё по редакции 1" in board
    assert "1 индивидуальная траектория внедрения" in board
    before = read(client, "regulations", on="2027-01-21")
    assert "Редакция 1" in before
    assert "Ещё по редакции" not in before


def test_a_programme_may_stay_with_the_version_that_guards_it(
    world: World, draft: RegulationVersion
) -> None:
    client = of(world, "safronova")
    given = {"order": approving(world).pk, "since": TODAY, "row_version": draft.row_version}
    send(client, "regulation_approve", draft.pk, **given)
    assert [row.version_id for row in world.programme.versions.all()] == [world.version.pk]
    assert "Редакция 1" in read(client, "regulations")


def test_a_refused_approval_puts_nothing_to_work(world: World, draft: RegulationVersion) -> None:
    order = approving(world)
    order.controller = None
    order.save()
    given = {"order": order.pk, "since": TODAY, "row_version": draft.row_version}
    said = send(
        of(world, "safronova"), "regulation_approve", draft.pk, expected=200,
        adopting=world.programme.pk, **given,
    )  # fmt: skip
    assert "п. 2 приказа" in said
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert world.programme.versions.count() == 1


def test_a_clause_dropped_by_an_amendment_keeps_its_waivers(
    world: World, draft: RegulationVersion
) -> None:
    Waiver.objects.create(
        programme=world.programme, unit=world.school, clause="4.4", code="form", kind="route",
        key=1, label="Lapshina", reason="Болезнь", status="granted",
        asked_on=SEPTEMBER, decided_on=SEPTEMBER,
    )  # fmt: skip
    rewrite(draft, without_graph)
    client = of(world, "safronova")
    assert "Пункты прежней редакции" not in read(client, "regulations")
    given = {"order": approving(world).pk, "since": TODAY, "row_version": draft.row_version}
    send(client, "regulation_approve", draft.pk, adopting=world.programme.pk, **given)
    said = read(client, "regulations")
    assert "Пункты прежней редакции" in said
    assert "Болезнь" in said
    assert "Болезнь" not in read(of(world, "belov"), "regulations")


# --- made known ------------------------------------------------------------------------------
def test_the_address_is_recorded_corrected_and_shown_to_anybody(world: World) -> None:
    client = of(world, "safronova")
    key = world.version.pk
    for wrong in ("example.org", "ftp://example.org/x", "javascript:alert(1)", "http://"):
        said = send(
            client, "regulation_publish", key, expected=200, address=wrong, published_on=TODAY
        )
        assert "http:// или https://" in said
    early = send(
        client, "regulation_publish", key, expected=200,
        address="https://example.org/a", published_on="2026-08-01",
    )  # fmt: skip
    assert "раньше утверждения" in early
    send(client, "regulation_publish", key, address="https://example.org/a", published_on=TODAY)
    again = {"address": "https://example.org/b", "published_on": TODAY}
    send(client, "regulation_publish", key, expected=200, **again)
    send(client, "regulation_publish", key, row_version=1, **again)
    guest = Client(headers={"accept-language": "ru"})
    said = read(guest, "public_regulation", world.version.regulation_id)
    assert "https://example.org/b" in said
    assert "УТВЕРЖДЕНО" in said


def test_the_open_page_names_nobody(world: World) -> None:
    order = world.version.order
    assert order is not None
    order.signer = order.controller = world.people["zimin"]
    order.save()
    said = read(Client(), "public_regulation", world.version.regulation_id)
    names = {person.surname for person in world.people.values()}
    assert not any(name in said for name in names)


def test_the_signed_document_is_downloaded_by_anybody_and_is_a_document(world: World) -> None:
    client = of(world, "safronova")
    regulation = world.version.regulation_id
    read(Client(), "public_signed", regulation, status=404)
    read(client, "regulation_signed_file", world.version.pk, status=404)
    text = SimpleUploadedFile("x.txt", b"plain")
    row_version = world.version.row_version
    said = send(
        client, "regulation_signed", world.version.pk, expected=200,
        received=text, row_version=row_version,
    )  # fmt: skip
    assert "PDF, DOCX или ODT" in said
    scan = SimpleUploadedFile("положение.pdf", b"%PDF-1.4 signed")
    send(client, "regulation_signed", world.version.pk, received=scan, row_version=row_version)
    answer = Client().get(reverse("public_signed", args=[regulation]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer) == b"%PDF-1.4 signed"  # type: ignore[arg-type]


def test_a_publisher_records_the_address_and_changes_nothing_else(
    world: World, draft: RegulationVersion
) -> None:
    world.employ("publisher", world.centre, "секретарь", "", pedagogical=False)
    world.grant("publisher", "publisher", world.centre)
    client = of(world, "publisher")
    read(client, "regulation_publish", world.version.pk)
    read(client, "regulation_publish", draft.pk, status=404)
    read(client, "regulation_approve", world.version.pk, status=403)
    read(client, "acts_take", status=403)


# --- what it rests on ------------------------------------------------------------------------
def test_acts_are_kept_cited_and_checked_on_pages(world: World) -> None:
    client = of(world, "safronova")
    send(client, "acts_take", unit=world.municipality.pk)
    assert "№ 273-ФЗ" in read(client, "acts")
    act = Act.objects.get(number="10н")
    send(client, "regulation_cite", world.version.pk, clause="1.3", act=act.pk)
    twice = send(
        client, "regulation_cite", world.version.pk, expected=200, clause="1.3", act=act.pk
    )
    assert "Уже записано" in twice or "записано" in twice
    said = read(client, "regulation_version", world.version.pk)
    assert "Проверить основание" in said
    assert "заменён другим с 01.09.2023" in said
    for page in ("regulations", "home"):
        assert "Проверить основание" in read(client, page)
    read(of(world, "zimin"), "regulation_basis", world.version.pk)
    read(of(world, "zimin"), "regulation_basis_check", world.version.pk, act.pk, status=403)
    empty = send(
        client, "regulation_basis_check", world.version.pk, act.pk, expected=200, on=TODAY, note=" "
    )
    assert "Обязательное поле" in empty
    send(client, "regulation_basis_check", world.version.pk, act.pk, on=TODAY, note="Не касается.")
    assert "Проверить основание" not in read(client, "regulation_version", world.version.pk)
    read(client, "regulation_basis_check", world.version.pk, act.pk, status=404)


def test_an_act_is_corrected_and_sense_is_asked_of_its_days(world: World) -> None:
    client = of(world, "safronova")
    given: dict[str, Any] = {
        "unit": world.municipality.pk, "level": "municipal", "kind": "приказ", "number": "309",
        "on": "2019-04-30", "title": "О программе", "status": "in_force",
        "since": "2019-01-01", "until": "2023-12-31",
    }  # fmt: skip
    send(client, "act_new", **given)
    act = Act.objects.get(number="309")
    assert act.until == date(2024, 1, 1)
    assert "уже есть в каталоге" in send(client, "act_new", expected=200, **given)
    given |= {"row_version": act.row_version, "status": "repealed"}
    assert "нужна дата" in send(client, "act", act.pk, expected=200, **given)
    send(client, "act", act.pk, **given, changed_on="2024-02-01")
    act.refresh_from_db()
    assert (act.status, act.changed_on) == ("repealed", date(2024, 2, 1))
    read(of(world, "zimin"), "act", act.pk, status=403)
