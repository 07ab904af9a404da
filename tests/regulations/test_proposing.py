"""Norms proposed for clauses, and why."""

from __future__ import annotations

from typing import Any

import pytest

from marshrut.regulations.files import preset, presets
from marshrut.regulations.numbers import numbers_in
from marshrut.regulations.proposing import Proposal, makes_sense, memory, propose
from marshrut.regulations.proposing.filling import filled, type_of


def proposed(text: str, lead: str = "") -> Proposal:
    return propose(text, memory(), lead)


def test_a_clause_like_a_known_one_takes_its_norm_and_says_whose() -> None:
    found = proposed("Тьютор вправе советоваться с коллегами, чтобы сопровождать лучше.")
    assert {"right": "tutor", "may": "consult_colleague"} in found.norms
    assert found.cues == ("right",)
    found = proposed("Тьюторант обязан выполнять рекомендации своего тьютора.")
    assert [type_of(norm) for norm in found.norms] == ["answer"]
    assert found.like is not None
    assert found.like.per_cent > 50
    assert found.norms[0]["local"] == ["days"]


def test_numbers_of_the_text_stand_in_the_norm() -> None:
    text = "Тьюторант выполняет рекомендации тьютора в течение семи рабочих дней."
    [norm] = proposed(text).norms
    assert norm == {"answer": "recommendation", "days": "7"}
    assert [text[one.start : one.end] for one in proposed(text).numbers] == [
        "в течение семи рабочих дней"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Столовая работает с восьми утра.",
        "Тьютор — человек внимательный и терпеливый.",
        "Настоящее Положение.",
        "",
    ],
)
def test_nothing_is_proposed_for_what_is_like_nothing(text: str) -> None:
    assert not proposed(text)


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("Группа собирается из 4–6 человек.", {"size": "member", "per": "group", "least": "4"}),
        ("Мастер-классы проводят два раза в четверть.", {"quota": "master_class", "least": "2"}),
        (
            "Срок работы тьютора с педагогом не превышает двух лет.",
            {"term": "pairing", "most": "2"},
        ),
        ("Утвердить Положение о поддержке.", {"deliverable": ["approving_order"]}),
        ("Контроль за исполнением приказа оставляю за собой.", {"size": "controller"}),
        ("Этапы: \n- начало;\n- середина;\n- конец.", {"stages": "case"}),
        ("Участвуют добровольно и могут выйти в любое время.", {"entry": "tutee", "basis": "wish"}),
    ],
)
def test_words_give_a_norm_away(text: str, norm: dict[str, Any]) -> None:
    assert any(norm.items() <= dict(one).items() for one in proposed(text).norms)


def test_a_list_of_names_becomes_a_catalogue() -> None:
    [norm] = proposed("Формы работы:\n• беседа;\n• тренинг;\n• др.").norms
    assert norm == {"words": "forms", "items": {"forms_1": "Беседа", "forms_2": "Тренинг"}}
    [norm] = proposed("Методы работы:\n• беседа;\n• тренинг.").norms
    assert norm["closed"] == "yes"


def test_acts_are_named_as_they_are_written() -> None:
    act = "Федеральным законом от 29.12.2012 № 273-ФЗ «Об образовании»"
    text = f"Разработано в соответствии с:\n• {act};"
    assert proposed(text).norms == ({"text": [act]},)


def test_what_introduces_a_list_is_read_with_its_items() -> None:
    text = "приходить на уроки, если день согласован;"
    assert not proposed(text)
    assert proposed(text, "Тьютор имеет право:").norms[0]["may"] == "hold_visit"


def test_every_norm_of_the_presets_takes_numbers_and_still_makes_sense() -> None:
    """Whatever is proposed can be kept at once."""
    text = "не менее 3 лет, 4–6 человек, два раза в четверть, до 5 июня, в течение 5 дней, 80 %"
    for code in presets():
        for clause in (c for part in preset(code)["parts"] for c in part["clauses"]):
            for norm in clause.get("norms", ()):
                for numbers in (numbers_in(text), ()):
                    new, _used = filled(norm, numbers)
                    assert new is None or makes_sense(new), (code, clause["key"], new)


def test_a_limit_that_nobody_wrote_is_not_invented() -> None:
    assert filled({"quota": "x", "per": "tutor", "period": "month", "least": "2"}, ()) == (None, ())
    assert filled({"term": "pairing", "most": "2"}, ()) == (None, ())
    experience = {"all": [{"experience": {"posts": ["teaching"], "least": "3 years"}}]}
    assert filled({"condition": "tutor", "guards": "appoint", **experience}, ()) == (None, ())


def test_a_memory_without_a_preset_forgets_it() -> None:
    assert {known.preset for known in memory(frozenset({"chebula"})).known} == set(presets()) - {
        "chebula"
    }
