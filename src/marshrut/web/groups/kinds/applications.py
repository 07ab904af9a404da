"""What organisations and teachers ask for, with the deeds offered on its page."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from marshrut.activities.forms import CONSULTATIONS
from marshrut.activities.operations import hold_requested
from marshrut.groups import access, operations
from marshrut.web.activities.acts import Act, Kind, in_status
from marshrut.web.groups import service_forms, topic_forms
from marshrut.web.groups.words import asker_title


def _is_given(row: Any) -> bool:
    """A tutor has it and has not done it yet."""
    return row.status == "accepted" and row.appointment_id is not None


APPLICATION = Kind(
    name="application",
    parameter="application",
    rows=lambda reach: access.applications(reach).select_related(
        "programme__unit", "unit", "topic", "submitted_by", "appointment__person", "file"
    ),
    page=lambda row: reverse("application", args=[row.pk]),
    about=lambda row: f"{asker_title(row)} · {row.what}",
    acts=(
        Act(
            slug="accept",
            title=_p("application", "Accept"),
            deed=operations.accept_application,
            form=topic_forms.AnswerForm,
            may=access.may_answer,
            when=lambda row: row.status == "submitted" and row.topic_id is not None,
            done=_("The application is accepted, the organisation is told."),
            main=True,
        ),
        Act(
            slug="assign",
            title=_("Accept and give to a tutor"),
            deed=operations.assign_application,
            form=service_forms.AssignForm,
            may=access.may_answer,
            when=lambda row: row.status == "submitted" and row.topic_id is None,
            done=_("The tutor and who asked are told."),
            main=True,
        ),
        Act(
            slug="hold",
            title=_("Record the consultation"),
            deed=hold_requested,
            form=service_forms.HoldForm,
            may=access.may_finish,
            behalf=access.may_finish_for,
            when=lambda row: _is_given(row) and row.kind in CONSULTATIONS,
            done=_("Recorded in the journal; who asked is told that it is done."),
            note=_("The people named in the request stand in the journal and may object."),
            main=True,
        ),
        Act(
            slug="finish",
            title=_("Tell what was done"),
            deed=operations.finish_application,
            form=service_forms.FinishForm,
            may=access.may_finish,
            behalf=access.may_finish_for,
            when=lambda row: _is_given(row) and row.kind not in CONSULTATIONS,
            done=_("Who asked is told that it is done."),
            main=True,
        ),
        Act(
            slug="reassign",
            title=_("Give to another tutor"),
            deed=operations.reassign_application,
            form=service_forms.ReassignForm,
            may=access.may_answer,
            when=_is_given,
            done=_("Both tutors and who asked are told."),
        ),
        Act(
            slug="refuse",
            title=_p("application", "Refuse"),
            deed=operations.refuse_application,
            form=topic_forms.RefuseForm,
            may=access.may_answer,
            when=in_status("submitted"),
            done=_("The application is refused, who asked is told."),
        ),
        Act(
            slug="withdraw",
            title=_p("application", "Withdraw"),
            deed=operations.withdraw_application,
            may=access.may_withdraw_application,
            when=in_status("submitted", "accepted"),
            done=_("The application is withdrawn."),
            tap=True,
        ),
    ),
)
