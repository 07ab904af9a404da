"""Local words: what a regulation calls its tutors, tutees and routes, in every case and number.

A regulation's file gives the forms (`rules.words`); other terms are taken from the glossary.
"""

from collections.abc import Mapping
from typing import Any

from marshrut.norms.vocabulary import Term
from marshrut.web.glossary import GLOSSARY

NO_BREAK = "\N{NO-BREAK SPACE}"
# The singular after 1, the genitive singular after 2–4, the genitive plural after the rest.
FEW = range(2, 5)
TEENS = range(11, 15)


class Words:
    """The vocabulary of one regulation over the glossary of the product."""

    def __init__(self, own: Mapping[str, Term] | None = None) -> None:
        self._terms: dict[str, Term] = GLOSSARY | dict(own or {})

    def __contains__(self, name: object) -> bool:
        return name in self._terms

    def term(self, name: str) -> Term:
        """Return all forms of a term; a KeyError tells an unknown one."""
        return self._terms[name]

    def say(
        self,
        name: str,
        case: str = "nom",
        *,
        plural: bool = False,
        count: int | None = None,
        language: str = "ru",
    ) -> str:
        """Return the word in a case and number, or a count with the word it governs."""
        if count is not None:
            return f"{count}{NO_BREAK}{self._governed(name, count, language)}"
        if language.startswith("ru"):
            return self._terms[name].form(case, plural=plural)
        return self._english(name)[1 if plural else 0]

    def _governed(self, name: str, count: int, language: str) -> str:
        """«1 тьютор», «2 тьютора», «5 тьюторов»."""
        if not language.startswith("ru"):
            return self._english(name)[0 if abs(count) == 1 else 1]
        rest, teens = abs(count) % 10, abs(count) % 100 in TEENS
        if rest == 1 and not teens:
            return self._terms[name].form("nom")
        if rest in FEW and not teens:
            return self._terms[name].form("gen")
        return self._terms[name].form("gen", plural=True)

    def _english(self, name: str) -> tuple[str, ...]:
        """Return the regulation's English, else the glossary's, else the name of the term."""
        term = self._terms[name]
        glossary = GLOSSARY.get(name)
        return term.en or (glossary.en if glossary else ()) or (name, f"{name}s")


DEFAULT = Words()


def one_stop(sentence: str) -> str:
    """A sentence without a second full stop: initials and «г.» bring one of their own."""
    return f"{sentence[:-2]}." if sentence.endswith("..") else sentence


def spoken(context: Mapping[str, Any]) -> Words:
    """The vocabulary of the regulation that the page speaks of; the glossary where none is."""
    words = context.get("words")
    return words if isinstance(words, Words) else DEFAULT
