"""Paromnensky: what schools ask of the tutors, who was given it, and what waits for an answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from marshrut.activities import operations as activities
from marshrut.groups import operations
from marshrut.management.demonstration.stage import Stage
from marshrut.programmes.models import Appointment

PROGRAMME, COORDINATOR = "paromnensky", "basova"


def play(stage: Stage, story: Mapping[str, Any]) -> None:
    for told in story["requests"]:
        _ask(stage, told)


def _ask(stage: Stage, told: Mapping[str, Any]) -> None:
    """Asked by the head, given to a tutor the next day, held on a day of January or before."""
    day = stage.day(*told["day"])
    row = operations.apply_for_service(
        programme=stage.programmes[PROGRAMME],
        unit=stage.units[told["unit"]],
        kind=told["kind"],
        title=told["title"],
        people=[stage.people[name] for name in told.get("people", ())],
        audience=told.get("audience", ""),
        wanted=told.get("wanted", ""),
        why=told["why"],
        **stage.by(told["by"], day),
    )
    if "tutor" not in told:
        return
    operations.assign_application(
        application=row.pk,
        row_version=None,
        appointment=Appointment.objects.get(
            programme=stage.programmes[PROGRAMME], person=stage.people[told["tutor"]]
        ),
        answer=told.get("answer", ""),
        **stage.by(COORDINATOR, stage.after(day, 1)),
    )
    if "held" in told:
        held = stage.day(*told["held"])
        zone = ZoneInfo(stage.units[told["unit"]].zone)
        activities.hold_requested(
            application=row.pk,
            row_version=None,
            begins_at=datetime.combine(held, time(14), zone),
            minutes=told["minutes"],
            result=told["result"],
            content=told["content"],
            **stage.by(told["tutor"], held),
        )
