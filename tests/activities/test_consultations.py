"""Consultations: one line, several people, no cap, and a word of who was there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from marshrut.activities import operations
from marshrut.activities.models import Activity, Attendance
from marshrut.activities.queries import (
    consultations_to_confirm,
    last_contacts,
    objections,
    timeline,
)
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.people.paper import Paper
from marshrut.programmes.models import Enrolment
from tests.activities.doing import consulted, held, opined, proposed, recommended, told
from tests.world import AT, TODAY, World

pytestmark = pytest.mark.django_db


def test_one_record_holds_several_people(world: World, case: Enrolment, other: Enrolment) -> None:
    row = consulted(world, case, other, mode="online")
    assert (row.status, row.form, row.mode) == ("held", "consultation", "online")
    assert {one.enrolment for one in row.attendances.all()} == {case, other}
    assert told(world, "lapshina") == told(world, "grachev") == ["consultation_recorded"]


def test_there_is_no_cap(world: World, case: Enrolment) -> None:
    for _ in range(30):
        consulted(world, case)
    assert Activity.objects.count() == 30


def test_somebody_without_an_innovation_may_be_advised_too(world: World) -> None:
    assert consulted(world, world.enrolment("ershova")).attendances.count() == 1


def test_only_own_tutees_are_recorded(world: World, case: Enrolment) -> None:
    with pytest.raises(Forbidden):
        consulted(world, case, world.enrolment("stranger"))
    with pytest.raises(Forbidden):
        consulted(world)
    with pytest.raises(Forbidden):
        consulted(world, case, actor=world.reach("zimin"))
    assert not Activity.objects.exists()


def test_a_consultation_lies_in_the_past_and_the_next_one_after_it(
    world: World, case: Enrolment
) -> None:
    with pytest.raises(Wrong, match="future_date"):
        consulted(world, case, on=TODAY + timedelta(days=1))
    with pytest.raises(Wrong, match="too_early_date"):
        consulted(world, case, on=date(2026, 8, 30))
    with pytest.raises(Wrong, match="next_before"):
        consulted(world, case, next_on=TODAY)


def test_the_participant_confirms_their_own_line(
    world: World, case: Enrolment, other: Enrolment
) -> None:
    row = consulted(world, case, other)
    mine = row.attendances.get(enrolment=case)
    tutee = world.reach("lapshina")
    assert list(consultations_to_confirm(tutee)) == [mine]
    for name in ("grachev", "dorohova", "zimin"):
        with pytest.raises(Forbidden):
            operations.confirm_consultation(attendance=mine.pk, actor=world.reach(name), at=AT)
    mine = operations.confirm_consultation(attendance=mine.pk, actor=tutee, at=AT)
    assert (mine.confirmed_on, list(consultations_to_confirm(tutee))) == (TODAY, [])
    with pytest.raises(Wrong, match="closed"):
        operations.confirm_consultation(attendance=mine.pk, actor=tutee, at=AT)


def test_a_signature_on_paper_is_entered_by_the_head(world: World, case: Enrolment) -> None:
    mine = consulted(world, case).attendances.get()
    paper = Paper(basis="paper", happened_on=TODAY)
    with pytest.raises(Forbidden):
        operations.confirm_consultation(
            attendance=mine.pk, paper=paper, actor=world.reach("dorohova"), at=AT
        )
    mine = operations.confirm_consultation(
        attendance=mine.pk, paper=paper, actor=world.reach("zimin"), at=AT
    )
    assert mine.confirmed_on == TODAY


def test_an_objection_marks_the_record_until_it_is_corrected(world: World, case: Enrolment) -> None:
    row = consulted(world, case)
    mine = row.attendances.get()
    with pytest.raises(Forbidden):
        operations.object_to_consultation(
            attendance=mine.pk, objection="…", actor=world.reach("dorohova"), at=AT
        )
    mine = operations.object_to_consultation(
        attendance=mine.pk, objection="Говорили о другом", actor=world.reach("lapshina"), at=AT
    )
    tutor = world.reach("dorohova")
    assert list(objections(tutor)) == [mine]
    assert last_contacts([case.pk], TODAY) == {}
    operations.correct_consultation(
        activity=row.pk,
        row_version=1,
        begins_at=row.begins_at,
        title="О ДРУГОМ",
        actor=tutor,
        at=AT,
    )
    mine.refresh_from_db()
    assert (mine.objected_on, list(objections(tutor))) == (None, [])
    assert told(world, "lapshina")[-1] == "consultation_corrected"


def test_only_who_recorded_corrects_or_takes_back(world: World, case: Enrolment) -> None:
    row = consulted(world, case)
    with pytest.raises(Forbidden):
        operations.correct_consultation(
            activity=row.pk,
            row_version=1,
            begins_at=row.begins_at,
            title="…",
            actor=world.reach("zimin"),
            at=AT,
        )
    with pytest.raises(Forbidden):
        operations.cancel_consultation(
            activity=row.pk, row_version=1, reason="…", actor=world.reach("lapshina"), at=AT
        )


def test_a_record_taken_back_counts_nowhere(world: World, case: Enrolment) -> None:
    row = consulted(world, case)
    tutor = world.reach("dorohova")
    operations.cancel_consultation(
        activity=row.pk, row_version=1, reason="Ошибка", actor=tutor, at=AT
    )
    assert last_contacts([case.pk], TODAY) == {}
    mine = Attendance.objects.get()
    for deed, more in (
        (operations.confirm_consultation, {}),
        (operations.object_to_consultation, {"objection": "…"}),
    ):
        with pytest.raises(Wrong, match="closed"):
            deed(attendance=mine.pk, actor=world.reach("lapshina"), at=AT, **more)
    with pytest.raises(Wrong, match="closed"):
        operations.cancel_consultation(
            activity=row.pk, row_version=2, reason="…", actor=tutor, at=AT
        )
    with pytest.raises(Wrong, match="closed"):
        operations.correct_consultation(
            activity=row.pk, row_version=2, begins_at=row.begins_at, title="…", actor=tutor, at=AT
        )


def test_the_journal_keeps_no_word_of_the_talk(world: World, case: Enrolment) -> None:
    row = consulted(world, case)
    operations.correct_consultation(
        activity=row.pk,
        row_version=1,
        begins_at=row.begins_at,
        title="ЗАГОЛОВОК",
        content="НОВОЕ",
        actor=world.reach("dorohova"),
        at=AT,
    )
    entries = JournalEntry.objects.filter(kind="activity").values_list("before", "after")
    assert not [word for word in ("ТЕМА", "СОДЕРЖАНИЕ", "НОВОЕ") if word in str(list(entries))]


def test_the_last_contact_is_the_latest_meeting_or_answer(
    world: World, case: Enrolment, other: Enrolment
) -> None:
    consulted(world, case, other, on=date(2027, 1, 11))
    row = held(world, case)
    assert last_contacts([case.pk, other.pk], TODAY) == {
        case.pk: date(2027, 1, 11),
        other.pk: date(2027, 1, 11),
    }
    assert row.held_on
    assert last_contacts([case.pk], row.held_on)[case.pk] == row.held_on


def test_the_last_contact_costs_three_queries_however_many_cases(
    world: World,
    case: Enrolment,
    other: Enrolment,
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    consulted(world, case, other)
    with django_assert_num_queries(3):  # type: ignore[operator]
        last_contacts([case.pk, other.pk], TODAY)


def test_the_history_of_a_case_holds_everything_of_the_pair(world: World, case: Enrolment) -> None:
    consulted(world, case, on=date(2027, 1, 11))
    proposed(world, case)
    recommended(world, case)
    opined(world, case)
    opined(world, case, about="own")
    things = [event.thing for event in timeline(case)]
    assert things == ["visit", "recommendation", "opinion", "consultation"]


def test_a_job_records_in_the_name_of_the_tutor(world: World, case: Enrolment) -> None:
    assert consulted(world, case, actor=world.system()).leader == world.people["dorohova"]


def test_nobody_confirms_a_talk_before_it_took_place(world: World, case: Enrolment) -> None:
    mine = consulted(world, case).attendances.get()
    paper = Paper(basis="paper", happened_on=TODAY - timedelta(days=1))
    with pytest.raises(Wrong, match="too_early_date"):
        operations.confirm_consultation(
            attendance=mine.pk, paper=paper, actor=world.reach("zimin"), at=AT
        )
