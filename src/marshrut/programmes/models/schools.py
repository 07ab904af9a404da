"""Schools that a programme supports: at their head's request, by criteria and a decision."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marshrut.journal.models import Versioned
from marshrut.organisations.models import Unit
from marshrut.programmes.models.programme import Programme


class SchoolCriterion(models.Model):
    """By what schools are chosen in this programme; the number of a dropped one is kept."""

    class Kind(models.TextChoices):
        FLAG = "flag", _("known from the status of the organisation")
        JUDGED = "judged", _("judged by the coordinator")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="criteria")
    title = models.CharField(_("criterion"), max_length=255)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.JUDGED)
    dropped_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme", "title"],
                condition=Q(dropped_on__isnull=True),
                name="criterion_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SchoolEnrolment(Versioned):
    """requested → included on [since, until) → finished; or refused with a reason, or withdrawn."""

    class Status(models.TextChoices):
        REQUESTED = "requested", _("requested")
        INCLUDED = "included", _("included")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")
        FINISHED = "finished", _("finished")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="schools")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="support")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.REQUESTED)
    basis = models.CharField(max_length=20, default="request")
    wish = models.TextField(_("what the school asks for"))
    asked_on = models.DateField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    assessed_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField(_("reason"), blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("supported school")
        verbose_name_plural = _("supported schools")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme", "unit"],
                condition=Q(status__in=["requested", "included"]),
                name="school_enrolled_once",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="school_until_after_since",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["included", "finished"], since__isnull=False)
                | (Q(since__isnull=True) & ~Q(status__in=["included", "finished"])),
                name="school_included_since",
            ),
            models.CheckConstraint(
                condition=~Q(status="refused", reason=""), name="school_refused_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} in {self.programme_id}"

    def is_open(self, on: date) -> bool:
        """Is the school supported on this day?"""
        return (
            self.since is not None and self.since <= on and (self.until is None or on < self.until)
        )


class CriterionValue(models.Model):
    """Whether the school meets a criterion, and on what ground; None when it is not known."""

    school = models.ForeignKey(SchoolEnrolment, on_delete=models.CASCADE, related_name="valued")
    criterion = models.ForeignKey(SchoolCriterion, on_delete=models.PROTECT, related_name="+")
    met = models.BooleanField(_("meets the criterion"), null=True)
    ground = models.TextField(_("ground"), blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "criterion"], name="criterion_valued_once"),
        ]

    def __str__(self) -> str:
        return f"{self.school_id}/{self.criterion_id}"
