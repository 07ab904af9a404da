"""Regulation files: text stays text, every place has its line."""

from pathlib import Path

import pytest

from marshrut.regulations.files import Unreadable, mistakes, read, rules_in, written

TEXT = """\
regulation: test
title: Test
parts:
- title: One
  clauses:
  - key: 3.10
    cite: п. 3.10
    gist: no
    norms:
    - size: tutor
      per: planet
      least: 1
  - cite: п. 4
    gist: |
      two
      lines
    see: ['9']
"""


def test_number_that_looks_like_another_stays_as_written() -> None:
    clause = rules_in(TEXT[: TEXT.index("  - cite")].replace("planet", "unit")).clauses[0]
    assert (clause.key, clause.gist) == ("3.10", "no")


def test_every_mistake_has_its_line_and_its_clause() -> None:
    document = read(TEXT)
    found = [(document.line(m.path), document.clause(m.path), m.code) for m in mistakes(document)]
    assert found == [
        (11, "п. 3.10", "not_one_of"),
        (13, "п. 4", "lacks"),
        (17, "п. 4", "unknown_clause"),
    ]


def test_place_that_is_not_written_has_the_line_of_what_is_around_it() -> None:
    document = read(TEXT)
    assert document.line(("parts", 0, "clauses", 0, "norms", 0, "most")) == 10
    assert document.line(("words",)) == 1


def test_file_and_text_are_read_alike(tmp_path: Path) -> None:
    file = tmp_path / "test.yaml"
    file.write_text(TEXT, encoding="utf-8")
    assert read(file) == read(TEXT)


def test_clause_without_a_citation_is_named_by_its_key() -> None:
    document = read("parts: [{clauses: [{key: '7'}, text, {cite: [a]}]}]")
    assert document.clause(("parts", 0, "clauses")) == ""
    assert document.clause(("parts", 0, "clauses", 0)) == "7"
    assert document.clause(("parts", 0, "clauses", 1)) == ""
    assert document.clause(("parts", 0, "clauses", 2)) == ""
    assert document.clause(("words", "tutor")) == ""


@pytest.mark.parametrize(
    ("text", "code", "line", "value"),
    [
        ("", "empty", 1, ""),
        ("a: [1", "not_yaml", 1, "expected ',' or ']', but got '<stream end>'"),
        ("a: 1\nb: \0", "not_yaml", 1, None),
        ("a: 1\nb: 2\na: 3", "repeated_name", 3, "a"),
        ("a: 1\n? [b]\n: 2", "not_yaml", 2, ""),
        ("a: &x [1]\nb: *x", "alias", 2, ""),
    ],
)
def test_what_is_no_plain_yaml_is_refused(
    text: str, code: str, line: int, value: str | None
) -> None:
    with pytest.raises(Unreadable) as caught:
        read(text)
    assert (caught.value.code, caught.value.line) == (code, line)
    assert value is None or caught.value.value == value


def test_document_that_contains_itself_is_refused() -> None:
    with pytest.raises(Unreadable, match="alias"):
        read("a: &x\n  b: *x")


def test_short_lists_stay_on_one_line_and_long_ones_do_not() -> None:
    long = [f"слово {number}" for number in range(12)]
    text = written({"a": ["1.10", "yes"], "b": long, "c": [{"d": "e"}]})
    assert text.startswith("a: ['1.10', 'yes']\nb:\n- слово 0\n")
    assert read(text).content == {"a": ["1.10", "yes"], "b": long, "c": [{"d": "e"}]}
