"""Tutors from outside the territory, each linked to one case for a term."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marshrut.journal.models import Versioned
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.programmes.models.cases import Enrolment
from marshrut.programmes.models.programme import Programme


class ExternalTutor(Versioned):
    """Somebody who works elsewhere sees one case on [since, until), beside its own tutor.

    ``texts_since`` is the day since which the tutee lets them read the pair's texts: nobody else
    can. ``unit`` is that of the case.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="external")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="external")
    works_at = models.CharField(_("where the tutor works"), max_length=255)
    ground = models.CharField(_("ground"), max_length=255)
    since = models.DateField()
    until = models.DateField()
    texts_since = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("external tutor")
        verbose_name_plural = _("external tutors")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="external_until_after_since"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "until"], name="external_person")]

    def __str__(self) -> str:
        return f"{self.person_id} with {self.enrolment_id}"

    def is_open(self, on: date) -> bool:
        return self.since <= on < self.until
