"""Waivers («отступления»): one refusal waived for one thing."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marshrut.journal.models import Versioned
from marshrut.orders.models import Order
from marshrut.organisations.models import Unit
from marshrut.programmes.models.programme import Programme


class Waiver(Versioned):
    """Asked → granted, refused or withdrawn.

    (clause, code, kind, key) is what is waived, on [decided_on, until).
    """

    class Status(models.TextChoices):
        ASKED = "asked", _("asked")
        GRANTED = "granted", _("granted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="waivers")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    clause = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    key = models.BigIntegerField()
    label = models.CharField(max_length=255)
    reason = models.TextField(_("reason"))
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ASKED)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_on = models.DateField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_on = models.DateField(null=True, blank=True)
    decision_note = models.TextField(blank=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, blank=True)
    until = models.DateField(_("good until"), null=True, blank=True)

    class Meta:
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["programme", "clause", "code", "kind", "key"],
                condition=Q(status="asked") | Q(status="granted", until__isnull=True),
                name="waiver_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause} {self.kind} {self.key}"

    def status_on(self, on: date) -> str:
        """The status of this day: a granted waiver whose term is over has ended."""
        over = self.status == "granted" and self.until is not None and self.until <= on
        return "ended" if over else self.status

    def is_good(self, on: date) -> bool:
        """Does it waive on this day?"""
        decided = self.decided_on is not None and self.decided_on <= on
        return self.status == "granted" and decided and (self.until is None or on < self.until)
