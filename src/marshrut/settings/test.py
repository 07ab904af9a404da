"""Tests: SQLite, or PostgreSQL when TEST_DATABASE_URL names a server."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# A fresh folder for each run, so that tests never meet the data of a real installation.
os.environ["MARSHRUT_DATA"] = tempfile.mkdtemp(prefix="marshrut-test-")
atexit.register(shutil.rmtree, os.environ["MARSHRUT_DATA"], ignore_errors=True)
os.environ.setdefault("MARSHRUT_DEMONSTRATION", "1")

from marshrut.settings.database import postgresql  # noqa: E402
from marshrut.settings.embedded import *  # noqa: E402, F403
from marshrut.settings.embedded import (  # noqa: E402
    DATA,
    DATABASES,
    INSTALLED_APPS,
    MIDDLEWARE,
    STORAGES,
)

if server := os.environ.get("TEST_DATABASE_URL"):
    DATABASES = {"default": postgresql(server)}
    # Several works in one tree may test at once on the same server.
    DATABASES["default"]["TEST"] = {"NAME": f"test_marshrut_{os.getpid()}"}
else:
    DATABASES["default"] |= {
        "CONN_MAX_AGE": 0,
        # A file, not memory: tests in threads and the browser's server must see the same rows.
        "TEST": {"NAME": Path(DATA) / "test.sqlite3"},
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;PRAGMA foreign_keys=ON;"
            ),
        },
    }

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
ACCOUNT_RATE_LIMITS = False

INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
ZEAL_RAISE = True
ZEAL_NPLUSONE_THRESHOLD = 3
# The library asks for each of a person's few sessions by itself.
ZEAL_ALLOWLIST = [{"model": "sessions.Session", "field": "get()"}]
