"""What is counted ahead of being asked for."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from marshrut.norms.findings import State
from marshrut.organisations.models import Unit
from marshrut.programmes.models import Programme


class RollUp(models.Model):
    """How one clause of a running programme stands in one territory, as counted at a moment.

    Never the truth, only its copy: a job writes it anew from the facts after every deed.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="rollups")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    clause = models.CharField(max_length=40)
    state = models.PositiveSmallIntegerField(choices=[(one.value, one.code) for one in State])
    met = models.PositiveIntegerField()
    of = models.PositiveIntegerField()
    waived = models.PositiveIntegerField()
    counted_on = models.DateField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "unit", "clause"], name="rolled_up_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["unit"], name="rollup_unit")]

    def __str__(self) -> str:
        return f"{self.programme_id}/{self.unit_id} {self.clause}"
