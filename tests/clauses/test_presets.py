"""Every preset, adopted by a territory: its whole board is there and says nothing too good."""

from __future__ import annotations

from html import unescape

import pytest

from marshrut import clock
from marshrut.norms.findings import State
from marshrut.regulations.files import presets
from tests.clauses.adopted import Adopted, adopt
from tests.clauses.conftest import ROWS
from tests.world import AT

pytestmark = pytest.mark.django_db
# Facts that a territory has from its first day: the approving order and who controls it.
FROM_THE_FIRST_DAY = {
    "chebula": {"П1", "П2"},
    "kaltan": {"П1", "П3", "4.1", "4.2"},
    "oktyabrsky": {"шапка"},
}
# What is late by the day of the test: nobody has published the order that approved in September.
LATE = {"kaltan": {"П2"}}
# What no noun collects yet: surveys, groups, topics, reviews, communities, supported events.
UNCOLLECTED = {
    "chebula": set[str](),
    "kaltan": {"2.1", "2.2.3"},
    "oktyabrsky": {"3.4", "3.6", "4.8"},
}


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


def stand(found: Adopted, state: State) -> set[str]:
    return {key for key, said in found.board().assessments.items() if said.state is state}


@pytest.mark.parametrize("code", presets())
def test_board_of_an_empty_programme_has_every_row(code: str) -> None:
    found = adopt(code)
    rows = {row.partition(":")[2] for row in ROWS if row.startswith(f"{code}:")}
    assert set(found.board().assessments) == rows
    page = unescape(found.page())
    for clause in found.board().rules.clauses:
        assert clause.gist in page, clause.key
        assert clause.reading in page, clause.key


@pytest.mark.parametrize("code", sorted(FROM_THE_FIRST_DAY))
def test_nothing_is_met_in_an_empty_programme_but_the_order(code: str) -> None:
    found = adopt(code)
    assert stand(found, State.MET) == FROM_THE_FIRST_DAY[code]
    assert stand(found, State.BREACHED) == LATE.get(code, set())
    assert stand(found, State.NO_DATA) == UNCOLLECTED[code]


@pytest.mark.parametrize("code", presets())
def test_board_speaks_english_too(code: str) -> None:
    found = adopt(code)
    page = unescape(found.page("en"))
    for clause in found.board().rules.clauses:
        assert clause.gist_en in page, clause.key
