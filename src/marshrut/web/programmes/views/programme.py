"""Pages of a programme: the list, the overview, preparing, starting, conditions of a school."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut.programmes import access, operations
from marshrut.web.books import listed
from marshrut.web.deeds import attempt
from marshrut.web.drafts import forget, restore
from marshrut.web.programme_words import speaking_of
from marshrut.web.programmes.columns import programmes as of_programmes
from marshrut.web.programmes.forms.programme import ConditionsForm, PrepareForm
from marshrut.web.programmes.overview import overview, periods, versions
from marshrut.web.programmes.pages import crumbs, page
from marshrut.web.request import Request, signed_in


@signed_in
def programmes(request: Request) -> HttpResponse:
    """The programmes of one's territory; a single one is opened at once."""
    rows = list(access.programmes(request.reach).select_related("unit").order_by("-since", "title"))
    may_prepare = bool(request.reach.deeds_in("municipal_coordinator"))
    if len(rows) == 1 and "all" not in request.GET:
        return redirect("programme", rows[0].pk)
    context = {"title": _("Programmes"), "rows": rows, "may_prepare": may_prepare}
    columns = of_programmes(request)
    return listed(request, "programmes/list.html", context, lines=rows, columns=columns)


@signed_in
def programme(request: Request, key: int) -> HttpResponse:
    """The overview: dates, version, quarters, coverage, what waits."""
    row = get_object_or_404(access.programmes(request.reach).select_related("unit"), pk=key)
    guarding = speaking_of(request, row)
    context = page(request, row, "programme", title=row.title, **overview(request, guarding))
    return render(request, "programmes/programme.html", context)


@signed_in
def prepare(request: Request) -> HttpResponse:
    """Put an approved version to work."""
    if not request.reach.deeds_in("municipal_coordinator"):
        return render(request, "403.html", status=403)
    form = PrepareForm(
        request.POST or None, reach=request.reach,
        version=request.GET.get("version", ""), period=request.GET.get("period", ""),
    )  # fmt: skip
    if attempt(request, form, operations.prepare_programme):
        messages.success(request, _("The programme is prepared. Look through it and start it."))
        return redirect("programmes")
    steps = [{"href": "/programmes/?all", "title": _("Programmes")}]
    context = {"title": _("Prepare a programme"), "form": form, "crumbs": steps}
    context |= {"button": _("Prepare"), "periods": periods(form), "versions": versions(form)}
    return render(request, "programmes/prepare.html", context)


@signed_in
@require_POST
def start(request: Request, key: int) -> HttpResponse:
    """Start a prepared programme."""
    row = get_object_or_404(access.programmes(request.reach), pk=key)
    operations.start_programme(
        programme=row.pk, row_version=row.row_version, actor=request.reach, at=request.at
    )
    messages.success(request, _("The programme is running."))
    return redirect("programme", row.pk)


@signed_in
def conditions(request: Request, key: int, unit: int) -> HttpResponse:
    """Conditions of an organisation: read by who works there, written once."""
    row = get_object_or_404(access.programmes(request.reach), pk=key)
    near = request.reach.workplaces | request.reach.units(*access.OVERSEERS)
    school = get_object_or_404(access.reached(row, near), pk=unit)
    speaking_of(request, row)
    known = access.conditions(request.reach).filter(programme=row, unit=school).first()
    may_write = access.may_write_conditions(request.reach, school.pk)
    form = ConditionsForm(request.POST or None, row=known)
    draft = f"conditions-{key}-{unit}"
    restore(request, form, draft)
    write = operations.write_conditions
    if attempt(request, form, write, programme=row, unit=school.pk):
        forget(request, draft)
        messages.success(request, _("Saved."))
        return redirect("conditions", row.pk, school.pk)
    context = page(request, row, title=_("Conditions of the organisation"), row=known, unit=school)
    context |= {"form": form if may_write else None, "draft_key": draft}
    context["crumbs"] = crumbs(("programme", row.title, row.pk))
    return render(request, "programmes/conditions.html", context)
