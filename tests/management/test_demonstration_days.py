"""Days of the demonstration pass: what falls due happens, the board ages, and all comes back."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from marshrut.activities.models import LessonVisit
from marshrut.clock.models import DemonstrationDay
from marshrut.management.demonstration.stage import Stage
from marshrut.oversight.board import board
from marshrut.oversight.reaching import reach_of
from marshrut.people.reach import Reach
from marshrut.requests.models import Request
from tests.demonstrated import built, stage

__all__ = ["built", "stage"]

MONTH_LATER = date(2027, 2, 22)
# Clauses whose mark is another one a month later: before and after.
AGED = {
    "4.5.1": ("at_risk", "breached"),
    "5.1.b": ("on_track", "met"),  # nothing is proposed any more
    "4.5.2": ("on_track", "breached"),
    "6.1.b": ("on_track", "breached"),
    "6.2.b": ("on_track", "breached"),
}


@pytest.fixture
def press(stage: Stage) -> Callable[[str], None]:
    """The coordinator presses a button of the demonstration."""
    client = Client()
    user = stage.people["safronova"].user
    assert user is not None
    client.force_login(user)

    def press(by: str) -> None:
        answer = client.post("/account/demonstration/day/", {"by": by, "next": "/"})
        assert answer.status_code == 302

    return press


def marks(stage: Stage, on: date) -> dict[str, str]:
    told = board(stage.programmes["this"], on, Reach.system("test", on))
    return {key: one.state.code for key, one in told.assessments.items()}


def test_a_month_later_these_clauses_and_no_others_have_another_mark(
    stage: Stage, press: Callable[[str], None]
) -> None:
    before = marks(stage, stage.today)

    press("month")

    assert DemonstrationDay.objects.get().day == MONTH_LATER
    after = marks(stage, MONTH_LATER)
    assert {key: (before[key], after[key]) for key in before if before[key] != after[key]} == AGED


def test_a_proposal_without_an_answer_lapses_on_its_day(
    stage: Stage, press: Callable[[str], None]
) -> None:
    visit = LessonVisit.objects.get(enrolment=stage.routes["lapshina"].enrolment, status="proposed")
    assert visit.due == date(2027, 1, 25)

    press("week")

    visit.refresh_from_db()
    assert visit.status == "expired"


def test_a_late_request_goes_to_the_coordinator_the_day_after_its_term(
    stage: Stage, press: Callable[[str], None]
) -> None:
    press("week")

    lapshina = Request.objects.get(asked_of=stage.people["lapshina"], status="open")
    assert (lapshina.due, lapshina.escalated_on) == (date(2027, 1, 25), date(2027, 1, 26))


def test_the_access_of_the_inspector_ends(stage: Stage, press: Callable[[str], None]) -> None:
    user = stage.people["prohorov"].user_id
    assert user is not None
    assert reach_of(user, date(2027, 1, 29)).read_only

    press("month")

    assert not reach_of(user, MONTH_LATER).offices


def test_the_same_days_may_pass_twice(stage: Stage, press: Callable[[str], None]) -> None:
    press("week")
    press("week")

    assert DemonstrationDay.objects.get().day == date(2027, 2, 5)


@pytest.mark.parametrize("by", ["", "year", "2027-02-22"])
def test_no_other_step_is_known(stage: Stage, client: Client, by: str) -> None:
    user = stage.people["safronova"].user
    assert user is not None
    client.force_login(user)

    assert client.post("/account/demonstration/day/", {"by": by}).status_code == 404
