"""«Скачать Excel»: exactly what the page shows its reader, on all its pages, as plain values."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from marshrut.clock.models import DemonstrationDay
from marshrut.notices.models import Notice
from marshrut.organisations import operations as organisations
from marshrut.people.operations import issue_slips
from marshrut.privacy.models import Look
from marshrut.programmes import operations as programmes
from marshrut.programmes.models import Enrolment, Programme, Waiver
from tests.activities.doing import consulted, opined, recommended, shared
from tests.web.test_costs import fill
from tests.world import AT, SEPTEMBER, TODAY, World, build

pytestmark = pytest.mark.django_db

Rows = list[list[Any]]
LISTS = (
    "/people/",
    "/programmes/{}/tutors/",
    "/programmes/{}/tutees/",
    "/programmes/{}/projects/",
    "/programmes/{}/waivers/",
    "/regulations/schools/",
    "/routes/?status=all",
    "/routes/own/",
    "/activities/",
    "/activities/consultations/",
    "/activities/visits/",
    "/activities/requests/",
    "/activities/recommendations/",
    "/papers/",
    "/papers/table/",
    "/people/lists/",
    "/people/slips/never/",
    "/programmes/?all",
    "/programmes/{}/reminders/",
    "/regulations/versions/",
    "/regulations/acts/",
    "/communities/",
    "/settings/units/",
    "/settings/calendars/",
    "/notices/",
)
# The territory is kept above schools.
OF_HEADS = tuple(address for address in LISTS if address != "/settings/units/")
TEXTS = ("ТЕМА", "СОДЕРЖАНИЕ", "СОВЕТ", "ПРОЦЕНТЫ", "ЦЕЛЬ", "ЛИСТ", "РЕКОМЕНДАЦИЯ", "МНЕНИЕ")


@pytest.fixture
def world() -> World:
    DemonstrationDay.objects.create(day=TODAY)
    return build()


def enter(world: World, who: str, language: str = "ru") -> Client:
    client = Client(headers={"accept-language": language})
    user = world.people[who].user
    assert user is not None
    client.force_login(user)
    return client


def book(client: Client, address: str) -> Rows:
    """The rows of the spreadsheet behind the button of a list."""
    mark = "&" if "?" in address else "?"
    answer = client.get(f"{address}{mark}as=xlsx")
    assert answer.status_code == 200, address
    assert answer["Content-Disposition"].startswith("attachment"), address
    return CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def column(rows: Rows, title: str) -> list[Any]:
    place = rows[0].index(title)
    return [row[place] for row in rows[1:]]


def test_every_list_has_the_button_and_the_book(world: World) -> None:
    case = world.case("lapshina")
    consulted(world, case)
    shared(world, case)
    recommended(world, case)
    fill(world, range(2))
    client = enter(world, "safronova")
    for address in LISTS:
        place = address.format(world.programme.pk)
        answer = client.get(place)
        rows = book(client, place)
        assert ("as=xlsx" in answer.content.decode()) == (len(rows) > 1), place
        assert all(rows[0]), place


def test_the_book_has_all_pages_in_the_order_of_the_page(world: World) -> None:
    fill(world, range(60))
    client = enter(world, "safronova")
    address = f"/programmes/{world.programme.pk}/tutees/"
    down = [row[0] for row in book(client, f"{address}?sort=-name&page=2")[1:]]
    up = [row[0] for row in book(client, f"{address}?sort=name")[1:]]

    assert len(down) == Enrolment.objects.filter(until=None).count() > 50
    assert down[0] == up[-1] != up[0]


def test_the_filters_of_the_address_are_those_of_the_book(world: World) -> None:
    client = enter(world, "safronova")
    rows = book(client, f"/people/?q=lap&unit={world.school.pk}")

    assert [row[0] for row in rows[1:]] == ["Lapshina Имя Отчество"]


@pytest.mark.parametrize("address", OF_HEADS)
def test_the_book_of_a_head_names_nobody_of_the_school_next_door(
    world: World, address: str
) -> None:
    for name in ("lapshina", "stranger"):
        case = world.case(name)
        if name == "lapshina":
            consulted(world, case)
    client = enter(world, "zimin")
    place = address.format(world.programme.pk)
    said = str(book(client, place))

    for name in ("Stranger", "Oreshkina", "Belov"):
        assert name not in said, place


def test_texts_of_the_pair_are_in_its_own_book_alone(world: World) -> None:
    case = world.case("lapshina")
    consulted(world, case)
    shared(world, case)
    recommended(world, case)
    opined(world, case)
    own = ("visits", "consultations", "recommendations", "opinions")
    for who in ("safronova", "zimin", "prohorov", "grachev"):
        said = "".join(str(book(enter(world, who), f"/activities/{one}/")) for one in own)
        assert not [text for text in TEXTS if text in said], who

    said = "".join(str(book(enter(world, "dorohova"), f"/activities/{one}/")) for one in own)
    assert [text for text in ("ТЕМА", "РЕКОМЕНДАЦИЯ") if text in said]


def test_who_leads_one_organisation_has_no_column_of_it(world: World) -> None:
    assert "Организация" not in book(enter(world, "zimin"), "/people/")[0]
    assert "Организация" in book(enter(world, "safronova"), "/people/")[0]


def test_what_is_closed_to_a_reader_has_no_book(world: World) -> None:
    for who, address in (("lapshina", "/people/"), ("stranger", "/people/")):
        assert enter(world, who).get(f"{address}?as=xlsx").status_code == 404
    assert Client().get("/people/?as=xlsx").status_code == 302


def test_days_are_days_and_headings_speak_the_language_of_the_reader(world: World) -> None:
    address = f"/programmes/{world.programme.pk}/tutors/"
    rows = book(enter(world, "safronova"), address)
    since = rows[1][5]

    assert isinstance(since, date | datetime)
    assert (since.year, since.month, since.day) == (2026, 9, 1) == SEPTEMBER.timetuple()[:3]
    assert book(enter(world, "safronova", "en"), address)[0][:3] == ["Name", "Post", "Organisation"]


def test_what_looks_like_a_formula_stays_a_text(world: World) -> None:
    Waiver.objects.create(
        programme=world.programme,
        unit=world.school,
        clause="4.3",
        code="post",
        kind="tutor",
        key=1,
        label='=HYPERLINK("http://evil")',
        reason="+1+cmd",
        asked_on=TODAY,
        asked_by=world.people["safronova"].user,
    )
    rows = book(enter(world, "safronova"), f"/programmes/{world.programme.pk}/waivers/")

    assert rows[1][0] == '=HYPERLINK("http://evil")'
    assert column(rows, "Причина") == ["+1+cmd"]


def test_a_long_book_asks_the_database_no_more_than_a_short_one(world: World) -> None:
    client = enter(world, "safronova")
    counts = []
    for numbers in (range(5), range(5, 70)):
        fill(world, numbers)
        asked = {}
        for address in ("/people/", "/programmes/{}/tutees/", "/programmes/{}/waivers/"):
            with CaptureQueriesContext(connection) as queries:
                book(client, address.format(world.programme.pk))
            asked[address] = len(queries)
        counts.append(asked)

    assert counts[0] == counts[1]


def test_a_list_behind_a_figure_is_a_book_too(world: World) -> None:
    rows = book(enter(world, "safronova"), "/regulations/?clause=4.3")

    assert rows[0][0] == "Кто или что"
    assert len(rows) > 1


def test_who_acknowledged_is_a_book(world: World) -> None:
    rows = book(
        enter(world, "safronova"), f"/regulations/versions/{world.version.pk}/acknowledgements/"
    )

    assert "Lapshina" in str(rows)


def test_users_and_the_journal_are_books_for_who_keeps_them(world: World) -> None:
    client = enter(world, "nechaev")
    people = book(client, "/settings/users/")
    deeds = book(client, "/settings/journal/")

    assert "Safronova Имя Отчество" in [row[0] for row in people]
    assert isinstance(deeds[1][0], date)
    for address in ("/settings/users/", "/settings/journal/"):
        assert enter(world, "lapshina").get(f"{address}?as=xlsx").status_code == 404


def test_consents_and_looks_are_books_for_the_officer_alone(world: World) -> None:
    world.employ("larionova", world.centre, "методист", "methodist", pedagogical=False)
    world.grant("larionova", "data_officer", world.municipality)
    reader, person = world.people["safronova"], world.people["lapshina"]
    Look.objects.create(reader=reader, person=person, day=TODAY)
    officer = enter(world, "larionova")
    people = f"/settings/personal/units/{world.school.pk}/"

    assert "Lapshina Имя Отчество" in book(officer, "/settings/personal/looks/")[1]
    assert "Lapshina" in str(book(officer, people))
    assert "Stranger" not in str(book(officer, people))
    counted = book(officer, "/settings/personal/consents/")
    assert len({len(row) for row in counted}) == 1
    assert len(book(officer, "/settings/personal/terms/")) > 5
    for address in ("looks/", "consents/", "terms/", "", f"units/{world.school.pk}/"):
        answer = enter(world, "safronova").get(f"/settings/personal/{address}?as=xlsx")
        assert answer.status_code == 404, address


def test_who_has_not_signed_in_is_told_with_the_slip_of_each(world: World) -> None:
    issue_slips(persons=[world.people["lapshina"]], actor=world.reach("zimin"), at=AT)
    rows = book(enter(world, "zimin"), "/people/slips/never/")
    own = next(row for row in rows if "Lapshina" in str(row))

    assert own[-1]
    assert own[-2]
    assert "Stranger" not in str(rows)


def test_notices_of_others_are_in_nobody_s_book(world: World) -> None:
    for who in ("lapshina", "stranger"):
        user, params = world.people[who].user, {"unit": f"mark of {who}"}
        Notice.objects.create(user=user, code="appointed", params=params, created_at=AT)
    rows = book(enter(world, "lapshina"), "/notices/")

    assert "mark of lapshina" in str(rows)
    assert "mark of stranger" not in str(rows)


def test_criteria_and_statuses_have_a_book_too(world: World) -> None:
    system = {"actor": world.system(), "at": AT}
    Programme.objects.filter(pk=world.programme.pk).update(schools_ask=True)
    programme = Programme.objects.get(pk=world.programme.pk)
    programmes.add_criterion(programme=programme, kind="judged", title="Готовность", **system)
    organisations.flag_unit(
        unit=world.school, flag="low_results", since=SEPTEMBER, until=date(2027, 9, 1),
        source="Приказ № 5", **system,
    )  # fmt: skip
    client = enter(world, "safronova")
    assert book(client, f"/programmes/{programme.pk}/criteria/")[1:] == [
        ["Готовность", "оценивает координатор"]
    ]
    [row] = book(client, f"/settings/units/{world.school.pk}/flags/")[1:]
    assert [row[0], row[3]] == ["ШНОР: низкие образовательные результаты", "Приказ № 5"]
