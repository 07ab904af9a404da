"""«Собрать таблицу»: columns of a list chosen, put in order, saved; never more than the list."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from marshrut.clock.models import DemonstrationDay
from marshrut.extracts.models import SavedTable
from marshrut.journal.models import JournalEntry
from marshrut.web import table_lists
from tests.activities.doing import consulted, shared
from tests.web.test_books import LISTS, OF_HEADS, TEXTS, book, enter
from tests.world import TODAY, World, build

pytestmark = pytest.mark.django_db
HREF = re.compile(r'href="([^"]*)"')


@pytest.fixture
def world() -> World:
    DemonstrationDay.objects.create(day=TODAY)
    return build()


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def headings(text: str) -> list[str]:
    table = text.partition("<thead>")[2].partition("</thead>")[0]
    return re.findall(r'<th scope="col">([^<]*)</th>', table)


def link(text: str, start: str) -> str:
    """The address of the first link that begins so."""
    found = next(one for one in HREF.findall(text) if one.startswith(start))
    return str(found).replace("&amp;", "&")


def save(client: Client, list_address: str, name: str, **more: Any) -> SavedTable:
    """Save the table through the page that the list leads to."""
    text = page(client, list_address)
    form = link(text, "/tables/new/")
    asked = parse_qs(urlsplit(form).query)
    given = {"of": asked["of"][0], "titles": "\n".join(asked["title"]), "name": name, **more}
    assert client.get(form).status_code == 200
    answer = client.post("/tables/new/", given)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return SavedTable.objects.get(name=name)


def test_columns_stand_as_the_address_says(world: World) -> None:
    client = enter(world, "safronova")
    address = f"/programmes/{world.programme.pk}/tutees/?as=table&columns=organisation,name"
    assert (
        headings(page(client, address)) == ["Организация", "Имя"]
        or headings(page(client, address))[0] == "Организация"
    )

    rows = book(client, f"/programmes/{world.programme.pk}/tutees/?columns=organisation,name")
    assert rows[0] == headings(page(client, address))
    assert len(rows[0]) == 2
    assert all(len(row) == 2 for row in rows)
    every = book(client, f"/programmes/{world.programme.pk}/tutees/")
    assert [row[1] for row in rows[1:]] == [row[0] for row in every[1:]]


def test_every_list_with_a_book_makes_a_table(world: World) -> None:
    case = world.case("lapshina")
    consulted(world, case)
    client = enter(world, "safronova")
    for address in LISTS:
        place = address.format(world.programme.pk)
        mark = "&" if "?" in place else "?"
        text = page(client, f"{place}{mark}as=table")
        assert "/tables/new/?" in text, place
        assert headings(text) in (book(client, place)[0], []), place


@pytest.mark.parametrize("address", OF_HEADS)
def test_a_table_of_a_head_names_nobody_of_the_school_next_door(world: World, address: str) -> None:
    for name in ("lapshina", "stranger"):
        case = world.case(name)
        if name == "lapshina":
            consulted(world, case)
    place = address.format(world.programme.pk)
    mark = "&" if "?" in place else "?"
    text = page(enter(world, "zimin"), f"{place}{mark}as=table")
    for name in ("Stranger", "Oreshkina", "Belov"):
        assert name not in text, place


def test_columns_that_the_list_hides_cannot_be_asked_for(world: World) -> None:
    case = world.case("lapshina")
    consulted(world, case)
    shared(world, case)
    head = enter(world, "zimin")
    assert "Организация" not in book(head, "/people/?columns=organisation,name,nonsense")[0]
    text = page(head, "/people/?as=table&columns=organisation,name")
    assert headings(text) == ["Педагог"]
    assert "столбц" in text
    for who in ("safronova", "zimin", "prohorov"):
        for name in ("visits", "consultations"):
            text = page(enter(world, who), f"/activities/{name}/?as=table&columns=text,day")
            assert not [one for one in TEXTS if one in text], (who, name)
    tutor = page(enter(world, "dorohova"), "/activities/consultations/?as=table&columns=text,day")
    assert "ТЕМА" in tutor


def test_a_saved_table_is_the_list_with_its_filters_and_columns(world: World) -> None:
    client = enter(world, "safronova")
    address = f"/people/?q=lap&unit={world.school.pk}&as=table&columns=post,name"
    row = save(client, address, "Мои педагоги")
    opened = client.get(f"/tables/{row.pk}/")
    assert opened.status_code == 302
    text = page(client, opened["Location"])
    assert "<h1>Мои педагоги</h1>" in text
    assert "Lapshina" in text
    assert "Grachev" not in text
    assert len(headings(text)) == 2
    # The spreadsheet behind it is the same table.
    xlsx = next(
        one.replace("&amp;", "&")
        for one in HREF.findall(text)
        if "as=xlsx" in one and "q=lap" in one
    )
    content = client.get(xlsx).content
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert [one[1] for one in rows[1:]] == ["Lapshina Имя Отчество"]
    assert "Мои педагоги" in page(client, "/tables/")
    entry = JournalEntry.objects.get(verb="save_table")
    assert entry.after is not None
    assert entry.after["name"] == "…"
    assert "lap" not in str(entry.after)


def test_nobody_else_sees_a_table_that_is_not_shared(world: World) -> None:
    row = save(enter(world, "safronova"), "/people/?as=table", "Только моё")
    for who in ("zimin", "prohorov", "nechaev", "dorohova"):
        client = enter(world, who)
        assert client.get(f"/tables/{row.pk}/").status_code == 404, who
        assert client.get(f"/tables/{row.pk}/change/").status_code == 404, who
        assert client.post(f"/tables/{row.pk}/drop/", {"row_version": 1}).status_code == 404, who
        assert "Только моё" not in page(client, "/tables/"), who
    assert "Только моё" not in page(enter(world, "zimin"), f"/people/?as=table&table={row.pk}")
    assert SavedTable.objects.filter(pk=row.pk).exists()


def test_a_shared_table_shows_each_their_own_rows_and_is_changed_by_its_owner(
    world: World,
) -> None:
    address = "/people/?as=table&columns=name"
    row = save(enter(world, "zimin"), address, "Школа", unit=world.school.pk)
    over = enter(world, "safronova")
    assert over.get(f"/tables/{row.pk}/").status_code == 302
    assert over.get(f"/tables/{row.pk}/change/").status_code == 403
    dropped = over.post(f"/tables/{row.pk}/drop/", {"row_version": 1})
    assert dropped.status_code == 403
    assert enter(world, "belov").get(f"/tables/{row.pk}/").status_code == 404
    assert enter(world, "dorohova").get(f"/tables/{row.pk}/").status_code == 404

    whole = save(over, address, "Округ", unit=world.municipality.pk)
    # Who holds no office over the whole territory does not see a table shared there.
    assert enter(world, "zimin").get(f"/tables/{whole.pk}/").status_code == 404
    inspector = enter(world, "prohorov")
    assert inspector.get(f"/tables/{whole.pk}/").status_code == 302


def test_one_shares_only_where_one_holds_an_office(world: World) -> None:
    client = enter(world, "zimin")
    given = {"of": "/people/?as=table&columns=name", "titles": "Имя", "name": "Чужая"}
    for unit in (world.other_school.pk, world.municipality.pk):
        answer = client.post("/tables/new/", {**given, "unit": unit})
        assert answer.status_code == 200
    assert not SavedTable.objects.exists()


def test_only_known_lists_are_saved(world: World) -> None:
    client = enter(world, "safronova")
    away = "//evil.example/people/?columns=name"
    for address in ("/account/logout/", away, "http://[", "/nowhere/", ""):
        given = {"of": address, "titles": "x", "name": "Имя"}
        answer = client.post("/tables/new/", given)
        found = SavedTable.objects.first()
        assert answer.status_code == 404 or (found is not None and found.source == "people"), (
            address
        )
        SavedTable.objects.all().delete()


def test_a_table_without_columns_is_refused_and_what_was_typed_stays(world: World) -> None:
    client = enter(world, "safronova")
    given = {"of": "/people/?as=table&columns=", "titles": "", "name": "Пустая таблица"}
    answer = client.post("/tables/new/", given)
    assert answer.status_code == 200
    assert "Пустая таблица" in answer.content.decode()
    assert not SavedTable.objects.exists()


def test_a_name_is_taken_once_by_each(world: World) -> None:
    client = enter(world, "safronova")
    save(client, "/people/?as=table", "Одна")
    given = {"of": "/people/?as=table&columns=name", "titles": "Имя", "name": "Одна"}
    assert "уже есть" in client.post("/tables/new/", given).content.decode()
    save(enter(world, "zimin"), "/people/?as=table", "Другая")


def test_a_changed_table_keeps_its_list(world: World) -> None:
    client = enter(world, "safronova")
    row = save(client, "/people/?as=table&columns=name,post", "Педагоги")
    text = page(client, f"/people/?as=table&columns=post&q=lap&table={row.pk}")
    where = link(text, f"/tables/{row.pk}/change/")
    asked = parse_qs(urlsplit(where).query)
    given = {
        "of": asked["of"][0],
        "titles": "\n".join(asked["title"]),
        "name": "Должности",
        "row_version": row.row_version,
    }
    assert client.get(where).status_code == 200
    assert client.post(f"/tables/{row.pk}/change/", given).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.query) == ("Должности", "q=lap")
    assert [code for code, _title in row.columns] == ["post"]
    # An old form does not overwrite it, another list is not taken.
    answer = client.post(f"/tables/{row.pk}/change/", {**given, "name": "Поздно"})
    assert "Поздно" in answer.content.decode()
    answer = client.post(
        f"/tables/{row.pk}/change/",
        {**given, "of": "/papers/?columns=number", "row_version": row.row_version},
    )
    assert answer.status_code == 404
    row.refresh_from_db()
    assert (row.name, row.source) == ("Должности", "people")


def test_a_deleted_table_is_gone(world: World) -> None:
    client = enter(world, "safronova")
    row = save(client, "/people/?as=table", "Ненужная")
    given = {"row_version": row.row_version}
    assert client.post(f"/tables/{row.pk}/drop/", given).status_code == 302
    assert not SavedTable.objects.exists()
    assert JournalEntry.objects.filter(verb="drop_table", key=row.pk).exists()


def test_a_column_that_is_no_more_is_named_as_it_was(world: World) -> None:
    client = enter(world, "safronova")
    row = save(client, "/people/?as=table&columns=name,post", "Старая")
    row.columns = [["name", "Педагог"], ["shoe_size", "Размер обуви"]]
    row.save()
    text = page(client, client.get(f"/tables/{row.pk}/")["Location"])
    assert "Размер обуви" in text
    assert headings(text) == ["Педагог"]


def test_a_list_that_is_no_more_is_told(world: World) -> None:
    client = enter(world, "safronova")
    row = save(client, "/people/?as=table&columns=name", "Осиротевшая")
    row.source = "list_of_horses"
    row.save()
    assert client.get(f"/tables/{row.pk}/")["Location"] == "/tables/"
    text = page(client, "/tables/")
    assert "этого списка больше нет" in text
    assert client.post(f"/tables/{row.pk}/drop/", {"row_version": 1}).status_code == 302


def test_the_lists_of_tables_are_pages_that_exist() -> None:
    from tests.web.addresses import addresses

    assert set(table_lists.LISTS) <= {one.name for one in addresses()}
