"""Forms and deliverables, with every way in which something is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from marshrut.norms.sheets import Cycle, Group, Review, Route, Staff, Tutor, Version
from tests.norms.rulebook import ON, norm, rules, state

FORM = "form: trajectory, of: route, parts: [plan, ways], guards: propose_route"
MADE = {"interview": (date(2027, 1, 19),)}


def filled(*parts: str) -> dict[str, frozenset[str]]:
    return {"trajectory": frozenset(parts)}


@pytest.mark.parametrize(
    ("route", "said"),
    [
        (Route(key=1), "not_yet"),
        (Route(key=1, forms=filled("plan")), "on_track"),
        (Route(key=1, forms=filled("plan", "ways", "more")), "met"),
        (Route(key=1, forms=filled("plan"), proposed=True), "breached"),
        (Route(key=1, forms=filled("plan"), proposed=True, outcome="given_up"), ""),
    ],
)
def test_trajectory_is_complete_when_it_is_proposed(route: Route, said: str) -> None:
    assert state(norm(FORM), route) == said


def test_incomplete_trajectory_is_not_proposed() -> None:
    route = Route(key=1, forms=filled("plan"), proposed=True)
    [refusal] = rules(f"- {{{FORM}}}").decide("propose_route", [route], ON).refusals
    assert refusal.finding.found == ("ways",)


def test_form_without_a_deed_is_awaited_until_closing() -> None:
    form = norm("form: trajectory, of: route, parts: [plan, ways]")
    assert state(form, Route(key=1, forms=filled("plan"), proposed=True)) == "on_track"
    assert state(form, Route(key=1, closed_on=ON)) == "breached"


@pytest.mark.parametrize(
    ("asked", "agreed", "said"),
    [
        ("both", "", "on_track"),
        ("both", "acquainted", "on_track"),
        ("both", "agreed", "met"),
        ("acquainted", "", "met"),
        ("none", "", "met"),
    ],
)
def test_trajectory_that_both_must_agree_to_is_met_when_they_have(
    asked: str, agreed: str, said: str
) -> None:
    route = Route(key=1, forms=filled("plan", "ways"), proposed=True, agreed=agreed)
    assert state(norm(f"{FORM}, agreement: {asked}"), route) == said


def test_agreement_that_lacks_stops_no_proposal_and_is_owed_by_nobody_after_closing() -> None:
    book = rules(f"- {{{FORM}, agreement: both}}")
    written = Route(key=1, forms=filled("plan", "ways"), proposed=True)
    assert book.decide("propose_route", [written], ON).allowed
    closed = replace(written, closed_on=ON, outcome="effective")
    assert state(norm(f"{FORM}, agreement: both"), closed) == "breached"
    assert book.owed({Route: [closed]}, ON) == []


def test_form_of_another_thing_is_a_name_only() -> None:
    assert state(norm("form: plan, of: tutor, parts: [topic]"), Tutor(key=1)) == ""


@pytest.mark.parametrize(
    ("filled", "works", "said"),
    [
        ((), True, "at_risk"),
        (("content",), True, "on_track"),
        (("content", "dates"), True, "met"),
        (("content", "dates"), False, "met"),
        (("content",), False, "breached"),
    ],
)
def test_a_group_wants_its_plan_while_it_works(
    filled: tuple[str, ...], works: bool, said: str
) -> None:
    group = Group(key=1, open=works, forms={"plan": frozenset(filled)})
    assert state(norm("form: plan, of: group, parts: [content, dates]"), group) == said


CHECKLIST = "form: checklist, of: review, parts: [standard, local_acts], guards: conclude_review"


@pytest.mark.parametrize(
    ("parts", "concluded", "said"),
    [
        (("standard",), False, "on_track"),
        (("standard",), True, "breached"),
        (("standard", "local_acts"), True, "met"),
    ],
)
def test_review_is_concluded_with_every_part_of_its_checklist(
    parts: tuple[str, ...], concluded: bool, said: str
) -> None:
    passed = frozenset({"conclude_review"}) if concluded else frozenset()
    review = Review(key=1, form="checklist", filled=frozenset(parts), passed=passed)
    assert state(norm(CHECKLIST), review) == said
    decision = rules(f"- {{{CHECKLIST}}}").decide("conclude_review", [review], ON)
    assert decision.allowed == (len(parts) == 2)


def test_review_of_another_sort_has_no_such_checklist() -> None:
    assert state(norm(CHECKLIST), Review(key=1, form="levels")) == ""


def test_form_is_owed_by_its_author() -> None:
    assert norm(FORM).owes == "tutor"
    assert norm(f"{FORM}, author: tutee").owes == "tutee"
    assert norm(f"{FORM}, who: head").owes == "head"


STAGE = "deliverable: [interview], for: route, by: tutor, due: {stage: diagnostic}"
STAGES = "- {stages: case, items: [{key: diagnostic, word: D}, {key: main, word: M}]}"


def staged(text: str) -> str:
    return f"- {{{text}}}\n{STAGES}"


@pytest.mark.parametrize(
    ("route", "said"),
    [
        (Route(key=1), "not_yet"),
        (Route(key=1, stage="diagnostic", paused=True), "not_yet"),
        (Route(key=1, stage="diagnostic"), "on_track"),
        (Route(key=1, stage="diagnostic", dues={"diagnostic": date(2027, 2, 6)}), "on_track"),
        (Route(key=1, stage="diagnostic", dues={"diagnostic": date(2027, 2, 5)}), "at_risk"),
        (Route(key=1, stage="diagnostic", dues={"diagnostic": date(2027, 1, 21)}), "breached"),
        (Route(key=1, stage="diagnostic", products=MADE), "met"),
        (Route(key=1, stage="main", left=frozenset({"diagnostic"})), "breached"),
        (Route(key=1, stage="main", left=frozenset({"diagnostic"}), products=MADE), "met"),
        (Route(key=1, stage="main", skipped=frozenset({"diagnostic"})), ""),
        (Route(key=1, stage="diagnostic", outcome="given_up"), ""),
        (Route(key=1, left=frozenset({"diagnostic"}), outcome="given_up"), "breached"),
    ],
)
def test_interview_is_due_at_the_diagnostic_stage(route: Route, said: str) -> None:
    deliverable = next(rules(staged(STAGE)).norms())[1]
    assert state(deliverable, route) == said


def test_stage_is_not_passed_without_its_deliverable() -> None:
    left = Route(key=1, stage="main", left=frozenset({"diagnostic"}))
    [refusal] = rules(staged(STAGE)).decide("pass_stage", [left], ON).refusals
    assert refusal.finding.wanted == (("interview",), 1)


def test_any_of_several_kinds_will_do() -> None:
    both = norm("deliverable: [report, lesson], for: route, by: tutee, due: closing")
    assert state(both, Route(key=1, products={"lesson": (ON,)})) == "met"


def test_two_are_more_than_one() -> None:
    two = norm("deliverable: [report, lesson], for: route, by: tutee, least: 2, due: closing")
    assert state(two, Route(key=1, products={"lesson": (ON,)})) == "not_yet"
    assert state(two, Route(key=1, products={"lesson": (ON,), "report": (ON,)})) == "met"


CLOSING = "deliverable: [report], for: route, by: tutee, due: closing"
ENDS = date(2027, 2, 5)


@pytest.mark.parametrize(
    ("route", "said"),
    [
        (Route(key=1), "not_yet"),
        (Route(key=1, ends=date(2027, 2, 6)), "not_yet"),
        (Route(key=1, ends=ENDS), "at_risk"),
        (Route(key=1, evaluated=True), "on_track"),
        (Route(key=1, evaluated=True, ends=date(2027, 5, 31)), "on_track"),
        (Route(key=1, ends=date(2027, 1, 21)), "breached"),
        (Route(key=1, outcome="effective", closed_on=ON), "breached"),
        (Route(key=1, outcome="given_up", closed_on=ON), ""),
    ],
)
def test_report_is_due_at_closing(route: Route, said: str) -> None:
    assert state(norm(CLOSING), route) == said


def test_route_is_not_closed_without_its_report() -> None:
    closed = Route(key=1, outcome="effective", closed_on=ON)
    assert not rules(f"- {{{CLOSING}}}").decide("close_route", [closed], ON).allowed


def test_version_needs_its_order_at_approval() -> None:
    order = norm("deliverable: [order], for: version, by: head, due: approval")
    assert state(order, Version(key=1)) == "not_yet"
    assert state(order, Version(key=1, approved=True)) == "breached"
    assert state(order, Version(key=1, approved=True, products={"order": (ON,)})) == "met"


def test_approval_concerns_versions_in_the_plain_way_only() -> None:
    odd = norm("deliverable: [order], for: group, by: head, due: approval")
    assert state(odd, Group(key=1)) == "on_track"


def test_constructor_is_due_when_the_appointment_ends() -> None:
    due = norm("deliverable: [bloom], for: tutor, by: tutor, due: end_of_appointment")
    appointed = frozenset({"appoint"})
    assert state(due, Tutor(key=1, ends=date(2027, 5, 31), passed=appointed)) == "not_yet"
    assert state(due, Tutor(key=1, ends=ENDS, passed=appointed)) == "at_risk"
    ended = Tutor(key=1, ends=ENDS, passed=frozenset({"end_appointment"}))
    assert state(due, ended) == "breached"


def test_constructor_is_asked_of_no_candidate_and_of_no_broken_appointment() -> None:
    due = norm("deliverable: [bloom], for: tutor, by: tutor, due: end_of_appointment")
    assert state(due, Tutor(key=1, ends=ENDS)) == ""
    broken = Tutor(key=1, ends=ENDS, passed=frozenset({"appoint"}), open=False)
    assert state(due, broken) == ""


def test_day_of_the_year_comes_in_the_year_of_the_programme() -> None:
    due = norm("deliverable: [order], for: programme, by: head, due: {date: '05.06'}")
    june = Cycle(key=1, since=date(2026, 6, 1))
    assert state(due, june, date(2026, 6, 5)) == "at_risk"
    assert state(due, june, date(2026, 6, 6)) == "breached"
    autumn = Cycle(key=1, since=date(2026, 9, 1))
    assert state(due, autumn) == "on_track"
    finding = due.judge(autumn, ON)
    assert finding is not None
    assert finding.due == date(2027, 6, 5)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((date(2026, 5, 28),), "met"),
        ((date(2026, 6, 5),), "met"),
        ((date(2026, 6, 11),), "breached"),
        ((date(2026, 6, 11), date(2026, 6, 3)), "met"),
    ],
)
def test_what_is_made_after_the_named_day_is_late(days: tuple[date, ...], said: str) -> None:
    due = norm("deliverable: [order], for: programme, by: head, due: {date: '05.06'}")
    june = Cycle(key=1, since=date(2026, 6, 1), products={"order": days})
    assert state(due, june, date(2026, 6, 20)) == said


def test_lateness_is_told_in_days_and_is_owed_by_nobody() -> None:
    book = rules("- {deliverable: [order], for: programme, by: head, due: {date: '05.06'}}")
    late = Cycle(key=1, since=date(2026, 6, 1), products={"order": (date(2026, 6, 11),)})
    [row] = book.judged({Cycle: [late]}, date(2026, 6, 20))
    assert (row.finding.code, row.finding.found, row.finding.due) == (
        "late",
        6,
        date(2026, 6, 5),
    )
    assert book.owed({Cycle: [late]}, date(2026, 6, 20)) == []
    waived = frozenset({("1", "late", "programme", 1)})
    assert book.assess({Cycle: [late]}, date(2026, 6, 20), waived)["1"].state.code == "met"


def test_second_of_two_may_be_the_late_one() -> None:
    two = norm("deliverable: [act], for: programme, by: head, least: 2, due: {date: '05.06'}")
    acts = (date(2026, 6, 2), date(2026, 6, 8))
    june = Cycle(key=1, since=date(2026, 6, 1), products={"act": acts})
    assert state(two, june, date(2026, 6, 20)) == "breached"


def test_thing_without_a_beginning_counts_from_today() -> None:
    due = norm("deliverable: [order], for: programme, by: head, due: {date: '01.02'}")
    assert state(due, Cycle(key=1)) == "at_risk"


def test_days_are_counted_from_a_moment_that_has_come() -> None:
    due = norm("deliverable: [note], for: tutor, by: tutor, due: {days_after: 10, of: appointment}")
    assert state(due, Tutor(key=1)) == ""
    appointed = Tutor(key=1, moments={"appointment": date(2027, 1, 11)})
    assert state(due, appointed, date(2027, 1, 21)) == "at_risk"
    assert state(due, appointed, date(2027, 1, 22)) == "breached"


def test_days_after_the_start_are_counted_from_the_first_day_of_a_thing() -> None:
    due = norm("deliverable: [plan], for: route, by: tutor, due: {days_after: 30, of: start}")
    assert state(due, Route(key=1)) == ""
    begun = Route(key=1, since=date(2026, 12, 23))
    assert state(due, begun, date(2027, 1, 22)) == "at_risk"
    assert state(due, begun, date(2027, 1, 23)) == "breached"
    assert state(due, Route(key=1, since=date(2026, 12, 23), outcome="given_up")) == ""


def test_candidate_owes_nothing_by_the_month() -> None:
    assert (
        state(norm("deliverable: [act], for: tutor, by: tutor, due: {every: month}"), Tutor(key=1))
        == ""
    )


def test_what_is_due_at_the_start_is_late_after_it() -> None:
    due = norm("deliverable: [strategy], for: unit, by: head, due: start")
    assert due.owes == "head"
    start = norm("deliverable: [strategy], for: staff, by: head, due: start")
    assert state(start, Staff(key=1, since=date(2027, 2, 1))) == "at_risk"
    assert state(start, Staff(key=1, since=date(2027, 1, 21))) == "breached"


def test_acknowledgement_of_a_version_is_awaited_until_the_programme_ends() -> None:
    seen = norm("deliverable: [acknowledgement], for: staff, by: staff, due: {every: version}")
    assert state(seen, Staff(key=1, since=date(2027, 2, 1))) == "not_yet"
    assert state(seen, Staff(key=1, ends=date(2027, 8, 31))) == "on_track"
    assert state(seen, Staff(key=1, products={"acknowledgement": (ON,)})) == "met"


MONTHLY = "deliverable: [note], for: route, by: tutee, due: {every: month}, warn_days: 5"


@pytest.mark.parametrize(
    ("days", "on", "said"),
    [
        ((), date(2026, 12, 10), "on_track"),
        ((), date(2026, 12, 27), "at_risk"),
        ((), date(2027, 1, 1), "breached"),
        ((date(2026, 12, 20),), date(2026, 12, 31), "met"),
        ((date(2026, 12, 20),), ON, "on_track"),
        ((date(2026, 12, 20), date(2027, 1, 20)), ON, "met"),
        ((date(2027, 1, 20), date(2027, 1, 21)), ON, "breached"),
    ],
)
def test_note_is_due_every_month(days: tuple[date, ...], on: date, said: str) -> None:
    route = Route(key=1, since=date(2026, 12, 5), products={"note": days})
    assert state(norm(MONTHLY), route, on) == said


def test_months_stop_with_the_term_of_the_thing() -> None:
    route = Route(
        key=1,
        since=date(2026, 12, 5),
        ends=date(2026, 12, 31),
        products={"note": (date(2026, 12, 31),)},
    )
    assert state(norm(MONTHLY), route, date(2027, 5, 1)) == "met"


def test_month_that_has_not_begun_is_not_owed() -> None:
    later = Route(key=1, since=date(2027, 2, 1))
    assert state(norm(MONTHLY), later) == "not_yet"
