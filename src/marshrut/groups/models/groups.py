"""A group that works on a topic: formed, with its people, seen by tutors from outside."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marshrut.groups.models.topics import Topic, TopicDemand
from marshrut.journal.models import Versioned
from marshrut.orders.models import Order
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.programmes.models import Appointment, Enrolment, Programme


class Group(Versioned):
    """A tutor and people on one topic: a proposal, then by an order on [since, until).

    ``plan`` holds the parts of the work plan by the words of the regulation.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="groups")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="groups")
    number = models.PositiveSmallIntegerField(_("number"))
    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, null=True, blank=True, related_name="groups"
    )
    proposed_on = models.DateField()
    order = models.ForeignKey(
        Order, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    since = models.DateField(_("works since"), null=True, blank=True)
    until = models.DateField(_("works until"), null=True, blank=True)
    end_reason = models.CharField(_("reason"), max_length=255, blank=True)
    plan = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "number"], name="group_number_once"),
            models.CheckConstraint(
                condition=Q(since__isnull=True, until__isnull=True)
                | Q(order__isnull=False, until__gt=F("since")),
                name="group_works_by_an_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.topic_id}"

    @property
    def is_proposal(self) -> bool:
        return self.since is None

    def status(self, on: date) -> str:
        """proposal, approved, running or closed on this day."""
        if self.since is None or self.until is None:
            return "proposal"
        if on >= self.until:
            return "closed"
        return "running" if self.since <= on else "approved"


class GroupMember(Versioned):
    """One person in a group: proposed, then on [since, until) with a case of their own.

    ``reasons`` says in codes with numbers why just this group.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"end_reason"})

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    demand = models.ForeignKey(TopicDemand, on_delete=models.PROTECT, related_name="places")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, null=True, blank=True, related_name="places"
    )
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    order = models.ForeignKey(
        Order, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    end_reason = models.CharField(_("reason"), max_length=255, blank=True)
    reasons = models.JSONField(default=list, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("member of a group")
        verbose_name_plural = _("members of groups")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["demand"], condition=Q(until__isnull=True), name="place_open_once"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=False, until__gte=F("since")),
                name="place_until_after_since",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person"], name="place_person")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.group_id}"


class GroupExternal(Versioned):
    """Somebody who works elsewhere sees on [since, until) the support of everybody in a group.

    What they see goes by the links to the members' cases: this row makes and ends them.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="external")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    works_at = models.CharField(_("where the tutor works"), max_length=255)
    ground = models.CharField(_("ground"), max_length=255)
    since = models.DateField()
    until = models.DateField()

    class Meta:
        verbose_name = _("external tutor of a group")
        verbose_name_plural = _("external tutors of groups")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="group_external_until_after_since"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} with {self.group_id}"

    def is_open(self, on: date) -> bool:
        return self.since <= on < self.until
