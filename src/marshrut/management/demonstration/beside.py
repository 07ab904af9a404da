"""Beside the story: what happens in any district, so that every state has somebody in it."""

from __future__ import annotations

from marshrut.management.demonstration.stage import Stage
from marshrut.orders import operations as orders
from marshrut.people import operations as people
from marshrut.people.models import PaperRecord
from marshrut.people.paper import Paper
from marshrut.programmes import operations
from marshrut.programmes.models import Enrolment
from marshrut.regulations import operations as regulations
from marshrut.regulations.files import preset
from marshrut.requests import operations as requests
from marshrut.routes import operations as routes

SCHOOL = "kamennobrodskaya"
HEAD = "kovrigin"
TUTOR = "oreshkina"


def play(stage: Stage) -> None:
    _steps(stage)
    _products(stage)
    _requests(stage)
    _papers(stage)
    _accounts(stage)
    _next_year(stage)


def case(stage: Stage, number: int) -> Enrolment:
    """The case of one of Oreshkina's teachers, by the place in the list of staff."""
    return stage.routes[teacher(number)].enrolment


def teacher(number: int) -> str:
    return f"{SCHOOL}_{number}"


def _steps(stage: Stage) -> None:
    """Shown, returned, begun and dropped: each on somebody's way."""
    day = stage.day
    for number, title, result in (
        (6, "Взаимная оценка на станциях", "Оценивают друг друга на трёх станциях из четырёх."),
        (9, "Первый выпуск сборника", "Готово девять задач из пятнадцати."),
    ):
        step = stage.routes[teacher(number)].steps.get(title=title)
        routes.submit_step(
            step=step.pk,
            row_version=None,
            result=result,
            **stage.by(teacher(number), day(1, 20)),
        )
        if number == 9:
            routes.return_step(
                step=step.pk,
                row_version=None,
                remark="Проверьте, пожалуйста, условия третьей и седьмой задачи: в них не хватает данных.",
                **stage.by(TUTOR, day(1, 21)),
            )
    begun = stage.routes["lapshina"].steps.get(number=2)
    routes.add_evidence(
        step=begun.pk,
        text="Лист из шести строк, 7Б, два урока из трёх.",
        **stage.by("lapshina", day(1, 20)),
    )
    dropped = stage.routes["polozov"].steps.get(number=3)
    routes.drop_step(
        step=dropped.pk,
        row_version=None,
        reason="Соревнования перенесли на следующий учебный год.",
        **stage.by(TUTOR, day(1, 14)),
    )


def _products(stage: Stage) -> None:
    """Mishchenko's report is handed in and the analysis begun; another's report came back."""
    day = stage.day
    report = {
        "aim": "Сделать так, чтобы дети сами выбирали порядок заданий недели.",
        "done": "Утренний круг каждый день, недельный план с сентября, пятничная рефлексия с октября.",
        "results": "19 детей из 22 планируют неделю без подсказки.",
        "products": "Плакат недели, 24 карточки заданий двух уровней.",
        "difficulties": "Первый месяц круг затягивался до двадцати минут.",
        "assessment": "Приём прижился, родители о нём знают.",
        "ahead": "Передать карточки параллельному классу.",
    }
    own = routes.keep_product(
        route=stage.routes["mishchenko"].pk,
        kind="final_report",
        content=report,
        **stage.by("mishchenko", day(1, 20)),
    )
    routes.submit_product(product=own.pk, row_version=None, **stage.by("mishchenko", day(1, 21)))
    routes.keep_product(
        route=stage.routes["mishchenko"].pk,
        kind="tutor_analysis",
        content={
            "results": "Недельный план ведут 19 детей из 22; круг укладывается в десять минут."
        },
        **stage.by("dorohova", day(1, 21)),
    )
    returned = routes.keep_product(
        route=stage.routes[teacher(18)].pk,
        kind="final_report",
        content={"aim": "Смысловое чтение на уроках истории.", "done": "Работали с источниками."},
        **stage.by(teacher(18), day(1, 18)),
    )
    routes.submit_product(
        product=returned.pk, row_version=None, **stage.by(teacher(18), day(1, 18))
    )
    routes.return_product(
        product=returned.pk,
        row_version=None,
        remark="Добавьте, пожалуйста, сколько источников разобрано и что изменилось в ответах учеников.",
        **stage.by(TUTOR, day(1, 20)),
    )


def _requests(stage: Stage) -> None:
    """One waits for an explanation, one is taken back, one came by phone; and a colleague's advice."""
    day = stage.day

    def ask(number: int, what: str, why: str, on: int) -> int:
        return requests.ask(
            enrolment=case(stage, number), what=what, why=why, **stage.by(TUTOR, day(1, on))
        ).pk

    unclear = ask(2, "Работы учеников по карте темы", "Сравнить карты сентября и января.", 19)
    requests.clarify(
        request=unclear,
        row_version=None,
        question="Нужны все работы или три–четыре для примера?",
        **stage.by(teacher(2), day(1, 20)),
    )
    unneeded = ask(12, "Расписание спортивного зала", "Выбрать день для посещения.", 13)
    requests.withdraw(request=unneeded, row_version=None, **stage.by(TUTOR, day(1, 14)))
    told = ask(14, "Когда репетиция музыкальной гостиной", "Прийти на репетицию.", 12)
    requests.answer(
        request=told,
        row_version=None,
        answer="28 января, после пятого урока, актовый зал.",
        paper=Paper(basis="phone", happened_on=day(1, 13)),
        **stage.by(TUTOR, day(1, 14)),
    )
    record = PaperRecord.objects.get(kind="request", key=told)
    people.object_to(
        paper_record=record.pk,
        text="Репетиция в кабинете музыки: актовый зал в этот день занят.",
        **stage.by(teacher(14), day(1, 15)),
    )
    requests.ask_colleague(
        enrolment=case(stage, 6),
        colleague=stage.tutors["this dorohova"],
        question="Как вы делите время посещения, если урок идёт по станциям?",
        shared="Английский язык, четыре станции по девять минут.",
        **stage.by(TUTOR, day(1, 20)),
    )


def _papers(stage: Stage) -> None:
    """A plan was acknowledged at a meeting of those without a computer at hand."""
    route = stage.routes[teacher(17)]
    routes.acknowledge_route(
        route=route.pk,
        row_version=None,
        paper=Paper(basis="meeting", happened_on=stage.day(1, 20)),
        **stage.by(HEAD, stage.day(1, 21)),
    )


def _accounts(stage: Stage) -> None:
    """Slips are printed for a dozen; whoever has left signs in no more."""
    day = stage.day(1, 15)
    printed = [stage.people[f"elovskaya_{number}"] for number in range(2, 14)]
    people.issue_slips(persons=printed, **stage.by("nechaev", day))
    for name in ("rogova", "blinova"):
        people.block_account(person=stage.people[name], **stage.sys(day))


def _next_year(stage: Stage) -> None:
    """The third version waits for September, a programme by it is prepared; the region drafts a model."""
    day, since = stage.day(1, 20), stage.year[1]
    order = orders.enter_order(
        unit=stage.units["centre"],
        subject="approval",
        title="Об утверждении Положения о тьюторском сопровождении педагогов в новой редакции",
        number="4-о",
        registered_on=day,
        signed_on=day,
        signer=stage.people["lazareva"],
        controller=stage.people["lazareva"],
        **stage.sys(day),
    )
    draft = regulations.amend(version=stage.versions[2].pk, **stage.sys(day))
    stage.versions[3] = regulations.approve(
        version=draft.pk, row_version=None, order=order, since=since, **stage.sys(day)
    )
    years = f"{since.year}/{(since.year + 1) % 100:02d}"
    operations.prepare_programme(
        unit=stage.units["kamenny_brod"],
        version=stage.versions[3],
        title=f"Сопровождение инноваций {years}",
        since=since,
        until=since.replace(year=since.year + 1),
        entered_on=stage.day(1, 21),
        **stage.sys(stage.day(1, 21)),
    )
    regulations.load_regulation(
        unit=stage.units["institute"],
        title="Типовое положение о тьюторском сопровождении педагогов области",
        document=preset("chebula"),
        **stage.sys(day),
    )
