"""Rows of users and of the journal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from marshrut.journal.models import JournalEntry
from marshrut.organisations.access import units
from marshrut.organisations.models import Unit
from marshrut.people import access
from marshrut.people.models import Employment, Office, Person
from marshrut.people.queries import acting_offices, main_jobs, named_like, open_offices
from marshrut.people.reach import Reach
from marshrut.web.settings.forms import ACCOUNTS, JournalFinder, UserFinder
from marshrut.web.verbs import verb_name

COLUMNS = {
    "name": ("surname", "given", "patronymic"),
    "last": ("user__last_login", "surname"),
}
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class UserLine:
    """A person with offices, the main place of work and the state of the account."""

    person: Person
    offices: Sequence[Office]
    job: Employment | None


def users(reach: Reach, finder: UserFinder) -> QuerySet[Person]:
    """Those with an office; by a name, or with all accounts, the others too."""
    rows = access.people(reach).select_related("user")
    text, role = finder.value("q"), finder.value("role")
    if text:
        rows = rows.filter(named_like(text))
    if role == ACCOUNTS:
        return rows.filter(user__isnull=False)
    if role or not text:
        held = access.offices(reach).exclude(until__lte=reach.on)
        held = held.filter(role=role) if role else held
        rows = rows.filter(pk__in=held.values("person"))
    return rows


def user_lines(people: Iterable[Person], reach: Reach) -> list[UserLine]:
    """The rows of one page."""
    rows = list(people)
    keys = [row.pk for row in rows]
    offices, jobs = open_offices(keys, reach.on), main_jobs(keys, reach.on)
    return [UserLine(row, offices.get(row.pk, []), jobs.get(row.pk)) for row in rows]


def grantable(reach: Reach) -> tuple[list[str], QuerySet[Unit]]:
    """Offices that the reader may grant somewhere, and the units where at least one of them is."""
    mine = {office for office in access.GRANTS if reach.deeds_in(office)}
    roles = {role for office in mine for role in access.GRANTS[office]}
    return sorted(roles), units(reach).filter(pk__in=reach.deeds_in(*mine)).order_by("path")


@dataclass(frozen=True, slots=True)
class JournalLine:
    """An entry without values: what was typed is nobody's business here."""

    at: datetime
    text: str
    who: str
    unit: str
    count: int


def journal(reach: Reach, finder: JournalFinder) -> QuerySet[JournalEntry]:
    """Entries the reader keeps order over, the newest first."""
    rows = access.journal(reach).select_related("actor__person").order_by("-at", "-pk")
    if text := finder.value("q"):
        rows = rows.filter(named_like(text, "actor__person__"))
    if since := finder.value("since"):
        rows = rows.filter(at__gte=_begin(since))
    if last := finder.value("last"):
        rows = rows.filter(at__lt=_begin(last + DAY))
    return rows


def journal_lines(entries: Iterable[JournalEntry], reach: Reach) -> list[JournalLine]:
    """The rows of one page."""
    rows = list(entries)
    known = {unit.pk: unit for unit in units(reach).filter(pk__in={row.unit for row in rows})}
    acting = acting_offices({row.actor_id for row in rows if row.actor_id})
    return [
        JournalLine(
            at=row.at,
            text=verb_name(row.verb),
            who=_who(row, known.get(row.unit or 0), acting),
            unit=known[row.unit].short_name if row.unit in known else "",
            count=row.count,
        )
        for row in rows
    ]


def _who(row: JournalEntry, unit: Unit | None, acting: Sequence[Office]) -> str:
    if row.actor is None:
        return _("the system")
    person = getattr(row.actor, "person", None)
    name = person.short_name if person else row.actor.login
    is_acting = unit is not None and any(_covers(office, row, unit) for office in acting)
    return _("%(office)s, acting") % {"office": name} if is_acting else name


def _covers(office: Office, row: JournalEntry, unit: Unit) -> bool:
    """Did the doer act for somebody there on the day of the entry?"""
    held = office.until is not None and office.since <= unit.day(row.at) < office.until
    return held and office.person.user_id == row.actor_id and unit.path.startswith(office.unit.path)


def _begin(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
