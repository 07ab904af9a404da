"""The kinds of lists: which columns each has, and which of them it cannot do without."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marshrut.imports import vocabulary
from marshrut.tables.headers import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Columns in the order of the template; of each group of needed ones there must be one."""

    words: Words
    template: Sequence[str]
    needed: Sequence[Sequence[str]]
    days: frozenset[str] = frozenset()

    @property
    def must(self) -> frozenset[str]:
        """Columns of the template that must be filled in."""
        return frozenset(group[0] for group in self.needed)


KINDS: Mapping[str, Kind] = {
    "staff": Kind(
        words=vocabulary.STAFF,
        template=(
            *("name", "post", "organisation", "experience", "education", "subject", "gender"),
            *("since", "category", "email", "phone"),
        ),
        needed=(
            *(("name", "surname"), ("post",), ("organisation",)),
            *(("experience", "years"), ("education",)),
        ),
        days=frozenset({"since"}),
    ),
    "appointments": Kind(
        words=vocabulary.APPOINTMENTS,
        template=("name", "organisation", "number", "order_day", "since", "until", "agreed"),
        needed=(("name",), ("organisation",), ("number",), ("order_day",)),
        days=frozenset({"order_day", "since", "until", "agreed"}),
    ),
    "members": Kind(
        words=vocabulary.MEMBERS,
        template=("tutor", "name", "organisation", "since"),
        needed=(("tutor",), ("name",), ("organisation",), ("since",)),
        days=frozenset({"since"}),
    ),
    "consultations": Kind(
        words=vocabulary.CONSULTATIONS,
        template=("day", "tutor", "name", "organisation", "title", "minutes", "mode"),
        needed=(("day",), ("tutor",), ("name",), ("organisation",), ("title",)),
        days=frozenset({"day"}),
    ),
    "results": Kind(
        words=vocabulary.RESULTS,
        template=("name", "organisation", "day", "source", *vocabulary.MEASURED),
        needed=(("name",), ("organisation",), ("day",), ("source",)),
        days=frozenset({"day"}),
    ),
}
RESULTS = "results"
# Lists of what happened in a programme before it was kept here.
PAST = ("appointments", "members", "consultations")
# Lists that may be taken back after they were written.
UNDONE = ("staff", RESULTS)
# Of the five columns of a staff list two may be told later; a list without them is still a list.
LATER = frozenset({"experience", "education"})


def lacking(kind: str, columns: Mapping[str, int]) -> list[str]:
    """Needed columns that nothing is mapped to; the organisation may be told for a whole list."""
    return [
        group[0]
        for group in KINDS[kind].needed
        if not any(field in columns for field in group)
        if group[0] not in LATER and group[0] != "organisation"
    ]
