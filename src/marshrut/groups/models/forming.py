"""What groups are formed by, kept between formings, and one forming with what came out."""

from __future__ import annotations

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marshrut.groups.models.topics import Topic
from marshrut.journal.models import Versioned
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.programmes.models import Appointment, Programme


class GroupTutor(Versioned):
    """What a tutor may lead: on which topics, how many groups at once, of how many people."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    appointment = models.OneToOneField(
        Appointment, on_delete=models.PROTECT, related_name="group_tutor"
    )
    most_groups = models.PositiveSmallIntegerField(_("groups at once, at most"), default=1)
    most_people = models.PositiveSmallIntegerField(
        _("people in them together, at most"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("tutor of groups")
        verbose_name_plural = _("tutors of groups")

    def __str__(self) -> str:
        return f"{self.appointment_id} leads {self.most_groups}"


class LedTopic(models.Model):
    """A topic that a tutor of groups may lead."""

    tutor = models.ForeignKey(GroupTutor, on_delete=models.CASCADE, related_name="led")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="led")

    class Meta:
        verbose_name = _("topic of a tutor")
        verbose_name_plural = _("topics of tutors")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tutor", "topic"], name="led_once"),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id} by {self.tutor_id}"


class Road(Versioned):
    """Minutes between two organisations, the same both ways; ``unit`` has the lesser key."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    minutes = models.PositiveSmallIntegerField(_("minutes on the road"))

    class Meta:
        verbose_name = _("road")
        verbose_name_plural = _("roads")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "other"], name="road_once"),
            models.CheckConstraint(condition=Q(unit__lt=F("other")), name="road_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id}–{self.other_id} {self.minutes}"


class Apart(Versioned):
    """Two people of a territory whom one group must not have; nobody is asked why.

    ``person`` has the lesser key. Neither of them is told: it would say who had asked for it.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("people kept apart")
        verbose_name_plural = _("people kept apart")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "person", "other"],
                condition=Q(withdrawn_on__isnull=True),
                name="apart_open_once",
            ),
            models.CheckConstraint(condition=Q(person__lt=F("other")), name="apart_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} and {self.other_id}"


class Formation(models.Model):
    """One forming of groups: asked for → formed, or failed with a code.

    ``asked`` is what was wanted, as ``forming.Wanted`` writes it, and who may lead which topic.
    ``value`` and ``bound`` are burdens in minutes on the road: no proposal is below the bound.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="formations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    asked = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    people_asked = models.PositiveIntegerField(default=0)
    formed_on = models.DateField(null=True)
    failed = models.CharField(max_length=40, blank=True, default="")
    objective = models.CharField(max_length=20)
    groups_made = models.PositiveIntegerField(default=0)
    people_left = models.PositiveIntegerField(default=0)
    value = models.PositiveBigIntegerField(default=0)
    bound = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("forming of groups")
        verbose_name_plural = _("formings of groups")

    def __str__(self) -> str:
        return f"{self.programme_id} {self.status}"

    @property
    def status(self) -> str:
        if self.failed:
            return "failed"
        return "formed" if self.formed_on else "forming"

    @property
    def gap(self) -> int:
        """By how many per cent it could still be better, at most; rounded up."""
        return -(-100 * (self.value - self.bound) // self.value) if self.value else 0
