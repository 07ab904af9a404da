"""What clauses leave to the place, and the rules once the place has set it."""

from __future__ import annotations

from datetime import date

from marshrut.norms.counting import Quota
from marshrut.norms.findings import State
from marshrut.norms.local import names, set_by
from marshrut.norms.sheets import Tutor
from tests.norms.rulebook import rules

CONTRACT = "deliverable: [contract], for: tutor, by: tutor, due: {days_after: 10, of: start}"
EVENT = "quota: supported_event, per: service, period: school_year, most: 1, local: [period]"
BOOK = rules(f"- {{{CONTRACT}, local: [due]}}\n- {{{EVENT}}}", f"- {{{CONTRACT}}}")
NAME = "due.tutor.contract.days"


def test_only_what_a_clause_leaves_has_a_name() -> None:
    assert names(BOOK) == {NAME, "period.supported_event"}
    assert names(rules(f"- {{{CONTRACT}}}")) == frozenset()
    assert (
        names(rules("- {deliverable: [report], for: route, by: tutee, due: closing, local: [due]}"))
        == frozenset()
    )


def test_the_place_sets_its_own_and_leaves_the_rest_as_written() -> None:
    found = set_by({NAME: 20, "period.supported_event": "calendar_year", "other": 3}, BOOK)
    own, event = found.clause("1").norms
    assert isinstance(event, Quota)
    assert event.period == "calendar_year"
    tutor = Tutor(key=1, since=date(2027, 1, 11), passed=frozenset({"appoint"}))
    on = date(2027, 1, 25)
    finding = own.judge(tutor, on)
    assert finding is not None
    assert finding.due == date(2027, 1, 31)
    firm = found.clause("2").norms[0].judge(tutor, on)
    assert firm is not None
    assert firm.due == date(2027, 1, 21)


def test_nothing_set_or_nonsense_set_changes_nothing() -> None:
    assert set_by({}, BOOK) is BOOK
    for value in ("20", None, "never"):
        found = set_by({NAME: value, "period.supported_event": value}, BOOK)
        assert found.clause("1") == BOOK.clause("1")


def test_years_of_experience_are_set_where_the_clause_leaves_them() -> None:
    years = "experience: {posts: [teaching], least: 5 years}"
    asks = f"condition: tutor, guards: appoint, all: [{{{years}}}]"
    book = rules(f"- {{{asks}, local: [all]}}", f"- {{{asks}}}")
    assert names(book) == {"experience.tutor.years"}
    found = set_by({"experience.tutor.years": 3}, book)
    passed = frozenset({"appoint"})
    tutor = Tutor(key=1, since=date(2027, 1, 11), months={"teaching": 40}, passed=passed)
    states = []
    for key in ("1", "2"):
        said = found.clause(key).norms[0].judge(tutor, date(2027, 1, 25))
        assert said is not None
        states.append(said.state)
    assert states[0] is State.MET
    assert states[1] is not State.MET
