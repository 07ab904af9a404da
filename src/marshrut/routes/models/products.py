"""Products of a case or of a tutor («обязательные материалы»)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marshrut.files.models import StoredFile
from marshrut.journal.models import Versioned
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.programmes.models import Appointment, Programme
from marshrut.routes.models.route import Route


class Product(Versioned):
    """due → draft → submitted → accepted, or returned; text, a file, or both."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        ACCEPTED = "accepted", _("accepted")
        RETURNED = "returned", _("returned for correction")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="products")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    route = models.ForeignKey(
        Route, on_delete=models.PROTECT, null=True, blank=True, related_name="products"
    )
    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, null=True, blank=True, related_name="products"
    )
    together = models.ForeignKey(  # a tutor's product that is drafted with the tutee of this route
        Route, on_delete=models.PROTECT, null=True, blank=True, related_name="joint_products"
    )
    kind = models.CharField(max_length=40)
    title = models.CharField(_("title"), max_length=255, blank=True)
    happened_on = models.DateField(_("date"))
    content = models.JSONField(default=dict)  # texts by part, as the kind's form names them
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    submitted_on = models.DateField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    remark = models.TextField(_("what to correct"), blank=True)

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(route__isnull=False, appointment__isnull=True)
                | Q(route__isnull=True, appointment__isnull=False),
                name="product_of_a_route_or_a_tutor",
            ),
            models.CheckConstraint(
                condition=~Q(status="accepted") | Q(accepted_on__isnull=False),
                name="product_accepted_on_a_day",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["programme", "kind", "status"], name="product_kind"),
        ]

    def __str__(self) -> str:
        return self.title or self.kind
