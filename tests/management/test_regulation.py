"""``marshrut regulation``: mistakes with their lines, cases, the canonical form."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from string import Formatter

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from marshrut.regulations.cases import cases_of
from marshrut.regulations.files import PRESETS, canonical, read
from marshrut.regulations.mistakes import REASONS, reason

CHEBULA = Path(str(PRESETS / "chebula.yaml"))
WRONG = """\
regulation: test
title: Test
parts:
- clauses:
  - key: '1'
    cite: п. 1 Положения
    gist: Тьюторов не меньше двух и не больше одного.
    norms:
    - size: tutor
      per: unit
      least: 2
      most: 1
"""
SINGLE = WRONG.replace("most: 1", "most: 2")


def said(verb: str, file: Path, language: str = "ru") -> str:
    out = StringIO()
    call_command("regulation", "--language", language, verb, str(file), stdout=out)
    return out.getvalue()


def refused(file: Path, language: str = "ru") -> tuple[str, str]:
    out = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("regulation", "--language", language, "check", str(file), stdout=out)
    return out.getvalue(), str(caught.value)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "test.yaml"


def test_preset_has_no_mistakes_and_all_its_cases_hold() -> None:
    cases = len(cases_of(CHEBULA.with_suffix(".cases.yaml")))
    assert said("check", CHEBULA).endswith(f"ошибок нет; пунктов: 41, случаев: {cases}\n")


def test_preset_is_printed_in_its_canonical_form() -> None:
    assert read(said("format", CHEBULA)).content == canonical(CHEBULA)


def test_mistake_is_printed_with_file_line_and_clause(file: Path) -> None:
    file.write_text(WRONG, encoding="utf-8")
    printed, summary = refused(file)
    assert printed == f"{file}:9: п. 1 Положения: наименьшее больше наибольшего: 2 > 1\n"
    assert summary == "Найдена 1 ошибка"


def test_reasons_are_said_in_english_too(file: Path) -> None:
    file.write_text("regulation: test\n", encoding="utf-8")
    printed, summary = refused(file, "en")
    assert printed == f"{file}:1: “title” is lacking\n{file}:1: “parts” is lacking\n"
    assert summary == "2 mistakes found"


def test_text_that_is_no_yaml_is_one_mistake(file: Path) -> None:
    file.write_text("a: [", encoding="utf-8")
    assert refused(file)[1] == "Найдена 1 ошибка"


def test_file_that_is_not_there_is_told(file: Path) -> None:
    assert "No such file" in refused(file)[1]


def test_case_that_turns_out_otherwise_is_a_mistake(file: Path) -> None:
    file.write_text(SINGLE, encoding="utf-8")
    beside = file.with_suffix(".cases.yaml")
    thing = "{sheet: unit, counts: {tutor: '1'}}"
    beside.write_text(f"- name: Один\n  on: 22.01.2027\n  thing: {thing}\n  state: {{'1': met}}\n")
    printed, _ = refused(file)
    assert printed == f"{beside}: Один: «1» — должно быть met, получается breached\n"


@pytest.mark.parametrize(("text", "told"), [("a: b", "cases are a list"), ("a: [", ":1: ")])
def test_cases_that_cannot_be_read_are_told(file: Path, text: str, told: str) -> None:
    file.write_text(SINGLE, encoding="utf-8")
    file.with_suffix(".cases.yaml").write_text(text)
    assert told in refused(file)[0]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_reason_is_a_sentence_in_both_languages(language: str) -> None:
    with translation.override(language):
        for code, sentence in REASONS.items():
            names = {name for _, name, _, _ in Formatter().parse(str(sentence)) if name}
            assert not names, code
            assert "%(" not in reason(code, ("value", ("one", "two"))), code
            if language == "ru":
                assert any("а" <= letter <= "я" for letter in str(sentence)), code


def test_reasons_cover_every_mistake_that_reading_can_find() -> None:
    from marshrut import norms

    folder = Path(norms.__path__[0])
    texts = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    codes = {code for code in REASONS if f'"{code}"' in texts}
    assert set(REASONS) - codes <= {"alias", "not_yaml", "repeated_name"}
    assert reason("out_of_range", ("9", 1, 5)).endswith("1–5")
    assert reason("unknown_due", ["a", "b"]).endswith("a, b")
