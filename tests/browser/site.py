"""The installation that the browser visits: its database put aside and back, and its clock."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection, connections

from marshrut.clock import reading
from marshrut.clock.models import DemonstrationDay

# The hour at which every test begins: no run crosses midnight.
MORNING = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Site:
    """Where the server answers, and how its day is moved."""

    address: str

    def stands_on(self, day: date) -> None:
        """Put the installation on a day; without a demonstration it would be the real one."""
        DemonstrationDay.objects.update_or_create(only=True, defaults={"day": day})


def database() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def put_aside(where: Path) -> None:
    """Copy the database whole, its journal of writes included."""
    connections.close_all()
    _copy(database(), where)


def put_back(where: Path) -> None:
    """Make the database what it was when it was put aside."""
    connections.close_all()
    _copy(where, database())
    cache.clear()


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)


@contextmanager
def even_hours() -> Iterator[None]:
    """Let the real time of day run from the same hour in every run."""
    begun = time.monotonic()

    def real_now() -> datetime:
        return MORNING + timedelta(seconds=time.monotonic() - begun)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "real_now", real_now)
        yield
