"""What pages of one's own questionnaires and frameworks show, and which form each has."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from marshrut.diagnostics import access
from marshrut.diagnostics.models import OwnInstrument
from marshrut.diagnostics.questionnaires import FRAMEWORK, Group, Questionnaire
from marshrut.diagnostics.shipped import tops
from marshrut.organisations.models import Unit
from marshrut.web.deeds import DeedForm
from marshrut.web.diagnostics.own_forms import OwnForm
from marshrut.web.diagnostics.pages import asked
from marshrut.web.diagnostics.tree_forms import TreeForm
from marshrut.web.programme_words import spoken
from marshrut.web.request import Request


def new_form(request: Request, units: QuerySet[Unit], kind: str) -> DeedForm:
    """A framework is a tree, all others have statements."""
    if kind == FRAMEWORK:
        return TreeForm(request.POST or None, units=units)
    known = access.known_groups(request.reach)
    return OwnForm(request.POST or None, units=units, kind=kind, known=known)


def title_of_new(kind: str) -> str:
    return {
        FRAMEWORK: _("Competences of our own"),
        "observation": _("An observation card of our own"),
        "interview": _("A protocol of a talk of our own"),
    }.get(kind, _("A questionnaire of our own"))


def form_of(request: Request, row: OwnInstrument) -> DeedForm:
    """The form of what is being changed; groups that it has stay in it, whatever became of them."""
    units = access.home_units(request.reach)
    if row.is_framework:
        return TreeForm(request.POST or None, units=units, row=row)
    known = access.known_groups(request.reach)
    return OwnForm(request.POST or None, units=units, row=row, known=known)


def told(row: OwnInstrument, shown: Questionnaire) -> dict[str, Any]:
    """What a questionnaire asks, or the tree of a framework."""
    if not row.is_framework:
        return asked(shown)
    levels = shown.levels
    return {
        "note": shown.note,
        "count": len(shown.groups),
        "tree": tree(shown.groups),
        "levels": levels,
        "source": spoken(levels.source, levels.source_en),
    }


def tree(groups: Iterable[Group]) -> list[dict[str, Any]]:
    """Competences with their groups, each with its indicators."""
    return [
        {
            "title": _competence(key),
            "groups": [(spoken(one.title, one.title_en), one.indicators) for one in under],
        }
        for key, under in groupby(groups, key=lambda one: one.competence)
    ]


def _competence(key: str) -> str:
    known = tops().get(key)
    return spoken(known.title, known.title_en) if known else key
