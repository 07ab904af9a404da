"""The list of groups, a group, the approval of proposals by an order."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from marshrut.groups import access, operations
from marshrut.web.activities.acts import act
from marshrut.web.books import listed
from marshrut.web.deeds import attempt
from marshrut.web.groups import columns, forms, kinds, lists, pages
from marshrut.web.programme_words import speaking_of
from marshrut.web.refusals import offer_exceptions
from marshrut.web.request import Request, signed_in


@signed_in
def groups(request: Request) -> HttpResponse:
    """Groups that the reader sees, those at work first."""
    lines = lists.group_lines(request.reach)
    shown = {
        "title": _("Groups"),
        "tabs": lists.tabs("groups", request.reach),
        "lines": lines,
        "forming": lists.forming(request.reach),
        "proposed": sum(line.status == "proposal" for line in lines),
    }
    return listed(request, "groups/list.html", shown, lines=lines, columns=columns.groups(request))


@signed_in
def group(request: Request, key: int) -> HttpResponse:
    """A proposal or a group: who is in it, its plan, who waits for its topic."""
    row = get_object_or_404(kinds.GROUP.rows(request.reach), pk=key)
    return render(request, "groups/group.html", pages.group(request, row))


@signed_in
def group_act(request: Request, key: int, slug: str) -> HttpResponse:
    return act(request, kinds.GROUP, key, slug)


@signed_in
def place_act(request: Request, key: int, slug: str) -> HttpResponse:
    return act(request, kinds.PLACE, key, slug)


@signed_in
def external_act(request: Request, key: int, slug: str) -> HttpResponse:
    return act(request, kinds.EXTERNAL, key, slug)


@signed_in
def approve(request: Request, key: int) -> HttpResponse:
    """Form the proposals of a programme by one order."""
    rows = access.programmes_to_form(request.reach).select_related("unit")
    programme = get_object_or_404(rows, pk=key)
    found = speaking_of(request, programme)
    proposals = lists.proposals(programme, request.reach)
    form = forms.ApproveForm(
        request.POST or None, programme=programme, proposals=proposals, request=request
    )
    if attempt(request, form, operations.approve_groups, rules=found.rules):
        messages.success(request, _("The groups are formed; their people and tutors are told."))
        return redirect("groups")
    if form.refusal:
        offer_exceptions(form.refusal, programme.pk)
    shown = {"title": _("Form groups by an order"), "form": form, "programme": programme}
    return render(request, "groups/approve.html", shown | {"proposals": proposals})
