"""The words of the regulation that guards the page's programme."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marshrut.norms.rules import Rules
from marshrut.programmes.queries import Guarding, guarding, nearest_day
from marshrut.web.words import DEFAULT, Words


def speaking_of(request: Any, programme: Any) -> Guarding:
    """What guards the programme today, or on its nearest day; its words become the page's.

    Raises Unguarded when no version guards that day.
    """
    found = guarding(programme, nearest_day(programme, request.reach.on))
    use_words(request, found.rules)
    return found


def use_words(request: Any, rules: Rules) -> Words:
    """Let the page and its templates speak with the words of these rules."""
    request.words, request.rules = Words(rules.words), rules
    found: Words = request.words
    return found


def say(
    request: Any,
    name: str,
    case: str = "nom",
    *,
    plural: bool = False,
    count: int | None = None,
    capital: bool = False,
) -> str:
    """A word of the page's regulation, inflected; of the glossary where none is known."""
    words: Words = getattr(request, "words", DEFAULT)
    text = words.say(name, case, plural=plural, count=count, language=get_language() or "ru")
    return text[:1].upper() + text[1:] if capital else text


def passing(rules: Rules) -> str:
    """What the passage into the next period is called, by how long programmes last here."""
    if rules.period == "school_year":
        return _("Pass to the new school year")
    return _("Pass to the next year")


def spoken(russian: str, english: str) -> str:
    """What the regulation says, in the language of the page where it has both."""
    return (get_language() == "en" and english) or russian
