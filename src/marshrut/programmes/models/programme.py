"""A programme, the version that guards it, and what it is about."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marshrut.journal.models import Versioned
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.regulations.models import Regulation, RegulationVersion


class Programme(Versioned):
    """A regulation at work for a unit and all under it, on [since, until).

    ``entered_on`` is the day from which the programme is kept in the system: earlier facts are
    assessed, not guarded. ``schools_ask`` where its version lets in schools one by one.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="programmes")
    regulation = models.ForeignKey(Regulation, on_delete=models.PROTECT, related_name="programmes")
    title = models.CharField(_("title"), max_length=255)
    goals = models.TextField(_("goals"), blank=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"))
    started_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    entered_on = models.DateField()
    follows = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="next"
    )
    schools_ask = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__gt=F("since")), name="programme_until_after_since"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def status(self) -> str:
        if self.closed_on:
            return "closed"
        return "running" if self.started_on else "prepared"


class ProgrammeVersion(models.Model):
    """Which version guards the programme on [since, until); rows of a programme never overlap."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="versions")
    version = models.ForeignKey(RegulationVersion, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="programme_version_until_after_since",
            ),
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(until__isnull=True),
                name="programme_version_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id}: {self.version_id} since {self.since}"


class Project(Versioned):
    """A project within the programme; its leader is among the candidates once it is developed."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="projects")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=255)
    goals = models.TextField(_("goals"), blank=True)
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="projects")
    begun_on = models.DateField(_("begun"))
    developed_on = models.DateField(_("developed"), null=True, blank=True)

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")

    def __str__(self) -> str:
        return self.title

    @property
    def status(self) -> str:
        return "developed" if self.developed_on else "begun"


class Subject(Versioned):
    """What one case is about on [since, until): an innovation, a topic, a trajectory, an order…

    ``sort`` is the word by which the regulation asks for it.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="subjects")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="subjects")
    sort = models.CharField(_("sort"), max_length=20)
    title = models.CharField(_("title"), max_length=255)
    description = models.TextField(_("description"), blank=True)
    since = models.DateField(_("worked on since"))
    until = models.DateField(_("worked on until"))
    given_up_on = models.DateField(null=True, blank=True)
    given_up_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = pgettext_lazy("case", "subject")
        verbose_name_plural = pgettext_lazy("case", "subjects")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__gt=F("since")), name="subject_until_after_since"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_open(self, on: date) -> bool:
        """Is it being worked on on this day?"""
        given_up = self.given_up_on is not None and self.given_up_on <= on
        return not given_up and on < self.until


class SchoolConditions(Versioned):
    """Conditions of an organisation, written once and inherited by its routes."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="conditions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("conditions of the organisation"))
    resources = models.TextField(_("resources of the organisation"), blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "unit"], name="conditions_once"),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id}/{self.unit_id}"
