"""The first page: everything that waits, told once, with its clause, and nobody else's."""

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

import marshrut
from marshrut.management.demonstration.stage import Stage
from marshrut.norms.assessing import kind_of
from marshrut.notices.models import Notice
from marshrut.oversight.owed import owed_for
from marshrut.oversight.reaching import reach_of
from marshrut.people.reach import Reach
from marshrut.programmes import access
from marshrut.requests.queries import open_for
from marshrut.web.duties import duty
from marshrut.web.home.notices import SAID, said
from marshrut.web.home.owed import ASKED
from marshrut.web.home.waits import Waits, running, waits_for
from tests.demonstrated import built, stage

__all__ = ["built", "stage"]

EVERYBODY = (
    "lapshina", "dorohova", "hromov", "safronova", "nechaev", "prohorov", "oreshkina", "zimin",
    "kovrigin", "mishchenko", "ershova", "dzyuba", "kamennobrodskaya_9", "kamennobrodskaya_13",
    "nizhneklyuchevskaya_3", "lazareva",
)  # fmt: skip
# Imperative and neutral in gender: every title begins with an infinitive.
INFINITIVE = re.compile(r"^\w+(ть|ти|ться)\b")


@pytest.fixture
def reach(stage: Stage) -> Callable[[str], Reach]:
    def reach(name: str) -> Reach:
        user = stage.people[name].user_id
        assert user is not None
        return reach_of(user, stage.today)

    return reach


def page(stage: Stage, name: str, path: str = "/") -> str:
    client = Client(headers={"accept-language": "ru"})
    user = stage.people[name].user
    assert user is not None
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def waiting(mine: Reach) -> Waits:
    return waits_for(mine, running(mine))


def titles(waits: Waits) -> list[str]:
    return [wait.title.replace("\xa0", " ") for wait in waits]


@pytest.mark.parametrize("name", EVERYBODY)
def test_what_clauses_ask_and_what_people_ask_is_all_there(
    reach: Callable[[str], Reach], name: str
) -> None:
    mine = reach(name)
    waits = waiting(mine)
    running = [row for row in access.programmes(mine) if row.status == "running"]
    told = {wait.thing[:2] for wait in waits}
    duties = {wait.title.partition(":")[0] for wait in waits}

    for one in owed_for(mine, running):
        kind = kind_of(one.judged)
        in_question = (ASKED.get(kind, ""), one.key) in told
        by_stage = one.code == "stages"  # a stage is told by what it still needs
        assert in_question or by_stage or duty(one.judged) in duties
    assert {("request", row.pk) for row in open_for(mine)} <= told


@pytest.mark.parametrize("name", EVERYBODY)
def test_nothing_is_told_twice(reach: Callable[[str], Reach], name: str) -> None:
    waits = waiting(reach(name))

    assert [thing for thing, count in Counter(w.thing for w in waits).items() if count > 1] == []
    assert [title for title, count in Counter(titles(waits)).items() if count > 1] == []


@pytest.mark.parametrize("name", EVERYBODY)
def test_every_line_says_what_to_do_and_leads_there(
    reach: Callable[[str], Reach], name: str
) -> None:
    for wait in waiting(reach(name)):
        assert INFINITIVE.match(wait.title), wait.title
        assert wait.href.startswith("/")
        assert wait.href != "/"


@pytest.mark.parametrize("name", EVERYBODY)
def test_every_line_opens(stage: Stage, reach: Callable[[str], Reach], name: str) -> None:
    for wait in waiting(reach(name)):
        for href in {wait.href, *(href for _name, href in wait.people)}:
            page(stage, name, href)


def test_soonest_first_and_what_is_far_stands_apart(reach: Callable[[str], Reach]) -> None:
    waits = waiting(reach("dorohova"))
    days = [wait.due for wait in waits.now if wait.due]

    assert days == sorted(days)
    assert waits.later
    assert min(wait.due for wait in waits.later if wait.due) > max(days)


def test_a_question_carries_the_term_of_its_clause(reach: Callable[[str], Reach]) -> None:
    asked = next(w for w in waiting(reach("lapshina")) if w.thing[0] == "request")

    assert asked.title == "Ответить тьютору: Условия в 7Б: сколько мест с компьютером"
    assert (asked.clause, asked.local) == ("п. 6.2 Положения", True)
    assert str(asked.due) == "2027-01-25"


def test_a_proposed_visit_is_answered_right_here(stage: Stage) -> None:
    body = page(stage, "lapshina")

    assert "До 25 января, осталось 3 дня".replace(" ", "") in re.sub(r"\s", "", body)
    assert all(button in body for button in ("Согласовать", "Предложить другое время", "Не сейчас"))


def test_the_same_to_do_about_several_people_is_one_line_with_names(
    reach: Callable[[str], Reach],
) -> None:
    interview = next(w for w in waiting(reach("dorohova")) if w.title == "Провести собеседование")

    names = [name.replace("\xa0", " ") for name, _page in interview.people]
    assert names == ["Грачёв С. И.", "Ершова В. К."]


def test_nothing_is_asked_while_support_stands_still(reach: Callable[[str], Reach]) -> None:
    waits = waiting(reach("dorohova"))

    assert not any("Тёркин" in wait.title + str(wait.people) for wait in waits)


def test_names_of_another_school_reach_nobody(stage: Stage) -> None:
    strangers = ("Лосев", "Селиванова", "Терехова", "Полозов", "Хромов", "Ивлева")

    for name in ("lapshina", "dorohova", "zimin"):
        assert not [one for one in strangers if one in page(stage, name)]
    for name in ("hromov", "nizhneklyuchevskaya_3"):
        assert not [
            one for one in ("Лапшина", "Грачёв", *strangers[:4]) if one in page(stage, name)
        ]


def test_texts_of_the_pair_do_not_reach_offices(stage: Stage) -> None:
    for name in ("safronova", "zimin", "kovrigin", "prohorov", "nechaev"):
        body = page(stage, name)
        assert "7Б" not in body
        assert "критери" not in body.lower()


def test_who_has_nothing_to_do_is_told_so(stage: Stage) -> None:
    assert "Сегодня ничего не ждёт." in page(stage, "nechaev")


def test_notices_of_the_demonstration_are_sentences(stage: Stage) -> None:
    assert not set(Notice.objects.values_list("code", flat=True).distinct()) - SAID.keys()


@pytest.mark.parametrize(
    ("count", "people"), [(1, "1 человек"), (3, "3 человека"), (7, "7 человек")]
)
def test_a_notice_counts_people_in_words(count: int, people: str) -> None:
    given = {"unit": "ООШ", "count": count}
    with translation.override("ru"):
        told = said(Notice(code="gap", params=given, created_at=datetime.now(UTC)))
    assert told.text == f"ООШ: {people} без тьютора."


def codes() -> Iterator[str]:
    """Codes that deeds give to what tells people of them."""
    telling = {"notify", "tell_tutee", "tell_tutor", "_tell", "_tell_participants"}
    for path in Path(marshrut.__path__[0]).rglob("*.py"):
        if "migrations" in path.parts or "web" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node) in telling:
                given = [*node.args, *(word.value for word in node.keywords if word.arg == "code")]
                for part in given:
                    for one in ast.walk(part):
                        if isinstance(one, ast.Constant) and _is_code(one.value):
                            yield str(one.value)


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _is_code(value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"[a-z]+_[a-z_]+", value))


def test_every_notice_that_a_deed_may_send_is_a_sentence() -> None:
    offices = {"municipal_coordinator", "regional_coordinator"}

    assert not set(codes()) - SAID.keys() - offices
