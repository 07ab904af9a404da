"""``marshrut backup [TO]``: a copy of a running installation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from marshrut import clock
from marshrut.management.plainly import Plain
from marshrut.management.words import words
from marshrut.upkeep.checking import check_copy
from marshrut.upkeep.copying import make_copy
from marshrut.upkeep.rotation import folder, mark_checked, place


class Command(Plain):
    """The copy is read through before it is called one."""

    help = "Make a copy of the running installation and check it."

    def add_arguments(self, parser: CommandParser) -> None:
        """A file or a folder; by default where scheduled copies lie."""
        parser.add_argument("to", nargs="?", type=Path, help="file or folder for the copy")

    def run(self, **options: Any) -> None:
        """Make, check, say where it lies."""
        at = clock.now()
        to = options["to"] or folder()
        if to.suffix != ".zip":
            to = to / place(at).name
        make_copy(to, at=at, progress=self.progress)
        manifest = check_copy(to, progress=self.progress)
        if to.parent.resolve() == folder():
            mark_checked(to, at)
        self.stdout.write(
            words("copy_made", file=to, rows=manifest.rows, files=len(manifest.files))
        )
        if manifest.lacking:
            self.stdout.write(words("copy_lacks", count=len(manifest.lacking)))
