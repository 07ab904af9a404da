"""Conditions, their kinds, and rights."""

from __future__ import annotations

import pytest

from marshrut.norms.findings import Finding
from marshrut.norms.sheets import (
    Case,
    Held,
    Member,
    Review,
    Route,
    School,
    Sheet,
    Topic,
    Tutor,
    Version,
    Visit,
)
from tests.norms.rulebook import ON, norm, rules, state

APPOINTED = frozenset({"appoint"})
FIT = Tutor(
    key=1,
    posts=frozenset({"deputy_head"}),
    education=frozenset({("higher", "pedagogy")}),
    months={"teaching": 30, "managing": 10},
    employed_in=frozenset({"school"}),
    order_of=frozenset({"school"}),
    consented=True,
    products={"portfolio": (ON,)},
)
UNFIT = Tutor(key=2, in_territory=False)


def codes(kind: str, thing: Sheet, deed: str = "appoint") -> list[str]:
    """What the condition says against the deed."""
    book = rules(f"- {{condition: {thing.kind}, guards: {deed}, all: [{kind}]}}")
    return [objection.code for objection in book.decide(deed, [thing], ON).refusals]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("{post: [deputy_head]}", "post"),
        ("{order_of: school}", "order_of"),
        ("{experience: {posts: [teaching, managing], least: 3 years}}", "experience"),
        ("{education: {level: higher, fields: [pedagogy]}}", "education"),
        ("{education: {level: higher}}", "education"),
        ("{employed_in: [school, kindergarten]}", "employed_in"),
        ("{product: [portfolio]}", "product"),
        ("in_territory", "in_territory"),
        ("consent", "consent"),
    ],
)
def test_tutor_who_fits_is_appointed_and_who_does_not_is_refused(kind: str, code: str) -> None:
    assert codes(kind, FIT) == []
    assert codes(kind, UNFIT) == [code]


@pytest.mark.parametrize(
    ("kind", "fits", "fails"),
    [
        ("{subject: innovation}", Case(key=1, subject="innovation"), Case(key=1, subject="topic")),
        ("{basis: [wish, difficulty]}", Case(key=1, basis="wish"), Case(key=1, basis="request")),
        ("{basis: [need]}", Topic(key=1, basis="need"), Topic(key=1)),
        (
            "{order_of: issuer}",
            Version(key=1, order_of=frozenset({"issuer"})),
            Version(key=1),
        ),
        ("not_same_person", Case(key=1, person=1, tutor_person=2), Case(key=1)),
        ("not_head_of", Case(key=1), Case(key=1, tutor_is_head=True)),
        ("same_unit", Case(key=1), Case(key=1, same_unit=False)),
        ("self_diagnosis", Route(key=1, self_diagnosed=True), Route(key=1)),
        ("skip_decision", Route(key=1, skip_decided=True), Route(key=1)),
        ("agreed_visit", Visit(key=1, agreed=True), Visit(key=1)),
        ("within_subject", Visit(key=1, within_subject=True), Visit(key=1)),
        ("linked_step", Visit(key=1, linked_step=True), Visit(key=1)),
        ("{basis: [wish]}", Member(key=1, basis="wish"), Member(key=1)),
        ("{basis: [request]}", School(key=1, basis="request"), School(key=1)),
        ("{basis: [request]}", Review(key=1, basis="request"), Review(key=1)),
        ("{form: [training]}", Held(key=1, form="training"), Held(key=1, form="lesson")),
        ("{form: [levels]}", Review(key=1, form="levels"), Review(key=1)),
        ("{audience: [pupils]}", Held(key=1, audience="pupils"), Held(key=1)),
        ("from_route_sheet", Held(key=1, from_route_sheet=True), Held(key=1)),
        ("low_results", School(key=1, low_results=True), School(key=1)),
    ],
)
def test_each_kind_lets_through_or_refuses(kind: str, fits: Sheet, fails: Sheet) -> None:
    assert codes(kind, fits, "pair") == []
    assert len(codes(kind, fails, "pair")) == 1


def test_experience_on_both_sorts_of_posts_is_added_up() -> None:
    both = "{experience: {posts: [teaching, managing], least: 40 months}}"
    assert codes(both, FIT) == []


def test_experience_by_the_longest_does_not_add_up() -> None:
    longest = "{experience: {posts: [teaching, managing], least: 40 months, count: any}}"
    assert codes(longest, FIT) == ["experience"]


def test_education_in_another_field_does_not_do() -> None:
    assert codes("{education: {level: higher, fields: [law]}}", FIT) == ["education"]


def test_post_that_no_list_knows_asks_to_be_recognised() -> None:
    unknown = Tutor(key=1, post_unrecognised="deputy")
    assert codes("{post: [deputy_head]}", unknown) == ["post_unrecognised"]


def test_all_objections_are_told_at_once() -> None:
    assert codes("{post: [deputy_head]}, {order_of: school}, consent", UNFIT) == [
        "post",
        "order_of",
        "consent",
    ]


def test_any_of_several_is_enough() -> None:
    either = norm(
        "condition: tutor, guards: appoint,"
        " any: [{education: {level: higher}}, {experience: {posts: [teaching], least: 5 years}}]"
    )
    experienced = Tutor(key=1, months={"teaching": 60}, passed=APPOINTED)
    educated = Tutor(key=1, education=frozenset({("higher", "law")}), passed=APPOINTED)
    assert state(either, experienced) == "met"
    assert state(either, educated) == "met"


def test_none_of_several_is_one_objection_with_all_ways_named() -> None:
    either = norm("condition: tutor, guards: appoint, any: [consent, {order_of: school}]")
    finding = either.judge(Tutor(key=1, passed=APPOINTED), ON)
    assert finding is not None
    assert [part.code for part in finding.objections] == ["any"]
    assert isinstance(finding.wanted, tuple)
    assert [way.code for way in finding.wanted if isinstance(way, Finding)] == [
        "consent",
        "order_of",
    ]


def test_candidates_never_count_on_the_board() -> None:
    assert state(norm("condition: tutor, guards: appoint, all: [consent]"), UNFIT) == ""


def test_who_is_no_longer_tutor_does_not_count() -> None:
    ended = Tutor(key=1, passed=APPOINTED, open=False)
    assert state(norm("condition: tutor, guards: appoint, all: [consent]"), ended) == ""


def test_tutor_who_stopped_fitting_is_seen_on_the_board() -> None:
    condition = norm("condition: tutor, guards: appoint, all: [consent]")
    assert state(condition, Tutor(key=1, passed=APPOINTED)) == "breached"


def test_soft_condition_only_warns() -> None:
    book = rules("- {condition: visit, guards: hold_visit, all: [linked_step], force: soft}")
    decision = book.decide("hold_visit", [Visit(key=1)], ON)
    assert decision.allowed
    assert [objection.code for objection in decision.warnings] == ["linked_step"]


def test_condition_may_be_asked_of_some_things_only() -> None:
    for_pupils = norm(
        "condition: activity, guards: hold_activity, all: [from_route_sheet],"
        " when: [{form: [lesson]}, {audience: [pupils]}]"
    )
    held = {"key": 1, "passed": frozenset({"hold_activity"})}
    assert state(for_pupils, Held(form="lesson", audience="pupils", **held)) == "breached"
    assert state(for_pupils, Held(form="lesson", audience="teachers", **held)) == ""
    assert state(for_pupils, Held(form="talk", audience="pupils", **held)) == ""


def test_right_with_conditions_guards_its_own_use() -> None:
    book = rules("- {right: tutor, may: hold_visit, when: [agreed_visit]}")
    assert not book.decide("hold_visit", [Visit(key=1)], ON).allowed
    assert book.decide("hold_visit", [Visit(key=1, agreed=True)], ON).allowed


def test_visit_not_held_yet_is_not_judged() -> None:
    right = norm("right: tutor, may: hold_visit, when: [agreed_visit]")
    assert state(right, Visit(key=1)) == ""
    assert state(right, Visit(key=1, agreed=True, passed=frozenset({"hold_visit"}))) == "met"


def test_plain_right_checks_nothing() -> None:
    right = norm("right: tutor, may: add_note")
    assert (right.about, right.guard) == (None, "")


def test_product_may_be_asked_of_any_thing() -> None:
    made = Version(key=1, products={"approving_order": (ON,)})
    assert codes("{product: [approving_order]}", made, "approve_version") == []


def test_what_nobody_knows_is_neither_met_nor_refused() -> None:
    both = "condition: route, guards: start_route, all: [skip_decision, self_diagnosis]"
    unknown = Route(
        key=1, passed=frozenset({"start_route"}), skip_decided=True, self_diagnosed=None
    )
    assert state(norm(both), unknown) == "no_data"
    assert rules(f"- {{{both}}}").decide("start_route", [unknown], ON).allowed
