"""Published versions of what is asked or looked for, and what of it is one's own."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from marshrut.diagnostics.questionnaires import FRAMEWORK, Questionnaire
from marshrut.diagnostics.reading import parse_questionnaire
from marshrut.journal.models import Versioned
from marshrut.organisations.models import Unit


class Instrument(models.Model):
    """One published version of a questionnaire; a trigger keeps it as it is."""

    class Kind(models.TextChoices):
        SELF_DIAGNOSIS = "self_diagnosis", _("self-diagnosis")
        SCALE = "scale", _("short scale")
        OBSERVATION = "observation", _("observation card")
        INTERVIEW = "interview", _("protocol of an interview")
        FRAMEWORK = "framework", _("framework of competences")

    code = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=255)
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    published_on = models.DateField()

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "number"], name="instrument_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.number}"

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """What it asks."""
        return parse_questionnaire(self.document)


class OwnInstrument(Versioned):
    """draft → published, again after every change → withdrawn: a questionnaire of one's own.

    ``document`` is what is being written; what was published is a version of ``Instrument``. A
    framework of competences is one that asks nothing.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=255)
    document = models.JSONField()
    published = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, null=True, blank=True, related_name="own"
    )
    added_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("questionnaire of one's own")
        verbose_name_plural = _("questionnaires of one's own")

    def __str__(self) -> str:
        return self.title

    @property
    def is_framework(self) -> bool:
        """Does it tell groups of competences and ask nothing?"""
        return bool(self.document["kind"] == FRAMEWORK)

    @property
    def statements(self) -> int:
        return len(self.document.get("items", ()))

    @property
    def is_changed(self) -> bool:
        """Is there something that was not published yet?"""
        return self.published is None or self.published.document != self.document

    @property
    def status(self) -> str:
        """Withdrawn, draft, published, or published with later changes."""
        if self.withdrawn_on is not None:
            return "withdrawn"
        if self.published is None:
            return "draft"
        return "changed" if self.is_changed else "published"

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """What it asks as it is written now."""
        return parse_questionnaire(self.document)
