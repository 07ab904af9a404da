"""A line of a plan, with the deeds offered on its page."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marshrut.people.reach import Reach
from marshrut.plans import access, operations
from marshrut.web.activities.acts import Act, Kind
from marshrut.web.plans import forms


def _writes(reach: Reach, row: Any) -> bool:
    return access.may_write(reach, row.unit)


def _is_open(row: Any) -> bool:
    return bool(row.is_open)


LINE = Kind(
    name="plan_line",
    parameter="line",
    rows=lambda reach: access.plan_lines(reach).select_related("programme__unit", "unit"),
    page=lambda row: reverse("plan_line", args=[row.pk]),
    about=str,
    acts=(
        Act(
            slug="hold",
            title=_("Mark as held"),
            deed=operations.hold_plan_line,
            form=forms.HoldForm,
            may=_writes,
            when=_is_open,
            main=True,
        ),
        Act(
            slug="edit",
            title=_("Edit"),
            deed=operations.edit_plan_line,
            form=forms.EditForm,
            may=_writes,
            when=_is_open,
        ),
        Act(
            slug="drop",
            title=_("Drop"),
            deed=operations.drop_plan_line,
            form=forms.DropForm,
            may=_writes,
            when=_is_open,
        ),
    ),
)
