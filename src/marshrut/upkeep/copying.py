"""A copy: one archive with every table, every file and the secret key, made while people work.

It is the same on both databases, so a copy of one may be returned into the other.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib.metadata import version
from io import BufferedWriter
from pathlib import Path
from typing import Any, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from marshrut.files.keeping import stored_path
from marshrut.upkeep.connecting import still
from marshrut.upkeep.pouring import Progress
from marshrut.upkeep.tables import Schema, Table, Tally, columns, last_key, lines, schema_of
from marshrut.upkeep.unfit import Unfit

FORMAT = 1
MANIFEST, SECRET = "manifest.json", "secret-key"
SUFFIX = ".zip"
STORED_FILE = "marshrut.storedfile"
CHUNK = 1024 * 1024
DIGEST = re.compile(r"[0-9a-f]{64}")
NAME = re.compile(r"[a-z0-9_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One table in a copy: rows, bytes and checksum of its lines, the last key it has given."""

    columns: list[str]
    rows: int
    size: int
    digest: str
    last: int | None = None


@dataclass(slots=True, kw_only=True)
class Manifest:
    """What a copy holds. `lacking` are files that were lost or spoilt before it was made."""

    made_at: str
    programme: str
    database: str
    format: int = FORMAT
    migrations: list[str] = field(default_factory=list)
    tables: dict[str, Kept] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    lacking: list[str] = field(default_factory=list)
    secret_digest: str = ""

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    @property
    def names(self) -> set[str]:
        """Of all parts of the archive."""
        named = {table_name(name) for name in self.tables} | {file_name(d) for d in self.files}
        return named | {MANIFEST} | ({SECRET} if self.secret_digest else set())

    def written(self) -> dict[str, Any]:
        return asdict(self)


def table_name(table: str) -> str:
    return f"tables/{table}.jsonl"


def file_name(digest: str) -> str:
    return f"files/{digest}"


def make_copy(
    to: Path, *, at: datetime, progress: Progress, alias: str = DEFAULT_DB_ALIAS
) -> Manifest:
    """Write the copy to a new file that only its owner reads; Unfit leaves nothing behind."""
    if to.exists():
        raise Unfit("copy_exists", name=to.name)
    try:
        to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _unfinished(to) as file, ZipFile(file, "w", ZIP_DEFLATED) as archive:
            return _write(archive, at, progress, alias)
    except OSError as error:
        raise Unfit("copy_not_written", name=str(to), reason=error.strerror or "") from error


@contextmanager
def _unfinished(to: Path) -> Iterator[BufferedWriter]:
    """A half-made copy must never be taken for a whole one, so it gets its name at the end."""
    handle, name = tempfile.mkstemp(dir=to.parent, prefix=".copy-")
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(to)
    finally:
        unfinished.unlink(missing_ok=True)


def _write(archive: ZipFile, at: datetime, progress: Progress, alias: str) -> Manifest:
    made = Manifest(
        made_at=at.isoformat(), programme=version("marshrut"), database=connections[alias].vendor
    )
    with still(alias) as picture:
        schema = schema_of(picture)
        made.migrations = list(schema.migrations)
        digests = _digests(schema, picture)
        parts = len(schema.tables) + len(digests)
        for number, table in enumerate(schema.tables, 1):
            made.tables[table._meta.db_table] = _keep_table(archive, table, picture)
            progress(number, parts)
    # Files are never changed, only added: those that the rows name may be read at leisure.
    for number, digest in enumerate(digests, len(schema.tables) + 1):
        _keep_file(archive, digest, made)
        progress(number, parts)
    _keep_secret(archive, made)
    archive.writestr(MANIFEST, _json(made.written()))
    return made


def _keep_table(archive: ZipFile, table: Table, alias: str) -> Kept:
    passed = Tally()
    with archive.open(table_name(table._meta.db_table), "w", force_zip64=True) as part:
        for line in passed.passing(lines(table, alias)):
            part.write(line)
    return Kept(
        columns=[column.attname for column in columns(table)],
        rows=passed.rows,
        size=passed.size,
        digest=passed.digest,
        last=last_key(table, alias),
    )


def _digests(schema: Schema, alias: str) -> list[str]:
    known = {table._meta.label_lower for table in schema.tables}
    if STORED_FILE not in known:
        return []
    rows = schema.table(STORED_FILE)._default_manager.using(alias)
    return sorted(set(cast("list[str]", list(rows.values_list("digest", flat=True)))))


def _keep_file(archive: ZipFile, digest: str, made: Manifest) -> None:
    path = stored_path(digest)
    if not path.exists() or digest_of(path) != digest:
        made.lacking.append(digest)
        return
    # What people upload is packed already.
    part = ZipInfo(file_name(digest))
    part.compress_type = ZIP_STORED
    with path.open("rb") as source, archive.open(part, "w", force_zip64=True) as kept:
        while chunk := source.read(CHUNK):
            kept.write(chunk)
    made.files[digest] = path.stat().st_size


def _keep_secret(archive: ZipFile, made: Manifest) -> None:
    """Codes of sign-in slips and sessions hold only with the same key."""
    archive.writestr(SECRET, settings.SECRET_KEY)
    made.secret_digest = hashlib.sha256(settings.SECRET_KEY.encode()).hexdigest()


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
