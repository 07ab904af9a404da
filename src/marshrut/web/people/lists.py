"""Rows of the list of teachers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from marshrut.organisations.access import units
from marshrut.organisations.models import Unit
from marshrut.people import access
from marshrut.people.models import Employment, Person
from marshrut.people.queries import named_like, open_jobs, working_slips
from marshrut.people.reach import LEADERS, Reach
from marshrut.web.books import Column, status
from marshrut.web.names import full
from marshrut.web.people.forms import StaffFinder
from marshrut.web.people.posts import class_name
from marshrut.web.request import Request

COLUMNS: Mapping[str, Sequence[str]] = {
    "name": ("person__surname", "person__given", "person__patronymic"),
    "post": ("post", "person__surname"),
    "unit": ("unit__name", "person__surname"),
    "since": ("since", "person__surname"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A teacher in a place of work, and how far the account has come."""

    job: Employment
    post_class: str
    account: str
    is_kept: bool  # by the reader, who may then correct it


def staff(reach: Reach) -> QuerySet[Employment]:
    """Everyone who works today where the reader leads."""
    rows = access.jobs(reach).filter(open_jobs(reach.on))
    if not reach.is_system:
        rows = rows.filter(unit__in=reach.units(*LEADERS))
    return rows.select_related("person__user", "unit")


def staffed_units(reach: Reach) -> QuerySet[Unit]:
    """Organisations that the list can be narrowed to."""
    led = units(reach).filter(pk__in=reach.units(*LEADERS))
    return led.filter(kind__in=Unit.EMPLOYERS).order_by("name")


def kept_units(reach: Reach) -> QuerySet[Unit]:
    """Organisations whose staff the reader may change."""
    kept = reach.deeds_in("municipal_coordinator", "head", "responsible")
    return staffed_units(reach).filter(pk__in=kept)


def found(rows: QuerySet[Employment], finder: StaffFinder) -> QuerySet[Employment]:
    """The rows that pass the filters of the address."""
    if text := finder.value("q"):
        rows = rows.filter(named_like(text, "person__"))
    if unit := finder.value("unit"):
        rows = rows.filter(unit=unit)
    filters: dict[str, dict[str, Any]] = {
        "pedagogical": {"pedagogical": True},
        "unrecognised": {"post_class": ""},
        "no_account": {"person__user__last_login": None},
    }
    return rows.filter(**filters.get(finder.value("show") or "", {}))


def lines(jobs: Iterable[Employment], reach: Reach, at: datetime) -> list[Line]:
    """The rows of one page."""
    rows = list(jobs)
    slips = working_slips([job.person_id for job in rows], at)
    return [
        Line(
            job,
            class_name(job.post_class) if job.post_class else "",
            _account(job, job.person_id in slips),
            access.may_employ(reach, job.unit_id),
        )
        for job in rows
    ]


def columns(request: Request, *, one_unit: bool) -> tuple[Column | None, ...]:
    """Of the list as a spreadsheet; who leads one organisation sees no column of it."""
    said, post = status(request, "account"), status(request, "post")
    return (
        Column("name", _("Teacher"), lambda line: full(line.job.person)),
        Column("post", _("Post"), lambda line: line.job.post),
        Column("subject", _("Subject"), lambda line: line.job.subject),
        Column(
            "post_class",
            _("Post of the list"),
            lambda line: line.post_class or post("unrecognised"),
        ),
        None
        if one_unit
        else Column("organisation", _("Organisation"), lambda line: line.job.unit.short_name),
        Column("since", _("Works since"), lambda line: line.job.since),
        Column("sign_in", _("Sign-in"), lambda line: said(line.account)),
    )


def _account(job: Employment, has_slip: bool) -> str:
    user = job.person.user
    if user is not None and not user.is_active:
        return "blocked"
    if user is not None and user.last_login is not None:
        return "signed_in"
    return "slip" if has_slip else "none"


def to_be_printed(reach: Reach, unit: Unit, *, never: bool) -> list[Person]:
    """Staff of the organisation whose slips the reader may print, in the order of names."""
    rows = found_in(reach, unit)
    if never:
        rows = rows.filter(person__user__last_login=None)
    people = list({row.person_id: row.person for row in rows.order_by(*COLUMNS["name"])}.values())
    kept = access.keepable(reach, people)
    active = [p for p in people if p.user is None or p.user.is_active]
    return [person for person in active if person.pk in kept]


def found_in(reach: Reach, unit: Unit) -> QuerySet[Employment]:
    """Who works in this organisation today."""
    return staff(reach).filter(unit=unit)
