"""Questionnaires as data: what is shipped can be read, every mistake is named, points add up."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from typing import Any

import pytest

from marshrut.diagnostics.questionnaires import index_of, level_of
from marshrut.diagnostics.reading import parse_questionnaire
from marshrut.diagnostics.shipped import known, shipped
from marshrut.norms.parse import Malformed


def mistakes(document: object) -> set[tuple[Any, ...]]:
    with pytest.raises(Malformed) as raised:
        parse_questionnaire(document)
    return {(one.path, one.code) for one in raised.value.mistakes}


def document(code: str = "motivation") -> dict[str, Any]:
    return deepcopy(dict(shipped()[code]))


def test_self_diagnosis_asks_six_things_in_each_of_six_groups() -> None:
    found = known("self_diagnosis")

    asked = Counter(item.group for item in found.items)
    assert asked == {group.key: 6 for group in found.groups}
    assert [group.code for group in found.groups] == ["П", "М", "ПП", "К", "И", "Н"]
    assert [grade.value for grade in found.scale] == [0, 1, 2, 3, 4]


def test_the_groups_stand_for_the_competences_that_regulations_name() -> None:
    named = {group.competence for group in known("self_diagnosis").groups}

    assert named == {"professional", "communicative", "informational"}


@pytest.mark.parametrize("code", ["self_diagnosis", "motivation", "readiness"])
def test_what_is_shipped_speaks_both_languages_and_says_where_thresholds_come_from(
    code: str,
) -> None:
    found = known(code)

    assert found.title_en
    assert found.note_en
    assert found.levels.source_en
    assert all(item.text_en for item in found.items)
    assert all(group.title_en for group in found.groups)
    assert all(grade.word_en for grade in found.scale)


def test_every_mistake_is_named_with_its_place_at_once() -> None:
    wrong = document()
    del wrong["minutes"]
    wrong["kind"] = "exam"
    wrong["scale"][1]["value"] = wrong["scale"][0]["value"]
    wrong["items"][0]["group"] = "nowhere"
    wrong["items"][1]["txet"] = "slip"
    wrong["items"][3]["key"] = wrong["items"][2]["key"]
    wrong["levels"] = {"none": "50", "middle": "60", "source": "x"}

    assert mistakes(wrong) == {
        ((), "lacks"),
        (("kind",), "not_one_of"),
        (("scale", 1), "repeated_key"),
        (("items", 0, "group"), "not_one_of"),
        (("items", 1, "txet"), "unknown_name"),
        (("items", 3), "repeated_key"),
        (("levels",), "least_exceeds_most"),
    }


@pytest.mark.parametrize("wrong", [None, [], "text", {}])
def test_what_is_no_questionnaire_is_refused_and_never_breaks(wrong: object) -> None:
    assert mistakes(wrong)


def test_a_group_of_which_nothing_is_asked_and_an_unknown_framework_are_mistakes() -> None:
    wrong = document()
    wrong["groups"].append({"key": "empty", "code": "Я", "title": "Пустая"})
    wrong["framework"] = "nobody-knows"

    assert mistakes(wrong) == {(("groups", 2), "nothing_asked"), (("framework",), "not_one_of")}


def test_a_reversed_statement_counts_from_the_other_end() -> None:
    scale = known("motivation")
    highest = {item.key: 0 if item.reverse else 4 for item in scale.items}

    assert set(scale.points(highest).values()) == {(16, 16)}
    assert scale.points(dict.fromkeys(highest, 4))["interest"] == (12, 16)


def test_an_answer_beyond_the_scale_is_no_answer() -> None:
    found = known("self_diagnosis")
    answers = {item.key: 4 for item in found.items} | {"law-1": 5}

    assert found.lacking(answers) == ["law-1"]


@pytest.mark.parametrize(
    ("points", "index", "level"),
    [(24, 100, "none"), (20, 83, "none"), (19, 79, "middle"), (15, 62, "middle"), (14, 58, "high")],
)
def test_thresholds_are_inclusive_and_a_share_is_never_rounded_up(
    points: int, index: int, level: str
) -> None:
    assert index_of(points, 24) == index
    assert level_of(index, none_from=80, middle_from=60) == level
