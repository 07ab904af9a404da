"""What every norm has in common, and how its parameters are declared for reading."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from marshrut.norms.findings import Finding, Force
from marshrut.norms.readers import Reader, choice, number, word, words_list
from marshrut.norms.sheets import Sheet


def param(reader: Reader[Any], **options: Any) -> Any:
    """A parameter that stands in the file under the field's name, without a final underscore."""
    return field(metadata={"reader": reader}, **options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm(ABC):
    """An immutable norm, *about* one kind of sheet; ``judge`` is all that the types differ in."""

    name: ClassVar[str]
    force: Force = param(choice(*Force), default=Force.HARD)
    warn_days: int = param(number(0, 366), default=14)
    who: str = param(word, default="")
    local: tuple[str, ...] = param(words_list, default=())

    @property
    def about(self) -> type[Sheet] | None:
        """The sheet that the norm reads; None when nothing is checked."""
        return None

    @property
    def guard(self) -> str:
        """The deed that it may refuse, "" if none."""
        return ""

    @property
    def owes(self) -> str:
        """The role or office that owes what is lacking."""
        return self.who or "municipal_coordinator"

    @abstractmethod
    def judge(self, thing: Any, on: date) -> Finding | None:
        """What the norm says of this thing on this day; None when it does not apply to it."""
