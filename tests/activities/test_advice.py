"""Recommendations and opinions: what is asked of the tutee, and the way to complain."""

from __future__ import annotations

from datetime import date

import pytest

from marshrut.activities import access, operations
from marshrut.activities.models import Recommendation
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.people.models import PaperRecord
from marshrut.people.paper import Paper
from marshrut.programmes.models import Enrolment
from marshrut.programmes.operations import pair
from tests.activities.doing import opined, proposed, recommended, told
from tests.world import AT, TODAY, World

pytestmark = pytest.mark.django_db


def test_a_recommendation_has_the_working_days_of_the_clause(world: World, case: Enrolment) -> None:
    row = recommended(world, case)
    assert (row.status, row.due) == ("given", date(2027, 2, 5))
    assert told(world, "lapshina") == ["recommendation_given"]


def test_more_time_may_be_given_and_not_less(world: World, case: Enrolment) -> None:
    assert recommended(world, case, due=date(2027, 2, 20)).due == date(2027, 2, 22)
    with pytest.raises(Wrong, match="too_soon"):
        recommended(world, case, due=TODAY)


def test_a_recommendation_goes_to_an_open_case_of_an_own_tutee(
    world: World, case: Enrolment, other: Enrolment
) -> None:
    with pytest.raises(Wrong, match="no_case"):
        recommended(world, world.enrolment("ershova"))
    with pytest.raises(Forbidden):
        operations.recommend(enrolment=case, text="…", actor=world.reach("oreshkina"), at=AT)
    with pytest.raises(Wrong, match="visit_of_another"):
        recommended(world, other, visit=proposed(world, case))


def test_accepted_and_then_done(world: World, case: Enrolment) -> None:
    row = recommended(world, case, date(2027, 1, 12))
    tutee = world.reach("lapshina")
    row = operations.accept_recommendation(recommendation=row.pk, row_version=1, actor=tutee, at=AT)
    assert (row.status, row.accepted_on, row.answered_on) == ("accepted", TODAY, None)
    day = date(2027, 1, 20)
    row = operations.mark_done(
        recommendation=row.pk, row_version=2, done_on=day, actor=tutee, at=AT
    )
    assert (row.status, row.done_on, row.answered_on) == ("done", day, TODAY)
    assert told(world, "dorohova") == ["recommendation_accepted", "recommendation_done"]
    for deed, more in (
        (operations.accept_recommendation, {}),
        (operations.mark_done, {}),
        (operations.mark_not_done, {"reason": "…"}),
    ):
        with pytest.raises(Wrong, match="closed"):
            deed(recommendation=row.pk, row_version=None, actor=tutee, at=AT, **more)


def test_not_done_needs_a_reason(world: World, case: Enrolment) -> None:
    row = recommended(world, case)
    tutee = world.reach("lapshina")
    with pytest.raises(Wrong, match="reason_needed"):
        operations.mark_not_done(
            recommendation=row.pk, row_version=1, reason=" ", actor=tutee, at=AT
        )
    row = operations.mark_not_done(
        recommendation=row.pk, row_version=1, reason="Нет проектора", actor=tutee, at=AT
    )
    assert (row.status, row.answered_on) == ("declined", TODAY)


@pytest.mark.parametrize(
    ("day", "code"), [(date(2027, 1, 23), "future"), (date(2027, 1, 1), "too_early")]
)
def test_the_day_of_doing_lies_between_giving_and_today(
    world: World, case: Enrolment, day: date, code: str
) -> None:
    row = recommended(world, case)
    with pytest.raises(Wrong, match=code):
        operations.mark_done(
            recommendation=row.pk, row_version=1, done_on=day, actor=world.reach("lapshina"), at=AT
        )


def test_only_the_tutee_answers_or_the_tutor_from_what_was_said(
    world: World, case: Enrolment
) -> None:
    row = recommended(world, case)
    for name in ("dorohova", "grachev", "oreshkina", "zimin"):
        for deed, more in (
            (operations.accept_recommendation, {}),
            (operations.mark_done, {}),
            (operations.mark_not_done, {"reason": "…"}),
        ):
            with pytest.raises(Forbidden):
                deed(
                    recommendation=row.pk, row_version=None, actor=world.reach(name), at=AT, **more
                )
    operations.mark_done(
        recommendation=row.pk,
        row_version=None,
        paper=Paper(basis="meeting", happened_on=TODAY),
        actor=world.reach("dorohova"),
        at=AT,
    )
    assert PaperRecord.objects.get().person_id == case.person_id
    assert Recommendation.objects.get().status == "done"


def test_an_opinion_is_told_to_the_tutee_and_a_note_on_own_work_to_nobody(
    world: World, case: Enrolment
) -> None:
    opined(world, case)
    opined(world, case, about="own")
    assert told(world, "lapshina") == ["opinion_given"]


def test_only_the_tutor_of_an_open_case_gives_an_opinion(world: World, case: Enrolment) -> None:
    for name in ("lapshina", "oreshkina", "zimin", "safronova"):
        with pytest.raises(Forbidden):
            operations.give_opinion(enrolment=case, text="…", actor=world.reach(name), at=AT)
    with pytest.raises(Wrong, match="no_case"):
        opined(world, world.enrolment("ershova"))


def test_a_complaint_goes_to_the_coordinator_who_settles_it(world: World, case: Enrolment) -> None:
    row = opined(world, case)
    for name in ("dorohova", "grachev", "zimin", "safronova"):
        with pytest.raises(Forbidden):
            operations.complain(
                opinion=row.pk, row_version=1, complaint="…", actor=world.reach(name), at=AT
            )
    tutee, coordinator = world.reach("lapshina"), world.reach("safronova")
    row = operations.complain(opinion=row.pk, row_version=1, complaint="Тон", actor=tutee, at=AT)
    assert (told(world, "safronova"), told(world, "dorohova")) == (["complaint_made"], [])
    with pytest.raises(Wrong, match="twice"):
        operations.complain(opinion=row.pk, row_version=2, complaint="…", actor=tutee, at=AT)
    for name in ("dorohova", "lapshina", "zimin"):
        with pytest.raises(Forbidden):
            operations.settle_complaint(
                opinion=row.pk, row_version=2, settlement="…", actor=world.reach(name), at=AT
            )
    row = operations.settle_complaint(
        opinion=row.pk, row_version=2, settlement="Поговорили", actor=coordinator, at=AT
    )
    assert row.settled_on == TODAY
    assert told(world, "dorohova") == ["complaint_settled"]
    with pytest.raises(Wrong, match="closed"):
        operations.settle_complaint(
            opinion=row.pk, row_version=3, settlement="…", actor=coordinator, at=AT
        )


def test_there_is_nothing_to_settle_without_a_complaint_nor_to_complain_of_in_an_own_note(
    world: World, case: Enrolment
) -> None:
    row = opined(world, case)
    with pytest.raises(Wrong, match="closed"):
        operations.settle_complaint(
            opinion=row.pk, row_version=1, settlement="…", actor=world.reach("safronova"), at=AT
        )
    note = opined(world, case, about="own")
    with pytest.raises(Forbidden):
        operations.complain(
            opinion=note.pk, row_version=1, complaint="…", actor=world.reach("lapshina"), at=AT
        )


def test_a_note_on_own_work_is_not_handed_over_with_the_case(world: World, case: Enrolment) -> None:
    note, opinion = opined(world, case, "own"), opined(world, case)
    pair(
        enrolment=case.pk,
        appointment=world.appointments["oreshkina"].pk,
        actor=world.system(),
        at=AT,
    )
    new, old = world.reach("oreshkina"), world.reach("dorohova")
    assert set(access.opinions(new)) == {opinion}
    assert not access.may_see_opinion(new, note)
    assert set(access.opinions(old)) == {note}
    assert access.may_see_opinion(old, note)
