"""Words of the library of steps and of plans: states, deeds, what goes wrong, notices."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from marshrut.web.tones import Label

PLAN_LABELS: dict[str, dict[str, Label]] = {
    "library_step": {
        "own": Label(_p("step of the library", "My own"), "none"),
        "offered": Label(_p("step of the library", "Offered to the territory"), "track"),
        "shared": Label(_p("step of the library", "Shared"), "met"),
        "withdrawn": Label(_p("step of the library", "Taken out"), "off"),
    },
    "plan_line": {
        "planned": Label(_p("line of a plan", "Planned"), "yet"),
        "late": Label(_p("line of a plan", "Overdue"), "risk"),
        "held": Label(_p("line of a plan", "Held"), "met"),
        "dropped": Label(_p("line of a plan", "Dropped"), "off"),
    },
}
PLAN_VERBS: dict[str, Promise] = {
    "keep_library_step": _p("deed done", "Step kept in the library"),
    "edit_library_step": _p("deed done", "Step of the library changed"),
    "offer_library_step": _p("deed done", "Step offered to the library of the territory"),
    "share_library_step": _p("deed done", "Step taken into the library of the territory"),
    "decline_library_step": _p("deed done", "Step not taken into the library of the territory"),
    "withdraw_library_step": _p("deed done", "Step taken out of the library"),
    "draft_steps": _p("deed done", "Steps taken from the library"),
    "add_plan_line": _p("deed done", "Event added to a plan"),
    "edit_plan_line": _p("deed done", "Event of a plan changed"),
    "hold_plan_line": _p("deed done", "Event of a plan held"),
    "drop_plan_line": _p("deed done", "Event of a plan dropped"),
}
PLAN_WRONG: dict[str, Promise] = {
    "nothing_chosen": _("Choose at least one step."),
    "unknown_level": _("There is no such level."),
    "unknown_need": _("There is no such group of competences."),
    "unknown_step": _("One of these steps is not in the library any more."),
    "no_such_plan": _("The regulation asks for no such plan."),
}
PLAN_SAID: dict[str, Promise] = {
    "library_step_shared": _("Your step is in the library of %(unit)s now: %(title)s."),
    "library_step_declined": _("Your step was left with you, see why: %(title)s."),
}
