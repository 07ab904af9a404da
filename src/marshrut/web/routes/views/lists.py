"""The list of routes, and the beginning of a new one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from marshrut.oversight.reaching import reach_of
from marshrut.routes import access, operations
from marshrut.web.books import listed
from marshrut.web.deeds import attempt
from marshrut.web.programme_words import say
from marshrut.web.request import Request, signed_in
from marshrut.web.routes import listing
from marshrut.web.routes.columns import routes as of_routes
from marshrut.web.routes.forms import BeginForm
from marshrut.web.routes.library_pages import may_open


@signed_in
def routes(request: Request) -> HttpResponse:
    """All routes that the reader sees; whoever has one only goes straight to it."""
    own = listing.only_own(request)
    if own is not None and not request.GET:
        return redirect("route", own)
    listing.speak(request)
    found = listing.find(request)
    context: dict[str, Any] = {
        "title": say(request, "route", plural=True, capital=True),
        "found": found,
        "page_obj": found.page,
        "library": may_open(request.reach),
        "beginners": listing.beginners(request).exists(),
    }
    columns = of_routes(request, units="unit" in found.finder.fields)
    return listed(request, "routes/list.html", context, lines=found.lines, columns=columns)


@signed_in
def begin(request: Request) -> HttpResponse:
    """Name the subject and open its support with a route."""
    people = listing.beginners(request)
    initial = {"since": request.reach.on, "listed": request.GET.get("for")}
    listing.speak(request)
    subject = say(request, "subject", capital=True)
    form = BeginForm(request.POST or None, people=people, subject=subject, initial=initial)
    if attempt(request, form, operations.begin_with_subject):
        # The reach of the request is of the moment before: it does not know the new case yet.
        reach = reach_of(request.user.pk, request.reach.on)
        newest = access.routes(reach).order_by("-pk").first()
        messages.success(request, _("The support is open, its route has begun."))
        return redirect("route", newest.pk) if newest else redirect("routes")
    title = _("Open the support: %(subject)s") % {"subject": say(request, "subject")}
    context = {"title": title, "form": form, "button": _("Open"), "people": people.exists()}
    return render(request, "routes/begin.html", context)
