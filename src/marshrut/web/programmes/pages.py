"""What every page about one programme shows: its tabs, crumbs and links to other sections."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from marshrut.plans.queries import asked
from marshrut.programmes import access
from marshrut.programmes.models import Programme
from marshrut.web.programme_words import say
from marshrut.web.request import Request


def page(request: Request, programme: Programme, current: str = "", **more: Any) -> dict[str, Any]:
    """Context of a page of the programme; ``current`` names the open tab."""
    # A tutor from outside sees one case and not the programme that it belongs to.
    seen = access.may_see_programme(request.reach, programme)
    deeper = not current and seen
    return {
        "programme": programme,
        "tabs": _tabs(request, programme, current) if seen else [],
        "crumbs": [_crumb("programme", str(programme), programme.pk)] if deeper else [],
        "leads": bool(request.reach.units(*access.OVERSEERS)),
        **more,
    }


def _tabs(request: Request, programme: Programme, current: str) -> list[dict[str, Any]]:
    titles = {
        "programme": _("Programme"),
        "tutors": say(request, "tutor", plural=True, capital=True),
        "tutees": say(request, "tutee", plural=True, capital=True),
        "projects": say(request, "project", plural=True, capital=True),
        "waivers": _("Exceptions"),
    }
    if programme.schools_ask and request.reach.units(*access.OVERSEERS, access.TEAM):
        titles["supported"] = _("Schools")
    rules = getattr(request, "rules", None)
    if rules is not None and asked(rules):
        titles["plans"] = _("Plans")
    if not has_projects(request) and current != "projects":
        del titles["projects"]
    return [
        {"title": title, "href": reverse(name, args=[programme.pk]), "current": name == current}
        for name, title in titles.items()
    ]


def has_projects(request: Request) -> bool:
    """Does the regulation of the page speak of projects?"""
    rules = getattr(request, "rules", None)
    return rules is None or "projects" in rules.uses


def _crumb(name: str, title: str, *keys: int) -> dict[str, str]:
    return {"href": reverse(name, args=keys), "title": title}


def crumbs(*steps: tuple[str, str, int]) -> list[dict[str, str]]:
    """(name of the page, title, key) of each page above."""
    return [_crumb(name, title, key) for name, title, key in steps]


def link(name: str, *keys: int) -> str:
    """The address of a page of another section, or nothing where it is not there."""
    try:
        return reverse(name, args=keys)
    except NoReverseMatch:
        return ""
