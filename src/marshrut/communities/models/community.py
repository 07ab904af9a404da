"""A community with its rules and members; a municipal team is composed by orders."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marshrut.journal.models import Versioned
from marshrut.orders.models import Order
from marshrut.organisations.models import Unit
from marshrut.people.models import Office, Person
from marshrut.programmes.models import Programme


class Community(Versioned):
    """Who works together in a programme; whoever leads it holds an office at its unit."""

    class Kind(models.TextChoices):
        TUTORS = "tutors", _("community of tutors")
        NETWORK = "network", _("network community")
        SERVICE = "service", _("tutor service")
        TEAM = "team", _("municipal tutor team")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="communities")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    name = models.CharField(pgettext_lazy("community", "name"), max_length=255)
    direction = models.CharField(_("direction"), max_length=255, blank=True)
    purpose = models.TextField(_("what it is for"), blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("community")
        verbose_name_plural = _("communities")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "name"], name="community_name_once"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="community_until_after_since",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_team(self) -> bool:
        """Composed by an order and not by applications?"""
        return self.kind == self.Kind.TEAM

    @property
    def head(self) -> str:
        """The office of whoever leads it."""
        return str(Office.Role.MTK_COORDINATOR if self.is_team else Office.Role.COMMUNITY_HEAD)

    def is_open(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)


class CommunityRules(models.Model):
    """One version of the rules of a community; whoever applies accepts the last one."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="rules")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("rules"))
    since = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "number"], name="rules_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.community_id}, {self.number}"


class Composition(models.Model):
    """An order on who is in a team; a change of who is in it is another order."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="compositions")
    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("day of the order"))
    members = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.community_id} {self.on}"


class Membership(Versioned):
    """applied → accepted on [since, until), or refused; ended by leaving, exclusion or an order."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"motive", "reason"})

    class Basis(models.TextChoices):
        WISH = "wish", _("by own application")
        ORDER = "appointment", _("by an order")

    class End(models.TextChoices):
        LEFT = "left", _("left of own will")
        EXCLUDED = "excluded", _("excluded")
        ORDER = "order", _("by an order")
        CLOSED = "closed", _("the community was closed")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    basis = models.CharField(max_length=12, choices=Basis.choices, default=Basis.WISH)
    rules = models.ForeignKey(CommunityRules, on_delete=models.PROTECT, null=True, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, related_name="+")
    motive = models.TextField(_("what you can share and want to learn"), blank=True)
    applied_on = models.DateField()
    since = models.DateField(null=True, blank=True)
    refused_on = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    end = models.CharField(max_length=10, choices=End.choices, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["community", "person"],
                condition=Q(refused_on__isnull=True, until__isnull=True),
                name="membership_open_once",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
                name="membership_until_after_since",
            ),
            models.CheckConstraint(
                condition=Q(refused_on__isnull=True) | Q(since__isnull=True),
                name="membership_accepted_or_refused",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "until"], name="membership_person")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.community_id}"

    @property
    def is_open(self) -> bool:
        """Neither refused nor ended, today or on a day to come."""
        return self.refused_on is None and self.until is None

    def status(self, on: date) -> str:
        """The state as it stood on the day."""
        if self.until is not None and self.until <= on:
            return self.end
        if self.since is not None and self.since <= on:
            return "accepted"
        if self.refused_on is not None and self.refused_on <= on:
            return "refused"
        return "applied"
