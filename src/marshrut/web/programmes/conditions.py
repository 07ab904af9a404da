"""Conditions of a check in words: what is wanted, what is found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from marshrut.norms.findings import Finding
from marshrut.web.refusals import at_least, months
from marshrut.web.terms import term, terms


def wanted_words(finding: Finding) -> str:
    """«должность: заместитель директора по учебной работе»."""
    say = WANTED.get(finding.code)
    return say(finding.wanted) if say else term("condition", finding.code)


def found_words(finding: Finding) -> str:
    """What the records say; empty where there is nothing to say."""
    say = FOUND.get(finding.code)
    return say(finding.found) if say else _("yes") if not finding.stops else _("no")


def _education(wanted: Any) -> str:
    level, fields = wanted
    text = _("education: %(level)s") % {"level": term("education", level)}
    return f"{text} ({terms('education', fields)})" if fields else text


def _educations(found: Any) -> str:
    said = [f"{term('education', level)} ({term('education', field)})" for level, field in found]
    return ", ".join(said) or _("not written down")


def _post(wanted: Any) -> str:
    return _("post: %(posts)s") % {"posts": terms("post", wanted)}


WANTED: Mapping[str, Callable[[Any], str]] = {
    "post": _post,
    "post_unrecognised": _post,
    "order_of": lambda w: _("order: %(body)s") % {"body": term("body", w)},
    "experience": lambda w: _("experience of at least %(length)s") % {"length": at_least(w)},
    "education": _education,
    "product": lambda w: terms("product", w),
    "employed_in": lambda w: _("works in: %(kinds)s") % {"kinds": terms("unit_kind", w)},
}
FOUND: Mapping[str, Callable[[Any], str]] = {
    "post": lambda f: terms("post", f) or _("not written down"),
    "post_unrecognised": lambda f: _("“%(post)s”: not in the list of posts") % {"post": f},
    "order_of": lambda f: terms("body", f) or _("no order in force yet"),
    "experience": months,
    "education": _educations,
    "product": lambda f: str(f) if f else _("not written down"),
    "employed_in": lambda f: terms("unit_kind", f) or _("nowhere"),
}
