"""Scheduled copies by name, and which of them are kept: days, weeks and months back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

PREFIX = "marshrut-"
STAMP = "%Y-%m-%d-%H%M%S"
CHECKED = ".checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """When a copy is made by itself and how many are kept."""

    hour: int = 3
    days: int = 7
    weeks: int = 4
    months: int = 12


@dataclass(frozen=True, slots=True)
class Listed:
    """One copy in the folder; `checked` is the moment when it was read through and found equal."""

    path: Path
    made_at: datetime
    size: int
    checked: datetime | None


def folder() -> Path:
    return Path(settings.COPIES)


def place(at: datetime) -> Path:
    """Where a copy of this moment goes; names are in UTC, so that their order is that of time."""
    return folder() / f"{PREFIX}{at.astimezone(UTC):{STAMP}}.zip"


def listed() -> list[Listed]:
    """Copies in the folder, the newest first; files of other names are nobody's business."""
    found = []
    for path in folder().glob(f"{PREFIX}*.zip"):
        if (made_at := _moment(path)) is not None:
            mark = path.with_suffix(CHECKED)
            checked = datetime.fromisoformat(mark.read_text()) if mark.exists() else None
            found.append(Listed(path, made_at, path.stat().st_size, checked))
    return sorted(found, key=lambda copy: copy.made_at, reverse=True)


def mark_checked(path: Path, at: datetime) -> None:
    path.with_suffix(CHECKED).write_text(at.isoformat())


def drop_old(terms: Terms) -> list[Path]:
    """Remove the copies that no rule keeps; return them."""
    copies = listed()
    kept = {copy.path for copy in keep(copies, terms)}
    gone = [copy.path for copy in copies if copy.path not in kept]
    for path in gone:
        path.unlink(missing_ok=True)
        path.with_suffix(CHECKED).unlink(missing_ok=True)
    return gone


def keep(copies: Sequence[Listed], terms: Terms) -> list[Listed]:
    """The newest copy of each of the last days, weeks and months that have one."""
    rules: Iterable[tuple[Callable[[datetime], Any], int]] = (
        (lambda at: at.date(), terms.days),
        (lambda at: at.isocalendar()[:2], terms.weeks),
        (lambda at: (at.year, at.month), terms.months),
    )
    found: dict[Path, Listed] = {}
    for period, most in rules:
        newest: dict[Any, Listed] = {}
        for copy in sorted(copies, key=lambda one: one.made_at, reverse=True):
            newest.setdefault(period(copy.made_at), copy)
        found |= {copy.path: copy for copy in list(newest.values())[:most]}
    return list(found.values())


def _moment(path: Path) -> datetime | None:
    try:
        return datetime.strptime(path.stem.removeprefix(PREFIX), STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
