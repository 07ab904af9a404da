"""Rows of the source regulations: a test closes a row by behaviour, under its own identifier."""

from __future__ import annotations

from pathlib import Path

import pytest

ROWS = Path(__file__).with_name("rows.txt").read_text(encoding="utf-8").split()
# The regulations that run so far; the rows of the others stand open until theirs does.
RUNNING = ("chebula",)


def closed_by(items: list[pytest.Item]) -> set[str]:
    """Rows named by the markers of these tests; an unknown row is a mistake."""
    named = {row for item in items for mark in item.iter_markers("clause") for row in mark.args}
    unknown = named - set(ROWS)
    if unknown:
        message = f"no such rows: {sorted(unknown)}"
        raise pytest.UsageError(message)
    return named


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    config.stash[_closed] = closed_by(items)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print how many rows are closed, and name the open ones of the regulations that run."""
    closed = config.stash.get(_closed, set())
    if not closed:
        return
    terminalreporter.write_line(f"clauses: {len(closed)} of {len(ROWS)} rows closed")
    for regulation in RUNNING:
        open_ = [row for row in ROWS if row.startswith(f"{regulation}:") and row not in closed]
        terminalreporter.write_line(f"{regulation}: open {', '.join(open_) or 'none'}")


_closed = pytest.StashKey[set[str]]()
