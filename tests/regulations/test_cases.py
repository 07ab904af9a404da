"""Cases of the office: where they and the rules differ."""

from __future__ import annotations

from typing import Any

import pytest

from marshrut.norms.rules import Rules
from marshrut.regulations.cases import Difference, Senseless, cases_of, differences, sheet
from marshrut.regulations.files import rules_in

RULES = """\
regulation: test
title: Test
parts:
- clauses:
  - key: '1'
    cite: п. 1
    gist: Нужно согласие.
    norms:
    - condition: tutor
      guards: appoint
      all: [consent]
"""


@pytest.fixture
def rules() -> Rules:
    return rules_in(RULES)


def case(**facts: Any) -> dict[str, Any]:
    return {"name": "case", "on": "22.01.2027", "thing": {"sheet": "tutor"}, **facts}


def test_case_that_the_rules_confirm_differs_in_nothing(rules: Rules) -> None:
    assert not list(differences(rules, [case(deed="appoint", refused=["1"], because=["consent"])]))
    consented = {"sheet": "tutor", "consented": "yes"}
    assert not list(differences(rules, [case(deed="appoint", thing=consented)]))


def test_every_difference_is_told_with_both_sides(rules: Rules) -> None:
    wrong = case(deed="appoint", warned=["2"], because=["post"], state={"1": "met"})
    assert list(differences(rules, [wrong])) == [
        Difference("case", "refused", [], ["1"]),
        Difference("case", "warned", ["2"], []),
        Difference("case", "because", ["post"], ["consent"]),
        Difference("case", "1", "met", "not_yet"),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        case(colour="red"),
        case(on="soon"),
        case(thing={"sheet": "planet"}),
        case(thing={"sheet": "tutor", "height": "180"}),
        case(thing={"sheet": "tutor", "consented": "maybe"}),
        case(state={"9": "met"}),
        {"on": "22.01.2027"},
    ],
)
def test_case_that_cannot_be_read_is_named(rules: Rules, wrong: dict[str, Any]) -> None:
    with pytest.raises(Senseless):
        list(differences(rules, [wrong]))


@pytest.mark.parametrize("text", ["a: b", "[a, b]"])
def test_cases_are_a_list_of_facts(text: str) -> None:
    with pytest.raises(Senseless, match="list"):
        cases_of(text)


def test_facts_are_typed_by_their_sheet() -> None:
    found = sheet(
        {
            "sheet": "route",
            "key": "5",
            "ends": "31.05.2027",
            "paused": "no",
            "left": ["a"],
            "forms": {"plan": ["x"]},
            "products": {"report": ["22.01.2027"]},
        }
    )
    assert found.key == 5
    assert found.ends is not None
    assert found.ends.isoformat() == "2027-05-31"
    assert [day.isoformat() for day in found.products["report"]] == ["2027-01-22"]
