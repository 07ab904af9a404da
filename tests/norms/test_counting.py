"""Sizes, quotas and indicators."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from marshrut.norms.sheets import Figure, Group, Member, Tally, Unit
from tests.norms.rulebook import ON, norm, rules, state

QUARTER = {"since": date(2027, 1, 11), "until": date(2027, 3, 27)}


def tally(held: int = 0, planned: int = 0, of: str = "master_class") -> Tally:
    return Tally(
        key=1,
        of=of,
        per="programme",
        since=QUARTER["since"],
        until=QUARTER["until"],
        held=held,
        planned=planned,
    )


def figure(value: int, of: int, ends: date | None = None) -> Figure:
    return Figure(key=1, formula="coverage", per="programme", value=value, of=of, ends=ends)


@pytest.mark.parametrize(
    ("people", "said"), [(7, "breached"), (8, "met"), (10, "met"), (11, "breached")]
)
def test_group_of_eight_to_ten(people: int, said: str) -> None:
    size = norm("size: members, per: group, least: 8, most: 10")
    assert state(size, Group(key=1, counts={"members": people})) == said


def test_size_without_a_cap_has_none() -> None:
    size = norm("size: members, per: group, least: 8")
    assert state(size, Group(key=1, counts={"members": 100})) == "met"


def test_what_is_not_counted_for_a_thing_is_not_judged() -> None:
    assert state(norm("size: members, per: group, least: 8"), Group(key=1)) == ""


def test_closed_group_is_not_judged() -> None:
    closed = Group(key=1, counts={"members": 0}, open=False)
    assert state(norm("size: members, per: group, least: 8"), closed) == ""


def test_school_that_joins_later_is_not_asked_yet() -> None:
    later = Unit(key=1, counts={"tutor": 0}, since=date(2027, 2, 1))
    size = norm("size: tutor, per: unit, least: 1")
    assert state(size, later) == "not_yet"
    assert state(size, later, date(2027, 2, 1)) == "breached"


def test_size_refuses_the_deed_that_it_guards() -> None:
    book = rules("- {size: members, per: group, least: 8, most: 10, guards: approve_group}")
    [refusal] = book.decide("approve_group", [Group(key=1, counts={"members": 7})], ON).refusals
    assert (refusal.finding.wanted, refusal.finding.found) == ((8, 10), 7)


@pytest.mark.parametrize(
    ("per", "who"), [("unit", "head"), ("case", "tutor"), ("group", "municipal_coordinator")]
)
def test_size_is_owed_by_who_can_mend_it(per: str, who: str) -> None:
    assert norm(f"size: x, per: {per}, least: 1").owes == who


def test_who_owes_can_be_written_down() -> None:
    assert norm("size: x, per: unit, least: 1, who: inspector").owes == "inspector"


@pytest.mark.parametrize(
    ("people", "passed", "said"),
    [(7, "approve_group", "at_risk"), (8, "approve_group", "met"), (7, "", "breached")],
)
def test_group_that_somebody_left_wants_a_look(people: int, passed: str, said: str) -> None:
    size = norm("size: members, per: group, least: 8, guards: approve_group, after: at_risk")
    group = Group(key=1, counts={"members": people}, passed=frozenset({passed}))
    assert state(size, group) == said


def test_group_that_is_too_small_is_refused_however_it_is_seen_later() -> None:
    book = rules("- {size: members, per: group, least: 8, guards: approve_group, after: at_risk}")
    assert not book.decide("approve_group", [Group(key=1, counts={"members": 7})], ON).allowed


QUOTA = "quota: master_class, per: programme, period: quarter, least: 2"


@pytest.mark.parametrize(
    ("held", "planned", "on", "said"),
    [
        (0, 0, date(2027, 1, 10), "not_yet"),
        (0, 2, date(2027, 1, 11), "on_track"),
        (1, 0, date(2027, 1, 22), "at_risk"),
        (1, 1, date(2027, 3, 26), "at_risk"),
        (2, 0, date(2027, 1, 22), "met"),
        (1, 1, date(2027, 3, 27), "breached"),
    ],
)
def test_twice_a_quarter(held: int, planned: int, on: date, said: str) -> None:
    assert state(norm(QUOTA), tally(held, planned), on) == said


def test_shortfall_stops_no_activity() -> None:
    book = rules(f"- {{{QUOTA}}}")
    assert book.decide("plan_activity", [tally()], date(2027, 3, 30)).allowed


def test_planning_above_the_cap_is_refused() -> None:
    book = rules("- {quota: master_class, per: programme, period: quarter, most: 2}")
    assert not book.decide("plan_activity", [tally(1, 2)], ON).allowed
    assert book.decide("plan_activity", [tally(1, 1)], ON).allowed


def test_planned_above_the_cap_wants_a_look_and_held_above_it_is_a_breach() -> None:
    cap = norm("quota: master_class, per: programme, period: quarter, most: 2")
    assert state(cap, tally(2, 1)) == "at_risk"
    assert state(cap, tally(3)) == "breached"


def test_what_nothing_counts_yet_is_no_data() -> None:
    unknown = Tally(key=1, of="event", per="service", until=date(2027, 9, 1), known=False)
    assert state(norm("quota: event, per: service, period: school_year, most: 1"), unknown) == (
        "no_data"
    )
    figure_ = Figure(key=1, formula="coverage", per="programme", known=False)
    assert state(norm("indicator: coverage"), figure_) == "no_data"


def test_quota_counts_its_own_form_only() -> None:
    assert state(norm(QUOTA), tally(of="seminar")) == ""


def test_what_nothing_counts_is_no_data_and_never_a_mark() -> None:
    uncounted = replace(tally(), known=False)
    assert state(norm(QUOTA), uncounted, date(2027, 4, 1)) == "no_data"
    said = rules(f"- {{{QUOTA}}}").assess({Tally: [uncounted]}, ON)["1"]
    assert (said.state.code, said.met, said.of, said.lacking) == ("no_data", 0, 0, ())
    assert state(norm(COVERAGE), replace(figure(0, 0), known=False)) == "no_data"


@pytest.mark.parametrize("per", ["school", "participant", "service"])
def test_quota_may_count_for_schools_participants_and_services(per: str) -> None:
    quota = norm(f"quota: seminar, per: {per}, period: programme, least: 2")
    assert state(quota, replace(tally(1, 0, "seminar"), per=per)) == "at_risk"
    assert state(quota, tally(2, 0, "seminar")) == ""


@pytest.mark.parametrize(("days", "said"), [(0, "met"), (60, "met"), (61, "breached")])
def test_member_without_activity_for_long_is_seen(days: int, said: str) -> None:
    size = norm("size: idle_days, per: member, most: 60")
    assert state(size, Member(key=1, counts={"idle_days": days})) == said


def test_tally_without_a_beginning_has_begun() -> None:
    endless = Tally(key=1, of="master_class", per="programme", until=date(2027, 9, 1))
    assert state(norm(QUOTA), endless) == "at_risk"


COVERAGE = "indicator: coverage, target: 80"


@pytest.mark.parametrize(
    ("value", "of", "on", "said"),
    [
        (0, 0, ON, "not_yet"),
        (8, 10, ON, "met"),
        (7, 10, ON, "on_track"),
        (7, 10, date(2027, 5, 20), "at_risk"),
        (7, 10, date(2027, 6, 1), "breached"),
    ],
)
def test_coverage_is_awaited_until_the_programme_ends(
    value: int, of: int, on: date, said: str
) -> None:
    assert state(norm(COVERAGE), figure(value, of, date(2027, 5, 31)), on) == said


def test_figure_without_a_target_is_never_late() -> None:
    after = date(2028, 1, 1)
    assert state(norm("indicator: coverage"), figure(1, 2, date(2027, 5, 31)), after) == "on_track"
    assert state(norm("indicator: coverage"), figure(2, 2, date(2027, 5, 31)), after) == "met"


def test_indicator_reads_its_own_figure_only() -> None:
    assert state(norm("indicator: coverage, per: unit"), figure(1, 1)) == ""
