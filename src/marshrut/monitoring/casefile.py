"""«Дело об исполнении положения»: all that an inspector takes away, as it stood on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from marshrut.communities.models import Composition
from marshrut.monitoring.acknowledging import Reader, readers_of
from marshrut.monitoring.board import Shown, cards_of, shown
from marshrut.orders import access as orders
from marshrut.orders.models import Order
from marshrut.oversight.board import Board
from marshrut.people.reach import Reach
from marshrut.programmes.models import Appointment, Waiver
from marshrut.regulations.models import RegulationVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """An organisation of the file: who of its people has acknowledged the version."""

    unit: str
    people: Sequence[Reader]

    @property
    def met(self) -> int:
        return sum(one.on is not None for one in self.people)

    @property
    def lacking(self) -> list[str]:
        return [one.label for one in self.people if one.on is None]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """The board of the day, and the papers on which it stands."""

    shown: Shown
    versions: Sequence[RegulationVersion]  # approved by the day, the newest first
    orders: Sequence[Order]
    signed: Sequence[Signed]
    waivers: Sequence[Waiver]  # asked by the day, by clause
    cards: Collection[int]  # people whose cards the reader may open

    @property
    def board(self) -> Board:
        return self.shown.board


def casefile(board: Board, reach: Reach) -> CaseFile:
    """As far as the reader of the board sees."""
    return CaseFile(
        shown=shown(board, reach),
        versions=list(_versions(board)),
        orders=list(_orders(board, reach)),
        signed=_signed(board, reach),
        waivers=list(_waivers(board)),
        cards=cards_of(board.judged, reach),
    )


def _versions(board: Board) -> QuerySet[RegulationVersion]:
    rows = RegulationVersion.objects.filter(
        regulation=board.programme.regulation_id,
        status=RegulationVersion.Status.APPROVED,
        number__lte=board.guarding.version.number,
    )
    return rows.select_related("order__unit", "publication").order_by("-number")


def _orders(board: Board, reach: Reach) -> QuerySet[Order]:
    """Signed by the day: on tutors, exceptions and teams of the programme."""
    mine = {"programme": board.programme}
    named = Appointment.objects.filter(**mine)
    waived = Waiver.objects.filter(order__isnull=False, **mine)
    composed = Composition.objects.filter(community__programme=board.programme)
    rows = orders.orders(reach).filter(
        Q(pk__in=named.filter(order__isnull=False).values("order"))
        | Q(pk__in=named.filter(end_order__isnull=False).values("end_order"))
        | Q(pk__in=waived.values("order"))
        | Q(pk__in=composed.values("order")),
        registered_on__lte=board.on,
    )
    return rows.select_related("unit").order_by("registered_on", "number", "pk")


def _signed(board: Board, reach: Reach) -> list[Signed]:
    found: dict[str, list[Reader]] = defaultdict(list)
    for one in readers_of(board.guarding, reach, board.on):
        found[one.unit].append(one)
    return [
        Signed(unit=unit, people=sorted(found[unit], key=lambda one: one.label))
        for unit in sorted(found)
    ]


def _waivers(board: Board) -> QuerySet[Waiver]:
    rows = Waiver.objects.filter(
        board.scope.rows(Q(pk__in=())), programme=board.programme, asked_on__lte=board.on
    )
    found = rows.select_related("unit", "decided_by__person")
    return found.order_by("clause", "asked_on", "pk")
