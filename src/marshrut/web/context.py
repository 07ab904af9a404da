"""What the frame of every page needs: menu, account, strip of the demonstration, local words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from marshrut import clock
from marshrut.clock.keeping import first_day
from marshrut.clock.steps import Step
from marshrut.oversight.first_steps import are_done
from marshrut.programmes.access import OVERSEERS
from marshrut.programmes.queries import used_in
from marshrut.web import names
from marshrut.web.menu import Menu, menu_for
from marshrut.web.tags.dates import date_month
from marshrut.web.words import DEFAULT

Links = list[dict[str, Any]]
# Buttons of the demonstration: by how much the day moves.
MOVES: tuple[tuple[str, Promise], ...] = (
    (Step.WEEK, _("+1 week")),
    (Step.MONTH, _("+1 month")),
)
ACCOUNT: tuple[tuple[str, Promise, str], ...] = (
    ("profile", _("My profile"), "user-round"),
    ("account_change_password", _("Password"), "key-round"),
    ("mfa_index", _("Second factor"), "shield-check"),
    ("usersessions_list", _("Where I am signed in"), "monitor-smartphone"),
)


@dataclass(frozen=True, slots=True)
class Account:
    """Who is signed in, as the bar shows them."""

    name: str
    note: str
    links: Links


def page(request: HttpRequest) -> dict[str, Any]:
    """Values for the frame; all lazy, so that a fragment or a plain page pays for nothing."""
    return {
        "menu": SimpleLazyObject(lambda: _menu(request)),
        "me": SimpleLazyObject(lambda: _account(request)),
        "demo": SimpleLazyObject(lambda: _demonstration(request)),
        "today": SimpleLazyObject(lambda: _today(request)),
        "words": getattr(request, "words", DEFAULT),
        "foot_links": _foot_links(),
    }


def _today(request: HttpRequest) -> date:
    """The day of the request's own moment, so that the clock is read once."""
    at = getattr(request, "at", None)
    return timezone.localdate(at) if at else clock.today()


def _menu(request: HttpRequest) -> Menu | None:
    """No menu before sign-in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    reach = getattr(request, "reach", None)
    over = ("start",) if reach is None or are_done(reach) else ()
    return menu_for(roles=roles(request), path=request.path, without=over, uses=_uses(reach))


def _uses(reach: Any) -> frozenset[str]:
    """What the regulations around the reader use, and the communities the reader is in."""
    if reach is None:
        return frozenset()
    own = frozenset({"community"}) if reach.communities else frozenset()
    return own | used_in(reach.territories | reach.units(*OVERSEERS), reach.on)


def roles(request: HttpRequest) -> frozenset[str]:
    """Offices of the reader, "tutor" for who has tutees, "linked" for a tutor from outside."""
    reach = getattr(request, "reach", None)
    if reach is None:
        return frozenset()
    offices: Mapping[str, Any] = getattr(reach, "offices", {})
    found = {str(role) for role, units in offices.items() if units}
    ties = {"tutor": "pairs", "linked": "linked"}
    return frozenset(found | {name for name, tie in ties.items() if getattr(reach, tie, None)})


def _account(request: HttpRequest) -> Account | None:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    person = getattr(user, "person", None)
    links = [
        {"href": href, "title": title, "icon": icon}
        for name, title, icon in ACCOUNT
        if (href := address(name))
    ]
    return Account(
        name=names.short(person) if person else user.get_username(),
        note=str(person) if person else "",
        links=links,
    )


def _demonstration(request: HttpRequest) -> dict[str, Any] | None:
    if not settings.DEMONSTRATION:
        return None
    signed_in = request.user.is_authenticated if hasattr(request, "user") else False
    first = first_day()
    moves = [{"value": value, "title": title} for value, title in MOVES]
    if first:
        back = gettext("Back to %(day)s") % {"day": date_month(first)}
        moves.append({"value": "back", "title": back})
    return {
        "day": _today(request),
        "url": address("demonstration_move") if signed_in else "",
        "moves": moves,
        # Where the database is no file there is no copy, and nothing brings the day back.
        "one_way": first is None,
        "personas_url": address("demonstration_personas") if signed_in else "",
    }


def _foot_links() -> Links:
    """Quiet links at the bottom, where the pages exist."""
    wanted = (("public", _("Open page")), ("about", _("About the system")), ("help", _("Help")))
    return [{"href": href, "title": title} for name, title in wanted if (href := address(name))]


def address(name: str) -> str:
    """The address of a named page, or nothing where this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
