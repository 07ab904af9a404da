"""Dates and figures as they are read."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from marshrut.web import translations
from marshrut.web.tags import dates

TODAY = date(2027, 1, 22)


@pytest.fixture(autouse=True)
def _russian() -> None:
    translations.refresh()
    translation.activate("ru")


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{WORD JOINER}", "")


def test_what_ended_on_its_first_day_is_told_by_that_day() -> None:
    assert plain(dates.date_range(TODAY, TODAY)) == "22 января 2027 г."


def test_a_range_breaks_over_lines_only_after_its_dash() -> None:
    near, far = date(2027, 1, 9), date(2027, 1, 12)
    assert "–\N{WORD JOINER}" in dates.date_range(near, far, inclusive=True)
    assert "\N{NO-BREAK SPACE}– " in dates.date_range(near, date(2027, 2, 1), inclusive=True)


def test_forms_of_a_date() -> None:
    assert plain(dates.date_long(TODAY)) == "22 января 2027 г."
    assert plain(dates.date_short(TODAY)) == "22 янв"
    assert plain(dates.date_month(TODAY)) == "22 января"
    assert plain(dates.date_day(TODAY)) == "пятница, 22 января 2027 г."
    assert dates.date_figures(TODAY) == "22.01.2027"


def test_a_moment_is_local() -> None:
    at = datetime(2027, 1, 22, 21, 30, tzinfo=UTC)
    assert plain(dates.moment(at)) == "23 января 2027 г., 00:30"


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (date(2027, 1, 11), date(2027, 3, 27), "11 января – 26 марта 2027 г."),
        (date(2027, 1, 11), date(2027, 1, 16), "11–15 января 2027 г."),
        (date(2026, 9, 1), date(2027, 6, 1), "1 сентября 2026 г. – 31 мая 2027 г."),
        (TODAY, date(2027, 1, 23), "22 января 2027 г."),
        (TODAY, None, "с 22 января 2027 г."),
        (None, TODAY, "по 21 января 2027 г."),
        (None, None, ""),
    ],
)
def test_ranges(since: date | None, until: date | None, said: str) -> None:
    assert plain(dates.date_range(since, until)) == said


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (date(2027, 1, 19), "Срок прошёл 3 дня назад"),
        (date(2027, 1, 21), "Срок прошёл 1 день назад"),
        (TODAY, "Срок сегодня"),
        (date(2027, 1, 23), "Остался 1 день"),
        (date(2027, 1, 27), "Осталось 5 дней"),
        (date(2027, 5, 25), "до 25 мая"),
        (None, ""),
    ],
)
def test_terms_do_not_blame(due: date | None, said: str) -> None:
    assert plain(dates.late(due, TODAY)) == said


def test_ago() -> None:
    assert dates.ago(date(2027, 1, 10), TODAY) == "12 дней назад"
    assert dates.ago(TODAY, TODAY) == "сегодня"
    assert dates.ago(date(2027, 1, 25), TODAY) == "через 3 дня"


def test_figures() -> None:
    assert plain(dates.number(12345)) == "12 345"
    assert dates.number(1234) == "1234"
    assert dates.number(14.5) == "14,5"
    assert plain(dates.percent(61.0)) == "61 %"
    assert plain(dates.percent(28.94)) == "28,9 %"
    assert dates.number(None) == dates.percent(None) == ""


def test_english() -> None:
    with translation.override("en"):
        assert plain(dates.date_long(TODAY)) == "22 January 2027"
        assert plain(dates.date_short(TODAY)) == "22 Jan"
        assert dates.percent(61) == "61%"
