"""What the reader may do on a route now: the one main button, and the rest in a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.norms.rules import Decision, Objection
from marshrut.programmes.access import appointments
from marshrut.programmes.queries import Unguarded, guarding
from marshrut.routes import access, checks
from marshrut.routes.kinds import deliverables
from marshrut.routes.queries import has_scenarios, is_agreed_by_both, planner_of
from marshrut.web.refusals import sentence
from marshrut.web.request import Request
from marshrut.web.routes.pages import Open
from marshrut.web.routes.texts import product_title


@dataclass(frozen=True, slots=True)
class Doing:
    """A link to a deed's page."""

    title: str
    href: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Next:
    """The next thing on the way; ``lacking`` says what it still waits for."""

    title: str
    href: str
    text: str = ""
    lacking: Sequence[str] = ()
    main: bool = True  # is it time for it, by the plan too?


def _to(name: str, page: Open) -> str:
    return reverse(name, args=[page.route.pk])


def next_deed(request: Request, page: Open) -> Next | None:
    """What moves the route on, for who may do it."""
    row, on = page.route, request.reach.on
    if not row.is_open:
        return None
    if page.is_tutee:
        return _next_of_tutee(page)
    waits = not row.stage and row.proposed_on is not None and row.agreed_on is None
    if not page.leads or waits:
        return None
    # Without stages there is nothing to pass: the way ends when the steps are walked.
    if row.evaluated_on or (not row.stage and row.agreed_on is not None):
        said = checks.closing(page.sheet, row, page.found, on)
        main = bool(row.evaluated_on) or not _steps_left(page)
        return _told(page, said, _("Close the route"), "route_close", main=main)
    begun = not row.stage or row.stages.filter(left_on__isnull=False).exists()
    if row.proposed_on is None and begun:
        said = checks.proposing(page.sheet, page.found, on)
        return _told(page, said, _("Propose for agreement"), "route_propose")
    said = checks.leaving(page.sheet, page.found, on)
    main = not _steps_left(page)
    return _told(page, said, _("Pass to the next stage"), "route_stage", main=main)


def _next_of_tutee(page: Open) -> Next | None:
    row = page.route
    if row.proposed_on and row.agreed_on is None:
        if is_agreed_by_both(page.found.rules):
            text = _("The plan is ready. Read it and agree, or tell what should be different.")
            return Next(_("Agree to the plan"), _to("route_acknowledge", page), text)
        text = _("The plan is ready. Read it and mark that you have.")
        return Next(_("Read and mark"), _to("route_acknowledge", page), text)
    return None


def _told(page: Open, said: Decision, title: str, name: str, *, main: bool = True) -> Next:
    lacking = [_lacks(objection) for objection in said.refusals]
    return Next(title, _to(name, page), lacking=lacking, main=main and not lacking)


def _lacks(objection: Objection) -> str:
    """A product by its title, anything else by its sentence."""
    finding = objection.finding
    if finding.code == "deliverable":
        wanted: Any = finding.wanted
        return " / ".join(product_title(kind) for kind in wanted[0])
    text = sentence(finding)
    return text[:1].upper() + text[1:]


def _steps_left(page: Open) -> bool:
    """Are there steps of this stage still to be walked?"""
    return any(
        step.stage == page.route.stage and not step.is_done for step in page.route.steps.all()
    )


def all_deeds(request: Request, page: Open) -> list[Doing]:
    """Everything else that may be done here."""
    row = page.route
    if not row.is_open:
        return []
    found: list[Doing] = []
    if page.leads:
        found += _of_tutor(page)
    if page.is_tutee:
        found += _of_tutee(page)
    if page.records and row.proposed_on and row.agreed_on is None and not page.is_tutee:
        found.append(
            Doing(
                _("Record the acknowledgement from paper"),
                _to("route_acknowledge", page),
                "file-pen",
            )
        )
    if has_scenarios(page.found.rules) and page.reads_texts:
        found.append(Doing(_("Scenarios"), _to("route_scenarios", page), "split"))
    if access.may_give_up(request.reach, row):
        found.append(Doing(_("The work is given up"), _to("route_give_up", page), "circle-x"))
    return found


def _of_tutor(page: Open) -> list[Doing]:
    row = page.route
    found = [
        Doing(_("Add a step"), _to("step_new", page), "plus"),
        Doing(_("Choose steps by difficulties"), _to("route_suggest", page), "sparkles"),
        Doing(_("Use as a model for…"), _to("route_copy", page), "copy"),
        Doing(_("What is left before closing"), _to("route_close", page), "list-checks"),
    ]
    if page.may_note:
        found.insert(1, Doing(_("Leave a note"), _to("route_note", page), "notebook-pen"))
    if row.agreed_on:
        found.append(
            Doing(_("Move the stages' last days"), _to("route_dues", page), "calendar-clock")
        )
    if page.found.rules.stages("case") and page.found.rules.stages("case").skip != "never":  # type: ignore[union-attr]
        found.append(Doing(_("Leave the stage out"), _to("route_skip", page), "skip-forward"))
    return found


def _of_tutee(page: Open) -> list[Doing]:
    found = [Doing(_("Look back"), _to("route_reflect", page), "message-circle")]
    if planner_of(page.found.rules) == "both":
        steps = Doing(_("Choose steps by difficulties"), _to("route_suggest", page), "sparkles")
        found[:0] = [Doing(_("Add a step"), _to("step_new", page), "plus"), steps]
    if page.route.closing_agreed_on is None and page.route.evaluated_on:
        found.append(Doing(_("Agree to close"), _to("route_agree_close", page), "check"))
    return found


def own_kinds(request: Request) -> list[Doing]:
    """Kinds of product that the reader owes as a tutor, each with the page that begins it."""
    found = []
    mine = appointments(request.reach).filter(pk__in=request.reach.appointments)
    for row in mine.select_related("programme__unit"):
        if row.status(request.reach.on) != "appointed":
            continue
        try:
            rules = guarding(row.programme, request.reach.on).rules
        except Unguarded:
            continue
        kinds = [
            k for norm in deliverables(rules) if norm.for_ == "tutor" for k in norm.deliverable
        ]
        found += [
            Doing(product_title(kind), reverse("own_product_new", args=[row.pk, kind]))
            for kind in kinds
        ]
    return found
