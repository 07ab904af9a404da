"""«Дело об исполнении положения»: what stands in it, of which day, for whom."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from marshrut import clock
from marshrut.programmes import operations as programmes
from marshrut.regulations import operations as regulations
from tests.web.test_settings import of, read
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db
FILE = "/regulations/casefile/"
BOOK = f"{FILE}?as=xlsx"
SIGNED = "Ознакомление с редакцией"


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def world() -> World:
    world = build()
    world.case("lapshina")
    me = world.people["lapshina"]
    regulations.acknowledge(
        version=world.version, person=me.pk, actor=world.reach("lapshina"), at=AT
    )
    return world


def asked(world: World, on: date = TODAY) -> None:
    programmes.ask_waiver(
        programme=world.programme,
        unit=world.school.pk,
        clause="4.3",
        code="post",
        kind="tutor",
        key=world.appointments["dorohova"].pk,
        label="Dorohova Example",
        reason="A reason to be read",
        actor=world.reach("zimin", on),
        at=AT,
    )


def sheets(world: World, who: str, address: str = BOOK) -> dict[str, list[list[Any]]]:
    answer = of(world, who).get(address)
    assert answer.status_code == 200
    assert ".xlsx" in answer["Content-Disposition"]
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_file_tells_clauses_orders_acknowledgements_exceptions_and_facts(world: World) -> None:
    asked(world)

    page = read(of(world, "prohorov"), FILE)

    for part in ("versions", "orders", "basis", "signed", "clauses", "exceptions", "facts"):
        assert f'id="{part}"' in page
    assert "№ 41-о" in page  # the order that put the version in force
    assert "87-о" in page  # the order on the tutor
    assert 'id="c-4.2"' in page
    assert "A reason to be read" in page
    assert "Grachev" in page  # has not acknowledged
    assert 'id="facts-4.2"' in page


def test_its_book_has_every_part_and_every_fact(world: World) -> None:
    asked(world)

    book = sheets(world, "prohorov")

    assert list(book) == [
        *("Дело", "Пункты", "Редакции", "Приказы", "Нормативные акты", SIGNED),
        *("Отступления", "Сведения"),
    ]
    clauses = {row[0]: row for row in book["Пункты"][1:]}
    assert clauses["п. 4.2 Положения"][2] == "Исполнено"
    signed = {row[1]: row[2] for row in book[SIGNED][1:]}
    assert [name for name, day in signed.items() if day] == ["Lapshina\xa0И.\xa0О."]
    assert [row[3] for row in book["Отступления"][1:]] == ["A reason to be read"]
    assert "Еловская СОШ" in {row[2] for row in book["Сведения"]}


def test_the_file_is_of_the_day_that_is_asked_for(world: World) -> None:
    asked(world)
    before = TODAY - timedelta(days=1)

    page = read(of(world, "prohorov"), f"{FILE}?on={before.isoformat()}")

    assert "A reason to be read" not in page
    assert "по состоянию на 21" in page
    signed = sheets(world, "prohorov", f"{BOOK}&on={before.isoformat()}")[SIGNED]
    assert not any(row[2] for row in signed[1:])


def test_what_was_decided_later_was_still_asked_on_the_day(world: World) -> None:
    earlier = TODAY - timedelta(days=5)
    asked(world, earlier)
    row = world.programme.waivers.get()
    programmes.decide_waiver(
        waiver=row.pk, row_version=None, granted=True, note="", actor=world.system(), at=AT
    )

    was = sheets(world, "safronova", f"{BOOK}&on={earlier.isoformat()}")["Отступления"][1]
    now = sheets(world, "safronova")["Отступления"][1]

    assert (was[5], was[6]) == ("Запрошено", "")
    assert now[5] == "Оформлено отступление"
    assert now[6]


def test_a_head_has_the_file_of_the_own_school(world: World) -> None:
    asked(world)

    page = read(of(world, "belov"), FILE)

    assert "Stranger" in page
    for mark in ("Lapshina", "Grachev", "A reason to be read", "87-о"):
        assert mark not in page


@pytest.mark.parametrize("who", ["lapshina", "dorohova", "nechaev"])
def test_who_oversees_nobody_has_no_file(world: World, who: str) -> None:
    for address in (FILE, BOOK):
        read(of(world, who), address, 404)


def test_the_board_leads_to_the_file_and_back(world: World) -> None:
    inspector = of(world, "prohorov")

    assert f'href="{FILE}?' in read(inspector, "/regulations/")
    assert 'href="/regulations/?programme=' in read(inspector, FILE)
