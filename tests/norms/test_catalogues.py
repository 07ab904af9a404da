"""Catalogues that work is chosen from."""

from __future__ import annotations

import pytest

from marshrut.norms import catalogues
from tests.norms.rulebook import rules

CLOSED = "- {words: methods, items: {case: [Кейс, Case], talk: Беседа}, closed: yes}"
OPEN = "- {words: directions, items: {ict: ИКТ}}"
OTHER = "- {words: functions, items: {one: Одна}, closed: yes}"


@pytest.mark.parametrize(
    ("chosen", "refused"),
    [
        ({"methods": "case"}, []),
        ({"methods": "lecture"}, [("1", "lecture")]),
        ({"directions": "robots"}, []),
        ({"methods": ""}, []),
        ({"forms": "anything"}, []),
    ],
)
def test_a_closed_list_refuses_what_it_has_not(
    chosen: dict[str, str], refused: list[tuple[str, str]]
) -> None:
    found = catalogues.decide(rules(CLOSED, OPEN), chosen, "activity", 7)
    assert [(one.clause, one.finding.found) for one in found.refusals] == refused
    assert found.allowed is not bool(refused)


def test_a_refusal_names_what_the_list_has() -> None:
    [one] = catalogues.decide(rules(CLOSED), {"methods": "x"}, "activity", 7).refusals
    assert one.finding.wanted == ("methods", ("Кейс", "Беседа"))
    assert (one.kind, one.key) == ("activity", 7)


def test_only_lists_that_describe_work_are_offered() -> None:
    assert list(catalogues.offered(rules(OTHER, OPEN, CLOSED))) == ["methods", "directions"]
