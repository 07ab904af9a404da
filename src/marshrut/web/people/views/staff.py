"""The list of teachers, newcomers, places of work."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from marshrut.people import access, operations
from marshrut.people.reach import LEADERS
from marshrut.programmes import operations as programmes
from marshrut.programmes.operations.newcomers import hire_newcomer
from marshrut.programmes.queries import posts_of
from marshrut.web.books import listed, page_of
from marshrut.web.deeds import DeedForm, attempt
from marshrut.web.people import forms, lists
from marshrut.web.programmes.lists import ordered
from marshrut.web.request import Request, signed_in


@signed_in
def people(request: Request) -> HttpResponse:
    """Everyone who works where the reader leads, with search, filters and order in the address."""
    if not request.reach.units(*LEADERS):
        raise Http404
    units = lists.staffed_units(request.reach)
    finder = forms.StaffFinder(request.GET or None, units=units)
    rows = lists.found(lists.staff(request.reach), finder)
    page = page_of(request, ordered(request, rows, lists.COLUMNS))
    shown: dict[str, Any] = {
        "title": _("Teachers"),
        "finder": finder,
        "page_obj": page,
        "lines": lists.lines(page.object_list, request.reach, request.at),
        "count": page.paginator.count,
        "one_unit": units.count() == 1,
        "may_hire": lists.kept_units(request.reach).exists(),
    }
    columns = lists.columns(request, one_unit=shown["one_unit"])
    return listed(request, "people/list.html", shown, lines=shown["lines"], columns=columns)


@signed_in
def newcomer(request: Request) -> HttpResponse:
    """A person nobody knew and a place of work; the regulation enrols them by itself."""
    units = lists.kept_units(request.reach)
    if not units.exists():
        raise PermissionDenied
    given = request.POST or None
    form = forms.NewcomerForm(given, units=units, on=request.reach.on, reach=request.reach)
    if attempt(request, form, hire_newcomer):
        messages.success(request, _("The teacher is written down."))
        return redirect("people")
    return _form(request, _("Add a teacher"), form, known=form.known)


@signed_in
def job_new(request: Request, key: int) -> HttpResponse:
    """One more place of work of a person who is known already."""
    person = get_object_or_404(access.people(request.reach), pk=key)
    units = lists.kept_units(request.reach)
    if not units.exists():
        raise PermissionDenied
    form = forms.JobForm(request.POST or None, units=units, on=request.reach.on)
    if attempt(request, form, programmes.hire, person=person):
        messages.success(request, _("The place of work is written down."))
        return redirect("person", person.pk)
    return _form(request, _("Add a place of work"), form, person=person)


@signed_in
def job_edit(request: Request, key: int) -> HttpResponse:
    """Correct a place of work, and say which post of the list it is."""
    job = get_object_or_404(access.jobs(request.reach).select_related("person", "unit"), pk=key)
    if not access.may_employ(request.reach, job.unit_id):
        raise PermissionDenied
    form = forms.CorrectForm(request.POST or None, job=job, on=request.reach.on)
    posts = posts_of(job.unit, request.reach.on)
    if attempt(request, form, operations.correct_job, employment=job.pk, posts=posts):
        messages.success(request, _("Saved."))
        return redirect("person", job.person_id)
    return _form(request, _("Correct the place of work"), form, person=job.person, job=job)


@signed_in
def job_end(request: Request, key: int) -> HttpResponse:
    """The last day of work: support here ends with it, tutees of a tutor are told of as a gap."""
    job = get_object_or_404(access.jobs(request.reach).select_related("person", "unit"), pk=key)
    if not access.may_employ(request.reach, job.unit_id):
        raise PermissionDenied
    form = forms.LeaveForm(request.POST or None, job=job)
    if attempt(request, form, programmes.leave, employment=job.pk):
        messages.success(request, _("The end of work is recorded."))
        return redirect("person", job.person_id)
    return _form(request, _("End the work here"), form, person=job.person, job=job, ends=True)


def _form(request: Request, title: str, form: DeedForm, **more: Any) -> HttpResponse:
    return render(request, "people/form.html", {"title": title, "form": form, **more})
