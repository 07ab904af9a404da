"""Pages of waivers («отступления»): asking, deciding, one by one or several at once."""

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
from marshrut.web.programmes import many_waivers as many
from marshrut.web.programmes import waiver_pages as pages
from marshrut.web.programmes.columns import waivers as of_waivers
from marshrut.web.programmes.forms.waivers import (
    AskForm,
    DecideForm,
    DecideManyForm,
    WaiverFinder,
)
from marshrut.web.programmes.pages import page
from marshrut.web.programmes.things import thing_of
from marshrut.web.request import Request, signed_in


@signed_in
def waivers(request: Request, key: int) -> HttpResponse:
    """Asked, recorded and refused; those who decide may decide several at once."""
    programme = get_object_or_404(access.programmes(request.reach), pk=key)
    guarding = speaking_of(request, programme)
    finder = WaiverFinder(request.GET or None, units=access.units(request.reach, programme))
    context = page(request, programme, "waivers", title=_("Exceptions"), finder=finder)
    context |= pages.listed(request, guarding, finder)
    columns = of_waivers(request)
    return listed(
        request, "programmes/waivers.html", context, lines=context["rows"], columns=columns
    )


@signed_in
@require_POST
def decide_many(request: Request, key: int) -> HttpResponse:
    """The same decision on the chosen ones."""
    programme = get_object_or_404(access.programmes(request.reach), pk=key)
    waiting = access.waivers(request.reach).filter(programme=programme, status="asked")
    form = DecideManyForm(request.POST, waiting=list(waiting.values_list("pk", flat=True)))
    if attempt(request, form, operations.decide_many, programme=programme):
        messages.success(request, _("The decision is recorded."))
    else:
        messages.warning(request, pages.first_error(form))
    return redirect("waivers", programme.pk)


@signed_in
def ask(request: Request, key: int) -> HttpResponse:
    """Ask to lift one refusal for one thing; the address says which."""
    programme = get_object_or_404(access.programmes(request.reach), pk=key)
    guarding = speaking_of(request, programme)
    asked = request.GET
    thing = thing_of(request.reach, programme, asked.get("kind", ""), asked.get("key", ""))
    wanted = pages.wanted(request, guarding, thing)
    if thing is None or wanted is None:
        raise Http404
    if not access.may_ask_waiver(request.reach, thing.unit):
        return render(request, "403.html", status=403)
    form = AskForm(request.POST or None)
    draft = f"waiver-{wanted.mark}"
    restore(request, form, draft)
    if attempt(request, form, operations.ask_waiver, programme=programme, **wanted.parameters):
        forget(request, draft)
        messages.success(request, pages.asked_message(request, guarding, thing.unit))
        return redirect("waivers", programme.pk)
    context = page(request, programme, title=_("Record an exception"), form=form)
    context |= {"wanted": wanted, "thing": thing, "draft_key": draft}
    context["crumbs"] = pages.above(programme)
    return render(request, "programmes/waiver_ask.html", context)


@signed_in
def several(request: Request, key: int) -> HttpResponse:
    """One reason for chosen things of one clause, asked for or recorded for each."""
    programme = get_object_or_404(access.programmes(request.reach), pk=key)
    guarding = speaking_of(request, programme)
    chosen = many.chosen(request.reach, guarding, request.GET)
    if chosen is None:
        raise Http404
    if not chosen.lines:
        messages.warning(request, _("Choose at least one line."))
        return redirect(chosen.back)
    if not all(access.may_ask_waiver(request.reach, line.unit) for line in chosen.lines):
        return render(request, "403.html", status=403)
    form = AskForm(request.POST or None)
    waives = many.waives(request.reach, guarding, chosen)
    deed = operations.waive_many if waives else operations.ask_many
    if attempt(request, form, deed, programme=programme, things=chosen.lines):
        messages.success(request, many.said(guarding, len(chosen.lines), waives=waives))
        return redirect(chosen.back)
    context = page(request, programme, title=_("An exception for several"), form=form)
    context |= {"chosen": chosen, "waives": waives, "crumbs": pages.above(programme)}
    return render(request, "programmes/waivers_several.html", context)


@signed_in
def waiver(request: Request, key: int) -> HttpResponse:
    """One waiver: the clause, the reason, the decision."""
    rows = access.waivers(request.reach).select_related(
        "programme__unit", "unit", "order", "asked_by__person", "decided_by__person"
    )
    row = get_object_or_404(rows, pk=key)
    guarding = speaking_of(request, row.programme)
    office = guarding.rules.waivers_by
    may_decide = access.may_decide_waiver(request.reach, row, office=office)
    form = DecideForm(request.POST or None, row=row, reach=request.reach)
    if attempt(request, form, operations.decide_waiver, waiver=row.pk):
        messages.success(request, _("The decision is recorded."))
        return redirect("waiver", row.pk)
    context = page(request, row.programme, row=row, **pages.about(request, row, guarding))
    context["form"] = form if may_decide and row.status == "asked" else None
    context["crumbs"] = pages.above(row.programme)
    return render(request, "programmes/waiver.html", context)


@signed_in
@require_POST
def withdraw(request: Request, key: int) -> HttpResponse:
    """Take back what was asked, or end what was granted."""
    row = get_object_or_404(access.waivers(request.reach), pk=key)
    operations.withdraw_waiver(
        waiver=row.pk, row_version=row.row_version, actor=request.reach, at=request.at
    )
    messages.success(request, _("Saved."))
    return redirect("waiver", row.pk)
