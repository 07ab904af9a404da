"""Who gets what answer from which address, as a table for review: python -m tests.web.access."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.web.furnished import Furnished

TABLE = Path(__file__).with_name("access.txt")
PERSONAS = (
    *("guest", "lapshina", "dorohova", "zhuravlyov", "zimin", "stranger"),
    *("belov", "safronova", "nechaev", "prohorov", "larionova"),
)
HEAD = """\
# What each address answers to whom: to GET or, where it takes POST alone, to an empty form.
# own: a thing of lapshina, her tutor dorohova and their head zimin; next: of the school next door
# with teacher stranger and head belov; far: of another municipality. safronova coordinates both
# schools, nechaev administers, prohorov inspects, zhuravlyov is a tutor from outside linked to the
# support of lapshina, larionova answers for personal data. Made anew by python -m tests.web.access
"""
Place = tuple[str, str]  # the pattern, and whose things its keys are


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, and what was raised on the way if it is a failure."""

    method: str
    status: int
    body: str
    error: str = ""


def answers(furnished: Furnished, persona: str) -> Iterator[tuple[Place, Answer]]:
    """Ask every address as this persona; whatever is done is undone before the next."""
    from tests.web.addresses import addresses, path

    asking = Asking(furnished, persona)
    for address in addresses():
        for pattern, whose in address.variants():
            url = path(pattern, whose, furnished.keys)
            answer = _answer("GET", asking.ask("GET", url))
            if answer.status == 405:
                answer = _answer("POST", asking.ask("POST", url))
            yield (pattern, whose), answer


class Asking:
    """Requests of one persona, each signed in and (unless told so) each leaving no trace."""

    def __init__(self, furnished: Furnished, persona: str, *, undone: bool = True) -> None:
        from django.test import Client

        self.undone = undone
        self.client = Client(raise_request_exception=False)
        if persona != "guest":
            self.client.force_login(_user(furnished, persona))
        self.cookies = {name: morsel.value for name, morsel in self.client.cookies.items()}

    def ask(self, method: str, url: str, data: Mapping[str, Any] | None = None) -> Any:
        """The response, read to its end; what was written for it is taken back."""
        from django.db import transaction

        self.client.cookies.clear()
        for name, value in self.cookies.items():
            self.client.cookies[name] = value
        with transaction.atomic():
            send = self.client.get if method == "GET" else self.client.post
            response: Any = send(url, data or {})
            response.whole = b"".join(response) if response.streaming else response.content
            self.judge(response)
            transaction.set_rollback(self.undone)
        return response

    def judge(self, response: Any) -> None:
        """Look at what was written before it is taken back."""


def _answer(method: str, response: Any) -> Answer:
    error = repr(response.exc_info[1])[:300] if response.exc_info else ""
    return Answer(method, response.status_code, response.whole.decode(errors="replace"), error)


def _user(furnished: Furnished, persona: str) -> Any:
    return furnished.world.people[persona].user


def table(columns: Mapping[str, Mapping[Place, Answer]]) -> str:
    """The table as text: a row for each address, a column for each persona."""
    rows = [("address", "whose", "method", *columns)]
    for place in next(iter(columns.values())):
        cells = [column[place] for column in columns.values()]
        # A guest is sent to sign in before the method is looked at.
        method = "POST" if any(cell.method == "POST" for cell in cells) else "GET"
        rows.append(("/" + place[0], place[1], method, *(str(cell.status) for cell in cells)))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    return HEAD + "\n".join(lines) + "\n"


def kept() -> dict[str, dict[Place, int]]:
    """The reviewed table: for each persona the status of each address."""
    lines = [line for line in TABLE.read_text().splitlines() if not line.startswith("#")]
    names = lines[0].split()[3:]
    found: dict[str, dict[Place, int]] = {name: {} for name in names}
    for line in lines[1:]:
        pattern, whose, _, *statuses = line.split()
        for name, status in zip(names, statuses, strict=True):
            found[name][pattern.removeprefix("/"), whose] = int(status)
    return found


def main() -> None:
    """Write the table anew from a world of its own; it is the reviewer who accepts the changes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marshrut.settings.test")
    import django
    from django.conf import settings

    if "--nomigrations" in sys.argv:
        settings.MIGRATION_MODULES = {"marshrut": None}
    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment

    from marshrut.web.translations import refresh
    from tests.web.furnished import furnish

    setup_test_environment()
    refresh()
    (settings.BUILD / "assets").mkdir(parents=True, exist_ok=True)
    connection.creation.create_test_db(verbosity=0)
    try:
        furnished = furnish()
        columns = {persona: dict(answers(furnished, persona)) for persona in PERSONAS}
    finally:
        connection.creation.destroy_test_db(str(connection.settings_dict["NAME"]), verbosity=0)
    TABLE.write_text(table(columns))
    for persona, column in columns.items():
        for (pattern, whose), answer in column.items():
            if answer.status >= 500:
                sys.stdout.write(f"{persona} /{pattern} {whose}: {answer.error}\n")


if __name__ == "__main__":
    main()
