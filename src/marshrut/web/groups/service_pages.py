"""A request for work of tutors: its page, and the two ways to ask."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.groups import access
from marshrut.groups.models import Application
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import Guarding
from marshrut.web.activities.acts import offers
from marshrut.web.activities.who import cite_of
from marshrut.web.deeds import attempt
from marshrut.web.groups import kinds
from marshrut.web.groups.service_forms import ServiceForm
from marshrut.web.groups.way import way
from marshrut.web.groups.words import (
    KIND_NOTES,
    asker_title,
    form_title,
    kind_title,
    term_title,
)
from marshrut.web.programme_words import speaking_of
from marshrut.web.request import Request


def application(request: Request, row: Application) -> dict[str, Any]:
    """A request, for who asked, who answers it and who does it."""
    found = speaking_of(request, row.programme)
    people = row.demands if row.topic_id else row.named
    return {
        "title": row.what,
        "row": row,
        "asker": asker_title(row),
        "kind": kind_title(row),
        "cite": cite_of(found, row.kind),
        "topic_open": row.topic is not None and access.may_see_topic(request.reach, row.topic),
        "status": row.shown_status(request.reach.on),
        "way": way(row, request.reach.on),
        "people": people.select_related("person").order_by("person__surname", "person__given"),
        "offers": offers(kinds.APPLICATION, row, request.reach),
        "from_paper": offers(kinds.APPLICATION, row, request.reach, behalf=True),
        "crumbs": [{"href": reverse("applications"), "title": _("Applications")}],
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Somebody is about to ask: in which programme, in whose name, for what, with whom."""

    programme: Programme
    found: Guarding
    unit: Unit
    kinds: Sequence[str]
    deed: Callable[..., Any]
    people: QuerySet[Person] | None = None  # None: a teacher asks for themselves
    units: Collection[Unit] | QuerySet[Unit] = ()
    # Programmes in which the same may be asked, and the page that does it.
    programmes: Sequence[Programme] = ()
    page: str = "service_new"


def ask(request: Request, asking: Asking) -> HttpResponse:
    """First what for, then the form that fits; with one kind there is nothing to choose."""
    title = _("What do you ask for?")
    chosen = request.POST.get("kind") or request.GET.get("kind", "")
    if chosen not in asking.kinds:
        if len(asking.kinds) > 1 or len(asking.programmes) > 1:
            shown = {"title": title, "unit": asking.unit, "kinds": _choices(asking)}
            return render(request, "groups/kinds.html", shown | {"programmes": _tabs(asking)})
        [chosen] = asking.kinds
    form = ServiceForm(
        request.POST or None, request.FILES or None, kind=chosen, people=asking.people
    )
    given = {"programme": asking.programme, "unit": asking.unit}
    if attempt(request, form, asking.deed, rules=asking.found.rules, **given):
        messages.success(request, _("The request is submitted, the coordinator is told."))
        return redirect("applications")
    shown = {"title": form_title(chosen), "form": form, "kind": chosen, "units": asking.units}
    shown |= given | {"button": _("Submit the request")}
    return render(request, "groups/apply.html", shown)


def _tabs(asking: Asking) -> list[dict[str, Any]]:
    """The programmes, where there is a choice."""
    if len(asking.programmes) < 2:
        return []
    return [
        {
            "title": row.title,
            "href": reverse(asking.page, args=[row.pk]),
            "current": row == asking.programme,
        }
        for row in asking.programmes
    ]


def _choices(asking: Asking) -> list[dict[str, Any]]:
    """Each kind with a line about it, and how soon it is answered."""
    return [
        {
            "kind": kind,
            "title": form_title(kind),
            "note": KIND_NOTES.get(kind, ""),
            "term": term_title(asking.found, kind),
        }
        for kind in asking.kinds
    ]
