"""This year's programme up to the demonstration's day: tutors, a gap, a newcomer, routes at every stage."""

from __future__ import annotations

from datetime import date

from marshrut.management.demonstration import beside, beside_lessons, beside_office, visits
from marshrut.management.demonstration.people import add_person, posts
from marshrut.management.demonstration.programme import (
    acknowledge,
    appoint,
    run_programme,
    write_conditions,
)
from marshrut.management.demonstration.stage import Stage, content
from marshrut.management.demonstration.walking import Walker
from marshrut.organisations.models import Unit
from marshrut.people.models import Employment
from marshrut.programmes import operations
from marshrut.programmes.models import Programme
from marshrut.programmes.operations.waivers import Waivable
from marshrut.regulations import operations as regulations
from marshrut.routes import operations as routes
from marshrut.routes.models import Route


def play_this_year(stage: Stage) -> None:
    since, until = stage.year
    programme = run_programme(stage, "this", 2, since, until)
    appoint(stage, "this", "dorohova", "elovskaya", "87-о", since)
    appoint(stage, "this", "oreshkina", "kamennobrodskaya", "112-о", stage.day(9, 2))
    appoint(stage, "this", "blinova", "nizhneklyuchevskaya", "34-о", since)
    acknowledge(stage)
    write_conditions(stage)
    _projects(stage, programme)
    _routes(stage)
    _gap(stage, programme)
    _comings_and_goings(stage)
    visits.play(stage)
    beside_office.play(stage)
    beside.play(stage)
    beside_lessons.play(stage)


def _projects(stage: Stage, programme: Programme) -> None:
    """The district's own project, and one whose leader became a potential tutor on 15 December."""
    story = content("kamenny_brod")["programme"]
    operations.begin_project(
        programme=programme,
        unit=stage.units["centre"].pk,
        title=story["project"],
        goals=story["project_goals"],
        leader=stage.people["safronova"],
        **stage.sys(stage.day(9, 2)),
    )
    laboratory = operations.begin_project(
        programme=programme,
        unit=stage.units["kamennobrodskaya"].pk,
        title="Цифровая лаборатория",
        goals="Перевести лабораторные работы на датчики в трёх предметах.",
        leader=stage.people["polozov"],
        **stage.by("polozov", stage.day(9, 21)),
    )
    operations.mark_developed(
        project=laboratory.pk, row_version=None, **stage.by("polozov", stage.day(12, 15))
    )


def _routes(stage: Stage) -> None:
    texts = content("innovations")
    for tutor, cases in content("routes")["tutors"].items():
        for name, told in cases.items():
            walker = Walker(
                stage=stage, programme="this", tutor=tutor, tutee=name, text=texts[told["of"]]
            )
            days = {
                key: stage.day(*value) for key, value in told.items() if isinstance(value, list)
            }
            stage.routes[name] = _walk(walker, told["upto"], days)
    _revise(stage)
    _pause(stage)


def _walk(walker: Walker, upto: str, days: dict[str, date]) -> Route:
    stage = walker.stage
    route = walker.begin(days["opened"], stage.day(5, 26))
    if upto == "organisational_waived":
        _waive_interview(walker, route)
        return route
    if "talked" not in days:
        return route
    walker.talk(route, days["talked"])
    walker.leave_stage(route, stage.after(days["talked"], 1))
    if upto == "proposed":
        walker.plan(route, stage.after(days["proposed"], -1), days["proposed"])
        routes.propose(route=route.pk, row_version=None, **walker.by_tutor(days["proposed"]))
        return route
    walker.plan(route, stage.after(days["agreed"], -4), days["agreed"])
    walker.agree(route, stage.after(days["agreed"], -2), days["agreed"])
    walker.leave_stage(route, stage.after(days["agreed"], 1))
    walker.walk_steps(route, days.get("walked", stage.day(1, 19)))
    if upto == "main":
        return route
    walker.leave_stage(route, stage.day(1, 14))
    if upto == "evaluated":
        walker.evaluate(route, stage.day(1, 15), reported=False)
        walker.leave_stage(route, stage.day(1, 18))
    return route


def _waive_interview(walker: Walker, route: Route) -> None:
    """Tyorkin is ill: his interview is put off by a waiver, the stage is left, support is paused."""
    stage, day = walker.stage, walker.stage.day(12, 14)
    asked = [
        Waivable(
            clause="4.5.1",
            code="deliverable",
            kind="route",
            key=route.pk,
            label=route.enrolment.person.short_name,
            unit=route.unit_id,
        )
    ]
    operations.waive_many(
        programme=stage.programmes["this"],
        things=asked,
        reason="Собеседование перенесено: длительная болезнь.",
        **stage.by("safronova", day),
    )
    walker.leave_stage(route, day)
    operations.pause_case(
        enrolment=route.enrolment_id, row_version=None, reason="Болезнь", **walker.by_tutor(day)
    )


def _revise(stage: Stage) -> None:
    """Lapshina's second revision: the second step is put off by the quarantine."""
    route = stage.routes["lapshina"]
    day = stage.day(12, 10)
    step = route.steps.get(number=2)
    routes.move_step(
        step=step.pk,
        row_version=None,
        due=stage.day(2, 5),
        reason="Карантин в школе",
        **stage.by("dorohova", day),
    )


def _pause(stage: Stage) -> None:
    """A reflection and a note, so that the line has voices."""
    route = stage.routes["lapshina"]
    routes.reflect(
        route=route.pk,
        worked="Критерии дети назвали сами.",
        hard="Не хватило времени на самопроверку.",
        ahead="Оставлю на лист семь минут.",
        **stage.by("lapshina", stage.day(11, 18)),
    )
    routes.add_note(
        route=route.pk,
        text="Образец листа самопроверки лежит в папке методического объединения.",
        **stage.by("dorohova", stage.day(11, 20)),
    )


def _gap(stage: Stage, programme: Programme) -> None:
    """The only deputy of Nizhnie Klyuchi moved away; the head asks for a waiver to be a tutor himself."""
    day = stage.day(1, 11)
    job = Employment.objects.get(person=stage.people["blinova"])
    operations.leave(employment=job.pk, until=day, reason="Переезд", **stage.by("hromov", day))
    row = operations.name_candidate(
        programme=programme,
        person=stage.people["hromov"],
        unit=stage.units["nizhneklyuchevskaya"].pk,
        why="Заместителя директора в школе нет",
        **stage.by("hromov", stage.day(1, 13)),
    )
    operations.agree_to_tutor(
        appointment=row.pk, row_version=None, **stage.by("hromov", stage.day(1, 13))
    )
    operations.ask_waiver(
        programme=programme,
        unit=row.unit_id,
        clause="4.2",
        code="post",
        kind="tutor",
        key=row.pk,
        label=row.person.short_name,
        reason="Единственный заместитель уволился: переезд. В школе шесть педагогов; "
        "прошу разрешить сопровождать их самому.",
        **stage.by("hromov", stage.day(1, 14)),
    )


def _comings_and_goings(stage: Stage) -> None:
    """Rogova has left, Savelyev has come and is enrolled by himself."""
    job = Employment.objects.get(person=stage.people["rogova"])
    day = stage.day(1, 12)
    operations.leave(
        employment=job.pk, until=day, reason="Выход на пенсию", **stage.by("kovrigin", day)
    )
    surname, given, patronymic, gender, post = content("kamenny_brod")["newcomer"]
    person = add_person(stage, "savelyev", surname, given, patronymic, gender)
    unit: Unit = stage.units["elovskaya"]
    operations.hire(
        person=person,
        unit=unit,
        post=post,
        since=stage.day(1, 18),
        posts=posts(),
        **stage.sys(stage.day(1, 18)),
    )
    regulations.acknowledge(
        version=stage.versions[2], person=person.pk, **stage.by("savelyev", stage.day(1, 19))
    )
