"""``marshrut bundle TO``: everything to install from, for a machine without a network."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from marshrut.management.plainly import Plain
from marshrut.management.words import both, words


class Command(Plain):
    """Wheels for this system and this Python: they fit a machine of the same kind."""

    help = "Make a folder from which Marshrut is installed without a network."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to; a memory stick, say."""
        parser.add_argument("to", type=Path, help="a new folder")

    def run(self, **options: Any) -> None:
        """Build our wheel, fetch the others as pip is set up to do it, write how to install."""
        to: Path = options["to"]
        sources = settings.SOURCE.parent.parent
        if not (sources / "pyproject.toml").exists() or not (sources / "constraints.txt").exists():
            raise CommandError(words("no_sources"))
        if to.exists() and any(to.iterdir()):
            raise CommandError(words("folder_filled", folder=to))
        (to / "wheels").mkdir(parents=True, exist_ok=True)
        self.stdout.write(words("bundling"))
        command = (sys.executable, "-m", "pip", "wheel", "--disable-pip-version-check")
        constraints = sources / "constraints.txt"
        done = subprocess.run(  # noqa: S603 - nothing of it comes from outside
            [*command, "-w", str(to / "wheels"), "-c", str(constraints), str(sources)],
            stdout=sys.stderr,
            check=False,
        )
        if done.returncode:
            raise CommandError(words("pip_failed"))
        shutil.copyfile(constraints, to / "constraints.txt")
        python = ".".join(platform.python_version_tuple()[:2])
        text = both(
            "bundle_text", python=python, system=f"{platform.system()} {platform.machine()}"
        )
        (to / "INSTALL.txt").write_text(text, "utf-8")
        count = len(list((to / "wheels").glob("*.whl")))
        self.stdout.write(words("bundled", folder=to, count=count))
