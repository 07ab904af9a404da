"""The regulations that come with the product, and a sixth that exists as a file only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from marshrut.norms.conditions import Condition
from marshrut.norms.counting import Quota, Size
from marshrut.norms.findings import Force
from marshrut.norms.naming import Catalogue
from marshrut.norms.parse import dump, parse
from marshrut.norms.rules import Rules
from marshrut.regulations.cases import cases_of, differences
from marshrut.regulations.files import PRESETS, canonical, preset, presets, read, rules_in, written

SIXTH = Path(__file__).parent.parent / "regulations" / "stepnovsky.yaml"
SOURCES = Path(__file__).parent.parent / "clauses" / "rows.txt"
FILES = [Path(str(PRESETS / f"{code}.yaml")) for code in presets()] + [SIXTH]
ENOUGH_CASES = {
    "chebula": 25,
    "kaltan": 25,
    "mostovsky": 25,
    "oktyabrsky": 30,
    "yaroslavl": 25,
    "stepnovsky": 10,
}
# Clauses that only describe, name or grant: on the board they are «без проверки».
CHECKED_BY_NOTHING = {
    "chebula": {"шапка", "преамбула", "1.1", "1.3", "3.1.c", "3.1.d", "5.1.a", "5.1.c", "5.1.d"},
    "kaltan": {"преамбула", "1.1", "1.2", "1.3", "2.2.1", "2.4", "3.4", "3.5", "3.6"},
    "mostovsky": {
        *("В2", "ФС3", "ФС7", "ФТ4", "ФТ5", "ПР2", "ПР3", "ПР4", "Ц", "Э2", "отв"),
    },
    "yaroslavl": {"РЕЗ", "Т2", "ПРЕД1"},
    "oktyabrsky": {"1.1", "1.2", "2.2.a", "3.2", "4.2"},
}

presets_only = pytest.mark.parametrize("code", sorted(CHECKED_BY_NOTHING))
regulation = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def rules_of(code: str) -> Rules:
    """The rules of a regulation that comes with the product."""
    return rules_in(Path(str(PRESETS / f"{code}.yaml")))


@regulation
def test_file_is_canonical(file: Path) -> None:
    assert dump(rules_in(file)) == read(file).content == canonical(file)


@regulation
def test_written_anew_it_says_the_same(file: Path) -> None:
    assert read(written(canonical(file))).content == canonical(file)


@regulation
def test_rules_do_not_depend_on_the_order_of_keys(file: Path) -> None:
    # PostgreSQL keeps objects sorted by the length of their keys.
    assert parse(_shuffled(canonical(file))) == rules_in(file)


def _shuffled(value: Any) -> Any:
    if isinstance(value, list):
        return [_shuffled(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {key: _shuffled(value[key]) for key in sorted(value, key=lambda key: (len(key), key))}


@regulation
def test_office_and_rules_agree_on_every_case(file: Path) -> None:
    cases = cases_of(file.with_suffix(".cases.yaml"))
    assert len(cases) >= ENOUGH_CASES.get(file.stem, 15)
    assert list(differences(rules_in(file), cases)) == []


@regulation
def test_each_case_has_a_name_of_its_own(file: Path) -> None:
    names = [case["name"] for case in cases_of(file.with_suffix(".cases.yaml"))]
    assert len(set(names)) == len(names)


@regulation
def test_no_written_post_belongs_to_two_classes(file: Path) -> None:
    written_posts = [post.casefold() for posts in rules_in(file).posts.values() for post in posts]
    assert len(set(written_posts)) == len(written_posts)


@regulation
def test_local_words_are_whole(file: Path) -> None:
    for name, term in rules_in(file).words.items():
        assert term.en, name
        assert all(form == form.strip() and form for form in (*term.one, *term.many)), name


@presets_only
def test_preset_has_every_row_of_its_source_in_order(code: str) -> None:
    rows = [row.partition(":") for row in SOURCES.read_text(encoding="utf-8").split()]
    wanted = [key for source, _, key in rows if source == code]
    assert [clause.key for clause in rules_of(code).clauses] == wanted


@presets_only
def test_preset_says_everything_in_two_languages(code: str) -> None:
    rules = rules_of(code)
    assert all(part.title and part.title_en for part in rules.parts)
    for clause in rules.clauses:
        assert clause.cite_en, clause.key
        assert clause.gist_en, clause.key
        assert bool(clause.reading) == bool(clause.reading_en), clause.key
        assert clause.text == "", "the exact text is pasted by the municipality"


@presets_only
def test_preset_names_everything_in_two_languages(code: str) -> None:
    for clause, norm in rules_of(code).norms():
        if isinstance(norm, Catalogue):
            assert all(ru and en for ru, en in norm.items.values()), clause.key


@pytest.mark.parametrize("code", ["mostovsky", "yaroslavl"])
def test_each_clause_is_quoted_in_its_own_way(code: str) -> None:
    clauses = rules_of(code).clauses
    for cites in ([one.cite for one in clauses], [one.cite_en for one in clauses]):
        assert len(set(cites)) == len(cites)


@presets_only
def test_preset_checks_every_clause_that_can_be_checked(code: str) -> None:
    rules = rules_of(code)
    about = {clause.key for clause, norm in rules.norms() if norm.about is not None}
    shared = {clause.key for clause in rules.clauses if about & set(clause.see)}
    every = {clause.key for clause in rules.clauses}
    assert every - about - shared == CHECKED_BY_NOTHING[code]


@presets_only
def test_refusals_of_every_guarding_clause_stand_in_the_cases(code: str) -> None:
    cases = cases_of(Path(str(PRESETS / f"{code}.cases.yaml")))
    shown = {clause for case in cases for clause in case.get("refused", [])}
    guarding = {
        clause.key
        for clause, norm in rules_of(code).norms()
        if isinstance(norm, Condition | Size) and norm.guard and norm.force is Force.HARD
    }
    assert guarding <= shown


def test_chebula_uses_its_own_local_settings() -> None:
    rules = rules_of("chebula")
    days = {to: rules.answer(to) for to in ("information", "visit", "recommendation")}
    assert {to: answer and (answer.days, answer.local) for to, answer in days.items()} == {
        "information": (3, ("days",)),
        "visit": (2, ("days",)),
        "recommendation": (10, ("days",)),
    }


def test_kaltan_lists_methods_and_what_belongs_to_them() -> None:
    rules = rules_of("kaltan")
    lists = {name: rules.catalogue(name) for name in ("technologies", "methods", "forms")}
    assert {name: one and (len(one.items), one.closed) for name, one in lists.items()} == {
        "technologies": (4, True),
        "methods": (5, True),
        "forms": (5, True),
    }
    methods, directions = lists["methods"], rules.catalogue("directions")
    assert methods
    assert methods.under == {"situations": "problem", "teaching_case": "problem"}
    assert directions
    assert (len(directions.items), directions.closed) == (5, False)


def test_oktyabrsky_limits_no_consultations() -> None:
    quotas = [norm for _, norm in rules_of("oktyabrsky").norms() if isinstance(norm, Quota)]
    assert {norm.quota: (norm.least, norm.most, norm.free) for norm in quotas} == {
        "consultation": (0, None, True),
        "supported_event": (1, 1, False),
    }


def test_preset_is_a_document_to_keep() -> None:
    assert "chebula" in presets()
    assert preset("chebula") == canonical(Path(str(PRESETS / "chebula.yaml")))
