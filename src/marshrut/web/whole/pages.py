"""What the page of full exports shows, and its form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marshrut.extracts import access
from marshrut.extracts.models import WholeExport
from marshrut.extracts.queries import work_on
from marshrut.notices.models import Job
from marshrut.people.reach import Reach
from marshrut.web.deeds import DeedForm


class AskForm(DeedForm):
    """Of which unit everything is wanted."""

    unit: Any = forms.ModelChoiceField(
        queryset=None, label=_("Territory"), empty_label=None,
        help_text=_("With everything under it."),
    )  # fmt: skip

    def __init__(self, *args: Any, reach: Reach, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["unit"]
        field.queryset = access.units_to_export(reach)
        del self.fields["row_version"]


@dataclass(frozen=True, slots=True)
class Line:
    """An export and how far its writing is."""

    row: WholeExport
    work: Job | None


def waiting(reach: Reach) -> list[Line]:
    """The reader's exports that are not thrown away, the newest first."""
    rows = access.exports(reach).filter(gone_at=None).select_related("unit").order_by("-asked_at")
    return [Line(row, None if row.ready_at else work_on(row)) for row in rows]
