"""Frozen versions of questionnaires: the same document is the same version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from marshrut.diagnostics.models import Instrument
from marshrut.regulations.queries import digest_of


def frozen(code: str, document: Mapping[str, Any], on: date) -> tuple[Instrument, bool]:
    """The version with this document and whether it is new; inside the deed that needs it."""
    digest = digest_of(document)
    last = Instrument.objects.filter(code=code).order_by("-number").first()
    if last is not None and last.digest == digest:
        return last, False
    row = Instrument.objects.create(
        code=code,
        number=last.number + 1 if last else 1,
        kind=document["kind"],
        title=document["title"],
        document=document,
        digest=digest,
        published_on=on,
    )
    return row, True
