"""The table: figures of each page beside what is promised."""

from __future__ import annotations

from typing import Any

from bench.pages import EMPTY, LEAST_RATE, MOST_GROWTH, PAGES, Page

Figures = dict[str, list[dict[str, Any] | None]]
SMALL, LARGE = "S on PostgreSQL", "M on PostgreSQL"


def report(figures: Figures, rates: list[float | None], rated: str) -> str:
    """A row for each page; what misses its promise says so, what is absent says so."""
    head = ["page", "reader", "queries", *(f"ms, {name}" for name in figures)]
    head += ["M : S", f"requests/s, {rated}", "of empty", "promise"]
    empty = next(
        (rate for page, rate in zip(PAGES, rates, strict=True) if page.title == EMPTY), None
    )
    rows = [head]
    for number, page in enumerate(PAGES):
        found = {name: measured[number] for name, measured in figures.items()}
        rows.append(_row(page, found, rates[number], empty))
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)


def _row(
    page: Page, found: dict[str, dict[str, Any] | None], rate: float | None, empty: float | None
) -> list[str]:
    known = [one for one in found.values() if one]
    growth = _growth(found)
    wrong = sorted({f"{one['status']} {one['error']}" for one in known if one["status"] != 200})
    verdict = "; ".join(wrong) or ", ".join(_missed(page, known, growth, rate)) or "kept"
    return [
        page.title,
        page.reader.split("0")[0].split("1")[0],
        "/".join(str(queries) for queries in dict.fromkeys(one["queries"] for one in known)),
        *(f"{one['milliseconds']:.1f}" if one else "–" for one in found.values()),
        f"{growth:.2f}" if growth else "–",
        f"{rate:.0f}" if rate else "–",
        f"{rate / empty:.0%}" if rate and empty else "–",
        verdict if known else "no such page",
    ]


def _growth(found: dict[str, dict[str, Any] | None]) -> float | None:
    small, large = found.get(SMALL), found.get(LARGE)
    return large["milliseconds"] / small["milliseconds"] if small and large else None


def _missed(
    page: Page, known: list[dict[str, Any]], growth: float | None, rate: float | None
) -> list[str]:
    if page.title == EMPTY:
        return ["for comparison"]
    missed = []
    if any(one["queries"] > page.most_queries for one in known):
        missed.append(f"MORE THAN {page.most_queries} QUERIES")
    if len({one["queries"] for one in known}) > 1:
        missed.append("QUERIES GROW")
    if page.most_milliseconds and any(
        one["milliseconds"] > page.most_milliseconds for one in known
    ):
        missed.append(f"ABOVE {page.most_milliseconds} ms")
    if growth and growth > MOST_GROWTH:
        missed.append(f"GROWS ABOVE {MOST_GROWTH}")
    if rate is not None and rate < LEAST_RATE:
        missed.append(f"BELOW {LEAST_RATE} a second")
    return missed
