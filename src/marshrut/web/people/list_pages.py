"""What pages of uploaded lists show: how far a list is, its rows, one doubt after another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.imports.judging import files_of
from marshrut.imports.kinds import UNDONE
from marshrut.imports.models import ImportBatch, ImportFile, ImportRow
from marshrut.imports.queries import (
    ASKED_ONCE,
    Tally,
    asked_words,
    namesakes,
    next_doubt,
    not_in_list,
    problems_of,
    tally,
    work_on,
)
from marshrut.people.reach import Reach
from marshrut.tables.cells import address
from marshrut.web.labels import label
from marshrut.web.list_words import column, returned, saying
from marshrut.web.tags.people import person_full

WORKING = ("reading", "writing")
# In the order in which a list is looked through.
SHOWN = ("doubtful", "new", "moved", "added", "changed", "same", "out")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One cell: where it is, what stands in it, what is wrong and what would help."""

    where: str
    column: str
    said: str
    wrong: str
    help: str
    fix: str
    level: str
    asked: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a list as a page shows it."""

    row: ImportRow
    name: str
    post: str
    unit: str
    where: str
    doubts: Sequence[Doubt]
    was: Sequence[tuple[str, str]]
    cells: Sequence[tuple[str, str]]


def state_of(batch: ImportBatch, reach: Reach) -> dict[str, Any]:
    """Everything above the table of rows."""
    work = work_on(batch)
    counted = tally(batch)
    shown: dict[str, Any] = {
        "batch": batch,
        "title": str(label("list", batch.kind).text),
        "files": files_of(batch),
        "is_working": batch.status in WORKING,
        "work": work,
        "tally": counted,
        "why": returned(batch.problem) if batch.problem else "",
        "may_undo": batch.status == "done" and batch.kind in UNDONE,
    }
    if batch.status == "ready":
        doubts = problems_of(batch)
        waiting = asked_words(doubts)
        shown |= {
            "asked": waiting,
            "first_doubt": doubt_address(batch, bool(waiting)),
            "fixes": _fixes(doubts),
            "missing": not_in_list(batch, reach).count(),
            "leaving": len(batch.leaving),
        }
    return shown


def doubt_address(batch: ImportBatch, has_words: bool, after: int = 0) -> str:
    """Where the next doubt is answered: words first, they help many rows at once."""
    if has_words:
        return reverse("list_words", args=[batch.pk])
    row = next_doubt(batch, after)
    return reverse("list_row", args=[row.pk]) if row else reverse("list", args=[batch.pk])


def onward(batch: ImportBatch, after: int = 0) -> str:
    """The next row whose doubt is its own; then the words; then the list itself."""
    row = next_doubt(batch, after)
    if row is not None and all(one["code"] in ASKED_ONCE for one in row.problems):
        return doubt_address(batch, True)
    return reverse("list_row", args=[row.pk]) if row else reverse("list", args=[batch.pk])


def back_to(batch: ImportBatch, show: str) -> str:
    """The list at one of its tabs."""
    page = reverse("list", args=[batch.pk])
    return f"{page}?show={show}" if show in SHOWN else page


def _fixes(doubts: Iterable[list[dict[str, Any]]]) -> int:
    """In how many wrong rows a correction is proposed."""
    wrong = (row for row in doubts if any(one["level"] == "wrong" for one in row))
    return sum(any(one["fix"] for one in row) for row in wrong)


def tabs(counted: Tally, current: str) -> list[dict[str, Any]]:
    """Rows by what is to be done with them."""
    counts = {
        "doubtful": counted.doubtful,
        "out": counted.states.get("out", 0),
        **{name: counted.changes.get(name, 0) for name in SHOWN[1:-1]},
    }
    return [
        {
            "title": str(label("list_rows", name).text),
            "href": f"?show={name}",
            "current": name == current,
            "count": counts[name],
        }
        for name in SHOWN
        if counts[name]
    ]


def shown_rows(batch: ImportBatch, counted: Tally, asked: str) -> tuple[str, QuerySet[ImportRow]]:
    """The rows of a tab: the first that has any, unless the address names one."""
    has = [name for name in SHOWN if _count(counted, name)]
    name = asked if asked in SHOWN else next(iter(has), "new")
    rows = batch.rows.select_related("unit", "person", "file").order_by("pk")
    if name == "doubtful":
        return name, rows.filter(state__in=("ask", "wrong"))
    if name == "out":
        return name, rows.filter(state="out")
    return name, rows.filter(state="ready", change=name)


def _count(counted: Tally, name: str) -> int:
    if name == "doubtful":
        return counted.doubtful
    return counted.states.get("out", 0) if name == "out" else counted.changes.get(name, 0)


def lines(rows: Sequence[ImportRow], files: Sequence[ImportFile]) -> list[Line]:
    """Rows of a page."""
    tables = {file.pk: file for file in files}
    return [line(row, tables[row.file_id]) for row in rows]


def line(row: ImportRow, file: ImportFile) -> Line:
    """One row."""
    table = file.tables[row.table]
    name = row.values.get("name") or {}
    parts = ("name", "surname", "given", "patronymic")
    typed = " ".join(str(row.typed.get(part, "")) for part in parts)
    return Line(
        row=row,
        name=" ".join(filter(None, name.values())) or typed.strip() or _("without a name"),
        post=row.values.get("post") or row.values.get("title") or "",
        unit=str(row.unit or row.typed.get("organisation", "")),
        where=_("%(sheet)s, row %(number)s") % {"sheet": table["sheet"], "number": row.number},
        doubts=[_doubt(one, row, table) for one in row.problems],
        was=[(column(name), _was(old)) for name, old in row.before.items()],
        cells=[(column(name), str(value)) for name, value in row.typed.items() if name != "?"],
    )


def _was(old: Any) -> str:
    if isinstance(old, list):
        return "; ".join(", ".join(map(str, pair)) for pair in old) or "—"
    return str(old) if old not in ("", None) else "—"


def _doubt(one: Mapping[str, Any], row: ImportRow, table: Mapping[str, Any]) -> Doubt:
    place = (table["columns"] or {}).get(one["field"])
    wrong, help_ = saying(one["code"], one["params"])
    return Doubt(
        where=address(row.number - 1, place) if place is not None else str(row.number),
        column=column(one["field"]),
        said=str(row.typed.get(one["field"], "")),
        wrong=wrong,
        help=help_,
        fix=one["fix"],
        level=one["level"],
        asked=one["code"] in ASKED_ONCE,
    )


def who_choices(row: ImportRow, reach: Reach) -> list[tuple[str, str]]:
    """Answers to «who is it», with no name that the reader may not see."""
    found: list[tuple[str, str]] = []
    for one in row.problems:
        if one["code"] in {"namesake", "which_of_them"}:
            found += _people(one, row, reach)
        if one["code"] in {"row_twice", "name_twice"}:
            key = one["params"]["rows"][0]
            found.append((f"row:{key}", _("The same person: one more place of work")))
    if found and not any(one["code"] == "which_of_them" for one in row.problems):
        found.append(("new", _("Another person with the same name")))
    return found


def _people(one: Mapping[str, Any], row: ImportRow, reach: Reach) -> list[tuple[str, str]]:
    jobs: dict[int, list[Any]] = {}
    for job in namesakes(reach, one["params"]["people"]):
        jobs.setdefault(job.person_id, []).append(job)
    found = []
    for key, mine in jobs.items():
        job = mine[0]
        told = f"{person_full(job.person)}, {job.post}, {job.unit}"
        if one["code"] == "which_of_them":
            found.append((str(key), told))
            continue
        if job.unit_id == row.unit_id:
            found.append((f"{key}:second", _("%(person)s: the same person") % {"person": told}))
            continue
        found.append((f"{key}:moved", _("%(person)s: moved here") % {"person": told}))
        found.append((f"{key}:second", _("%(person)s: works at both places") % {"person": told}))
    return found


def so_choices(row: ImportRow) -> list[tuple[str, str]]:
    """Doubts of which one may say that it is so."""
    mine = [one for one in row.problems if one["code"] == "service_shorter_than_work"]
    return [(one["code"], _("It is so: the service is counted otherwise")) for one in mine]
