"""A seventh regulation, typed in through forms alone: no file, all thirteen types of norms.

It is begun from nothing, named, filled clause by clause, approved by an order and put to work.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshrut.norms.parse import TYPES, parse
from marshrut.regulations.models import RegulationVersion
from tests.browser.conftest import People
from tests.browser.hand import Hand
from tests.browser.site import Site
from tests.browser.test_walk import STEPNOVSKY
from tests.browser.walking import founding
from tests.browser.walking.stage import CENTRE, DISTRICT, Stage, open_stage

TITLE = "Положение о кураторстве в Привольном округе"
# ruff: noqa: E501 - a clause of the table stays on its lines
# What a methodist types: the number of the clause, its text, and the norm as the form asks for it.
CLAUSES: tuple[tuple[str, str, str, Mapping[str, Any]], ...] = (
    (
        "1.1",
        "Кураторство ведут по Федеральному закону об образовании.",
        "text",
        {"text": "Федеральный закон от 29.12.2012 № 273-ФЗ"},
    ),
    (
        "1.2",
        "Работают в двух формах: беседа и мастерская.",
        "words",
        {"words": "формы работы", "items": "Беседа = Talk\nМастерская", "closed": True},
    ),
    (
        "1.3",
        "Положение утверждают приказом.",
        "deliverable",
        {"deliverable": "приказ об утверждении", "for": "version", "by": "муниципальный координатор",
         "due-how": "approval"},
    ),
    (
        "1.4",
        "Куратором назначают педагога со стажем не менее пяти лет.",
        "condition",
        {"condition": "tutor", "guards": "appoint", "if-experience-least": "5",
         "if-experience-posts": "teaching", "if-order_of": "school", "join": "all"},
    ),
    (
        "1.5",
        "В организации есть хотя бы один куратор.",
        "size",
        {"size": "тьютор", "per": "unit", "least": "1"},
    ),
    ("1.6", "Участвуют по желанию.", "entry", {"entry": "tutee", "basis": "wish", "leave": "any_time"}),
    (
        "1.7",
        "Работа проходит два этапа: знакомство и дело.",
        "stages",
        {"stages": "case", "items-word": ["Знакомство", "Дело"], "items-days": ["30", "200"]},
    ),
    (
        "1.8",
        "План состоит из целей и шагов.",
        "form",
        {"form": "план куратора", "of": "route", "parts": "цели", "author": "both",
         "agreement": "both", "guards": "propose_route"},
    ),
    (
        "1.9",
        "Мастер-классы проводят не реже двух раз в четверть.",
        "quota",
        {"quota": "мастер-класс", "per": "programme", "period": "quarter", "least": "2"},
    ),
    (
        "1.10",
        "На запрос отвечают за три дня.",
        "answer",
        {"answer": "запрос сведений", "days": "3"},
    ),
    (
        "1.11",
        "Куратора назначают не больше чем на два года.",
        "term",
        {"term": "appointment", "most": "2", "unit": "year"},
    ),
    (
        "1.12",
        "Куратор вправе посещать уроки, если об этом договорились.",
        "right",
        {"right": "тьютор", "may": "посещать занятия", "only-agreed_visit": True},
    ),
    (
        "1.13",
        "К концу года куратор есть у каждого, кому он нужен.",
        "indicator",
        {"indicator": "coverage", "per": "programme", "target": "100"},
    ),
)  # fmt: skip


def test_a_regulation_is_typed_in_through_forms_and_runs(nothing: Site, people: People) -> None:
    stage = open_stage(STEPNOVSKY, nothing, people)
    founding.found(stage)
    zorina = stage.person("Зорина")
    zorina.open("people").follow("person_new")
    zorina.fill(surname="Климов", given="Олег", patronymic="Юрьевич", gender="m", unit=CENTRE)
    zorina.fill(post="директор", pedagogical=False, since="2019-08-15").press()
    _begin(zorina, stage)
    for clause in CLAUSES:
        _write(zorina, stage.keys["version"], *clause)
    _name_the_tutor(zorina, stage.keys["version"])
    _look_at_what_was_typed(stage.keys["version"])
    _approve(zorina, stage)
    _put_to_work(zorina, stage)


def _begin(zorina: Hand, stage: Stage) -> None:
    zorina.open("regulation_versions").follow("regulation_begin")
    zorina.follow("regulation_from_nothing").fill(unit=CENTRE, title=TITLE).press()
    assert zorina.at == "regulation_writing"
    stage.keys["version"] = zorina.key


def _write(
    zorina: Hand, version: int, key: str, text: str, kind: str, norm: Mapping[str, Any]
) -> None:
    """A clause is added, a type of norm is chosen, the sentence is filled."""
    zorina.open("regulation_writing", version).follow("regulation_clause_add")
    zorina.fill(key=key, text=text).press()
    zorina.follow("regulation_norm_types").follow("regulation_norm_new", type=kind)
    for name, value in norm.items():
        if isinstance(value, list):
            for place, one in enumerate(value):
                zorina.page.locator(f"main [name='{name}']").nth(place).fill(one)
        else:
            zorina.fill(**{name: value})
    zorina.press()
    assert zorina.at == "regulation_written"


def _name_the_tutor(zorina: Hand, version: int) -> None:
    """«Куратор» in all its cases, proposed and confirmed."""
    zorina.open("regulation_writing", version).follow("regulation_words")
    zorina.follow("regulation_word", term="tutor")
    zorina.page.fill("#word", "куратор")
    with zorina.page.expect_navigation():
        zorina.page.press("#word", "Enter")
    assert zorina.page.input_value("[name='many-ins']") == "кураторами"
    zorina.press()
    zorina.reads("куратор")


def _look_at_what_was_typed(version: int) -> None:
    row = RegulationVersion.objects.get(pk=version)
    rules = parse(row.document)
    assert {norm.name for _clause, norm in rules.norms()} == set(TYPES)
    assert [clause.key for clause in rules.clauses] == [key for key, *_rest in CLAUSES]
    stages = rules.stages()
    assert stages is not None
    assert [(one.word, one.days) for one in stages.items] == [("Знакомство", 30), ("Дело", 200)]
    assert rules.words["tutor"].form("ins") == "куратором"
    assert rules.forms()[0].agreement == "both"


def _approve(zorina: Hand, stage: Stage) -> None:
    zorina.open("orders").follow("order_new")
    zorina.fill(unit=CENTRE, subject="approval", title="Об утверждении документа").press()
    order = zorina.key
    zorina.open("order", order).follow("order_edit").fill(
        controller="Климов", signer="Климов"
    ).press()
    zorina.follow("order_register").fill(number="7-о", registered_on="2026-08-26").press()
    zorina.follow("order_sign").fill(signed_on="2026-08-26").press()
    zorina.open("regulation_writing", stage.keys["version"]).reads("Все пункты просмотрены")
    zorina.follow("regulation_approve").fill(order="7-о", since="2026-09-01").press()
    zorina.reads("7-о")


def _put_to_work(zorina: Hand, stage: Stage) -> None:
    zorina.open("programmes").follow("programme_prepare")
    zorina.fill(unit=DISTRICT, title="Кураторство 2026/27")
    zorina.fill(since="2026-09-01", until="2027-08-31").press()
    zorina.open("programmes").press("programme_start")
    zorina.open("regulations").reads(
        "Исполнение положения о кураторстве", "стажем не менее пяти лет", "Мастер-классы проводят"
    )
