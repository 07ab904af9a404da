"""One machine, one file: SQLite in the data folder. Enough for a municipality."""

import os

from marshrut.settings.base import *  # noqa: F403 - settings are a namespace by Django's design
from marshrut.settings.base import DATA

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "marshrut.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # A deed takes the write lock when it begins and waits for it; deferred transactions
            # fail at once when two of them turn from reading to writing.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # Orders are legal acts: a power cut must lose nothing that was answered.
            "init_command": (
                "PRAGMA journal_mode=WAL;"
                f"PRAGMA synchronous={os.environ.get('MARSHRUT_SYNCHRONOUS', 'FULL')};"
                "PRAGMA foreign_keys=ON;"
            ),
        },
    },
}

# Worker processes count failed sign-ins together, so the cache is on disk, not in memory.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA / "cache",
    },
}
