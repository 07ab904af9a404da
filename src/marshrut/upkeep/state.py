"""In what state the installation is: facts with codes; the sentences are made in web."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from marshrut.journal.models import JournalEntry
from marshrut.upkeep import queries
from marshrut.upkeep.rotation import listed

GIGABYTE = 1024**3
LITTLE, TOO_LITTLE = GIGABYTE, GIGABYTE // 10
PATIENCE = timedelta(minutes=15)
A_DAY_AND_A_BIT = timedelta(hours=30)
SHORTEST_KEY = 32
SECONDS_FOR_MAIL = 5
LIBRARIES = ("django", "django-allauth", "granian", "psycopg", "pillow")


class Level(StrEnum):
    """How a fact is taken: well, to be looked at, to be mended."""

    WELL = "well"
    LOOK = "look"
    MEND = "mend"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing found; `about` groups facts of one kind."""

    about: str
    code: str
    level: Level = Level.WELL
    params: dict[str, Any] = field(default_factory=dict)


def answers() -> bool:
    """Can pages be served at all? Asked every few seconds by a monitor, so nothing is computed."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return os.access(settings.DATA, os.W_OK)


def examine(*, at: datetime, real: datetime, ask_mail: bool) -> list[Fact]:
    """Everything known about the installation; `real` is the moment that no demonstration moves.

    Asking the mail server may take seconds, so pages do not.
    """
    found = [*_folder(), *_database()]
    if not any(fact.about == "database" and fact.level == Level.MEND for fact in found):
        found += [*_worker(at, real), *_copies(at), *_clock(real)]
    return [*found, *_mail(ask=ask_mail), *_made(), *_hosts(), *_secret(), _versions()]


def _folder() -> Iterator[Fact]:
    folder = Path(settings.DATA)
    params: dict[str, Any] = {"folder": str(folder)}
    if not folder.is_dir():
        yield Fact("folder", "folder_missing", Level.MEND, params)
        return
    if not os.access(folder, os.W_OK):
        yield Fact("folder", "folder_closed", Level.MEND, params)
        return
    free = shutil.disk_usage(folder).free
    params["free"] = free
    if free < LITTLE:
        level = Level.MEND if free < TOO_LITTLE else Level.LOOK
        yield Fact("folder", "folder_full", level, params)
    else:
        yield Fact("folder", "folder_well", params=params)


def _database() -> Iterator[Fact]:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        yield Fact("database", "database_silent", Level.MEND, {"reason": str(error).strip()})
        return
    unknown = set(executor.loader.applied_migrations) - executor.loader.graph.nodes.keys()
    if waiting:
        yield Fact("database", "tables_wait", Level.MEND, {"count": len(waiting)})
    elif unknown:
        yield Fact("database", "tables_newer", Level.MEND)
    else:
        name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
        yield Fact("database", "database_well", params={"name": name})


def _worker(at: datetime, real: datetime) -> Iterator[Fact]:
    waiting = queries.oldest_waiting(at, real)
    last = queries.last_done()
    if waiting is not None and waiting < at - PATIENCE:
        yield Fact("worker", "worker_waits", Level.MEND, {"since": waiting})
    elif last is None:
        yield Fact("worker", "worker_new", Level.LOOK)
    else:
        yield Fact("worker", "worker_well", params={"last": last})
    if count := queries.given_up():
        yield Fact("worker", "jobs_given_up", Level.LOOK, {"count": count})


def _copies(at: datetime) -> Iterator[Fact]:
    last = next((copy for copy in listed()), None)
    job = queries.last_copy_job()
    result = job.result if job and isinstance(job.result, dict) else {}
    if "failed" in result:
        yield Fact("copies", "copy_failed", Level.MEND, {"at": job.done_at if job else at})
    if last is None:
        yield Fact("copies", "copy_none", Level.MEND)
        return
    params = {"made": last.made_at, "size": last.size}
    if last.made_at < at - A_DAY_AND_A_BIT:
        yield Fact("copies", "copy_old", Level.MEND, params)
    elif last.checked is None:
        yield Fact("copies", "copy_unchecked", Level.LOOK, params)
    else:
        yield Fact("copies", "copy_well", params=params)
    if result.get("lacking"):
        yield Fact("copies", "files_lacking", Level.MEND, {"count": result["lacking"]})


def _clock(real: datetime) -> Iterator[Fact]:
    params = {"zone": settings.TIME_ZONE, "now": real}
    last = JournalEntry.objects.order_by("-pk").values_list("at", flat=True).first()
    if last and last > real + timedelta(days=1) and not settings.DEMONSTRATION:
        yield Fact("clock", "clock_behind", Level.MEND, params | {"last": last})
    else:
        yield Fact("clock", "clock_well", params=params)


def _mail(*, ask: bool) -> Iterator[Fact]:
    host, port = settings.EMAIL_HOST, settings.EMAIL_PORT
    if not host:
        yield Fact("mail", "mail_off")
        return
    params: dict[str, Any] = {"host": f"{host}:{port}"}
    if not ask:
        yield Fact("mail", "mail_set", params=params)
        return
    try:
        with closing(socket.create_connection((host, port), SECONDS_FOR_MAIL)):
            yield Fact("mail", "mail_well", params=params)
    except OSError as error:
        params["reason"] = error.strerror or str(error)
        yield Fact("mail", "mail_silent", Level.MEND, params)


def _made() -> Iterator[Fact]:
    has_static = (Path(settings.BUILD) / "stamp").exists()
    catalogues = [Path(path) / "ru" / "LC_MESSAGES" / "django.mo" for path in settings.LOCALE_PATHS]
    if has_static and all(path.exists() for path in catalogues):
        yield Fact("made", "made_well")
    else:
        yield Fact("made", "made_not", Level.MEND)


def _hosts() -> Iterator[Fact]:
    """Only a production installation is reached by a name and through a proxy."""
    if not settings.SECURE_SSL_REDIRECT:
        return
    own = {"localhost", "127.0.0.1", "[::1]"}
    hosts, origins = settings.ALLOWED_HOSTS, settings.CSRF_TRUSTED_ORIGINS
    if set(hosts) <= own or "*" in hosts:
        yield Fact("hosts", "hosts_unset", Level.MEND, {"name": "MARSHRUT_HOSTS"})
    elif not origins or not all(origin.startswith("https://") for origin in origins):
        yield Fact("hosts", "origins_unset", Level.MEND, {"name": "MARSHRUT_ORIGINS"})
    else:
        yield Fact("hosts", "hosts_well", params={"hosts": ", ".join(hosts)})


def _secret() -> Iterator[Fact]:
    if len(settings.SECRET_KEY) < SHORTEST_KEY:
        yield Fact("secret", "secret_short", Level.MEND)
        return
    path = Path(settings.DATA) / "secret-key"
    if "MARSHRUT_SECRET_KEY" not in os.environ and path.exists() and path.stat().st_mode & 0o077:
        yield Fact("secret", "secret_open", Level.MEND, {"file": str(path)})
    else:
        yield Fact("secret", "secret_well")


def _versions() -> Fact:
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    params = {"own": version("marshrut"), "python": python_version(), "libraries": libraries}
    return Fact("versions", "versions", params=params)
