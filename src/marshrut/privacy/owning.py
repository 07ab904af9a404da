"""What it means that rows of a table are somebody's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q, QuerySet


@dataclass(frozen=True, slots=True)
class Owned:
    """Rows of one table that belong to a person by the path ``by``."""

    code: str
    model: type[Model]
    by: str
    shown: tuple[str, ...]
    own: tuple[str, ...] = ()
    only: Mapping[str, Any] = field(default_factory=dict)
    # A field that opens with another: the record of a visit is the tutee's when it is shared.
    opens: Mapping[str, str] = field(default_factory=dict)
    # Where one wrote in somebody's case: the path to it. A case handed over is read no more.
    case: str = ""

    def rows(self, person: int) -> QuerySet[Any]:
        found = self.model._default_manager.filter(Q(**{self.by: person}), **self.only)
        return found.order_by("pk")
