"""Cases of a word, proposed by the dictionary; a person looks at them and confirms."""

from __future__ import annotations

import logging
from functools import cache
from typing import Any

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
GENDERS = {"masc": "m", "femn": "f", "neut": "n"}
NOUNS = {"NOUN"}
ADJECTIVES = {"ADJF", "PRTF"}
LONGEST = 120


@cache
def _dictionary() -> Any:
    """The dictionary, read once and only by a process in which somebody names things."""
    import pymorphy3  # noqa: PLC0415 - 30 MB at first use

    logging.getLogger("pymorphy3").setLevel(logging.WARNING)
    return pymorphy3.MorphAnalyzer(lang="ru")


def proposed(words: str, *, living: bool = False) -> dict[str, Any]:
    """Gender and the forms of «опорный коллега»: the noun and the adjectives before it change.

    What the dictionary cannot decline stays as it is; ``living`` is told for words it has not met.
    """
    tokens = words[:LONGEST].split()
    head = next((at for at, one in enumerate(tokens) if _noun(one)), None)
    if head is None:
        same = [" ".join(tokens)] * len(CASES)
        return {"gender": "m", "one": same, "many": same}
    noun = _noun(tokens[head])
    gender = str(noun.tag.gender or _gender_of(tokens[:head]))
    alive = living or "anim" in noun.tag
    one = [_said(tokens, head, noun, case, gender, alive) for case in CASES]
    many = [_said(tokens, head, noun, case, "", alive) for case in CASES]
    accusative, genitive = CASES.index("accs"), CASES.index("gent")
    if alive:
        many[accusative] = many[genitive]
        if gender == "masc" and one[accusative] == one[0]:
            one[accusative] = one[genitive]
    return {"gender": GENDERS[gender], "one": one, "many": many}


def _gender_of(adjectives: list[str]) -> str:
    """«опорная коллега» is hers, «опорный коллега» his."""
    return "femn" if any(one.endswith(("ая", "яя")) for one in adjectives) else "masc"


def _noun(word: str) -> Any:
    """The reading of a word as a noun in the nominative, if it has one."""
    readings = _dictionary().parse(word)
    return next(
        (
            one
            for one in readings
            if "nomn" in one.tag and "sing" in one.tag and one.tag.POS in NOUNS
        ),
        next((one for one in readings if "Subx" in one.tag and "nomn" in one.tag), None),
    )


def _said(tokens: list[str], head: int, noun: Any, case: str, gender: str, alive: bool) -> str:
    number = "sing" if gender else "plur"
    new = list(tokens)
    new[head] = _cased(tokens[head], noun.inflect({case, number}))
    living = "anim" if alive else "inan"
    for at in range(head):
        adjective = next(
            (one for one in _dictionary().parse(tokens[at]) if one.tag.POS in ADJECTIVES), None
        )
        if adjective is not None:
            wanted = {case, number} | ({gender} if gender else set())
            if case == "accs" and gender != "femn":
                wanted |= {living} if gender != "neut" else set()
            new[at] = _cased(tokens[at], adjective.inflect(wanted))
    return " ".join(new)


def _cased(old: str, reading: Any) -> str:
    """The new form with the capital of the old one."""
    if reading is None:
        return old
    return str(reading.word).capitalize() if old[:1].isupper() else str(reading.word)
