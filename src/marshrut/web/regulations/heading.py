"""Heading and tabs of the pages about one regulation at work."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marshrut.regulations.access import may_write
from marshrut.routes.access import routes
from marshrut.routes.queries import under_older
from marshrut.web.regulations.choosing import Chosen
from marshrut.web.regulations.links import named
from marshrut.web.request import Request
from marshrut.web.tags.dates import date_figures


def title_of(request: Request, choice: Chosen, current: str) -> str:
    """«Исполнение положения о тьюторском сопровождении педагогов»."""
    assert choice.guarding is not None  # noqa: S101 - pages without rules have a title of their own
    rules = choice.guarding.rules
    if get_language() == "en":
        title = rules.title_en or rules.title
        return title if current == "text" else _("%(title)s: how it stands") % {"title": title}
    if current == "text":
        return rules.title
    word = request.words.say("regulation")
    if not rules.title.lower().startswith(word.lower()):
        return _("%(title)s: how it stands") % {"title": rules.title}
    rest = rules.title[len(word) :]
    return _("How the %(regulation)s stands") % {
        "regulation": request.words.say("regulation", "gen") + rest
    }


def under(request: Request, choice: Chosen) -> str:
    """«Редакция 2, приказ от 26.08.2026 № 41-о»."""
    assert choice.guarding is not None  # noqa: S101 - as above
    version = choice.guarding.version
    said = _("Version %(number)s") % {"number": version.number}
    order = version.order
    if order is not None and order.number:
        said += _(", order of %(day)s No. %(number)s") % {
            "day": date_figures(order.registered_on),
            "number": order.number,
        }
    older = under_older(routes(request.reach), choice.programme, version.pk).count()
    if older and choice.may_board:
        said += " · " + _("under an earlier version: %(n)s") % {"n": older}
    return said


def tabs(request: Request, choice: Chosen, current: str) -> list[dict[str, Any]]:
    """Pages of the section that this reader has."""
    query = f"?{choice.query}"
    found = []
    if choice.may_board:
        found += [
            ("board", _("By clauses"), reverse("regulations") + query),
            ("schools", _("By organisations"), reverse("regulation_schools") + query),
        ]
        if address := named("waivers", choice.programme.pk):
            found.append(("waivers", _("Exceptions"), address))
        found.append(("casefile", _("Case file"), reverse("regulation_casefile") + query))
    found.append(("text", _("Text"), reverse("regulation_text") + query))
    if choice.may_board or may_write(request.reach, choice.programme.regulation.unit_id):
        found.append(("versions", _("Versions"), reverse("regulation_versions")))
    return [
        {"title": title, "href": href, "current": name == current} for name, title, href in found
    ]
