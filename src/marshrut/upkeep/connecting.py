"""Connections beside the usual one: to another database, or for reading at one moment."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.utils import load_backend
from psycopg import IsolationLevel


@contextmanager
def connected(given: Mapping[str, Any]) -> Iterator[str]:
    """Give an alias for a database with these settings, closed and forgotten afterwards."""
    alias = f"beside_{secrets.token_hex(4)}"
    described: dict[str, Any] = {DEFAULT_DB_ALIAS: {}, alias: dict(given)}
    whole = connections.configure_settings(described)[alias]
    connections[alias] = load_backend(whole["ENGINE"]).DatabaseWrapper(whole, alias)
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]


@contextmanager
def still(alias: str = DEFAULT_DB_ALIAS) -> Iterator[str]:
    """Give an alias of the same database that shows it as it is now, while others go on writing.

    Both databases keep an old picture for a reader: SQLite by its write-ahead log, PostgreSQL by
    its isolation. Neither holds a writer up.
    """
    given = deepcopy(connections[alias].settings_dict)
    if connections[alias].vendor == "sqlite":
        given["OPTIONS"]["transaction_mode"] = "DEFERRED"
    else:
        given["OPTIONS"]["isolation_level"] = IsolationLevel.REPEATABLE_READ
    with connected(given) as picture, transaction.atomic(using=picture):
        yield picture
