"""The questions asked of a regulation: decide, assess, owed, rights and names."""

from __future__ import annotations

from datetime import date

import pytest

from marshrut.norms.assessing import Count
from marshrut.norms.findings import State
from marshrut.norms.rules import Waived
from marshrut.norms.sheets import Case, Figure, Group, Request, Route, Sheet, Tutor, Unit, Visit
from tests.norms.rulebook import ON, norm, rules

TUTOR = "- {condition: tutor, guards: appoint, all: [{post: [deputy]}, consent]}"
SIZE = "- {size: tutor, per: unit, least: 1}"
REPORT = "- {deliverable: [report], for: route, by: tutee, due: closing}"
SOFT = "- {condition: visit, guards: hold_visit, all: [agreed_visit], force: soft}"
APPOINTED = frozenset({"appoint"})


def waived(clause: str, code: str, thing: Sheet) -> tuple[str, str, str, int]:
    return clause, code, thing.kind, thing.key


def school(key: int, tutors: int) -> Unit:
    return Unit(key=key, counts={"tutor": tutors})


# --- decide ---------------------------------------------------------------------------------------
def test_refusal_names_clause_code_and_thing() -> None:
    refusals = rules("", TUTOR).decide("appoint", [Tutor(key=7)], ON).refusals
    assert [(r.clause, r.code, r.kind, r.key) for r in refusals] == [
        ("2", "post", "tutor", 7),
        ("2", "consent", "tutor", 7),
    ]


def test_deed_that_nothing_guards_is_allowed() -> None:
    assert rules(TUTOR).decide("join_group", [Tutor(key=7)], ON).allowed


def test_norms_about_other_things_do_not_speak() -> None:
    assert rules(TUTOR).decide("appoint", [Unit(key=7)], ON).allowed


def test_waiver_of_one_objection_leaves_the_other() -> None:
    tutor = Tutor(key=7)
    decision = rules(TUTOR).decide("appoint", [tutor], ON, frozenset({waived("1", "post", tutor)}))
    assert [r.code for r in decision.refusals] == ["consent"]
    assert [r.code for r in decision.waived] == ["post"]


def test_waiver_of_another_thing_does_not_help() -> None:
    other = frozenset({waived("1", "post", Tutor(key=8)), waived("1", "post", Case(key=7))})
    assert len(rules(TUTOR).decide("appoint", [Tutor(key=7)], ON, other).refusals) == 2


# --- assess ---------------------------------------------------------------------------------------
def test_clause_without_norms_is_a_statement() -> None:
    assert rules("").assess({}, ON)["1"].state is State.STATEMENT


def test_clause_that_only_names_is_a_statement() -> None:
    assert rules("- {text: [ФЗ-273]}").assess({}, ON)["1"].state is State.STATEMENT


def test_clause_with_no_things_yet_is_not_due() -> None:
    assert rules(SIZE).assess({Unit: []}, ON)["1"].state is State.NOT_YET


def test_facts_not_collected_are_never_called_met() -> None:
    said = rules(SIZE + "\n" + REPORT).assess({Unit: [school(1, 1)], Route: None}, ON)["1"]
    assert (said.state, said.met, said.of) == (State.NO_DATA, 1, 1)


def test_breach_is_graver_than_facts_not_collected() -> None:
    said = rules(SIZE + "\n" + REPORT).assess({Unit: [school(1, 0)]}, ON)["1"]
    assert said.state is State.BREACHED


def test_clause_shows_the_gravest_of_its_things_and_counts_them() -> None:
    said = rules(SIZE).assess({Unit: [school(1, 1), school(2, 0), school(3, 2)]}, ON)["1"]
    assert (said.state, said.met, said.of) == (State.BREACHED, 2, 3)
    assert [row.thing.key for row in said.lacking] == [2]
    assert said.counts == (Count(kind="unit", met=2, of=3),)


def test_two_norms_on_one_thing_count_one_thing() -> None:
    both = SIZE + "\n- {size: deputy, per: unit, least: 1}"
    one = Unit(key=1, counts={"tutor": 1, "deputy": 0})
    said = rules(both).assess({Unit: [one]}, ON)["1"]
    assert (said.state, said.met, said.of) == (State.BREACHED, 0, 1)


def test_soft_norm_is_at_worst_at_risk() -> None:
    held = Visit(key=1, passed=frozenset({"hold_visit"}))
    assert rules(SOFT).assess({Visit: [held]}, ON)["1"].state is State.AT_RISK


def test_figure_counts_what_it_measures() -> None:
    share = Figure(key=1, formula="coverage", per="programme", value=18, of=20)
    said = rules("- {indicator: coverage}").assess({Figure: [share]}, ON)["1"]
    assert (said.state, said.met, said.of) == (State.ON_TRACK, 18, 20)


def test_clause_shares_the_things_of_the_clause_it_repeats() -> None:
    board = rules(SIZE, "", see={2: ["1"]}).assess({Unit: [school(1, 0)]}, ON)
    assert (board["2"].state, board["2"].of) == (State.BREACHED, 1)


def test_thing_of_which_nothing_is_known_is_no_data_and_not_counted() -> None:
    unknown = Figure(key=1, formula="coverage", per="programme", known=False)
    said = rules("- {indicator: coverage}").assess({Figure: [unknown]}, ON)["1"]
    assert (said.state, said.met, said.of, said.lacking) == (State.NO_DATA, 0, 0, ())


def test_facts_not_collected_for_a_repeated_clause_are_missed_too() -> None:
    board = rules(SIZE, "", see={2: ["1"]}).assess({}, ON)
    assert board["2"].state is State.NO_DATA


def test_waived_thing_is_flagged_and_no_longer_lacking() -> None:
    bare = school(2, 0)
    flags: Waived = frozenset({waived("1", "size", bare)})
    said = rules(SIZE).assess({Unit: [school(1, 1), bare]}, ON, flags)["1"]
    assert (said.state, said.met, said.of, said.lacking) == (State.MET, 1, 2, ())
    assert [row.thing for row in said.waived] == [bare]


def test_things_of_two_kinds_are_counted_apart_and_what_lacks_most_stands_first() -> None:
    share = Figure(key=1, formula="coverage", per="programme", value=3, of=4)
    text = f"- {{indicator: coverage}}\n{SIZE}"
    said = rules(text).assess({Figure: [share], Unit: [school(1, 0), school(2, 1)]}, ON)["1"]
    assert said.counts == (
        Count(kind="unit", met=1, of=2),
        Count(kind="coverage", met=3, of=4),
    )


def test_clause_whose_every_thing_is_waived_shows_its_flag() -> None:
    bare = school(2, 0)
    said = rules(SIZE).assess({Unit: [bare]}, ON, frozenset({waived("1", "size", bare)}))["1"]
    assert (said.met, said.of, len(said.waived)) == (0, 1, 1)


def test_waiver_does_not_hide_what_is_met() -> None:
    fine = school(1, 1)
    said = rules(SIZE).assess({Unit: [fine]}, ON, frozenset({waived("1", "size", fine)}))["1"]
    assert (said.met, said.waived) == (1, ())


def test_every_part_must_be_waived_before_the_thing_is() -> None:
    tutor = Tutor(key=1, passed=APPOINTED)
    one = frozenset({waived("1", "post", tutor)})
    both = one | {waived("1", "consent", tutor)}
    assert rules(TUTOR).assess({Tutor: [tutor]}, ON, one)["1"].state is State.BREACHED
    assert rules(TUTOR).assess({Tutor: [tutor]}, ON, both)["1"].state is State.MET


def test_another_norm_that_is_met_does_not_hide_a_waiver() -> None:
    tutor = Tutor(key=7, passed=APPOINTED, consented=True)
    post = "- {condition: tutor, guards: appoint, all: [{post: [deputy]}]}"
    consent = "- {condition: tutor, guards: appoint, all: [consent]}"
    flags: Waived = frozenset({waived("1", "post", tutor)})
    for text in (f"{post}\n{consent}", f"{consent}\n{post}"):
        said = rules(text).assess({Tutor: [tutor]}, ON, flags)["1"]
        assert (said.state, said.met, said.of) == (State.MET, 0, 1)
        assert [row.thing for row in said.waived] == [tutor]


def test_norm_that_is_not_waived_keeps_its_thing_on_the_list() -> None:
    both = SIZE + "\n- {size: deputy, per: unit, least: 1}"
    bare = Unit(key=1, counts={"tutor": 0, "deputy": 0})
    book = rules(both + "\n- {deliverable: [plan], for: unit, by: head, due: {every: version}}")
    flags = frozenset({waived("1", "size", bare)})
    said = book.assess({Unit: [bare]}, ON, flags)["1"]
    assert (said.state, len(said.waived)) == (State.ON_TRACK, 0)


# --- owed -----------------------------------------------------------------------------------------
def test_owed_comes_soonest_first_and_only_what_is_still_to_do() -> None:
    book = rules("- {answer: information, days: 3}", SIZE)
    asked = [
        Request(key=1, to="information", ends=date(2027, 1, 29)),
        Request(key=2, to="information", ends=date(2027, 1, 25)),
        Request(key=3, to="information", ends=ON, answered=ON),
        Request(key=4, to="information"),
    ]
    rows = book.owed({Request: asked, Unit: [school(5, 0), school(6, 1)]}, ON)
    assert [row.thing.key for row in rows] == [5, 2, 1]
    assert [row.norm.owes for row in rows] == ["head", "tutee", "tutee"]


def test_waived_is_no_longer_owed() -> None:
    bare = school(2, 0)
    assert rules(SIZE).owed({Unit: [bare]}, ON, frozenset({waived("1", "size", bare)})) == []


def test_nobody_owes_a_figure() -> None:
    low = Figure(key=1, formula="coverage", per="programme", value=0, of=9, ends=date(2027, 1, 1))
    book = rules("- {indicator: coverage, target: 80}")
    assert book.assess({Figure: [low]}, ON)["1"].state is State.BREACHED
    assert book.owed({Figure: [low]}, ON) == []


# --- what is allowed, what is it called -----------------------------------------------------------
def test_right_is_granted_by_a_clause_and_denied_by_another() -> None:
    book = rules(
        "- {right: tutor, may: add_note}",
        "- {right: head, may: read_texts}\n- {right: head, may: read_texts, not: yes}",
    )
    assert book.may("tutor", "add_note")
    assert not book.may("tutor", "read_texts")
    assert not book.may("head", "read_texts")
    assert (book.granting("read_texts"), book.granting("fly")) == ("2", "")


def test_names_are_found_by_what_they_are_about() -> None:
    book = rules(
        "- {stages: case, items: [{key: a, word: А}]}",
        "- {form: plan, of: route, parts: [a]}\n- {form: card, of: group, parts: [a]}",
        "- {answer: visit, days: 2}",
        "- {words: forms, items: {a: А}}",
    )
    stages, answer, catalogue = book.stages(), book.answer("visit"), book.catalogue("forms")
    assert stages is not None
    assert [stage.key for stage in stages.items] == ["a"]
    assert [form.form for form in book.forms()] == ["plan"]
    assert [form.form for form in book.forms("group")] == ["card"]
    assert answer is not None
    assert answer.days == 2
    assert catalogue is not None
    assert set(catalogue.items) == {"a"}
    assert book.stages("programme") is None
    assert book.answer("information") is None
    assert book.catalogue("methods") is None
    assert book.clause("3").norms == (answer,)


@pytest.mark.parametrize(
    ("norms", "sort"),
    [
        ("- {condition: case, guards: open_case, all: [{subject: trajectory}]}", "trajectory"),
        ("- {condition: case, guards: open_case, any: [same_unit, {subject: order}]}", "order"),
        ("- {condition: case, guards: pair, all: [{subject: innovation}]}", "topic"),
        ("", "topic"),
    ],
)
def test_the_sort_of_subject_is_the_one_that_opening_a_case_asks_for(norms: str, sort: str) -> None:
    assert rules("", norms).sort_of_subject == sort


def test_state_code_is_its_name_in_small_letters() -> None:
    assert State.AT_RISK.code == "at_risk"


def test_group_and_its_size_belong_together() -> None:
    assert norm("size: members, per: group, least: 8").about is Group
