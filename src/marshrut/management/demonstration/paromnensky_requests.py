"""Paromnensky: what schools and teachers ask of the tutors, who was given it, what waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from marshrut.activities import operations as activities
from marshrut.groups import operations
from marshrut.groups.asked import Asked
from marshrut.groups.models import Application
from marshrut.management.demonstration.stage import Stage
from marshrut.programmes import operations as programmes
from marshrut.programmes.models import Appointment

PROGRAMME, COORDINATOR = "paromnensky", "basova"


def play(stage: Stage, story: Mapping[str, Any]) -> None:
    for told in story["requests"]:
        row = _ask(stage, told)
        if "tutor" in told:
            _give(stage, row, told)
        if "refused" in told:
            when, why = told["refused"]
            by = stage.by(COORDINATOR, stage.day(*when))
            operations.refuse_application(application=row.pk, row_version=None, answer=why, **by)
    _leave(stage, story["tutor_leaves"])


def _ask(stage: Stage, told: Mapping[str, Any]) -> Application:
    """Asked by the head, or by a teacher for themselves."""
    deed = operations.ask_for_oneself if told.get("own") else operations.apply_for_service
    kept = ("kind", "title", "sort", "audience", "wanted", "why")
    said: dict[str, Any] = {name: told[name] for name in kept if name in told}
    said |= {name: stage.day(*told[name]) for name in ("since", "until") if name in told}
    return deed(
        programme=stage.programmes[PROGRAMME],
        unit=stage.units[told["unit"]],
        asked=Asked(
            people=tuple(stage.people[name] for name in told.get("people", ())),
            **said,
        ),
        **stage.by(told["by"], stage.day(*told["day"])),
    )


def _give(stage: Stage, row: Application, told: Mapping[str, Any]) -> None:
    """Given to a tutor the next day, to another when need be, and done on its day."""
    known: dict[str, Any] = {"application": row.pk, "row_version": None}
    operations.assign_application(
        **known,
        appointment=_tutor(stage, told["tutor"]),
        answer=told.get("answer", ""),
        **stage.by(COORDINATOR, stage.after(stage.day(*told["day"]), 1)),
    )
    doer = told["tutor"]
    if "moved" in told:
        doer, when, reason = told["moved"]
        operations.reassign_application(
            **known,
            appointment=_tutor(stage, doer),
            reason=reason,
            **stage.by(COORDINATOR, stage.day(*when)),
        )
    if "done" in told:
        done = stage.by(doer, stage.day(*told["done"]))
        operations.finish_application(**known, result=told["result"], **done)
    if "held" in told:
        held = stage.day(*told["held"])
        zone = ZoneInfo(stage.units[told["unit"]].zone)
        activities.hold_requested(
            **known,
            begins_at=datetime.combine(held, time(14), zone),
            minutes=told["minutes"],
            result=told["result"],
            content=told["content"],
            **stage.by(doer, held),
        )


def _leave(stage: Stage, told: Any) -> None:
    """A tutor goes: what was given to them waits for another."""
    name, when, reason = told
    day = stage.day(*when)
    programmes.end_appointment(
        appointment=_tutor(stage, name).pk,
        row_version=None,
        on=day,
        reason=reason,
        **stage.by(COORDINATOR, day),
    )


def _tutor(stage: Stage, name: str) -> Appointment:
    return Appointment.objects.get(programme=stage.programmes[PROGRAMME], person=stage.people[name])
