"""What may be asked of the tutors of a territory, and what each kind has to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from marshrut.files.keeping import Received
from marshrut.journal.deeds import Wrong
from marshrut.people.models import Person

CONSULTATION, THEMATIC = "consultation", "thematic_consultation"
REVIEW, EVENT, SUPPORT = "review", "event", "school_support"
# What anybody may ask for, whether a clause speaks of it or not; the place may take fewer.
EVERY = (CONSULTATION, THEMATIC, REVIEW, EVENT, SUPPORT)
# What a teacher may ask for themselves.
OWN = (CONSULTATION, REVIEW)
# What is to be reviewed, and which events are wished: the first choice of a request.
SORTS: Mapping[str, tuple[str, ...]] = {
    REVIEW: ("programme", "planning", "lesson_map", "portfolio", "other"),
    EVENT: ("seminar", "master_class", "open_lesson", "round_table", "webinar", "other"),
}
# Kinds that stand without naming people: of a review one knows whose it is from the file.
FOR_ALL = frozenset({REVIEW, SUPPORT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for, on what, for whom, when and why; ``until`` is exclusive."""

    kind: str
    title: str
    sort: str = ""
    people: tuple[Person, ...] = ()
    audience: str = ""
    wanted: str = ""
    since: date | None = None
    until: date | None = None
    why: str = ""
    received: Received | None = None


def require_told(asked: Asked, on: date) -> None:
    """Everything that the kind has to say is said, and its days lie ahead; raises Wrong."""
    if not asked.title.strip():
        raise Wrong("title_needed", field="title")
    if asked.sort not in SORTS.get(asked.kind, ("",)):
        raise Wrong("sort_needed", field="sort")
    named = asked.people or (asked.kind != CONSULTATION and asked.audience.strip())
    if not named and asked.kind not in FOR_ALL:
        raise Wrong("nobody_chosen", field="people")
    if asked.received is not None and asked.kind != REVIEW:
        raise Wrong("file_for_review", field="received")
    _require_days(asked, on)


def _require_days(asked: Asked, on: date) -> None:
    if asked.kind == SUPPORT and not (asked.since and asked.until):
        raise Wrong("days_needed", field="until" if asked.since else "since")
    if asked.since and asked.until and asked.until <= asked.since:
        raise Wrong("until_before_since", field="until")
    if asked.since and asked.since < on:
        raise Wrong("days_over", field="since")
    if asked.until and asked.until <= on:
        raise Wrong("days_over", field="until")
