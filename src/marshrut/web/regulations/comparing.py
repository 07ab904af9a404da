"""Two versions side by side, in the words of a page: texts in pieces, norms in plain lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from marshrut.norms.rules import Clause, Rules
from marshrut.regulations.comparing import (
    Change,
    ClausePair,
    Comparison,
    NormPair,
    Piece,
    compare,
    words,
)
from marshrut.web.norm_words import norm_line
from marshrut.web.programme_words import spoken
from marshrut.web.regulations.lines import number_of, shown, text_of
from marshrut.web.words import Words

FIELDS: Mapping[str, Promise] = {
    "cite": _l("how it is cited"),
    "text": _l("the wording"),
    "reading": _l("how it is read"),
    "see": _l("what it is checked with"),
    "norms": _l("what is checked"),
}
HEAD: Mapping[str, Promise] = {
    "title": _l("the title"),
    "issuer": _l("who approves"),
    "period": _l("the period of a programme"),
    "uses": _l("what is used"),
    "waivers_by": _l("who decides on exceptions"),
    "posts": _l("lists of posts"),
    "words": _l("local words"),
}
# What a row of a clause is about, by the attribute; the main text needs no name.
ROWS: Mapping[str, Promise] = {
    "cite": _l("How it is cited"),
    "cite_en": _l("How it is cited in English"),
    "text": _l("Exact text"),
    "gist": _l("Restatement"),
    "gist_en": _l("Restatement in English"),
    "reading": _l("We read it so:"),
    "reading_en": _l("The same in English"),
}
Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Something of a clause before and after; what did not change is told once."""

    kind: str  # text, note, norm
    label: str = ""
    lang: str = ""
    before: Pieces = ()
    after: Pieces = ()

    @property
    def is_same(self) -> bool:
        return self.before == self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One clause ready for the template."""

    key: str
    number: str
    cite: str
    change: Change
    fields: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the document with its pairs."""

    title: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The page: sections, what differs in the head, how many clauses of each kind."""

    sections: tuple[Section, ...]
    head: str
    added: int
    dropped: int
    changed: int
    same: int

    @property
    def differing(self) -> tuple[Pair, ...]:
        """Clauses to go to."""
        every = (pair for section in self.sections for pair in section.pairs)
        return tuple(pair for pair in every if pair.change is not Change.SAME)


def sides(old: Rules, new: Rules, *, every: bool = False) -> Sides:
    """What differs, or the whole document."""
    found = compare(old, new)
    return Sides(
        sections=tuple(_sections(found, old, new, every=every)),
        head=", ".join(str(HEAD[name]) for name in found.head),
        added=found.count(Change.ADDED),
        dropped=found.count(Change.DROPPED),
        changed=found.count(Change.CHANGED),
        same=found.count(Change.SAME),
    )


def _sections(found: Comparison, old: Rules, new: Rules, *, every: bool) -> Iterator[Section]:
    speaking = Words(old.words), Words(new.words)
    for part in found.parts:
        side = part.after or part.before
        pairs = [pair for pair in part.clauses if every or pair.change is not Change.SAME]
        if side and pairs:
            lines = tuple(_numbered(pairs, speaking))
            yield Section(title=spoken(side.title, side.title_en), pairs=lines)


def _numbered(pairs: Iterable[ClausePair], speaking: tuple[Words, Words]) -> Iterator[Pair]:
    before = ""
    for pair in pairs:
        number = number_of(pair.key)
        yield _pair(pair, shown(number, before), speaking)
        before = number


def _pair(pair: ClausePair, number: str, speaking: tuple[Words, Words]) -> Pair:
    clause: Any = pair.after or pair.before
    return Pair(
        key=pair.key,
        number=number,
        cite=spoken(clause.cite, clause.cite_en),
        change=pair.change,
        fields=", ".join(str(FIELDS[name]) for name in pair.fields),
        rows=(*_texts(pair), *_checked_with(pair), *_norms(pair, speaking)),
    )


def _texts(pair: ClausePair) -> Iterator[Row]:
    """The text as a page shows it, then everything else that was worded anew."""
    main = {_shown_name(clause) for clause in (pair.before, pair.after) if clause}
    texts = [text_of(clause) if clause else ("", "", False) for clause in (pair.before, pair.after)]
    language = next(lang for _text, lang, _exact in reversed(texts) if lang)
    yield _row("text", "", language, texts[0][0], texts[1][0])
    for name, label in ROWS.items():
        values = [getattr(one, name) if one else "" for one in (pair.before, pair.after)]
        if name in main or values[0] == values[1] or (_is_alone(pair) and name != "reading"):
            continue
        yield _row(
            "note", f"{str(label).rstrip(':')}:", "en" if name.endswith("_en") else "ru", *values
        )


def _is_alone(pair: ClausePair) -> bool:
    """An added or dropped clause is told by its text and reading; the rest goes with it."""
    return pair.before is None or pair.after is None


def _shown_name(clause: Clause) -> str:
    if clause.text:
        return "text"
    return "gist_en" if get_language() == "en" and clause.gist_en else "gist"


def _checked_with(pair: ClausePair) -> Iterator[Row]:
    said = [", ".join(clause.see) if clause else "" for clause in (pair.before, pair.after)]
    if said[0] != said[1]:
        yield _row("note", _("Checked together with:"), "", *said)


def _norms(pair: ClausePair, speaking: tuple[Words, Words]) -> Iterator[Row]:
    for norms in pair.norms:
        before, after = _said(norms, speaking)
        if norms.before != norms.after and before == after:
            after = _("%(said)s Its parameters differ: see the file.") % {"said": after}
        yield _row("norm", "", "", before, after)


def _said(norms: NormPair, speaking: tuple[Words, Words]) -> tuple[str, str]:
    return (
        norm_line(norms.before, speaking[0]) if norms.before else "",
        norm_line(norms.after, speaking[1]) if norms.after else "",
    )


def _row(kind: str, label: str, lang: str, before: str, after: str) -> Row:
    gone, come = words(before, after)
    return Row(kind=kind, label=label, lang=lang, before=gone, after=come)
