"""Writes deeds without end or a given number of times, telling of each that was answered."""

import os
import sys
from datetime import UTC, datetime

import django

os.environ.setdefault(
    "DJANGO_SETTINGS_MODULE",
    "marshrut.settings.production"
    if "DATABASE_URL" in os.environ
    else "marshrut.settings.embedded",
)
django.setup()

from marshrut.journal.deeds import deed, deed_key  # noqa: E402
from marshrut.journal.operations import lock, record  # noqa: E402
from marshrut.notices.outbox import enqueue, notify  # noqa: E402
from marshrut.organisations.models import Unit  # noqa: E402
from marshrut.users.models import User  # noqa: E402
from tests.doers import Doer  # noqa: E402

AT = datetime(2027, 1, 22, 9, 30, tzinfo=UTC)


@deed
def rename(*, to: str, actor: Doer, at: datetime) -> None:
    """Change a row, journal it, tell of it and ask for work: all or nothing."""
    unit = lock(Unit, Unit.objects.earliest("pk").pk, None)
    unit.name = to
    unit.save()
    record("rename", unit, actor=actor, at=at, after={"name": to})
    notify(users=[User.objects.earliest("pk").pk], code="renamed", at=at, params={"to": to})
    enqueue(kind="roll-up", key="unit", payload={"to": to}, at=at)


def main(name: str, times: int) -> None:
    """Begin at once; times 0 means until killed."""
    done = 0
    while not times or done < times:
        done += 1
        with deed_key(f"{name}-{done}"):
            rename(to=f"{name}-{done}", actor=Doer(reason="test"), at=AT)
        sys.stdout.write(f"{name}-{done}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
