"""What is counted from people's records: posts, months of experience, education."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from marshrut.people.models import Employment, Person
from marshrut.schoolyear import months_of

# Posts whose experience is managing; any other pedagogical post gives teaching.
MANAGING = frozenset({"head", "deputy_head"})
PREFETCH = ("employments__unit", "experiences", "educations")


def post_class(post: str, posts: Mapping[str, Sequence[str]]) -> str:
    """The class of the longest known post that the written one begins with; "" for none."""
    written = f"{_plain(post)} "
    known = [
        (len(plain), name)
        for name, synonyms in posts.items()
        for plain in map(_plain, synonyms)
        if written.startswith(f"{plain} ")
    ]
    return max(known, default=(0, ""))[1]


def _plain(post: str) -> str:
    return " ".join(post.lower().replace("ё", "е").replace(".", " ").split())


def kind_of(employment: Employment) -> str:
    """teaching, managing or other."""
    if employment.post_class in MANAGING:
        return "managing"
    return "teaching" if employment.pedagogical else "other"


def months_by_kind(person: Person, on: date) -> dict[str, int]:
    """Whole months of experience to the day, by kind of post; overlapping work counts once."""
    spans: dict[str, list[tuple[date, date | None]]] = {}
    for job in person.employments.all():
        spans.setdefault(kind_of(job), []).append((job.since, job.until))
    for earlier in person.experiences.all():
        spans.setdefault(earlier.kind, []).append((earlier.since, earlier.until))
    return {kind: months_of(periods, on) for kind, periods in spans.items()}


def education_of(person: Person) -> frozenset[tuple[str, str]]:
    return frozenset((one.level, one.field) for one in person.educations.all())


def current(jobs: Iterable[Employment], on: date) -> list[Employment]:
    """The employments that are open on this day."""
    return [job for job in jobs if job.since <= on and (job.until is None or on < job.until)]
