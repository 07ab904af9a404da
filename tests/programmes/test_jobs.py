"""The daily job: every running programme, each by itself, and twice is once."""

from __future__ import annotations

import pytest

from marshrut.notices.work import Task
from marshrut.programmes.jobs import repair_programmes
from marshrut.programmes.models import Enrolment
from tests.world import AT, build

pytestmark = pytest.mark.django_db


def run() -> int:
    return int(repair_programmes(Task(payload={}, at=AT, progress=lambda done, of: None)))


def test_a_newcomer_of_an_import_is_enrolled_by_the_next_morning() -> None:
    world = build()
    person = world.employ("newcomer", world.school)
    assert run() == 1
    assert Enrolment.objects.filter(person=person, until=None).exists()
    assert run() == 0
