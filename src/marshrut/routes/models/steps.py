"""Steps of a route, their evidence and notes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from marshrut.activities.models import Activity, LessonVisit
from marshrut.files.models import StoredFile
from marshrut.journal.models import Versioned
from marshrut.people.models import Person
from marshrut.routes.models.library import LibraryStep
from marshrut.routes.models.route import Route


class RouteStep(Versioned):
    """What is done, how, by when, what is expected and what came of it.

    ``need`` is the group of competences that it helps with; ``source`` the step of the library that
    it was taken from.
    """

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", _("not started")
        IN_WORK = "in_work", _("in work")
        ON_CHECK = "on_check", _("on check")
        TO_CORRECT = "to_correct", _("to correct")
        ACCEPTED = "accepted", _("accepted")
        DROPPED = "dropped", _("dropped")

    route = models.ForeignKey(Route, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=40)
    title = models.CharField(_("what is done"), max_length=255)
    form = models.CharField(_("form"), max_length=40, blank=True)
    need = models.CharField(_("difficulty"), max_length=40, blank=True, default="")
    source = models.ForeignKey(
        LibraryStep, on_delete=models.PROTECT, null=True, blank=True, related_name="steps"
    )
    words = models.JSONField(default=dict)  # chosen from catalogues of the regulation, by list
    hours = models.PositiveSmallIntegerField(_("hours"), null=True, blank=True)
    document = models.CharField(_("document"), max_length=120, blank=True)
    expected = models.TextField(_("expected result"), blank=True)
    due = models.DateField(_("by"))
    status = models.CharField(max_length=15, choices=Status.choices, default=Status.NOT_STARTED)
    result = models.TextField(_("actual result"), blank=True)
    remark = models.TextField(_("what to correct"), blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    moved_from = models.DateField(null=True, blank=True)
    moved_reason = models.TextField(_("reason"), blank=True)
    dropped_reason = models.TextField(_("reason"), blank=True)
    visit = models.ForeignKey(
        LessonVisit, on_delete=models.PROTECT, null=True, blank=True, related_name="steps"
    )
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="steps"
    )

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering: ClassVar = ["due", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["route", "number"], name="route_step_number_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_done(self) -> bool:
        return self.status in {self.Status.ACCEPTED, self.Status.DROPPED}


class StepEvidence(models.Model):
    """Text, a file or a photo that shows the step was walked."""

    step = models.ForeignKey(RouteStep, on_delete=models.CASCADE, related_name="evidence")
    text = models.TextField(_("text"), blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"evidence of {self.step_id}"


class StepNote(models.Model):
    """A note or material of the tutor against a step, or against the whole route."""

    route = models.ForeignKey(Route, on_delete=models.CASCADE, related_name="notes")
    step = models.ForeignKey(
        RouteStep, on_delete=models.CASCADE, null=True, blank=True, related_name="notes"
    )
    text = models.TextField(_("note"))
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text[:60]
