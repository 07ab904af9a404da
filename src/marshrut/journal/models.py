"""The journal's table and the version number that editable rows carry."""

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class Versioned(models.Model):
    """A row that two people may edit: a deed compares its version and moves it on."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset()

    row_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class JournalEntry(models.Model):
    """One deed on one thing or, for a bulk deed, on many. Never changed, never deleted.

    Unit and programme are plain integers: the journal lies below them and outlives them.
    """

    verb = models.CharField(_("what was done"), max_length=60)
    kind = models.CharField(_("kind of thing"), max_length=60)
    key = models.BigIntegerField(_("thing"), null=True)
    keys = models.JSONField(_("things of a bulk deed"), null=True)
    count = models.PositiveIntegerField(_("how many things"), default=1)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("who"),
    )
    reason = models.CharField(_("why a job did it"), max_length=200, blank=True)
    at = models.DateTimeField(_("when"))
    before = models.JSONField(_("before"), null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(_("after"), null=True, encoder=DjangoJSONEncoder)
    unit = models.BigIntegerField(null=True)
    programme = models.BigIntegerField(null=True)
    deed_key = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - unique among those given

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        indexes: ClassVar = [
            models.Index(fields=["kind", "key", "at"], name="journal_thing"),
            models.Index(fields=["unit", "at"], name="journal_unit"),
            models.Index(fields=["actor", "at"], name="journal_actor"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(actor__isnull=False) | ~models.Q(reason=""),
                name="journal_names_its_doer",
            ),
            models.CheckConstraint(
                condition=models.Q(key__isnull=False) | models.Q(keys__isnull=False),
                name="journal_names_its_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.kind} {self.key or self.count}"
