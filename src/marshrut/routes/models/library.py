"""Steps kept ready: a tutor's own, and those that a territory shares."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from marshrut.journal.models import Versioned
from marshrut.organisations.models import Unit
from marshrut.people.models import Person


class LibraryStep(Versioned):
    """own → offered → shared, or withdrawn: a step that fits several routes.

    ``unit`` is where its author works, of a shared one the territory that has it. ``needs`` are
    groups of competences that it helps with. A course or a module shared by a region is a line of
    its catalogue of further training.
    """

    class Level(models.TextChoices):
        SELF = "self", _p("level of a step", "self-education")
        SCHOOL = "school", _p("level of a step", "organisation")
        MUNICIPAL = "municipal", _p("level of a step", "municipality")
        REGIONAL = "regional", _p("level of a step", "region")
        FEDERAL = "federal", _p("level of a step", "country")

    # Forms that are further training.
    TRAINING: ClassVar = ("course", "module", "internship")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(_("what is done"), max_length=255)
    about = models.TextField(_("how it is done"), blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    form = models.CharField(_("form"), max_length=40, blank=True)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices, blank=True)
    needs = models.JSONField(_("helps with"), default=list)
    hours = models.PositiveSmallIntegerField(_("hours"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(_("days to do it"), null=True, blank=True)
    expected = models.TextField(_("expected result"), blank=True)
    added_on = models.DateField()
    offered_on = models.DateField(null=True, blank=True)
    shared_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("step of the library")
        verbose_name_plural = _("steps of the library")
        indexes: ClassVar = [models.Index(fields=["unit", "shared_on"], name="library_step_unit")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(author__isnull=False) | Q(shared_on__isnull=False),
                name="library_step_of_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def status(self) -> str:
        """Own, offered to the territory, shared by it, or withdrawn."""
        if self.withdrawn_on is not None:
            return "withdrawn"
        if self.shared_on is not None:
            return "shared"
        return "offered" if self.offered_on is not None else "own"
