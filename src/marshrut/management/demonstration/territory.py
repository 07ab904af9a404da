"""The region, its five municipalities and their organisations."""

from __future__ import annotations

from datetime import date

from marshrut.management.demonstration.stage import Stage, content
from marshrut.organisations import operations

BEGINNING = date(2020, 9, 1)


def raise_territory(stage: Stage) -> None:
    """The tree of units as the content file lists it, from the region down."""
    _raise(stage, None, content("territory")["tree"])


def _raise(stage: Stage, parent: str | None, rows: list[dict[str, object]]) -> None:
    for row in rows:
        name = str(row["as"])
        stage.units[name] = operations.add_unit(
            parent=stage.units[parent] if parent else None,
            kind=str(row["kind"]),
            name=str(row["name"]),
            short_name=str(row.get("short", row["name"])),
            name_en=str(row.get("en", "")),
            place=str(row.get("place", "")),
            zone="Asia/Yekaterinburg",
            **stage.sys(BEGINNING),
        )
        _raise(stage, name, row.get("units", []))  # type: ignore[arg-type]
