"""Requests: something asked of somebody, answered by a clock."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from marshrut.journal.models import Versioned
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.programmes.models import Enrolment, Programme


class Request(Versioned):
    """open → answered, to clarify, withdrawn or escalated; overdue is derived from ``due``.

    While a question of the answerer waits (``clarify_on``), the clock stands.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset(
        {"what", "why", "question", "explanation", "answer"}
    )

    class Kind(models.TextChoices):
        INFORMATION = "information", _("information")
        COLLEAGUE = "colleague", _("advice of a colleague")
        CONSULTATION = "consultation", _("consultation of a chosen tutor")

    # Asked by a person of a person, and not within a case.
    DIRECT: ClassVar = (Kind.COLLEAGUE, Kind.CONSULTATION)
    # What has a clock that somebody above hears of when it is over.
    CLOCKED: ClassVar = (Kind.INFORMATION, Kind.CONSULTATION)

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        CLARIFY = "clarify", _("to clarify")
        ANSWERED = "answered", _("answered")
        WITHDRAWN = "withdrawn", _("withdrawn")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="requests")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, null=True, related_name="requests"
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_of = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(_("what is asked"), max_length=255)
    why = models.TextField(_("what for"), blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    asked_on = models.DateField()
    due = models.DateField(_("answer by"))
    question = models.TextField(_("what to clarify"), blank=True)
    clarify_on = models.DateField(null=True, blank=True)
    explanation = models.TextField(_("explanation"), blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    escalated_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        indexes: ClassVar = [
            models.Index(fields=["asked_of", "status"], name="request_of"),
            models.Index(fields=["programme", "status"], name="request_programme"),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        return self.status in {self.Status.OPEN, self.Status.CLARIFY}

    def shown_status(self, on: date) -> str:
        """The status as people see it: an open one past its day is overdue."""
        return "overdue" if self.status == self.Status.OPEN and on > self.due else self.status
