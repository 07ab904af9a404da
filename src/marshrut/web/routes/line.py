"""The line of a route: its stages with stations in the order of days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from marshrut.norms.lasting import Stage
from marshrut.routes import access
from marshrut.routes.models import Product, RouteRevision, RouteStage, RouteStep
from marshrut.routes.queries import stages_of
from marshrut.web.programme_words import say
from marshrut.web.request import Request
from marshrut.web.routes import versions
from marshrut.web.routes.forms import stage_name
from marshrut.web.routes.owed import Owed
from marshrut.web.routes.pages import Open
from marshrut.web.routes.stations import (
    AHEAD,
    DONE,
    DROPPED,
    FAR,
    NOW,
    Station,
    meetings,
    scenarios,
    words,
)
from marshrut.web.routes.texts import step_form
from marshrut.web.tags.dates import date_month

ADJECTIVES = ("ый", "ий", "ой")

STEP_STATES: dict[str, str] = {
    RouteStep.Status.ACCEPTED: DONE,
    RouteStep.Status.DROPPED: DROPPED,
    RouteStep.Status.NOT_STARTED: AHEAD,
}
PRODUCT_STATES: dict[str, str] = {Product.Status.ACCEPTED: DONE, Product.Status.DRAFT: AHEAD}


# A regulation without stages: the line has one part without a name of its own.
UNSTAGED = RouteStage(key="", entered_on=date.min)


@dataclass(slots=True)
class Part:
    """One stage of the line."""

    key: str
    title: str
    state: str
    due: date | None
    skipped: str
    stations: list[Station]


def line_of(request: Request, page: Open, owed: Sequence[Owed]) -> list[Part]:
    """Stages of the route, each with everything that happened or is planned in it."""
    on = request.reach.on
    named = {stage.key: stage for stage in stages_of(page.found.rules)}
    stages = list(page.route.stages.all())
    steps = _steps(request, page)
    stations: dict[str, list[Station]] = {row.key: [] for row in stages or [UNSTAGED]}
    for key, station in (
        *((step.stage, _step(step, page, on)) for step in steps),
        *((one.stage, _product(one)) for one in owed if one.on_line),
        *_dated(stages, _revisions(request, page)),
        *_dated(stages, meetings(request, page, steps)),
        *_dated(stages, words(request, page)),
        *_dated(stages, scenarios(request, page)),
        *_dated(stages, versions.stations(page)),
    ):
        stations.setdefault(key or _last(stages), []).append(station)
    return [
        Part(
            key=row.key,
            title=_title(named.get(row.key), row.key),
            state=_state(row, on),
            due=row.due,
            skipped=row.decision if row.skipped else "",
            stations=sorted(stations[row.key], key=lambda one: one.order),
        )
        for row in stages or [UNSTAGED]
    ]


def _title(stage: Stage | None, key: str) -> str:
    """«Диагностический этап»; a noun stays as it is."""
    if not key:
        return _("The way")
    name = stage_name(stage) if stage else key
    if get_language() == "ru" and not name.endswith(ADJECTIVES):
        return name
    return _("%(name)s stage") % {"name": name}


def _state(row: RouteStage, on: date) -> str:
    if row.left_on is not None and row.left_on <= on:
        return DONE
    return NOW if row.entered_on is not None and row.entered_on <= on else AHEAD


def _last(stages: Sequence[RouteStage]) -> str:
    return stages[-1].key if stages else ""


def _dated(
    stages: Sequence[RouteStage], stations: Iterable[Station]
) -> Iterable[tuple[str, Station]]:
    """Each station with the stage that its day falls into."""
    entered = [row for row in stages if row.entered_on]
    for station in stations:
        day = station.day or FAR
        past = [row for row in entered if row.entered_on and row.entered_on <= day]
        yield (past[-1] if past else stages[0]).key if stages else "", station


# --- stations --------------------------------------------------------------------------------
def _steps(request: Request, page: Open) -> list[RouteStep]:
    rows = access.steps(request.reach).filter(route=page.route)
    return list(rows.select_related("visit").prefetch_related("evidence", "notes__author"))


def _step(step: RouteStep, page: Open, on: date) -> Station:
    state = STEP_STATES.get(step.status, NOW)
    if state == AHEAD and step.due < on:
        state = NOW
    title = step.title if page.reads_plan else _("Step %(n)s") % {"n": step.number}
    return Station(
        title=title,
        state=state,
        day=step.accepted_on or step.due,
        text=_step_text(step, page),
        notes=_step_notes(step, page),
        href=reverse("step", args=[step.pk]) if page.reads_texts else "",
        thing="step" if state != AHEAD else "",
        status=step.status,
        until=state in {AHEAD, NOW},
    )


def _step_text(step: RouteStep, page: Open) -> str:
    if not page.reads_texts:
        return ""
    return step.remark or step.dropped_reason or step.result or step.expected


def _step_notes(step: RouteStep, page: Open) -> list[str]:
    if not page.reads_texts:
        return []
    said = [step_form(step.form, page.found.rules)] if step.form else []
    count = len(step.evidence.all())
    if count:
        said.append(
            ngettext("%(n)d piece of evidence", "%(n)d pieces of evidence", count) % {"n": count}
        )
    if step.moved_from and step.moved_from != step.due:
        said.append(
            _("moved from %(day)s: %(reason)s")
            % {"day": date_month(step.moved_from), "reason": step.moved_reason}
        )
    said += [f"{note.author.short_name}: {note.text}" for note in step.notes.all()]
    return said


def _product(one: Owed) -> Station:
    row = one.product
    state = PRODUCT_STATES.get(row.status, NOW) if row else AHEAD
    readable = row is not None and one.readable
    return Station(
        title=one.title,
        state=state,
        day=(row.happened_on if row and state != AHEAD else one.due),
        text=_lead(row) if readable and row else "",
        notes=[row.author.short_name] if row else [one.line],
        href=one.href,
        thing="product" if row and row.status != Product.Status.ACCEPTED else "",
        status=row.status if row else "",
        until=state == AHEAD,
    )


def _lead(row: Product) -> str:
    """The first words of what it says."""
    texts = [text for text in row.content.values() if isinstance(text, str) and text]
    return texts[0] if texts else row.title


def _revisions(request: Request, page: Open) -> list[Station]:
    row = page.route
    found = []
    for revision in row.revisions.select_related("author"):
        first = revision.number == 1
        found.append(
            Station(
                title=_revision_title(request, revision),
                state=DONE,
                day=row.proposed_on if first else row.unit.day(revision.at),
                text=_subject(page) if first else _reason(revision, page),
                notes=[_agreed(page)] if first else [_("the reason is recorded")],
                href=reverse("route_revisions", args=[row.pk]) if page.reads_plan else "",
            )
        )
    return found


def _revision_title(request: Request, revision: RouteRevision) -> str:
    if revision.number == 1:
        name = say(request, "route", capital=True)
        return _("%(plan)s, revision 1") % {"plan": name}
    return _("Revision %(n)s") % {"n": revision.number}


def _subject(page: Open) -> str:
    subject = page.route.enrolment.subject
    return subject.title if subject else ""


def _reason(revision: RouteRevision, page: Open) -> str:
    return revision.reason if page.reads_plan else ""


def _agreed(page: Open) -> str:
    day = date_month(page.route.agreed_on)
    if page.route.agreed_as == "acquainted":
        return _("acknowledged on %(day)s") % {"day": day}
    return _("agreed on %(day)s") % {"day": day}
