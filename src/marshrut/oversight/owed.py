"""Who owes what: roles that norms name, resolved to the reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from marshrut.communities.models import CommunityDuty
from marshrut.communities.queries import duties_by_clause
from marshrut.norms.assessing import Judged
from marshrut.norms.findings import Finding, State
from marshrut.norms.rules import Rules
from marshrut.norms.sheets import Case, Request, Route, Sheet, Tutor, Visit
from marshrut.oversight.gather import gather
from marshrut.oversight.scope import scope_of
from marshrut.people.reach import SCHOOL, Reach
from marshrut.people.roles import holders
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import Guarding, Unguarded, guarding, lineage

# Parameters of a norm that make its day a local setting and not the clause.
LOCAL_DAYS = frozenset({"due", "days"})
# Roles on a thing; every other role that a norm names is an office.
OF_THE_PERSON = frozenset({"tutee", "staff", "leader"})
# What a clause lays on all together is done by those to whom its head gives it.
HEAD = "community_head"
COMMUNITY = frozenset({"community", HEAD})
GAP_OWERS = ("municipal_coordinator", *SCHOOL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """Something that the reader must still do, and by which clause."""

    programme: int
    clause: str
    cite: str
    cite_en: str
    code: str
    kind: str
    key: int
    label: str
    unit: int
    due: date | None
    who: str
    local: bool
    state: State
    finding: Finding
    judged: Judged
    duty: int = 0  # by which duty it was given to the reader, if by one


def owed_for(reach: Reach, programmes: Iterable[Programme]) -> list[Owed]:
    """What the reader owes in these programmes, soonest first; a day without rules owes nothing."""
    found: list[Owed] = []
    for programme in programmes:
        try:
            rules = guarding(programme, reach.on)
        except Unguarded:
            continue
        sheets = gather(rules, reach.on, scope=scope_of(reach, programme))
        rows = rules.rules.owed(sheets, reach.on, rules.waived)
        mine = owed_by(reach, programme, rows)
        found += [_owed(programme, rules.rules, row) for row in mine]
        laid = laid_on_community(reach, rules)
        found += [_owed(programme, rules.rules, row, duty) for row, duty in laid]
    return sorted(found, key=lambda one: (one.due or reach.on, one.clause, one.kind, one.key))


def owed_by(reach: Reach, programme: Programme, rows: Sequence[Judged]) -> list[Judged]:
    """The rows that this reader owes: as tutor of the case, as the person, or by an office."""
    return [row for row in rows if _owes(reach, programme, row)]


def laid_on_community(
    reach: Reach, rules: Guarding
) -> Iterator[tuple[Judged, CommunityDuty | None]]:
    """What clauses lay on the community as a whole: of those to whom the head gave it by name.

    Until it is given to anybody it is the head's, and the coordinator's where there is no head.
    """
    about = {norm.about for _, norm in rules.rules.norms() if norm.owes in COMMUNITY}
    leads = reach.units(HEAD, "municipal_coordinator")
    if not about - {None} or not (reach.communities or leads):
        return
    given = duties_by_clause(rules.programme, reach.on)
    mine = {
        clause: duty
        for clause, duties in given.items()
        for duty in duties
        if duty.person_id == reach.person
    }
    answers = _heads_community(reach, rules.programme)
    if not (mine or answers):
        return
    sheets = gather(rules, reach.on, kinds=[kind for kind in about if kind])
    for row in rules.rules.owed(sheets, reach.on, rules.waived):
        if row.norm.owes in COMMUNITY and (row.clause in mine or row.clause not in given):
            duty = mine.get(row.clause)
            if duty or answers:
                yield row, duty


def _heads_community(reach: Reach, programme: Programme) -> bool:
    """Is it the reader who answers for what nobody by name has?"""
    unit = programme.unit
    if reach.holds(HEAD, unit.pk):
        return True
    if not reach.holds("municipal_coordinator", unit.pk):
        return False
    return not holders(HEAD, lineage(unit), on=reach.on).exists()


def _owes(reach: Reach, programme: Programme, row: Judged) -> bool:
    role, thing = row.norm.owes, row.thing
    if role in COMMUNITY:
        return False
    if role == "tutor":
        if is_gap(thing):
            return any(reach.holds(office, thing.unit) for office in GAP_OWERS)
        return _tutors(reach, thing)
    if role in OF_THE_PERSON:
        return bool(thing.person) and thing.person == reach.person
    if role in SCHOOL:
        return any(reach.holds(office, thing.unit) for office in SCHOOL)
    return reach.holds(role, thing.unit or programme.unit_id)


def is_gap(thing: Sheet) -> bool:
    """Nobody tutors it: the gap is owed by who answers for the unit."""
    if isinstance(thing, Case):
        return thing.open and not thing.tutor_person
    return isinstance(thing, Route) and thing.open and not thing.paired


def _tutors(reach: Reach, thing: Sheet) -> bool:
    if isinstance(thing, Tutor):
        return thing.key in reach.appointments
    if isinstance(thing, Route):
        return thing.case in reach.pairs
    if isinstance(thing, Case):
        return thing.key in reach.pairs
    if isinstance(thing, Request) and thing.to == "consultation":
        return thing.person == reach.person
    if isinstance(thing, Visit | Request):
        # An office shows the visits of the whole school; owed are those of one's own tutees.
        return bool(reach.pairs) and thing.person in reach.partners
    return False


def _owed(
    programme: Programme, rules: Rules, row: Judged, duty: CommunityDuty | None = None
) -> Owed:
    days = [day for day in (row.finding.due, duty.due if duty else None) if day]
    return Owed(
        programme=programme.pk,
        clause=row.clause,
        cite=rules.clause(row.clause).cite,
        cite_en=rules.clause(row.clause).cite_en,
        code=row.finding.code,
        kind=row.thing.kind,
        key=row.thing.key,
        label=row.thing.label,
        unit=row.thing.unit,
        due=min(days, default=None),
        who=row.norm.owes,
        local=bool(LOCAL_DAYS & set(row.norm.local)),
        state=row.finding.state,
        finding=row.finding,
        judged=row,
        duty=duty.pk if duty else 0,
    )
