"""The seven steps as a page shows them: what it is, how it stands, one button."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from marshrut.organisations.access import dated_units
from marshrut.oversight.first_steps import Standing, Step
from marshrut.people.reach import LEADERS, Reach

TITLES: Mapping[str, Promise] = {
    "territory": _l("Territory and quarters"),
    "regulation": _l("Regulation"),
    "order": _l("Order and programme"),
    "staff": _l("Teachers"),
    "tutors": _l("Appointments and orders"),
    "slips": _l("Sign-in slips"),
    "offices": _l("Who sees what"),
}
# What is done in the step, for who meets it for the first time.
ABOUT: Mapping[str, Promise] = {
    "territory": _l("Organisations of the territory and the terms of its school year."),
    "regulation": _l("One that comes with the system, or your own from a Word file."),
    "order": _l("The order that approves the regulation; then the programme for a year."),
    "staff": _l("Who works in each organisation: by hand or from a list."),
    "tutors": _l("Orders of all organisations in one table."),
    "slips": _l("A login and a one-time code for everyone; no mail is needed."),
    "offices": _l("Heads of organisations, and what each role reads."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page; ``state`` is a short key of a mark, ``href`` "" is no button."""

    title: str
    about: str
    said: str
    state: str
    href: str
    action: str
    main: bool


def lines(standing: Standing, reach: Reach) -> list[Line]:
    """All seven; what is being done now stands out, what the reader may not do has no button."""
    return [_line(step, standing.next, reach) for step in standing.steps]


def _is_open(step: Step, reach: Reach) -> bool:
    """May the reader open the page to which the step leads?"""
    if step.name == "offices" or (step.done and step.name in {"regulation", "order"}):
        return True
    if step.name == "territory":
        return dated_units(reach).exists()
    if step.name == "staff":
        return bool(reach.units(*LEADERS))
    return bool(reach.deeds_in("municipal_coordinator"))


def _line(step: Step, now: str, reach: Reach) -> Line:
    href, action = BUTTONS[step.name](step) if _is_open(step, reach) else ("", "")
    begun = step.count or step.stage in {"draft", "approved", "prepared"}
    ahead = "track" if begun else "yet"
    return Line(
        title=str(TITLES[step.name]),
        about=str(ABOUT[step.name]),
        said=SAID[step.name](step),
        state="met" if step.done else ahead,
        href=href,
        action=action,
        main=step.name == now,
    )


def _territory(step: Step) -> str:
    if not step.of:
        return _("No organisations yet.")
    schools = ngettext("%(n)d organisation", "%(n)d organisations", step.of) % {"n": step.of}
    terms = _("terms of your own") if step.stage == "own" else _("the usual terms of Russia")
    return f"{schools}, {terms}."


def _regulation(step: Step) -> str:
    return _("The text is in the system.") if step.done else _("No regulation yet.")


def _order(step: Step) -> str:
    said = {
        "draft": _("The regulation is a draft: it waits for its order."),
        "approved": _("The regulation is approved. Prepare the programme."),
        "prepared": _("The programme is prepared. Look through it and start it."),
        "running": _("The regulation is in force, the programme is running."),
    }
    return said.get(step.stage, _("Comes after the regulation."))


def _counted(none: Promise, some: Promise, every: Promise) -> Callable[[Step], str]:
    def said(step: Step) -> str:
        sentence = every if step.of and step.count == step.of else some if step.count else none
        return str(sentence) % {"count": step.count, "of": step.of}

    return said


SAID: Mapping[str, Callable[[Step], str]] = {
    "territory": _territory,
    "regulation": _regulation,
    "order": _order,
    "staff": _counted(
        _l("Nobody is written down yet."),
        _l("Written down in %(count)s organisations of %(of)s."),
        _l("Written down in every organisation."),
    ),
    "tutors": _counted(
        _l("Nobody is appointed yet."),
        _l("Appointed in %(count)s organisations of %(of)s."),
        _l("Appointed in every organisation."),
    ),
    "slips": _counted(
        _l("No slips are printed yet."),
        _l("Printed in %(count)s organisations of %(of)s."),
        _l("Printed in every organisation."),
    ),
    "offices": _counted(
        _l("No organisation has its head here yet."),
        _l("%(count)s organisations of %(of)s have their head here."),
        _l("Every organisation has its head here."),
    ),
}
Button = tuple[str, str]


def _to_territory(step: Step) -> Button:
    if not step.done:
        return reverse("unit_new"), _("Add an organisation")
    return reverse("calendars"), _("Look at the terms")


def _to_regulation(step: Step) -> Button:
    if not step.done:
        return reverse("regulation_load"), _("Choose a regulation")
    return reverse("regulation_version", args=[step.key]), _("Open the text")


def _to_order(step: Step) -> Button:
    if step.stage == "draft":
        return reverse("regulation_approve", args=[step.key]), _("Approve by an order")
    if step.stage == "approved":
        return reverse("programme_prepare"), _("Prepare a programme")
    if step.stage == "prepared":
        return reverse("programme", args=[step.key]), _("Start the programme")
    if step.key:
        return reverse("programme", args=[step.key]), _("Open the programme")
    return reverse("regulation_versions"), _("Open the regulations")


def _to_staff(step: Step) -> Button:
    if not step.done:
        return reverse("people"), _("Add teachers")
    return reverse("people"), _("Open the list")


def _to_tutors(_step: Step) -> Button:
    return reverse("orders_table"), _("Open the table of orders")


def _to_slips(step: Step) -> Button:
    if not step.done:
        return reverse("slips"), _("Print slips")
    return reverse("not_signed_in"), _("Who has not signed in")


def _to_offices(_step: Step) -> Button:
    return reverse("start_who"), _("Open the page")


BUTTONS: Mapping[str, Callable[[Step], Button]] = {
    "territory": _to_territory,
    "regulation": _to_regulation,
    "order": _to_order,
    "staff": _to_staff,
    "tutors": _to_tutors,
    "slips": _to_slips,
    "offices": _to_offices,
}
