"""Stages, terms and answers."""

from __future__ import annotations

from datetime import date

import pytest

from marshrut.norms.lasting import Stages
from marshrut.norms.sheets import Case, Cycle, Request, Route, Tutor
from tests.norms.rulebook import ON, norm, rules, state

ITEMS = "stages: case, items: [{key: one, word: Один, days: 30}, {key: two, word: Два}]"
BOTH = frozenset({"one", "two"})


@pytest.mark.parametrize(
    ("route", "said"),
    [
        (Route(key=1), "not_yet"),
        (Route(key=1, stage="one"), "on_track"),
        (Route(key=1, stage="one", paused=True), "not_yet"),
        (Route(key=1, stage="one", dues={"one": date(2027, 1, 30)}), "at_risk"),
        (Route(key=1, stage="one", dues={"one": date(2027, 1, 20)}), "at_risk"),
        (Route(key=1, stage="two", left=BOTH), "met"),
        (Route(key=1, stage="two", skipped=frozenset({"one"})), "breached"),
        (Route(key=1, skipped=frozenset({"one"}), skip_decided=True), "breached"),
        (Route(key=1, skipped=frozenset({"one"}), outcome="given_up"), ""),
    ],
)
def test_stages_are_passed_in_order(route: Route, said: str) -> None:
    assert state(norm(ITEMS), route) == said


def test_stage_is_skipped_by_decision_where_that_is_allowed() -> None:
    book = rules(f"- {{{ITEMS}, skip: by_decision}}")
    skipped = Route(key=1, stage="two", skipped=frozenset({"one"}))
    decided = Route(key=1, left=frozenset({"two"}), skipped=frozenset({"one"}), skip_decided=True)
    [refusal] = book.decide("skip_stage", [skipped], ON).refusals
    assert (refusal.code, refusal.finding.found) == ("stage_skipped", ["one"])
    assert book.decide("skip_stage", [decided], ON).allowed


def test_stages_are_owed_by_the_tutor() -> None:
    assert norm(ITEMS).owes == "tutor"


def test_stages_of_a_case_are_about_routes_only() -> None:
    assert state(norm(ITEMS), Case(key=1)) == ""


TRAINING = (
    "stages: programme, items: [{key: t, word: Т, from: '08.06', to: '30.06',"
    " exit: [course, list]}]"
)
WINTER = "stages: programme, items: [{key: w, word: З, from: '01.09', to: '31.03'}]"
LONG = {"since": date(2026, 6, 1), "ends": date(2027, 6, 30)}


def cycle(**made: date) -> Cycle:
    return Cycle(key=1, **LONG, products={kind: (day,) for kind, day in made.items()})


@pytest.mark.parametrize(
    ("made", "on", "said"),
    [
        ({}, date(2026, 6, 7), "not_yet"),
        ({}, date(2026, 6, 8), "on_track"),
        ({"course": date(2026, 6, 9)}, date(2026, 6, 15), "on_track"),
        ({}, date(2026, 6, 16), "at_risk"),
        ({}, date(2026, 6, 30), "at_risk"),
        ({"course": date(2026, 6, 9)}, date(2026, 7, 1), "breached"),
        ({"course": date(2026, 5, 9), "list": date(2026, 6, 30)}, date(2026, 7, 1), "met"),
        ({"course": date(2026, 6, 9), "list": date(2026, 7, 4)}, date(2026, 7, 5), "breached"),
    ],
)
def test_stage_of_a_programme_asks_in_its_window_for_what_it_leaves(
    made: dict[str, date], on: date, said: str
) -> None:
    assert state(norm(TRAINING), cycle(**made), on) == said


def test_what_a_stage_lacks_is_named_with_its_last_day() -> None:
    found = norm(TRAINING).judge(cycle(course=date(2026, 6, 9)), date(2026, 6, 10))
    assert found is not None
    assert found.wanted == ("t", date(2026, 6, 8), date(2026, 6, 30))
    assert (found.found, found.due) == (("list",), date(2026, 6, 30))


def test_what_a_stage_leaves_too_late_stays_late_and_is_owed_by_nobody() -> None:
    book = rules(f"- {{{TRAINING}}}")
    late = cycle(course=date(2026, 6, 9), list=date(2026, 7, 4))
    [row] = book.judged({Cycle: [late]}, date(2026, 7, 5))
    assert (row.finding.code, row.finding.found) == ("late", 4)
    assert book.owed({Cycle: [late]}, date(2026, 7, 5)) == []
    assert len(book.owed({Cycle: [cycle()]}, date(2026, 7, 5))) == 1


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 8, 31), "not_yet"),
        (date(2026, 9, 1), "on_track"),
        (date(2027, 1, 1), "on_track"),
        (date(2027, 3, 31), "on_track"),
        (date(2027, 4, 1), "met"),
    ],
)
def test_window_without_a_product_passes_by_itself_across_new_year(on: date, said: str) -> None:
    assert state(norm(WINTER), cycle(), on) == said


def test_window_that_had_begun_before_the_programme_keeps_its_beginning() -> None:
    [stage] = rules(f"- {{{TRAINING}}}").programme_stages()
    begun = date(2026, 6, 8), date(2026, 6, 30)
    assert stage.window(date(2026, 6, 15), None) == begun
    assert stage.window(date(2026, 6, 30), None) == begun
    assert stage.window(date(2026, 7, 1), None) == (date(2027, 6, 8), date(2027, 6, 30))


def test_stage_without_days_lasts_as_long_as_the_programme() -> None:
    whole = norm("stages: programme, items: [{key: a, word: А}]")
    assert isinstance(whole, Stages)
    assert whole.items[0].window(LONG["since"], LONG["ends"]) == (LONG["since"], LONG["ends"])
    assert state(whole, cycle(), date(2026, 6, 1)) == "on_track"
    assert state(whole, cycle(), date(2027, 7, 1)) == "met"
    assert state(whole, Cycle(key=1), ON) == "on_track"


def test_first_stage_opens_with_the_programme() -> None:
    [stage] = rules(
        "- {stages: programme, items: [{key: a, word: А, to: '05.06'}]}"
    ).programme_stages()
    assert stage.window(date(2026, 6, 1), None) == (date(2026, 6, 1), date(2026, 6, 5))


def test_of_several_stages_the_gravest_is_said() -> None:
    both = norm(
        "stages: programme, items: [{key: a, word: А, to: '05.06', exit: [order]},"
        " {key: b, word: Б, from: '01.09', to: '31.03'}]"
    )
    assert state(both, cycle(order=date(2026, 6, 3)), date(2026, 7, 1)) == "not_yet"
    assert state(both, cycle(), date(2026, 10, 1)) == "breached"
    assert (both.guard, both.owes) == ("", "municipal_coordinator")


def test_stages_of_a_programme_are_gathered_from_all_clauses() -> None:
    book = rules(f"- {{{TRAINING}}}", f"- {{{ITEMS}}}", f"- {{{WINTER}}}")
    assert [stage.key for stage in book.programme_stages()] == ["t", "w"]


COVERS = "term: support, covers: subject"
MAY = date(2027, 5, 25)


@pytest.mark.parametrize(
    ("route", "said"),
    [
        (Route(key=1), "on_track"),
        (Route(key=1, paired=False), "breached"),
        (Route(key=1, outcome="effective", closed_on=ON), "met"),
        (Route(key=1, outcome="effective", closed_on=ON, subject_until=MAY), "breached"),
        (Route(key=1, outcome="effective", closed_on=MAY, subject_until=MAY), "met"),
        (Route(key=1, closed_on=ON, subject_until=MAY, subject_open=False), "met"),
        (Route(key=1, closed_on=ON, subject_until=MAY, closing_agreed=True), "met"),
        (Route(key=1, closed_on=ON, subject_until=MAY, outcome="given_up"), ""),
    ],
)
def test_support_lasts_as_long_as_its_innovation(route: Route, said: str) -> None:
    assert state(norm(COVERS), route) == said


def test_early_closing_is_refused_by_the_term_of_support() -> None:
    closed = Route(key=1, outcome="effective", closed_on=ON, subject_until=MAY)
    assert not rules(f"- {{{COVERS}}}").decide("close_route", [closed], ON).allowed


def appointment(since: date | None, ends: date | None) -> Tutor:
    return Tutor(key=1, since=since, ends=ends, passed=frozenset({"appoint"}))


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (date(2027, 9, 1), "met"),
        (date(2028, 9, 2), "breached"),
        (date(2026, 11, 30), "breached"),
        (date(2026, 12, 1), "met"),
    ],
)
def test_appointment_of_three_months_to_two_years(ends: date, said: str) -> None:
    least, most = (
        norm("term: appointment, least: 3"),
        norm("term: appointment, most: 2, unit: year"),
    )
    tutor = appointment(date(2026, 9, 1), ends)
    assert max(state(least, tutor), state(most, tutor), key=["met", "breached"].index) == said


def test_appointment_without_an_end_is_measured_to_the_day() -> None:
    most = norm("term: appointment, most: 100, unit: day")
    assert state(most, appointment(date(2026, 12, 1), None)) == "met"
    assert state(most, appointment(date(2026, 9, 1), None)) == "breached"


def test_candidate_has_no_term() -> None:
    most = norm("term: appointment, most: 2, unit: year")
    assert state(most, Tutor(key=1, since=date(2020, 1, 1))) == ""
    assert state(most, appointment(None, None)) == ""


YEAR = "term: pairing, most: 1, unit: school_year"


@pytest.mark.parametrize(
    ("since", "ends", "loose", "strict"),
    [
        (date(2026, 9, 1), date(2027, 8, 31), "met", "met"),
        (date(2026, 10, 12), date(2027, 8, 31), "met", "met"),
        (date(2026, 10, 12), date(2027, 9, 1), "met", "breached"),
        (date(2027, 2, 1), date(2027, 12, 1), "met", "breached"),
        (date(2026, 10, 12), date(2027, 10, 12), "met", "breached"),
        (date(2026, 10, 12), date(2027, 10, 13), "breached", "breached"),
    ],
)
def test_school_year_is_a_length_or_ends_on_31_august(
    since: date, ends: date, loose: str, strict: str
) -> None:
    case = Case(key=1, since=since, ends=ends, passed=frozenset({"pair"}))
    assert state(norm(YEAR), case) == loose
    assert state(norm(f"{YEAR}, strict: yes"), case) == strict


def test_crossing_31_august_names_the_day_before() -> None:
    book = rules(f"- {{{YEAR}, strict: yes}}")
    long = Case(key=1, since=date(2027, 2, 1), ends=date(2027, 12, 1))
    [refusal] = book.decide("pair", [long], ON).refusals
    assert (refusal.code, refusal.finding.due) == ("term_year", date(2027, 8, 31))


def test_year_that_holds_no_31_august_is_measured_by_its_length() -> None:
    begun_late = Case(
        key=1, since=date(2026, 8, 31), ends=date(2026, 8, 31), passed=frozenset({"pair"})
    )
    assert state(norm(f"{YEAR}, strict: yes"), begun_late) == "met"


def test_covering_is_asked_of_routes_only() -> None:
    odd = norm("term: pairing, covers: subject")
    paired = Case(key=1, since=date(2026, 9, 1), passed=frozenset({"pair"}))
    assert state(odd, paired) == "met"


@pytest.mark.parametrize(
    ("term", "guard", "who"),
    [
        ("support", "close_route", "tutor"),
        ("appointment", "appoint", "municipal_coordinator"),
        ("pairing", "pair", "municipal_coordinator"),
    ],
)
def test_each_term_guards_its_deed(term: str, guard: str, who: str) -> None:
    of = norm(f"term: {term}, most: 12")
    assert (of.guard, of.owes) == (guard, who)
    assert norm(f"term: {term}, most: 12, guards: join_group").guard == "join_group"


ANSWER = "answer: information, days: 3"


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (Request(key=1, to="information"), "on_track"),
        (Request(key=1, to="information", ends=date(2027, 1, 25)), "on_track"),
        (Request(key=1, to="information", ends=ON), "at_risk"),
        (Request(key=1, to="information", ends=date(2027, 1, 21)), "breached"),
        (Request(key=1, to="information", ends=ON, answered=ON), "met"),
        (Request(key=1, to="information", ends=date(2027, 1, 11), answered=ON), "met"),
        (Request(key=1, to="information", ends=date(2027, 1, 11), open=False), "met"),
        (Request(key=1, to="visit", ends=date(2027, 1, 11)), ""),
    ],
)
def test_answer_comes_in_time(request_: Request, said: str) -> None:
    assert state(norm(ANSWER), request_) == said


def test_late_answer_is_remembered() -> None:
    late = norm(ANSWER).judge(
        Request(key=1, to="information", ends=date(2027, 1, 11), answered=ON), ON
    )
    assert late is not None
    assert late.found is True


def test_answer_is_owed_by_who_was_asked() -> None:
    assert norm(ANSWER).owes == "tutee"
    assert norm(f"{ANSWER}, by: head").owes == "head"
