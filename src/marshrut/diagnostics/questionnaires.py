"""A questionnaire as a value, and how answers become scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# What people answer of themselves, and what somebody else fills in about them.
ASKED = ("self_diagnosis", "scale")
OBSERVED = ("observation", "interview")
# No statements: a tree of competences, whose groups questionnaires and cards may have.
FRAMEWORK = "framework"
KINDS = (*ASKED, *OBSERVED, FRAMEWORK)
HUNDRED = 100
# The answer of an observer who had no occasion to see it.
UNSEEN = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of statements; ``competence`` ties it to the competences that a regulation names.

    In a framework it may be told by indicators, and its competence may be one of the territory's
    own, by title.
    """

    key: str
    code: str
    title: str
    title_en: str = ""
    competence: str = ""
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """From which index on there is no difficulty, and below which it is high; and who says so."""

    none: int
    middle: int
    source: str
    source_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """One answer of the scale."""

    value: int
    word: str
    word_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A statement; a reversed one counts from the other end of the scale.

    An ``optional`` one an observer may have had no occasion to see: then it counts for nothing.
    """

    key: str
    group: str
    text: str
    text_en: str = ""
    reverse: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """Everything that a published version says, whole in itself.

    An ``imported`` one was asked elsewhere: here it has groups and levels, and no statements.
    """

    instrument: str
    kind: str
    title: str
    title_en: str
    minutes: int
    wishes: bool
    note: str
    note_en: str
    groups: tuple[Group, ...]
    levels: Levels
    scale: tuple[Grade, ...]
    items: tuple[Item, ...]
    imported: bool = False

    @property
    def is_observed(self) -> bool:
        """Is it filled in by somebody else?"""
        return self.kind in OBSERVED

    def fitting(self, answers: Mapping[str, int]) -> dict[str, int]:
        """Those of the answers that this questionnaire has; anything else was never asked."""
        grades = {grade.value for grade in self.scale}
        return {
            item.key: given
            for item in self.items
            if (given := answers.get(item.key)) is not None
            and (given in grades or (item.optional and given == UNSEEN))
        }

    def lacking(self, answers: Mapping[str, int]) -> list[str]:
        """Keys of the statements without an answer."""
        fitting = self.fitting(answers)
        return [item.key for item in self.items if item.key not in fitting]

    def points(self, answers: Mapping[str, int]) -> dict[str, tuple[int, int]]:
        """(points, the most points) of each group; every statement must be answered.

        What nobody had an occasion to see is left out, and so is a group of which nothing was seen.
        """
        least, most = (edge(grade.value for grade in self.scale) for edge in (min, max))
        found: dict[str, tuple[int, int]] = {}
        for item in self.items:
            given = answers[item.key]
            if given == UNSEEN:
                continue
            points, of = found.get(item.group, (0, 0))
            value = most + least - given if item.reverse else given
            found[item.group] = (points + value, of + most)
        return {group.key: found[group.key] for group in self.groups if group.key in found}


def index_of(points: int, most: int) -> int:
    """The share of the points in percent, rounded down: 59.9 is not yet 60."""
    return points * HUNDRED // most if most else 0


def level_of(index: int, *, none_from: int, middle_from: int) -> str:
    """``none``, ``middle`` or ``high``: how great the difficulty is."""
    if index >= none_from:
        return "none"
    return "middle" if index >= middle_from else "high"
