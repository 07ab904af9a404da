"""``marshrut doctor``: says in what state the installation is and what to do about it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError

from marshrut import clock
from marshrut.management.plainly import Plain
from marshrut.management.words import words
from marshrut.upkeep.state import Level, examine
from marshrut.web.upkeep_words import ABOUT, fact_sentence

SIGNS = {Level.WELL: "+", Level.LOOK: "?", Level.MEND: "!"}


class Command(Plain):
    """Exit code 1 when something must be mended."""

    help = "Say in what state the installation is; exit with 1 when something must be mended."

    def run(self, **options: Any) -> None:
        """One line for each fact."""
        real = clock.real_now()
        facts = examine(at=_moment(real), real=real, ask_mail=True)
        for fact in facts:
            said = f"{SIGNS[fact.level]} {ABOUT[fact.about]}: {fact_sentence(fact)}"
            self.stdout.write(said)
        if count := sum(fact.level == Level.MEND for fact in facts):
            raise CommandError(words("must_be_mended", count=count))
        self.stdout.write(words("all_well"))


def _moment(real: datetime) -> datetime:
    """The moment of the installation; the doctor comes also where the database is silent."""
    try:
        return clock.now()
    except DatabaseError:
        return real
