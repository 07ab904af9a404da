"""Deeds with what is asked, recommended and said."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marshrut.activities import access, operations
from marshrut.activities.models import Recommendation
from marshrut.requests import access as asking
from marshrut.requests import operations as requests
from marshrut.web.activities.acts import Act, Kind, in_status
from marshrut.web.activities.forms import advice
from marshrut.web.activities.forms import requests as request_forms
from marshrut.web.activities.lines import kind_name

R = Recommendation.Status
OPEN_ADVICE = (R.GIVEN, R.ACCEPTED)

REQUEST = Kind(
    name="request",
    parameter="request",
    rows=lambda reach: asking.requests(reach).select_related(
        "programme", "unit", "enrolment__person", "asked_by", "asked_of"
    ),
    page=lambda row: reverse("request", args=[row.pk]),
    about=kind_name,
    acts=(
        Act(
            slug="answer",
            title=pgettext_lazy("button", "Answer"),
            deed=requests.answer,
            form=request_forms.AnswerForm,
            may=asking.may_answer,
            behalf=asking.may_record_for,
            when=lambda row: row.is_open,
            done=_("The answer is sent."),
            main=True,
        ),
        Act(
            slug="clarify",
            title=_("Ask what is meant"),
            deed=requests.clarify,
            form=request_forms.ClarifyForm,
            may=asking.may_answer,
            when=in_status("open"),
            done=_("The question is sent. Meanwhile the clock stands."),
            note=_("Until the explanation comes, the clock stands."),
        ),
        Act(
            slug="explain",
            title=_("Explain"),
            deed=requests.explain,
            form=request_forms.ExplainForm,
            may=asking.may_lead,
            when=in_status("clarify"),
            done=_("The explanation is sent, the term is moved."),
            main=True,
        ),
        Act(
            slug="extend",
            title=_("Give more time"),
            deed=requests.extend,
            form=request_forms.ExtendForm,
            may=asking.may_lead,
            when=lambda row: row.is_open,
            done=_("The term is moved."),
        ),
        Act(
            slug="withdraw",
            title=_("Withdraw"),
            deed=requests.withdraw,
            may=asking.may_lead,
            when=lambda row: row.is_open,
            done=_("The request is withdrawn."),
            note=_("Nothing will be asked any more. The request stays in the list."),
        ),
    ),
)

RECOMMENDATION = Kind(
    name="recommendation",
    parameter="recommendation",
    rows=lambda reach: access.recommendations(reach).select_related(
        "programme", "unit", "enrolment__person", "visit"
    ),
    page=lambda row: reverse("recommendation", args=[row.pk]),
    about=lambda row: _("Recommendation"),
    acts=(
        Act(
            slug="accept",
            title=_("Accept"),
            deed=operations.accept_recommendation,
            may=access.may_answer,
            behalf=access.may_record_fulfilment,
            when=in_status(R.GIVEN),
            done=_("Accepted. Mark it when it is done."),
            tap=True,
            main=True,
        ),
        Act(
            slug="done",
            title=_("Mark as done"),
            deed=operations.mark_done,
            form=advice.DoneForm,
            may=access.may_answer,
            behalf=access.may_record_fulfilment,
            when=in_status(*OPEN_ADVICE),
            done=_("Marked as done."),
        ),
        Act(
            slug="not-done",
            title=_("Could not be done"),
            deed=operations.mark_not_done,
            form=advice.NotDoneForm,
            may=access.may_answer,
            behalf=access.may_record_fulfilment,
            when=in_status(*OPEN_ADVICE),
            done=_("The reason is recorded."),
        ),
    ),
)

OPINION = Kind(
    name="opinion",
    parameter="opinion",
    rows=lambda reach: access.opinions(reach).select_related(
        "programme", "unit", "enrolment__person"
    ),
    page=lambda row: reverse("opinion", args=[row.pk]),
    acts=(
        Act(
            slug="complain",
            title=_("I disagree: to the coordinator"),
            deed=operations.complain,
            form=advice.ComplainForm,
            may=lambda reach, row: access.may_answer(reach, row) and row.about == "tutee",
            when=lambda row: row.complained_on is None,
            done=_("Sent to the municipal coordinator."),
            note=_("The coordinator will read the opinion and what you write here."),
        ),
        Act(
            slug="settle",
            title=_("Record how it was settled"),
            deed=operations.settle_complaint,
            form=advice.SettleForm,
            may=access.may_settle,
            when=lambda row: row.complained_on is not None and row.settled_on is None,
            done=_("Recorded. Both have been told."),
            main=True,
        ),
    ),
)
