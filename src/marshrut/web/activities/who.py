"""The quiet lines that tell who will read a text, and the clause that sets a term."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from marshrut.norms.lasting import Answer
from marshrut.norms.rules import Clause
from marshrut.programmes.models import Enrolment
from marshrut.programmes.queries import Guarding
from marshrut.requests.queries import days_to_answer
from marshrut.web.names import short
from marshrut.web.programme_words import say
from marshrut.web.request import Request

NO_BREAK = "\N{NO-BREAK SPACE}"


def pair_line(request: Request, enrolment: Enrolment) -> str:
    """Who reads what the two write to each other: nobody else, whatever the office."""
    tutor = say(request, "tutor")
    if enrolment.pk in request.reach.cases:
        return _("Will be seen by: you and your %(tutor)s") % {"tutor": tutor}
    name = short(enrolment.person)
    if enrolment.pk in request.reach.pairs:
        return _("Will be seen by: you and %(name)s") % {"name": name}
    return _("Will be seen by: %(name)s and the %(tutor)s") % {"name": name, "tutor": tutor}


def chosen_line() -> str:
    """The same before anybody is chosen."""
    return _("Will be seen by: you and those whom you choose here")


def closed_line(request: Request) -> str:
    """What a leader reads instead of the texts."""
    return _("The texts are read only by the %(tutee)s and the %(tutor)s.") % {
        "tutee": say(request, "tutee"),
        "tutor": say(request, "tutor"),
    }


def cite_of(found: Guarding, to: str) -> str:
    """«п. 6.2 Положения»: the clause that sets the time to answer, or nothing."""
    for clause, norm in found.rules.norms():
        if isinstance(norm, Answer) and norm.answer == to:
            return _cited(clause)
    return ""


def _cited(clause: Clause) -> str:
    """The clause as it is printed, its sign kept with its number."""
    cite = (get_language() == "en" and clause.cite_en) or clause.cite
    sign, _space, rest = cite.partition(" ")
    return f"{sign}{NO_BREAK}{rest}" if rest else cite


def right_of(found: Guarding, verb: str) -> str:
    """The clause that gives the right, as it is cited."""
    key = found.rules.granting(verb)
    if not key:
        return ""
    return _cited(found.rules.clause(key))


def term_line(found: Guarding, to: str) -> str:
    """«Ответ — 3 рабочих дня · п. 6.2 Положения · срок — местная настройка»."""
    days = days_to_answer(found, to)
    told = ngettext("%(n)d working day to answer", "%(n)d working days to answer", days) % {
        "n": days
    }
    norm: Any = found.rules.answer(to)
    local = _("the term is a local setting") if norm is None or "days" in norm.local else ""
    return " · ".join(part for part in (told, cite_of(found, to), local) if part)
