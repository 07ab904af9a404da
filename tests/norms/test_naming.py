"""Texts, catalogues, who comes in, and local words."""

from __future__ import annotations

import pytest

from marshrut.norms.naming import Catalogue, Entry
from marshrut.norms.sheets import Case, Member, Project, School, Staff, Unit
from marshrut.norms.vocabulary import term_reader
from tests.norms.rulebook import ON, norm, rules, state


def test_text_checks_nothing() -> None:
    text = norm("text: [ФЗ-273]")
    assert (text.about, text.guard, text.owes) == (None, "", "municipal_coordinator")
    assert text.judge(Staff(key=1), ON) is None


def test_catalogue_names_in_two_languages_or_in_one() -> None:
    names = norm("words: forms, items: {a: [Беседа, Talk], b: Урок, c: [Семинар]}, closed: yes")
    assert isinstance(names, Catalogue)
    assert names.items == {"a": ("Беседа", "Talk"), "b": ("Урок", ""), "c": ("Семинар", "")}
    assert names.closed
    assert names.judge(Staff(key=1), ON) is None


def test_catalogue_says_what_is_a_sort_of_what() -> None:
    names = norm("words: methods, items: {a: Проблемное обучение, b: Кейс}, under: {b: a}")
    assert isinstance(names, Catalogue)
    assert names.under == {"b": "a"}


AUTOMATIC = "entry: tutee, basis: automatic, whom: pedagogical_staff, leave: dismissal"


@pytest.mark.parametrize(
    ("person", "said"),
    [
        (Staff(key=1, enrolled=True), "met"),
        (Staff(key=1), "breached"),
        (Staff(key=1, pedagogical=False), ""),
        (Staff(key=1, open=False), ""),
    ],
)
def test_teaching_staff_is_enrolled_by_itself(person: Staff, said: str) -> None:
    assert state(norm(AUTOMATIC), person) == said


@pytest.mark.parametrize(
    ("project", "said"),
    [
        (Project(key=1), ""),
        (Project(key=1, developed=True), "breached"),
        (Project(key=1, developed=True, leader_in_pool=True), "met"),
    ],
)
def test_leader_of_a_developed_project_is_a_candidate(project: Project, said: str) -> None:
    entry = norm("entry: candidate, basis: automatic, whom: project_leader")
    assert state(entry, project) == said


def test_tutee_by_wish_came_by_wish() -> None:
    entry = norm("entry: tutee, basis: wish")
    assert state(entry, Case(key=1, basis="wish")) == "met"
    assert state(entry, Case(key=1, basis="automatic")) == "breached"


def test_any_basis_named_beside_the_usual_one_will_do() -> None:
    entry = norm("entry: tutee, basis: difficulty, also: [wish]")
    assert isinstance(entry, Entry)
    assert entry.bases == ("difficulty", "wish")
    assert state(entry, Case(key=1, basis="wish")) == "met"
    assert state(entry, Case(key=1, basis="difficulty")) == "met"
    assert state(entry, Case(key=1, basis="request")) == "breached"


def test_members_come_in_by_wish_and_schools_by_request() -> None:
    member, school = norm("entry: member, basis: wish"), norm("entry: school, basis: request")
    assert state(member, Member(key=1, basis="wish")) == "met"
    assert state(member, Member(key=1, basis="appointment")) == "breached"
    assert state(school, School(key=1, basis="request")) == "met"
    assert state(school, School(key=1)) == "breached"
    assert state(school, Unit(key=1)) == ""


def test_regulation_tells_its_entries_by_kind() -> None:
    book = rules(f"- {{{AUTOMATIC}}}\n- {{entry: candidate, basis: automatic}}")
    assert [entry.leave for entry in book.entries("tutee")] == ["dismissal"]
    assert book.entries("member") == ()


def test_local_word_in_its_cases() -> None:
    route = term_reader.read(
        {
            "gender": "f",
            "one": ["карта", "карты", "карте", "карту", "картой", "карте"],
            "many": ["карты", "карт", "картам", "карты", "картами", "картах"],
        }
    )
    assert route.form("ins") == "картой"
    assert route.form("gen", plural=True) == "карт"
    assert "en" not in dict(term_reader.write(route))  # type: ignore[call-overload]
