"""Beside the story, in the pair: visits, talks, advice and opinions of Kamenny Brod's own school."""

from __future__ import annotations

from datetime import date, datetime, time

from marshrut.activities import operations as activities
from marshrut.activities.models import Activity, LessonVisit
from marshrut.management.demonstration.beside import HEAD, TUTOR, case, teacher
from marshrut.management.demonstration.stage import Stage
from marshrut.people.paper import Paper
from marshrut.routes import operations as routes


def play(stage: Stage) -> None:
    _visits(stage)
    _advice(stage)
    _talks(stage)
    _opinions(stage)


def _propose(
    stage: Stage, number: int, proposed: date, on: date, topic: str, **more: object
) -> LessonVisit:
    """A proposal tied to the last step of the way."""
    visit = activities.propose_visit(
        enrolment=case(stage, number),
        on=on,
        topic=topic,
        purpose="Посмотреть, как приём работает без подсказки учителя.",
        **more,  # type: ignore[arg-type]
        **stage.by(TUTOR, proposed),
    )
    step = stage.routes[teacher(number)].steps.order_by("number").last()
    if step is not None:
        routes.link_step(step=step.pk, visit=visit, **stage.by(TUTOR, proposed))
    return visit


def _agreed(stage: Stage, visit: LessonVisit, number: int, on: date) -> None:
    activities.agree_visit(visit=visit.pk, row_version=None, **stage.by(teacher(number), on))


def _visits(stage: Stage) -> None:
    """Cancelled for a replacement, held and not written up yet, shared and answered, agreed on paper."""
    day = stage.day
    cancelled = _propose(stage, 4, day(1, 13), day(1, 21), "Теплота растворения", lesson=4)
    _agreed(stage, cancelled, 4, day(1, 14))
    activities.cancel_visit(
        visit=cancelled.pk,
        row_version=None,
        reason="Замена уроков: перенесём на февраль.",
        **stage.by(TUTOR, day(1, 20)),
    )
    held = _propose(stage, 8, day(1, 13), day(1, 20), "Утренний круг", lesson=1)
    _agreed(stage, held, 8, day(1, 14))
    _hold(stage, held, day(1, 20))
    replied = _propose(stage, 1, day(12, 2), day(12, 9), "Правка в парах", lesson=2)
    _agreed(stage, replied, 1, day(12, 3))
    _hold(stage, replied, day(12, 9))
    activities.share_sheet(
        visit=replied.pk,
        row_version=None,
        sheet="Правили все пары; лист правки стоит сократить до пяти строк.",
        **stage.by(TUTOR, day(12, 10)),
    )
    activities.reply_to_sheet(
        visit=replied.pk,
        row_version=None,
        reply="Сократила до четырёх: пятую дети придумали сами.",
        **stage.by(teacher(1), day(12, 14)),
    )
    on_paper = _propose(stage, 0, day(1, 20), day(1, 29), "Задачи о школьной столовой", lesson=3)
    activities.agree_visit(
        visit=on_paper.pk,
        row_version=None,
        paper=Paper(basis="paper", happened_on=day(1, 20)),
        **stage.by(HEAD, day(1, 21)),
    )


def _hold(stage: Stage, visit: LessonVisit, on: date) -> None:
    activities.hold_visit(
        visit=visit.pk,
        row_version=None,
        held_on=on,
        linked=frozenset({visit.pk}),
        **stage.by(TUTOR, on),
    )


def _advice(stage: Stage) -> None:
    """A recommendation that waits for its answer."""
    activities.recommend(
        enrolment=case(stage, 0),
        text="Дать классу выбрать, по каким цифрам посёлка составлять задачи.",
        **stage.by(TUTOR, stage.day(1, 18)),
    )


def _talks(stage: Stage) -> None:
    """Records are confirmed by who was there; one is objected to, one is taken back."""
    day = stage.day
    talks = (
        (2, day(11, 12), "phone", "Подготовка карты темы", "Договорились начать с восьми понятий."),
        (12, day(12, 8), "online", "Дневник движения", "Решили отмечать самочувствие смайликом."),
        (1, day(12, 16), "person", "Лист правки", "Выбраны четыре строки листа."),
        (8, day(11, 24), "person", "Недельный план", "Записано по ошибке."),
    )
    made: dict[int, Activity] = {}
    for number, held, mode, title, content in talks:
        made[number] = activities.record_consultation(
            enrolments=[case(stage, number)],
            begins_at=datetime.combine(held, time(11), stage.at(held).tzinfo),
            minutes=30,
            mode=mode,
            title=title,
            content=content,
            **stage.by(TUTOR, held),
        )
    for number in (1, 2):
        activities.confirm_consultation(
            attendance=made[number].attendances.get().pk,
            **stage.by(
                teacher(number), stage.after(talks[0][1], 1) if number == 2 else day(12, 17)
            ),
        )
    activities.object_to_consultation(
        attendance=made[12].attendances.get().pk,
        objection="Говорили двадцать минут, а не тридцать, и не о дневнике, а о расписании зала.",
        **stage.by(teacher(12), day(12, 9)),
    )
    activities.cancel_consultation(
        activity=made[8].pk,
        row_version=None,
        reason="Консультация была с другим педагогом.",
        **stage.by(TUTOR, day(11, 25)),
    )
    # Grachev's interview is fixed for the next week.
    met = day(1, 20)
    activities.record_consultation(
        enrolments=[stage.routes["grachev"].enrolment],
        begins_at=datetime.combine(met, time(12, 30), stage.at(met).tzinfo),
        minutes=20,
        title="После посещения урока",
        content="Обсудили вопросы к тексту.",
        advice="Собеседование назначено, взять рабочую программу и карточки.",
        next_on=day(1, 27),
        **stage.by("dorohova", met),
    )


def _opinions(stage: Stage) -> None:
    """Two opinions hurt: one has been settled with the coordinator, one is being looked at."""
    day = stage.day
    settled = activities.give_opinion(
        enrolment=case(stage, 9),
        text="Сборник пока составляет учитель, а не класс.",
        **stage.by(TUTOR, day(11, 19)),
    )
    activities.complain(
        opinion=settled.pk,
        row_version=None,
        complaint="Шесть задач из одиннадцати придумали дети, черновики у меня.",
        **stage.by(teacher(9), day(11, 20)),
    )
    activities.settle_complaint(
        opinion=settled.pk,
        row_version=None,
        settlement="Посмотрели черновики втроём; тьютор уточнил мнение, к задачам подпишут авторов.",
        **stage.by("safronova", day(11, 26)),
    )
    open_ = activities.give_opinion(
        enrolment=case(stage, 6),
        text="На станции «Диалог» говорит по-прежнему один ученик из пары.",
        **stage.by(TUTOR, day(1, 18)),
    )
    activities.complain(
        opinion=open_.pk,
        row_version=None,
        complaint="Вывод сделан по одному уроку, когда половина класса болела.",
        **stage.by(teacher(6), day(1, 19)),
    )
