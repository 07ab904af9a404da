"""Visits, requests, recommendations and consultations of Yelovka: every state has somebody in it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from marshrut.activities import operations as activities
from marshrut.activities.models import LessonVisit
from marshrut.management.demonstration.stage import Stage
from marshrut.programmes.models import Enrolment
from marshrut.requests import operations as requests
from marshrut.routes import operations as routes

TUTOR = "dorohova"
GRACHEV = "Вопросы к тексту задавали семеро из пятнадцати; на оценку мнения не хватило времени."
LAPSHINA = "Критерии прочитали вслух, трое поправили свои работы сами."


def play(stage: Stage) -> None:
    _consultations(stage)
    _visits(stage)
    _requests(stage)
    _recommendations(stage)
    _constructor(stage)


def _case(stage: Stage, name: str) -> Enrolment:
    return stage.routes[name].enrolment


def _propose(
    stage: Stage, name: str, proposed: date, on: date, topic: str, **more: Any
) -> LessonVisit:
    more.setdefault("purpose", "Посмотреть, как ученики работают сами.")
    return activities.propose_visit(
        enrolment=_case(stage, name), on=on, topic=topic, **more, **stage.by(TUTOR, proposed)
    )


def _visits(stage: Stage) -> None:
    day = stage.day
    _lapshina(stage)
    other = _propose(
        stage, "dzyuba", day(1, 19), day(1, 27), "Закон Архимеда", school_class="7А", lesson=2
    )
    activities.propose_other_time(
        visit=other.pk,
        row_version=None,
        other_on=day(1, 29),
        other_lesson=4,
        **stage.by("dzyuba", day(1, 20)),
    )
    agreed = _propose(
        stage, "mishchenko", day(1, 20), day(1, 28), "Устный счёт: утренний круг", school_class="2Б"
    )
    activities.agree_visit(visit=agreed.pk, row_version=None, **stage.by("mishchenko", day(1, 21)))
    declined = _propose(stage, "ershova", day(1, 13), day(1, 20), "Станции: еда", school_class="6А")
    activities.decline_visit(visit=declined.pk, row_version=None, **stage.by("ershova", day(1, 14)))
    expired = _propose(
        stage, "tyorkin", day(12, 8), day(12, 15), "Чертёж скворечника", school_class="6Б"
    )
    activities.expire_visit(visit=expired.pk, **stage.sys(day(12, 14)))
    held = _propose(
        stage, "grachev", day(1, 12), day(1, 19), "Источник: летопись", school_class="6А", lesson=3
    )
    activities.agree_visit(visit=held.pk, row_version=None, **stage.by("grachev", day(1, 13)))
    _hold(
        stage,
        held,
        GRACHEV,
    )
    activities.share_sheet(
        visit=held.pk, row_version=None, sheet=GRACHEV, **stage.by(TUTOR, day(1, 20))
    )


def _lapshina(stage: Stage) -> None:
    """A visit in December, read; and a proposal for next week that waits for an answer."""
    day = stage.day
    first = _propose(
        stage,
        "lapshina",
        day(12, 1),
        day(12, 8),
        "Уравнения: критерии",
        school_class="7Б",
        lesson=3,
    )
    step = stage.routes["lapshina"].steps.get(number=1)
    routes.link_step(step=step.pk, visit=first, **stage.by(TUTOR, day(12, 1)))
    activities.agree_visit(visit=first.pk, row_version=None, **stage.by("lapshina", day(12, 2)))
    _hold(stage, first, LAPSHINA)
    activities.share_sheet(
        visit=first.pk, row_version=None, sheet=LAPSHINA, **stage.by(TUTOR, day(12, 9))
    )
    activities.reply_to_sheet(
        visit=first.pk,
        row_version=None,
        reply="Согласна: в следующий раз начну с критериев.",
        **stage.by("lapshina", day(12, 10)),
    )
    activities.read_sheet(visit=first.pk, row_version=None, **stage.by("lapshina", day(12, 10)))
    next_ = _propose(
        stage,
        "lapshina",
        day(1, 21),
        day(1, 26),
        "Линейная функция",
        school_class="7Б",
        lesson=3,
        purpose="Увидеть, как работает лист самопроверки; связано с шагом «Лист самопроверки на трёх уроках».",
    )
    step = stage.routes["lapshina"].steps.get(number=2)
    routes.link_step(step=step.pk, visit=next_, **stage.by(TUTOR, day(1, 21)))


def _hold(stage: Stage, visit: LessonVisit, sheet: str) -> None:
    activities.hold_visit(
        visit=visit.pk,
        row_version=None,
        held_on=visit.on,
        sheet=sheet,
        linked=frozenset({visit.pk}),
        **stage.by(TUTOR, visit.on),
    )


def _requests(stage: Stage) -> None:
    """One is answered, one waits until Monday, one is three days late."""
    day = stage.day
    answered = requests.ask(
        enrolment=_case(stage, "mishchenko"),
        what="Расписание пятничных рефлексий",
        why="Подобрать день для посещения.",
        **stage.by(TUTOR, day(1, 11)),
    )
    requests.answer(
        request=answered.pk,
        row_version=None,
        answer="Каждую пятницу, четвёртый урок, кабинет 5.",
        **stage.by("mishchenko", day(1, 13)),
    )
    requests.ask(
        enrolment=_case(stage, "lapshina"),
        what="Условия в 7Б: сколько мест с компьютером",
        why="Решить, давать ли лист самопроверки в электронном виде.",
        **stage.by(TUTOR, day(1, 20)),
    )
    late = requests.ask(
        enrolment=_case(stage, "ershova"),
        what="Список учеников по группам для станций",
        why="Спланировать собеседование и первый урок.",
        **stage.by(TUTOR, day(1, 14)),
    )
    requests.escalate(request=late.pk, **stage.sys(day(1, 20)))


def _recommendations(stage: Stage) -> None:
    day = stage.day
    for name, text, given in (
        ("lapshina", "Дать ученикам самим выбрать три критерия из пяти.", day(1, 14)),
        ("mishchenko", "Записать пятничную рефлексию на звук и разобрать вместе.", day(11, 16)),
        ("dzyuba", "Показать видео опыта на большом экране до обсуждения.", day(12, 16)),
    ):
        row = activities.recommend(
            enrolment=_case(stage, name), text=text, **stage.by(TUTOR, given)
        )
        later = stage.after(given, 2)
        if name == "dzyuba":
            activities.mark_not_done(
                recommendation=row.pk,
                row_version=None,
                reason="Нет проектора",
                **stage.by(name, later),
            )
            continue
        activities.accept_recommendation(
            recommendation=row.pk, row_version=None, **stage.by(name, later)
        )
        if name == "mishchenko":
            activities.mark_done(
                recommendation=row.pk, row_version=None, **stage.by(name, stage.after(later, 5))
            )
    activities.give_opinion(
        enrolment=_case(stage, "lapshina"),
        text="Ученики стали спорить о критериях, а не об отметках.",
        **stage.by(TUTOR, day(12, 11)),
    )


def _consultations(stage: Stage) -> None:
    """Held talks, rarely with some and weekly with others; several people at once too."""
    day = stage.day
    talks = (
        (["lapshina"], day(9, 23), "Критерии с учениками", "Разобраны два листа критериев."),
        (["lapshina"], day(11, 11), "Лист самопроверки", "Сокращён лист до шести строк."),
        (["lapshina"], day(1, 13), "Перенос шагов после карантина", "Согласованы новые сроки."),
        (["mishchenko"], day(10, 21), "План недели", "Выбрали шесть карточек на неделю."),
        (["mishchenko"], day(1, 18), "Итоговые материалы", "Составлен перечень доказательств."),
        (["dzyuba"], day(12, 16), "Банк домашних опытов", "Отобраны три опыта на январь."),
        (
            ["lapshina", "mishchenko"],
            day(11, 25),
            "Как показать результат коллегам",
            "Составлен план открытого урока.",
        ),
    )
    for names, held, title, content in talks:
        activities.record_consultation(
            enrolments=[_case(stage, name) for name in names],
            begins_at=datetime.combine(held, time(9, 20), stage.at(held).tzinfo),
            minutes=45,
            title=title,
            content=content,
            **stage.by(TUTOR, held),
        )
    for number, route in enumerate(stage.routes.values()):
        if route.unit_id != stage.units["kamennobrodskaya"].pk:
            continue
        held = stage.after(day(1, 11), 1 + number % 6)
        activities.record_consultation(
            enrolments=[route.enrolment],
            begins_at=datetime.combine(held, time(10), stage.at(held).tzinfo),
            minutes=30,
            title="Ход внедрения",
            content="Просмотрены работы учеников, уточнён следующий шаг.",
            **stage.by("oreshkina", held),
        )


def _constructor(stage: Stage) -> None:
    """A lesson constructor that tutor and tutee draft together; one level is set aside with a reason."""
    routes.keep_own_product(
        appointment=stage.tutors["this dorohova"].pk,
        kind="bloom_constructor",
        title="Конструктор урока «Линейная функция», 7 класс",
        content={
            "lesson": "Алгебра, 7 класс, «Линейная функция».",
            "aims": "Ученик сможет построить график по двум точкам и объяснить, что значит коэффициент.",
            "tasks": "Помнить: назвать формулу. Понимать: объяснить соседу. Применять: построить три графика. "
            "Анализировать: найти ошибку. Оценивать: сравнить тарифы. Создавать: не предусмотрено — нет времени.",
        },
        together=stage.routes["lapshina"],
        **stage.by(TUTOR, stage.day(1, 19)),
    )
