"""Orders with number and date from the organisation's own book."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marshrut.journal.models import Versioned
from marshrut.organisations.models import Unit
from marshrut.people.models import Person


class Order(Versioned):
    """A decision of a unit. Signed and registered are two facts; with both it is in force."""

    class Subject(models.TextChoices):
        APPROVAL = "approval", _("approval of a regulation")
        APPOINTMENT = "appointment", _("appointment of a tutor")
        ENDING = "ending", _("end of an appointment")
        WAIVER = "waiver", _("waiver")
        COMPOSITION = "composition", _("composition of a community or team")
        OTHER = "other", _("other")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="orders")
    subject = models.CharField(_("about"), max_length=20, choices=Subject.choices)
    title = models.CharField(_("title"), max_length=255)
    preamble = models.TextField(_("preamble"), blank=True)
    text = models.TextField(_("text"), blank=True)
    place = models.CharField(_("place"), max_length=100, blank=True)
    number = models.CharField(_("number"), max_length=30, blank=True)
    registered_on = models.DateField(_("date in the book"), null=True, blank=True)
    signed_on = models.DateField(_("signed"), null=True, blank=True)
    signer = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    controller = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    controlled_on = models.DateField(_("control closed"), null=True, blank=True)
    cancelled_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True)
    drafted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "number", "registered_on"],
                condition=~Q(number=""),
                name="order_number_once_a_day_and_unit",
            ),
            models.CheckConstraint(
                condition=Q(number="", registered_on__isnull=True)
                | (~Q(number="") & Q(registered_on__isnull=False)),
                name="order_number_with_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registered_on or '?'} № {self.number or '?'}"

    @property
    def since(self) -> date | None:
        """The day from which it is in force: registered and signed, whichever came later."""
        if self.cancelled_by_id or not (self.registered_on and self.signed_on):
            return None
        return max(self.registered_on, self.signed_on)

    @property
    def status(self) -> str:
        if self.cancelled_by_id:
            return "cancelled"
        if self.since:
            return "in_force"
        if self.signed_on:
            return "signed"
        return "registered" if self.registered_on else "draft"


class OrderAcquaintance(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="acquaintances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    entered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["order", "person"], name="order_acquainted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.on}"
