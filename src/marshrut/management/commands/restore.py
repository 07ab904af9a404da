"""``marshrut restore FILE``: a copy returned into an empty installation, or only checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from marshrut.management.plainly import Plain
from marshrut.management.words import words
from marshrut.upkeep.checking import check_copy
from marshrut.upkeep.copying import Manifest
from marshrut.upkeep.returning import return_copy


class Command(Plain):
    """A filled installation is never touched."""

    help = "Return a copy into an empty installation; with --check only read it through."

    def add_arguments(self, parser: CommandParser) -> None:
        """The copy."""
        parser.add_argument("file", type=Path, help="the copy")
        parser.add_argument("--check", action="store_true", help="read it through, change nothing")

    def run(self, **options: Any) -> None:
        """Check always; return unless only a check was asked for."""
        file: Path = options["file"]
        if options["check"]:
            self._tell(check_copy(file, progress=self.progress), "copy_whole")
            return
        self._tell(return_copy(file, progress=self.progress), "copy_returned")

    def _tell(self, manifest: Manifest, code: str) -> None:
        told = {
            "made": manifest.made_at[:16].replace("T", " "),
            "programme": manifest.programme,
            "tables": len(manifest.tables),
            "rows": manifest.rows,
            "files": len(manifest.files),
        }
        for name in ("people", "units"):
            table = manifest.tables.get(f"marshrut_{'person' if name == 'people' else 'unit'}")
            told[name] = table.rows if table else 0
        self.stdout.write(words("copy_inside", **told))
        if manifest.lacking:
            self.stdout.write(words("copy_lacks", count=len(manifest.lacking)))
        self.stdout.write(words(code))
