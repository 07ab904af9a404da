"""Ways without stages: opened by the teacher or the tutor, written, agreed, walked as far as told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from marshrut.activities import operations as activities
from marshrut.management.demonstration.stage import Stage
from marshrut.routes import operations
from marshrut.routes.models import Route

FORENOON = time(8, 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A teacher and a tutor, and what the content file tells of their way (see ``*_routes.yaml``)."""

    stage: Stage
    tutee: str
    tutor: str
    told: Mapping[str, Any]

    def day(self, name: str) -> date:
        return self.stage.day(*self.told[name])

    def by_tutor(self, day: date) -> dict[str, Any]:
        return self.stage.by(self.tutor, day)

    def by_tutee(self, day: date) -> dict[str, Any]:
        return self.stage.by(self.tutee, day)

    def open(self) -> Route:
        """The teacher names what the support is about; its way begins."""
        stage, opened = self.stage, self.day("opened")
        route = operations.begin_with_subject(
            listed=stage.cases[self.tutee].pk,
            title=self.told["title"],
            description=self.told["description"],
            since=opened,
            until=stage.day(5, 26),
            **self.by_tutee(opened),
        )
        stage.cases[self.tutee], stage.routes[self.tutee] = route.enrolment, route
        return route

    def write(self, form: str, day: date, *, by: str = "tutor", **parts: str) -> None:
        operations.write_parts(
            route=self.stage.routes[self.tutee].pk,
            row_version=None,
            form=form,
            parts=parts,
            **self.stage.by(self.tutee if by == "tutee" else self.tutor, day),
        )

    def plan_steps(self, day: date) -> None:
        for title, form, due, more, _ in self.told["steps"]:
            operations.add_step(
                route=self.stage.routes[self.tutee].pk,
                title=title,
                form=form,
                due=self.stage.day(*due),
                **more,
                **self.by_tutor(day),
            )

    def agree(self, route: Route) -> None:
        """The tutor proposes the plan; the teacher agrees and walks, if the story tells the day."""
        proposed = self.day("proposed")
        operations.propose(route=route.pk, row_version=None, **self.by_tutor(proposed))
        if "agreed" in self.told:
            agreed = self.day("agreed")
            operations.acknowledge_route(route=route.pk, row_version=None, **self.by_tutee(agreed))
            self._walk(route)

    def _walk(self, route: Route) -> None:
        """Steps that something came of are shown on their day and accepted on the next."""
        results = {title: result for title, _, _, _, result in self.told["steps"]}
        for step in route.steps.order_by("number"):
            result = results[step.title]
            if not result:
                continue
            operations.submit_step(
                step=step.pk, row_version=None, result=result, **self.by_tutee(step.due)
            )
            operations.accept_step(
                step=step.pk, row_version=None, **self.by_tutor(self.stage.after(step.due, 1))
            )

    def talk(self) -> None:
        """Consultations in forms and by technologies of the regulation's catalogues."""
        for when, minutes, mode, words, title, settled in self.told["talks"]:
            held = self.stage.day(*when)
            activities.record_consultation(
                enrolments=[self.stage.cases[self.tutee]],
                begins_at=datetime.combine(held, FORENOON, self.stage.at(held).tzinfo),
                minutes=minutes,
                mode=mode,
                words=words,
                title=title,
                content=settled,
                **self.by_tutor(held),
            )
