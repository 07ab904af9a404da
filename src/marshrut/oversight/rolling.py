"""Roll-ups: the marks of every clause by programme and territory, counted from the facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction

from marshrut.norms.assessing import Assessment, Judged
from marshrut.organisations.models import Unit
from marshrut.organisations.queries import municipalities
from marshrut.oversight.board import Board, board
from marshrut.oversight.models import RollUp
from marshrut.people.reach import Reach
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import Unguarded

COLUMNS = ("state", "met", "of", "waived", "counted_on", "counted_at")
Key = tuple[int, str]  # territory, clause


def roll_up(programme: Programme, *, on: date, at: datetime) -> int:
    """Write the marks of this day; a programme that does not run has none. Bears being run twice.

    Returns the number of rows.
    """
    found = dict(counted(programme, on))
    rows = [
        RollUp(
            programme=programme,
            unit_id=unit,
            clause=clause,
            state=stands.state,
            met=stands.count.met if stands.count else 0,
            of=stands.count.of if stands.count else 0,
            waived=len(stands.waived),
            counted_on=on,
            counted_at=at,
        )
        for (unit, clause), stands in found.items()
    ]
    with transaction.atomic():
        kept = RollUp.objects.filter(programme=programme).values_list("unit", "clause", "pk")
        gone = [pk for unit, clause, pk in kept if (unit, clause) not in found]
        RollUp.objects.filter(pk__in=gone).delete()
        RollUp.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["programme", "unit", "clause"],
            update_fields=COLUMNS,
        )
    return len(rows)


def counted(programme: Programme, on: date) -> Iterator[tuple[Key, Assessment]]:
    """How every clause stands in every territory of the programme on this day, from the facts."""
    if not _runs(programme, on):
        return
    try:
        whole = board(programme, on, Reach.system("roll-up", on))
    except Unguarded:
        return
    for territory, judged in _by_territory(whole):
        for clause, stands in whole.rules.fold(judged, whole.sheets).items():
            yield (territory, clause), stands


def _runs(programme: Programme, on: date) -> bool:
    started = programme.started_on is not None and programme.started_on <= on
    return started and programme.closed_on is None and on < programme.until


def _by_territory(whole: Board) -> Iterator[tuple[int, list[Judged]]]:
    """A programme of a region stands in each municipality of it, any other where it is.

    What belongs to the programme as a whole, such as its version, stands everywhere.
    """
    home = whole.programme.unit
    below = municipalities(home)
    if not below:
        yield home.pk, list(whole.judged)
        return
    paths = dict(Unit.objects.filter(path__startswith=home.path).values_list("pk", "path"))
    for territory in below:
        yield (
            territory.pk,
            [
                row
                for row in whole.judged
                if row.thing.unit in {0, home.pk}
                or paths.get(row.thing.unit, "").startswith(territory.path)
            ],
        )
