"""Where the page of a thing is, by its kind and key."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import NoReverseMatch, reverse

# The names of pages of things, by the kind of sheet (requests by what they ask).
PAGES: Mapping[str, str] = {
    "activity": "consultation",
    "application": "application",
    "case": "tutee",
    "community": "community",
    "material": "community_document",
    "member": "member",
    "request_consultation": "request",
    "request_information": "request",
    "request_recommendation": "recommendation",
    "request_visit": "visit",
    "route": "route",
    "session": "group_session",
    "school": "supported_school",
    "staff": "person",
    "tutor": "tutor",
    "visit": "visit",
}


def link_of(kind: str, key: int, programme: int) -> str:
    """The address, or nothing where things of this kind have no page.

    An organisation leads to its people whom nobody supports.
    """
    if kind == "unit":
        tutees = named("tutees", programme)
        return f"{tutees}?unit={key}&without=tutor" if tutees else ""
    if kind == "programme":
        return named("communities")
    if kind == "project":
        return named("projects", programme)
    name = PAGES.get(kind)
    try:
        return reverse(name, args=[key]) if name else ""
    except NoReverseMatch:
        return ""


def named(name: str, *args: object) -> str:
    """The address of a page of another section, or nothing where it is not there."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
