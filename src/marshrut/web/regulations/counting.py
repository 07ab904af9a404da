"""Figures of a clause in words: «2 из 3 организаций», and what kinds of things are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import ngettext as n_

from marshrut.norms.assessing import Count
from marshrut.web.tags.dates import percent
from marshrut.web.terms import term
from marshrut.web.words import Words


def count_phrase(count: Count, words: Words) -> str:
    """«2 из 3 организаций», «61 % · 11 из 18»."""
    if count.going and not count.met:
        in_time = replace(count, met=count.going, going=0)
        return _("in time: %(figure)s") % {"figure": count_phrase(in_time, words)}
    given = {"met": count.met, "of": count.of}
    plain = _("%(met)s of %(of)s") % given
    if count.kind == "version":
        return ""
    if count.kind in NOUNS:
        return NOUNS[count.kind](count.of) % given
    if count.kind in LOCAL_NOUNS:
        return f"{plain} {_governed(LOCAL_NOUNS[count.kind], count.of, words)}"
    share = percent(100 * count.met // count.of) if count.of else ""
    return f"{share} · {plain}" if share else ""


def _governed(name: str, of: int, words: Words) -> str:
    """«из 21 сопровождения», «из 3 сопровождений»."""
    language = get_language() or "ru"
    one = of % 10 == 1 and of % 100 != 11 if language == "ru" else of == 1
    case = "gen" if language == "ru" else "nom"
    return words.say(name, case, plural=not one, language=language)


NOUNS: Mapping[str, Callable[[int], str]] = {
    "unit": lambda n: n_("%(met)s of %(of)s organisation", "%(met)s of %(of)s organisations", n),
    "staff": lambda n: n_("%(met)s of %(of)s person", "%(met)s of %(of)s people", n),
    "visit": lambda n: n_("%(met)s of %(of)s visit", "%(met)s of %(of)s visits", n),
    "request_visit": lambda n: n_("%(met)s of %(of)s proposal", "%(met)s of %(of)s proposals", n),
    "request_recommendation": lambda n: n_(
        "%(met)s of %(of)s recommendation", "%(met)s of %(of)s recommendations", n
    ),
    "community": lambda n: n_("%(met)s of %(of)s community", "%(met)s of %(of)s communities", n),
    "material": lambda n: n_("%(met)s of %(of)s material", "%(met)s of %(of)s materials", n),
    "member": lambda n: n_("%(met)s of %(of)s member", "%(met)s of %(of)s members", n),
    "programme": lambda n: n_("%(met)s of %(of)s territory", "%(met)s of %(of)s territories", n),
    "request_consultation": lambda n: n_(
        "%(met)s of %(of)s request", "%(met)s of %(of)s requests", n
    ),
    "application": lambda n: n_("%(met)s of %(of)s request", "%(met)s of %(of)s requests", n),
    "activity": lambda n: n_(
        "%(met)s of %(of)s consultation", "%(met)s of %(of)s consultations", n
    ),
    "tally": lambda n: n_("%(met)s of %(of)s period", "%(met)s of %(of)s periods", n),
}
LOCAL_NOUNS = {
    "case": "support",
    "route": "support",
    "tutor": "tutor",
    "project": "project",
    "request_information": "request",
}


def kind_title(kind: str, words: Words) -> str:
    """The heading of a group of things in a list."""
    local = {**LOCAL_NOUNS, "route": "route"}.get(kind)
    if local:
        said = words.say(local, plural=True, language=get_language() or "ru")
    else:
        said = KIND_TITLES[kind]() if kind in KIND_TITLES else term("indicator", kind)
    return said[:1].upper() + said[1:]


KIND_TITLES: Mapping[str, Callable[[], str]] = {
    "unit": lambda: _("Organisations"),
    "staff": lambda: _("People"),
    "visit": lambda: _("Visits to lessons"),
    "version": lambda: _("Version of the regulation"),
    "request_visit": lambda: _("Proposed visits"),
    "request_recommendation": lambda: _("Recommendations"),
    "community": lambda: _("Communities"),
    "material": lambda: _("Materials"),
    "member": lambda: _("Members of communities"),
    "programme": lambda: _("Territories"),
    "request_consultation": lambda: _("Requests for a consultation"),
    "application": lambda: _("Requests of organisations"),
    "activity": lambda: _("Consultations"),
    "session": lambda: _("Sessions of groups"),
    "tally": lambda: _("Periods"),
}
