"""Walking a route as far as the story tells, by the deeds of its tutor and tutee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from marshrut.management.demonstration.stage import Stage, content
from marshrut.programmes import operations as programmes
from marshrut.programmes.models import Enrolment
from marshrut.routes import operations
from marshrut.routes.models import Route
from marshrut.schoolyear import RUSSIAN

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Walker:
    """One tutee of one tutor in one programme, and what is introduced."""

    stage: Stage
    programme: str
    tutor: str
    tutee: str
    text: dict[str, Any]  # an innovation of the content file

    def by_tutor(self, day: date) -> dict[str, Any]:
        return self.stage.by(self.tutor, day)

    def by_tutee(self, day: date) -> dict[str, Any]:
        return self.stage.by(self.tutee, day)

    def begin(self, day: date, until: date) -> Route:
        """The innovation is named, the case and its route are opened."""
        programme = self.stage.programmes[self.programme]
        listed = Enrolment.objects.get(
            programme=programme, person=self.stage.people[self.tutee], until__isnull=True
        )
        subject = programmes.name_subject(
            programme=programme,
            person=self.stage.people[self.tutee],
            unit=listed.unit_id,
            title=self.text["title"],
            description=self.text["plan"],
            since=day,
            until=until,
            **self.by_tutor(day),
        )
        return operations.begin_case(listed=listed.pk, subject=subject, **self.by_tutor(day))

    def talk(self, route: Route, day: date) -> None:
        """The interview and the problem field; the diagnosis of readiness."""
        conditions = "Условия школы разобраны по карточке, учтены расписание и оборудование."
        self.product(
            route,
            "interview",
            day,
            talk=f"Говорили об инновации «{self.text['title']}»: что уже пробовали, что мешает.",
            conditions_found=conditions,
            conclusion="К работе есть готовность; начать с одного класса.",
        )
        self.product(
            route,
            "problem_field",
            day,
            problems=self.text["problem"],
            causes="Приём знаком по описаниям, но не опробован на своих уроках.",
            priorities="Сначала один приём в одном классе, затем серия уроков.",
        )
        self.write(route, day, "diagnosis", conditions=conditions, readiness="Готовность высокая.")

    def product(
        self, route: Route, kind: str, day: date, *, by: str = "tutor", **parts: str
    ) -> None:
        who = self.by_tutor(day) if by == "tutor" else self.by_tutee(day)
        row = operations.keep_product(
            route=route.pk, kind=kind, content=parts, happened_on=day, **who
        )
        row = operations.submit_product(product=row.pk, row_version=None, **who)
        if row.status != "accepted":
            operations.accept_product(product=row.pk, row_version=None, **self.by_tutor(day))

    def write(self, route: Route, day: date, form: str, **parts: str) -> None:
        operations.write_parts(
            route=route.pk, row_version=None, form=form, parts=parts, **self.by_tutor(day)
        )

    def plan(self, route: Route, day: date, since: date) -> None:
        """The trajectory, resources, schedule, and the steps of the main stage."""
        text = self.text
        self.write(
            route,
            day,
            "trajectory",
            introduction_plan=text["plan"],
            ways=text["ways"],
            conditions="По условиям школы; начать с одного класса.",
        )
        self.write(
            route,
            day,
            "resources",
            inner_resources="Интерес к теме, опыт работы с классом.",
            outer_resources="Банк методического центра, уроки коллег.",
        )
        self.write(
            route,
            day,
            "schedule",
            experience="Опыт большой, нужен взгляд со стороны.",
            conditions="Общее окно в расписании — четверг, шестой урок.",
            volume="Встреча раз в две недели, два посещения за полугодие.",
        )
        for number, (title, form, expected, _) in enumerate(text["steps"]):
            operations.add_step(
                route=route.pk,
                title=title,
                stage="main",
                form=form,
                expected=expected,
                due=RUSSIAN.moved_off(since + WEEK * (3 + 8 * number)),
                **self.by_tutor(day),
            )

    def agree(self, route: Route, proposed: date, day: date) -> None:
        operations.propose(route=route.pk, row_version=None, **self.by_tutor(proposed))
        operations.acknowledge_route(route=route.pk, row_version=None, **self.by_tutee(day))

    def leave_stage(self, route: Route, day: date) -> None:
        operations.pass_stage(route=route.pk, row_version=None, **self.by_tutor(day))

    def walk_steps(self, route: Route, upto: date) -> None:
        """Steps due by this day are shown and accepted, the others wait."""
        results = {title: result for title, _, _, result in self.text["steps"]}
        for step in route.steps.all():
            result = results.get(step.title, "")
            if step.due > upto or not result:
                continue
            day = self.stage.after(step.due, -1)
            operations.add_evidence(step=step.pk, text=result, **self.by_tutee(day))
            operations.submit_step(
                step=step.pk, row_version=None, result=result, **self.by_tutee(day)
            )
            operations.accept_step(step=step.pk, row_version=None, **self.by_tutor(step.due))

    def evaluate(
        self, route: Route, day: date, *, outcome: str = "effective", reported: bool = True
    ) -> None:
        """The result sheet, the tutor's analysis and the tutee's report, each by the outcome."""
        title, told = self.text["title"], content("outcomes")[outcome]
        self.product(
            route,
            "result_sheet",
            day,
            evidence="Листы посещений, работы учеников.",
            conclusion=told["conclusion"],
        )
        self.product(
            route,
            "tutor_analysis",
            day,
            results=told["results"],
            route_mastered="Все шаги траектории пройдены.",
            evidence="Листы посещений, работы учеников за два месяца.",
            verdict=told["verdict"],
            recommendations=told["recommendations"],
        )
        if not reported:
            return
        self.product(
            route,
            "final_report",
            day,
            by="tutee",
            aim=f"Внедрить в свою работу: «{title}».",
            done="Пройдены все шаги траектории, материалы собраны в папке.",
            results=told["report"],
            products="Карточки, листы, подборка работ учеников.",
            difficulties="Больше всего времени ушло на подготовку материалов.",
            assessment=told["assessment"],
            ahead=told["ahead"],
        )
