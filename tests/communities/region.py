"""A region with two municipalities, each with its team, in one programme June to June."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from marshrut.communities import operations
from marshrut.communities.models import Community
from marshrut.norms.findings import State
from marshrut.orders.models import Order
from marshrut.organisations.models import Unit
from marshrut.oversight.board import Board, board
from marshrut.people.reach import Reach
from marshrut.programmes import operations as programmes
from marshrut.programmes.models import Programme
from tests import world as worlds
from tests.snapshots import kept
from tests.world import AT, PRESETS, World

JUNE, NEXT_JUNE = date(2026, 6, 1), date(2027, 6, 30)
IN_TIME, LATE = date(2026, 6, 3), date(2026, 6, 11)


@dataclass
class Region:
    """A region with two municipalities, each with its team, in one programme June to June."""

    world: World
    near: Unit
    far: Unit
    teams: dict[str, Community] = field(default_factory=dict)

    @property
    def programme(self) -> Programme:
        return self.world.programme

    def system(self, on: date) -> Reach:
        return Reach.system("test", on)

    def board(self, on: date) -> Board:
        return board(self.programme, on, self.system(on))

    def compose(self, place: str, on: date, *names: str, **more: Any) -> None:
        unit = self.near if place == "near" else self.far
        operations.compose_team(
            community=self.teams[place].pk,
            row_version=None,
            order=order_of(unit, on),
            people=[self.world.people[name] for name in names],
            actor=self.system(on),
            at=AT,
            **more,
        )

    def state(self, clause: str, on: date) -> State:
        return self.board(on).assessments[clause].state


def order_of(unit: Unit, on: date) -> Order:
    return Order.objects.create(
        unit=unit,
        subject="composition",
        title="О составе МТК",
        number=f"{on:%d%m}-о",
        registered_on=on,
        signed_on=on,
        drafted_at=AT,
    )


@kept
def build_region() -> Region:
    """Two teams without members; their people work in a school each."""
    unit = worlds._unit(None, "region", "Приволжская область")
    near = worlds._unit(unit, "municipality", "Любогорский район")
    far = worlds._unit(unit, "municipality", "Паромненский район")
    school = worlds._unit(near, "school", "Любогорская школа")
    other = worlds._unit(far, "school", "Паромненская школа")
    model = worlds.document(PRESETS / "yaroslavl.yaml")
    version = worlds._version(unit, model, on=date(2026, 5, 20))
    world = World(Programme(), version, near, unit, school, other)
    system = Reach.system("test", JUNE)
    row = programmes.prepare_programme(
        unit=unit,
        version=version,
        title="ПОС в школах 2026/27",
        since=JUNE,
        until=date(2027, 7, 1),
        actor=system,
        at=AT,
    )
    programmes.start_programme(programme=row.pk, row_version=None, actor=system, at=AT)
    row.refresh_from_db()
    world.programme = row
    for name in ("orlova", "kedrova", "sosnin"):
        world.employ(name, school)
    for name in ("paromova", "lodkin"):
        world.employ(name, other)
    found = Region(world, near, far)
    for place, home in (("near", near), ("far", far)):
        found.teams[place] = operations.found_community(
            programme=row,
            unit=home,
            kind="team",
            name=f"МТК: {home.name}",
            since=JUNE,
            actor=system,
            at=AT,
        )
    return found
