"""Who comes in, how they leave, and on whose order tutors are appointed."""

from __future__ import annotations

import pytest

from marshrut.norms import admission
from tests.norms.rulebook import rules

AUTOMATIC = "- {entry: tutee, basis: automatic}"
WISH = "- {entry: tutee, basis: wish, also: [difficulty], leave: any_time}"
LIMIT = "- {condition: case, guards: open_case, all: [{basis: [difficulty, request]}]}"


@pytest.mark.parametrize(
    ("norms", "bases"),
    [
        ((AUTOMATIC,), ()),
        ((WISH,), ("wish", "difficulty")),
        ((WISH, LIMIT), ("difficulty",)),
        ((LIMIT,), ("difficulty", "request")),
        (("",), admission.ANY_BASIS),
        (("- {entry: member, basis: wish}",), admission.ANY_BASIS),
    ],
)
def test_bases_are_those_that_entries_name_and_conditions_allow(
    norms: tuple[str, ...], bases: tuple[str, ...]
) -> None:
    assert admission.bases_of(rules(*norms)) == bases


def test_the_clause_of_entry_is_the_first_that_speaks_of_it() -> None:
    assert admission.entry_clause(rules("", WISH, LIMIT)) == "2"
    assert admission.entry_clause(rules("", "", LIMIT)) == "3"
    assert admission.entry_clause(rules("")) == ""


def test_people_leave_at_will_only_where_a_clause_lets_them() -> None:
    assert admission.leaves_at_will(rules(WISH))
    assert not admission.leaves_at_will(rules(AUTOMATIC))
    assert not admission.leaves_at_will(rules("- {entry: member, basis: wish, leave: any_time}"))


@pytest.mark.parametrize(
    ("norm", "body"),
    [
        ("- {condition: tutor, guards: appoint, all: [consent, {order_of: school}]}", "school"),
        ("- {condition: tutor, guards: appoint, any: [{order_of: issuer}]}", "issuer"),
        ("- {condition: tutor, guards: end_appointment, all: [{order_of: school}]}", ""),
        ("", ""),
    ],
)
def test_the_body_that_appoints_is_read_from_the_conditions(norm: str, body: str) -> None:
    assert admission.appointed_by(rules(norm)) == body
