"""Deeds on consents: answering a text, writing a new one."""

from __future__ import annotations

from datetime import datetime

from marshrut.journal.deeds import Forbidden, Wrong, deed, readers_may
from marshrut.journal.operations import record
from marshrut.notices.outbox import notify
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.people.paper import Paper, spoken
from marshrut.people.reach import Reach
from marshrut.privacy import access
from marshrut.privacy.asking import open_request
from marshrut.privacy.models import Consent, ConsentText, DataRequest, Purpose
from marshrut.privacy.queries import home_of, last_answers
from marshrut.privacy.texts import Shown, current_texts

Answer = Consent.Answer


@deed
@readers_may
def answer_consent(
    *,
    person: int,
    purpose: str,
    answer: str,
    digest: str,
    paper: Paper | None = None,
    actor: Reach,
    at: datetime,
) -> Consent:
    """Give, refuse or withdraw a consent; what follows from it is done in the same breath.

    ``digest`` tells which text was read. A paper brings the answer of somebody else.
    """
    row = Person.objects.select_for_update(of=("self",)).get(pk=person)
    may = access.may_enter(actor, row) if paper else access.may_answer(actor, row)
    if not may or row.erased_at is not None:
        raise Forbidden
    if answer not in Answer.values:
        raise Wrong("unknown_answer", field="answer")
    last = last_answers([person]).get((person, purpose))
    was = last.answer if last else ""
    if answer == Answer.WITHDRAWN and was != Answer.GIVEN:
        raise Wrong("consent_not_given")
    if answer == Answer.REFUSED and was == Answer.GIVEN:
        raise Wrong("consent_to_withdraw")
    text = last.text if answer == Answer.WITHDRAWN and last else _text(row, purpose, digest)
    if last and was == answer and last.text_id == text.pk:
        raise Wrong("twice")
    consent = Consent.objects.create(
        person=row,
        text=text,
        answer=answer,
        on=paper.happened_on if paper else actor.on,
        at=at,
        by_id=actor.user_id,
    )
    spoken("answer_consent", consent, person=person, paper=paper, actor=actor, at=at)
    after = {"person": person, "text": text.pk, "answer": answer}
    record("answer_consent", consent, actor=actor, at=at, after=after)
    _follow(row, consent, actor, at)
    return consent


@deed
def write_consent_text(
    *, unit: Unit, purpose: str, title: str, body: str, actor: Reach, at: datetime
) -> ConsentText:
    """The territory's own next version of a text; who agreed to an earlier one is asked anew."""
    if not access.may_write_text(actor, unit):
        raise Forbidden
    if purpose not in Purpose.values:
        raise Wrong("unknown_purpose")
    known = ConsentText.objects.filter(unit=unit, purpose=purpose).order_by("-number").first()
    if known and (known.title, known.body) == (title, body):
        raise Wrong("same_text", field="body")
    row = ConsentText.objects.create(
        unit=unit,
        purpose=purpose,
        number=known.number + 1 if known else 1,
        title=title,
        body=body,
        since=actor.on,
    )
    after = {"purpose": purpose, "number": row.number}
    record("write_consent_text", row, actor=actor, at=at, after=after, unit=unit.pk)
    return row


def _text(person: Person, purpose: str, digest: str) -> ConsentText:
    """The row of the text that the person has read, if it is still the one in use."""
    texts = {text.purpose: text for text in current_texts(home_of(person))}
    if purpose not in texts:
        raise Wrong("unknown_purpose")
    shown = texts[purpose]
    if shown.digest != digest:
        raise Wrong("text_changed")
    return _row(shown)


def _row(shown: Shown) -> ConsentText:
    given = {"unit": shown.unit, "purpose": shown.purpose, "number": shown.number}
    found = ConsentText.objects.filter(**given).first()
    if found is not None:
        return found
    # A shipped text becomes a row when somebody first answers it: what was read stays readable.
    return ConsentText.objects.create(
        unit=None,
        purpose=shown.purpose,
        number=shown.number,
        title=shown.title,
        body=shown.body,
        since="2026-09-01",
    )


def _follow(person: Person, consent: Consent, actor: Reach, at: datetime) -> None:
    """No consent to contacts: hidden at once, and the officer has a task to remove them."""
    given = consent.answer == Answer.GIVEN
    if consent.text.purpose == Purpose.CONTACTS and person.contacts_withheld is given:
        person.contacts_withheld = not given
        person.row_version += 1
        person.save(update_fields=["contacts_withheld", "row_version"])
    left = consent.text.purpose == Purpose.CONTACTS and (person.email or person.phone)
    if consent.answer == Answer.WITHDRAWN or (consent.answer == Answer.REFUSED and left):
        kind = DataRequest.Kind.WITHDRAWAL
        open_request(person, kind, actor, at, purpose=consent.text.purpose)
    if person.user_id and person.user_id != actor.user_id:
        notify(users=[person.user_id], code="consent_entered", at=at)
