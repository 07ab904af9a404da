"""The installation's secret key, made once."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def secret_key(folder: Path) -> str:
    """Return the key kept in the data folder; make it at the first start.

    Server and worker start together, so the first to link its file wins and both read it.
    """
    path = folder / "secret-key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        # Such a file is readable by its owner alone.
        with tempfile.NamedTemporaryFile("w", dir=folder, prefix=".secret-") as file:
            file.write(secrets.token_urlsafe(60))
            file.flush()
            os.fsync(file.fileno())
            with suppress(FileExistsError):
                os.link(file.name, path)
    return path.read_text()
