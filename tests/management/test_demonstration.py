"""The demonstration stands as its story tells: clause by clause, and with every state in it."""

from collections.abc import Callable, Iterable
from datetime import date

import pytest

from marshrut.activities.models import Activity, LessonVisit, Opinion, Recommendation
from marshrut.management.demonstration.stage import Stage
from marshrut.orders.models import Order
from marshrut.oversight.board import Board, board
from marshrut.people.models import PaperRecord, SignInSlip
from marshrut.people.reach import Reach
from marshrut.plans.models import PlanLine
from marshrut.programmes.checking import check, passes
from marshrut.programmes.models import Appointment, CasePause, Enrolment, Programme, Project, Waiver
from marshrut.programmes.queries import guarding, without_tutor
from marshrut.regulations.models import Act, RegulationVersion
from marshrut.requests.models import Request
from marshrut.routes.models import LibraryStep, Product, Route, RouteStage, RouteStep
from marshrut.users.models import User
from marshrut.web.activities.lines import state_of
from marshrut.web.labels import LABELS
from marshrut.web.regulations.acts import act_status
from marshrut.web.regulations.versions import status_of
from tests.demonstrated import built, stage

__all__ = ["built", "stage"]

# What the story tells of 22 January 2027, clause by clause.
STORY = """
шапка statement
преамбула statement
П1 met
П2 met
1.1 statement
1.2 met
1.3 statement
1.4 met
1.5 met
1.6 met
1.7 on_track
1.8 on_track
2.1 not_yet
2.2.a met
2.2.b met
3.1.a on_track
3.1.b on_track
3.1.c statement
3.1.d statement
4.1 met
4.2 breached
4.3 met
4.4 on_track
4.5 at_risk
4.5.1 at_risk
4.5.2 on_track
4.5.3 met
4.5.4 not_yet
4.6 not_yet
5.1.a statement
5.1.b on_track
5.1.c statement
5.1.d statement
5.2 on_track
6.1.a on_track
6.1.b on_track
6.1.c not_yet
6.2.a breached
6.2.b on_track
6.2.c on_track
6.2.d on_track
"""

# Codes that no deed of this regulation reaches, each with the reason.
UNREACHED = {
    ("enrolment", "refused"): "everybody is included by the regulation, nobody applies",
    ("route", "agreed"): "this regulation wants the plan acknowledged, not agreed",
    ("enrolment", "carried"): "the next school year has not begun",
    ("route", "carried"): "the next school year has not begun",
    ("route", "closed"): "a closed route is called by its outcome",
    ("step", "moved"): "a moved step keeps its state and tells of the day it was moved from",
    ("product", "due"): "said by the regulation of what has not been begun",
    ("product", "overdue"): "said by the regulation of what has not been begun",
    ("order", "acquainted"): "told by the list of names, not by the state of the order",
    ("activity", "announced"): "activities are announced by regulations with quotas",
    ("activity", "held_unrecorded"): "activities are planned by regulations with quotas",
    ("activity", "moved"): "activities are moved by regulations with quotas",
}


def board_on(stage: Stage, on: date) -> Board:
    return board(stage.programmes["this"], on, Reach.system("test", on))


def marks(stage: Stage, on: date) -> dict[str, str]:
    return {key: one.state.code for key, one in board_on(stage, on).assessments.items()}


def test_on_its_day_every_clause_stands_as_the_story_tells(stage: Stage) -> None:
    told = dict(line.rsplit(" ", 1) for line in STORY.strip().splitlines())

    assert len(told) == 41
    assert marks(stage, stage.today) == told


def test_the_figures_of_the_story(stage: Stage) -> None:
    day = board_on(stage, stage.today)
    found = day.assessments

    assert (found["1.8"].met, found["1.8"].of) == (69, 73)
    assert [row.thing.label for row in day.things("4.2", "breached")] == ["Нижнеключевская ООШ"]
    assert [row.thing.label for row in day.things("6.2.a", "breached")] == ["Ершова\xa0В.\xa0К."]
    waived = {row.thing.label for one in found.values() for row in one.waived}
    assert waived == {"Тёркин\xa0П.\xa0Л."}
    # Six teachers and the head.
    assert without_tutor(stage.programmes["this"], stage.today).count() == 7


def states(stage: Stage) -> dict[str, Callable[[], Iterable[str]]]:
    on = stage.today
    with_slips = SignInSlip.objects.filter(used_at=None).values("person__user")
    strangers = User.objects.filter(last_login=None)
    return {
        "version": lambda: (status_of(row, on) for row in RegulationVersion.objects.all()),
        "programme": lambda: (row.status for row in Programme.objects.all()),
        "tutor": lambda: (row.status(on) for row in Appointment.objects.all()),
        "enrolment": lambda: [
            *(row.status for row in Enrolment.objects.all()),
            *("paused" for _ in CasePause.objects.filter(until=None)),
        ],
        "route": lambda: (row.status for row in Route.objects.all()),
        "stage": lambda: (
            "done" if row.left_on else "current" if row.entered_on else "ahead"
            for row in RouteStage.objects.all()
        ),
        "step": lambda: (row.status for row in RouteStep.objects.all()),
        "activity": lambda: (row.status for row in Activity.objects.all()),
        "visit": lambda: (row.status for row in LessonVisit.objects.all()),
        "consultation": lambda: (
            state_of(row) for row in Activity.objects.prefetch_related("attendances")
        ),
        "mode": lambda: (row.mode for row in Activity.objects.all()),
        "opinion": lambda: (
            "settled" if row.settled_on else "complained" if row.complained_on else "given"
            for row in Opinion.objects.all()
        ),
        "request": lambda: (row.shown_status(on) for row in Request.objects.all()),
        "recommendation": lambda: (row.status for row in Recommendation.objects.all()),
        "product": lambda: (row.status for row in Product.objects.all()),
        "order": lambda: (row.status for row in Order.objects.all()),
        "waiver": lambda: (row.status_on(on) for row in Waiver.objects.all()),
        "project": lambda: (row.status for row in Project.objects.all()),
        "act": lambda: (act_status(row, on) for row in Act.objects.all()),
        "paper": lambda: (row.basis for row in PaperRecord.objects.all()),
        "library_step": lambda: (row.status for row in LibraryStep.objects.all()),
        "plan_line": lambda: (row.status(on) for row in PlanLine.objects.all()),
        "account": lambda: [
            *("blocked" for _ in User.objects.filter(is_active=False)[:1]),
            *("signed_in" for _ in User.objects.exclude(last_login=None)[:1]),
            *("slip" for _ in strangers.filter(pk__in=with_slips)[:1]),
            *("none" for _ in strangers.exclude(pk__in=with_slips)[:1]),
        ],
    }


def test_every_state_has_somebody_in_it(stage: Stage) -> None:
    # What a check says of a candidate is derived, see the next test.
    derived = {("tutor", "checked"), ("tutor", "failed")}

    missing = {
        (thing, code)
        for thing, told in states(stage).items()
        for code in LABELS[thing].keys() - {str(code) for code in told()}
    }

    assert missing - derived == set(UNREACHED)


def test_one_candidate_conforms_and_two_do_not(stage: Stage) -> None:
    rules = guarding(stage.programmes["this"], stage.today)
    candidates = Appointment.objects.filter(
        programme=stage.programmes["this"], since=None, withdrawn_on=None
    )

    told = {row.person.surname: passes(check(row, rules, stage.today)) for row in candidates}

    assert told == {"Дубинина": True, "Полозов": False, "Хромов": False}


def test_every_noun_with_states_is_looked_at(stage: Stage) -> None:
    # Looked at where they stand: see the stories of Paromnensky and of the region.
    together = {"community_kind", "membership", "document_kind", "document", "duty"}
    together |= {"conduct", "complaint_to", "incentive", "supported", "flag"}
    # And those of topics, groups and diagnosis: see the story of Naberezhny.
    together |= {
        "topic",
        "application",
        "group",
        "session",
        "place",
        "campaign",
        "response",
        "instrument",
        "observation",
    }
    # Vocabularies of attributes are no states, and consents have no pages yet.
    words = {"basis", "experience", "post", "reason", "consent", "education_field"}
    words |= {"difficulty", "deficit", "strength", "observed"}
    # Nobody has read a list from a file here.
    told_by_their_own_tests = {"list", "list_state", "list_rows"}

    assert set(LABELS) - words - together - told_by_their_own_tests == set(states(stage))


@pytest.mark.parametrize("basis", ["paper", "phone", "meeting"])
def test_a_word_is_entered_for_somebody(stage: Stage, basis: str) -> None:
    assert PaperRecord.objects.filter(basis=basis).exists()


def test_one_of_those_words_is_objected_to(stage: Stage) -> None:
    objected = PaperRecord.objects.exclude(objection="").values_list("kind", flat=True)
    # And one of what was seen in a lesson: see the story of Naberezhny.
    assert sorted(objected) == ["observation", "request"]
