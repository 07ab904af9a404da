"""Candidates and appointed tutors."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marshrut.files.models import StoredFile
from marshrut.journal.models import Versioned
from marshrut.orders.models import Order
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.programmes.models.programme import Programme, Project


class Appointment(Versioned):
    """Candidate → agrees → appointed by an order on [since, until) → ended. Never deleted."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="appointments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    candidate_on = models.DateField(_("candidate since"))
    why = models.CharField(_("why a candidate"), max_length=255, blank=True)
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True)
    agreed_on = models.DateField(_("agreed to be a tutor"), null=True, blank=True)
    order = models.ForeignKey(
        Order, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    since = models.DateField(_("tutor since"), null=True, blank=True)
    until = models.DateField(_("tutor until"), null=True, blank=True)
    end_order = models.ForeignKey(
        Order, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    end_reason = models.CharField(_("why ended"), max_length=255, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("tutor")
        verbose_name_plural = _("tutors")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(since__isnull=True)
                | Q(until__gte=F("since"), order__isnull=False, agreed_on__isnull=False),
                name="appointment_has_order_agreement_and_end",
            ),
            models.UniqueConstraint(
                fields=["programme", "unit", "person"],
                condition=Q(end_reason="", withdrawn_on__isnull=True),
                name="appointment_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.programme_id}"

    def status(self, on: date) -> str:
        """candidate, agreed, appointed, ended or withdrawn on this day."""
        if self.withdrawn_on and self.withdrawn_on <= on:
            return "withdrawn"
        if self.since and self.since <= on:
            return "ended" if self.until and self.until <= on else "appointed"
        return "agreed" if self.agreed_on and self.agreed_on <= on else "candidate"


class TutorEvidence(Versioned):
    """A line of a tutor's dossier: steady results of a year, training in teaching adults."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"title"})

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=40)
    title = models.CharField(_("what it is"), max_length=255)
    on = models.DateField(_("of which day"))
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    entered_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} of {self.appointment_id}"
