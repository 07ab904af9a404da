"""Addresses of pages that somebody typed."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from marshrut.journal.deeds import Wrong

plausible = URLValidator(schemes=["http", "https"])


def whole_address(text: str, field: str) -> str:
    """An address that can be opened: http or https, with a host; else Wrong of this field."""
    address = text.strip()
    try:
        plausible(address)
    except ValidationError as wrong:
        raise Wrong("not_an_address", field=field) from wrong
    return address
