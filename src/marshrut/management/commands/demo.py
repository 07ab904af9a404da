"""``marshrut demo``: loads the demonstration into an empty database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from marshrut import clock
from marshrut.clock.keeping import keep_copy
from marshrut.management.demonstration import build
from marshrut.organisations.models import Unit


class Command(BaseCommand):
    """All or nothing: a demonstration that failed half-way leaves the database empty."""

    help = "Load the demonstration into an empty database."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if Unit.objects.exists():
            message = "The database is not empty: the demonstration goes into an empty one only."
            raise CommandError(message)
        with transaction.atomic():
            stage = build(clock.real_now().date())
            # Only what is whole is worth returning to.
            transaction.on_commit(lambda: keep_copy(stage.today))
        self.stdout.write(f"The demonstration is loaded; its day is {stage.today:%d.%m.%Y}.")
