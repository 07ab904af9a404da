"""Every persona asks every address: answers are as the reviewed table says, and nothing leaks."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from tests.web.access import PERSONAS, answers, kept
from tests.web.furnished import Furnished, furnish, listed, secret

OWN_LIST, NEXT_LIST, FAR_LIST = map(listed, ("lapshina", "stranger", "farteacher"))
NEAR = (
    "Lapshina",
    "Grachev",
    "Ershova",
    "Dorohova",
    "Zimin",
    "Advisor",
    "Invited-to-lapshina",
    secret("lapshina"),
    OWN_LIST,
)
NEXT = ("Stranger", "Oreshkina", "Belov", "Invited-to-stranger", secret("stranger"), NEXT_LIST)
FAR = (
    "Farteacher",
    "Fartutor",
    "Farhead",
    "Programme of Zarechye",
    secret("farteacher"),
    FAR_LIST,
)
PAIRS = (secret("lapshina"), secret("stranger"))
# What may be in no body that this persona is given.
OUT_OF_REACH = {
    "guest": (*NEAR, *NEXT, *FAR),
    "lapshina": (*NEXT, *FAR, OWN_LIST),
    # Advice is asked of any tutor of the programme, so a tutor knows the other tutor's name.
    "dorohova": (*(mark for mark in NEXT if mark != "Oreshkina"), *FAR, OWN_LIST),
    "zimin": (*NEXT, *FAR, *PAIRS),
    "stranger": (*NEAR, *FAR, NEXT_LIST),
    "belov": (*NEAR, *FAR, *PAIRS),
    "safronova": (*FAR, *PAIRS),
    "nechaev": (*FAR, *PAIRS),
    "prohorov": (*FAR, *PAIRS, OWN_LIST, NEXT_LIST),
    # Of the school only whom the link names: the teacher and her tutor.
    "zhuravlyov": (
        # Tutors from outside know of each other in the group to which both are linked.
        *(mark for mark in NEAR if mark not in {"Lapshina", "Dorohova", "Invited-to-lapshina"}),
        *(*NEXT, *FAR),
    ),
    "larionova": (*FAR, *PAIRS, OWN_LIST, NEXT_LIST),
}


pytestmark = pytest.mark.once


@pytest.fixture
def furnished(db: None) -> Iterator[Furnished]:
    logging.disable(logging.ERROR)  # thousands of pages are not found, on purpose
    yield furnish()
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("persona", PERSONAS)
def test_every_address_answers_as_the_table_says(furnished: Furnished, persona: str) -> None:
    expected = kept()[persona]
    found = dict(answers(furnished, persona))

    failed = [f"{place}: {one.error}" for place, one in found.items() if one.status >= 500]
    leaks = [
        f"{place}: {mark}"
        for place, one in found.items()
        for mark in OUT_OF_REACH[persona]
        if mark in one.body
    ]
    # An address that is not in the table must be placed there, with a look at each of its rows.
    unlike = [
        f"{place}: {found[place].status if place in found else None}, not {expected.get(place)}"
        for place in sorted(found.keys() | expected.keys())
        if place not in found or found[place].status != expected.get(place)
    ]
    assert (failed, leaks, unlike) == ([], [], []), "\n".join([*failed, *leaks, *unlike])
