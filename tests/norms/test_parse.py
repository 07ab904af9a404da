"""Reading a regulation: every mistake with its place, and writing it back."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from marshrut.norms.parse import Malformed, dump, parse, write_norm
from tests.norms.rulebook import loaded, norm

NORMS = """
- {text: [ФЗ-273, ФЗ-152]}
- {words: forms, items: {a: [Беседа, Talk], b: Урок}, closed: 'yes', under: {b: a}}
- {form: plan, of: route, parts: [a, b], author: both, agreement: acquainted, guards: propose_route}
- {condition: tutor, guards: appoint, all: [{post: [deputy]}, {order_of: school}, consent]}
- condition: tutor
  guards: appoint
  any:
  - education: {level: higher, fields: [pedagogy]}
  - education: {level: secondary}
  - experience: {posts: [teaching, managing], least: 3 years, count: any}
  - experience: {posts: [teaching], least: 6 months}
  - employed_in: [school]
  - product: [portfolio]
- {condition: case, guards: open_case, all: [{subject: innovation}, {basis: [wish]}, same_unit]}
- {condition: visit, guards: hold_visit, all: [linked_step], force: soft, warn_days: '3', who: head}
- condition: activity
  guards: hold_activity
  when:
  - form: [lesson]
  - audience: [pupils]
  all: [from_route_sheet]
- {entry: tutee, basis: automatic, whom: pedagogical_staff, leave: dismissal, scope: own}
- {entry: tutee, basis: difficulty, also: [wish]}
- {size: controller, per: version, least: '1', guards: approve_version, after: at_risk}
- {size: members, per: group, least: '8', most: '10', guards: approve_group}
- {quota: master_class, per: programme, period: quarter, least: '2', plan: separate}
- {deliverable: [report], for: route, by: tutee, due: closing}
- {deliverable: [talk], for: route, by: tutor, due: {stage: one}, least: '2'}
- {deliverable: [note], for: route, by: tutee, due: {every: month}}
- {deliverable: [order], for: programme, by: head, due: {date: '05.06'}, accepted_by: [head, b]}
- {deliverable: [act], for: tutor, by: tutor, due: {days_after: '10', of: start}, warn_days: '3'}
- stages: case
  items:
  - {key: one, word: Один, word_en: One, days: '30'}
  - {key: two, word: Два}
  skip: by_decision
  local: [days]
- stages: programme
  items:
  - {key: spring, word: Весна, to: '05.06', exit: [order]}
  - {key: summer, word: Лето, from: '08.06', to: '30.06'}
- {term: appointment, least: '1', most: '2', unit: year, strict: 'yes'}
- {term: pairing, most: '1', unit: school_year, strict: 'yes'}
- {term: support, covers: subject, guards: close_route}
- {answer: information, days: '3', local: [days]}
- {right: tutor, may: hold_visit, when: [agreed_visit, within_subject]}
- {right: head, may: read_texts, not: 'yes'}
- {indicator: coverage, per: unit, target: '80', source: stored}
"""
DOCUMENT: dict[str, Any] = {
    "regulation": "test",
    "title": "Положение",
    "title_en": "Regulation",
    "issuer": "school",
    "period": "june_june",
    "uses": ["innovation", "groups"],
    "waivers_by": "head",
    "posts": {"deputy": ["заместитель", "завуч"]},
    "words": {
        "tutee": {"gender": "m", "one": list("abcdef"), "many": list("abcdef"), "en": ["a", "b"]}
    },
    "parts": [
        {
            "title": "1. Общее",
            "title_en": "1. General",
            "clauses": [
                {
                    "key": "1.10",
                    "cite": "п. 1.10",
                    "cite_en": "clause 1.10",
                    "gist": "Суть",
                    "gist_en": "Gist",
                    "text": "Текст",
                    "reading": "Понимаем так",
                    "reading_en": "Read so",
                    "see": ["2"],
                    "norms": loaded(NORMS),
                },
                {"key": "2", "cite": "п. 2", "gist": "Суть"},
            ],
        },
    ],
}


def test_canonical_document_is_written_back_as_it_was() -> None:
    assert dump(parse(DOCUMENT)) == DOCUMENT


def test_little_that_is_written_stays_little() -> None:
    small = {"regulation": "a", "title": "b", "parts": [{"clauses": []}]}
    assert dump(parse(small)) == small | {
        "issuer": "department",
        "period": "school_year",
        "waivers_by": "municipal_coordinator",
    }


def test_defaults_are_left_out_of_a_norm() -> None:
    assert write_norm(
        norm("answer: visit, days: '2', by: tutee, warn_days: '14', force: hard")
    ) == {
        "answer": "visit",
        "days": "2",
    }


def mistakes(document: object) -> list[tuple[str, str, object]]:
    """Place (joined by dots), code and value of every mistake."""
    with pytest.raises(Malformed) as caught:
        parse(document)
    return [(".".join(map(str, m.path)), m.code, m.value) for m in caught.value.mistakes]


def changed(**head: object) -> dict[str, Any]:
    return copy.deepcopy(DOCUMENT) | head


def with_norm(text: str) -> list[tuple[str, str, object]]:
    """Mistakes of a document with one more norm, their places below it."""
    document = changed()
    document["parts"][0]["clauses"][1]["norms"] = loaded(f"[{{{text}}}]")
    at = "parts.0.clauses.1.norms.0"
    return [
        (place.removeprefix(at).strip("."), code, value)
        for place, code, value in mistakes(document)
    ]


def test_document_that_is_no_mapping_lacks_everything() -> None:
    assert mistakes([]) == [
        ("", "not_a_mapping", []),
        ("", "lacks", "regulation"),
        ("", "lacks", "title"),
        ("", "lacks", "parts"),
    ]


def test_what_is_needed_may_not_be_empty() -> None:
    document = changed(title="", waivers_by="")
    document["parts"][0]["clauses"][1]["gist"] = ""
    assert mistakes(document) == [
        ("waivers_by", "empty", ""),
        ("", "lacks", "title"),
        ("parts.0.clauses.1", "lacks", "gist"),
    ]


def test_all_mistakes_of_the_head_are_told_at_once() -> None:
    document = changed(issuer="nobody", uses=[], colour="red", posts={"deputy": "завуч"})
    assert mistakes(document) == [
        ("colour", "unknown_name", "colour"),
        (
            "issuer",
            "not_one_of",
            ("nobody", ("methodical_centre", "department", "school", "region")),
        ),
        ("uses", "empty", None),
        ("posts.deputy", "not_a_list", "завуч"),
    ]


@pytest.mark.parametrize(
    ("term", "place", "code"),
    [
        ({"one": [], "many": []}, "words.tutee", "lacks"),
        (
            {"gender": "x", "one": list("abcdef"), "many": list("abcdef")},
            "words.tutee",
            "not_one_of",
        ),
        ({"gender": "m", "one": ["a"], "many": list("abcdef")}, "words.tutee.one", "not_six_cases"),
        (
            {"gender": "m", "one": list("abcdef"), "many": list("abcdef"), "en": ["a"]},
            "words.tutee.en",
            "not_two_numbers",
        ),
        ({"genus": "m"}, "words.tutee.genus", "unknown_name"),
    ],
)
def test_word_needs_its_gender_and_six_cases(term: object, place: str, code: str) -> None:
    assert [(at, why) for at, why, _ in mistakes(changed(words={"tutee": term}))] == [(place, code)]


def test_word_that_is_no_term_is_named() -> None:
    assert mistakes(changed(words={"teacher": {}})) == [
        ("words.teacher", "unknown_name", "teacher")
    ]


def test_parts_and_clauses_are_lists_of_mappings() -> None:
    assert mistakes(changed(parts="one")) == [("parts", "not_a_list", "one")]
    parts = [{"title": ["x"], "clauses": ["y"], "colour": "red"}]
    assert [(at, why) for at, why, _ in mistakes(changed(parts=parts))] == [
        ("parts.0.colour", "unknown_name"),
        ("parts.0.clauses.0", "not_a_mapping"),
        ("parts.0.clauses.0", "lacks"),
        ("parts.0.clauses.0", "lacks"),
        ("parts.0.clauses.0", "lacks"),
        ("parts.0.title", "not_text"),
    ]


def test_key_stands_once_and_see_leads_to_another_clause() -> None:
    clause = {"key": "1", "cite": "п. 1", "gist": "Суть"}
    parts = [{"clauses": [clause, clause | {"key": "2", "see": ["2", "9", "1"]}, clause]}]
    assert mistakes(changed(parts=parts)) == [
        ("parts.0.clauses.0.key", "repeated_key", "1"),
        ("parts.0.clauses.1.see.0", "unknown_clause", "2"),
        ("parts.0.clauses.1.see.1", "unknown_clause", "9"),
        ("parts.0.clauses.2.key", "repeated_key", "1"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ("", "unknown_type", "")),
        ("wish: more", ("", "unknown_type", "wish")),
        ("answer: visit", ("", "lacks", "days")),
        ("answer: visit, days: soon", ("days", "not_a_number", "soon")),
        ("answer: visit, days: 2, colour: red", ("colour", "unknown_name", "colour")),
        ("answer: visit, days: 2, local: [hours]", ("", "unknown_name", "hours")),
        (
            "stages: programme, items: [{key: a, word: А}], local: [key]",
            ("", "unknown_name", "key"),
        ),
        ("stages: programme, items: [{key: a}]", ("items.0", "lacks", "word")),
        ("stages: programme, items: [{key: '', word: А}]", ("items.0", "lacks", "key")),
        (
            "stages: programme, items: [{key: a, word: А, days: 0}]",
            ("items.0", "out_of_range", ("0", 1, 1000)),
        ),
        (
            "stages: programme, items: [{key: a, word: А}, {key: a, word: Б}]",
            ("", "repeated_key", "programme"),
        ),
        ("condition: tutor, guards: appoint", ("", "all_or_any", "tutor")),
        (
            "condition: tutor, guards: appoint, all: [consent], any: [consent]",
            ("", "all_or_any", "tutor"),
        ),
        (
            "condition: unit, guards: appoint, all: [consent]",
            ("", "condition_of_another_sheet", "plain"),
        ),
        (
            "condition: tutor, guards: appoint, all: [height]",
            ("all.0", "unknown_condition", "height"),
        ),
        (
            "condition: tutor, guards: appoint, all: [{height: 180}]",
            ("all.0", "unknown_condition", "height"),
        ),
        (
            "condition: case, guards: pair, when: [{audience: [pupils]}], all: [same_unit]",
            ("", "condition_of_another_sheet", "audience"),
        ),
        (
            "condition: activity, guards: hold_activity, all: [{audience: parents}]",
            ("all.0.audience", "not_a_list", "parents"),
        ),
        (
            "stages: programme, items: [{key: a, word: А, from: '08.06'}]",
            ("", "lacks", "to"),
        ),
        (
            "stages: programme, items: [{key: a, word: А, to: '31.06'}]",
            ("items.0", "not_a_day", "31.06"),
        ),
        (
            "stages: case, items: [{key: a, word: А, to: '30.06'}]",
            ("", "unknown_name", "to"),
        ),
        (
            "stages: case, items: [{key: a, word: А, exit: [order]}]",
            ("", "unknown_name", "exit"),
        ),
        ("condition: tutor, guards: appoint, all: [{}]", ("all.0", "unknown_condition", "")),
        (
            "condition: tutor, guards: appoint, all: [{post: deputy}]",
            ("all.0.post", "not_a_list", "deputy"),
        ),
        (
            "condition: tutor, guards: appoint, all: [{experience: {posts: [a], least: 3 days}}]",
            ("all.0.experience.least", "not_a_length", "3 days"),
        ),
        (
            "condition: tutor, guards: appoint, all: [{experience: {posts: [a]}}]",
            ("all.0.experience.least", "not_a_length", None),
        ),
        ("size: a, per: unit, least: 2, most: 1", ("", "least_exceeds_most", (2, 1))),
        (
            "quota: a, per: unit, period: month, least: 2, most: 1",
            ("", "least_exceeds_most", (2, 1)),
        ),
        ("term: support", ("", "lacks", "least, most, covers")),
        ("words: forms, items: {a: [б, в, г]}", ("items.a", "not_a_name", ["б", "в", "г"])),
        ("words: forms, items: {a: А}, under: {b: a}", ("", "unknown_name", "b")),
        ("words: forms, items: {a: А}, under: {a: b}", ("", "unknown_name", "b")),
        ("words: forms, items: {a: {}}", ("items.a", "not_a_name", {})),
    ],
)
def test_each_mistake_of_a_norm_is_told_with_its_place(
    text: str, found: tuple[str, str, object]
) -> None:
    assert with_norm(text) == [found]


def test_what_one_clause_leaves_free_no_other_limits() -> None:
    document = changed()
    document["parts"][0]["clauses"][1]["norms"] = loaded(
        "[{quota: talk, per: case, period: programme},"
        " {quota: talk, per: tutor, period: month, most: 4},"
        " {quota: lesson, per: tutor, period: month, most: 4}]"
    )
    assert mistakes(document) == [("parts.0.clauses.1.norms.1.most", "unlimited_elsewhere", "talk")]


@pytest.mark.parametrize(
    ("due", "place", "code"),
    [
        ("someday", "due", "not_one_of"),
        ("{stage: three}", "due.stage", "unknown_stage"),
        ("{every: week}", "due", "not_one_of"),
        ("{date: '31.02'}", "due", "not_a_day"),
        ("{date: June}", "due", "not_a_day"),
        ("{moon: full}", "due", "unknown_due"),
        ("{stage: one, date: '05.06'}", "due", "unknown_due"),
        ("{days_after: many}", "due", "not_a_number"),
        ("{days_after: 1, from: start}", "due.from", "unknown_name"),
    ],
)
def test_due_that_cannot_be_read(due: str, place: str, code: str) -> None:
    found = with_norm(f"deliverable: [a], for: route, by: tutor, due: {due}")
    assert [(at, why) for at, why, _ in found] == [(place, code)]


def test_stage_may_be_named_before_it_is_described() -> None:
    document = changed()
    clauses = document["parts"][0]["clauses"]
    clauses.reverse()
    clauses[0]["norms"] = loaded("[{deliverable: [a], for: route, by: tutor, due: {stage: two}}]")
    assert parse(document).clause("2").norms
