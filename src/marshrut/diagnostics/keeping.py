"""Answers on their way: no deed and no journal, own rows only, like drafts of forms."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from marshrut.diagnostics import access
from marshrut.diagnostics.models import Response
from marshrut.people.reach import Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What stands in the form: answers by statement, what one wants to develop, a free request."""

    answers: Mapping[str, int] = field(default_factory=dict)
    wishes: Collection[str] = ()
    request: str = ""


def known_only(row: Response, filled: Filled) -> dict[str, Any]:
    """Columns of what fits the questionnaire; anything else was never asked."""
    questionnaire = row.campaign.instrument.questionnaire
    keys = [item.key for item in questionnaire.items]
    wishes = [k for k in keys if questionnaire.wishes and k in filled.wishes]
    return {
        "answers": questionnaire.fitting(filled.answers),
        "wishes": wishes,
        "request": filled.request,
    }


def keep_answers(*, reach: Reach, response: int, filled: Filled) -> bool:
    """Keep what is answered so far; an answer given earlier is replaced, never lost.

    False when the questionnaire is not open to this reader any more.
    """
    with transaction.atomic():
        rows = access.own_responses(reach).select_for_update(of=("self",))
        row = rows.select_related("campaign__instrument").filter(pk=response).first()
        if row is None or row.started_on is None or not row.is_open(reach.on):
            return False
        found = known_only(row, filled)
        row.answers = {**row.answers, **found["answers"]}
        row.wishes, row.request = found["wishes"], found["request"]
        row.save(update_fields=["answers", "wishes", "request"])
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What stands in a card or a protocol that somebody fills in about another."""

    answers: Mapping[str, int] = field(default_factory=dict)
    circumstances: str = ""
    conclusion: str = ""


def keep_observation(*, reach: Reach, observation: int, seen: Seen) -> bool:
    """Keep what is filled in so far, as answers are kept; False when it is closed to the reader."""
    with transaction.atomic():
        rows = access.observations(reach).select_for_update(of=("self",))
        row = rows.select_related("instrument").filter(pk=observation).first()
        if row is None or not row.is_open or not access.may_record(reach, row):
            return False
        row.answers = {**row.answers, **row.instrument.questionnaire.fitting(seen.answers)}
        row.circumstances, row.conclusion = seen.circumstances, seen.conclusion
        row.save(update_fields=["answers", "circumstances", "conclusion"])
    return True
