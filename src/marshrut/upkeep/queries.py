"""Reads about the installation itself."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from marshrut.files.models import StoredFile
from marshrut.notices.models import Job
from marshrut.organisations.models import Unit
from marshrut.organisations.queries import settings_of
from marshrut.people.models import Office
from marshrut.people.roles import offices_on
from marshrut.upkeep.rotation import Terms

COPY = "copy"
SETTING = "copies."


def root() -> Unit | None:
    return Unit.objects.filter(parent=None).order_by("pk").first()


def terms() -> Terms:
    """When copies are made and how many are kept: local settings of the root, else the usual."""
    unit = root()
    held = settings_of(unit) if unit else {}
    given = {
        name: int(held[SETTING + name].value) for name in Terms.__slots__ if SETTING + name in held
    }
    return Terms(**given)


def administrators(on: date) -> list[int]:
    """Users who look after the installation on this day."""
    rows = offices_on(on).filter(role=Office.Role.ADMINISTRATOR, person__user__is_active=True)
    return sorted(set(rows.values_list("person__user", flat=True)))


def stored_digests() -> list[str]:
    """Of every file that rows speak of."""
    return sorted(set(StoredFile.objects.values_list("digest", flat=True)))


def last_copy_job() -> Job | None:
    """The last scheduled copy that came to an end, good or bad."""
    return Job.objects.filter(kind=COPY, done_at__isnull=False).order_by("-done_at").first()


def last_done() -> datetime | None:
    done = Job.objects.filter(done_at__isnull=False).order_by("-done_at")
    return done.values_list("done_at", flat=True).first()


def oldest_waiting(at: datetime, real: datetime) -> datetime | None:
    """Since when the first of the due jobs waits; one that a worker holds does not wait."""
    free = Q(leased_until=None) | Q(leased_until__lt=real)
    due = Job.objects.filter(free, done_at=None, failed_at=None, run_at__lte=at)
    return due.order_by("run_at").values_list("run_at", flat=True).first()


def given_up() -> int:
    return Job.objects.filter(failed_at__isnull=False).count()
