"""Applications of organisations: the list, one of them, a new one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from marshrut.groups import operations
from marshrut.norms.serving import forms_on_request
from marshrut.programmes.access import programmes
from marshrut.web.activities.acts import act
from marshrut.web.books import listed
from marshrut.web.deeds import attempt
from marshrut.web.groups import columns, kinds, lists, pages
from marshrut.web.programme_words import speaking_of
from marshrut.web.request import Request, signed_in


@signed_in
def applications(request: Request) -> HttpResponse:
    """What waits for an answer first."""
    lines = lists.application_lines(request.reach)
    shown = {
        "title": _("Applications of organisations"),
        "tabs": lists.tabs("applications", request.reach),
        "lines": lines,
        "applying": lists.applying(request.reach),
        "asking": lists.asking(request.reach),
    }
    return listed(
        request,
        "groups/applications.html",
        shown,
        lines=lines,
        columns=columns.applications(request),
    )


@signed_in
def application_new(request: Request, key: int) -> HttpResponse:
    """Apply in the name of an organisation."""
    programme = get_object_or_404(programmes(request.reach).select_related("unit"), pk=key)
    found = speaking_of(request, programme)
    units = pages.applying_units(programme, request.reach)
    unit = pages.chosen_unit(units, request.GET.get("unit", ""))
    if unit is None:
        return render(request, "403.html", status=403)
    form = pages.application_form(request, programme, unit)
    given = {"programme": programme, "unit": unit}
    if attempt(request, form, operations.apply_for_topic, rules=found.rules, **given):
        messages.success(request, _("The application is submitted, the coordinator is told."))
        return redirect("applications")
    shown = {"title": _("Application of an organisation"), "form": form, "unit": unit}
    shown["button"] = _("Submit the application")
    return render(request, "groups/apply.html", shown | {"programme": programme, "units": units})


@signed_in
def service_new(request: Request, key: int) -> HttpResponse:
    """Ask in the name of an organisation for work that the regulation holds at a request."""
    programme = get_object_or_404(programmes(request.reach).select_related("unit"), pk=key)
    found = speaking_of(request, programme)
    units = pages.applying_units(programme, request.reach)
    unit = pages.chosen_unit(units, request.GET.get("unit", ""))
    if unit is None or not forms_on_request(found.rules):
        return render(request, "403.html", status=403)
    form = pages.service_form(request, found.rules, unit)
    given = {"programme": programme, "unit": unit}
    if attempt(request, form, operations.apply_for_service, rules=found.rules, **given):
        messages.success(request, _("The request is submitted, the coordinator is told."))
        return redirect("applications")
    shown = {"title": _("Request of an organisation"), "form": form, "unit": unit}
    shown["button"] = _("Submit the request")
    return render(request, "groups/apply.html", shown | {"programme": programme, "units": units})


@signed_in
def application(request: Request, key: int) -> HttpResponse:
    """One application: whom it names and what is answered."""
    row = get_object_or_404(kinds.APPLICATION.rows(request.reach), pk=key)
    return render(request, "groups/application.html", pages.application(request, row))


@signed_in
def application_act(request: Request, key: int, slug: str) -> HttpResponse:
    return act(request, kinds.APPLICATION, key, slug)
