"""Reading lists: what is ready, what is doubtful, who is missing in them, how far the work is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from marshrut.imports.models import ImportBatch, ImportFile, ImportMemory, ImportRow
from marshrut.notices.models import Job
from marshrut.people import access as people
from marshrut.people.models import Employment
from marshrut.people.queries import open_jobs
from marshrut.people.reach import Reach

State, Change = ImportRow.State, ImportRow.Change
DOUBTFUL = (State.ASK, State.WRONG)


def to_write(batch: ImportBatch) -> QuerySet[ImportRow]:
    """Rows that will be written: ready, accepted, and not as they were."""
    ready = batch.rows.filter(state=State.READY, accepted=True)
    return ready.exclude(change__in=(Change.SAME, ""))


def doubtful(batch: ImportBatch) -> QuerySet[ImportRow]:
    """Rows that cannot be written as they are."""
    return batch.rows.filter(state__in=DOUBTFUL)


def refused(batch: ImportBatch) -> QuerySet[ImportRow]:
    """Rows that come back to be corrected: doubtful ones and those left out."""
    return batch.rows.filter(state__in=(*DOUBTFUL, State.OUT)).order_by("pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many rows of each state and change a batch has."""

    states: Mapping[str, int]
    changes: Mapping[str, int]

    @property
    def total(self) -> int:
        """All rows but those left out."""
        return sum(self.states.values()) - self.states.get(State.OUT, 0)

    @property
    def ready(self) -> int:
        return self.states.get(State.READY, 0)

    @property
    def doubtful(self) -> int:
        return self.total - self.ready


def tally(batch: ImportBatch) -> Tally:
    """Counted in one question."""
    counted = batch.rows.values_list("state", "change").annotate(n=Count("pk"))
    states: dict[str, int] = {}
    changes: dict[str, int] = {}
    for state, change, count in counted.order_by():
        states[state] = states.get(state, 0) + count
        if state == State.READY:
            changes[change] = changes.get(change, 0) + count
    return Tally(states=states, changes=changes)


def next_doubt(batch: ImportBatch, after: int = 0) -> ImportRow | None:
    """The next row to be answered, in the order of the files; from the start when none is left."""
    rows = doubtful(batch).order_by("pk")
    return rows.filter(pk__gt=after).first() or rows.first()


def not_in_list(batch: ImportBatch, reach: Reach) -> QuerySet[Employment]:
    """Who works today in an organisation of the list and does not stand in it."""
    if batch.kind != ImportBatch.Kind.STAFF:
        return Employment.objects.none()
    covered = batch.rows.filter(unit__isnull=False).values("unit")
    named = batch.rows.filter(job__isnull=False).values("job")
    rows = people.jobs(reach).filter(open_jobs(reach.on), unit__in=covered)
    return rows.exclude(pk__in=named).select_related("person", "unit")


def work_on(batch: ImportBatch) -> Job | None:
    """The background work on the batch that is going on or was the last."""
    rows = Job.objects.filter(kind__in=("read_list", "write_list"), key=f"list:{batch.pk}")
    return rows.order_by("-pk").first()


def tables(files: Sequence[ImportFile]) -> dict[str, dict[str, object]]:
    """One table of each shape, with the names of the files and sheets that have it."""
    found: dict[str, dict[str, object]] = {}
    for file in files:
        for table in file.tables:
            one = found.setdefault(table["shape"], {**table, "places": []})
            places = one["places"]
            if isinstance(places, list):
                places.append((file.file.name, table["sheet"]))
    return found


# Doubts that one answer settles for every row with the same word, and what is remembered then.
ASKED_ONCE = {
    "unknown_organisation": ImportMemory.Sort.ORGANISATION,
    "unknown_post": ImportMemory.Sort.POST,
    "unknown_education": ImportMemory.Sort.EDUCATION,
}


@dataclass(slots=True, kw_only=True)
class Asked:
    """A word that is not known, as it was written first, and in how many rows it stands."""

    sort: str
    key: str
    said: str
    count: int = 0


def problems_of(batch: ImportBatch) -> list[list[dict[str, Any]]]:
    """What is doubtful in each row that waits, in the order of the files."""
    return list(doubtful(batch).order_by("pk").values_list("problems", flat=True))


def asked_words(doubts: Iterable[list[dict[str, Any]]]) -> list[Asked]:
    """What is asked about once for the whole list, the sort of the question first."""
    found: dict[tuple[str, str], Asked] = {}
    for problems in doubts:
        for one in problems:
            if one["code"] in ASKED_ONCE:
                sort, told = str(ASKED_ONCE[one["code"]]), one["params"]
                word = Asked(sort=sort, key=told["key"], said=told["said"])
                found.setdefault((sort, told["key"]), word).count += 1
    order = [str(sort) for sort in ASKED_ONCE.values()]
    return sorted(found.values(), key=lambda one: order.index(one.sort))


def namesakes(reach: Reach, keys: Sequence[int]) -> list[Employment]:
    """Places of work of these people, as far as the reader sees the people."""
    seen = people.people(reach).filter(pk__in=keys)
    rows = people.jobs(reach).filter(person__in=seen).select_related("person", "unit")
    return list(rows.order_by("person", "until", "-since"))
