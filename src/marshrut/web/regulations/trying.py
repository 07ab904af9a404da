"""What-if in the words of a page: whose finding changes, and who would not pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from marshrut.norms.assessing import Assessment, Count, Judged, kind_of
from marshrut.norms.findings import State
from marshrut.norms.sheets import Sheet, Tally
from marshrut.oversight.what_if import Again, Refusing, Shift, Shifted, WhatIf
from marshrut.web.findings import finding_line
from marshrut.web.programme_words import spoken
from marshrut.web.refusals import reason_of
from marshrut.web.regulations.counting import count_phrase, kind_title
from marshrut.web.regulations.lines import number_of, text_of
from marshrut.web.regulations.links import link_of
from marshrut.web.tags.dates import date_range
from marshrut.web.terms import term
from marshrut.web.words import Words

# So many names of a clause stand on the page of all; the rest have a page of their own.
FIRST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """What is said of a thing, or of a whole clause, by one of the two versions."""

    state: object = None
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A thing whose finding changes."""

    label: str
    href: str
    unit: str
    before: Stand
    after: Stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause with the things that change under it."""

    key: str
    number: str
    cite: str
    text: str
    lang: str
    is_exact: bool
    is_dropped: bool
    before: Stand
    after: Stand
    count: int
    lines: tuple[Line, ...]

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """Who would not pass a deed today, and why."""

    label: str
    href: str
    unit: str
    is_new: bool
    reasons: tuple[tuple[str, str], ...]  # clause as cited, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A deed done already that the other version would refuse to some."""

    name: str
    figure: str
    known: int  # of them the version in force refuses too
    things: tuple[Stopped, ...]


def clause_of(one: Shifted, found: WhatIf, shifts: Sequence[Shift]) -> Clause:
    """A clause with these of its things."""
    clause = one.new or one.old
    assert clause is not None  # noqa: S101 - one of the two versions has it
    text, lang, exact = text_of(clause)
    return Clause(
        key=one.key,
        number=number_of(one.key),
        cite=spoken(clause.cite, clause.cite_en),
        text=text,
        lang=lang,
        is_exact=exact,
        is_dropped=one.new is None,
        before=_stand(one.before),
        after=_stand(one.after),
        count=len(one.shifts),
        lines=tuple(_line(shift, found) for shift in shifts),
    )


def clauses(found: WhatIf) -> list[Clause]:
    """Every clause with the first of its things."""
    return [clause_of(one, found, one.shifts[:FIRST]) for one in found.clauses]


def _stand(assessment: Assessment | None) -> Stand:
    return Stand(state=assessment.state) if assessment else Stand()


def _line(shift: Shift, found: WhatIf) -> Line:
    row = shift.after or shift.before
    assert row is not None  # noqa: S101 - one of them stands
    words = Words(found.rules.words)
    label, href, unit = _named(row.thing, kind_of(row), found, words)
    return Line(
        label=label,
        href=href,
        unit=unit,
        before=_said(shift.before, found),
        after=_said(shift.after, found),
    )


def _said(row: Judged | None, found: WhatIf) -> Stand:
    if row is None:
        return Stand()
    if row.waived:
        return Stand(state="flag")
    told = row.finding.state is not State.MET
    return Stand(state=row.finding.state, said=finding_line(row, found.on) if told else "")


def _named(thing: Sheet, kind: str, found: WhatIf, words: Words) -> tuple[str, str, str]:
    label = kind_title(kind, words) if thing.kind == "figure" else thing.label
    if isinstance(thing, Tally):
        label = ", ".join(filter(None, (label, date_range(thing.since, thing.until))))
    href = link_of(kind, thing.key, found.programme.pk)
    return label, href, "" if thing.kind == "unit" else found.units.get(thing.unit, "")


# --- deeds -----------------------------------------------------------------------------------
def deeds(found: WhatIf) -> Iterator[Deed]:
    """«Назначение тьютора: 2 из 9 тьюторов», with names and reasons."""
    words = Words(found.rules.words)
    for one in found.again:
        name = term("deed", one.deed)
        yield Deed(
            name=name[:1].upper() + name[1:],
            figure=_figure(one, words),
            known=len(one.refused) - one.new,
            things=tuple(_stopped(refusing, found, words) for refusing in one.refused),
        )


def _figure(one: Again, words: Words) -> str:
    count = Count(kind=one.kind, met=len(one.refused), of=one.of)
    return count_phrase(count, words)


def _stopped(one: Refusing, found: WhatIf, words: Words) -> Stopped:
    label, href, unit = _named(one.thing, one.thing.kind, found, words)
    reasons = (reason_of(objection, found.rules) for objection in one.objections)
    return Stopped(
        label=label,
        href=href,
        unit=unit,
        is_new=one.is_new,
        reasons=tuple((reason.cite, reason.sentence) for reason in reasons),
    )


def cites(keys: Sequence[str], found: WhatIf) -> str:
    """«п. 3.1 Положения, п. 3.2 Положения»."""
    english = get_language() == "en"
    known = [found.rules.clause(key) for key in keys]
    return ", ".join((english and one.cite_en) or one.cite for one in known)
