"""What is lacking, in a short line for the margin of a clause and for lists.

A refusal says what is wanted («не пускает»); these lines say how a thing stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from marshrut.norms.assessing import Judged
from marshrut.norms.findings import Finding, State
from marshrut.norms.lasting import Stages
from marshrut.web.refusals import sentence
from marshrut.web.tags.dates import date_month, late
from marshrut.web.terms import term, terms

Say = Callable[[Judged, Finding], str]


def finding_line(row: Judged, today: date, *, due: bool = True) -> str:
    """How one thing stands: what is lacking, and by when; met things say so in a word."""
    finding = row.finding
    if finding.state is State.MET:
        return _("done")
    parts = [_said(row, part) for part in finding.because or (finding,)]
    if due and finding.due is not None and not finding.over:
        parts.append(_term(finding, today))
    return "; ".join(_plain(part) for part in parts if part)


def _said(row: Judged, finding: Finding) -> str:
    say = LINES.get(finding.code)
    return say(row, finding) if say else sentence(finding)


def _plain(text: str) -> str:
    """A sentence as a part of a line."""
    return text[:1].lower() + text[1:].rstrip(".")


def _term(finding: Finding, today: date) -> str:
    if finding.state is State.NOT_YET:
        return _("by %(day)s") % {"day": date_month(finding.due)}
    return late(finding.due, today)


def _deliverable(row: Judged, finding: Finding) -> str:
    wanted: Any = finding.wanted
    kinds, least = wanted
    if row.thing.kind == "staff" and kinds == ("acknowledgement",):
        return _("has not acknowledged yet")
    made = " / ".join(term("product", kind) for kind in kinds)
    if least == 1:
        return _("not there yet: %(what)s") % {"what": made}
    return _("%(what)s: %(found)s of %(least)s") % {
        "what": made,
        "found": finding.found,
        "least": least,
    }


def _size(row: Judged, finding: Finding) -> str:
    named = getattr(row.norm, "size", "")
    if named == "idle_days":
        days: Any = finding.found
        return ngettext("no activity for %(n)d day", "no activity for %(n)d days", days) % {
            "n": days
        }
    if not finding.found and named in LACKS:
        return LACKS[named]()
    return sentence(finding)


LACKS: Mapping[str, Callable[[], str]] = {
    "tutor": lambda: _("nobody is appointed here"),
    "pairing": lambda: _("nobody is assigned"),
    "controller": lambda: _("nobody is named in control"),
    "subject": lambda: _("no subject is named"),
}


def _entry(row: Judged, finding: Finding) -> str:
    if row.thing.kind == "project":
        if finding.state is State.NOT_YET:
            return _("being developed")
        return _("the leader is not among the candidates yet")
    return _("not included yet")


def _answer(row: Judged, finding: Finding) -> str:
    return _("waits for an answer")


def _covers(row: Judged, finding: Finding) -> str:
    if finding.state is State.BREACHED:
        return _("support is interrupted")
    wanted = finding.wanted
    if isinstance(wanted, date):
        return _("goes on until %(day)s") % {"day": date_format(wanted, "j E")}
    return _("goes on")


def _stages(row: Judged, finding: Finding) -> str:
    key = str(finding.found or "")
    norm = row.norm
    if not key or not isinstance(norm, Stages):
        return _("not begun")
    english = get_language() == "en"
    stage = next((one for one in norm.items if one.key == key), None)
    name = ((english and stage.word_en) or stage.word) if stage else key
    return _("stage “%(name)s”") % {"name": name}


def _window(row: Judged, finding: Finding) -> str:
    """A stage of the programme: what it has yet to leave, or until when it goes on."""
    wanted: Any = finding.wanted
    found: Any = finding.found
    if found:
        return _("not there yet: %(what)s") % {"what": terms("product", found)}
    _key, opens, closes = wanted
    if finding.state is State.NOT_YET:
        return _("begins on %(day)s") % {"day": date_format(opens, "j E")}
    if closes is None:
        return _("goes on")
    return _("goes on until %(day)s") % {"day": date_format(closes, "j E")}


def _quota(row: Judged, finding: Finding) -> str:
    said = {"found": finding.found, "wanted": finding.wanted}
    return _("held: %(found)s of %(wanted)s") % said


def _indicator(row: Judged, finding: Finding) -> str:
    if finding.found is None:
        return _("nothing to count yet")
    if getattr(row.norm, "target", None) is None:
        return ""
    return _("%(found)s %% of the %(wanted)s %% aimed at") % {
        "found": finding.found,
        "wanted": finding.wanted,
    }


def _form(row: Judged, finding: Finding) -> str:
    found: Any = finding.found
    return _("not filled in: %(parts)s") % {"parts": terms("part", found)}


def _form_agreed(row: Judged, finding: Finding) -> str:
    return _("not agreed by both yet")


LINES: Mapping[str, Say] = {
    "answer": _answer,
    "covers": _covers,
    "deliverable": _deliverable,
    "entry": _entry,
    "form": _form,
    "form_agreed": _form_agreed,
    "indicator": _indicator,
    "quota": _quota,
    "size": _size,
    "stages": _stages,
    "window": _window,
}
