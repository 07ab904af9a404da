"""A tutor's people are split into groups of even size."""

from __future__ import annotations

import pytest

from marshrut.formation.splitting import split
from tests.formation.demands import people, person


@pytest.mark.parametrize(("count", "groups", "sizes"), [(25, 3, [9, 8, 8]), (17, 2, [9, 8])])
def test_sizes_are_even(count: int, groups: int, sizes: list[int]) -> None:
    found, left = split(people(count, 1), groups=groups, least=8, most=10)

    assert sorted(map(len, found), reverse=True) == sizes
    assert left == []


def test_fewer_groups_are_formed_when_that_leaves_fewer_over() -> None:
    crowded = [person(key, 1, apart=frozenset(range(1, 5)) - {key}) for key in range(1, 5)]
    found, left = split([*crowded, *people(8, 1, since=11)], groups=2, least=5, most=10)

    assert [len(group) for group in found] == [5, 5]
    assert len(left) == 2


def test_nobody_is_placed_when_too_few_agree() -> None:
    shy = [person(1, 1, apart=frozenset({2})), person(2, 1)]

    assert split(shy, groups=1, least=2, most=3) == ([], shy)
    assert split(shy, groups=0, least=2, most=3) == ([], shy)


def test_people_of_one_subject_meet() -> None:
    mixed = [person(key, 1, subject="music" if key % 2 else "physics") for key in range(1, 9)]
    found, _ = split(mixed, groups=2, least=2, most=4)

    assert [{one.subject for one in group} for group in found] == [{"music"}, {"physics"}]
