"""Which text of a consent is shown where: the territory's own, else the one shipped with us."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from marshrut.organisations.models import Unit
from marshrut.privacy.models import ConsentText, Purpose

SHIPPED = Path(__file__).parents[1] / "presets" / "consents.yaml"


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as it is shown; ``unit`` is None for a shipped one."""

    purpose: str
    number: int
    title: str
    body: str
    unit: int | None = None

    @property
    def digest(self) -> str:
        """What a form carries, so that one agrees to the text that one has read."""
        return hashlib.sha256(f"{self.purpose}\n{self.title}\n{self.body}".encode()).hexdigest()

    def is_of(self, row: ConsentText) -> bool:
        return (self.unit, self.number) == (row.unit_id, row.number)


@cache
def shipped() -> Mapping[str, Shown]:
    """The texts that come with the system, by purpose."""
    content: dict[str, Any] = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    return {
        str(purpose): Shown(purpose, row["number"], row["title"], row["body"].strip())
        for purpose, row in content.items()
    }


class Texts:
    """All texts of the installation's territories, read at once."""

    def __init__(self) -> None:
        self._own: dict[tuple[int, str], Shown] = {}
        for row in ConsentText.objects.filter(unit__isnull=False).order_by("number"):
            key = (row.unit_id or 0, row.purpose)
            self._own[key] = Shown(row.purpose, row.number, row.title, row.body, row.unit_id)

    def at(self, path: str, purpose: str) -> Shown:
        """The text of the nearest unit on this path of keys from the root."""
        for key in reversed(path.strip("/").split("/")):
            if key and (found := self._own.get((int(key), purpose))):
                return found
        return shipped()[purpose]


def current_texts(unit: Unit | None) -> list[Shown]:
    """The text of each purpose for who works at this unit."""
    texts = Texts()
    return [texts.at(unit.path if unit else "", purpose) for purpose in Purpose.values]
