"""The route sheet of a group: which sessions it has, and what was held of it or beside it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from marshrut.groups.models.groups import Group
from marshrut.journal.models import Versioned
from marshrut.organisations.models import Unit
from marshrut.programmes.models import Programme


class GroupSession(Versioned):
    """planned → held, or dropped with a reason; an ``extra`` one was held beside the route sheet.

    Of pupils nothing is kept but their class and how many there were.
    """

    class Audience(models.TextChoices):
        TEACHERS = "teachers", _p("audience", "teachers of the group")
        PUPILS = "pupils", _p("audience", "pupils")

    FORM: ClassVar = "group_class"  # what regulations call it

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="sessions")
    on = models.DateField(_("day"))
    topic = models.CharField(_("topic"), max_length=255)
    audience = models.CharField(
        _("for whom"), max_length=10, choices=Audience.choices, default=Audience.TEACHERS
    )
    pupils = models.CharField(_("class"), max_length=60, blank=True)
    form = models.CharField(_("form"), max_length=40, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    materials = models.TextField(_("materials"), blank=True)
    expected = models.TextField(_("expected result"), blank=True)
    extra = models.BooleanField(_("beside the route sheet"), default=False)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    count = models.PositiveSmallIntegerField(_("how many took part"), null=True, blank=True)
    result = models.TextField(_("what came of it"), blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("session of a group")
        verbose_name_plural = _("sessions of groups")
        ordering: ClassVar = ["on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(held_on__isnull=True) | Q(dropped_on__isnull=True),
                name="session_held_or_dropped",
            ),
            models.CheckConstraint(
                condition=Q(extra=False) | Q(held_on__isnull=False), name="session_extra_is_held"
            ),
            models.CheckConstraint(
                condition=Q(audience="pupils") | Q(pupils=""), name="session_class_of_pupils"
            ),
        ]

    def __str__(self) -> str:
        return self.topic

    @property
    def is_open(self) -> bool:
        return self.held_on is None and self.dropped_on is None

    def status(self, on: date) -> str:
        """Planned, late, held, extra or dropped, as of a day."""
        if self.dropped_on is not None and self.dropped_on <= on:
            return "dropped"
        if self.held_on is not None and self.held_on <= on:
            return "extra" if self.extra else "held"
        return "late" if self.on < on else "planned"
