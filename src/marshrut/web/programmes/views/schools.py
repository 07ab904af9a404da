"""Pages of supported schools: the list, the criteria, a request and the decision on it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut.programmes import access, operations
from marshrut.web.books import listed
from marshrut.web.deeds import attempt
from marshrut.web.drafts import forget, restore
from marshrut.web.programme_words import speaking_of
from marshrut.web.programmes import school_pages as pages
from marshrut.web.programmes.columns import criteria as of_criteria
from marshrut.web.programmes.columns import schools as of_schools
from marshrut.web.programmes.forms.schools import (
    AskForm,
    AssessForm,
    CriterionForm,
    DecideForm,
    FinishForm,
)
from marshrut.web.programmes.pages import page
from marshrut.web.request import Request, signed_in


@signed_in
def schools(request: Request, key: int) -> HttpResponse:
    """Schools that asked, with what came of it."""
    programme = get_object_or_404(access.programmes(request.reach), pk=key, schools_ask=True)
    speaking_of(request, programme)
    if not pages.may_look(request):
        raise Http404
    context = page(request, programme, "supported", title=_("Schools"))
    context |= pages.listed(request, programme)
    columns = of_schools(request)
    return listed(
        request, "programmes/schools.html", context, lines=context["rows"], columns=columns
    )


@signed_in
def ask(request: Request, key: int) -> HttpResponse:
    """The head asks; the coordinator enters what the head asked on paper."""
    programme = get_object_or_404(access.programmes(request.reach), pk=key, schools_ask=True)
    guarding = speaking_of(request, programme)
    on_behalf = not request.reach.deeds_in("head", "responsible")
    if on_behalf and not request.reach.deeds_in("municipal_coordinator"):
        return render(request, "403.html", status=403)
    form = AskForm(
        request.POST or None,
        request.FILES or None,
        programme=programme,
        reach=request.reach,
        on_behalf=on_behalf,
    )
    draft = f"support-{key}"
    restore(request, form, draft)
    if attempt(request, form, operations.ask_support, rules=guarding.rules, programme=programme):
        forget(request, draft)
        messages.success(request, _("The request is recorded. It waits for the coordinator."))
        return redirect("supported", programme.pk)
    context = page(request, programme, title=_("Request for support of the school"), form=form)
    context |= {"draft_key": draft, "button": _("Send"), "crumbs": pages.above(programme)}
    context["clause"] = pages.clause_of(guarding.rules)
    return render(request, "programmes/school_ask.html", context)


@signed_in
def criteria(request: Request, key: int) -> HttpResponse:
    """By what schools are chosen: read by all who see the list, edited by the coordinator."""
    programme = get_object_or_404(access.programmes(request.reach), pk=key, schools_ask=True)
    speaking_of(request, programme)
    if not pages.may_look(request):
        raise Http404
    may = access.may_run(request.reach, programme.unit_id)
    form = CriterionForm(request.POST or None)
    if may and attempt(request, form, operations.add_criterion, programme=programme):
        messages.success(request, _("Saved."))
        return redirect("criteria", programme.pk)
    context = page(request, programme, title=_("Criteria of choice"), form=form if may else None)
    rows = pages.criteria_of(programme)
    context |= {"rows": rows, "crumbs": pages.above(programme)}
    return listed(request, "programmes/criteria.html", context, lines=rows, columns=of_criteria())


@signed_in
@require_POST
def drop(request: Request, key: int, criterion: int) -> HttpResponse:
    """Take a criterion off the list."""
    programme = get_object_or_404(access.programmes(request.reach), pk=key, schools_ask=True)
    row = get_object_or_404(pages.criteria_seen(request, programme), pk=criterion)
    operations.drop_criterion(criterion=row.pk, actor=request.reach, at=request.at)
    messages.success(request, _("Saved."))
    return redirect("criteria", programme.pk)


@signed_in
def school(request: Request, key: int) -> HttpResponse:
    """One request: what is known of the school, the decision and its reason."""
    row = get_object_or_404(pages.seen(request), pk=key)
    guarding = speaking_of(request, row.programme)
    form = DecideForm(request.POST or None, row=row, reach=request.reach)
    deed = operations.refuse_school if form.refuses else operations.admit_school
    if attempt(request, form, deed, rules=guarding.rules, school=row.pk):
        messages.success(request, _("The decision is recorded."))
        return redirect("supported_school", row.pk)
    context = page(request, row.programme, title=str(row.unit), row=row)
    context |= pages.about(request, row, guarding.rules)
    context["form"] = form if context["may_decide"] else None
    return render(request, "programmes/school.html", context)


@signed_in
def assess(request: Request, key: int) -> HttpResponse:
    """Say what is known by each criterion."""
    row = get_object_or_404(pages.seen(request), pk=key)
    speaking_of(request, row.programme)
    if not access.may_decide_school(request.reach, row):
        return render(request, "403.html", status=403)
    form = AssessForm(request.POST or None, row=row, **pages.to_assess(request, row))
    if attempt(request, form, operations.assess_school, school=row.pk):
        messages.success(request, _("Saved."))
        return redirect("supported_school", row.pk)
    context = page(request, row.programme, title=_("The school by the criteria"), form=form)
    context |= {"button": _("Save"), "crumbs": pages.above(row.programme, row), "lead": row.unit}
    return render(request, "programmes/form.html", context)


@signed_in
@require_POST
def withdraw(request: Request, key: int) -> HttpResponse:
    """The head takes the request back."""
    row = get_object_or_404(access.schools(request.reach), pk=key)
    operations.withdraw_school(
        school=row.pk, row_version=row.row_version, actor=request.reach, at=request.at
    )
    messages.success(request, _("Saved."))
    return redirect("supported_school", row.pk)


@signed_in
def finish(request: Request, key: int) -> HttpResponse:
    """End the support of a school."""
    row = get_object_or_404(pages.seen(request), pk=key)
    speaking_of(request, row.programme)
    if not access.may_decide_school(request.reach, row):
        return render(request, "403.html", status=403)
    form = FinishForm(request.POST or None, row=row, reach=request.reach)
    if attempt(request, form, operations.finish_school, school=row.pk):
        messages.success(request, _("Saved."))
        return redirect("supported_school", row.pk)
    context = page(request, row.programme, title=_("End the support of the school"), form=form)
    context |= {"button": _("Save"), "crumbs": pages.above(row.programme, row)}
    return render(request, "programmes/form.html", context)
