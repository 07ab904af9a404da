"""The list of communities and the card of each."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from marshrut.communities import access, operations, queries
from marshrut.programmes.access import programmes
from marshrut.web.activities.acts import act
from marshrut.web.books import listed
from marshrut.web.communities import columns, kinds, lists, pages
from marshrut.web.communities.forms import FoundForm
from marshrut.web.deeds import attempt
from marshrut.web.request import Request, signed_in


@signed_in
def communities(request: Request) -> HttpResponse:
    """Every community of the territory: that it exists, and whether one is in it."""
    lines = lists.lines(request.reach)
    shown = {"title": _("Communities"), "lines": lines, "founding": lists.founding(request.reach)}
    return listed(
        request, "communities/list.html", shown, lines=lines, columns=columns.communities(request)
    )


@signed_in
def found(request: Request) -> HttpResponse:
    """Found a community within a programme."""
    asked = request.GET.get("programme", "")
    rows = programmes(request.reach).filter(
        pk__in=[row.pk for row in lists.founding(request.reach)]
    )
    programme = rows.filter(pk=asked if asked.isdecimal() and len(asked) < 10 else 0).first()
    programme = programme or rows.first()
    if programme is None:
        return render(request, "403.html", status=403)
    form = FoundForm(request.POST or None, programme=programme, reach=request.reach)
    if attempt(request, form, operations.found_community, programme=programme):
        messages.success(request, _("The community is founded."))
        return redirect("communities")
    shown = {"title": _("Found a community"), "form": form, "programme": programme}
    return render(request, "communities/found.html", shown)


@signed_in
def community(request: Request, key: int) -> HttpResponse:
    """From outside: what it is and how to apply; from inside also what waits."""
    row = get_object_or_404(kinds.COMMUNITY.rows(request.reach), pk=key)
    context = pages.page(request, row, "community")
    mine = pages.own_membership(row, request.reach)
    context |= {
        "mine": mine,
        "my_status": mine.status(request.reach.on) if mine else "",
        "heads": [one.person for one in queries.heads_of_community(row, request.reach.on)],
        "curators": [one.person for one in queries.curators_of(row, request.reach.on)],
        "conduct_rules": queries.last_rules(row),
        "own_people": [] if context["inside"] else pages.own_people(row, request.reach),
        "complaints": access.complaints(request.reach).filter(community=row).order_by("-made_on"),
        "compositions": row.compositions.select_related("order__unit").order_by("-on"),
    }
    return render(request, "communities/community.html", context)


@signed_in
def community_act(request: Request, key: int, slug: str) -> HttpResponse:
    return act(request, kinds.COMMUNITY, key, slug)
