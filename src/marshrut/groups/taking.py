"""What a programme takes: kinds of requests, how soon each is answered, what a teacher may ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from marshrut.groups.asked import CONSULTATION, EVERY, OWN, SUPPORT
from marshrut.groups.queries import answer_days
from marshrut.norms.rules import Rules
from marshrut.norms.serving import forms_on_request
from marshrut.people.reach import Reach
from marshrut.programmes.models import Pairing, Programme
from marshrut.programmes.queries import (
    Guarding,
    Unguarded,
    guarding,
    nearest_settings,
    open_on,
    schools_ask,
)
from marshrut.requests.access import may_ask_directly
from marshrut.requests.queries import days_to_answer

# Kinds that the place does not take; those of clauses are taken always. A local setting, a list.
LEFT_OUT = "requests.left_out"


def kinds_of(found: Guarding) -> tuple[str, ...]:
    """Kinds that may be asked for in the programme: those of clauses, then those of the place."""
    left_out = nearest_settings(found.programme, [LEFT_OUT]).get(LEFT_OUT, ())
    local = (kind for kind in local_kinds(found.rules) if kind not in left_out)
    return (*forms_on_request(found.rules), *local)


def local_kinds(rules: Rules) -> tuple[str, ...]:
    """Kinds of which no clause speaks. Where schools come in at their request, that is the way."""
    known = {*forms_on_request(rules), *([SUPPORT] if schools_ask(rules) else [])}
    return tuple(kind for kind in EVERY if kind not in known)


def days_for(found: Guarding, kind: str) -> int:
    """Working days for the answer: the clause's, else those of the place."""
    if found.rules.answer(kind):
        return days_to_answer(found, kind)
    return answer_days(found.programme)


def taking(
    programmes: Iterable[Programme], on: date, kinds: Callable[[Guarding], object] = kinds_of
) -> list[Programme]:
    """Those of the programmes in which something of these kinds may be asked for on the day."""
    found = []
    for row in programmes:
        try:
            taken = kinds(guarding(row, on))
        except Unguarded:
            continue
        if taken:
            found.append(row)
    return found


def own_kinds(reach: Reach, found: Guarding) -> tuple[str, ...]:
    """What a teacher may ask for themselves: advice only where they have nobody to turn to.

    Who has a tutor, or is in a community with tutors, asks them and not the coordinator.
    """
    taken = tuple(kind for kind in kinds_of(found) if kind in OWN)
    if CONSULTATION in taken and _turns(reach, found.programme):
        return tuple(kind for kind in taken if kind != CONSULTATION)
    return taken


def _turns(reach: Reach, programme: Programme) -> bool:
    """Is there a tutor to whom the teacher turns by themselves?"""
    pairs = Pairing.objects.filter(
        open_on(reach.on), enrolment__in=reach.cases, enrolment__programme=programme
    )
    return may_ask_directly(reach, programme) or pairs.exists()
