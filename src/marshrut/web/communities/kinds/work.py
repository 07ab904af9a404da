"""Deeds with documents, activities, duties and complaints of a community."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marshrut.communities import access, operations
from marshrut.web.activities.acts import Act, Kind, in_status
from marshrut.web.communities import work_forms as work

RELATED = ("community__unit", "community__programme")

DOCUMENT = Kind(
    name="community_document",
    parameter="document",
    rows=lambda reach: access.documents(reach).select_related(
        *RELATED, "author", "added_by", "file"
    ),
    programme=lambda row: row.community.programme,
    page=lambda row: reverse("community_document", args=[row.pk]),
    about=str,
    acts=(
        Act(
            slug="consent",
            title=_("Agree to the publication"),
            deed=operations.consent_to_publication,
            may=access.may_consent,
            behalf=lambda reach, row: access.may_record_for(reach, row.community),
            when=in_status("consent"),
            done=_("The consent is recorded."),
            main=True,
        ),
        Act(
            slug="publish",
            title=_("Open to the members"),
            deed=operations.publish_document,
            may=lambda reach, row: access.may_lead(reach, row.community),
            when=in_status("draft"),
            done=_("Published: the members are told."),
            tap=True,
            main=True,
        ),
        Act(
            slug="withdraw",
            title=_("Take out of the package"),
            deed=operations.withdraw_document,
            may=access.may_withdraw,
            when=in_status("draft", "consent", "published"),
            done=_("Taken out."),
            tap=True,
        ),
    ),
)

MEETING = Kind(
    name="meeting",
    parameter="meeting",
    rows=lambda reach: access.meetings(reach).select_related(
        *RELATED, "activity__leader", "activity__unit"
    ),
    programme=lambda row: row.community.programme,
    page=lambda row: reverse("meeting", args=[row.pk]),
    about=lambda row: row.activity.title,
    acts=(
        Act(
            slug="hold",
            title=_("Record how it went"),
            deed=operations.hold_meeting,
            form=work.HoldForm,
            may=access.may_keep_meeting,
            when=lambda row: row.activity.status == "planned",
            done=_("Recorded."),
            main=True,
        ),
        Act(
            slug="cancel",
            title=_("Cancel"),
            deed=operations.cancel_meeting,
            form=work.CancelForm,
            may=access.may_keep_meeting,
            when=lambda row: row.activity.status == "planned",
            done=_("Cancelled, the members are told."),
        ),
    ),
)

DUTY = Kind(
    name="duty",
    parameter="duty",
    rows=lambda reach: access.duties(reach).select_related(*RELATED, "person"),
    programme=lambda row: row.community.programme,
    page=lambda row: reverse("duty", args=[row.pk]),
    about=str,
    acts=(
        Act(
            slug="done",
            title=_("Mark as done"),
            deed=operations.finish_duty,
            form=work.DoneForm,
            may=access.may_finish,
            when=lambda row: row.is_open,
            done=_("Marked as done."),
            main=True,
        ),
        Act(
            slug="take-back",
            title=_("Take back"),
            deed=operations.take_back_duty,
            may=lambda reach, row: access.may_lead(reach, row.community),
            when=lambda row: row.is_open,
            done=_("Taken back: the duty is the head’s again."),
            tap=True,
        ),
    ),
)

COMPLAINT = Kind(
    name="conduct",
    parameter="complaint",
    rows=lambda reach: access.complaints(reach).select_related(*RELATED, "author"),
    programme=lambda row: row.community.programme,
    page=lambda row: reverse("conduct", args=[row.pk]),
    about=lambda row: _("Complaint about conduct"),
    acts=(
        Act(
            slug="settle",
            title=_("Record how it was settled"),
            deed=operations.settle_conduct,
            form=work.SettleForm,
            may=access.may_settle,
            when=in_status("made"),
            done=_("Recorded. Who complained is told."),
            main=True,
        ),
    ),
)
