"""Classes of posts that the regulations in force know."""

from __future__ import annotations

from datetime import date

from marshrut.organisations.models import Unit
from marshrut.programmes.queries import posts_of
from marshrut.web.terms import term

# Where no programme runs yet, the classes that every regulation is likely to tell apart.
USUAL = ("head", "deputy_head", "deputy_other", "teacher", "educator", "specialist", "methodist")


def class_choices(unit: Unit | None, on: date) -> list[tuple[str, str]]:
    """Choices of a class, the first of them «by the list»."""
    known = (posts_of(unit, on) if unit else {}) or dict.fromkeys(USUAL)
    return [(code, class_name(code)) for code in known]


def class_name(code: str) -> str:
    """What the class of a post is called."""
    name = term("post", code)
    return name[:1].upper() + name[1:]
