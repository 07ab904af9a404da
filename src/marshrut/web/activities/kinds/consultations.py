"""Deeds with a record of a consultation and with one participant's line of it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marshrut.activities import access, operations
from marshrut.web.activities.acts import Act, Kind, in_status
from marshrut.web.activities.forms import consultations

CONSULTATION = Kind(
    name="consultation",
    parameter="activity",
    rows=lambda reach: access.activities(reach).select_related("programme", "unit", "leader"),
    page=lambda row: reverse("consultation", args=[row.pk]),
    about=lambda row: _("Consultation"),
    acts=(
        Act(
            slug="correct",
            title=_("Correct the record"),
            deed=operations.correct_consultation,
            form=consultations.CorrectForm,
            may=access.may_correct,
            when=in_status("held"),
            note=_("The participants will be asked to confirm it again."),
        ),
        Act(
            slug="cancel",
            title=_("Take the record back"),
            deed=operations.cancel_consultation,
            form=consultations.CancelForm,
            may=access.may_correct,
            when=in_status("held"),
            done=_("The record is taken back and counts nowhere."),
        ),
    ),
)

ATTENDANCE = Kind(
    name="attendance",
    parameter="attendance",
    rows=lambda reach: access.participations(reach).select_related(
        "activity__programme", "activity__unit", "enrolment__person", "person"
    ),
    page=lambda row: reverse("consultation", args=[row.activity_id]),
    about=lambda row: _("Consultation"),
    programme=lambda row: row.activity.programme,
    acts=(
        Act(
            slug="confirm",
            title=_("Confirm"),
            deed=operations.confirm_consultation,
            may=access.may_confirm,
            behalf=access.may_record_presence,
            when=lambda row: row.confirmed_on is None and row.activity.status == "held",
            done=_("Confirmed."),
            tap=True,
            main=True,
        ),
        Act(
            slug="object",
            title=_("It is not so"),
            deed=operations.object_to_consultation,
            form=consultations.ObjectForm,
            may=access.may_confirm,
            when=lambda row: row.objected_on is None and row.activity.status == "held",
            done=_("Your objection is recorded. Whoever made the record has been told."),
        ),
    ),
)
