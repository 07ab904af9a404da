"""Short ways to do the deeds of this noun in tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from marshrut.activities import operations
from marshrut.activities.models import Activity, LessonVisit, Opinion, Recommendation
from marshrut.notices.models import Notice
from marshrut.programmes.models import Enrolment
from tests.world import AT, TODAY, World

NEXT = TODAY + timedelta(days=6)


def consulted(world: World, *cases: Enrolment, on: date = TODAY, **more: Any) -> Activity:
    return operations.record_consultation(
        **{
            "enrolments": list(cases),
            "begins_at": datetime(on.year, on.month, on.day, 11, tzinfo=UTC),
            "title": "ТЕМА",
            "minutes": 45,
            "content": "СОДЕРЖАНИЕ",
            "advice": "СОВЕТ",
            "actor": world.reach("dorohova"),
            "at": AT,
        }
        | more
    )


def proposed(world: World, case: Enrolment, on: date = TODAY, **more: Any) -> LessonVisit:
    given = {"on": NEXT, "topic": "ПРОЦЕНТЫ", "purpose": "ЦЕЛЬ", "lesson": 3, "school_class": "7А"}
    return operations.propose_visit(
        enrolment=case, **(given | more), actor=world.reach("dorohova", on), at=AT
    )


def agreed(world: World, case: Enrolment, on: date = TODAY, **more: Any) -> LessonVisit:
    row = proposed(world, case, on, **more)
    return operations.agree_visit(
        visit=row.pk, row_version=1, actor=world.reach("lapshina", on), at=AT
    )


def held(world: World, case: Enrolment, on: date = NEXT) -> LessonVisit:
    row = agreed(world, case)
    return operations.hold_visit(
        visit=row.pk,
        row_version=2,
        held_on=on,
        sheet="ЛИСТ",
        actor=world.reach("dorohova", on),
        at=AT,
    )


def shared(world: World, case: Enrolment) -> LessonVisit:
    row = held(world, case)
    return operations.share_sheet(
        visit=row.pk, row_version=3, sheet="ЛИСТ", actor=world.reach("dorohova", NEXT), at=AT
    )


def recommended(world: World, case: Enrolment, on: date = TODAY, **more: Any) -> Recommendation:
    return operations.recommend(
        enrolment=case, text="РЕКОМЕНДАЦИЯ", actor=world.reach("dorohova", on), at=AT, **more
    )


def opined(world: World, case: Enrolment, about: str = "tutee") -> Opinion:
    return operations.give_opinion(
        enrolment=case, text="МНЕНИЕ", about=about, actor=world.reach("dorohova"), at=AT
    )


def told(world: World, name: str) -> list[str]:
    """Codes of the notices of this noun that the person has got."""
    rows = Notice.objects.filter(user=world.people[name].user_id).order_by("pk")
    return list(rows.filter(url__startswith="/activities/").values_list("code", flat=True))
