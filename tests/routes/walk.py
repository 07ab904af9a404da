"""Walking a route by deeds: the shortest way to any place on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from marshrut.people.reach import Reach
from marshrut.routes import operations
from marshrut.routes.models import Product, Route, RouteStep
from tests.world import AT, TODAY, World

BEGUN = date(2026, 9, 10)
# What the plan of chebula asks for before it is proposed.
PLAN = {
    "trajectory": {"introduction_plan": "План", "ways": "Способы", "conditions": "Условия"},
    "schedule": {"experience": "Опыт", "conditions": "Условия", "volume": "Объём"},
}


@dataclass
class Walk:
    """A route of one teacher; every method is a deed or a few, on the day given."""

    world: World
    route: Route
    name: str = "lapshina"
    tutor: str = "dorohova"

    def at(self, on: date | None) -> dict[str, Any]:
        return {"actor": self.world.reach(self.tutor, on or TODAY), "at": AT}

    def tutee(self, on: date | None = None) -> Reach:
        return self.world.reach(self.name, on or TODAY)

    def fresh(self) -> Route:
        return Route.objects.get(pk=self.route.pk)

    def product(self, kind: str, on: date | None = None, **more: Any) -> Product:
        """Kept and submitted by who makes it."""
        by = self.tutee(on) if kind == "final_report" else self.world.reach(self.tutor, on or TODAY)
        content = more.pop("content", {"text": "Текст"})
        row = operations.keep_product(
            route=self.route.pk, kind=kind, content=content, actor=by, at=AT, **more
        )
        return operations.submit_product(product=row.pk, row_version=None, actor=by, at=AT)

    def interview(self, on: date | None = None) -> None:
        self.product("interview", on)
        self.product("problem_field", on)

    def pass_stage(self, on: date | None = None) -> Route:
        return operations.pass_stage(route=self.route.pk, row_version=None, **self.at(on))

    def write_plan(self, on: date | None = None) -> None:
        for form, parts in PLAN.items():
            operations.write_parts(
                route=self.route.pk, row_version=None, form=form, parts=parts, **self.at(on)
            )

    def propose(self, on: date | None = None) -> Route:
        return operations.propose(route=self.route.pk, row_version=None, **self.at(on))

    def acknowledge(self, on: date | None = None) -> Route:
        return operations.acknowledge_route(
            route=self.route.pk, row_version=None, actor=self.tutee(on), at=AT
        )

    def agree_plan(self, on: date | None = None) -> None:
        self.write_plan(on)
        self.propose(on)
        self.acknowledge(on)

    def step(self, title: str = "Критерии вместе с учениками", **more: Any) -> RouteStep:
        more.setdefault("due", date(2026, 10, 14))
        more.setdefault("stage", "main")
        return operations.add_step(route=self.route.pk, title=title, **more, **self.at(None))

    def to_main(self) -> None:
        self.interview(date(2026, 9, 12))
        self.pass_stage(date(2026, 9, 20))
        self.agree_plan(date(2026, 10, 3))
        self.pass_stage(date(2026, 10, 10))

    def to_evaluated(self, on: date | None = None) -> None:
        self.to_main()
        self.pass_stage(on)
        self.pass_stage(on)

    def papers(self, on: date | None = None) -> None:
        """Everything that closing asks for."""
        self.product("result_sheet", on)
        self.product("tutor_analysis", on)
        report = self.product("final_report", on)
        operations.accept_product(product=report.pk, row_version=None, **self.at(on))

    def close(self, on: date | None = None, outcome: str = "effective") -> Route:
        return operations.close_route(
            route=self.route.pk, row_version=None, outcome=outcome, **self.at(on)
        )


def begin(world: World, name: str = "lapshina", tutor: str = "dorohova") -> Walk:
    """A case of this teacher, opened on 10 September with its route."""
    subject = world.subject(name)
    route = operations.begin_case(
        listed=world.enrolment(name).pk,
        subject=subject,
        actor=world.reach(tutor, BEGUN),
        at=AT,
    )
    return Walk(world, route, name, tutor)
