"""The day on which the demonstration stands."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class DemonstrationDay(models.Model):
    """At most one row: without it, or outside a demonstration, the day is the real one."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    only = models.BooleanField(primary_key=True, default=True, editable=False)
    day = models.DateField(_("day"))

    class Meta:
        verbose_name = _("day of the demonstration")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(only=True), name="one_demonstration_day"),
        ]

    def __str__(self) -> str:
        return self.day.isoformat()
