"""A demand that contradicts itself is refused with a code and a key."""

from __future__ import annotations

from typing import Any

import pytest

from marshrut.formation.proposing import propose
from marshrut.formation.stating import Misstated
from marshrut.formation.values import Choice, Demand, Kept, Limits, Roads, Weights
from tests.formation.demands import person, tutor

TWO = frozenset({1, 2})


@pytest.mark.parametrize(
    ("code", "key", "given"),
    [
        ("same_key", 3, {"applicants": (person(3, 1), person(3, 2))}),
        ("same_key", 4, {"tutors": (tutor(4, 1), tutor(4, 1))}),
        ("same_topic", 3, {"applicants": (person(3, 1, 1),)}),
        ("no_topic", 3, {"applicants": (person(3),)}),
        ("strength", 3, {"applicants": (person(3, choices=(Choice(topic=1, strength=6),)),)}),
        ("capacity", 4, {"tutors": (tutor(4, 1, capacity=-1),)}),
        ("capacity", 4, {"tutors": (tutor(4, 1, most_groups=-1),)}),
        ("limits", 0, {"limits": Limits(least=0)}),
        ("limits", 0, {"limits": Limits(least=8, most=7)}),
        ("weights", 0, {"weights": Weights(left=-1)}),
        ("minutes", 0, {"roads": Roads(minutes={(1, 2): -5})}),
        ("kept_room", 9, {"kept": (Kept(key=9, topic=1, tutor=4, members=TWO, room=-1),)}),
        (
            "kept_twice",
            2,
            {
                "kept": (
                    Kept(key=9, topic=1, tutor=4, members=TWO),
                    Kept(key=8, topic=1, tutor=4, members=frozenset({2})),
                )
            },
        ),
    ],
)
def test_a_contradiction_is_named(code: str, key: int, given: dict[str, Any]) -> None:
    with pytest.raises(Misstated) as refused:
        propose(Demand(**given))

    assert (refused.value.code, refused.value.key) == (code, key)
