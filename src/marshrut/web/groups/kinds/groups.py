"""A group, its people and its tutors from outside, with the deeds offered on their page."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marshrut.groups import access, operations
from marshrut.groups.queries import known_outside, open_demands, waiting
from marshrut.people.reach import Reach
from marshrut.web.activities.acts import Act, Kind
from marshrut.web.groups import forms, session_forms
from marshrut.web.groups.words import group_title
from marshrut.web.names import short


def _forms(reach: Reach, row: Any) -> bool:
    return access.may_form(reach, row.programme.unit_id)


def _runs(reach: Reach, row: Any) -> bool:
    """The group works on this day and the reader forms groups here."""
    return access.may_form(reach, row.unit_id) and row.status(reach.on) == "running"


def _links(reach: Reach, row: Any) -> bool:
    """The regulation knows tutors from outside who see the support."""
    return _runs(reach, row) and known_outside(row.programme, reach.on)


def _forms_member(reach: Reach, row: Any) -> bool:
    return access.may_form(reach, row.group.unit_id)


def _plans(reach: Reach, row: Any) -> bool:
    return access.may_plan(reach, row) and row.status(reach.on) != "closed"


def sheet_of(row: Any) -> str:
    """The page of the route sheet."""
    return reverse("group_sheet", args=[row.pk])


def _is_proposal(row: Any) -> bool:
    return bool(row.is_proposal)


def _is_group(row: Any) -> bool:
    return not row.is_proposal


GROUP = Kind(
    name="group",
    parameter="group",
    rows=lambda reach: access.groups(reach).select_related(
        "programme__unit", "topic", "appointment__person", "appointment__unit", "order__unit"
    ),
    page=lambda row: reverse("group", args=[row.pk]),
    about=group_title,
    acts=(
        Act(
            slug="place",
            title=_("Add people"),
            deed=operations.arrange,
            form=forms.PlaceForm,
            may=_forms,
            when=lambda row: row.is_proposal and waiting(open_demands([row.topic_id])).exists(),
        ),
        Act(
            slug="tutor",
            title=_("Choose the tutor"),
            deed=operations.choose_tutor,
            form=forms.TutorForm,
            may=_forms,
            when=_is_proposal,
        ),
        Act(
            slug="drop",
            title=_("Throw the proposal away"),
            deed=operations.drop_group,
            may=_forms,
            when=_is_proposal,
            done=_("The proposal is thrown away; its people wait as before."),
            tap=True,
            back=lambda row: reverse("topic", args=[row.topic_id]),
        ),
        Act(
            slug="plan",
            title=_("Write the plan"),
            deed=operations.write_plan,
            form=forms.PlanForm,
            may=_plans,
            when=_is_group,
            main=True,
        ),
        Act(
            slug="session",
            title=_("Add a session"),
            deed=operations.plan_session,
            form=session_forms.SessionForm,
            may=_plans,
            when=_is_group,
            done=_("The session is in the route sheet."),
            back=sheet_of,
        ),
        Act(
            slug="extra",
            title=_("Enter a session beside the sheet"),
            deed=operations.hold_extra_session,
            form=session_forms.ExtraForm,
            may=_plans,
            when=_is_group,
            note=_("What was held and stands in no route sheet; it is marked so."),
            back=sheet_of,
        ),
        Act(
            slug="join",
            title=_("Take into the group"),
            deed=operations.join_group,
            form=forms.JoinForm,
            may=_runs,
            when=_is_group,
            done=_("In the group from today; they and the tutor see it."),
        ),
        Act(
            slug="change-tutor",
            title=_("Give to another tutor"),
            deed=operations.change_tutor,
            form=forms.TutorForm,
            may=_runs,
            when=_is_group,
        ),
        Act(
            slug="external",
            title=_("Link an external tutor"),
            deed=operations.link_to_group,
            form=forms.ExternalForm,
            may=_links,
            when=_is_group,
            done=_("Linked: from now on this tutor sees the support of everybody in the group."),
            note=_("Texts of a pair stay closed until the tutee opens them."),
        ),
        Act(
            slug="close",
            title=_("Finish the work"),
            deed=operations.close_group,
            form=forms.CloseForm,
            may=_runs,
            when=_is_group,
            note=_("Routes of its people go on to their own end."),
        ),
    ),
)


PLACE = Kind(
    name="place",
    parameter="member",
    rows=lambda reach: access.memberships(reach).select_related(
        "group__programme__unit", "group__topic", "person"
    ),
    programme=lambda row: row.group.programme,
    page=lambda row: reverse("group", args=[row.group_id]),
    about=lambda row: f"{short(row.person)} · {group_title(row.group)}",
    acts=(
        Act(
            slug="leave",
            title=_("Out of the group"),
            deed=operations.leave_group,
            form=forms.LeaveForm,
            may=_forms_member,
            when=lambda row: row.since is not None and row.until is None,
            done=_("Written down."),
        ),
    ),
)


EXTERNAL = Kind(
    name="group_external",
    parameter="external",
    rows=lambda reach: access.externals(reach).select_related(
        "group__programme__unit", "group__topic", "person"
    ),
    page=lambda row: reverse("group", args=[row.group_id]),
    about=lambda row: f"{short(row.person)} · {group_title(row.group)}",
    acts=(
        Act(
            slug="end",
            title=_("End the link"),
            deed=operations.end_group_external,
            may=_forms_member,
            when=lambda row: True,
            done=_("The link is ended: this tutor sees the support no more."),
            tap=True,
        ),
    ),
)
