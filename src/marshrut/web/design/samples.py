"""Invented content for the living page; Russian because it is content, not interface."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from marshrut.norms.findings import State


@dataclass(frozen=True, slots=True)
class Someone:
    """A person for samples; invented."""

    surname: str
    given: str
    patronymic: str
    gender: str


TUTEE = Someone("Лапшина", "Валентина", "Сергеевна", "f")
TUTOR = Someone("Дорохова", "Елена", "Викторовна", "f")
TODAY = date(2027, 1, 22)
AT = datetime(2027, 1, 22, 11, 32, tzinfo=UTC)

CRUMBS = [{"href": "#", "title": "Положение"}, {"href": "#", "title": "Каменнобродский округ"}]
TWO_TEXTS = {
    "conflicts": [
        {
            "label": "Что сработало",
            "mine": "Критерии составили вместе с учениками.",
            "theirs": "Критерии составили вместе.",
        }
    ]
}

CLAUSES: list[dict[str, Any]] = [
    {
        "key": "1.2",
        "number": "1.2",
        "text": "Сопровождение вводится для педагогов, которые работают в инновационном режиме.",
        "state": State.MET,
        "figure": "18 из 18",
        "met": 18,
        "of": 18,
    },
    {
        "key": "1.6",
        "number": "1.6",
        "text": "Предмет сопровождения — инновационная практика, которую педагог вносит в работу.",
        "state": State.STATEMENT,
    },
    {
        "key": "1.8",
        "number": "1.8",
        "text": "Требования положения обязательны для всех участников сопровождения.",
        "state": State.ON_TRACK,
        "figure": "69 из 73 ознакомлены",
        "figure_href": "#c-1.8",
        "met": 69,
        "of": 73,
        "missing": "Ещё четверо: Нижнеключевская ООШ",
    },
    {
        "key": "4.2",
        "number": "4.2",
        "text": "Тьютор назначается из заместителей директора приказом директора школы.",
        "state": State.BREACHED,
        "figure": "2 школы из 3",
        "met": 2,
        "of": 3,
        "missing": "Нижнеключевская ООШ: 7 человек без тьютора 11 дней, просят отступление",
    },
    {
        "key": "4.5.1",
        "number": "4.5.1",
        "text": "Диагностический этап: собеседование, условия внедрения, «проблемное поле».",
        "state": State.AT_RISK,
        "figure": "16 из 18",
        "met": 16,
        "of": 18,
        "missing": "Грачёв С. И. — собеседование 27 января; Ершова В. К. — не назначено",
        "waived": "Оформлено отступление: Тёркин П. Л., длительная болезнь",
    },
    {
        "key": "4.6",
        "number": "4.6",
        "text": "Эффективность внедрения подтверждается анализом (заключением) тьютора.",
        "state": State.NOT_YET,
        "figure": "до 25 мая",
        "reading": "анализ п. 6.1 — тот же документ.",
    },
    {
        "key": "5.3",
        "number": "5.3",
        "text": "Тьютор ведёт лист наблюдения на посещённом занятии.",
        "state": State.NO_DATA,
    },
]
GAP = {"state": None}
CELLS: list[dict[str, Any]] = [
    *({"anchor": c["key"], "number": c["number"], "state": c["state"]} for c in CLAUSES[:3]),
    GAP,
    *({"anchor": c["key"], "number": c["number"], "state": c["state"]} for c in CLAUSES[3:6]),
    GAP,
    *({"anchor": c["key"], "number": c["number"], "state": c["state"]} for c in CLAUSES[6:]),
]

WAITS = [
    {
        "title": "Ответить тьютору об условиях в 7Б",
        "href": "#",
        "due": date(2027, 1, 25),
        "clause": "п. 6.2 Положения",
        "local": True,
        "action": "Ответить",
        "state": State.AT_RISK,
    },
    {
        "title": "Посещение занятия: 7Б, линейная функция",
        "text": "Тьютор предлагает вторник, 26 января, 3-й урок",
        "href": "#",
        "due": date(2027, 1, 19),
        "clause": "п. 5.3 Положения",
        "action": "Согласовать",
        "state": State.BREACHED,
    },
    {
        "title": "Итоговый отчёт",
        "href": "#",
        "due": date(2027, 5, 25),
        "clause": "п. 6.2 Положения",
        "state": State.NOT_YET,
    },
]
REFUSAL = {
    "title": "Назначить нельзя",
    "reasons": [
        {
            "cite": "п. 4.2 Положения",
            "href": "#",
            "sentence": "нужна должность заместителя директора, сейчас — учитель информатики.",
            "text": "Тьютор назначается из заместителей директора по учебной работе.",
        },
        {
            "cite": "п. 3.2 Положения",
            "href": "#",
            "sentence": "нужен стаж не менее трёх лет, сейчас 2 года 4 месяца.",
        },
    ],
    "ways": [
        {"text": "Уточнить должность", "href": "#"},
        {"text": "Выбрать другого", "href": "#"},
        {"text": "Попросить отступление", "href": "#"},
    ],
}
JOURNAL = [
    {
        "at": AT,
        "who": "Дорохова Е. В., тьютор",
        "text": "Предложено посещение занятия 26 января",
        "clause": "п. 5.3",
    },
    {
        "at": AT,
        "who": "Лапшина В. С.",
        "text": "Маршрут, редакция 2: ознакомление отмечено",
        "clause": "",
    },
]
PERSONAS = [
    {
        "login": "lapshina",
        "name": "Лапшина Валентина Сергеевна",
        "role": "учитель математики, Еловская СОШ, тьюторант",
        "card": "Откройте с телефона: тьютор предлагает прийти на урок",
    },
    {
        "login": "safronova",
        "name": "Сафронова Ирина Львовна",
        "role": "методист, координатор Каменнобродского округа",
        "card": "Исполнение положения: два пункта не исполнены, одно отступление",
    },
    {
        "login": "khromov",
        "name": "Хромов Виктор Павлович",
        "role": "директор Нижнеключевской ООШ",
        "card": "Назначьте тьютора: зама нет — положение не пускает; посмотрите, что предлагается",
    },
]
TABS = [
    {"title": "По пунктам", "href": "#", "current": True, "count": ""},
    {"title": "По школам", "href": "#", "count": 3},
    {"title": "Отступления", "href": "#", "count": 1},
    {"title": "Редакции", "href": "#", "count": ""},
]
SLIP = {
    "name": "Лапшина Валентина Сергеевна",
    "post": "учитель математики, Еловская СОШ",
    "address": "marshrut.example",
    "login": "lapshina",
    "code": "4К7-Р2М",
    "last": date(2027, 2, 5),
}
