"""What happened in the cases of one school: routes, meetings, visits, requests, advice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from marshrut.activities.models import Activity, Attendance, LessonVisit, Recommendation
from marshrut.programmes.models import Appointment, Enrolment
from marshrut.regulations.models import RegulationVersion
from marshrut.requests.models import Request
from marshrut.routes.models import Product, Route, RouteStage, RouteStep

# Sixty records of what was done for each case: 6,000 in a hundred cases, 300,000 in five thousand.
CONSULTATIONS, VISITS, REQUESTS, RECOMMENDATIONS, STEPS = 24, 8, 8, 8, 12
DAYS_OF_A_STAGE = 30
TEXT = "Обсудили, как ученики сами называют критерии, и что взять на следующий урок. " * 3
PLAN = {
    "trajectory": {"introduction_plan": TEXT, "ways": TEXT, "conditions": TEXT},
    "schedule": {"experience": TEXT, "conditions": TEXT, "volume": TEXT},
}


def stages_of(document: dict[str, Any]) -> list[str]:
    """Keys of the stages of a case, as the regulation names them."""
    return [
        stage["key"]
        for part in document["parts"]
        for clause in part["clauses"]
        for norm in clause.get("norms", ())
        if norm.get("stages") == "case"
        for stage in norm["items"]
    ]


def walk(
    cases: list[Enrolment],
    tutor: Appointment,
    version: RegulationVersion,
    stages: list[str],
    chance: Random,
    today: date,
) -> None:
    """Everything that the pair of each case left behind by today."""
    from bench.generator import make

    routes = make(_route(case, version, stages, chance) for case in cases)
    make(row for route in routes for row in _stages(route, stages))
    make(row for route in routes for row in _steps(route, stages, chance, today))
    make(row for route in routes for row in _products(route, tutor))
    meetings = make(
        _consultation(case, tutor, number, today)
        for case in cases
        for number in range(CONSULTATIONS)
    )
    held = [case for case in cases for _ in range(CONSULTATIONS)]
    make(
        Attendance(
            activity=meeting,
            person_id=case.person_id,
            enrolment=case,
            status="attended",
            confirmed_on=today - timedelta(days=1) if chance.random() < 0.8 else None,
        )
        for meeting, case in zip(meetings, held, strict=True)
    )
    make(_visit(case, tutor, number, today) for case in cases for number in range(VISITS))
    make(_request(case, tutor, number, today) for case in cases for number in range(REQUESTS))
    make(_advice(case, number, today) for case in cases for number in range(RECOMMENDATIONS))


def _route(case: Enrolment, version: RegulationVersion, stages: list[str], chance: Random) -> Route:
    agreed = case.since + timedelta(days=20)
    return Route(
        programme_id=case.programme_id,
        unit_id=case.unit_id,
        enrolment=case,
        version=version,
        content=PLAN,
        filled={form: dict.fromkeys(parts, case.since.isoformat()) for form, parts in PLAN.items()},
        stage=stages[min(2, len(stages) - 1)],
        due=case.since + timedelta(days=240),
        proposed_on=agreed,
        agreed_on=agreed,
        agreed_as=Route.Agreement.ACQUAINTED,
        running_on=agreed + timedelta(days=10),
        last_contact_on=case.since + timedelta(days=chance.randrange(90, 125)),
    )


def _stages(route: Route, stages: list[str]) -> list[RouteStage]:
    since = route.enrolment.since
    current = stages.index(route.stage)
    return [
        RouteStage(
            route=route,
            key=key,
            position=place,
            entered_on=since + timedelta(days=DAYS_OF_A_STAGE * place)
            if place <= current
            else None,
            due=since + timedelta(days=DAYS_OF_A_STAGE * (place + 1)),
            left_on=since + timedelta(days=DAYS_OF_A_STAGE * (place + 1))
            if place < current
            else None,
        )
        for place, key in enumerate(stages)
    ]


def _steps(route: Route, stages: list[str], chance: Random, today: date) -> list[RouteStep]:
    rows = []
    for number in range(STEPS):
        due = route.enrolment.since + timedelta(days=30 + 15 * number)
        done = due < today and chance.random() < 0.9
        rows.append(
            RouteStep(
                route=route,
                number=number + 1,
                stage=stages[min(2, len(stages) - 1)],
                title=f"Урок {number + 1}: критерии вместе с учениками",
                expected=TEXT,
                due=due,
                status=RouteStep.Status.ACCEPTED if done else RouteStep.Status.NOT_STARTED,
                result=TEXT if done else "",
                accepted_on=due if done else None,
            )
        )
    return rows


def _products(route: Route, tutor: Appointment) -> list[Product]:
    return [
        Product(
            programme_id=route.programme_id,
            unit_id=route.unit_id,
            route=route,
            kind=kind,
            happened_on=route.enrolment.since + timedelta(days=5),
            content={"text": TEXT},
            author_id=tutor.person_id,
            status=Product.Status.ACCEPTED,
            submitted_on=route.enrolment.since + timedelta(days=6),
            accepted_on=route.enrolment.since + timedelta(days=6),
        )
        for kind in ("interview", "problem_field")
    ]


def _day(case: Enrolment, number: int, of: int, today: date) -> date:
    """The records of a case lie evenly between its beginning and yesterday."""
    return case.since + (today - case.since) * number // of


def _consultation(case: Enrolment, tutor: Appointment, number: int, today: date) -> Activity:
    day = _day(case, number, CONSULTATIONS, today)
    return Activity(
        programme_id=case.programme_id,
        unit_id=case.unit_id,
        form="consultation",
        title=f"Консультация {number + 1}",
        leader_id=tutor.person_id,
        begins_at=datetime(day.year, day.month, day.day, 11, tzinfo=UTC),
        minutes=30,
        status=Activity.Status.HELD,
        content=TEXT,
        advice=TEXT,
        entered_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
    )


def _visit(case: Enrolment, tutor: Appointment, number: int, today: date) -> LessonVisit:
    day = _day(case, number, VISITS, today)
    return LessonVisit(
        programme_id=case.programme_id,
        unit_id=case.unit_id,
        enrolment=case,
        appointment=tutor,
        on=day,
        lesson=number % 6 + 1,
        topic=f"Урок {number + 1}",
        purpose=TEXT,
        status=LessonVisit.Status.READ,
        proposed_on=day - timedelta(days=7),
        due=day - timedelta(days=1),
        answered_on=day - timedelta(days=5),
        agreed_on=day - timedelta(days=5),
        held_on=day,
        sheet=TEXT,
        shared_on=day,
        read_on=day,
    )


def _request(case: Enrolment, tutor: Appointment, number: int, today: date) -> Request:
    day = _day(case, number, REQUESTS, today)
    last = number == REQUESTS - 1
    return Request(
        programme_id=case.programme_id,
        unit_id=case.unit_id,
        enrolment=case,
        kind=Request.Kind.INFORMATION,
        asked_by_id=tutor.person_id,
        asked_of_id=case.person_id,
        what=f"Материалы урока {number + 1}",
        status=Request.Status.OPEN if last else Request.Status.ANSWERED,
        asked_on=day,
        due=day + timedelta(days=3),
        answer="" if last else TEXT,
        answered_on=None if last else day + timedelta(days=2),
    )


def _advice(case: Enrolment, number: int, today: date) -> Recommendation:
    day = _day(case, number, RECOMMENDATIONS, today)
    done = number < RECOMMENDATIONS - 1
    return Recommendation(
        programme_id=case.programme_id,
        unit_id=case.unit_id,
        enrolment=case,
        text=TEXT,
        given_on=day,
        due=day + timedelta(days=7),
        status=Recommendation.Status.DONE if done else Recommendation.Status.GIVEN,
        answered_on=day + timedelta(days=5) if done else None,
        done_on=day + timedelta(days=5) if done else None,
    )
