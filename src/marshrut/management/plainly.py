"""Commands that speak to an operator: in one of two languages, without tracebacks."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import translation

from marshrut.management.words import CannotStart, in_english
from marshrut.upkeep.unfit import Unfit
from marshrut.web.upkeep_words import unfit_sentence


class Plain(BaseCommand):
    """A command whose refusals are sentences and whose exit code tells a script all it needs."""

    # What is wrong with the settings is told by the doctor, in words.
    requires_system_checks: tuple[str, ...] = ()

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run in the language of the console."""
        with translation.override("en" if in_english() else "ru"), _refusals():
            self.run(**options)

    def run(self, **options: Any) -> None:
        """What the command does; Unfit and CannotStart stop it."""
        raise NotImplementedError

    def progress(self, done: int, of: int) -> None:
        """Show how far it has come, where somebody looks."""
        if sys.stderr.isatty():
            end = "\n" if done == of else ""
            sys.stderr.write(f"\r{done}/{of}{end}")
            sys.stderr.flush()


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except Unfit as error:
        raise CommandError(unfit_sentence(error)) from error
    except CannotStart as error:
        raise CommandError(str(error)) from error
    except DatabaseError as error:
        code = "no_database"
        raise CommandError(str(CannotStart(code, reason=error))) from error
