"""What waits: applications for an answer, proposals for an order, groups for a plan."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from marshrut.groups import access
from marshrut.groups.models import Application, Group
from marshrut.people.reach import Reach


def applications_to_answer(reach: Reach) -> QuerySet[Application]:
    """Submitted to the coordinator of the territory, soonest due first."""
    rows = _unanswered().filter(unit__in=reach.deeds_in(access.COORDINATOR))
    return rows.select_related("unit", "topic", "submitted_by").order_by("due", "pk")


def stranded_applications(reach: Reach) -> QuerySet[Application]:
    """Accepted and not done, and whoever was given it is a tutor no more: for another tutor."""
    rows = _to_fulfil().filter(
        unit__in=reach.deeds_in(access.COORDINATOR), appointment__until__lte=reach.on
    )
    return rows.select_related("unit", "topic", "submitted_by").order_by("accepted_on", "pk")


def overdue_applications(on: date) -> QuerySet[Application]:
    """Past their day, and nobody was told of it yet."""
    return _unanswered().filter(due__lt=on, escalated_on=None).order_by("pk")


def _unanswered() -> QuerySet[Application]:
    return Application.objects.filter(accepted_on=None, refused_on=None, withdrawn_on=None)


def applications_to_fulfil(reach: Reach) -> QuerySet[Application]:
    """Given to the reader as a tutor, and not done yet."""
    rows = _to_fulfil().filter(appointment__in=reach.tutoring)
    return rows.select_related("unit", "topic", "submitted_by").order_by("accepted_on", "pk")


def _to_fulfil() -> QuerySet[Application]:
    return Application.objects.filter(accepted_on__isnull=False, done_on=None, withdrawn_on=None)


def proposals_to_form(reach: Reach) -> QuerySet[Group]:
    """Proposals that no order has formed yet."""
    rows = Group.objects.filter(unit__in=reach.deeds_in(access.COORDINATOR), since=None)
    return rows.select_related("topic").order_by("number")


def groups_without_plan(reach: Reach) -> QuerySet[Group]:
    """Groups of the tutor that work and have nothing planned."""
    rows = Group.objects.filter(
        appointment__in=reach.tutoring, since__lte=reach.on, until__gt=reach.on, plan={}
    )
    return rows.select_related("topic").order_by("number")
