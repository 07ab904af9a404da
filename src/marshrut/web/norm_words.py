"""What a norm asks, in one plain line: for the page of a version and the editor of clauses."""

# One shape for all types of norms; not all of them need the local words.
# ruff: noqa: ARG001

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import ngettext as n_

from marshrut.norms.base import Norm
from marshrut.norms.findings import Force
from marshrut.norms.kinds import Experience, Kind, Plain
from marshrut.norms.rules import Rules
from marshrut.web.refusals import at_least
from marshrut.web.terms import term, terms
from marshrut.web.words import Words

Say = Callable[[Any, Words], str]


def norm_line(norm: Norm, words: Words) -> str:
    """«Нужно к завершению: анализ тьютора. Готовит тьютор.»"""
    parts = [LINES[norm.name](norm, words)]
    if norm.guard:
        parts.append(_("Checked before: %(deed)s.") % {"deed": term("deed", norm.guard)})
    if norm.force is Force.SOFT:
        parts.append(_("A warning, not a refusal."))
    if {"due", "days"} & set(norm.local):
        parts.append(_("The term is a local setting."))
    return " ".join(parts)


def clause_lines(norms: Iterable[Norm], rules: Rules) -> list[str]:
    """Lines of all norms of a clause."""
    words = Words(rules.words)
    return [norm_line(norm, words) for norm in norms]


def who_name(role: str, words: Words) -> str:
    """A role on the thing by its local word, an office by its name."""
    if role in words:
        return words.say(role, language=get_language() or "ru")
    return term("who", role)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _text(norm: Any, words: Words) -> str:
    return _("Refers to: %(acts)s.") % {"acts": "; ".join(norm.text)}


def _catalogue(norm: Any, words: Words) -> str:
    english = get_language() == "en"
    spoken = {key: (english and en) or ru for key, (ru, en) in norm.items.items()}
    under = norm.under or {}
    names = []
    for key in (key for key in spoken if key not in under):
        sorts = ", ".join(spoken[one] for one, whole in under.items() if whole == key)
        names.append(f"{spoken[key]} ({sorts})" if sorts else spoken[key])
    said = _("Names: %(names)s.") % {"names": ", ".join(names)}
    return f"{said} {_('Nothing else is used.')}" if norm.closed else said


def _form(norm: Any, words: Words) -> str:
    agreement = {
        "both": _("Agreed by both."),
        "acquainted": _("The other party acknowledges it."),
        "none": "",
    }[norm.agreement]
    said = _("“%(form)s” has these parts: %(parts)s. Written by: %(who)s.") % {
        "form": _capital(term("form", norm.form)),
        "parts": terms("part", norm.parts),
        "who": _("both") if norm.author == "both" else who_name(norm.author, words),
    }
    return f"{said} {agreement}".rstrip()


def _condition(norm: Any, words: Words) -> str:
    kinds = norm.any or norm.all
    joined = (_(" or ") if norm.any else "; ").join(kind_line(kind) for kind in kinds)
    said = _("%(thing)s: %(conditions)s.") % {
        "thing": _capital(thing_name(norm.condition, words)),
        "conditions": joined,
    }
    if not norm.when:
        return said
    narrowed = "; ".join(kind_line(kind) for kind in norm.when)
    return f"{said} {_('Asked only if: %(conditions)s.') % {'conditions': narrowed}}"


def kind_line(kind: Kind) -> str:
    """One condition."""
    value: Any = kind
    if isinstance(kind, Plain):
        return term("condition", kind.word)
    if isinstance(kind, Experience):
        return _("experience on %(posts)s from %(least)s") % {
            "posts": terms("post", kind.posts),
            "least": at_least(kind.least),
        }
    lines: Mapping[str, Callable[[], str]] = {
        "post": lambda: _("post: %s") % terms("post", value.words),
        "order_of": lambda: _("order of: %s") % term("body", value.body),
        "education": lambda: _("education: %s") % terms("education", [value.level, *value.fields]),
        "employed_in": lambda: _("works in: %s") % terms("unit_kind", value.words),
        "subject": lambda: _("there is a subject: %s") % term("subject", value.sort),
        "basis": lambda: _("basis: %s") % terms("basis", value.words),
        "product": lambda: _("there is: %s") % terms("product", value.words),
        "form": lambda: _("form: %s") % terms("activity", value.words),
        "audience": lambda: _("for: %s") % terms("audience", value.words),
    }
    return lines[kind.name]()


def _entry(norm: Any, words: Words) -> str:
    if norm.basis == "automatic":
        return _("Comes in without applying: %(who)s.") % {"who": _entering(norm, words)}
    return _("Comes in: %(who)s. Basis: %(basis)s.") % {
        "who": _entering(norm, words),
        "basis": terms("basis", norm.bases),
    }


def _entering(norm: Any, words: Words) -> str:
    known = {
        "project_leader": _("the leader of a developed project becomes a candidate"),
        "pedagogical_staff": _("all teaching staff of the organisation"),
    }
    return known.get(norm.whom) or who_name(norm.entry, words)


def thing_name(kind: str, words: Words) -> str:
    """«Тьютор», «маршрут» as the regulation calls them; other things by their own names."""
    local = {"case": "support"}.get(kind, kind)
    if local in words:
        return words.say(local, language=get_language() or "ru")
    return term("sheet", kind)


def _range(least: int, most: int | None) -> str:
    if not least:
        return _("without limit") if most is None else _("at most %(most)s") % {"most": most}
    if most is None:
        return _("at least %(least)s") % {"least": least}
    if least == most:
        return _("exactly %(least)s") % {"least": least}
    return _("from %(least)s to %(most)s") % {"least": least, "most": most}


def _size(norm: Any, words: Words) -> str:
    local = norm.size in words
    what = thing_name(norm.size, words) if local else term("counted", norm.size)
    return _("How many: %(what)s — %(range)s for each: %(per)s.") % {
        "what": what,
        "range": _range(norm.least, norm.most),
        "per": thing_name(norm.per, words),
    }


def _quota(norm: Any, words: Words) -> str:
    periods = {
        "month": _("a month"),
        "quarter": _("a quarter"),
        "trimester": _("a trimester"),
        "school_year": _("a school year"),
        "calendar_year": _("a calendar year"),
        "programme": _("the programme"),
    }
    return _("%(what)s: %(range)s in %(period)s.") % {
        "what": _capital(term("activity", norm.quota)),
        "range": _range(norm.least, norm.most),
        "period": periods[norm.period],
    }


def _deliverable(norm: Any, words: Words) -> str:
    return _("Must exist %(due)s: %(what)s. Prepared by: %(who)s.") % {
        "due": due_words(norm.due),
        "what": " / ".join(term("product", kind) for kind in norm.deliverable),
        "who": who_name(norm.owes, words),
    }


def due_words(due: Any) -> str:
    """By when, as a part of a sentence."""
    plain = {
        "closing": _("before closing"),
        "approval": _("at the approval"),
        "start": _("at the start"),
        "end_of_appointment": _("by the end of the appointment"),
        "programme_end": _("by the end of the programme"),
    }
    if due.how in plain:
        return plain[due.how]
    if due.how == "stage":
        return _("by the end of the stage")
    if due.how == "every":
        return _("every month") if due.at == "month" else _("for every version")
    if due.how == "date":
        return _("by %(day)s") % {"day": due.at}
    return n_("within %(n)d day", "within %(n)d days", due.days) % {"n": due.days}


def _stages(norm: Any, words: Words) -> str:
    english = get_language() == "en"
    names = [(english and stage.word_en) or stage.word for stage in norm.items]
    if norm.stages == "programme":
        windows = [
            _window(stage, (english and stage.word_en) or stage.word) for stage in norm.items
        ]
        return _("Stages of the programme: %(windows)s.") % {"windows": "; ".join(windows)}
    names = [(english and stage.word_en) or stage.word for stage in norm.items]
    skip = _("None is skipped.") if norm.skip == "never" else _("Skipped only by a decision.")
    return _("Stages in this order: %(names)s.") % {"names": ", ".join(names)} + f" {skip}"


def _window(stage: Any, name: str) -> str:
    """«Обучение МТК (с 08.06 по 30.06): обучение всей команды»."""
    said = {"name": name, "since": stage.from_, "until": stage.to}
    if stage.from_:
        name = _("%(name)s (from %(since)s to %(until)s)") % said
    elif stage.to:
        name = _("%(name)s (until %(until)s)") % said
    return f"{name}: {terms('product', stage.exit)}" if stage.exit else name


def _term(norm: Any, words: Words) -> str:
    if norm.covers:
        return _("Support lasts as long as the work on its subject goes on.")
    units = {
        "day": _("in days"),
        "month": _("in months"),
        "year": _("in years"),
        "school_year": _("in school years"),
    }
    said = _("How long (%(unit)s): %(range)s.") % {
        "unit": units[norm.unit],
        "range": _range(norm.least or 0, norm.most),
    }
    return f"{said} {_('Not beyond 31 August.')}" if norm.strict else said


def _answer(norm: Any, words: Words) -> str:
    days = n_("%(n)d working day", "%(n)d working days", norm.days) % {"n": norm.days}
    asked = {
        "visit": _("An answer to a proposed visit"),
        "information": _("An answer to a request for information"),
        "recommendation": _("An answer to a recommendation"),
        "consultation": _("An answer to a request for a consultation"),
    }
    what = asked.get(norm.answer) or _("An answer")
    return _("%(what)s within %(days)s. Answered by: %(who)s.") % {
        "what": what,
        "days": days,
        "who": who_name(norm.owes, words),
    }


def _right(norm: Any, words: Words) -> str:
    shape = _("%(who)s may not: %(what)s.") if norm.not_ else _("%(who)s may: %(what)s.")
    said = shape % {
        "who": _capital(who_name(norm.right, words)),
        "what": term("right", norm.may),
    }
    if not norm.when:
        return said
    conditions = ", ".join(kind_line(kind) for kind in norm.when)
    return f"{said} {_('If: %(conditions)s.') % {'conditions': conditions}}"


def _indicator(norm: Any, words: Words) -> str:
    said = _("Figure: %(what)s.") % {"what": term("indicator", norm.indicator)}
    if norm.target is None:
        return said
    return f"{said} {_('Target: %(target)s %%.') % {'target': norm.target}}"


LINES: Mapping[str, Say] = {
    "text": _text,
    "words": _catalogue,
    "form": _form,
    "condition": _condition,
    "entry": _entry,
    "size": _size,
    "quota": _quota,
    "deliverable": _deliverable,
    "stages": _stages,
    "term": _term,
    "answer": _answer,
    "right": _right,
    "indicator": _indicator,
}
