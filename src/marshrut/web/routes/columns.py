"""Columns of the list of routes, as its spreadsheet has them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from marshrut.web.books import Column, status
from marshrut.web.names import full
from marshrut.web.programme_words import say
from marshrut.web.request import Request
from marshrut.web.routes.listing import Line
from marshrut.web.routes.texts import product_title


def routes(request: Request, *, units: bool) -> tuple[Column | None, ...]:
    """Organisations and tutors stand where several organisations are seen."""
    route, enrolment = status(request, "route"), status(request, "enrolment")
    tutor, subject = (say(request, name, capital=True) for name in ("tutor", "subject"))
    return (
        Column("name", _("Teacher"), lambda line: full(line.route.enrolment.person)),
        Column("subject", subject, _subject),
        Column("organisation", _("Organisation"), lambda line: line.route.unit.short_name)
        if units
        else None,
        Column("tutor", tutor, lambda line: line.tutor) if units else None,
        Column("stage", _("Stage"), lambda line: line.stage),
        Column(
            "state",
            _("State"),
            lambda line: enrolment("paused") if line.paused else route(line.state),
        ),
        Column("steps_done", _("Steps done"), lambda line: line.route.done),
        Column("steps_all", _("Steps in all"), lambda line: line.route.of),
        Column("last_contact", _("Last contact"), lambda line: line.contact),
        Column("left", _("Left before closing"), lambda line: line.lacking),
        Column("closed", _("Closed on"), lambda line: line.route.closed_on),
    )


def _subject(line: Line) -> str | None:
    subject = line.route.enrolment.subject
    return subject.title if subject else None


def materials(request: Request) -> tuple[Column | None, ...]:
    """Lines are pairs: the product, and whether its reader may open it; a title is a text of it."""
    state = status(request, "product")
    return (
        Column("title", _("Material"), lambda line: (line[1] and line[0].title) or _("Material")),
        Column("kind", _("Kind"), lambda line: product_title(line[0].kind)),
        Column("tutor", say(request, "tutor", capital=True), lambda line: full(line[0].author)),
        Column("date", _("Date"), lambda line: line[0].happened_on),
        Column("state", _("State"), lambda line: state(line[0].status)),
    )
