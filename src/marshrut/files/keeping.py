"""Bytes on the disk, each under the hash of its content; written before any row speaks of them."""

import hashlib
import os
import tempfile
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import BinaryIO, TypedDict

from django.conf import settings
from django.db import transaction

from marshrut.files.kinds import media_type
from marshrut.files.models import StoredFile
from marshrut.files.pictures import BrokenPicture, ready_picture
from marshrut.journal.deeds import Wrong

LONGEST_NAME = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Received:
    """An upload whose bytes are already safe on the disk; a deed makes a row of it."""

    digest: str
    name: str
    size: int
    media_type: str


class Download(TypedDict):
    """Arguments of Django's FileResponse."""

    streaming_content: BinaryIO
    as_attachment: bool
    filename: str
    content_type: str
    headers: dict[str, str]


def receive(*, chunks: Iterable[bytes], name: str) -> Received:
    """Check an upload and put its bytes on the disk.

    Done before the deed, so that reducing a photo does not hold the write lock. Bytes whose deed
    then fails stay unseen: no row leads to them.
    """
    content = _limited(chunks)
    name = safe_name(name)
    kind = media_type(content, name=name)
    if kind is None:
        code = "file_type" if content else "file_empty"
        raise Wrong(code, name=name)
    if kind.startswith("image/"):
        try:
            content, kind = ready_picture(content)
        except BrokenPicture as error:
            code = "file_broken"
            raise Wrong(code, name=name) from error
        name = str(PurePath(name).with_suffix(".png" if kind == "image/png" else ".jpg"))
    digest = hashlib.sha256(content).hexdigest()
    _write(content, stored_path(digest))
    return Received(digest=digest, name=name, size=len(content), media_type=kind)


def open_stored(file: StoredFile) -> BinaryIO:
    """Open the bytes of a stored file for reading."""
    return stored_path(file.digest).open("rb")


def download(file: StoredFile) -> Download:
    """Return what FileResponse needs: always a download, never guessed to be a page."""
    return {
        "streaming_content": open_stored(file),
        "as_attachment": True,
        "filename": file.name,
        "content_type": file.media_type,
        "headers": {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
    }


def stored_path(digest: str) -> Path:
    """Return where bytes with this hash lie; two folders deep, so that none grows too large."""
    return Path(settings.ATTACHMENTS) / digest[:2] / digest[2:4] / digest


def forget_bytes(file: StoredFile) -> None:
    """Take away a stored file to which nothing leads any more; equal bytes of others stay."""
    digest = file.digest
    file.delete()
    if not StoredFile.objects.filter(digest=digest).exists():
        transaction.on_commit(lambda: stored_path(digest).unlink(missing_ok=True))


def safe_name(name: str) -> str:
    """Return the name without folders and signs that could mislead a reader or a system."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    # Category C holds control signs and those that turn the direction of writing.
    seen = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C").strip(" .")
    path = PurePath(seen or "file")
    return path.stem[: LONGEST_NAME - len(path.suffix[:20])] + path.suffix[:20]


def _limited(chunks: Iterable[bytes]) -> bytes:
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > settings.FILE_LIMIT:
            code = "file_too_large"
            raise Wrong(code, limit=settings.FILE_LIMIT)
    return bytes(content)


def _write(content: bytes, path: Path) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)
    # The name itself must survive a power cut too, so the folder is flushed as well.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
