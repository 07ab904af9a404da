"""What holds for all norms, whatever the numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, note, settings
from hypothesis import strategies as st

from marshrut.norms.findings import Force, State
from marshrut.norms.parse import Malformed, dump, parse
from marshrut.norms.sheets import Case, Request, Route, Sheet, Tally, Tutor, Unit, Visit
from marshrut.regulations.files import rules_in
from tests.norms.rulebook import norm, rules
from tests.norms.test_parse import DOCUMENT, NORMS
from tests.norms.test_presets import FILES

DAYS = st.dates(date(2026, 9, 1), date(2027, 8, 31))
MAYBE = st.none() | DAYS
STAGES = ("diagnostic", "organisational", "main", "evaluation")
PASSED = st.frozensets(
    st.sampled_from(["appoint", "pair", "open_case", "hold_visit", "end_appointment"])
)
PRODUCTS = st.dictionaries(
    st.sampled_from(["interview", "problem_field", "final_report", "tutor_analysis", "trajectory"]),
    st.lists(DAYS, max_size=2).map(tuple),
)
KEYS = st.integers(1, 4)
ROUTES = st.builds(
    Route,
    key=KEYS,
    ends=MAYBE,
    stage=st.sampled_from(["", *STAGES]),
    left=st.frozensets(st.sampled_from(STAGES)),
    skipped=st.frozensets(st.sampled_from(STAGES), max_size=1),
    skip_decided=st.booleans(),
    dues=st.dictionaries(st.sampled_from(STAGES), DAYS),
    evaluated=st.booleans(),
    paused=st.booleans(),
    paired=st.booleans(),
    outcome=st.sampled_from(["", "effective", "given_up"]),
    closed_on=MAYBE,
    subject_until=MAYBE,
    products=PRODUCTS,
)
THINGS: st.SearchStrategy[Sheet] = st.one_of(
    ROUTES,
    st.builds(Tutor, key=KEYS, passed=PASSED, ends=MAYBE, since=MAYBE),
    st.builds(Case, key=KEYS, passed=PASSED, person=KEYS, tutor_person=KEYS),
    st.builds(
        Unit, key=KEYS, since=MAYBE, counts=st.fixed_dictionaries({"tutor": st.integers(0, 2)})
    ),
    st.builds(Visit, key=KEYS, passed=PASSED, agreed=st.booleans()),
    st.builds(Request, key=KEYS, to=st.just("information"), ends=MAYBE, answered=MAYBE),
)
BOOK = rules_in(FILES[0])
DEEDS = st.sampled_from(["appoint", "pair", "open_case", "pass_stage", "close_route", "hold_visit"])


def sheets(things: list[Sheet]) -> dict[type[Sheet], list[Sheet]]:
    """Things by kind, each key once."""
    found: dict[type[Sheet], dict[int, Sheet]] = {}
    for thing in things:
        found.setdefault(type(thing), {})[thing.key] = thing
    kinds = (Route, Tutor, Case, Unit, Visit, Request)
    return {kind: list(found.get(kind, {}).values()) for kind in kinds}


@given(st.lists(THINGS, max_size=8), DAYS)
def test_board_never_counts_more_met_than_there_are(things: list[Sheet], on: date) -> None:
    for key, said in BOOK.assess(sheets(things), on).items():
        assert 0 <= said.met <= said.of, key
        assert len(said.lacking) + len(said.waived) <= said.of, key
        assert said.met + len(said.lacking) <= said.of or not said.lacking, key


@given(st.lists(THINGS, max_size=8), DAYS)
def test_things_in_another_order_stand_the_same(things: list[Sheet], on: date) -> None:
    forth = sheets(things)
    back = {kind: list(reversed(rows)) for kind, rows in forth.items()}
    one, other = BOOK.assess(forth, on), BOOK.assess(back, on)
    assert {key: (said.state, said.met, said.of) for key, said in one.items()} == {
        key: (said.state, said.met, said.of) for key, said in other.items()
    }


@given(st.lists(THINGS, max_size=6), DAYS)
def test_clause_is_never_better_than_the_clause_it_repeats(things: list[Sheet], on: date) -> None:
    board = BOOK.assess(sheets(things), on)
    for clause in BOOK.clauses:
        for key in clause.see:
            if board[key].of:
                assert board[clause.key].state >= min(board[key].state, State.NO_DATA), clause.key


@given(DEEDS, st.lists(THINGS, max_size=5), DAYS)
def test_what_is_waived_no_longer_refuses_and_nothing_else_changes(
    deed: str, things: list[Sheet], on: date
) -> None:
    bare = BOOK.decide(deed, things, on)
    for one in bare.refusals:
        flags = frozenset({(one.clause, one.code, one.kind, one.key)})
        left = BOOK.decide(deed, things, on, flags)
        same = [r for r in bare.refusals if (r.clause, r.code, r.kind, r.key) not in flags]
        assert list(left.refusals) == same
        assert left.warnings == bare.warnings


@given(DEEDS, st.lists(THINGS, max_size=5), DAYS)
def test_soft_norm_never_refuses(deed: str, things: list[Sheet], on: date) -> None:
    decision = BOOK.decide(deed, things, on)
    assert all(objection.force is Force.HARD for objection in decision.refusals)
    assert all(objection.force is Force.SOFT for objection in decision.warnings)


@given(st.lists(THINGS, max_size=6), DAYS)
def test_soft_norm_is_never_a_breach(things: list[Sheet], on: date) -> None:
    rows = BOOK.judged(sheets(things), on)
    assert not any(
        row.norm.force is Force.SOFT and row.finding.state is State.BREACHED for row in rows
    )


@given(st.lists(THINGS, max_size=6), DAYS)
def test_owed_is_part_of_what_the_board_lacks(things: list[Sheet], on: date) -> None:
    facts = sheets(things)
    lacking = {
        (key, *row.id) for key, said in BOOK.assess(facts, on).items() for row in said.lacking
    }
    rows = BOOK.owed(facts, on)
    assert {(row.clause, *row.id) for row in rows} <= lacking
    dues = [row.finding.due or on for row in rows]
    assert dues == sorted(dues)


@given(ROUTES, DAYS, st.integers(0, 200), st.sampled_from(["interview", "final_report"]))
def test_time_alone_never_mends_what_is_lacking(
    route: Route, on: date, later: int, kind: str
) -> None:
    lacking = [n for _, n in BOOK.norms() if kind in getattr(n, "deliverable", ())]
    for deliverable in lacking:
        now, then = (deliverable.judge(route, day) for day in (on, on + timedelta(days=later)))
        if now is None or then is None:
            assert now is then
        else:
            assert then.state >= now.state


@given(ROUTES, DAYS, st.sampled_from(["interview", "problem_field", "final_report"]), DAYS)
def test_one_more_product_never_makes_it_worse(
    route: Route, on: date, kind: str, made: date
) -> None:
    more = dict(route.products)
    more[kind] = (*more.get(kind, ()), made)
    richer = replace(route, products=more)
    for _, deliverable in BOOK.norms():
        if deliverable.about is Route and hasattr(deliverable, "deliverable"):
            before, after = deliverable.judge(route, on), deliverable.judge(richer, on)
            assert (before is None) == (after is None)
            assert before is None or after is None or after.state <= before.state


@given(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5), DAYS)
def test_one_more_held_never_lowers_a_floor(held: int, planned: int, least: int, on: date) -> None:
    quota = norm(f"quota: a, per: programme, period: quarter, least: '{least}'")

    def judged(count: int) -> State:
        tally = Tally(
            key=1,
            of="a",
            per="programme",
            since=date(2027, 1, 11),
            until=date(2027, 3, 27),
            held=count,
            planned=planned,
        )
        finding = quota.judge(tally, on)
        assert finding is not None
        return finding.state

    assert judged(held + 1) <= judged(held)


CLAUSES = st.lists(st.sampled_from(range(NORMS.count("\n- "))), max_size=6)


@given(CLAUSES)
def test_any_choice_of_norms_is_written_back_as_it_was(chosen: list[int]) -> None:
    norms = DOCUMENT["parts"][0]["clauses"][0]["norms"]
    stages = next(raw for raw in norms if "stages" in raw)
    clause = {"key": "1", "cite": "1", "gist": "1", "norms": [stages, *(norms[i] for i in chosen)]}
    document = DOCUMENT | {"parts": [{"clauses": [clause]}]}
    assert dump(parse(document)) == document


PLAIN: st.SearchStrategy[Any] = st.recursive(
    st.text(max_size=4) | st.sampled_from(["1", "yes", "tutor", "route", "closing", "05.06"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["key", "stage", "post", "experience", "least", "items", "a"])
            | st.text(max_size=3),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


def places(value: object, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside: Any = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [at, *(place for step, item in inside for place in places(item, (*at, step)))]


def replaced(value: Any, at: tuple[Any, ...], by: object) -> Any:
    if not at:
        return by
    copied = value.copy()
    copied[at[0]] = replaced(value[at[0]], at[1:], by)
    return copied


@settings(max_examples=200)
@given(st.sampled_from(places(DOCUMENT)), PLAIN)
def test_nothing_written_by_hand_breaks_the_reading(at: tuple[Any, ...], by: object) -> None:
    document = replaced(DOCUMENT, at, by)
    try:
        found = parse(document)
    except Malformed as wrong:
        note(wrong.mistakes)
        return
    assert parse(dump(found)) == found


def test_no_norm_speaks_of_things_it_is_not_about() -> None:
    book = rules("- {size: tutor, per: unit, least: 1}")
    assert book.decide("appoint", [Tutor(key=1)], date(2027, 1, 22)).allowed
