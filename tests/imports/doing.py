"""Uploading and working on lists in tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from marshrut.imports import operations
from marshrut.imports.judging import files_of
from marshrut.imports.kinds import PAST
from marshrut.imports.models import ImportBatch, ImportRow
from marshrut.imports.queries import tables
from marshrut.imports.taking import take
from marshrut.notices.loading import load_handlers
from marshrut.notices.work import run_one
from marshrut.people.reach import Reach
from tests.world import AT, TODAY, World


def work() -> None:
    """Do all background work that waits."""
    load_handlers()
    while run_one(now=lambda: AT, real_now=lambda: AT):
        pass


def upload(
    world: World,
    who: str,
    *contents: bytes,
    kind: str = "staff",
    name: str = "list.xlsx",
    unit: Any = None,
    on: date = TODAY,
) -> ImportBatch:
    """Upload these files and let them be read as far as it goes."""
    actor = world.reach(who)
    past = {"programme": world.programme} if kind in PAST else {}
    batch = operations.upload(
        unit=unit or world.municipality,
        kind=kind,
        files=[take(chunks=[content], name=name, kind=kind) for content in contents],
        on=on,
        **past,
        actor=actor,
        at=AT,
    )
    work()
    batch.refresh_from_db()
    return batch


def told(
    batch: ImportBatch, actor: Reach, units: dict[str, int | None] | None = None
) -> ImportBatch:
    """Confirm the columns as they were guessed."""
    columns = {shape: table["guess"] for shape, table in tables(files_of(batch)).items()}
    operations.map_columns(
        batch=batch.pk, row_version=None, columns=columns, units=units, actor=actor, at=AT
    )
    work()
    batch.refresh_from_db()
    return batch


def listed(world: World, who: str, *contents: bytes, **options: Any) -> ImportBatch:
    """Uploaded, with the columns told."""
    batch = upload(world, who, *contents, **options)
    return told(batch, world.reach(who)) if batch.status == "columns" else batch


def written(batch: ImportBatch, actor: Reach, *, without: bool = False) -> ImportBatch:
    """Ask for the list to be written, and let it be written."""
    operations.ask_to_write(batch=batch.pk, row_version=None, without=without, actor=actor, at=AT)
    work()
    batch.refresh_from_db()
    return batch


def problems(batch: ImportBatch) -> dict[str, set[str]]:
    """Codes of problems that are more than notes, by the name or the number of the row."""
    return {
        row.folded or str(row.number): codes
        for row in batch.rows.order_by("pk")
        if (codes := {one["code"] for one in row.problems if one["level"] != "note"})
    }


def row_of(batch: ImportBatch, surname: str) -> ImportRow:
    """The row of this person."""
    return batch.rows.get(folded__startswith=surname.lower().replace("ё", "е"))
