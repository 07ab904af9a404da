"""Clauses of a board in the words of a page: number, text, figure, what is lacking, waivers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import ngettext as n_

from marshrut.monitoring.beside import Former
from marshrut.monitoring.board import ClauseStand, Gap, PartStand
from marshrut.norms.assessing import Judged
from marshrut.norms.findings import State
from marshrut.norms.rules import Clause
from marshrut.web.findings import finding_line
from marshrut.web.names import short
from marshrut.web.programme_words import spoken
from marshrut.web.regulations.counting import count_phrase
from marshrut.web.tags.dates import date_month
from marshrut.web.words import Words

FEW = 2
LOCAL_DAYS = frozenset({"due", "days"})
DASH = "—"
NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One clause ready for the template."""

    key: str
    number: str
    cite: str
    text: str
    lang: str
    is_exact: bool
    reading: str
    state: State
    figure: str = ""
    href: str = ""
    met: int = 0
    of: int = 0
    missing: tuple[str, ...] = ()
    waived: tuple[str, ...] = ()
    asked: str = ""
    note: str = ""
    basis: tuple[str, ...] = ()  # acts that the clause cites and that were changed since
    mine: bool = False

    @property
    def is_checked(self) -> bool:
        return self.state is not State.STATEMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the document."""

    index: int
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the words of a clause depend on: the day, local words, names of units, own or all."""

    today: date
    words: Words
    units: Mapping[int, str]
    query: str = ""
    board: str = ""  # the address of the board, for pages that lie elsewhere
    own: bool = False
    gaps: Mapping[int, Gap] = field(default_factory=dict)
    basis: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def sections(parts: Iterable[PartStand], around: Around) -> list[Section]:
    """Parts with their lines; bullets of one clause show its number once."""
    return [
        Section(
            index=part.index,
            title=spoken(part.title, part.title_en),
            lines=tuple(lines_of(part.clauses, around)),
        )
        for part in parts
    ]


def lines_of(clauses: Sequence[ClauseStand], around: Around) -> Iterable[Line]:
    before = ""
    for stand in clauses:
        number = number_of(stand.clause.key)
        yield line(stand, around, shown(number, before))
        before = number


def shown(number: str, before: str) -> str:
    """Bullets of one clause show its number once and a dash after."""
    return DASH if number and number == before else number


def number_of(key: str) -> str:
    """The number as printed: our suffixes of bullets (6.1.c) and letter codes are not its own."""
    if item := re.fullmatch(r"П(\d+)", key):  # an item of the order
        return item[1]
    return re.sub(r"\.[a-zа-я]$", "", key) if key[:1].isdigit() else ""


def text_of(clause: Clause) -> tuple[str, str, bool]:
    """(text, its language, is it exact): the pasted text, else our restatement."""
    if clause.text:
        return clause.text, "ru", True
    english = get_language() == "en" and bool(clause.gist_en)
    return (clause.gist_en if english else clause.gist), ("en" if english else "ru"), False


def line(stand: ClauseStand, around: Around, number: str) -> Line:
    """All that the clause and its margin say."""
    clause = stand.clause
    text, lang, exact = text_of(clause)
    plain = Line(
        key=clause.key,
        number=number,
        cite=spoken(clause.cite, clause.cite_en),
        text=text,
        lang=lang,
        is_exact=exact,
        reading=spoken(clause.reading, clause.reading_en),
        state=stand.state,
        basis=around.basis.get(clause.key, ()),
        mine=stand.mine > 0,
    )
    if stand.state is State.STATEMENT or (around.own and not stand.counts):
        return replaced(plain, state=State.STATEMENT)
    count = stand.count
    bar = count if count and count.of > 1 and _begun(stand) else None
    return replaced(
        plain,
        figure=_figure(stand, around),
        href=_href(stand, around),
        met=bar.met + bar.going if bar else 0,
        of=bar.of if bar else 0,
        missing=tuple(missing(stand, around)),
        waived=tuple(waiver_line(waiver) for waiver in stand.waived),
        asked=_asked(stand),
        note=note_of(stand),
    )


def _begun(stand: ClauseStand) -> bool:
    """A bar is drawn when there is something on it to look at."""
    return stand.state is not State.NOT_YET or any(count.met for count in stand.counts)


def replaced(plain: Line, **values: object) -> Line:
    given = {name: getattr(plain, name) for name in Line.__slots__}
    return Line(**(given | values))


def _href(stand: ClauseStand, around: Around) -> str:
    if not stand.counts or not around.query:
        return ""
    state = "&state=lacking" if stand.lacking else ""
    return f"{around.board}?{around.query}&clause={stand.clause.key}{state}"


def former_line(former: Former) -> dict[str, object]:
    """A clause of an earlier version with what refers to it."""
    text, lang, _exact = text_of(former.clause)
    return {
        "cite": spoken(former.clause.cite, former.clause.cite_en),
        "number": former.number,
        "text": text,
        "lang": lang,
        "waivers": former.waivers,
    }


# --- the figure ------------------------------------------------------------------------------
def _figure(stand: ClauseStand, around: Around) -> str:
    count = stand.count
    if count is None:
        return ""
    if stand.state is State.NOT_YET and not count.met:
        return _("by %(day)s") % {"day": date_month(stand.due)} if stand.due else ""
    if around.own and count.of == 1:
        return ""
    return count_phrase(count, around.words)


# --- what is lacking -------------------------------------------------------------------------
def missing(stand: ClauseStand, around: Around) -> Iterable[str]:
    """A few things each with its own line; many by organisation."""
    rows = stand.pressing
    if not rows:
        if not stand.counts:
            absent = stand.state is State.NO_DATA
            yield _("nothing is recorded on it yet") if absent else _("nothing to apply it to yet")
        return
    if len(rows) <= FEW:
        yield from (thing_line(row, around) for row in rows)
        return
    units = Counter(around.units.get(row.thing.unit, "") for row in rows)
    units.pop("", None)
    if len(units) > 1:
        yield ", ".join(f"{name}{NO_BREAK}— {n}" for name, n in units.most_common())
        return
    where = f"{next(iter(units))}: " if units else ""
    names = ", ".join(row.thing.label for row in rows[:FEW])
    rest = len(rows) - FEW
    more = n_("%(names)s and %(n)d more", "%(names)s and %(n)d more", rest)
    yield where + more % {"names": names, "n": rest}


def thing_line(row: Judged, around: Around) -> str:
    """«Грачёв С. И.: ещё нет протокола собеседования»."""
    said = finding_line(row, around.today, due=row.thing.kind != "figure")
    if gap := around.gaps.get(row.thing.key) if row.thing.kind == "unit" else None:
        said = f"{said}; {gap_words(gap, around.today)}"
    if row.thing.kind in {"figure", "version"} or around.own:
        return said[:1].upper() + said[1:]
    return f"{row.thing.label}: {said}" if said else row.thing.label


def gap_words(gap: Gap, today: date) -> str:
    """«без сопровождения 7 человек 11 дней»."""
    people = n_("%(n)d person without support", "%(n)d people without support", gap.people)
    said = people % {"n": gap.people}
    if gap.since is None:
        return said
    days = (today - gap.since).days
    return f"{said}, {n_('%(n)d day', '%(n)d days', days) % {'n': days}}"


def waiver_line(waiver: object) -> str:
    """«Тёркин П. Л.: длительная болезнь (Сафронова И. Л., 14 декабря)»."""
    label, reason = getattr(waiver, "label", ""), getattr(waiver, "reason", "")
    user, on = getattr(waiver, "decided_by", None), getattr(waiver, "decided_on", None)
    person = getattr(user, "person", None)
    by = ", ".join(filter(None, (short(person) if person else "", date_month(on))))
    return f"{label}: {reason.rstrip('.')}" + (f" ({by})" if by else "")


def _asked(stand: ClauseStand) -> str:
    if not stand.asked:
        return ""
    return _("An exception is asked for: %(labels)s") % {
        "labels": ", ".join(waiver.label for waiver in stand.asked)
    }


def note_of(stand: ClauseStand) -> str:
    """Where the mark comes from, and whether its term is a local setting."""
    said = []
    if stand.source:
        said.append(source_name(stand.source, stand.papered))
    local = any(LOCAL_DAYS & set(row.norm.local) and row.finding.due for row in stand.pressing)
    if local:
        said.append(_("the term is a local setting"))
    return " · ".join(said)


def source_name(source: str, papered: int = 0) -> str:
    """«по данным системы, с бумаги 23»."""
    name = {
        "system": _("from the system's data"),
        "document": _("from a document"),
        "paper": _("from paper"),
    }[source]
    if papered and source == "system":
        return _("%(name)s, from paper: %(n)s") % {"name": name, "n": papered}
    return name
