"""Opening a copy and believing nothing in it until it is counted."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from marshrut.upkeep.copying import (
    CHUNK,
    DIGEST,
    FORMAT,
    MANIFEST,
    NAME,
    SECRET,
    Kept,
    Manifest,
    file_name,
    table_name,
)
from marshrut.upkeep.pouring import Progress
from marshrut.upkeep.tables import tally
from marshrut.upkeep.unfit import Unfit

LARGEST_MANIFEST = 256 * 1024 * 1024
LARGEST_SECRET = 10_000
BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that is open; its parts are asked for by the names of the manifest, never unpacked."""

    archive: ZipFile
    manifest: Manifest

    def lines(self, table: str) -> Iterator[bytes]:
        with _whole(table), self.archive.open(table_name(table)) as part:
            yield from part

    def chunks(self, digest: str) -> Iterator[bytes]:
        with _whole(digest[:12]), self.archive.open(file_name(digest)) as part:
            while chunk := part.read(CHUNK):
                yield chunk

    def secret(self) -> str:
        with _whole(SECRET):
            return self.archive.read(SECRET).decode()


@contextmanager
def opened(path: Path) -> Iterator[Copy]:
    """Open a copy and read its manifest; Unfit says what is wrong with the file."""
    if not path.is_file():
        raise Unfit("no_such_copy", name=str(path))
    try:
        archive = ZipFile(path)
    except BROKEN as error:
        raise Unfit("copy_broken", part=path.name) from error
    with archive:
        manifest = _manifest(archive)
        names = archive.namelist()
        if len(names) != len(set(names)) or set(names) - manifest.names:
            raise Unfit("copy_foreign")
        if lost := sorted(manifest.names - set(names)):
            raise Unfit("copy_broken", part=lost[0])
        yield Copy(archive, manifest)


def check_copy(path: Path, *, progress: Progress) -> Manifest:
    """Read the copy from beginning to end and compare every count and checksum."""
    with opened(path) as copy:
        verify(copy, progress=progress)
        return copy.manifest


def verify(copy: Copy, *, progress: Progress) -> None:
    """Compare what is in the copy with what its manifest says; Unfit names the first difference."""
    manifest = copy.manifest
    parts = len(manifest.tables) + len(manifest.files)
    for number, (name, kept) in enumerate(manifest.tables.items(), 1):
        _refuse_swollen(copy, table_name(name), kept.size)
        found = tally(copy.lines(name))
        if (found.rows, found.size, found.digest) != (kept.rows, kept.size, kept.digest):
            raise Unfit("copy_broken", part=name)
        progress(number, parts)
    for number, (digest, size) in enumerate(manifest.files.items(), len(manifest.tables) + 1):
        _refuse_swollen(copy, file_name(digest), size)
        hashed = hashlib.sha256()
        for chunk in copy.chunks(digest):
            hashed.update(chunk)
        if hashed.hexdigest() != digest:
            raise Unfit("copy_broken", part=digest[:12])
        progress(number, parts)
    if manifest.secret_digest:
        _refuse_swollen(copy, SECRET, LARGEST_SECRET, exactly=False)
        if hashlib.sha256(copy.secret().encode()).hexdigest() != manifest.secret_digest:
            raise Unfit("copy_broken", part=SECRET)


@contextmanager
def _whole(part: str) -> Iterator[None]:
    try:
        yield
    except (*BROKEN, UnicodeDecodeError) as error:
        raise Unfit("copy_broken", part=part) from error


def _refuse_swollen(copy: Copy, name: str, size: int, *, exactly: bool = True) -> None:
    """A part that unpacks to another size than it should is not unpacked at all."""
    found = copy.archive.getinfo(name).file_size
    if found > size or (exactly and found != size):
        raise Unfit("copy_broken", part=name)


def _manifest(archive: ZipFile) -> Manifest:
    if MANIFEST not in archive.namelist():
        raise Unfit("copy_foreign")
    if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
        raise Unfit("copy_foreign")
    with _whole(MANIFEST):
        text = archive.read(MANIFEST)
    try:
        given = json.loads(text)
        is_newer = int(given["format"]) > FORMAT
        manifest = None if is_newer else _read(given)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise Unfit("copy_foreign") from error
    if manifest is None:
        raise Unfit("copy_newer", programme=str(given.get("programme", "")))
    return manifest


def _read(given: dict[str, Any]) -> Manifest:
    tables = {
        str(name): Kept(
            columns=[str(column) for column in kept["columns"]],
            rows=int(kept["rows"]),
            size=int(kept["size"]),
            digest=str(kept["digest"]),
            last=None if kept["last"] is None else int(kept["last"]),
        )
        for name, kept in given["tables"].items()
    }
    files = {str(digest): int(size) for digest, size in given["files"].items()}
    if not all(map(NAME.fullmatch, tables)) or not all(map(DIGEST.fullmatch, files)):
        message = "names that no copy has"
        raise ValueError(message)
    return Manifest(
        made_at=str(given["made_at"]),
        programme=str(given["programme"]),
        database=str(given["database"]),
        format=int(given["format"]),
        migrations=[str(name) for name in given["migrations"]],
        tables=tables,
        files=files,
        lacking=[str(digest) for digest in given["lacking"]],
        secret_digest=str(given["secret_digest"]),
    )
