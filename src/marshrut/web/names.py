"""Names of people: full, short, and in the six cases of Russian.

The library was chosen by measuring it on names that are hard to decline: see docs/decisions.
"""

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pytrovich.maker import PetrovichDeclinationMaker

CASES = ("nom", "gen", "dat", "acc", "ins", "pre")
NO_BREAK = "\N{NO-BREAK SPACE}"


class Named(Protocol):
    """Whatever has a name in three parts; `gender` is "f", "m" or empty when it is unknown."""

    surname: str
    given: str
    patronymic: str


@cache
def _maker() -> "PetrovichDeclinationMaker":
    """The rules, read once and only by a process that declines something."""
    from pytrovich.maker import PetrovichDeclinationMaker  # noqa: PLC0415 - 60 ms at first use

    return PetrovichDeclinationMaker()


@lru_cache(maxsize=4096)
def decline(surname: str, given: str, patronymic: str, gender: str, case: str) -> tuple[str, ...]:
    """The three parts of a name in a case; unchanged when the gender is unknown."""
    if case not in CASES:
        raise ValueError(f"no such case: {case!r}")
    parts = (surname, given, patronymic)
    if case == "nom" or gender not in {"f", "m"}:
        return parts
    from pytrovich.enums import Case, Gender, NamePart  # noqa: PLC0415 - see _maker

    cases = {
        "gen": Case.GENITIVE,
        "dat": Case.DATIVE,
        "acc": Case.ACCUSATIVE,
        "ins": Case.INSTRUMENTAL,
        "pre": Case.PREPOSITIONAL,
    }
    sex = Gender.FEMALE if gender == "f" else Gender.MALE
    kinds = (NamePart.LASTNAME, NamePart.FIRSTNAME, NamePart.MIDDLENAME)
    return tuple(
        _maker().make(kind, sex, cases[case], part) if part else ""
        for kind, part in zip(kinds, parts, strict=True)
    )


def _parts(person: Named, case: str) -> tuple[str, ...]:
    gender = str(getattr(person, "gender", "") or "")
    return decline(person.surname, person.given, person.patronymic or "", gender, case)


def full(person: Named, case: str = "nom") -> str:
    """«Лапшина Валентина Сергеевна»."""
    return " ".join(part for part in _parts(person, case) if part)


def short(person: Named, case: str = "nom") -> str:
    """«Лапшина В. С.», which never breaks between the surname and the initials."""
    surname, given, patronymic = _parts(person, case)
    initials = [f"{part[0]}." for part in (given, patronymic) if part]
    return NO_BREAK.join([surname, *initials])


def polite(person: Named, case: str = "nom") -> str:
    """«Валентина Сергеевна», as one addresses a colleague."""
    _surname, given, patronymic = _parts(person, case)
    return " ".join(part for part in (given, patronymic) if part)
