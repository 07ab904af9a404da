"""Makes the data, measures the pages, prints the figures beside what is promised."""

from __future__ import annotations

import argparse
import os
import time
from typing import Any

import psycopg

from bench.installation import Installation
from bench.load import WRK, Unexpected, rate
from bench.report import report

POSTGRESQL = "postgresql://postgres@127.0.0.1:5432/postgres"


def main() -> None:
    """S on SQLite, S and M on PostgreSQL, within ten minutes; absent is what cannot be measured."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--size", choices=("S", "M"), default="M", help="S alone is quick")
    parser.add_argument("--seconds", type=float, default=2.0, help="for each page and figure")
    options = parser.parse_args()
    begun = time.monotonic()
    server = _server()
    installations = [Installation("S")]
    if server:
        installations.append(Installation("S", server))
        if options.size == "M":
            installations.append(Installation("M", server))
    else:
        print("No PostgreSQL answers (TEST_DATABASE_URL): its columns are absent.")
    figures: dict[str, list[dict[str, Any] | None]] = {}
    for installation in installations:
        print(f"{installation.name}: data…", flush=True)
        print(f"{installation.name}: ready in {installation.ready():.0f} s, measuring…", flush=True)
        figures[installation.name] = installation.measure(options.seconds)
    last = installations[-1]
    print(f"{last.name}: requests a second by {'wrk' if WRK else 'our own client'}…", flush=True)
    rates = _rates(last, figures[last.name], options.seconds)
    print(report(figures, rates, last.name))
    print(f"\n{time.monotonic() - begun:.0f} s in all")


def _rates(
    installation: Installation, pages: list[dict[str, Any] | None], seconds: float
) -> list[float | None]:
    found: list[float | None] = []
    with installation.served() as port:
        for page in pages:
            if page is None or page["status"] != 200:
                found.append(None)
                continue
            try:
                rate(port, page["address"], page["cookie"], 0.5)  # both workers have loaded it
                found.append(rate(port, page["address"], page["cookie"], seconds))
            except Unexpected:
                found.append(None)
    return found


def _server() -> str:
    address = os.environ.get("TEST_DATABASE_URL") or POSTGRESQL
    try:
        psycopg.connect(address, connect_timeout=3).close()
    except psycopg.OperationalError:
        return ""
    return address


if __name__ == "__main__":
    main()
