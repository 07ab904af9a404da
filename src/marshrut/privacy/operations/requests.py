"""Deeds on requests to the personal-data officer."""

from __future__ import annotations

from datetime import datetime

from marshrut.journal.deeds import Forbidden, Wrong, deed, readers_may
from marshrut.journal.operations import lock, record
from marshrut.people.models import Person
from marshrut.people.reach import Reach
from marshrut.privacy import access
from marshrut.privacy.asking import ERASING, close, open_request
from marshrut.privacy.models import DataRequest, Purpose
from marshrut.privacy.queries import last_answers

Kind, Outcome = DataRequest.Kind, DataRequest.Outcome


@deed
@readers_may
def ask_officer(
    *, person: Person, kind: str, text: str = "", actor: Reach, at: datetime
) -> DataRequest:
    """Ask for erasure, for a correction, or for an answer."""
    if not access.may_ask(actor, person):
        raise Forbidden
    if kind not in {Kind.ERASURE, Kind.QUESTION}:
        raise Wrong("unknown_answer", field="kind")
    waiting = DataRequest.objects.filter(person=person, kind=Kind.ERASURE, outcome="")
    if kind == Kind.ERASURE and waiting.exists():
        raise Wrong("asked_already")
    return open_request(person, kind, actor, at, text=text)


@deed
def settle_request(
    *,
    asked: int,
    row_version: int | None,
    outcome: str,
    reason: str,
    actor: Reach,
    at: datetime,
) -> DataRequest:
    """Answer a request; a withdrawn consent to contacts takes them out of the card.

    An erasure that is granted is a deed of its own.
    """
    row = lock(DataRequest.objects.select_related("person"), asked, row_version)
    if not access.may_decide(actor, row):
        raise Forbidden
    if row.outcome:
        raise Wrong("closed")
    if outcome not in Outcome.values or (row.kind in ERASING and outcome == Outcome.DONE):
        raise Wrong("unknown_answer", field="outcome")
    # A withdrawal is a right: the officer carries it out and cannot decline it.
    if (row.kind, outcome) == (Kind.WITHDRAWAL, Outcome.REFUSED):
        raise Wrong("withdrawal_is_a_right", field="outcome")
    if row.kind == Kind.WITHDRAWAL and row.purpose == Purpose.CONTACTS:
        _remove_contacts(row.person, actor, at)
    return close(row, outcome, reason, actor, at)


@deed
def propose_erasure(*, person: Person, actor: Reach, at: datetime) -> DataRequest:
    """The term of keeping is over: the officer is asked, nothing is taken away by itself."""
    if not access.may_run(actor):
        raise Forbidden
    return open_request(person, Kind.TERM, actor, at)


def _remove_contacts(person: Person, actor: Reach, at: datetime) -> None:
    """Unless the person has agreed anew meanwhile."""
    last = last_answers([person.pk]).get((person.pk, Purpose.CONTACTS))
    if last is not None and last.answer == "given":
        return
    person.email = person.phone = ""
    person.row_version += 1
    person.save(update_fields=["email", "phone", "row_version"])
    if person.user is not None and person.user.email:
        person.user.email = ""
        person.user.save(update_fields=["email"])
    record("remove_contacts", person, actor=actor, at=at)
