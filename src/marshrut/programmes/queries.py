"""Reading programmes: which rules guard on a day, what is waived, who is without a tutor."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Greatest

from marshrut.journal.deeds import Wrong
from marshrut.norms import local
from marshrut.norms.rules import Rules, Waived
from marshrut.norms.sheets import KINDS
from marshrut.organisations.models import LocalSetting, Unit
from marshrut.people.models import Employment, Person
from marshrut.programmes.models import (
    Appointment,
    CasePause,
    Enrolment,
    ExternalTutor,
    Pairing,
    Programme,
    ProgrammeVersion,
    SchoolEnrolment,
    Waiver,
)
from marshrut.regulations.models import RegulationVersion
from marshrut.regulations.queries import rules_by, rules_of

DAY = timedelta(days=1)


class Unguarded(Wrong, LookupError):
    """No version of the regulation guards the programme on this day: it is not the moment yet."""

    def __init__(self, programme: int) -> None:
        super().__init__("unguarded")
        self.programme = programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarding:
    """What guards a programme on a day."""

    programme: Programme
    version: RegulationVersion
    rules: Rules
    waived: Waived


def nearest_day(programme: Programme, on: date) -> date:
    """This day, or the first or the last of the programme if it is before or after it."""
    return min(max(on, programme.since), programme.until - DAY)


def guarding(programme: Programme, on: date) -> Guarding:
    """The rules of the version of this day, with the waivers good on it; raises Unguarded."""
    version = version_on(programme, on)
    return Guarding(
        programme=programme,
        version=version,
        rules=set_here(rules_of(version), programme),
        waived=waived(programme, on),
    )


def set_here(rules: Rules, programme: Programme) -> Rules:
    """The rules with what their clauses leave to the place as it is set here; asks only if any."""
    wanted = local.names(rules)
    return local.set_by(nearest_settings(programme, wanted), rules) if wanted else rules


def nearest_settings(programme: Programme, wanted: Collection[str]) -> dict[str, Any]:
    """Values by name, each of the nearest unit upwards that has set it."""
    keys = lineage(programme.unit)
    rows = LocalSetting.objects.filter(unit__in=keys, name__in=wanted)
    nearest = sorted(rows, key=lambda row: keys.index(row.unit_id))
    return {row.name: row.value for row in nearest}


def version_on(programme: Programme, on: date) -> RegulationVersion:
    """The version of this day; raises Unguarded when there is none."""
    row = (
        ProgrammeVersion.objects.select_related(
            "version__order", "version__regulation__unit", "version__publication"
        )
        .defer("version__document")
        .filter(Q(until__isnull=True) | Q(until__gt=on), programme=programme, since__lte=on)
        .order_by("-since")
        .first()
    )
    if row is None:
        raise Unguarded(programme.pk)
    return row.version


def waived(programme: Programme, on: date) -> Waived:
    """(clause, code, kind, key) of everything waived on this day."""
    rows = Waiver.objects.filter(
        Q(until__isnull=True) | Q(until__gt=on),
        programme=programme,
        status=Waiver.Status.GRANTED,
        decided_on__lte=on,
    )
    return frozenset((row.clause, row.code, row.kind, row.key) for row in rows if row.kind in KINDS)


def used_in(units: Collection[int], on: date) -> frozenset[str]:
    """What the regulations of programmes in these units use on this day: communities, schools…

    Requests may be made in every programme, whatever its regulation uses.
    """
    rows = ProgrammeVersion.objects.filter(open_on(on), programme__unit__in=units)
    versions = rows.order_by().values_list("version__digest", flat=True).distinct()
    return frozenset(use for digest in versions for use in (*rules_by(digest).uses, "requests"))


def using(programmes: QuerySet[Programme], use: str, on: date) -> list[Programme]:
    """Those of the programmes whose version of this day uses it, in their order; two queries."""
    return whose_rules(programmes, lambda rules: use in rules.uses, on)


def whose_rules(
    programmes: QuerySet[Programme], say: Callable[[Rules], object], on: date
) -> list[Programme]:
    """Those of the programmes whose version of this day says so."""
    rows = list(programmes)
    versions = ProgrammeVersion.objects.filter(open_on(on), programme__in=[row.pk for row in rows])
    digests = dict(versions.values_list("programme", "version__digest"))
    return [row for row in rows if row.pk in digests and say(rules_by(digests[row.pk]))]


def lineage(unit: Unit) -> list[int]:
    """Keys from the root to the unit itself."""
    return [int(key) for key in unit.path.strip("/").split("/")]


def running_on(on: date) -> QuerySet[Programme]:
    """Programmes that have started and are neither over nor closed."""
    return Programme.objects.filter(
        started_on__lte=on, closed_on__isnull=True, until__gt=on
    ).select_related("unit")


def institutions_of(programme: Programme) -> QuerySet[Unit]:
    """All organisations of the programme's territory."""
    return Unit.objects.filter(
        path__startswith=programme.unit.path, kind__in=Unit.INSTITUTIONS
    ).order_by("name")


def units_of(programme: Programme, on: date | None = None) -> QuerySet[Unit]:
    """The organisations to which the programme applies, on this day or at all.

    Where schools come in one by one, only those that were included and have not finished.
    """
    rows = institutions_of(programme)
    if not programme.schools_ask:
        return rows
    included = SchoolEnrolment.objects.filter(programme=programme, unit=OuterRef("pk"))
    good = included.filter(open_on(on)) if on else included.filter(status="included")
    return rows.filter(Exists(good))


def covers(programme: Programme, unit: int) -> bool:
    """Does the programme reach this unit?"""
    return Unit.objects.filter(pk=unit, path__startswith=programme.unit.path).exists()


def require_open(programme: Programme) -> None:
    """Nothing begins in a programme that was closed; what began goes on to its end."""
    if programme.closed_on is not None:
        raise Wrong("programme_closed")


def not_over(on: date) -> Q:
    """Rows whose end, if any, has not come by this day."""
    return Q(until__isnull=True) | Q(until__gt=on)


def open_on(on: date, prefix: str = "") -> Q:
    """Dated rows that hold on this day."""
    until = f"{prefix}until"
    return Q(**{f"{prefix}since__lte": on}) & (
        Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": on})
    )


def not_before_since(day: date) -> Greatest:
    """For an update of ``until``: the day, but never before the row's own beginning."""
    return Greatest(F("since"), Value(day, output_field=DateField()))


def tutors(programme: Programme, on: date) -> QuerySet[Appointment]:
    """Tutors appointed on this day."""
    return Appointment.objects.filter(open_on(on), programme=programme, since__isnull=False)


def standing_on(on: date) -> QuerySet[CasePause]:
    """Pauses of this day."""
    return CasePause.objects.filter(open_on(on))


def without_tutor(programme: Programme, on: date) -> QuerySet[Enrolment]:
    """Open enrolments that nobody supports on this day: the gap alert."""
    paired = Pairing.objects.filter(
        open_on(on) & open_on(on, "appointment__"), enrolment=OuterRef("pk")
    )
    return Enrolment.objects.filter(~Exists(paired), open_on(on), programme=programme)


def employed_in(units: Any, on: date) -> QuerySet[Employment]:
    """Employments of this day in one organisation, or in several."""
    inside = {"unit": units} if isinstance(units, int) else {"unit__in": units}
    return Employment.objects.filter(open_on(on), **inside)


def posts_of(unit: Unit, on: date) -> Mapping[str, Sequence[str]]:
    """The list of posts of the regulation that applies to the unit; empty where none does."""
    for programme in running_on(on).filter(unit__in=lineage(unit)):
        try:
            return guarding(programme, on).rules.posts
        except Unguarded:
            continue
    return {}


def not_enrolled(programme: Programme, on: date) -> list[Employment]:
    """One employment for each teacher and organisation without an open enrolment; no tutors."""
    known = set(
        Enrolment.objects.filter(programme=programme, until__isnull=True).values_list(
            "person", "unit"
        )
    )
    tutoring = set(tutors(programme, on).values_list("person", flat=True))
    jobs = Employment.objects.filter(open_on(on), pedagogical=True, unit__in=units_of(programme))
    found: dict[tuple[int, int], Employment] = {}
    for job in jobs.order_by("since", "pk"):
        key = (job.person_id, job.unit_id)
        if key not in known and job.person_id not in tutoring:
            found.setdefault(key, job)
    return list(found.values())


def schools_ask(rules: Rules) -> bool:
    """Do schools come in one by one, at their own request?"""
    return bool(rules.entries("school"))


def local_days(programme: Programme, to: str, *, stated: int) -> int:
    """Working days for an answer: the nearest local setting upwards, or the regulation's own."""
    return local_number(programme, f"answer.{to}.days", stated=stated)


def local_number(programme: Programme, name: str, *, stated: int) -> int:
    """A number that a clause leaves to the place: the nearest setting upwards, or as stated."""
    return int(nearest_settings(programme, [name]).get(name, stated))


def linked_people(links: QuerySet[ExternalTutor]) -> QuerySet[Person]:
    """The tutors from outside of these links, by name."""
    return Person.objects.filter(pk__in=links.values("person")).order_by("surname", "given")
