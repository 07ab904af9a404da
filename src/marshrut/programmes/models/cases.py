"""Who is supported, by whom, and when support stands still."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marshrut.journal.models import Versioned
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.programmes.models.programme import Programme, Subject
from marshrut.programmes.models.tutors import Appointment


class Enrolment(Versioned):
    """One tutee in one programme on [since, until): listed, or a case with a subject."""

    class End(models.TextChoices):
        OPENED = "opened", _("a case was opened")
        FINISHED = "finished", _("finished")
        LEFT = "left", _("left")
        REFUSED = "refused", _("refused")
        CARRIED = "carried", _("goes on in the next year")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="enrolments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="enrolments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enrolments")
    basis = models.CharField(_("basis"), max_length=20)
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, null=True, blank=True, related_name="enrolments"
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    end = models.CharField(max_length=10, choices=End.choices, blank=True)
    end_reason = models.TextField(_("reason"), blank=True)
    continues = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="continued"
    )

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("support")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True, end="") | (Q(until__gte=F("since")) & ~Q(end="")),
                name="enrolment_ends_for_a_reason",
            ),
            models.UniqueConstraint(
                fields=["programme", "person", "unit"],
                condition=Q(until__isnull=True, subject__isnull=True),
                name="enrolment_listed_once",
            ),
            models.UniqueConstraint(
                fields=["programme", "person", "subject"],
                condition=Q(until__isnull=True),
                name="enrolment_open_case_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.programme_id}"

    @property
    def is_case(self) -> bool:
        return self.subject_id is not None

    @property
    def status(self) -> str:
        """listed, active, finished, left or refused (a pause is a row of its own)."""
        if self.until:
            return self.end
        return "active" if self.is_case else "listed"

    def is_open(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)


class Pairing(models.Model):
    """Who supports whom on [since, until): the only place that says it."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="pairings")
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="pairings")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=255, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="pairing_until_after_since",
            ),
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(until__isnull=True), name="pairing_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} with {self.appointment_id}"


class CasePause(models.Model):
    """Support stands still on [since, until)."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="pauses")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=255)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(until__isnull=True), name="pause_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} since {self.since}"
