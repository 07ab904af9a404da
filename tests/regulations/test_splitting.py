"""A pasted regulation taken apart by its own numbering."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marshrut.norms.parse import parse
from marshrut.regulations.splitting import draft_of, split
from marshrut.regulations.splitting.clauses import ORDER_TITLE
from marshrut.regulations.splitting.drafting import gist_of
from marshrut.regulations.texts import tidied

TEXTS = Path(__file__).parent / "texts"


def read(name: str) -> str:
    return tidied((TEXTS / f"{name}.txt").read_text("utf-8"))


def keys(text: str) -> list[str]:
    return [piece.key for part in split(text) for piece in part.pieces]


def squeezed(text: str) -> str:
    return "".join(text.split())


def joined(text: str) -> str:
    return squeezed(
        "".join(
            (part.title if part.title != ORDER_TITLE else "")
            + "".join(piece.whole for piece in part.pieces)
            for part in split(text)
        )
    )


def test_an_order_and_its_annex_are_told_apart() -> None:
    assert keys(read("lugovoy")) == [
        *("шапка", "преамбула", "П1", "П2", "П3", "подпись", "заголовок", "1.1", "1.2", "1.3"),
        *("2.1", "2.2", "2.2.1", "2.2.2", "2.3", "2.4", "3.1", "3.1.a", "3.1.b", "3.2", "4.1"),
    ]


def test_roman_parts_bullets_and_numbers_that_begin_again() -> None:
    assert keys(read("ozyorny")) == [
        *("шапка", "1.1", "1.2", "2.1", "2.1.a", "2.1.b", "2.2"),
        *("3.1", "3.2", "3.2.1", "3.2.2"),
    ]
    cites = {piece.key: piece.cite for part in split(read("ozyorny")) for piece in part.pieces}
    assert cites["2.1.a"] == "п. 2.1 Порядка"
    assert cites["3.2.1"] == "подп. 1 п. 2 раздела III Порядка"


@pytest.mark.parametrize("name", ["lugovoy", "ozyorny"])
def test_no_word_is_lost(name: str) -> None:
    assert joined(read(name)) == squeezed(read(name))


SIGNS = st.sampled_from(
    ["1.", "1.1.", "1.2", "2.", "2.1.", "2.2.1", "I.", "II. ", "1)", "а)", "б)", "- ", "• ", ""]
)
WORDS = st.text(alphabet="абвгАБВГ ,.;:-№«»()12", min_size=1, max_size=30)


@given(st.lists(st.tuples(SIGNS, WORDS), max_size=25))
def test_no_word_of_any_text_is_lost(lines: list[tuple[str, str]]) -> None:
    text = "\n".join(f"{sign} {words}" for sign, words in lines)
    assert joined(text) == squeezed(text)


@given(st.lists(st.tuples(SIGNS, WORDS), min_size=1, max_size=25))
def test_any_text_gives_a_draft_that_is_read(lines: list[tuple[str, str]]) -> None:
    text = "\n".join(f"{sign} {words}х" for sign, words in lines)
    rules = parse(draft_of(text, code="x", title="Х"))
    assert len({clause.key for clause in rules.clauses}) == len(rules.clauses)


def test_a_number_that_a_sentence_refers_to_begins_no_clause() -> None:
    text = "1. Общее\n1.1. Работают, как сказано в п.\n1.2 этого документа.\n1.2. Дальше."
    assert keys(text) == ["1.1", "1.2"]


def test_a_date_begins_no_clause() -> None:
    assert keys("1. Общее\n1.1. Приказ от\n12.01.2025 отменён.\n1.2. Дальше.") == ["1.1", "1.2"]


def test_names_stay_a_list_and_duties_become_clauses() -> None:
    names = "1. Общее\n1.1. Формы:\n- беседа;\n- тренинг."
    duties = (
        "1. Общее\n1.1. Тьютор обязан:\n- раз в месяц встречаться с каждым, кому он помогает;\n"
        "- отвечать на вопросы не позже чем через три дня после того, как их задали."
    )
    assert keys(names) == ["1.1"]
    assert keys(duties) == ["1.1", "1.1.a", "1.1.b"]


def test_a_key_that_stands_twice_gets_a_figure() -> None:
    assert keys("1. Общее\n1.1. Одно.\n1.1. Другое.") == ["1.1", "1.1-2"]


def test_paragraphs_under_a_title_without_numbers_are_kept() -> None:
    text = "1. Общее\n1.1. Одно.\n2. Права\nКаждый вправе отказаться.\n3. Сроки\n3.1. Осень."
    assert keys(text) == ["1.1", "2", "3.1"]


def test_broken_lines_are_mended() -> None:
    pieces = {piece.key: piece.text for part in split(read("lugovoy")) for piece in part.pieces}
    assert "учебно-методической" in pieces["2.1"]
    assert "\n" not in pieces["1.1"]
    assert pieces["1.3"].endswith("в п. 2.4 настоящего Положения.")
    assert pieces["2.3"].splitlines()[1:] == [
        "• беседа;",
        "• открытое занятие (с разбором);",
        "• мастерская.",
    ]


def test_a_gist_is_the_first_sentence_or_its_beginning() -> None:
    assert gist_of("Первое. Второе.") == "Первое."
    assert len(gist_of("слово " * 100)) <= 161
