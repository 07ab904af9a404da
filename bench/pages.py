"""Which pages are measured, for whom, and what is promised of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

MOST_QUERIES, MOST_QUERIES_OF_BOARD = 15, 20
MOST_GROWTH = 1.3  # the median at M to that at S
LEAST_RATE = 200  # requests a second, signed in, at M
BOARD_MILLISECONDS = 300
EMPTY = "empty view"

TEACHER, TUTOR, HEAD = "teacher0-0-0", "tutor0-0", "head0-0"
COORDINATOR, COORDINATOR_OF_500 = "coordinator0", "coordinator1"


def _nothing() -> list[Any]:
    return []


def _route() -> list[Any]:
    from marshrut.routes.models import Route

    return [Route.objects.get(enrolment__person__user__login=TEACHER).pk]


def _programme() -> list[Any]:
    from marshrut.programmes.models import Programme

    return [Programme.objects.earliest("pk").pk]


def _teacher() -> list[Any]:
    from marshrut.people.models import Person

    return [Person.objects.get(user__login=TEACHER).pk]


@dataclass(frozen=True, slots=True)
class Page:
    """A page by the name of its address; ``only`` is the size that has its data."""

    title: str
    name: str
    reader: str
    arguments: Callable[[], list[Any]] = _nothing
    query: str = ""
    most_queries: int = MOST_QUERIES
    most_milliseconds: int | None = None
    only: str = ""


PAGES = (
    Page(EMPTY, "bench_empty", ""),
    Page("home", "home", TEACHER, most_queries=MOST_QUERIES_OF_BOARD),
    Page("home", "home", TUTOR, most_queries=MOST_QUERIES_OF_BOARD),
    Page("home", "home", COORDINATOR, most_queries=MOST_QUERIES_OF_BOARD),
    Page("board", "regulations", COORDINATOR, most_queries=MOST_QUERIES_OF_BOARD),
    Page(
        "board, one clause",
        "regulations",
        COORDINATOR,
        query="?clause=4.3",
        most_queries=MOST_QUERIES_OF_BOARD,
    ),
    Page(
        "board of 500 teachers",
        "regulations",
        COORDINATOR_OF_500,
        most_queries=MOST_QUERIES_OF_BOARD,
        most_milliseconds=BOARD_MILLISECONDS,
        only="M",
    ),
    Page("route", "route", TUTOR, _route),
    Page("route", "route", TEACHER, _route),
    Page("routes", "routes", COORDINATOR),
    Page("tutees", "tutees", COORDINATOR, _programme),
    Page("tutors", "tutors", COORDINATOR, _programme),
    Page("people", "people", COORDINATOR),
    Page("person", "person", COORDINATOR, _teacher),
    Page("activities", "activities", COORDINATOR),
    Page("consultations", "consultations", TUTOR),
    Page("visits", "visits", COORDINATOR),
    Page("requests", "requests", COORDINATOR),
    Page("orders", "orders", COORDINATOR),
    Page("journal of deeds", "deeds_journal", COORDINATOR),
    Page("notices", "notices", TEACHER),
)
