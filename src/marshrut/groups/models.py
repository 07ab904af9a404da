"""A topic, who needs it and why, and the group that works on it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marshrut.journal.models import Versioned
from marshrut.orders.models import Order
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.programmes.models import Appointment, Enrolment, Programme


class Topic(Versioned):
    """What people of a programme may be supported in together, and where it came from."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="topics")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=255)
    about = models.TextField(_("what it is about"), blank=True)
    direction = models.CharField(_("direction"), max_length=40, blank=True)
    source = models.CharField(_("source"), max_length=40, blank=True)
    added_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "title"], name="topic_title_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def status(self) -> str:
        return "closed" if self.closed_on else "open"


class Application(Versioned):
    """An organisation asks for a group on a topic: submitted → accepted, refused or withdrawn.

    ``due`` is the last day to answer; overdue is derived from it.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"why", "answer"})

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="applications")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="applications")
    submitted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.TextField(_("why"), blank=True)
    submitted_on = models.DateField()
    due = models.DateField(_("answer by"))
    accepted_on = models.DateField(null=True, blank=True)
    refused_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = pgettext_lazy("organisation", "application")
        verbose_name_plural = pgettext_lazy("organisation", "applications")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["topic", "unit"],
                condition=Q(refused_on__isnull=True, withdrawn_on__isnull=True),
                name="application_open_once",
            ),
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True) | Q(refused_on__isnull=True),
                name="application_accepted_or_refused",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} on {self.topic_id}"

    @property
    def status(self) -> str:
        if self.withdrawn_on:
            return "withdrawn"
        if self.refused_on:
            return "refused"
        return "accepted" if self.accepted_on else "submitted"

    def shown_status(self, on: date) -> str:
        """The status as people see it: one that waits past its day is overdue."""
        return "overdue" if self.status == "submitted" and on > self.due else self.status


class TopicDemand(Versioned):
    """One person needs one topic, and on what basis; ``waits`` is why no group has them yet.

    ``waits`` holds codes with their numbers, written when groups were last formed.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"why"})

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="demands")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="demands")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, related_name="demands"
    )
    basis = models.CharField(_("basis"), max_length=20)
    why = models.TextField(_("why"), blank=True)
    asked_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    waits = models.JSONField(default=list, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("demand")
        verbose_name_plural = _("demand")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["topic", "person"],
                condition=Q(withdrawn_on__isnull=True),
                name="demand_open_once",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person"], name="demand_person")]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.topic_id}"


class Formation(models.Model):
    """One forming of groups: what was wanted, how many were left, and how good it is for certain.

    ``value`` and ``bound`` are burdens in minutes on the road: no proposal is below the bound.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="formations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    formed_on = models.DateField()
    objective = models.CharField(max_length=20)
    groups_made = models.PositiveIntegerField()
    people_left = models.PositiveIntegerField()
    value = models.PositiveBigIntegerField()
    bound = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.programme_id} {self.formed_on}"

    @property
    def gap(self) -> int:
        """By how many per cent it could still be better, at most; rounded up."""
        return -(-100 * (self.value - self.bound) // self.value) if self.value else 0


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
