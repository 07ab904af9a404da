"""Deeds with a visit."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marshrut.activities import access, operations
from marshrut.activities.models import LessonVisit
from marshrut.web.activities.acts import Act, Kind, in_status
from marshrut.web.activities.forms import visits as visit_forms

V = LessonVisit.Status
OPEN_VISIT = (V.PROPOSED, V.OTHER_TIME, V.AGREED)

VISIT = Kind(
    name="visit",
    parameter="visit",
    rows=lambda reach: access.visits(reach).select_related(
        "programme", "unit", "enrolment__person", "appointment__person"
    ),
    page=lambda row: reverse("visit", args=[row.pk]),
    about=lambda row: _("Visit to a lesson"),
    acts=(
        Act(
            slug="agree",
            title=_("Agree"),
            deed=operations.agree_visit,
            may=access.may_answer,
            behalf=access.may_record_for,
            when=in_status(V.PROPOSED),
            done=_("Agreed. The day is in your calendar."),
            tap=True,
            main=True,
        ),
        Act(
            slug="other-time",
            title=_("Suggest another time"),
            deed=operations.propose_other_time,
            form=visit_forms.OtherTimeForm,
            may=access.may_answer,
            behalf=access.may_record_for,
            when=in_status(V.PROPOSED, V.AGREED),
            done=_("Another time is suggested."),
        ),
        Act(
            slug="decline",
            title=_("Not now"),
            deed=operations.decline_visit,
            form=visit_forms.DeclineForm,
            may=access.may_answer,
            behalf=access.may_record_for,
            when=in_status(*OPEN_VISIT),
            done=_("Recorded: not now."),
            note=_("No reason is needed. Without your consent there is no visit."),
        ),
        Act(
            slug="accept",
            title=_("Take this time"),
            deed=operations.accept_other_time,
            may=access.may_lead,
            when=in_status(V.OTHER_TIME),
            done=_("The time is agreed."),
            tap=True,
            main=True,
        ),
        Act(
            slug="hold",
            title=_("Record the visit"),
            deed=operations.hold_visit,
            form=visit_forms.HoldForm,
            may=access.may_lead,
            when=in_status(V.AGREED),
            done=_("The visit is recorded."),
            note=_("The record stays with you until you hand it over to the teacher."),
            main=True,
        ),
        Act(
            slug="share",
            title=_("Hand the sheet over"),
            deed=operations.share_sheet,
            form=visit_forms.ShareForm,
            may=access.may_lead,
            when=in_status(V.HELD),
            done=_("The sheet is handed over."),
            note=_("After this the sheet is not rewritten."),
            main=True,
        ),
        Act(
            slug="reply",
            title=_("Reply"),
            deed=operations.reply_to_sheet,
            form=visit_forms.ReplyForm,
            may=access.may_answer,
            behalf=access.may_record_for,
            when=lambda row: row.shared_on is not None and not row.reply,
            done=_("The reply is sent."),
        ),
        Act(
            slug="read",
            title=_("Mark as received"),
            deed=operations.read_sheet,
            may=access.may_answer,
            behalf=access.may_record_for,
            when=lambda row: row.shared_on is not None and row.read_on is None,
            done=_("Marked: the sheet is received."),
            note=_("The mark says that the sheet is received, not that its words are agreed with."),
            tap=True,
            main=True,
        ),
        Act(
            slug="cancel",
            title=_("Cancel the visit"),
            deed=operations.cancel_visit,
            form=visit_forms.CancelForm,
            may=access.may_lead,
            when=in_status(*OPEN_VISIT),
            done=_("The visit is cancelled."),
        ),
    ),
)
