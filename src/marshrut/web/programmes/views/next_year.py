"""«Перейти на новый учебный год»."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from marshrut.oversight.operations import begin_next_year
from marshrut.programmes import access
from marshrut.web.deeds import attempt
from marshrut.web.programme_words import passing, speaking_of
from marshrut.web.programmes import year_pages as pages
from marshrut.web.programmes.forms.next_year import NextYearForm
from marshrut.web.programmes.pages import page
from marshrut.web.request import Request, signed_in


@signed_in
def next_year(request: Request, key: int) -> HttpResponse:
    """The closing list, what goes over by name, and one button."""
    programme = get_object_or_404(access.programmes(request.reach).select_related("unit"), pk=key)
    if programme.status != "running" or not access.may_run(request.reach, programme.unit_id):
        raise PermissionDenied
    speaking_of(request, programme)
    plan = pages.plan_of(request, programme)
    form = NextYearForm(
        request.POST or None,
        row=programme,
        following=plan.following,
        version=plan.version,
        term=plan.term,
        preview=plan.preview,
        reach=request.reach,
    )
    if attempt(request, form, begin_next_year, programme=programme.pk):
        messages.success(request, _("The new year is prepared."))
        return redirect("programmes")
    context = page(request, programme, title=passing(request.rules), form=form)
    context |= pages.shown(request, plan, form)
    return render(request, "programmes/next_year.html", context)
