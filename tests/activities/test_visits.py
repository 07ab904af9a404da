"""A visit is an act of consent: every way it may go, and what the regulation refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from marshrut.activities import operations
from marshrut.activities.jobs import expire_visits
from marshrut.activities.models import LessonVisit
from marshrut.journal.deeds import Forbidden, Stale, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.notices.work import Task
from marshrut.organisations.models import LocalSetting
from marshrut.people.models import PaperRecord
from marshrut.people.paper import Paper
from marshrut.programmes.models import Enrolment
from marshrut.regulations.guards import Refused
from tests.activities.doing import NEXT, agreed, held, proposed, shared, told
from tests.world import AT, TODAY, World

pytestmark = pytest.mark.django_db

TUESDAY = date(2027, 1, 26)


def do(deed: Callable[..., LessonVisit], row: LessonVisit, reach: Any, **more: Any) -> LessonVisit:
    return deed(visit=row.pk, row_version=None, actor=reach, at=AT, **more)


def test_the_answer_has_the_days_of_the_clause(world: World, case: Enrolment) -> None:
    row = proposed(world, case)
    assert (row.status, row.due) == ("proposed", TUESDAY)
    assert told(world, "lapshina") == ["visit_proposed"]


def test_the_answer_comes_before_the_lesson_itself(world: World, case: Enrolment) -> None:
    assert proposed(world, case, on=TODAY, topic="…").due == TUESDAY
    near = operations.propose_visit(
        enrolment=case, on=TUESDAY, topic="…", purpose="…", actor=world.reach("dorohova"), at=AT
    )
    today = operations.propose_visit(
        enrolment=case, on=TODAY, topic="…", purpose="…", actor=world.reach("dorohova"), at=AT
    )
    assert (near.due, today.due) == (date(2027, 1, 25), TODAY)


def test_a_local_setting_changes_the_days(world: World, case: Enrolment) -> None:
    LocalSetting.objects.create(unit=world.municipality, name="answer.visit.days", value=1)
    assert proposed(world, case).due == date(2027, 1, 25)


def test_only_the_own_tutor_proposes_and_only_within_an_open_case(
    world: World, case: Enrolment
) -> None:
    for name in ("oreshkina", "zimin", "safronova", "lapshina"):
        with pytest.raises(Forbidden):
            operations.propose_visit(
                enrolment=case, on=NEXT, topic="…", purpose="…", actor=world.reach(name), at=AT
            )
    with pytest.raises(Wrong, match="no_case"):
        proposed(world, world.enrolment("ershova"))
    with pytest.raises(Wrong, match="past_date"):
        operations.propose_visit(
            enrolment=case,
            on=TODAY - timedelta(days=1),
            topic="…",
            purpose="…",
            actor=world.reach("dorohova"),
            at=AT,
        )


def test_the_teacher_agrees_by_one_deed(world: World, case: Enrolment) -> None:
    row = agreed(world, case)
    assert (row.status, row.agreed_on) == ("agreed", TODAY)
    assert told(world, "dorohova") == ["visit_agreed"]
    with pytest.raises(Wrong, match="closed"):
        do(operations.agree_visit, row, world.reach("lapshina"))
    with pytest.raises(Stale):
        operations.agree_visit(visit=row.pk, row_version=1, actor=world.reach("lapshina"), at=AT)


@pytest.mark.parametrize("name", ["dorohova", "oreshkina", "zimin", "safronova", "grachev"])
def test_nobody_consents_for_the_teacher(world: World, case: Enrolment, name: str) -> None:
    row = proposed(world, case)
    for deed in (operations.agree_visit, operations.decline_visit):
        with pytest.raises(Forbidden):
            do(deed, row, world.reach(name))
    with pytest.raises(Forbidden):
        do(operations.propose_other_time, row, world.reach(name), other_on=NEXT)


def test_a_consent_on_paper_is_entered_by_the_head_and_not_by_the_tutor(
    world: World, case: Enrolment
) -> None:
    row = proposed(world, case, date(2027, 1, 20))
    paper = Paper(basis="paper", happened_on=date(2027, 1, 21))
    with pytest.raises(Forbidden):
        do(operations.agree_visit, row, world.reach("dorohova"), paper=paper)
    row = do(operations.agree_visit, row, world.reach("zimin"), paper=paper)
    assert row.agreed_on == date(2027, 1, 21)
    record = PaperRecord.objects.get()
    assert (record.verb, record.person_id) == ("agree_visit", case.person_id)


def test_another_time_goes_back_to_the_tutor_who_takes_it(world: World, case: Enrolment) -> None:
    row = proposed(world, case)
    day = date(2027, 1, 29)
    row = do(
        operations.propose_other_time, row, world.reach("lapshina"), other_on=day, other_lesson=2
    )
    assert (row.status, row.agreed_on, row.due) == ("other_time", None, TUESDAY)
    with pytest.raises(Forbidden):
        do(operations.accept_other_time, row, world.reach("lapshina"))
    row = do(operations.accept_other_time, row, world.reach("dorohova"))
    assert (row.status, row.on, row.lesson, row.agreed_on) == ("agreed", day, 2, TODAY)
    with pytest.raises(Wrong, match="closed"):
        do(operations.accept_other_time, row, world.reach("dorohova"))


def test_another_time_is_not_in_the_past(world: World, case: Enrolment) -> None:
    row = proposed(world, case)
    yesterday = TODAY - timedelta(days=1)
    with pytest.raises(Wrong, match="past_date"):
        do(operations.propose_other_time, row, world.reach("lapshina"), other_on=yesterday)
    row = do(operations.decline_visit, row, world.reach("lapshina"))
    with pytest.raises(Wrong, match="closed"):
        do(operations.propose_other_time, row, world.reach("lapshina"), other_on=NEXT)


def test_a_no_needs_no_reason_and_a_yes_may_be_taken_back(world: World, case: Enrolment) -> None:
    row = do(operations.decline_visit, agreed(world, case), world.reach("lapshina"))
    assert (row.status, row.reason, row.agreed_on) == ("declined", "", None)
    with pytest.raises(Wrong, match="closed"):
        do(operations.decline_visit, row, world.reach("lapshina"))


def test_the_tutor_may_cancel_until_it_is_held(world: World, case: Enrolment) -> None:
    row = agreed(world, case)
    with pytest.raises(Forbidden):
        do(operations.cancel_visit, row, world.reach("lapshina"))
    row = do(operations.cancel_visit, row, world.reach("dorohova"), reason="Болезнь")
    assert (row.status, told(world, "lapshina")[-1]) == ("cancelled", "visit_cancelled")
    with pytest.raises(Wrong, match="closed"):
        do(operations.cancel_visit, row, world.reach("dorohova"))


def test_silence_lapses_after_the_last_good_day_and_only_once(
    world: World, case: Enrolment
) -> None:
    row = proposed(world, case)

    def run(day: date) -> int:
        payload = {"day": day.isoformat()}
        told: int = expire_visits(Task(payload=payload, at=AT, progress=lambda done, of: None))
        return told

    assert [run(TUESDAY), run(TUESDAY + timedelta(days=1)), run(NEXT)] == [0, 1, 0]
    row.refresh_from_db()
    assert (row.status, told(world, "dorohova")) == ("expired", ["visit_expired"])


def test_only_the_clock_lets_a_proposal_lapse(world: World, case: Enrolment) -> None:
    row = proposed(world, case)
    with pytest.raises(Forbidden):
        operations.expire_visit(visit=row.pk, actor=world.reach("dorohova"), at=AT)
    same = operations.expire_visit(visit=row.pk, actor=world.system(TUESDAY), at=AT)
    assert same.status == "proposed"


def test_an_agreed_visit_is_held_with_its_sheet(world: World, case: Enrolment) -> None:
    row = held(world, case)
    assert (row.status, row.held_on, row.sheet) == ("held", NEXT, "ЛИСТ")
    with pytest.raises(Wrong, match="closed"):
        do(operations.hold_visit, row, world.reach("dorohova", NEXT), held_on=NEXT)


@pytest.mark.parametrize("way", ["proposed", "declined", "cancelled", "expired", "other_time"])
def test_without_consent_the_regulation_refuses_the_visit_and_its_sheet(
    world: World, case: Enrolment, way: str
) -> None:
    row = proposed(world, case)
    tutee, tutor = world.reach("lapshina"), world.reach("dorohova")
    if way == "declined":
        do(operations.decline_visit, row, tutee)
    if way == "cancelled":
        do(operations.cancel_visit, row, tutor)
    if way == "expired":
        operations.expire_visit(visit=row.pk, actor=world.system(NEXT), at=AT)
    if way == "other_time":
        do(operations.propose_other_time, row, tutee, other_on=NEXT)
    with pytest.raises(Refused) as refused:
        do(operations.hold_visit, row, world.reach("dorohova", NEXT), held_on=NEXT, sheet="ЛИСТ")
    assert [(r.clause, r.code) for r in refused.value.decision.refusals] == [
        ("5.1.b", "agreed_visit")
    ]
    row.refresh_from_db()
    assert (row.held_on, row.sheet) == (None, "")


def test_a_lesson_outside_the_innovation_is_refused(world: World, case: Enrolment) -> None:
    row = agreed(world, case, within_subject=False)
    with pytest.raises(Refused) as refused:
        do(operations.hold_visit, row, world.reach("dorohova", NEXT), held_on=NEXT)
    assert [r.code for r in refused.value.decision.refusals] == ["within_subject"]


def test_facts_from_before_the_programme_make_no_consent_either(
    world: World, case: Enrolment
) -> None:
    row = proposed(world, case)
    world.programme.entered_on = date(2027, 6, 1)
    world.programme.save()
    with pytest.raises(Wrong, match="visit_not_agreed"):
        do(operations.hold_visit, row, world.reach("dorohova", NEXT), held_on=NEXT)


@pytest.mark.parametrize(
    ("day", "code"), [(NEXT + timedelta(days=1), "future"), (date(2027, 1, 1), "too_early")]
)
def test_a_visit_is_held_between_consent_and_today(
    world: World, case: Enrolment, day: date, code: str
) -> None:
    row = agreed(world, case)
    with pytest.raises(Wrong, match=code):
        do(operations.hold_visit, row, world.reach("dorohova", NEXT), held_on=day)


def test_the_sheet_is_handed_over_once_and_not_rewritten(world: World, case: Enrolment) -> None:
    row = held(world, case)
    tutor = world.reach("dorohova", NEXT)
    with pytest.raises(Forbidden):
        do(operations.share_sheet, row, world.reach("lapshina", NEXT), sheet="…")
    with pytest.raises(Wrong, match="sheet_needed"):
        do(operations.share_sheet, row, tutor, sheet="  ")
    row = do(operations.share_sheet, row, tutor, sheet="ЛИСТ целиком")
    assert (row.status, told(world, "lapshina")[-1]) == ("shared", "sheet_shared")
    with pytest.raises(Wrong, match="closed"):
        do(operations.share_sheet, row, tutor, sheet="другое")


def test_the_teacher_replies_and_marks_that_the_sheet_is_received(
    world: World, case: Enrolment
) -> None:
    row = shared(world, case)
    tutee = world.reach("lapshina", NEXT)
    row = do(operations.reply_to_sheet, row, tutee, reply="ОТКЛИК")
    assert (row.status, row.replied_on) == ("replied", NEXT)
    row = do(operations.read_sheet, row, tutee)
    assert (row.status, row.read_on) == ("read", NEXT)
    assert told(world, "dorohova")[-2:] == ["sheet_replied", "sheet_read"]
    for deed, more in ((operations.read_sheet, {}), (operations.reply_to_sheet, {"reply": "…"})):
        with pytest.raises(Wrong, match="closed"):
            do(deed, row, tutee, **more)


def test_a_reply_may_come_after_the_sheet_was_received(world: World, case: Enrolment) -> None:
    row = shared(world, case)
    tutee = world.reach("lapshina", NEXT)
    row = do(operations.read_sheet, row, tutee)
    row = do(operations.reply_to_sheet, row, tutee, reply="ОТКЛИК")
    assert (row.status, row.reply) == ("read", "ОТКЛИК")


def test_nothing_is_received_before_it_is_handed_over(world: World, case: Enrolment) -> None:
    row = held(world, case)
    tutee = world.reach("lapshina", NEXT)
    for deed, more in ((operations.read_sheet, {}), (operations.reply_to_sheet, {"reply": "…"})):
        with pytest.raises(Wrong, match="not_shared"):
            do(deed, row, tutee, **more)
        with pytest.raises(Forbidden):
            do(deed, row, world.reach("dorohova", NEXT), **more)


def test_the_journal_keeps_no_word_of_the_sheet(world: World, case: Enrolment) -> None:
    row = shared(world, case)
    do(operations.reply_to_sheet, row, world.reach("lapshina", NEXT), reply="ОТКЛИК")
    entries = list(JournalEntry.objects.filter(kind="lessonvisit").values_list("after", flat=True))
    assert "ЛИСТ" not in str(entries)
    assert "ОТКЛИК" not in str(entries)
