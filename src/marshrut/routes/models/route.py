"""A route, its way through the stages, its revisions and reflections."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marshrut.journal.models import Versioned
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.programmes.models import Enrolment, Programme
from marshrut.regulations.models import RegulationVersion


class Route(Versioned):
    """Plan and history of one case; ``content`` holds texts by form and part of the regulation."""

    class Outcome(models.TextChoices):
        EFFECTIVE = "effective", _("effective")
        PARTLY = "partly", _("partly effective")
        UNCONFIRMED = "unconfirmed", _("effect not confirmed")
        GIVEN_UP = "given_up", _("work given up")
        CARRIED = "carried", _("goes on in the next year")

    class Agreement(models.TextChoices):
        AGREED = "agreed", _("agreed")
        ACQUAINTED = "acquainted", _("acknowledged")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="routes")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="routes")
    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="route")
    version = models.ForeignKey(RegulationVersion, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField(default=dict)
    filled = models.JSONField(default=dict)  # days on which parts were filled, by form and part
    stage = models.CharField(_("stage"), max_length=40)
    due = models.DateField(_("last day"))
    proposed_on = models.DateField(null=True, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    agreed_as = models.CharField(max_length=10, choices=Agreement.choices, blank=True)
    running_on = models.DateField(null=True, blank=True)
    evaluated_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closing_agreed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=15, choices=Outcome.choices, blank=True)
    closing_reason = models.TextField(_("reason"), blank=True)
    last_contact_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("route")
        verbose_name_plural = _("routes")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, outcome="")
                | (Q(closed_on__isnull=False) & ~Q(outcome="")),
                name="route_closed_with_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"route of {self.enrolment_id}"

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def status(self) -> str:
        """draft, proposed, agreed or acquainted, running, evaluated, or the outcome once closed."""
        if self.outcome:
            return self.outcome
        if self.evaluated_on:
            return "evaluated"
        if self.agreed_on:
            return "running" if self.running_on else self.agreed_as
        return "proposed" if self.proposed_on else "draft"


class RouteStage(models.Model):
    """The passage of one stage: entered, due (last good day), left."""

    route = models.ForeignKey(Route, on_delete=models.CASCADE, related_name="stages")
    key = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    entered_on = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    skipped = models.BooleanField(default=False)
    decision = models.TextField(_("decision to skip"), blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["route", "key"], name="route_stage_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.route_id}"


class RouteRevision(models.Model):
    """What the route said from this revision on: a snapshot, never overwritten."""

    route = models.ForeignKey(Route, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    reason = models.TextField(_("reason"), blank=True)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    content = models.JSONField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["route", "number"], name="route_revision_once"),
        ]

    def __str__(self) -> str:
        return f"revision {self.number} of {self.route_id}"


class Reflection(models.Model):
    """Three prompts; any may stay empty. Seen by the pair only."""

    route = models.ForeignKey(Route, on_delete=models.CASCADE, related_name="reflections")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    worked = models.TextField(_("what worked"), blank=True)
    hard = models.TextField(_("what was hard"), blank=True)
    next = models.TextField(_("what I will try next"), blank=True)

    def __str__(self) -> str:
        return f"reflection on {self.route_id}"
