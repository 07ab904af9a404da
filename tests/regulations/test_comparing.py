"""Comparing two versions: pure values, no database."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from marshrut.norms.parse import parse
from marshrut.regulations.comparing import Change, Comparison, changed_keys, compare, words
from tests.world import document


def changed(change: Any) -> Comparison:
    """The Chebulinsky regulation beside the same with one thing changed."""
    old: Any = document()
    new = deepcopy(old)
    change(new)
    return compare(parse(old), parse(new))


def clauses(new: Any, part: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = new["parts"][part]["clauses"]
    return found


def test_a_version_does_not_differ_from_itself() -> None:
    same = changed(lambda new: None)
    assert (same.differing, same.head) == (0, ())
    assert len(same.clauses) == len(parse(document()).clauses)


def test_a_changed_clause_tells_what_of_it_differs() -> None:
    def change(new: Any) -> None:
        clauses(new, 1)[0] |= {"gist": "Иначе.", "cite": "п. 1 Положения"}

    pair = next(one for one in changed(change).clauses if one.change is Change.CHANGED)
    assert pair.fields == ("cite", "text")


def test_added_and_dropped_clauses_stand_where_they_belong() -> None:
    def change(new: Any) -> None:
        del clauses(new, 1)[2]
        clauses(new, 1).insert(3, {"key": "new", "cite": "п. 1.4.1", "gist": "Новое."})

    found = changed(change)
    assert (found.count(Change.ADDED), found.count(Change.DROPPED)) == (1, 1)
    keys = [pair.key for pair in found.parts[1].clauses]
    old = [clause.key for clause in parse(document()).parts[1].clauses]
    assert [key for key in keys if key != "new"] == old
    assert keys.index("new") == 4


def test_a_dropped_part_keeps_its_place_and_a_renamed_one_is_the_same_part() -> None:
    def drop(new: Any) -> None:
        del new["parts"][2]

    found = changed(drop)
    assert [part.after is None for part in found.parts[:4]] == [False, False, True, False]

    def rename(new: Any) -> None:
        new["parts"][1]["title"] = "1. Иначе"

    renamed = changed(rename)
    assert renamed.differing == 0
    assert len(renamed.parts) == len(parse(document()).parts)


def test_a_clause_moved_to_another_part_is_still_the_same_clause() -> None:
    def move(new: Any) -> None:
        clauses(new, 2).append(clauses(new, 1).pop(0))

    assert changed(move).differing == 0


def test_norms_are_paired_by_what_they_are_about() -> None:
    def change(new: Any) -> None:
        norms = next(c for p in new["parts"] for c in p["clauses"] if c["key"] == "4.2")["norms"]
        norms[:] = [
            {**norm, "least": "2"} if norm.get("size") == "tutor" else norm for norm in norms
        ]

    pair = next(one for one in changed(change).clauses if one.key == "4.2")
    assert pair.fields == ("norms",)
    differing = [one for one in pair.norms if one.before != one.after]
    assert [
        (getattr(one.before, "least", 0), getattr(one.after, "least", 0)) for one in differing
    ] == [(1, 2)]


def test_the_head_of_the_document_is_compared_too() -> None:
    assert changed(lambda new: new.update(title="Иначе")).head == ("title",)


def test_documents_are_compared_by_keys_without_being_parsed() -> None:
    old: Any = document()
    new = deepcopy(old)
    clauses(new, 1)[0]["gist"] = "Иначе."
    assert changed_keys(old, old) == []
    assert changed_keys(old, new) == [clauses(new, 1)[0]["key"]]


def texts(before: str, after: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    gone, come = words(before, after)
    return [(p.text, p.change.value) for p in gone], [(p.text, p.change.value) for p in come]


def test_only_the_words_that_differ_are_marked() -> None:
    gone, come = texts("стаж не менее трёх лет на посту", "стаж не менее пяти лет на посту")
    assert gone == [("стаж не менее ", "same"), ("трёх", "dropped"), (" лет на посту", "same")]
    assert ("пяти", "added") in come


def test_neighbouring_changes_read_as_one() -> None:
    gone, _ = texts("от восьми до десяти человек в группе", "от пяти до семи человек в группе")
    assert ("восьми до десяти", "dropped") in gone
    assert texts("раз два три четыре пять", "раз другие слова четыре пять")[0][1] == (
        "два три",
        "dropped",
    )


def test_texts_with_little_in_common_are_told_whole() -> None:
    gone, come = texts("Одно предложение.", "Совсем другие слова здесь стоят, и их много")
    assert [change for _, change in gone + come] == ["dropped", "added"]
    assert texts("", "Новое")[0] == []


def test_pieces_put_together_are_the_text_itself() -> None:
    before, after = "А, б — в; г (д) «е».", "А, б — ж; г «е», з."
    gone, come = words(before, after)
    assert "".join(piece.text for piece in gone) == before
    assert "".join(piece.text for piece in come) == after
