"""Sheets: flat immutable rows of plain values, each describing one thing on one day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, ClassVar

NOTHING: Mapping[str, Any] = MappingProxyType({})


def _nothing() -> Mapping[str, Any]:
    return NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Which thing it is, where it belongs, whom it concerns, what is counted and made."""

    kind: ClassVar[str] = ""
    key: int
    label: str = ""  # how people call the thing
    unit: int = 0
    person: int = 0
    since: date | None = None
    ends: date | None = None  # last good day of its term
    open: bool = True
    passed: frozenset[str] = frozenset()  # guarded deeds that it has been through
    counts: Mapping[str, int] = field(default_factory=_nothing)
    products: Mapping[str, tuple[date, ...]] = field(default_factory=_nothing)  # accepted, by kind
    moments: Mapping[str, date] = field(default_factory=_nothing)
    limits: Mapping[str, int] = field(default_factory=_nothing)  # what the place set for sizes
    # Kinds of product that anything collects of such things yet, and then of counts those that
    # are there; None: all that are asked for.
    collected: frozenset[str] | None = None

    def knows(self, kinds: Iterable[str]) -> bool:
        """Is any of these collected? Of what nobody collects there is «no data»."""
        return self.collected is None or not self.collected.isdisjoint(kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version(Sheet):
    """A version of a regulation."""

    kind: ClassVar[str] = "version"
    approved: bool = False
    order_of: frozenset[str] = frozenset()  # whose order approves it: issuer of the regulation


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Sheet):
    """An organisation to which the programme applies."""

    kind: ClassVar[str] = "unit"
    kind_of_unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder(Sheet):
    """Somebody who holds an office."""

    kind: ClassVar[str] = "holder"
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff(Sheet):
    """A person employed in an organisation of the programme."""

    kind: ClassVar[str] = "staff"
    pedagogical: bool = True
    enrolled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Sheet):
    kind: ClassVar[str] = "project"
    developed: bool = False
    leader_in_pool: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tutor(Sheet):
    """A candidate or an appointed tutor; months of experience are whole, by kind of post."""

    kind: ClassVar[str] = "tutor"
    posts: frozenset[str] = frozenset()  # classes of posts held
    post_unrecognised: str = ""  # a post as written that no list knows
    education: frozenset[tuple[str, str]] = frozenset()  # (level, field)
    months: Mapping[str, int] = field(default_factory=_nothing)
    employed_in: frozenset[str] = frozenset()  # kinds of organisations
    order_of: frozenset[str] = (
        frozenset()
    )  # whose order appoints: own school, issuer of the regulation...
    in_territory: bool = True  # works where the programme is
    consented: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Sheet):
    """The support of one tutee."""

    kind: ClassVar[str] = "case"
    basis: str = ""
    subject: str = ""  # innovation, topic, trajectory…; "" when there is none
    tutor_person: int = 0
    tutor_is_head: bool = False
    same_unit: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Route(Sheet):
    """The route of a case on its way through the stages."""

    kind: ClassVar[str] = "route"
    case: int = 0  # key of the case that it belongs to
    stage: str = ""
    left: frozenset[str] = frozenset()  # stages that are passed
    skipped: frozenset[str] = frozenset()
    dues: Mapping[str, date] = field(default_factory=_nothing)  # last good day of each stage
    forms: Mapping[str, frozenset[str]] = field(default_factory=_nothing)  # filled parts, by form
    author: str = ""
    proposed: bool = False
    agreed: str = ""  # agreed, acquainted; "" while the tutee has not said a word
    evaluated: bool = False
    paused: bool = False
    outcome: str = ""  # effective, partly, unconfirmed, given_up; "" while open
    closed_on: date | None = None
    closing_agreed: bool = False
    subject_until: date | None = None
    subject_open: bool = True
    paired: bool = True
    self_diagnosed: bool | None = False  # None: nobody keeps it
    skip_decided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Sheet):
    """Something asked that waits for an answer until ``ends``."""

    kind: ClassVar[str] = "request"
    to: str = ""
    answered: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Request):
    """What an organisation asks of the tutors; a rule about requests is a rule about these too."""

    kind: ClassVar[str] = "application"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Sheet):
    kind: ClassVar[str] = "visit"
    agreed: bool = False
    within_subject: bool = False
    linked_step: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally(Sheet):
    """What was held and is planned of one form from ``since`` to ``until`` (exclusive)."""

    kind: ClassVar[str] = "tally"
    of: str
    per: str
    until: date
    held: int = 0
    planned: int = 0
    known: bool = True  # False: nothing counts it yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Sheet):
    """An indicator counted: ``value`` of ``of``."""

    kind: ClassVar[str] = "figure"
    formula: str
    per: str
    value: int = 0
    of: int = 0
    known: bool = True  # False: no formula of this name yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Sheet):
    """A tutor and people on one topic; ``counts`` has members, request and pairing."""

    kind: ClassVar[str] = "group"
    forms: Mapping[str, frozenset[str]] = field(default_factory=_nothing)  # filled parts, by form


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Sheet):
    """A topic on which people are supported, and where it came from."""

    kind: ClassVar[str] = "topic"
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Sheet):
    """A member of a community; ``counts`` may hold ``idle_days`` since the last activity."""

    kind: ClassVar[str] = "member"
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Community(Sheet):
    """A community of tutors or teachers; ``counts`` may hold ``idle_days``."""

    kind: ClassVar[str] = "community"


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningCommunity(Sheet):
    """A professional learning community of one school."""

    kind: ClassVar[str] = "learning_community"


@dataclass(frozen=True, slots=True, kw_only=True)
class School(Sheet):
    """A school that is supported as a whole."""

    kind: ClassVar[str] = "school"
    basis: str = ""
    low_results: bool = False  # or difficult social conditions


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Sheet):
    """An expert review by one checklist, and the parts of it that are filled."""

    kind: ClassVar[str] = "review"
    basis: str = ""
    form: str = ""
    filled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Material(Sheet):
    """Something in the bank of materials."""

    kind: ClassVar[str] = "material"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle(Sheet):
    """The programme itself: what was made by all together, and days that others count from."""

    kind: ClassVar[str] = "programme"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held(Sheet):
    """An activity: its form, for whom it is, on whose request, whether a route sheet has it.

    One that is not ``known`` stands for all activities of a form that nobody keeps yet.
    """

    kind: ClassVar[str] = "activity"
    known: bool = True
    form: str = ""
    audience: str = ""  # teachers, pupils
    basis: str = ""
    from_route_sheet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Session(Held):
    """A session of a group; a rule about activities is a rule about these too."""

    kind: ClassVar[str] = "session"


KINDS: Mapping[str, type[Sheet]] = {
    sheet.kind: sheet
    for sheet in (
        *(Version, Unit, Holder, Staff, Project, Tutor, Case, Route, Request, Visit),
        *(Tally, Figure, Group, Topic, Member, Community, LearningCommunity, School, Review),
        *(Material, Cycle, Held),
    )
}
