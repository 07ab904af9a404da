"""Check a regulation file, or print it in its canonical form."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marshrut.norms.parse import dump, parse
from marshrut.norms.rules import Rules
from marshrut.regulations.cases import Senseless, cases_of, differences
from marshrut.regulations.files import Document, Unreadable, mistakes, read, written
from marshrut.regulations.mistakes import reason


class Command(BaseCommand):
    """``marshrut regulation check FILE…`` and ``marshrut regulation format FILE``."""

    help = "Check regulation files or print one in its canonical form."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Two verbs, each with its files."""
        parser.add_argument("--language", choices=("ru", "en"), help="language of the reasons")
        verbs = parser.add_subparsers(dest="verb", required=True)
        check = verbs.add_parser("check", help="print every mistake with its line")
        check.add_argument("files", nargs="+", type=Path)
        form = verbs.add_parser("format", help="print the file in its canonical form")
        form.add_argument("files", nargs=1, type=Path)

    def handle(self, *args: object, **options: Any) -> None:
        """Print what was asked for; exit with 1 if a file has mistakes."""
        with translation.override(options["language"] or translation.get_language()):
            found = sum(self._check(file, options["verb"]) for file in options["files"])
            if found:
                said = ngettext("%(count)s mistake found", "%(count)s mistakes found", found)
                raise CommandError(said % {"count": found})

    def _check(self, file: Path, verb: str) -> int:
        try:
            document = read(file)
        except Unreadable as wrong:
            self.stdout.write(f"{file}:{wrong.line}: {reason(wrong.code, wrong.value)}")
            return 1
        except (OSError, UnicodeDecodeError) as wrong:
            raise CommandError(f"{file}: {wrong}") from wrong
        found = mistakes(document)
        for mistake in found:
            said = reason(mistake.code, mistake.value)
            self.stdout.write(
                f"{file}:{document.line(mistake.path)}: {_cited(document, mistake.path)}{said}"
            )
        if found:
            return len(found)
        rules = parse(document.content)
        if verb == "format":
            self.stdout.write(written(dump(rules)), ending="")
            return 0
        return self._try_cases(file, rules)

    def _try_cases(self, file: Path, rules: Rules) -> int:
        """Count how many of the cases that lie beside the file turn out otherwise."""
        beside = file.with_suffix(".cases.yaml")
        try:
            cases = cases_of(beside) if beside.exists() else []
            found = list(differences(rules, cases))
        except Unreadable as wrong:
            self.stdout.write(f"{beside}:{wrong.line}: {reason(wrong.code, wrong.value)}")
            return 1
        except Senseless as wrong:
            self.stdout.write(f"{beside}: {wrong}")
            return 1
        for difference in found:
            said = _("%(case)s: %(about)s should be %(expected)s, is %(found)s")
            self.stdout.write(f"{beside}: {said % asdict(difference)}")
        if not found:
            said = _("%(file)s: no mistakes; clauses: %(clauses)s, cases: %(cases)s")
            counts = {"file": file, "clauses": len(rules.clauses), "cases": len(cases)}
            self.stdout.write(said % counts)
        return len(found)


def _cited(document: Document, path: tuple[str | int, ...]) -> str:
    clause = document.clause(path)
    return f"{clause}: " if clause else ""
