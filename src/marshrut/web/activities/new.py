"""Making something new for one's tutees: one view, a form for each kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marshrut.activities import access, operations
from marshrut.journal.deeds import Forbidden
from marshrut.people.reach import Reach
from marshrut.programmes.models import Enrolment
from marshrut.programmes.queries import Guarding
from marshrut.requests import access as asking
from marshrut.requests import operations as requests
from marshrut.web import drafts
from marshrut.web.activities.forms.advice import OpinionForm, RecommendForm
from marshrut.web.activities.forms.consultations import ConsultationForm
from marshrut.web.activities.forms.requests import AskForm, ColleagueForm
from marshrut.web.activities.forms.visits import ProposeForm
from marshrut.web.activities.rights import gives
from marshrut.web.activities.who import right_of, term_line
from marshrut.web.deeds import DeedForm, attempt
from marshrut.web.programme_words import speaking_of
from marshrut.web.request import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """A form that makes a thing, the line above it, and the button."""

    page: str
    title: Promise
    button: Promise
    deed: Callable[..., Any]
    form: Callable[..., DeedForm]
    note: Callable[[Guarding], str]
    done: Promise
    back: str
    draft: str
    tutees: Callable[[Reach], QuerySet[Enrolment]] = asking.tutees


def _ethics(found: Guarding) -> str:
    return " · ".join(
        part
        for part in (
            _(
                "About the work, not the person: what was seen, what helps, what could be tried."
                " The teacher reads it and may turn to the coordinator."
            ),
            right_of(found, "give_opinion"),
        )
        if part
    )


CONSULTATION = New(
    page="consultation_new",
    title=gettext_lazy("Record a consultation"),
    button=gettext_lazy("Record"),
    deed=operations.record_consultation,
    form=ConsultationForm,
    note=lambda found: right_of(found, "record_consultation"),
    done=gettext_lazy("Recorded. The participants will confirm it."),
    back="consultations",
    tutees=access.tutees,
    draft="consultation",
)
VISIT = New(
    page="visit_new",
    title=gettext_lazy("Propose a visit"),
    button=gettext_lazy("Propose"),
    deed=operations.propose_visit,
    form=ProposeForm,
    note=lambda found: term_line(found, "visit"),
    done=gettext_lazy("Proposed. The visit takes place only when the teacher agrees."),
    back="visits",
    draft="visit",
)
REQUEST = New(
    page="request_new",
    title=gettext_lazy("Ask for information"),
    button=gettext_lazy("Send"),
    deed=requests.ask,
    form=AskForm,
    note=lambda found: term_line(found, "information"),
    done=gettext_lazy("The request is sent."),
    back="requests",
    draft="request",
)
COLLEAGUE = New(
    page="colleague_new",
    title=gettext_lazy("Ask a colleague"),
    button=gettext_lazy("Send"),
    deed=requests.ask_colleague,
    form=ColleagueForm,
    note=lambda found: right_of(found, "consult_colleague"),
    done=gettext_lazy("The question is sent."),
    back="requests",
    draft="colleague",
)
RECOMMENDATION = New(
    page="recommendation_new",
    title=gettext_lazy("Give a recommendation"),
    button=gettext_lazy("Give"),
    deed=operations.recommend,
    form=RecommendForm,
    note=lambda found: term_line(found, "recommendation"),
    done=gettext_lazy("The recommendation is given."),
    back="recommendations",
    draft="recommendation",
)
OPINION = New(
    page="opinion_new",
    title=gettext_lazy("Voice an opinion"),
    button=gettext_lazy("Send"),
    deed=operations.give_opinion,
    form=OpinionForm,
    note=_ethics,
    done=gettext_lazy("Saved."),
    back="opinions",
    draft="opinion",
)


def make(request: Request, kind: New) -> HttpResponse:
    """Make a new thing for the reader's tutees; who has none cannot."""
    tutees = kind.tutees(request.reach).select_related("programme", "unit")
    first = tutees.first()
    if first is None:
        raise Forbidden
    found = speaking_of(request, first.programme)
    if not gives(found.rules, kind.page):
        raise Forbidden
    form = kind.form(request.POST or None, request=request, tutees=tutees)
    drafts.restore(request, form, kind.draft)
    if attempt(request, form, kind.deed, rules=found.rules):
        drafts.forget(request, kind.draft)
        messages.success(request, str(kind.done))
        return redirect(kind.back)
    shown = {"title": kind.title, "new": kind, "form": form, "back": reverse(kind.back)}
    shown |= {"note": kind.note(found), "draft_key": kind.draft}
    return render(request, "activities/new.html", shown)
