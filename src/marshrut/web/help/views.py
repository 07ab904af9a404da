"""Guides: one's own first, all the others beside; they hold nothing about anybody."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from marshrut.web.help import guides
from marshrut.web.request import Request


def index(request: Request) -> HttpResponse:
    """The guide of the reader's first role."""
    return redirect("help_guide", guides.names_for(request.reach)[0])


def guide(request: Request, name: str) -> HttpResponse:
    """One guide, with links to the rest."""
    if name not in guides.NAMES:
        raise Http404
    found = guides.guide(name)
    own = guides.names_for(request.reach)
    titles = guides.titles()
    shown = {
        "title": found.title,
        "guide": found,
        "own": [(key, titles[key]) for key in own],
        "others": [(key, title) for key, title in titles.items() if key not in own],
    }
    return render(request, "help/guide.html", shown)
