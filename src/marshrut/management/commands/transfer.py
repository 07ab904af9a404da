"""``marshrut transfer postgresql://…``: from the embedded database to an empty PostgreSQL."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser

from marshrut.files.keeping import stored_path
from marshrut.management.plainly import Plain
from marshrut.management.words import words
from marshrut.settings.database import WrongDatabaseAddress, postgresql
from marshrut.upkeep.queries import stored_digests
from marshrut.upkeep.returning import move


class Command(Plain):
    """All or nothing: what failed is begun anew."""

    help = "Move everything from the embedded database into an empty PostgreSQL database."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("address", help="postgresql://user:password@host:5432/name")

    def run(self, **options: Any) -> None:
        """Move, then say what to set."""
        try:
            given = postgresql(options["address"])
        except WrongDatabaseAddress as error:
            raise CommandError(words("wrong_address")) from error
        rows = move(given, progress=self.progress)
        self.stdout.write(words("moved", tables=len(rows), rows=sum(rows.values())))
        if lost := sum(not stored_path(digest).exists() for digest in stored_digests()):
            self.stdout.write(words("copy_lacks", count=lost))
