"""Applications of organisations and teachers: the list, one of them, a new one."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from marshrut.files.keeping import download
from marshrut.groups import operations
from marshrut.groups.access import may_ask_for_oneself
from marshrut.groups.taking import kinds_of, own_kinds
from marshrut.people.queries import teachers_of
from marshrut.programmes.access import programmes, reached
from marshrut.web.activities.acts import act
from marshrut.web.books import listed
from marshrut.web.deeds import attempt
from marshrut.web.groups import columns, kinds, lists, pages, service_pages
from marshrut.web.programme_words import speaking_of
from marshrut.web.request import Request, signed_in


@signed_in
def applications(request: Request) -> HttpResponse:
    """What waits for an answer first."""
    lines = lists.application_lines(request.reach)
    shown = {
        "title": _("Applications"),
        "tabs": lists.tabs("applications", request.reach),
        "lines": lines,
        "applying": lists.applying(request.reach),
        "asking": lists.asking(request.reach),
        "own": lists.asking_for_oneself(request.reach),
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
    """Ask in the name of an organisation for work of tutors."""
    programme = get_object_or_404(programmes(request.reach).select_related("unit"), pk=key)
    found = speaking_of(request, programme)
    units = pages.applying_units(programme, request.reach)
    unit = pages.chosen_unit(units, request.GET.get("unit", ""))
    taken = kinds_of(found)
    if unit is None or not taken:
        return render(request, "403.html", status=403)
    asking = service_pages.Asking(
        programme=programme,
        found=found,
        unit=unit,
        kinds=taken,
        deed=operations.apply_for_service,
        people=teachers_of(unit, request.reach.on),
        units=units,
        programmes=lists.asking(request.reach),
    )
    return service_pages.ask(request, asking)


@signed_in
def service_own(request: Request, key: int) -> HttpResponse:
    """A teacher asks for advice or a review for themselves."""
    programme = get_object_or_404(programmes(request.reach).select_related("unit"), pk=key)
    found = speaking_of(request, programme)
    unit = reached(programme, request.reach.workplaces).order_by("pk").first()
    taken = own_kinds(request.reach, found)
    if unit is None or not taken or not may_ask_for_oneself(request.reach, unit.pk):
        return render(request, "403.html", status=403)
    asking = service_pages.Asking(
        programme=programme,
        found=found,
        unit=unit,
        kinds=taken,
        deed=operations.ask_for_oneself,
        programmes=lists.asking_for_oneself(request.reach),
        page="service_own",
    )
    return service_pages.ask(request, asking)


@signed_in
def application(request: Request, key: int) -> HttpResponse:
    """One application: where it stands, whom it names and what is answered."""
    rows = kinds.APPLICATION.rows(request.reach).prefetch_related("hand_overs__before__person")
    row = get_object_or_404(rows, pk=key)
    return render(request, "groups/application.html", service_pages.application(request, row))


@signed_in
def application_file(request: Request, key: int) -> FileResponse:
    """What is to be reviewed, for all who see the request."""
    row = get_object_or_404(kinds.APPLICATION.rows(request.reach), pk=key)
    if row.file is None:
        raise Http404
    return FileResponse(**download(row.file))


@signed_in
def application_act(request: Request, key: int, slug: str) -> HttpResponse:
    return act(request, kinds.APPLICATION, key, slug)
