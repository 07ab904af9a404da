"""Closing a route, agreeing to it, giving the work up."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marshrut.routes import access, checks, operations
from marshrut.web.request import Request, signed_in
from marshrut.web.routes import forms
from marshrut.web.routes.owed import owed_of
from marshrut.web.routes.pages import form_page, open_route, refusal
from marshrut.web.routes.views.plan import allowed

EARLIER = gettext_lazy(
    "Support lasts for as long as the work goes on. It can be closed earlier"
    " only if the teacher agrees."
)


@signed_in
def close(request: Request, key: int) -> HttpResponse:
    """«Что осталось до завершения»: all that lacks, and the deed once nothing does."""
    page = open_route(request, key)
    allowed(page.leads)
    lacking = checks.closing(page.sheet, page.route, page.found, request.reach.on)
    return form_page(
        request,
        page,
        forms.CloseForm(request.POST or None, row=page.route, reach=request.reach),
        operations.close_route,
        title=_("What is left before closing"),
        button=_("Close the route"),
        done=_("The route is closed. The teacher stays included in the programme."),
        template="routes/close.html",
        route=key,
        extra={
            "lacking": refusal(page, lacking, _("Still needed for closing")),
            "owed": owed_of(request, page),
            "ready": lacking.allowed and (page.route.evaluated_on or not page.route.stage),
        },
    )


@signed_in
def agree(request: Request, key: int) -> HttpResponse:
    """The tutee agrees to close before the subject's term is over, in person or on paper."""
    page = open_route(request, key)
    allowed(page.is_open and (page.is_tutee or page.records))
    form = forms.SpokenForm(
        request.POST or None,
        request.FILES or None,
        row=page.route,
        reach=request.reach,
        on_behalf=not page.is_tutee,
    )
    return form_page(
        request,
        page,
        form,
        operations.agree_to_close,
        title=_("Agree to close"),
        button=_("Agree to close") if page.is_tutee else _("Record"),
        done=_("It is marked."),
        route=key,
        extra={"template_note": EARLIER},
    )


@signed_in
def give_up(request: Request, key: int) -> HttpResponse:
    """The work is given up: a reason and a date are enough."""
    page = open_route(request, key)
    allowed(page.is_open and access.may_give_up(request.reach, page.route))
    return form_page(
        request,
        page,
        forms.GiveUpForm(request.POST or None, row=page.route, reach=request.reach),
        operations.give_up,
        title=_("The work is given up"),
        button=_("Record"),
        done=_("Recorded. Nothing more is owed on this route."),
        route=key,
        extra={"template_note": _("A reason and a date are enough; nothing else is asked for.")},
    )
