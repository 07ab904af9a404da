"""Forming groups: from a demand to a proposal with reasons and proof."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from marshrut.formation.market import Arcs, Market, market
from marshrut.formation.proposals import Group, Member, Proposal, Reason
from marshrut.formation.reasons import Reasons
from marshrut.formation.solving import Decision, burden, decide
from marshrut.formation.splitting import split
from marshrut.formation.stating import verify
from marshrut.formation.values import Applicant, Demand, Kept


def propose(demand: Demand) -> Proposal:
    """Form groups; raise ``Misstated`` when the demand contradicts itself.

    The same demand has the same proposal, in whatever order its people stand. Kept groups come
    first and stay as they are, with newcomers where they have room.
    """
    verify(demand)
    offered = market(demand)
    groups, taken, numbers = _groups(offered, decision := decide(offered))
    reasons = Reasons(demand, offered, taken, numbers)
    kept = {group.kept.key: group for group in groups if group.kept}
    old = [kept.get(one.key) or _Group(one.topic, one.tutor, (), one) for one in demand.kept]
    new = [group for group in groups if group.kept is None]
    return Proposal(
        groups=tuple(
            Group(
                topic=one.topic,
                tutor=one.tutor,
                members=(*_settled(one.kept), *reasons.members(one.topic, one.tutor, one.people)),
                kept=one.kept.key if one.kept else None,
            )
            for one in (*sorted(old, key=_of_kept), *new)
        ),
        waiting=tuple(reasons.waiting()),
        value=burden(offered, taken),
        bound=decision.bound,
    )


class _Group(NamedTuple):
    topic: int
    tutor: int
    people: tuple[Applicant, ...]
    kept: Kept | None


def _of_kept(group: _Group) -> int:
    return group.kept.key if group.kept else 0


def _settled(kept: Kept | None) -> Iterator[Member]:
    for key in sorted(kept.members) if kept else ():
        yield Member(key=key, reasons=(Reason("kept"),))


def _groups(offered: Market, decision: Decision) -> tuple[list[_Group], Arcs, Counter[int]]:
    """Groups by place, arcs without those who fit into none, numbers of groups by place."""
    by_place: defaultdict[int, list[int]] = defaultdict(list)
    for person, taken, _ in decision.taken:
        by_place[taken].append(person)
    found: list[_Group] = []
    numbers: Counter[int] = Counter()
    stays = np.zeros(len(offered.people), bool)
    for number, people in sorted(by_place.items()):
        place = offered.places[number]
        groups, _ = split(
            [offered.people[person] for person in sorted(people)],
            groups=decision.groups[number],
            least=place.least,
            most=place.most,
        )
        numbers[number] = len(groups)
        keys = {one.key for group in groups for one in group}
        stays[[person for person in people if offered.people[person].key in keys]] = True
        for group in groups:
            ordered = tuple(sorted(group, key=lambda one: one.key))
            found.append(_Group(place.topic, place.tutor.key, ordered, place.kept))
    return found, decision.taken[stays[decision.taken.person]], numbers
