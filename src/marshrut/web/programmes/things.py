"""Things that a waiver may be about: only those the reader sees, each with its name and place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from marshrut.activities import access as activities
from marshrut.groups import access as groups
from marshrut.people.reach import Reach
from marshrut.programmes import access
from marshrut.programmes.models import Programme
from marshrut.routes import access as routes
from marshrut.web.programmes.pages import link

LONGEST_KEY = 18


@dataclass(frozen=True, slots=True)
class Thing:
    """What is waived for: how people call it, where it belongs, where its page is."""

    kind: str
    key: int
    label: str
    unit: int
    programme: int
    href: str = ""


def _tutor(reach: Reach, key: int) -> Thing | None:
    row = access.appointments(reach).select_related("person").filter(pk=key).first()
    if row is None:
        return None
    href = link("tutor", key)
    return Thing("tutor", key, str(row.person), row.unit_id, row.programme_id, href)


def _case(reach: Reach, key: int) -> Thing | None:
    row = access.enrolments(reach).select_related("person").filter(pk=key).first()
    if row is None:
        return None
    href = link("tutee", key)
    return Thing("case", key, str(row.person), row.unit_id, row.programme_id, href)


def _route(reach: Reach, key: int) -> Thing | None:
    row = routes.routes(reach).select_related("enrolment__person").filter(pk=key).first()
    if row is None:
        return None
    label, href = str(row.enrolment.person), link("route", key)
    return Thing("route", key, label, row.unit_id, row.programme_id, href)


def _project(reach: Reach, key: int) -> Thing | None:
    row = access.projects(reach).filter(pk=key).first()
    return Thing("project", key, row.title, row.unit_id, row.programme_id) if row else None


def _visit(reach: Reach, key: int) -> Thing | None:
    rows = activities.visits(reach).select_related("enrolment__person")
    row: Any = rows.filter(pk=key).first()
    if row is None:
        return None
    href = link("visit", key)
    return Thing("visit", key, str(row.enrolment.person), row.unit_id, row.programme_id, href)


def _school(reach: Reach, key: int) -> Thing | None:
    row = access.schools(reach).select_related("unit").filter(pk=key).first()
    if row is None:
        return None
    href = link("supported_school", key)
    return Thing("school", key, str(row.unit), row.unit_id, row.programme_id, href)


def _group(reach: Reach, key: int) -> Thing | None:
    row = groups.groups(reach).select_related("topic").filter(pk=key).first()
    if row is None:
        return None
    label, href = f"{row.number}. {row.topic}", link("group", key)
    return Thing("group", key, label, row.unit_id, row.programme_id, href)


FINDING: Mapping[str, Callable[[Reach, int], Thing | None]] = {
    "tutor": _tutor,
    "case": _case,
    "route": _route,
    "project": _project,
    "visit": _visit,
    "school": _school,
    "group": _group,
}


def thing_of(reach: Reach, programme: Programme, kind: str, key: str) -> Thing | None:
    """The thing of this programme that the address names, if the reader sees it."""
    if not (key.isascii() and key.isdigit() and len(key) < LONGEST_KEY):
        return None
    if kind == "unit":
        unit = access.units(reach, programme).filter(pk=int(key)).first()
        return Thing("unit", unit.pk, str(unit), unit.pk, programme.pk) if unit else None
    find = FINDING.get(kind)
    thing = find(reach, int(key)) if find else None
    return thing if thing and thing.programme == programme.pk else None
