"""The page «Справка за период»: right words, a list behind every figure, no leak."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from marshrut.activities.models import LessonVisit
from marshrut.clock.models import DemonstrationDay
from marshrut.programmes.models import Appointment
from tests.activities.doing import consulted, shared
from tests.web.test_books import TEXTS, enter
from tests.web.test_costs import fill
from tests.world import TODAY, World, build

pytestmark = pytest.mark.django_db

BRIEF = "/monitoring/brief/"
NO_BREAK = "\N{NO-BREAK SPACE}"


@pytest.fixture
def world() -> World:
    DemonstrationDay.objects.create(day=TODAY)
    return build()


def text(client: Client, address: str = BRIEF) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", page).replace(NO_BREAK, " ").split())


def test_sentences_have_right_plurals_and_local_words(world: World) -> None:
    said = words(text(enter(world, "safronova")))

    assert "На 22 января 2027 г. в программе участвуют 4 тьюторанта из 2 организаций." in said
    assert "С ними работают 2 тьютора" in said
    assert "За период назначено тьюторов: 2, завершили работу: 0." in said
    assert "Отступления от положения не оформлялись." in said


def test_one_of_anything_is_said_so(world: World) -> None:
    said = words(text(enter(world, "belov")))

    assert "участвует 1 тьюторант." in said
    assert "С ними работает 1 тьютор" in said


def test_every_link_of_a_figure_leads_to_as_many_rows(world: World) -> None:
    case = world.case("lapshina")
    consulted(world, case)
    shared(world, case)
    LessonVisit.objects.update(held_on=TODAY)
    client = enter(world, "safronova")
    page = text(client)
    cells = re.findall(r'<td class="num"[^>]*><a href="([^"]+)">(\d+)</a>', page)

    assert len(cells) > 9
    for href, number in cells:
        rows = text(client, href.replace("&amp;", "&")).count('<th scope="row">')
        assert rows == int(number), href


def test_no_share_of_executed_clauses_and_no_ranking(world: World) -> None:
    page = text(enter(world, "safronova"))

    assert "sort=" not in page
    assert "%" not in words(page.partition('<article class="stack">')[2])


def test_a_head_finds_the_own_school_alone(world: World) -> None:
    for name in ("lapshina", "stranger"):
        consulted(world, world.case(name)) if name == "lapshina" else world.case(name)
    client = enter(world, "zimin")
    pages = [text(client)]
    days = f"?programme={world.programme.pk}&unit={world.other_school.pk}"
    for figure in ("supported", "tutors", "consultations", "opened"):
        pages += [text(client, f"{BRIEF}{figure}/"), text(client, f"{BRIEF}{figure}/{days}")]
    for page in pages:
        assert not [
            name for name in ("Stranger", "Oreshkina", "Каменнобродская СОШ") if name in page
        ]


def test_texts_of_the_pair_stand_in_no_list(world: World) -> None:
    case = world.case("lapshina")
    consulted(world, case)
    shared(world, case)
    LessonVisit.objects.update(held_on=TODAY)
    client = enter(world, "safronova")
    for figure in ("consultations", "visits"):
        page = text(client, f"{BRIEF}{figure}/")
        assert "Lapshina" in page
        assert not [mark for mark in TEXTS if mark in page]


@pytest.mark.parametrize("who", ["lapshina", "dorohova", "stranger", "nechaev"])
def test_who_oversees_nobody_has_no_brief(world: World, who: str) -> None:
    client = enter(world, who)

    assert client.get(BRIEF).status_code == 404
    assert client.get(f"{BRIEF}supported/").status_code == 404
    assert client.get(f"{BRIEF}?as=xlsx").status_code == 404


def test_an_unknown_figure_is_not_found(world: World) -> None:
    assert enter(world, "safronova").get(f"{BRIEF}everything/").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "since=x&last=y",
        "since=2030-01-01&last=2031-01-01",
        "since=1990-01-01&last=1990-02-01",
        "since=2027-01-20&last=2026-10-01",
        "programme=99999999999999999999&unit=x",
    ],
)
def test_an_impossible_period_breaks_nothing(world: World, query: str) -> None:
    client = enter(world, "safronova")

    text(client, f"{BRIEF}?{query}")
    text(client, f"{BRIEF}supported/?{query}&outcome=%00")


def test_a_quarter_is_one_press(world: World) -> None:
    client = enter(world, "safronova")
    page = text(client)
    found = re.search(r'href="(\?programme=[^"]+)">II четверть', page)

    assert found
    assert "II четверть" in text(client, BRIEF + found[1].replace("&amp;", "&"))
    assert "aria-current" in text(client, BRIEF + found[1].replace("&amp;", "&"))


def test_what_changed_is_told_by_cites(world: World) -> None:
    row = world.appointments["dorohova"]
    Appointment.objects.filter(pk=row.pk).update(until="2027-01-20")
    said = words(text(enter(world, "safronova")))

    assert "Что изменилось" in said
    assert "по сравнению с началом периода изменилось, названы ниже" in said


def test_the_book_says_the_same_without_links(world: World) -> None:
    answer = enter(world, "safronova").get(f"{BRIEF}?as=xlsx")
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    said = str(book.get_sheet_by_index(0).to_python()).replace("\\xa0", " ")

    assert "участвуют 4 тьюторанта из 2 организаций" in said
    assert "<a" not in said
    assert book.sheet_names == ["Справка за период", "Пункты"]


def test_a_large_brief_costs_as_much_as_a_small_one(world: World) -> None:
    client = enter(world, "safronova")
    counts = []
    for numbers in (range(5), range(5, 60)):
        fill(world, numbers)
        with CaptureQueriesContext(connection) as asked:
            text(client)
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 80, counts


def test_in_english_too(world: World) -> None:
    page = words(text(enter(world, "safronova", "en")))

    assert "4 tutees from 2 organisations take part in the programme" in page
