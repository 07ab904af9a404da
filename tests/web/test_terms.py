"""Every code that a preset uses has a name that people read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from marshrut.norms.base import Norm
from marshrut.norms.conditions import Right
from marshrut.norms.counting import Indicator, Quota, Size
from marshrut.norms.making import Deliverable, Form
from marshrut.norms.parse import parse
from marshrut.norms.rules import Rules
from marshrut.regulations.files import preset, presets
from marshrut.web.glossary import GLOSSARY
from marshrut.web.norm_words import clause_lines
from marshrut.web.terms import TERMS


def named(norm: Norm) -> Iterator[tuple[str, str]]:
    """(what, code) of everything that the norm names."""
    match norm:
        case Deliverable():
            yield from (("product", kind) for kind in norm.deliverable)
            yield from (("who", who) for who in (norm.owes, *norm.accepted_by))
        case Form():
            yield "form", norm.form
            yield from (("part", part) for part in norm.parts)
        case Size():
            yield "counted", norm.size
        case Quota():
            yield "activity", norm.quota
        case Indicator():
            yield "indicator", norm.indicator
        case Right():
            yield "right", norm.may
            yield "who", norm.right


def rules_of(code: str) -> Rules:
    return parse(preset(code))


@pytest.mark.parametrize("code", presets())
def test_every_code_of_a_preset_has_its_name(code: str) -> None:
    nameless = {
        (what, word)
        for _, norm in rules_of(code).norms()
        for what, word in named(norm)
        if word not in TERMS[what] and word not in GLOSSARY
    }
    assert nameless == set()


def test_condition_tells_whom_it_is_about() -> None:
    rules = rules_of("mostovsky")
    [line] = clause_lines(rules.clause("1.4").norms, rules)
    assert "таким: форма: групповое занятие; для кого: обучающиеся" in line


def test_stage_of_a_programme_tells_its_window_and_what_it_leaves() -> None:
    rules = rules_of("yaroslavl")
    lines = {key: clause_lines(rules.clause(key).norms, rules) for key in ("Э1", "Э2", "Э3б")}
    assert "Формирование МТК (до 05.06)" in lines["Э1"][0]
    assert "(с 08.06 по 30.06): обучение всей команды" in lines["Э2"][0]
    assert lines["Э3б"][0].endswith("(с 01.09 по 31.03).")
