"""How far the people of a group are: their self-diagnosis, and a route of their own for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marshrut.diagnostics.queries import SELF_DIAGNOSIS, measured
from marshrut.groups.models import GroupMember
from marshrut.norms.kinds import Plain
from marshrut.norms.rules import Rules
from marshrut.people.reach import Reach
from marshrut.routes import access
from marshrut.routes.models import Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One member: is what a route begins with done, the route, and may the reader begin it."""

    diagnosed: bool
    route: Route | None
    may_begin: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """All of them; ``asks`` tells whether a clause asks a self-diagnosis before a route."""

    asks: bool
    steps: dict[int, Step]

    @property
    def diagnosed(self) -> int:
        return sum(step.diagnosed for step in self.steps.values())

    @property
    def begun(self) -> int:
        return sum(step.route is not None for step in self.steps.values())

    @property
    def of(self) -> int:
        return len(self.steps)


def progress(members: Sequence[GroupMember], rules: Rules, reach: Reach) -> Progress:
    """By member; routes as far as the reader sees them."""
    supported = [member for member in members if member.enrolment is not None]
    done = measured([member.person_id for member in supported], reach.on)
    cases = [member.enrolment_id for member in supported]
    routes = {row.enrolment_id: row for row in access.routes(reach).filter(enrolment__in=cases)}
    steps = {}
    for member in supported:
        route = routes.get(member.enrolment_id or 0)
        able = access.may_begin(reach, member.unit_id, member.enrolment_id or 0, member.person_id)
        steps[member.pk] = Step(
            diagnosed=SELF_DIAGNOSIS in done.get(member.person_id, {}),
            route=route,
            may_begin=able and route is None,
        )
    return Progress(asks=rules.asks(Plain("self_diagnosis")), steps=steps)
