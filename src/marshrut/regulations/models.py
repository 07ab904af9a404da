"""Regulations, their versions (one document each, frozen once approved), and the acts they cite."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marshrut.files.models import StoredFile
from marshrut.journal.models import Versioned
from marshrut.orders.models import Order
from marshrut.organisations.models import Unit
from marshrut.people.models import Person


class Document(models.TextField):  # type: ignore[type-arg]
    """JSON kept as it was written: a column of PostgreSQL's own JSON forgets the order of keys.

    The order is content: a catalogue offers its items as the clause lists them.
    """

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def from_db_value(self, value: str | None, *_: Any) -> Any:
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        """A document is a value already, not a text to be made of it."""
        return value

    def get_prep_value(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Regulation(models.Model):
    """The written rules of a unit, version after version."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="regulations")
    title = models.CharField(_("title"), max_length=255)

    class Meta:
        verbose_name = _("regulation")
        verbose_name_plural = _("regulations")

    def __str__(self) -> str:
        return self.title


class RegulationVersion(Versioned):
    """Draft → approved by an order → in force on [since, until) → replaced."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        APPROVED = "approved", _("approved")

    regulation = models.ForeignKey(Regulation, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    document = Document()
    digest = models.CharField(max_length=64)
    amends = models.ForeignKey("self", on_delete=models.PROTECT, null=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, related_name="versions")
    since = models.DateField(_("in force since"), null=True, blank=True)
    until = models.DateField(_("in force until"), null=True, blank=True)
    # The signed document itself, to be downloaded; what is judged is the document above.
    signed = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    # What was decided of the clauses of a draft: their keys, and "accepted", "changed" or "plain".
    decided = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["regulation", "number"], name="version_number_once"),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(order__isnull=False, since__isnull=False),
                name="version_approved_by_order",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="version_until_after_since",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regulation_id} v{self.number}"


class DraftStep(models.Model):
    """A change of a draft: how the draft was before it, so that it can be undone."""

    version = models.ForeignKey(RegulationVersion, on_delete=models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=60)
    clause = models.CharField(max_length=200, blank=True)
    document = models.JSONField()
    decided = models.JSONField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.version_id} {self.verb} {self.clause}"


class Acknowledgement(models.Model):
    """A person has read a version («ознакомление отмечено»); not a signature."""

    version = models.ForeignKey(
        RegulationVersion, on_delete=models.PROTECT, related_name="acknowledgements"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="acknowledgements")
    on = models.DateField()
    entered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "person"], name="acknowledged_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.on}"


class Publication(Versioned):
    """Where and since when a version stands on the official site of the authority.

    Our own page may be what is linked there; only this record closes the duty.
    """

    version = models.OneToOneField(
        RegulationVersion, on_delete=models.PROTECT, related_name="publication"
    )
    address = models.URLField(_("address on the official site"), max_length=500)
    published_on = models.DateField(_("published on"))
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def __str__(self) -> str:
        return self.address


class Act(Versioned):
    """A normative act on which regulations rest, as a territory keeps it in its catalogue."""

    class Level(models.TextChoices):
        FEDERAL = "federal", _("federal")
        REGIONAL = "regional", _("regional")
        MUNICIPAL = "municipal", _("municipal")

    class Status(models.TextChoices):
        IN_FORCE = "in_force", _("in force")
        AMENDED = "amended", _("amended")
        REPEALED = "repealed", _("repealed")
        REPLACED = "replaced", _("replaced by another")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="acts")
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    kind = models.CharField(_("kind of act"), max_length=100)
    number = models.CharField(_("number"), max_length=40)
    on = models.DateField(_("date"))
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    title = models.CharField(_("title"), max_length=500)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.IN_FORCE
    )
    changed_on = models.DateField(_("changed on"), null=True, blank=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    # The period of a municipal programme: after it nothing rests on the act any more.
    since = models.DateField(_("period since"), null=True, blank=True)
    until = models.DateField(_("period until"), null=True, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    # Until the territory has looked at the source, what came with the system is only a hint.
    checked_on = models.DateField(_("checked with the source"), null=True, blank=True)

    class Meta:
        verbose_name = _("normative act")
        verbose_name_plural = _("normative acts")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "number", "on"], name="act_once"),
            models.CheckConstraint(
                condition=Q(status="in_force", changed_on__isnull=True)
                | (~Q(status="in_force") & Q(changed_on__isnull=False)),
                name="act_changed_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gt=F("since")),
                name="act_until_after_since",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on} № {self.number}"

    def shaken_on(self, on: date) -> date | None:
        """Since when it is no firm ground by this day: changed, repealed, or its period over."""
        days = [day for day in (self.changed_on, self.until) if day and day <= on]
        return max(days, default=None)


class Citation(models.Model):
    """An act cited by a clause, added by hand beside those that the clause itself names."""

    version = models.ForeignKey(
        RegulationVersion, on_delete=models.CASCADE, related_name="citations"
    )
    clause = models.CharField(max_length=40)
    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="citations")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "clause", "act"], name="cited_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.clause}: {self.act_id}"


class BasisCheck(models.Model):
    """Somebody looked whether a version still stands after a change of an act that it cites."""

    version = models.ForeignKey(
        RegulationVersion, on_delete=models.CASCADE, related_name="basis_checks"
    )
    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="+")
    change = models.DateField()  # the day of the change that was looked at
    on = models.DateField(_("checked on"))
    note = models.TextField(_("what was found"))
    entered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "act", "change"], name="basis_checked_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.act_id} {self.on}"
