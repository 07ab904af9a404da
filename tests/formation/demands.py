"""Demands for tests: people, tutors, and what can be said of any proposal."""

from __future__ import annotations

import random
from collections import Counter
from math import ceil
from typing import Any

from marshrut.formation.burdens import of_leaving, of_placing
from marshrut.formation.proposals import Proposal
from marshrut.formation.values import Applicant, Basis, Choice, Demand, Limits, Roads, Tutor

EIGHT_TO_TEN = Limits(least=8, most=10, clause="oktyabrsky:4.3")


def person(key: int, *topics: int, **more: Any) -> Applicant:
    """Somebody who asks for these topics, all alike."""
    choices = tuple(Choice(topic=topic) for topic in topics)
    return Applicant(**{"key": key, "choices": choices} | more)


def people(count: int, *topics: int, since: int = 1, **more: Any) -> tuple[Applicant, ...]:
    return tuple(person(key, *topics, **more) for key in range(since, since + count))


def tutor(key: int, *topics: int, **more: Any) -> Tutor:
    return Tutor(**{"key": key, "topics": frozenset(topics), "capacity": 10} | more)


def crowd(count: int, *, seed: int = 1, towns: int = 1, **more: Any) -> Demand:
    """So many people of invented towns, where nearly all can be placed."""
    chance = random.Random(seed)
    places = [
        (town * 1000 + chance.random() * 70, chance.random() * 70)
        for town in range(towns)
        for _ in range(8)
    ]
    minutes = {
        (one + 1, other + 1): 5 + int(((a - x) ** 2 + (b - y) ** 2) ** 0.5)
        for one, (a, b) in enumerate(places)
        for other, (x, y) in enumerate(places[:one])
    }
    subjects = ("", "history", "physics", "music")

    def topics() -> list[int]:
        return chance.sample(range(1, 5), chance.choice((1, 1, 1, 2)))

    applicants = tuple(
        Applicant(
            key=key,
            school=chance.randint(1, len(places)),
            subject=chance.choice(subjects),
            choices=tuple(
                Choice(
                    topic=topic, strength=chance.randint(1, 5), basis=chance.choice(tuple(Basis))
                )
                for topic in topics()
            ),
            apart=frozenset({chance.randint(1, count)} if chance.random() < 0.03 else ()) - {key},
        )
        for key in range(1, count + 1)
    )
    tutors = tuple(
        Tutor(
            key=10_000 + number,
            school=(home := chance.randint(1, len(places))),
            subject=chance.choice(subjects),
            topics=frozenset(topics()),
            capacity=chance.choice((10, 16, 20)),
            most_groups=chance.choice((1, 2)),
            head_of=frozenset({home} if chance.random() < 0.1 else ()),
        )
        for number in range(count // 8)
    )
    roads = Roads(minutes=minutes, farthest=90 if towns > 1 else None)
    return Demand(
        **{"applicants": applicants, "tutors": tutors, "limits": EIGHT_TO_TEN, "roads": roads}
        | more
    )


def burden(demand: Demand, proposal: Proposal) -> int:
    """What a proposal weighs, counted again from its groups, with everybody left over."""
    applicants = {one.key: one for one in demand.applicants}
    tutors = {one.key: one for one in demand.tutors}
    total = 0
    for group in proposal.groups:
        for member in group.members:
            one = applicants.pop(member.key, None)
            choice = one.choice(group.topic) if one else None
            if one is not None and choice is not None:
                leader = tutors[group.tutor]
                total += of_placing(one, choice, leader, demand.roads, demand.weights)
    return total + sum(of_leaving(one, demand) for one in applicants.values())


def groups_for(count: int, limits: Limits) -> int | None:
    """With how few groups so many people can be seated; None when they cannot."""
    groups = ceil(count / limits.most) if limits.most else min(count, 1)
    return groups if groups * limits.least <= count else None


def everybody_is_told(demand: Demand, proposal: Proposal) -> None:
    """Each is placed once or waits with a reason for every topic of theirs."""
    placed = Counter(member.key for group in proposal.groups for member in group.members)
    assert all(times == 1 for times in placed.values())
    asked = {
        (one.key, choice.topic)
        for one in demand.applicants
        if one.key not in placed
        for choice in one.choices
    }
    assert {(one.key, one.topic) for one in proposal.waiting} == asked
    assert all(one.reasons for one in proposal.waiting)
    assert all(member.reasons for group in proposal.groups for member in group.members)
