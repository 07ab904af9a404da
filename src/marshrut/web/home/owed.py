"""What clauses ask of the reader, as lines of the first page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from marshrut.norms.assessing import kind_of
from marshrut.norms.lasting import Stages
from marshrut.norms.making import Deliverable
from marshrut.oversight.owed import Owed, owed_for
from marshrut.people.reach import Reach
from marshrut.plans.queries import COMMON, OF_SCHOOL
from marshrut.plans.sheets import MODULES
from marshrut.programmes.access import OVERSEERS
from marshrut.programmes.models import Programme
from marshrut.web.duties import duty
from marshrut.web.home.wait import Thing, Wait
from marshrut.web.programme_words import spoken
from marshrut.web.regulations.links import link_of, named

# So many people stand by name; the rest are counted.
NAMED = 4
# A kind of thing, its key, and a product of it, or "" for whatever is asked of it.
Place = tuple[str, int, str]
# Pages on which products of a programme are made.
MADE_ON = frozenset({OF_SCHOOL, COMMON, MODULES})
# Tables behind what waits for an answer.
ASKED: Mapping[str, str] = {
    "request_consultation": "request",
    "request_information": "request",
    "request_recommendation": "recommendation",
    "request_visit": "visit",
}


def owed_waits(reach: Reach, programmes: Iterable[Programme]) -> list[Wait]:
    """One line for each thing to do; the same to do about several people is one line with names."""
    rows = [one for one in owed_for(reach, programmes) if one.judged.norm.owes]
    told = list(_once(rows))
    groups: dict[tuple[int, str, str], list[Owed]] = defaultdict(list)
    for one in told:
        # Answers stay apart: each is joined with the question itself.
        apart = str(one.key) if kind_of(one.judged) in ASKED else ""
        # So does what was given to the reader by name.
        apart = f"duty {one.duty}" if one.duty else apart
        groups[one.programme, duty(one.judged), apart].append(one)
    return [
        _alone(group[0], reach) if len(group) == 1 else _together(group, reach)
        for group in groups.values()
    ]


def _once(rows: list[Owed]) -> Iterator[Owed]:
    """A clause that repeats another asks once; a stage asks only where nothing in it does."""
    busy = {place for row in rows for place in _busy(row)}
    seen: set[Thing] = set()
    for one in rows:
        thing = _thing(one)
        if thing in seen or not busy.isdisjoint(_inside(one)):
            continue
        seen.add(thing)
        yield one


def _busy(row: Owed) -> Iterator[Place]:
    """What is asked for by a clause that is no stage: the thing, and which product of it."""
    asked = row.judged.norm
    if isinstance(asked, Stages):
        return
    yield row.kind, row.key, ""
    if isinstance(asked, Deliverable):
        yield from ((row.kind, row.key, product) for product in asked.deliverable)


def _inside(stage: Owed) -> Iterator[Place]:
    """What belongs to a stage: all of its thing, in a window of a programme what it leaves."""
    norm = stage.judged.norm
    if not isinstance(norm, Stages):
        return
    if norm.stages == "programme":
        exits = (product for item in norm.items for product in item.exit)
        yield from ((stage.kind, stage.key, product) for product in exits)
    else:
        yield stage.kind, stage.key, ""


def _thing(one: Owed) -> Thing:
    if one.duty:
        return ("duty", one.duty, "")
    kind = kind_of(one.judged)
    return (ASKED[kind], one.key, "") if kind in ASKED else (kind, one.key, duty(one.judged))


def _alone(one: Owed, reach: Reach) -> Wait:
    title = duty(one.judged)
    mine = bool(reach.person) and one.judged.thing.person == reach.person
    return Wait(
        title=title if mine else f"{title}: {one.label}",
        href=_page(one) or _things(one, reach),
        thing=_thing(one),
        due=one.due,
        clause=spoken(one.cite, one.cite_en),
        local=one.local,
        state=one.state,
        programme=one.programme,
    )


def _page(one: Owed) -> str:
    """Where the thing is done, which is not always where it is seen."""
    kind, asked = kind_of(one.judged), one.judged.norm
    if isinstance(asked, Deliverable) and asked.deliverable[0] in MADE_ON:
        return _made_on(asked.deliverable[0], one)
    if kind == "staff":
        return named("regulation_text")
    if kind == "unit" and one.code == "size":
        return named("tutors", one.programme)
    return link_of(kind, one.key, one.programme)


def _made_on(product: str, one: Owed) -> str:
    """The plan of the school, the plans of the programme, or the library of steps."""
    if product == MODULES:
        return named("library")
    if product == COMMON:
        return named("plans", one.programme)
    return named("plan", one.programme, one.unit)


def _together(rows: list[Owed], reach: Reach) -> Wait:
    """One line for several: the nearest day, the gravest state, names as far as they fit."""
    first = min(rows, key=lambda one: one.due or date.max)
    people = {one.label: _page(one) or _things(one, reach) for one in rows}
    names = sorted(people.items())
    rest = len(names) - NAMED
    return Wait(
        title=duty(first.judged),
        href=_things(first, reach),
        thing=_thing(first),
        due=first.due,
        clause=spoken(first.cite, first.cite_en),
        local=first.local,
        programme=first.programme,
        state=max(one.state for one in rows),
        people=names[:NAMED] if rest > 1 else names,
        more=rest if rest > 1 else 0,
    )


def _things(one: Owed, reach: Reach) -> str:
    """The list behind the clause, which overseers have; tutors have the list of their routes."""
    if one.judged.thing.kind == "route" and not reach.units(*OVERSEERS):
        return named("routes")
    return f"{named('regulations')}?programme={one.programme}&clause={one.clause}&state=lacking"
