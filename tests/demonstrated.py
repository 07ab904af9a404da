"""The demonstration, built once for a run of tests; how a visitor comes in and reads."""

import os
import pickle
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from marshrut.clock.models import DemonstrationDay
from marshrut.management.demonstration import build
from marshrut.management.demonstration.stage import WRITTEN_FOR, Stage
from marshrut.regulations.models import RegulationVersion
from marshrut.regulations.queries import rules_of
from tests.snapshots import Snapshot

Enter = Callable[[str], Client]


@pytest.fixture(scope="module")
def built(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
    worker_id: str,
) -> Iterator[Stage]:
    """The district on the day for which its story is written.

    Building takes half a minute, so the first module that needs it keeps the rows for all others;
    processes of one run share the folder above their own.
    """
    base = tmp_path_factory.getbasetemp()
    kept = (base if worker_id == "master" else base.parent) / "demonstration.pickle"
    with django_db_blocker.unblock(), transaction.atomic():
        stage = _put_back(kept) if kept.exists() else _build(kept)
        DemonstrationDay.objects.update_or_create(only=True, defaults={"day": stage.today})
        yield stage
        transaction.set_rollback(True)


def _build(kept: Path) -> Stage:
    snapshot = Snapshot.of(lambda: build(WRITTEN_FOR))
    # A reader must never meet half of it, so it gets its name when it is whole.
    unfinished = kept.with_name(f"{os.getpid()}.unfinished")
    unfinished.write_bytes(pickle.dumps(snapshot))
    unfinished.rename(kept)
    stage: Stage = snapshot.copy()
    return stage


def _put_back(kept: Path) -> Stage:
    snapshot: Snapshot = pickle.loads(kept.read_bytes())  # noqa: S301 - written by this run
    stage: Stage = snapshot.put_back()
    # The process that built it has read its regulations; this one reads them now.
    for version in RegulationVersion.objects.all():
        rules_of(version)
    return stage


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
