"""What was chosen on the way: a scenario among several, a newer version or the one before."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from marshrut.journal.models import Versioned
from marshrut.people.models import Person
from marshrut.regulations.models import RegulationVersion
from marshrut.routes.models.route import Route


class Scenario(Versioned):
    """One of several ways that the pair considers; those not chosen stay as they were."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"title", "text"})

    route = models.ForeignKey(Route, on_delete=models.CASCADE, related_name="scenarios")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("what it is called"), max_length=255)
    text = models.TextField(_("how it goes"), blank=True)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    chosen_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["route", "number"], name="scenario_number_once"),
            models.UniqueConstraint(
                fields=["route"],
                condition=models.Q(chosen_on__isnull=False),
                name="scenario_chosen_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class VersionChoice(models.Model):
    """A route goes on under a newer version of the regulation, or stays with its own."""

    route = models.ForeignKey(Route, on_delete=models.CASCADE, related_name="version_choices")
    version = models.ForeignKey(RegulationVersion, on_delete=models.PROTECT, related_name="+")
    adopted = models.BooleanField()
    reason = models.TextField(_("reason"))
    on = models.DateField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.route_id}: {self.version_id} {'adopted' if self.adopted else 'not yet'}"
