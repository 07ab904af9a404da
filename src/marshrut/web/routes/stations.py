"""Stations of a route's line: meetings, reflections, notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from marshrut.activities.access import visits
from marshrut.activities.queries import Event, timeline
from marshrut.routes import access
from marshrut.routes.models import RouteStep
from marshrut.web.activities.acts import Offer, offers
from marshrut.web.activities.kinds import VISIT
from marshrut.web.request import Request
from marshrut.web.routes.pages import Open

DONE, NOW, AHEAD, DROPPED = "done", "now", "ahead", "dropped"
FAR = date.max
EVENT_STATES = {
    **dict.fromkeys(("held", "shared", "replied", "read"), DONE),
    **dict.fromkeys(("proposed", "other_time"), NOW),
    **dict.fromkeys(("agreed", "planned", "announced"), AHEAD),
    **dict.fromkeys(("declined", "expired", "cancelled", "moved"), DROPPED),
}
# On the line are meetings; questions and advice wait in a card beside it.
ON_LINE = frozenset({"visit", "consultation", "activity"})


@dataclass(slots=True)
class Station:
    title: str
    state: str
    day: date | None = None
    text: str = ""
    notes: list[str] = field(default_factory=list)
    href: str = ""
    thing: str = ""  # of the badge
    status: str = ""
    until: bool = False  # the day is the last one, not the day itself
    offers: Sequence[Offer] = ()  # what may be answered right here

    @property
    def order(self) -> tuple[bool, date]:
        return self.state == AHEAD and self.day is None, self.day or FAR


def meetings(request: Request, page: Open, steps: Iterable[RouteStep]) -> list[Station]:
    """Visits and consultations; an open proposal may be answered on the line itself."""
    linked = {step.visit_id: step.title for step in steps if step.visit_id and page.reads_plan}
    found = []
    for event in timeline(page.route.enrolment_id):
        if event.thing not in ON_LINE:
            continue
        visit = event.thing == "visit"
        station = _event(event, page, linked.get(event.key, "") if visit else "")
        if visit and station.state == NOW and page.is_open:
            station.offers = _answers(request, event.key)
        found.append(station)
    return found


def _answers(request: Request, key: int) -> Sequence[Offer]:
    """What the reader may answer to a proposal of a visit."""
    row = visits(request.reach).filter(pk=key).first()
    return offers(VISIT, row, request.reach) if row else ()


def _event(event: Event, page: Open, step: str) -> Station:
    names = {
        "visit": _("Visit to a lesson"),
        "consultation": _("Consultation"),
        "activity": _("Activity"),
    }
    said = event.text if page.reads_texts else ""
    title = f"{names[event.thing]}: {said}" if said else names[event.thing]
    state = EVENT_STATES.get(event.status, DONE)
    thing = "visit" if event.thing == "visit" else "activity"
    return Station(
        title=title,
        state=state,
        day=event.on,
        text=_("Tied to the step “%(step)s”.") % {"step": step} if step else "",
        href=event.href,
        thing="" if state == DONE and thing == "activity" else thing,
        status=event.status,
    )


def scenarios(request: Request, page: Open) -> list[Station]:
    """Ways that were thought over: the chosen one, and the others as branches beside it."""
    if not page.reads_texts:
        return []
    rows = list(access.scenarios(request.reach).filter(route=page.route))
    chosen = next((row for row in rows if row.chosen_on), None)
    found = []
    for row in rows:
        state = DONE if row == chosen else DROPPED if chosen else NOW
        note = pgettext("scenario", "thought over")
        if chosen:
            beside = pgettext("scenario", "not chosen")
            note = pgettext("scenario", "chosen") if row == chosen else beside
        found.append(
            Station(
                title=_("Scenario: %(title)s") % {"title": row.title},
                state=state,
                day=row.chosen_on or page.route.unit.day(row.at),
                text=row.text,
                notes=[note],
                href=reverse("route_scenarios", args=[page.route.pk]),
            )
        )
    return found


def words(request: Request, page: Open) -> list[Station]:
    """The tutee's own looks back and the tutor's notes to the route as a whole."""
    if not page.reads_texts:
        return []
    found = []
    for one in access.reflections(request.reach).filter(route=page.route):
        said = " ".join(filter(None, (one.worked, one.hard, one.next)))
        day = page.route.unit.day(one.at)
        found.append(Station(title=_("Reflection"), state=DONE, day=day, text=said))
    notes = access.notes(request.reach).filter(route=page.route, step=None)
    for note in notes.select_related("author", "file"):
        day = page.route.unit.day(note.at)
        href = reverse("note_file", args=[note.pk]) if note.file_id else ""
        found.append(
            Station(
                title=pgettext("route", "Note"),
                state=DONE,
                day=day,
                text=note.text,
                href=href,
                notes=[note.author.short_name],
            )
        )
    return found
