"""Tables of what people take out."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marshrut.journal.models import Versioned
from marshrut.organisations.models import Unit
from marshrut.people.models import Person

LONGEST_NAME, LONGEST_QUERY = 100, 1000


class SavedTable(Versioned):
    """A list with chosen columns and filters. It holds no row: whoever opens it reads the list.

    ``source`` and ``arguments`` name the list, ``query`` its filters as in its address; ``columns``
    are pairs of a column's stable code and its heading as it was when saved. ``unit`` is where the
    holders of offices see it too.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"name", "query"})

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="saved_tables")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, related_name="+")
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    source = models.CharField(_("list"), max_length=60)
    arguments = models.JSONField(default=dict)
    query = models.CharField(_("filters"), max_length=LONGEST_QUERY, blank=True)
    columns = models.JSONField(_("columns"))

    class Meta:
        verbose_name = _("table")
        verbose_name_plural = _("tables")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "name"], name="saved_table_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class WholeExport(models.Model):
    """Everything of a unit and all under it that its coordinator may read, as an archive.

    The archive lies in a folder of its own under the key of the row until it is thrown away.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="whole_exports")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(_("thrown away"), null=True)
    size = models.PositiveBigIntegerField(_("size"), default=0)

    class Meta:
        verbose_name = _("full export")
        verbose_name_plural = _("full exports")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "unit"],
                condition=Q(gone_at=None),
                name="one_whole_export_of_a_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} for {self.person_id}"
