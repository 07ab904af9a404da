"""Archives of full exports on the disk: one file for each row, readable by the server alone."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction

# Everything of a territory in one file is not left lying about.
KEPT = timedelta(days=7)


def archive_path(key: int) -> Path:
    """Where the archive of the export with this key lies, once it is ready."""
    return Path(settings.EXPORTS) / f"{key}.zip"


@contextmanager
def unfinished(key: int) -> Iterator[IO[bytes]]:
    """A file that gets its name when it is whole; a failure leaves nothing behind."""
    path = archive_path(key)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".export-")
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        made.rename(path)
    finally:
        made.unlink(missing_ok=True)


def forget_archive(key: int) -> None:
    """Remove the archive when the deed is done."""
    transaction.on_commit(lambda: archive_path(key).unlink(missing_ok=True))
