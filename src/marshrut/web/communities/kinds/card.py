"""Deeds with a community itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marshrut.communities import access, operations
from marshrut.communities.queries import is_free
from marshrut.people.reach import Reach
from marshrut.web.activities.acts import Act, Kind
from marshrut.web.communities import forms
from marshrut.web.communities import work_forms as work


def _tab(name: str) -> Callable[[Any], str]:
    return lambda row: reverse(name, args=[row.pk])


def _nobody(_reach: Reach, _row: Any) -> bool:
    """What is done for others only."""
    return False


COMMUNITY = Kind(
    name="community",
    parameter="community",
    rows=lambda reach: access.communities(reach).select_related("unit", "programme__unit"),
    page=lambda row: reverse("community", args=[row.pk]),
    about=str,
    acts=(
        Act(
            slug="apply",
            title=_("Apply"),
            deed=operations.apply_to_community,
            form=forms.ApplyForm,
            may=lambda reach, row: access.may_apply(reach, row) and is_free(row, reach.person),
            when=lambda row: row.until is None,
            done=_("The application is sent."),
            note=_("Joining is voluntary, and you may leave on any day without anybody’s word."),
            main=True,
        ),
        Act(
            slug="enter",
            title=_("Enter an application"),
            deed=operations.apply_to_community,
            form=forms.EnterForm,
            may=_nobody,
            behalf=access.may_record_for,
            when=lambda row: row.until is None and not row.is_team,
            done=_("The application is entered."),
            back=_tab("community_members"),
        ),
        Act(
            slug="compose",
            title=_("File the composition"),
            deed=operations.compose_team,
            form=forms.ComposeForm,
            may=lambda reach, row: row.is_team and access.may_found(reach, row.unit_id),
            when=lambda row: row.until is None and row.is_team,
            done=_("The composition is filed."),
            note=_("Who is not in the list leaves the team from the day of the order."),
            main=True,
            back=_tab("community_members"),
        ),
        Act(
            slug="document",
            title=_("Add a document"),
            deed=operations.add_document,
            form=work.DocumentForm,
            may=access.may_add,
            when=lambda row: row.until is None,
            done=_("The document is added."),
            back=_tab("community_documents"),
        ),
        Act(
            slug="meeting",
            title=_("Add to the plan"),
            deed=operations.plan_meeting,
            form=work.MeetingForm,
            may=access.may_lead,
            when=lambda row: row.until is None,
            done=_("It stands in the plan, the members are told."),
            back=_tab("community_plan"),
        ),
        Act(
            slug="duty",
            title=_("Give a duty"),
            deed=operations.give_duty,
            form=work.DutyForm,
            may=access.may_lead,
            when=lambda row: row.until is None,
            done=_("The duty is given."),
            back=_tab("community_duties"),
        ),
        Act(
            slug="rules",
            title=_("Adopt rules"),
            deed=operations.adopt_rules,
            form=forms.RulesForm,
            may=access.may_lead,
            when=lambda row: row.until is None,
            done=_("The rules are adopted, the members are told."),
            note=_("Members keep the version that they accepted; who applies accepts the new one."),
        ),
        Act(
            slug="edit",
            title=_("Change the card"),
            deed=operations.edit_community,
            form=forms.CardForm,
            may=access.may_lead,
            when=lambda row: row.until is None,
        ),
        Act(
            slug="complain",
            title=_("Turn to the head or the coordinator"),
            deed=operations.complain_of_conduct,
            form=forms.ComplainForm,
            may=access.may_complain,
            when=lambda row: True,
            done=_("Sent."),
        ),
        Act(
            slug="close",
            title=_("Close the community"),
            deed=operations.close_community,
            form=forms.CloseForm,
            may=lambda reach, row: access.may_found(reach, row.unit_id),
            when=lambda row: row.until is None,
            done=_("The last day is written down."),
            note=_("Memberships end with that day; applications that wait are not considered."),
        ),
    ),
)
