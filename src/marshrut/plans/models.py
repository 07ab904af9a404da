"""Lines of a plan: of a school's learning at work, of a territory's common events."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marshrut.journal.models import Versioned
from marshrut.organisations.models import Unit
from marshrut.programmes.models import Programme


class PlanLine(Versioned):
    """planned → held, or dropped with a reason: an event of the plan of ``unit`` on [since, until).

    ``needs`` are groups of competences; by them a line is traced to the individual programmes whose
    steps help with the same.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="plan_lines")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(_("topic"), max_length=255)
    needs = models.JSONField(_("difficulties"), default=list)
    audience = models.CharField(_("for whom"), max_length=255, blank=True)
    form = models.CharField(_("form"), max_length=40, blank=True)
    hours = models.PositiveSmallIntegerField(_("hours"), null=True, blank=True)
    leader = models.CharField(_("who leads"), max_length=255, blank=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("last day"))
    product = models.CharField(_("what will be made"), max_length=255, blank=True)
    assessment = models.CharField(_("how it is assessed"), max_length=255, blank=True)
    added_on = models.DateField()
    held_on = models.DateField(_("held on"), null=True, blank=True)
    result = models.TextField(_("what came of it"), blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("line of a plan")
        verbose_name_plural = _("lines of plans")
        ordering: ClassVar = ["since", "pk"]
        indexes: ClassVar = [models.Index(fields=["programme", "unit"], name="plan_line_unit")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__gt=F("since")), name="plan_line_until_after_since"
            ),
            models.CheckConstraint(
                condition=Q(held_on__isnull=True) | Q(dropped_on__isnull=True),
                name="plan_line_held_or_dropped",
            ),
        ]

    def __str__(self) -> str:
        return self.topic

    @property
    def is_open(self) -> bool:
        return self.held_on is None and self.dropped_on is None

    def status(self, on: date) -> str:
        """Planned, late, held or dropped, as of a day."""
        if self.dropped_on is not None and self.dropped_on <= on:
            return "dropped"
        if self.held_on is not None and self.held_on <= on:
            return "held"
        return "late" if self.until <= on else "planned"
