"""Reads the address of a PostgreSQL database."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class WrongDatabaseAddress(ValueError):
    """The address is not one of PostgreSQL."""


def postgresql(address: str) -> dict[str, Any]:
    """Turn postgresql://user:password@host:port/name?option=value into Django's settings."""
    parts = urlsplit(address)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in {"postgresql", "postgres"} or not name:
        message = "DATABASE_URL must look like postgresql://user:password@host:5432/name"
        raise WrongDatabaseAddress(message)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_HEALTH_CHECKS": True,
    }
