"""Asking and answering: terms, refusals, who hears of it."""

from __future__ import annotations

from datetime import date

import pytest

from marshrut.journal.deeds import Forbidden, Stale, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.notices.models import Notice
from marshrut.notices.work import Task
from marshrut.organisations.models import LocalSetting
from marshrut.people.models import PaperRecord
from marshrut.people.paper import Paper
from marshrut.programmes.models import Enrolment
from marshrut.requests import operations
from marshrut.requests.jobs import escalate_overdue
from marshrut.requests.models import Request
from marshrut.requests.queries import open_for
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db

WEDNESDAY = date(2027, 1, 27)


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def case(world: World) -> Enrolment:
    return world.case("lapshina")


def asked(world: World, case: Enrolment, on: date = TODAY) -> Request:
    return operations.ask(
        enrolment=case,
        what="Работы 7 класса",
        why="Диагностика",
        actor=world.reach("dorohova", on),
        at=AT,
    )


def told(world: World, name: str) -> list[str]:
    rows = Notice.objects.filter(user=world.people[name].user_id).order_by("pk")
    return list(rows.filter(url__startswith="/activities/").values_list("code", flat=True))


def test_the_answer_has_the_working_days_of_the_clause(world: World, case: Enrolment) -> None:
    row = asked(world, case)
    assert (row.due, row.status) == (WEDNESDAY, "open")
    assert told(world, "lapshina") == ["request_asked"]
    assert list(open_for(world.reach("lapshina"))) == [row]


def test_a_local_setting_changes_the_days(world: World, case: Enrolment) -> None:
    LocalSetting.objects.create(unit=world.municipality, name="answer.information.days", value=1)
    assert asked(world, case).due == date(2027, 1, 25)


def test_the_tutor_may_give_more_days_and_not_fewer(world: World, case: Enrolment) -> None:
    tutor = world.reach("dorohova")
    row = operations.ask(enrolment=case, what="Планы", why="", days=5, actor=tutor, at=AT)
    assert row.due == date(2027, 1, 29)
    with pytest.raises(Wrong, match="too_few_days"):
        operations.ask(enrolment=case, what="Планы", why="", days=2, actor=tutor, at=AT)


@pytest.mark.parametrize("name", ["oreshkina", "zimin", "safronova", "lapshina"])
def test_nobody_but_the_own_tutor_asks(world: World, case: Enrolment, name: str) -> None:
    with pytest.raises(Forbidden):
        operations.ask(enrolment=case, what="Планы", why="", actor=world.reach(name), at=AT)


def test_nothing_is_asked_of_who_has_no_innovation(world: World) -> None:
    with pytest.raises(Wrong, match="no_case"):
        asked(world, world.enrolment("grachev"))


def test_the_tutee_answers_and_the_tutor_hears_it(world: World, case: Enrolment) -> None:
    row = asked(world, case)
    row = operations.answer(
        request=row.pk, row_version=1, answer="ОТВЕТ", actor=world.reach("lapshina"), at=AT
    )
    assert (row.status, row.answered_on) == ("answered", TODAY)
    assert told(world, "dorohova") == ["request_answered"]
    assert not open_for(world.reach("lapshina")).exists()
    with pytest.raises(Wrong, match="closed"):
        operations.answer(
            request=row.pk, row_version=None, answer="", actor=world.reach("lapshina"), at=AT
        )


def test_the_journal_keeps_that_there_was_an_answer_and_not_its_words(
    world: World, case: Enrolment
) -> None:
    row = asked(world, case)
    operations.answer(
        request=row.pk, row_version=1, answer="ОТВЕТ", actor=world.reach("lapshina"), at=AT
    )
    entries = JournalEntry.objects.filter(kind="request", key=row.pk).values_list(
        "after", flat=True
    )
    assert "ОТВЕТ" not in str(list(entries))


def test_an_answer_told_in_person_is_entered_by_the_tutor_and_shown_to_the_tutee(
    world: World, case: Enrolment
) -> None:
    row = asked(world, case, date(2027, 1, 18))
    paper = Paper(basis="meeting", happened_on=date(2027, 1, 20))
    row = operations.answer(
        request=row.pk,
        row_version=1,
        answer="Сказано",
        paper=paper,
        actor=world.reach("dorohova"),
        at=AT,
    )
    assert row.answered_on == date(2027, 1, 20)
    assert PaperRecord.objects.get().person_id == case.person_id


@pytest.mark.parametrize(
    ("day", "code"), [(date(2027, 1, 25), "future_date"), (date(2027, 1, 1), "before_asked")]
)
def test_the_day_of_a_paper_lies_between_asking_and_today(
    world: World, case: Enrolment, day: date, code: str
) -> None:
    row = asked(world, case)
    with pytest.raises(Wrong, match=code):
        operations.answer(
            request=row.pk,
            row_version=1,
            answer="…",
            paper=Paper(basis="phone", happened_on=day),
            actor=world.reach("zimin"),
            at=AT,
        )
    assert Request.objects.get().status == "open"


def test_a_stranger_answers_not_even_from_paper(world: World, case: Enrolment) -> None:
    row = asked(world, case)
    for name in ("stranger", "oreshkina", "belov"):
        with pytest.raises(Forbidden):
            operations.answer(
                request=row.pk,
                row_version=1,
                answer="…",
                paper=Paper(basis="paper", happened_on=TODAY),
                actor=world.reach(name),
                at=AT,
            )
    with pytest.raises(Forbidden):
        operations.answer(
            request=row.pk, row_version=1, answer="…", actor=world.reach("dorohova"), at=AT
        )


def test_the_clock_stands_while_a_question_waits(world: World, case: Enrolment) -> None:
    row = asked(world, case)
    monday = date(2027, 1, 25)
    row = operations.clarify(
        request=row.pk,
        row_version=1,
        question="Какие работы?",
        actor=world.reach("lapshina", monday),
        at=AT,
    )
    assert (row.status, list(open_for(world.reach("dorohova", monday)))) == ("clarify", [row])
    later = world.reach("dorohova", date(2027, 2, 3))
    row = operations.explain(
        request=row.pk, row_version=None, explanation="Контрольные", actor=later, at=AT
    )
    assert (row.status, row.due, row.clarify_on) == ("open", date(2027, 2, 5), None)
    assert told(world, "lapshina")[-1] == "request_explained"


def test_the_tutor_extends_to_a_working_day_and_never_shortens(
    world: World, case: Enrolment
) -> None:
    row = asked(world, case)
    tutor = world.reach("dorohova")
    row = operations.extend(
        request=row.pk, row_version=1, due=date(2027, 1, 30), actor=tutor, at=AT
    )
    assert row.due == date(2027, 2, 1)
    with pytest.raises(Wrong, match="not_later"):
        operations.extend(request=row.pk, row_version=2, due=TODAY, actor=tutor, at=AT)
    with pytest.raises(Stale):
        operations.extend(request=row.pk, row_version=1, due=WEDNESDAY, actor=tutor, at=AT)


def test_a_withdrawn_request_waits_for_nobody(world: World, case: Enrolment) -> None:
    row = asked(world, case)
    with pytest.raises(Forbidden):
        operations.withdraw(request=row.pk, row_version=1, actor=world.reach("lapshina"), at=AT)
    row = operations.withdraw(request=row.pk, row_version=1, actor=world.reach("dorohova"), at=AT)
    assert (row.status, row.withdrawn_on) == ("withdrawn", TODAY)
    assert not open_for(world.reach("lapshina")).exists()
    for deed, more in (
        (operations.withdraw, {}),
        (operations.extend, {"due": date(2027, 3, 1)}),
        (operations.explain, {"explanation": "…"}),
    ):
        with pytest.raises(Wrong, match="closed"):
            deed(request=row.pk, row_version=None, actor=world.reach("dorohova"), at=AT, **more)


def test_what_is_overdue_goes_to_the_coordinator_once(world: World, case: Enrolment) -> None:
    row = asked(world, case, date(2027, 1, 11))
    task = Task(payload={"day": TODAY.isoformat()}, at=AT, progress=lambda done, of: None)
    assert (escalate_overdue(task), escalate_overdue(task)) == (1, 0)
    row.refresh_from_db()
    assert (row.escalated_on, row.status) == (TODAY, "open")
    assert told(world, "safronova") == told(world, "dorohova") == ["request_overdue"]
    assert Notice.objects.filter(code="request_overdue").exclude(params__icontains="Работы").count()


def test_what_is_not_overdue_is_told_to_nobody(world: World, case: Enrolment) -> None:
    row = asked(world, case)
    operations.escalate(request=row.pk, actor=world.system(WEDNESDAY), at=AT)
    assert Request.objects.get().escalated_on is None
    with pytest.raises(Forbidden):
        operations.escalate(request=row.pk, actor=world.reach("dorohova"), at=AT)


def test_a_colleague_is_asked_for_advice_and_answers(world: World, case: Enrolment) -> None:
    row = operations.ask_colleague(
        enrolment=case,
        colleague=world.appointments["oreshkina"],
        question="Как быть?",
        shared="Математика, 7 класс",
        actor=world.reach("dorohova"),
        at=AT,
    )
    assert told(world, "oreshkina") == ["advice_asked"]
    assert "Lapshina" not in str(Notice.objects.get(code="advice_asked").params)
    operations.answer(
        request=row.pk, row_version=1, answer="Попробуйте", actor=world.reach("oreshkina"), at=AT
    )
    assert told(world, "dorohova") == ["request_answered"]


def test_nobody_asks_advice_of_themselves_or_of_who_is_no_tutor(
    world: World, case: Enrolment
) -> None:
    tutor = world.reach("dorohova")
    with pytest.raises(Wrong, match="not_a_colleague"):
        operations.ask_colleague(
            enrolment=case,
            colleague=world.appointments["dorohova"],
            question="…",
            actor=tutor,
            at=AT,
        )
    candidate = world.appointments["oreshkina"]
    candidate.since = date(2027, 2, 1)
    with pytest.raises(Wrong, match="not_appointed"):
        operations.ask_colleague(
            enrolment=case, colleague=candidate, question="…", actor=tutor, at=AT
        )
    with pytest.raises(Forbidden):
        operations.ask_colleague(
            enrolment=case,
            colleague=world.appointments["oreshkina"],
            question="…",
            actor=world.reach("zimin"),
            at=AT,
        )


def test_a_job_asks_in_the_name_of_the_tutor_of_the_day(world: World, case: Enrolment) -> None:
    row = operations.ask(enrolment=case, what="Планы", why="", actor=world.system(), at=AT)
    assert row.asked_by == world.people["dorohova"]
