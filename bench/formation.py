"""Forming groups for 200 to 20,000 people: python -m bench.formation prints seconds and the gap.

Seconds of the processor are printed beside, because a shared machine says little by the clock.

Promised: 20,000 within 60 seconds and within 2 % of the proven bound; 500 within a second. Invented
regions, the same each time: towns of about a thousand people and twelve topics, a tutor for eight
people, every fifth person asks for two topics, every third tutor leads two; groups of 8 to 10. In
a region of several towns nobody is sent farther than 90 minutes.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from math import dist

from marshrut.formation.checking import check
from marshrut.formation.proposing import propose
from marshrut.formation.values import (
    Applicant,
    Basis,
    Choice,
    Demand,
    Limits,
    Objective,
    Roads,
    Tutor,
)

SIZES = (200, 500, 2_000, 20_000)
TOWN = 1_000
SUBJECTS = ("biology", "history", "mathematics", "music", "physics", "russian")
ROW = "{:>7} {:<12} {:>8} {:>12} {:>7} {:>7} {:>8}"


def main() -> None:
    """A line for each size and objective."""
    parser = argparse.ArgumentParser(prog="python -m bench.formation", description=__doc__)
    parser.add_argument("people", type=int, nargs="*", default=SIZES)
    print(ROW.format("people", "objective", "seconds", "of processor", "gap", "groups", "waiting"))
    for people in parser.parse_args().people:
        for objective in Objective:
            demand = region(people, objective)
            begun, worked = time.monotonic(), time.process_time()
            proposal = propose(demand)
            spent = f"{time.monotonic() - begun:.1f}", f"{time.process_time() - worked:.1f}"
            found = f"{proposal.gap:.2%}", len(proposal.groups), len(proposal.left)
            print(ROW.format(people, objective, *spent, *found), flush=True)
            if check(proposal.groups, demand):
                print("        AND NOT ALL LIMITS ARE KEPT")


def region(people: int, objective: Objective, *, seed: int = 1) -> Demand:
    """The invented region of so many people."""
    chance = random.Random(seed)
    towns = max(1, people // TOWN)
    schools = list(_schools(towns, min(40, people // towns // 25), chance))
    roads = {
        (one, other): 5 + int(dist(here, there))
        for one, here in enumerate(schools, 1)
        for other, there in enumerate(schools[one:], one + 1)
    }
    topics = range(1, max(3, min(12, people // 60)) + 1)
    asked = [1 / (topic + 1) for topic in topics]

    def some(two: float) -> list[int]:
        count = 2 if chance.random() < two else 1
        found: list[int] = []
        while len(found) < count:
            [topic] = chance.choices(topics, asked)
            found += [] if topic in found else [topic]
        return found

    return Demand(
        applicants=tuple(
            Applicant(
                key=key,
                school=key % len(schools) + 1,
                subject=chance.choice(SUBJECTS),
                choices=tuple(
                    Choice(
                        topic=topic,
                        strength=chance.randint(1, 5),
                        basis=chance.choice(tuple(Basis)),
                    )
                    for topic in some(0.2)
                ),
                apart=frozenset({chance.randint(1, people)} if chance.random() < 0.01 else ()),
            )
            for key in range(1, people + 1)
        ),
        tutors=tuple(
            Tutor(
                key=1_000_000 + number,
                school=number % len(schools) + 1,
                subject=chance.choice(SUBJECTS),
                topics=frozenset(some(0.3)),
                capacity=chance.choice((10, 16, 20)),
                most_groups=chance.choice((1, 2)),
                head_of=frozenset({number % len(schools) + 1} if chance.random() < 0.1 else ()),
            )
            for number in range(people // 8)
        ),
        limits=Limits(least=8, most=10),
        roads=Roads(minutes=roads, farthest=90 if towns > 1 else None),
        objective=objective,
    )


def _schools(towns: int, each: int, chance: random.Random) -> Iterator[tuple[float, float]]:
    """Where they stand, in minutes; towns are hours apart, five in a row."""
    for town in range(towns):
        row, column = divmod(town, 5)
        for _ in range(each):
            yield column * 300 + chance.random() * 80, row * 300 + chance.random() * 80


if __name__ == "__main__":
    main()
