"""How many routes still run under a version other than the one that guards the day."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from marshrut.oversight.board import Board
from marshrut.routes.models import Route


@dataclass(frozen=True, slots=True)
class Older:
    """A version and how many open routes of the reader's follow it."""

    version: int
    number: int
    count: int


def under_older(board: Board) -> list[Older]:
    """By version, the newest first; closed routes keep theirs for ever and are not counted."""
    rows = Route.objects.filter(
        board.scope.rows(Q(enrolment__in=board.scope.cases)),
        Q(closed_on__isnull=True) | Q(closed_on__gt=board.on),
        Q(enrolment__until__isnull=True) | Q(enrolment__until__gt=board.on),
        programme=board.programme,
        enrolment__since__lte=board.on,
    ).exclude(version=board.guarding.version)
    counted = rows.values_list("version", "version__number").annotate(n=Count("pk"))
    return [Older(*one) for one in counted.order_by("-version__number")]
