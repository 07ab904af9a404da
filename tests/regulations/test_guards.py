"""What is heard of a deed that passes with warnings, and what is not."""

from __future__ import annotations

from datetime import date

import pytest

from marshrut.norms.sheets import Case
from marshrut.regulations.guards import Refused, guard, warnings
from tests.norms.rulebook import rules

ON = date(2027, 2, 1)
BOOK = rules(
    "- {term: case, most: 1, unit: school_year}\n"
    "- {term: case, most: 1, unit: school_year, strict: yes, force: soft}"
)


def opened(ends: date) -> None:
    guard(BOOK, "open_case", [Case(key=1, since=ON, ends=ends)], on=ON)


def test_who_listens_hears_what_a_clause_warns_of() -> None:
    with warnings() as heard:
        opened(date(2027, 11, 1))
    assert [(one.objection.code, one.rules) for one in heard] == [("term_year", BOOK)]


def test_a_deed_that_is_refused_warns_of_nothing() -> None:
    with warnings() as heard, pytest.raises(Refused):
        opened(date(2028, 11, 1))
    assert heard == []


def test_what_is_well_is_not_spoken_of_and_nobody_has_to_listen() -> None:
    with warnings() as heard:
        opened(date(2027, 8, 31))
    opened(date(2027, 11, 1))
    assert heard == []
