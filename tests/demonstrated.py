"""The demonstration, built once for a module of tests; how a visitor comes in and reads."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from marshrut.clock.models import DemonstrationDay
from marshrut.management.demonstration import build
from marshrut.management.demonstration.stage import WRITTEN_FOR, Stage

Enter = Callable[[str], Client]


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """The district on the day for which its story is written."""
    with django_db_blocker.unblock(), transaction.atomic():
        stage = build(WRITTEN_FOR)
        DemonstrationDay.objects.update_or_create(only=True, defaults={"day": stage.today})
        yield stage
        transaction.set_rollback(True)


@pytest.fixture
def stage(built: Stage, db: None) -> Stage:
    """The same for one test: what the test changes is forgotten."""
    return built


@pytest.fixture
def enter(stage: Stage) -> Enter:
    """Come in by the card, as a visitor does."""

    def enter(login: str) -> Client:
        client = Client(headers={"accept-language": "ru"})
        answer = client.post("/account/demonstration/in/", {"login": login})
        assert answer.status_code == 302
        return client

    return enter


def text(client: Client, path: str = "/") -> str:
    """The words of a page, with plain spaces."""
    answer = client.get(path, follow=True)
    assert answer.status_code == 200, path
    body = re.sub(
        r"<(style|script|svg).*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL
    )
    return re.sub(r"\s+", " ", body.replace("\xa0", " "))
