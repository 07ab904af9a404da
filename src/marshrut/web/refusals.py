"""Codes of the rules turned into sentences that quote the clause and say what to do instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext, npgettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from marshrut.norms.findings import Finding
from marshrut.norms.rules import Decision, Objection, Rules
from marshrut.regulations.guards import LAW, Warned
from marshrut.web.terms import terms


@dataclass(frozen=True, slots=True)
class Reason:
    """One objection: the clause as printed, the sentence, the clause's text; kept for a waiver."""

    cite: str
    sentence: str
    text: str = ""
    href: str = ""
    objection: Objection | None = None


@dataclass(slots=True)
class Refusal:
    title: str
    reasons: Sequence[Reason] = ()
    ways: list[dict[str, str]] = field(default_factory=list)


def refusal_of(decision: Decision, rules: Rules | None) -> Refusal:
    """All refusals of a decision as people read them."""
    codes = {objection.finding.code for objection in decision.refusals}
    return Refusal(
        title=_("The regulation does not allow this"),
        reasons=[reason_of(objection, rules) for objection in decision.refusals],
        ways=[
            {"text": str(text), "href": reverse(page)}
            for code, (text, page) in WAYS.items()
            if code in codes
        ],
    )


# What helps whoever meets the refusal, by its code: the words and the page.
WAYS: Mapping[str, tuple[Promise, str]] = {
    "self_diagnosis": (_lazy("Go through the self-diagnosis"), "diagnostics"),
}


def offer_exceptions(told: Refusal, programme: int) -> None:
    """Beside a refusal: an exception may be asked of each clause and thing, the law's own aside."""
    ways = {}
    for reason in told.reasons:
        one = reason.objection
        if one is None or one.clause == LAW:
            continue
        about = {"clause": one.clause, "code": one.code, "kind": one.kind, "key": one.key}
        text = _("Record an exception: %(clause)s") % {"clause": reason.cite}
        ways[f"{reverse('waiver_ask', args=[programme])}?{urlencode(about)}"] = text
    told.ways += [{"text": text, "href": href} for href, text in ways.items()]


def warnings_of(warned: Sequence[Warned]) -> list[str]:
    """What clauses said of a deed that they let pass, each thing once: «п. 4.6 Положения: …»."""
    reasons = (reason_of(one.objection, one.rules) for one in warned)
    return list(dict.fromkeys(f"{reason.cite}: {reason.sentence}" for reason in reasons))


def reason_of(objection: Objection, rules: Rules | None) -> Reason:
    if objection.clause == LAW or rules is None:
        cite = _("Requirement of the law") if objection.clause == LAW else objection.clause
        return Reason(cite, sentence(objection.finding), objection=objection)
    clause = rules.clause(objection.clause)
    english = get_language() == "en"
    return Reason(
        (english and clause.cite_en) or clause.cite,
        sentence(objection.finding),
        clause.text or (english and clause.gist_en) or clause.gist,
        objection=objection,
    )


def sentence(finding: Finding) -> str:
    """What was wanted and what was found, in a plain sentence."""
    say = SENTENCES.get(finding.code)
    return say(finding.wanted, finding.found) if say else _("The condition is not met.")


def months(count: int) -> str:
    """«2 года 4 месяца»."""
    years, rest = divmod(int(count), 12)
    parts = []
    if years:
        parts.append(ngettext("%d year", "%d years", years) % years)
    if rest or not years:
        parts.append(ngettext("%d month", "%d months", rest) % rest)
    return " ".join(parts)


def at_least(count: int) -> str:
    """«2 лет 4 месяцев»: a length after «не менее»."""
    years, rest = divmod(int(count), 12)
    parts = []
    if years:
        parts.append(npgettext("at least", "%d year", "%d years", years) % years)
    if rest or not years:
        parts.append(npgettext("at least", "%d month", "%d months", rest) % rest)
    return " ".join(parts)


def _day(value: object) -> str:
    return date_format(value, "j E Y") if isinstance(value, date) else ""


def _names(thing: str, codes: object) -> str:
    listed = codes if isinstance(codes, list | tuple | frozenset) else [codes]
    return terms(thing, listed)


def _experience(wanted: Any, found: Any) -> str:
    return _("experience of at least %(wanted)s is needed, now %(found)s.") % {
        "wanted": at_least(wanted),
        "found": months(found),
    }


def _post(wanted: Any, found: Any) -> str:
    needed = _names("post", wanted)
    if not found:
        return _("the post must be: %(wanted)s.") % {"wanted": needed}
    return _("the post must be: %(wanted)s; now: %(found)s.") % {
        "wanted": needed,
        "found": _names("post", found),
    }


def _unrecognised(wanted: Any, found: Any) -> str:
    return _(
        "the post “%(post)s” is not in the list of posts; say which post of the list it is."
    ) % {"post": found}


def _size(wanted: Any, found: Any) -> str:
    least, most = wanted
    if most is None:
        return _("at least %(least)s needed, now %(found)s.") % {"least": least, "found": found}
    return _("from %(least)s to %(most)s needed, now %(found)s.") % {
        "least": least,
        "most": most,
        "found": found,
    }


def _deliverable(wanted: Any, found: Any) -> str:
    kinds, least = wanted
    made = _names("product", kinds)
    if least == 1:
        return _("not prepared yet: %(kinds)s.") % {"kinds": made}
    return _("%(kinds)s: %(least)s needed, now %(found)s.") % {
        "kinds": made,
        "least": least,
        "found": found,
    }


def _form(wanted: Any, found: Any) -> str:
    return _("not filled in yet: %(parts)s.") % {"parts": _names("part", found)}


def _covers(wanted: Any, found: Any) -> str:
    return _(
        "support goes on until %(until)s, for as long as the work goes on;"
        " earlier only with the tutee's own agreement."
    ) % {"until": _day(wanted)}


def _any(wanted: Any, found: Any) -> str:
    return _("one of these is needed: %(ways)s") % {
        "ways": "; ".join(sentence(part) for part in wanted)
    }


def _late(wanted: Any, found: Any) -> str:
    kinds, _least = wanted
    days = ngettext("%(n)d day late", "%(n)d days late", found) % {"n": found}
    return _("%(kinds)s: made %(days)s.") % {"kinds": _names("product", kinds), "days": days}


def _catalogue(wanted: Any, found: Any) -> str:
    return _("the list is closed, it has: %(names)s.") % {"names": "; ".join(wanted[1])}


def _quota(wanted: Any, found: Any) -> str:
    return _("at most %(wanted)s in the period, this would be %(found)s.") % {
        "wanted": wanted,
        "found": found,
    }


SENTENCES: Mapping[str, Callable[[Any, Any], str]] = {
    "experience": _experience,
    "post": _post,
    "post_unrecognised": _unrecognised,
    "size": _size,
    "deliverable": _deliverable,
    "product": lambda wanted, found: _deliverable((wanted, 1), 0),
    "form": _form,
    "covers": _covers,
    "catalogue": _catalogue,
    "any": _any,
    "late": _late,
    "quota_over": _quota,
    "order_of": lambda w, f: _("an order of the right body is needed: %s.") % _names("body", w),
    "education": lambda w, f: _("education is needed: %s.") % _names("education", [w[0], *w[1]]),
    "employed_in": lambda w, f: _("must work in: %s.") % _names("unit_kind", w),
    "subject": lambda w, f: _("a subject of support is needed: %s.") % _names("subject", w),
    "held_as": lambda w, f: _("the form must be: %s.") % _names("activity", w),
    "audience": lambda w, f: _("it must be for: %s.") % _names("audience", w),
    "from_route_sheet": lambda w, f: _("the route sheet of the group does not have it."),
    "low_results": lambda w, f: _(
        "the school must have low results or work in difficult social conditions."
    ),
    "basis": lambda w, f: _("the basis must be: %s.") % _names("basis", w),
    "term_most": lambda w, f: _("the term is longer than the regulation allows."),
    "term_year": lambda w, f: _("it goes on beyond 31 August."),
    "term_least": lambda w, f: _("the term is shorter than the regulation asks."),
    "stage_skipped": lambda w, f: _("a stage may not be skipped."),
    "agreement": lambda w, f: _("the person's own agreement to be a tutor is needed."),
    "not_same_person": lambda w, f: _("nobody is a tutor of their own."),
    "not_head_of": lambda w, f: _("the tutor may not be the head of the tutee's organisation."),
    "same_unit": lambda w, f: _("tutor and tutee must work in one organisation."),
    "self_diagnosis": lambda w, f: _("the person's own self-diagnosis is needed first."),
    "agreed_visit": lambda w, f: _("the visit was not agreed with the teacher."),
    "within_subject": lambda w, f: _("the visit is not tied to the subject of the support."),
    "linked_step": lambda w, f: _("the visit is not tied to a step of the route."),
    "in_territory": lambda w, f: _("must work in the territory of the programme."),
    "consent": lambda w, f: _("the person's own agreement is needed."),
    "skip_decision": lambda w, f: _("a decision to skip the stage is needed."),
}
