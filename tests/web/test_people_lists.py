"""Pages of uploaded lists: from files to a written list, and what leaks nowhere."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from marshrut import clock
from marshrut.imports.kinds import KINDS
from marshrut.imports.models import ImportBatch
from marshrut.people.models import Employment, Person
from marshrut.tables.headers import find_header, guess
from marshrut.tables.reading import read
from tests.imports import lists
from tests.imports.doing import listed, row_of, work
from tests.world import AT, World, build

pytestmark = pytest.mark.django_db
Door = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def come_in(world: World) -> Door:
    def client(name: str) -> Client:
        found, user = Client(headers={"accept-language": "ru"}), world.people[name].user
        assert user is not None
        found.force_login(user)
        return found

    return client


def sent(client: Client, content: bytes, name: str = "Список.xlsx", **more: Any) -> Any:
    """The answer to an upload of one file."""
    page = client.get("/people/lists/")
    unit = page.context["form"]["unit"]
    data = {"chosen": SimpleUploadedFile(name, content), "on": "2027-01-22"}
    chosen = unit.initial or unit.field.queryset.first().pk
    return client.post("/people/lists/", {**data, "unit": chosen, **more})


def body(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    text: str = answer.content.decode()
    return text


def columns(client: Client, key: int) -> Any:
    """Confirm the columns as they are guessed."""
    form = client.get(f"/people/lists/{key}/columns/").context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    return client.post(f"/people/lists/{key}/columns/", data)


def test_a_list_goes_from_a_file_to_teachers(world: World, come_in: Door) -> None:
    client = come_in("safronova")
    answer = sent(client, lists.clean(3, "Еловская СОШ"))
    key = ImportBatch.objects.get().pk
    page = f"/people/lists/{key}/"
    assert answer.headers["Location"] == page
    reading = client.get(page)
    assert "Список читается" in reading.content.decode()
    assert reading.headers["Refresh"]

    work()
    assert "встретились впервые" in body(client, page)
    columns(client, key)
    work()
    assert "3 строки из 3 готовы" in body(client, page)
    version = ImportBatch.objects.get().row_version
    client.post(f"{page}write/", {"row_version": version})
    work()

    assert "Список записан" in body(client, page)
    assert lists.person(0) in body(client, "/people/?q=" + lists.person(0).split()[0])


def test_a_dirty_list_leads_from_one_doubt_to_the_next(world: World, come_in: Door) -> None:
    rows = [
        lists.TITLES,
        lists.line(0, "Еловская СОШ"),
        lists.line(1, "Еловская СОШ", experience="99 лет"),
        lists.line(2, "Еловская СОШ", name="Вахрушевa Галина Ивановна"),
        lists.line(3, "Еловская СОШ", post="хранитель"),
    ]
    batch = listed(world, "safronova", lists.book({"1": rows}))
    client = come_in("safronova")
    page = body(client, f"/people/lists/{batch.pk}/")
    assert "1 строка из 4 готова" in page
    assert "Педагогический стаж, D3: Стажа в 99 лет не бывает." in page
    words = f"/people/lists/{batch.pk}/words/"
    assert f'class="btn main" href="{words}"' in page

    answer = client.post(words, {"word-0": "specialist"})
    first = f"/people/lists/rows/{row_of(batch, 'Белозёрова').pk}/"
    assert answer.headers["Location"] == first
    answer = client.post(first, {"experience": "9 лет"})
    second = answer.headers["Location"]
    shown = client.get(second)
    assert shown.context["form"]["name"].value() == "Вахрушева Галина Ивановна"
    answer = client.post(second, {"name": "Вахрушева Галина Ивановна"})

    assert answer.headers["Location"] == f"/people/lists/{batch.pk}/"
    assert "4 строки из 4 готовы" in body(client, f"/people/lists/{batch.pk}/")


def test_a_row_can_be_left_out_with_its_cell_as_it_is(world: World, come_in: Door) -> None:
    content = lists.book({"1": [lists.TITLES, lists.line(1, "Еловская СОШ", name="")]})
    batch = listed(world, "safronova", content)
    row = batch.rows.get()

    come_in("safronova").post(f"/people/lists/rows/{row.pk}/", {"name": "", "out": "1"})

    row.refresh_from_db()
    assert row.state == "out"


def test_refused_rows_come_back_marked_and_can_be_uploaded_again(
    world: World, come_in: Door
) -> None:
    rows = [
        lists.TITLES,
        lists.line(0, "Еловская СОШ"),
        lists.line(1, "Еловская СОШ", experience="99 лет", post="=1+1"),
    ]
    batch = listed(world, "safronova", lists.book({"1": rows}))
    client = come_in("safronova")

    answer = client.get(f"/people/lists/{batch.pk}/refused/")

    assert "attachment" in answer.headers["Content-Disposition"]
    (sheet,) = read(answer.content, "a.xlsx")
    assert len(sheet.rows) == 2
    assert "99 лет" in sheet.rows[1]
    assert "=1+1" in sheet.rows[1]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        comments = archive.read("xl/comments1.xml").decode()
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    assert "Стажа в 99 лет не бывает." in comments
    again = listed(world, "safronova", answer.content)
    assert [row.typed["experience"] for row in again.rows.all()] == ["99 лет"]


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("kind", ["staff", "appointments", "members", "consultations", "results"])
def test_a_template_is_recognised_as_it_is(
    world: World, come_in: Door, kind: str, language: str
) -> None:
    client = come_in("safronova")
    client.cookies["django_language"] = language
    content = client.get(f"/people/lists/template/{kind}/", headers={"accept-language": language})

    sheet = read(content.content, "t.xlsx")[0]
    header = find_header(sheet, KINDS[kind].words)
    assert header is not None
    told = guess(header.titles, KINDS[kind].words)
    assert [told.get(field) for field in KINDS[kind].template] == list(
        range(len(KINDS[kind].template))
    )


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"<html><table><tr><td>x</td></tr></table></html>", "a.xls", "веб-страница"),
        (b"PK\x03\x04 broken", "a.xlsx", "повреждён"),
        (b"", "a.xlsx", "пуст"),
        (b"%PDF-1.7", "a.pdf", "не таблица"),
        (lists.book({"1": [["просто", "слова"], ["и", "числа"]]}), "a.xlsx", "названиями столбцов"),
        (b"\xff\xfe\xff", "a.csv", "не читаются"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence_and_nothing_is_kept(
    world: World, come_in: Door, content: bytes, name: str, sentence: str
) -> None:
    answer = sent(come_in("safronova"), content, name)

    assert answer.status_code == 200
    page = answer.content.decode()
    assert sentence in page or (not content and "Отправленный файл пуст" in page)
    assert not ImportBatch.objects.exists()


def test_a_head_uploads_for_the_own_school_and_for_no_other(world: World, come_in: Door) -> None:
    client = come_in("zimin")
    page = client.get("/people/lists/")
    assert [unit.pk for unit in page.context["form"].fields["unit"].queryset] == [world.school.pk]

    answer = sent(client, lists.clean(1, "Еловская СОШ"), unit=world.other_school.pk)

    assert answer.status_code == 200
    assert not ImportBatch.objects.exists()


def test_another_head_opens_nothing_of_a_list(world: World, come_in: Door) -> None:
    batch = listed(world, "zimin", lists.clean(1, "Еловская СОШ"), unit=world.school)
    row = batch.rows.get()

    client = come_in("belov")

    for page in ("", "columns/", "words/", "left/", "refused/"):
        body(client, f"/people/lists/{batch.pk}/{page}", 404)
    body(client, f"/people/lists/rows/{row.pk}/", 404)
    assert "Список.xlsx" not in body(client, "/people/lists/")


def test_who_has_left_is_told_with_a_day(world: World, come_in: Door) -> None:
    batch = listed(world, "safronova", lists.clean(1, "Еловская СОШ"))
    client = come_in("safronova")
    job = Employment.objects.get(person=world.people["grachev"])
    form = client.get(f"/people/lists/{batch.pk}/left/").context["form"]
    assert f"left-{job.pk}" in form.fields
    days = {f"day-{one.pk}": "2027-01-20" for one in form.jobs}

    client.post(f"/people/lists/{batch.pk}/left/", days | {f"left-{job.pk}": "on"})

    batch.refresh_from_db()
    assert batch.leaving == {str(job.pk): "2027-01-20"}
    assert "1 человек отмечен как выбывший" in body(client, f"/people/lists/{batch.pk}/")


def test_namesakes_are_named_with_post_and_school_to_who_sees_them(
    world: World, come_in: Door
) -> None:
    Person.objects.filter(pk=world.people["stranger"].pk).update(surname="Странникова")
    content = lists.book(
        {"1": [lists.TITLES, lists.line(0, "Еловская СОШ", name="Странникова Имя Отчество")]}
    )
    batch = listed(world, "safronova", content)

    page = body(come_in("safronova"), f"/people/lists/rows/{batch.rows.get().pk}/")

    assert re.search(r"Каменнобродская СОШ: переходит\s+сюда", page)
    assert "Другой человек с таким же именем" in page


def test_ticks_taken_away_are_kept(world: World, come_in: Door) -> None:
    batch = listed(world, "safronova", lists.clean(3, "Еловская СОШ"))
    keys = list(batch.rows.order_by("pk").values_list("pk", flat=True))

    data = {"shown": keys, "rows": keys[1:], "show": "new"}
    come_in("safronova").post(f"/people/lists/{batch.pk}/choose/", data)

    assert list(batch.rows.filter(accepted=False).values_list("pk", flat=True)) == keys[:1]


def test_a_written_list_offers_to_be_put_back(world: World, come_in: Door) -> None:
    batch = listed(world, "safronova", lists.clean(2, "Еловская СОШ"))
    client, page = come_in("safronova"), f"/people/lists/{batch.pk}/"
    client.post(f"{page}write/", {"row_version": batch.row_version})
    work()
    assert "Вернуть как было" in body(client, page)
    batch.refresh_from_db()

    client.post(f"{page}undo/", {"row_version": batch.row_version})

    assert "Возвращено как было" in body(client, page)
    assert not Person.objects.filter(surname=lists.person(0).split()[0]).exists()
