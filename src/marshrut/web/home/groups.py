"""What topics and groups ask of the reader: applications to answer, a place to fill, a plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from marshrut.groups import access
from marshrut.groups.answering import asker
from marshrut.groups.models import Group
from marshrut.groups.waiting import (
    applications_to_answer,
    applications_to_fulfil,
    groups_without_plan,
    proposals_to_form,
    stranded_applications,
)
from marshrut.norms.findings import State
from marshrut.people.reach import Reach
from marshrut.web.home.wait import Wait, wait
from marshrut.web.tags.dates import date_range


def group_waits(reach: Reach) -> Iterator[Wait]:
    """Nothing is asked of the database for who neither forms groups nor is a tutor."""
    if reach.deeds_in(access.COORDINATOR):
        yield from _applications(reach)
        title = _("Form by an order: group %(number)s, «%(topic)s»")
        yield from (_about(row, title) for row in proposals_to_form(reach))
    if reach.tutoring:
        yield from _given(reach)
        title = _("Write the plan: group %(number)s, «%(topic)s»")
        yield from (_about(row, title) for row in groups_without_plan(reach))


def _applications(reach: Reach) -> Iterator[Wait]:
    """What waits for an answer, and what for another tutor: one question for both."""
    answer = _("Answer the application: %(unit)s, «%(topic)s»")
    give = _("Give to another tutor: %(unit)s, «%(topic)s»")
    for row in applications_to_answer(reach) | stranded_applications(reach):
        told = {"unit": asker(row), "topic": row.what}
        more: dict[str, Any] = {"programme": row.programme_id}
        if row.status == "submitted":
            yield wait(answer % told, "application", row.pk, row.due, local=True, **more)
        else:
            yield wait(give % told, "application", row.pk, state=State.AT_RISK, **more)


def _given(reach: Reach) -> Iterator[Wait]:
    """What is asked and the coordinator has given to the tutor; the wished last day is no term."""
    title = _("Fulfil the request: %(unit)s, «%(topic)s»")
    for row in applications_to_fulfil(reach):
        told = title % {"unit": asker(row), "topic": row.what}
        days = date_range(row.wanted_since, row.wanted_until)
        text = " · ".join(part for part in (days, row.wanted) if part)
        yield wait(told, "application", row.pk, programme=row.programme_id, text=text)


def _about(row: Group, title: str) -> Wait:
    told = title % {"number": row.number, "topic": row.topic}
    return wait(told, "group", row.pk, programme=row.programme_id)
