"""Pages of projects within a programme."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from marshrut.programmes import access, operations
from marshrut.web.books import listed, page_of
from marshrut.web.deeds import attempt
from marshrut.web.programme_words import say, speaking_of
from marshrut.web.programmes.columns import projects as of_projects
from marshrut.web.programmes.forms.tutors import DevelopedForm, ProjectForm
from marshrut.web.programmes.lists import ordered
from marshrut.web.programmes.pages import crumbs, page
from marshrut.web.request import Request, signed_in

COLUMNS = {
    "begun": ("-begun_on",),
    "title": ("title",),
    "unit": ("unit__short_name", "title"),
    "leader": ("leader__surname", "leader__given"),
}


@signed_in
def projects(request: Request, key: int) -> HttpResponse:
    """Projects, with their leaders."""
    programme = get_object_or_404(access.programmes(request.reach).select_related("unit"), pk=key)
    speaking_of(request, programme)
    rows = access.projects(request.reach).filter(programme=programme)
    found = page_of(request, ordered(request, rows.select_related("unit", "leader"), COLUMNS))
    lines = [
        {
            "row": row,
            "may_mark": row.developed_on is None
            and access.may_write_project(request.reach, row.unit_id, row.leader_id),
        }
        for row in found
    ]
    title = say(request, "project", plural=True, capital=True)
    context = page(request, programme, "projects", title=title, rows=lines, page_obj=found)
    context["may_add"] = access.may_begin_project(request.reach, programme)
    columns = of_projects(request)
    return listed(request, "programmes/projects.html", context, lines=lines, columns=columns)


@signed_in
def begin(request: Request, key: int) -> HttpResponse:
    """Write down a project."""
    programme = get_object_or_404(access.programmes(request.reach), pk=key)
    speaking_of(request, programme)
    if not access.may_begin_project(request.reach, programme):
        return render(request, "403.html", status=403)
    form = ProjectForm(request.POST or None, programme=programme, reach=request.reach)
    if attempt(request, form, operations.begin_project, programme=programme):
        messages.success(request, _("Saved."))
        return redirect("projects", programme.pk)
    title = say(request, "project", plural=True, capital=True)
    context = page(request, programme, title=_("New project"), form=form, button=_("Save"))
    context["crumbs"] = crumbs(
        ("programme", programme.title, programme.pk), ("projects", title, programme.pk)
    )
    return render(request, "programmes/form.html", context)


@signed_in
def developed(request: Request, key: int) -> HttpResponse:
    """The project is developed: its leader becomes a candidate where the regulation says so."""
    row = get_object_or_404(access.projects(request.reach).select_related("programme"), pk=key)
    speaking_of(request, row.programme)
    if not access.may_write_project(request.reach, row.unit_id, row.leader_id):
        return render(request, "403.html", status=403)
    form = DevelopedForm(request.POST or None, row=row, reach=request.reach)
    if attempt(request, form, operations.mark_developed, project=row.pk):
        messages.success(request, _("Marked as developed."))
        return redirect("projects", row.programme_id)
    context = page(request, row.programme, title=_("The project is developed"), form=form, row=row)
    title = say(request, "project", plural=True, capital=True)
    context |= {"button": _("Mark as developed"), "lead": f"«{row.title}», {row.leader}"}
    context["crumbs"] = crumbs(
        ("programme", row.programme.title, row.programme_id), ("projects", title, row.programme_id)
    )
    return render(request, "programmes/form.html", context)
