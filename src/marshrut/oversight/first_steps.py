"""How far a new installation has come: seven steps, each told by facts and kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from marshrut.norms.counting import Size
from marshrut.organisations.models import CalendarPeriod, Unit
from marshrut.oversight.access import GUIDES
from marshrut.people.models import Employment, Office
from marshrut.people.queries import open_jobs
from marshrut.people.reach import NOWHERE, Reach
from marshrut.people.roles import offices_on
from marshrut.programmes.models import Appointment, Programme
from marshrut.programmes.queries import Unguarded, version_on
from marshrut.regulations.models import RegulationVersion
from marshrut.regulations.queries import rules_of

STEPS = ("territory", "regulation", "order", "staff", "tutors", "slips", "offices")
APPROVED = RegulationVersion.Status.APPROVED
LED = (Office.Role.HEAD, Office.Role.RESPONSIBLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: is it done, how many organisations it is done in, and where it is done next.

    ``key`` is the row that the step speaks of (a version, a programme), 0 when there is none.
    """

    name: str
    done: bool
    count: int = 0
    of: int = 0
    stage: str = ""
    key: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All seven in their order."""

    steps: tuple[Step, ...] = field(default_factory=tuple)

    @property
    def next(self) -> str:
        """The first step that is not done; empty when all are."""
        return next((step.name for step in self.steps if not step.done), "")

    @property
    def done(self) -> int:
        return sum(step.done for step in self.steps)


def is_empty(reach: Reach) -> bool:
    """Does the reader answer for a territory without a single organisation?"""
    units = _guided(reach)
    return bool(units) and not _schools(units).exists()


def are_done(reach: Reach) -> bool:
    """Has everything been done? One question to the database when it has, or nobody asks."""
    units = _guided(reach)
    if not units:
        return True
    counts = _counts(reach, units)
    if not counts["of"] or counts["started"] < counts["of"]:
        return False
    whole = all(counts[name] == counts["of"] for name in ("staff", "slips", "offices"))
    return whole and (counts["tutors"] == counts["of"] or _has_tutors(reach, counts))


def standing(reach: Reach) -> Standing:
    """Where the reader's territory stands on the day of the reach."""
    units = _guided(reach)
    counts = _counts(reach, units)
    version, programme = _version(reach, units), _programme(reach, units)
    of = counts["of"]
    steps = {
        "territory": Step(
            name="territory",
            done=bool(of),
            count=of,
            of=of,
            stage="own" if CalendarPeriod.objects.filter(unit__in=units).exists() else "usual",
        ),
        "regulation": Step(
            name="regulation", done=version is not None, key=version.pk if version else 0
        ),
        "order": _order(version, programme),
        "tutors": Step(
            name="tutors",
            done=bool(of) and (counts["tutors"] == of or _has_tutors(reach, counts)),
            count=counts["tutors"],
            of=of,
            key=programme.pk if programme else 0,
        ),
    }
    for name in ("staff", "slips", "offices"):
        done = bool(of) and counts[name] == of
        steps[name] = Step(name=name, done=done, count=counts[name], of=of)
    return Standing(steps=tuple(steps[name] for name in STEPS))


def _guided(reach: Reach) -> frozenset[int]:
    return NOWHERE if reach.is_system else reach.units(*GUIDES)


def _schools(units: frozenset[int]) -> QuerySet[Unit]:
    return Unit.objects.filter(pk__in=units, kind__in=Unit.INSTITUTIONS)


def _counts(reach: Reach, units: frozenset[int]) -> Mapping[str, int]:
    """Organisations, and in how many of them each thing is done: one question."""
    here = {"unit": OuterRef("pk")}
    working = Employment.objects.filter(open_jobs(reach.on), **here)
    running = Programme.objects.filter(unit__in=units | reach.territories, started_on__isnull=False)
    facts = {
        "staff": Exists(working),
        # Once appointed is enough: a tutor who left is another matter, and has its own place.
        "tutors": Exists(Appointment.objects.filter(since__isnull=False, **here)),
        "slips": Exists(working.filter(person__user__isnull=False)),
        "offices": Exists(offices_on(reach.on).filter(role__in=LED, **here)),
        "started": Exists(running),
    }
    rows = _schools(units).annotate(**{f"has_{name}": fact for name, fact in facts.items()})
    wanted = {name: Count("pk", filter=Q(**{f"has_{name}": True})) for name in facts}
    found: Mapping[str, int] = rows.aggregate(of=Count("pk"), **wanted)
    return found


def _has_tutors(reach: Reach, counts: Mapping[str, int]) -> bool:
    """Where the regulation asks for no tutor in each organisation, the first one is enough."""
    if not counts["tutors"]:
        return False
    programme = _programme(reach, _guided(reach))
    if programme is None:
        return False
    try:
        rules = rules_of(version_on(programme, reach.on))
    except Unguarded:
        return False
    asked = (norm for _, norm in rules.norms() if isinstance(norm, Size))
    return not any(norm.size == "tutor" for norm in asked)


def _version(reach: Reach, units: frozenset[int]) -> RegulationVersion | None:
    """An approved version of the territory, else the newest draft."""
    rows = RegulationVersion.objects.filter(regulation__unit__in=units | reach.territories)
    found = rows.defer("document").order_by("-pk")
    return found.filter(status=APPROVED).first() or found.first()


def _programme(reach: Reach, units: frozenset[int]) -> Programme | None:
    """The programme that runs, else the one that is prepared, else the last one."""
    rows = Programme.objects.filter(unit__in=units | reach.territories).order_by("-since")
    found = sorted(rows, key=lambda row: ("running", "prepared", "closed").index(row.status))
    return next(iter(found), None)


def _order(version: RegulationVersion | None, programme: Programme | None) -> Step:
    """Approved by an order, put to work, started: each has its own button."""
    if programme is not None:
        started = programme.started_on is not None
        stage = "running" if started else "prepared"
        return Step(name="order", done=started, stage=stage, key=programme.pk)
    if version is None:
        return Step(name="order", done=False)
    stage = "approved" if version.status == APPROVED else "draft"
    return Step(name="order", done=False, stage=stage, key=version.pk)
