"""Why a person's data must still be kept: grounds that stand above a wish."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from marshrut.people.models import Employment, Office, Person
from marshrut.people.queries import open_jobs
from marshrut.people.roles import offices_on
from marshrut.privacy.models import DataRequest
from marshrut.privacy.terms import Kept, terms
from marshrut.programmes.models import Appointment, Enrolment

A_MORNING = 200


@dataclass(frozen=True, slots=True)
class Ground:
    """Why it is kept; a term has its end and the words of the rule, if they were written here."""

    code: str
    free_on: date | None = None
    text: str = ""


def grounds(person: Person, on: date) -> list[Ground]:
    """All grounds of this day; none means that the person may be erased."""
    found = [Ground(code) for code in _ties(person, on)]
    table = terms()
    return [*found, *_terms(person, on, table)]


def to_propose(on: date) -> list[Person]:
    """People whose term is over and of whom nobody has been asked yet, a morning's work of them."""
    asked = DataRequest.objects.filter(person=OuterRef("pk"), kind__in=("erasure", "term"))
    worked = Employment.objects.filter(person=OuterRef("pk"))
    limit = terms()["staff"].before(on)
    gone = Person.objects.filter(Exists(worked), ~Exists(worked.filter(still_after(limit))))
    rows = gone.filter(~Exists(asked), erased_at=None).order_by("pk")
    return [person for person in rows[:A_MORNING] if not grounds(person, on)]


def still_after(day: date) -> Q:
    """What has no end or ended later than this day."""
    return Q(until=None) | Q(until__gt=day)


def _ties(person: Person, on: date) -> Iterator[str]:
    """What lasts: it must end before anything can be taken away."""
    if Employment.objects.filter(open_jobs(on) | Q(since__gt=on), person=person).exists():
        yield "employed"
    # An office granted from tomorrow holds too.
    later = Office.objects.filter(person=person, since__gt=on)
    if offices_on(on).filter(person=person).exists() or later.exists():
        yield "office"
    still = still_after(on)
    tutoring = Appointment.objects.filter(still, person=person, withdrawn_on=None)
    if Enrolment.objects.filter(still, person=person).exists() or tutoring.exists():
        yield "support"


def _terms(person: Person, on: date, table: dict[str, Kept]) -> Iterator[Ground]:
    ended = Employment.objects.filter(person=person, until__lte=on).order_by("-until").first()
    if ended is not None and ended.until is not None:
        yield from _term(table["staff"], ended.until, on)
    ordered = Appointment.objects.filter(person=person, order__isnull=False, until__lte=on)
    last = ordered.order_by("-until").first()
    if last is not None and last.until is not None:
        yield from _term(table["orders"], last.until, on)


def _term(kept: Kept, ended: date, on: date) -> Iterator[Ground]:
    free_on = kept.ends(ended)
    if free_on > on:
        yield Ground(kept.kind, free_on, kept.ground)
