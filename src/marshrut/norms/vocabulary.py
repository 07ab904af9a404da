"""Local words: what a municipality calls a tutor, a tutee, a route, with their cases."""

from __future__ import annotations

from dataclasses import dataclass

from marshrut.norms.readers import Misread, Reader, choice, mapping, only, word, words_list

CASES = ("nom", "gen", "dat", "acc", "ins", "pre")
TERMS = (
    *("regulation", "tutor", "tutee", "route", "subject", "project", "team", "request"),
    *("difficulty", "programme", "support", "group_plan", "low_results_school"),
)


@dataclass(frozen=True, slots=True)
class Term:
    """A term in six cases of both numbers, its gender, and its English."""

    gender: str
    one: tuple[str, ...]
    many: tuple[str, ...]
    en: tuple[str, ...] = ()

    def form(self, case: str, *, plural: bool = False) -> str:
        return (self.many if plural else self.one)[CASES.index(case)]


def _read(value: object) -> Term:
    given = mapping(value)
    only(("gender", "one", "many", "en"), given)
    for name in ("gender", "one", "many"):
        if name not in given:
            raise Misread("lacks", name)
    one, many = words_list.read(given["one"]), words_list.read(given["many"])
    for name, forms in (("one", one), ("many", many)):
        if len(forms) != len(CASES):
            raise Misread("not_six_cases", len(forms), (name,))
    en = words_list.read(given["en"]) if "en" in given else ()
    if en and len(en) != 2:
        raise Misread("not_two_numbers", len(en), ("en",))
    return Term(choice("m", "f", "n").read(given["gender"]), one, many, en)


def _write(term: Term) -> object:
    written: dict[str, object] = {
        "gender": term.gender,
        "one": list(term.one),
        "many": list(term.many),
    }
    return written | {"en": list(term.en)} if term.en else written


term_reader: Reader[Term] = Reader(_read, _write)
term_name: Reader[str] = word
