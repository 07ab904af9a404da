"""A session of a group's route sheet, with the deeds offered on its page."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marshrut.groups import access, operations
from marshrut.people.reach import Reach
from marshrut.web.activities.acts import Act, Kind
from marshrut.web.groups import session_forms
from marshrut.web.groups.words import group_title


def _plans(reach: Reach, row: Any) -> bool:
    return access.may_plan(reach, row.group)


def _is_open(row: Any) -> bool:
    return bool(row.is_open)


SESSION = Kind(
    name="group_session",
    parameter="session",
    rows=lambda reach: access.sessions(reach).select_related(
        "group__programme__unit", "group__topic", "group__appointment", "programme__unit"
    ),
    page=lambda row: reverse("group_session", args=[row.pk]),
    about=lambda row: f"{row} · {group_title(row.group)}",
    acts=(
        Act(
            slug="hold",
            title=_("Mark as held"),
            deed=operations.hold_session,
            form=session_forms.HoldForm,
            may=_plans,
            when=_is_open,
            main=True,
        ),
        Act(
            slug="edit",
            title=_("Edit"),
            deed=operations.edit_session,
            form=session_forms.SessionForm,
            may=_plans,
            when=_is_open,
        ),
        Act(
            slug="drop",
            title=_("Take off the sheet"),
            deed=operations.drop_session,
            form=session_forms.DropForm,
            may=_plans,
            when=_is_open,
        ),
    ),
)
