"""Writing the plan, proposing and acknowledging it, changing it, going through the stages."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.journal.deeds import Forbidden
from marshrut.norms.making import Form
from marshrut.routes import access, checks, operations
from marshrut.routes.queries import form_of, inherited_by, is_agreed_by_both, stages_of
from marshrut.web.programme_words import say
from marshrut.web.request import Request, signed_in
from marshrut.web.routes import forms, paper
from marshrut.web.routes.pages import Open, form_page, open_route, refusal, seen_by
from marshrut.web.routes.texts import form_title


def allowed(may: object) -> None:
    """Visible but not allowed is 403, before anything is shown to fill in."""
    if not may:
        raise Forbidden


@signed_in
def parts(request: Request, key: int, form: str) -> HttpResponse:
    """Write the parts of a form; an agreed plan is changed with a reason."""
    page = open_route(request, key)
    norm = form_of(page.found.rules, form)
    if norm is None or not page.reads_texts:
        raise Http404
    asked = _asked(request, page, norm)
    return form_page(
        request,
        page,
        asked,
        operations.revise if asked.revising else operations.write_parts,
        title=form_title(form),
        button=_("Make the change") if asked.revising else _("Save"),
        done=_("Saved."),
        draft=f"route:{key}:{form}",
        route=key,
    )


def _asked(request: Request, page: Open, norm: Form) -> forms.PartsForm:
    """The form for its author; for the tutor with the paper of the tutee whose word it is."""
    own = access.may_act_as(request.reach, page.route, norm.author)
    allowed(page.is_open and (own or (norm.author == "tutee" and page.leads)))
    return forms.PartsForm(
        request.POST or None,
        request.FILES or None,
        row=page.route,
        norm=norm,
        inherited=inherited_by(page.route),
        seen_by=seen_by(page),
        reach=request.reach,
        on_behalf=not own,
    )


@signed_in
def propose(request: Request, key: int) -> HttpResponse:
    """Put the plan before the tutee; what lacks is told before trying."""
    page = open_route(request, key)
    allowed(page.leads)
    lacking = checks.proposing(page.sheet, page.found, request.reach.on)
    form = forms.DayForm(request.POST or None, row=page.route, reach=request.reach)
    return form_page(
        request,
        page,
        form,
        operations.propose,
        title=_("Propose for agreement"),
        button=_("Propose for agreement"),
        done=_("Sent. You will be told of the answer."),
        route=key,
        extra={
            "lacking": refusal(page, lacking, _("Still needed for this")),
            "template_note": _("The plan will be seen as it is now."),
        },
    )


@signed_in
def withdraw(request: Request, key: int) -> HttpResponse:
    """Take the plan back to go on with it."""
    page = open_route(request, key)
    allowed(page.leads and page.route.proposed_on and not page.route.agreed_on)
    return form_page(
        request,
        page,
        forms.RowForm(request.POST or None, row=page.route),
        operations.withdraw_proposal,
        title=_("Take the plan back"),
        button=_("Take back"),
        done=_("The plan is a draft again."),
        route=key,
    )


@signed_in
def acknowledge(request: Request, key: int) -> HttpResponse:
    """The tutee reads and marks the plan; who records it says on what the word stands."""
    page = open_route(request, key)
    allowed(page.is_open and (page.is_tutee or page.records))
    allowed(page.route.proposed_on and not page.route.agreed_on)
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
        operations.acknowledge_route,
        title=say(request, "route", capital=True),
        button=_said(page) if page.is_tutee else _("Record"),
        done=_("It is marked."),
        template="routes/acknowledge.html",
        extra=paper.plan_of(request, page) if page.reads_plan else {},
        route=key,
    )


def _said(page: Open) -> str:
    """What the tutee does with the plan, by the regulation."""
    both = is_agreed_by_both(page.found.rules)
    return _("Agree to the plan") if both else _("Read and mark")


@signed_in
def pass_stage(request: Request, key: int) -> HttpResponse:
    """Leave the stage for the next one; what lacks is told before trying."""
    page = open_route(request, key)
    allowed(page.leads)
    lacking = checks.leaving(page.sheet, page.found, request.reach.on)
    return form_page(
        request,
        page,
        forms.DayForm(request.POST or None, row=page.route, reach=request.reach),
        operations.pass_stage,
        title=_("Pass to the next stage"),
        button=_("Pass to the next stage"),
        done=_("The stage is passed."),
        route=key,
        extra={"lacking": refusal(page, lacking, _("Still needed for this"))},
    )


@signed_in
def skip_stage(request: Request, key: int) -> HttpResponse:
    """Leave the stage out by a decision, where the regulation lets it."""
    page = open_route(request, key)
    allowed(page.leads)
    return form_page(
        request,
        page,
        forms.DecisionForm(request.POST or None, row=page.route),
        operations.skip_stage,
        title=_("Leave the stage out"),
        button=_("Leave the stage out"),
        done=_("The stage is left out, the decision is recorded."),
        route=key,
    )


@signed_in
def dues(request: Request, key: int) -> HttpResponse:
    """Move the last days of the stages that are not passed, with a reason."""
    page = open_route(request, key)
    allowed(page.leads and page.route.agreed_on)
    names = {stage.key: forms.stage_name(stage) for stage in stages_of(page.found.rules)}
    ahead: dict[str, Any] = {
        row.key: (names.get(row.key, row.key), row.due)
        for row in page.route.stages.all()
        if row.left_on is None
    }
    return form_page(
        request,
        page,
        forms.StageDuesForm(request.POST or None, row=page.route, stages=ahead),
        operations.revise,
        title=_("Move the stages' last days"),
        button=_("Make the change"),
        done=_("Saved."),
        back=reverse("route_revisions", args=[key]),
        route=key,
    )


@signed_in
def copy(request: Request, key: int) -> HttpResponse:
    """Take the plan as a model for several other routes that are still drafts."""
    page = open_route(request, key)
    allowed(page.leads)
    others = access.routes(request.reach).filter(
        enrolment__in=request.reach.pairs, proposed_on=None, closed_on=None
    )
    others = others.exclude(pk=key).select_related("enrolment__person", "enrolment__subject")
    return form_page(
        request,
        page,
        forms.CopyForm(request.POST or None, routes=others),
        operations.copy_route,
        title=_("Use as a model for…"),
        button=_("Copy"),
        done=_("Copied as drafts; nothing written before was overwritten."),
        route=key,
        extra={
            "template_note": _("Texts and steps go over as drafts. What is written there stays."),
            "nobody": not others.exists(),
        },
    )
