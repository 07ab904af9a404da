"""The people of one tutor on one topic, split into groups: colleagues together, the rest apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from marshrut.formation.burdens import are_apart
from marshrut.formation.values import Applicant

Groups = list[list[Applicant]]


def split(
    people: Sequence[Applicant], *, groups: int, least: int, most: int
) -> tuple[Groups, list[Applicant]]:
    """Groups within the limits, and who fits into none because they want to be apart.

    So many groups as were decided, or fewer when that leaves fewer over.
    """
    tried = [_tried(people, count, least, most) for count in range(groups, 0, -1)]
    return min(tried, key=lambda found: len(found[1]), default=([], list(people)))


def _tried(
    people: Sequence[Applicant], count: int, least: int, most: int
) -> tuple[Groups, list[Applicant]]:
    keys = {one.key for one in people}
    named = Counter(key for one in people for key in one.apart & keys)
    hard = {one.key: len(one.apart & keys) + named[one.key] for one in people}
    groups: Groups = [[] for _ in range(count)]
    left: list[Applicant] = []
    for one in sorted(people, key=lambda one: (-hard[one.key], one.school, one.subject, one.key)):
        even, more = divmod(len(people) - len(left), count)
        larger = sum(len(group) > even for group in groups)
        size = min(even + (larger < more), most)
        fit = [g for g in groups if len(g) < size and not any(are_apart(one, m) for m in g)]
        if fit:
            max(fit, key=lambda group: (_closeness(one, group), -len(group))).append(one)
        else:
            left.append(one)
    if any(len(group) < least for group in groups):
        return [], list(people)
    return groups, left


def _closeness(one: Applicant, group: list[Applicant]) -> tuple[int, int]:
    """How many in the group are of their school, and of their subject."""
    schools = sum(0 < one.school == other.school for other in group)
    return schools, sum("" != one.subject == other.subject for other in group)
