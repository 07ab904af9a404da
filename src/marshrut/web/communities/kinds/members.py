"""Deeds with a membership."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marshrut.communities import access, operations
from marshrut.web.activities.acts import Act, Kind
from marshrut.web.communities import work_forms as work

RELATED = ("community__unit", "community__programme")

MEMBER = Kind(
    name="member",
    parameter="membership",
    rows=lambda reach: access.memberships(reach).select_related(*RELATED, "person", "unit"),
    programme=lambda row: row.community.programme,
    page=lambda row: reverse("member", args=[row.pk]),
    about=lambda row: row.person,
    acts=(
        Act(
            slug="accept",
            title=_("Accept into the community"),
            deed=operations.accept_member,
            may=lambda reach, row: access.may_lead(reach, row.community),
            when=lambda row: row.since is None and row.is_open,
            done=_("Accepted."),
            tap=True,
            main=True,
        ),
        Act(
            slug="refuse",
            title=_("Refuse with a reason"),
            deed=operations.refuse_member,
            form=work.ReasonForm,
            may=lambda reach, row: access.may_lead(reach, row.community),
            when=lambda row: row.since is None and row.is_open,
            done=_("The refusal is recorded."),
        ),
        Act(
            slug="ask",
            title=_("Ask for a consultation"),
            deed=operations.ask_tutor,
            form=work.AskForm,
            may=access.may_write_to,
            when=lambda row: row.since is not None and row.is_open,
            done=_("The question is sent; the answer has its term."),
            main=True,
        ),
        Act(
            slug="training",
            title=_("Write down a training"),
            deed=operations.train_member,
            form=work.TrainedForm,
            may=access.may_train,
            when=lambda row: row.since is not None,
        ),
        Act(
            slug="incentive",
            title=_("Record an encouragement"),
            deed=operations.encourage,
            form=work.EncourageForm,
            may=access.may_encourage,
            when=lambda row: row.since is not None,
        ),
        Act(
            slug="leave",
            title=_("Leave the community"),
            deed=operations.leave_community,
            form=work.LeaveForm,
            may=access.may_leave,
            behalf=lambda reach, row: access.may_record_for(reach, row.community),
            when=lambda row: row.is_open and row.basis == "wish",
            done=_("The membership is ended."),
            note=_("Nobody’s word is needed; you may apply again later."),
        ),
        Act(
            slug="exclude",
            title=_("Exclude"),
            deed=operations.exclude_member,
            form=work.ReasonForm,
            may=lambda reach, row: access.may_lead(reach, row.community),
            when=lambda row: row.since is not None and row.is_open and row.basis == "wish",
            done=_("The exclusion is recorded."),
        ),
    ),
)
