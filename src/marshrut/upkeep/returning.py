"""A copy returned into an empty installation, and tables moved from one database to another."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, transaction

from marshrut.diagnostics import triggers as diagnostics
from marshrut.files.keeping import stored_path
from marshrut.journal import triggers as journal
from marshrut.regulations import triggers as regulations
from marshrut.upkeep.checking import Copy, opened, verify
from marshrut.upkeep.connecting import connected, still
from marshrut.upkeep.copying import Manifest
from marshrut.upkeep.pouring import Progress, Stream, pour
from marshrut.upkeep.tables import (
    Table,
    bring,
    columns,
    is_filled,
    last_key,
    lines,
    schema_of,
)
from marshrut.upkeep.unfit import Unfit

# What guards the journal, approved versions and published questionnaires from being changed.
GUARDED = (journal.TABLE, regulations.TABLE, diagnostics.TABLE)


def return_copy(path: Path, *, progress: Progress, alias: str = DEFAULT_DB_ALIAS) -> Manifest:
    """Put a copy into an empty installation; Unfit leaves the installation empty."""
    with opened(path) as copy, ExitStack() as undo:
        verify(copy, progress=progress)
        refuse_filled(alias)
        schema = bring(alias, copy.manifest.migrations)
        with transaction.atomic(using=alias):
            pour(schema, alias, source=lambda table: _kept(copy, table), progress=progress)
            _refuse_unguarded(alias)
            for digest in copy.manifest.files:
                if not stored_path(digest).exists():
                    undo.callback(stored_path(digest).unlink, missing_ok=True)
                    put(stored_path(digest), copy.chunks(digest))
            # The last thing before the end: a return that failed keeps the key it found.
            _return_secret(copy)
        undo.pop_all()
        return copy.manifest


def move(
    given: dict[str, Any], *, progress: Progress, source: str = DEFAULT_DB_ALIAS
) -> dict[str, int]:
    """Move every row into an empty database with these settings; return rows by table.

    Files and the secret key stay in the data folder, which both installations share.
    """
    if connections[source].vendor != "sqlite":
        raise Unfit("moved_already")
    with connected(given) as target, still(source) as picture:
        try:
            connections[target].ensure_connection()
        except OperationalError as error:
            raise Unfit("target_silent", reason=str(error).strip()) from error
        refuse_filled(target)
        schema = bring(target, schema_of(picture).migrations)
        with transaction.atomic(using=target):
            found = pour(
                schema, target, source=lambda table: _shown(table, picture), progress=progress
            )
            _refuse_unguarded(target)
        return found


def refuse_filled(alias: str) -> None:
    """A database where people have put anything in is nobody's place to pour into."""
    if is_filled(alias, schema_of(alias)):
        raise Unfit("not_empty")


def _kept(copy: Copy, table: Table) -> Stream:
    name = table._meta.db_table
    kept = copy.manifest.tables.get(name)
    if kept is None:
        raise Unfit("copy_broken", part=name)
    return Stream(copy.lines(name), kept.columns, kept.last)


def _shown(table: Table, alias: str) -> Stream:
    names = [column.attname for column in columns(table)]
    return Stream(lines(table, alias), names, last_key(table, alias))


def _refuse_unguarded(alias: str) -> None:
    """Without its triggers the journal could be changed; the migrations must have put them."""
    asked = (
        "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'"
        if connections[alias].vendor == "sqlite"
        else "SELECT DISTINCT event_object_table FROM information_schema.triggers"
    )
    with connections[alias].cursor() as cursor:
        cursor.execute(asked)
        found = {name for (name,) in cursor.fetchall()}
    if lost := sorted(set(GUARDED) - found):
        raise Unfit("unguarded", table=lost[0])


def put(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file under its name only when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)


def _return_secret(copy: Copy) -> None:
    """The key in the environment, where there is one, stays the operator's own affair."""
    if copy.manifest.secret_digest and "MARSHRUT_SECRET_KEY" not in os.environ:
        put(Path(settings.DATA) / "secret-key", [copy.secret().encode()])
