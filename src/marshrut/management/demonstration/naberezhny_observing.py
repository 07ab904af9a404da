"""Naberezhny: what tutors saw in lessons, and a talk that the coordinator held."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshrut.diagnostics import operations
from marshrut.diagnostics.keeping import Seen, keep_observation
from marshrut.diagnostics.models import Observation
from marshrut.diagnostics.observed import record_of
from marshrut.diagnostics.questionnaires import UNSEEN
from marshrut.management.demonstration.stage import Stage, content
from marshrut.people import operations as people

NAME = "naberezhny"


def play(stage: Stage) -> None:
    """One shows another picture than the teacher's own, one is objected to, one is taken back."""
    for told in content(NAME)["diagnosis"]["observed"]:
        _observe(stage, told)


def _observe(stage: Stage, told: Mapping[str, Any]) -> None:
    day = stage.day(*told["day"])
    by = stage.by(told["by"], day)
    row = operations.begin_observation(
        person=stage.people[told["whom"]], card=told["card"], observed_on=day, **by
    )
    seen = _seen(row, told)
    if "begun" in told:
        keep_observation(reach=by["actor"], observation=row.pk, seen=seen)
        return
    row = operations.record_observation(observation=row.pk, seen=seen, **by)
    _answer(stage, row, told)


def _seen(row: Observation, told: Mapping[str, Any]) -> Seen:
    """Marks by group as the story has them, one after another; «-» is what could not be seen."""
    left = {group: iter(marks) for group, marks in told["marks"].items()}
    answers = {}
    for item in row.instrument.questionnaire.items:
        mark = next(left.get(item.group, iter("")), None)
        if mark is not None:
            answers[item.key] = UNSEEN if mark == "-" else int(mark)
    return Seen(
        answers=answers, circumstances=told["circumstances"], conclusion=told.get("conclusion", "")
    )


def _answer(stage: Stage, row: Observation, told: Mapping[str, Any]) -> None:
    """What the teacher says to it, and what the observer does then."""
    given: dict[str, Any] = {"observation": row.pk, "row_version": None}
    if "word" in told:
        by = stage.by(told["whom"], stage.day(*told["answered"]))
        operations.reply_to_observation(**given, reply=told["word"], **by)
    kept = record_of(row)
    if "objection" in told and kept is not None:
        by = stage.by(told["whom"], stage.day(*told["answered"]))
        people.object_to(paper_record=kept.pk, text=told["objection"], **by)
    if "withdrawn" in told:
        by = stage.by(told["by"], stage.day(*told["withdrawn"]))
        operations.withdraw_observation(**given, **by)
