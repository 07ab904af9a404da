"""Words by which lists made by people are recognised; never shown, except in templates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from marshrut.tables.headers import Words, plain

NAME = ("фио", "ф и о", "фамилия имя отчество", "фамилия имя", "сотрудник", "работник", "full name")
ORGANISATION = (
    *("организация", "образовательная организация", "наименование организации", "место работы"),
    *(
        "учреждение",
        "образовательное учреждение",
        "школа",
        "оо",
        "доу",
        "оу",
        "детский сад",
        "organisation",
    ),
)
TUTOR = (
    "фио тьютора",
    "кто сопровождает",
    "tutor s full name",
    "тьютор",
    "наставник",
    "руководитель группы",
    "кто консультировал",
)
TUTEE = (
    *("фио педагога", "педагог", "фио тьюторанта", "тьюторант", "участник группы", "участник"),
    *("фио учителя", "учитель", "сопровождаемый", "кого консультировали", *NAME),
)

STAFF: Words = {
    "name": (*NAME, "педагог", "учитель"),
    "surname": ("фамилия",),
    "given": ("имя",),
    "patronymic": ("отчество",),
    "post": ("должность", "post", "занимаемая должность", "наименование должности"),
    "organisation": ORGANISATION,
    "months": ("стаж мес", "стаж месяцев", "service months", "месяцев стажа", "мес", "месяцев"),
    "years": ("стаж лет", "service years", "лет стажа", "полных лет", "лет"),
    "experience": (
        *("педагогический стаж", "пед стаж", "стаж педагогической работы", "стаж педагогический"),
        *(
            "стаж по специальности",
            "стаж пед",
            "стаж на дату",
            "стаж работы",
            "стаж",
            "pedagogical service",
        ),
    ),
    "education": (
        "образование",
        "education",
        "уровень образования",
        "что окончил",
        "квалификация по диплому",
    ),
    "subject": (
        "предмет",
        "subject",
        "преподаваемый предмет",
        "преподаваемые предметы",
        "дисциплина",
    ),
    "gender": ("пол", "sex"),
    "since": (
        *("дата приема", "дата приема на работу", "принят", "работает с", "дата поступления"),
        *("дата начала работы", "дата трудоустройства", "с даты", "since"),
    ),
    "category": ("категория", "category", "квалификационная категория"),
    "email": ("e mail", "email", "электронная почта", "эл почта", "почта", "адрес электронной"),
    "phone": ("телефон", "phone", "мобильный телефон", "тел", "контактный телефон"),
}
APPOINTMENTS: Words = {
    "name": ("фио тьютора", "тьютор", *NAME, "педагог"),
    "organisation": ORGANISATION,
    "order_day": ("дата приказа", "date of the order", "от", "приказ от"),
    "number": ("номер приказа", "number of the order", "n приказа", "приказ n", "приказ", "номер"),
    "agreed": ("дата согласия", "date of the consent", "согласие"),
    "since": (
        "с даты",
        "since",
        "тьютор с",
        "назначен с",
        "начало",
        "с",
        "срок с",
        "дата назначения",
    ),
    "until": ("по дату", "until", "тьютор по", "назначен по", "окончание", "по", "срок по", "до"),
}
MEMBERS: Words = {
    "tutor": TUTOR,
    "name": TUTEE,
    "organisation": ORGANISATION,
    "since": ("с даты", "since", "закреплен с", "дата закрепления", "с", "дата", "начало"),
}
CONSULTATIONS: Words = {
    "day": ("дата", "date", "дата консультации", "когда"),
    "tutor": TUTOR,
    "name": TUTEE,
    "organisation": ORGANISATION,
    "title": ("тема", "topic", "тема консультации", "содержание", "вопрос"),
    "minutes": ("минут", "minutes", "длительность", "продолжительность"),
    "mode": ("форма", "how", "способ", "как проведена"),
}
# Groups of competences that a diagnosis of another system may have measured, by their own words.
MEASURED: Words = {
    "measured_subject": ("предметные", "предметная", "предметный дефицит", "subject"),
    "measured_method": ("методические", "методическая", "методический дефицит", "methodical"),
    "measured_psychology": (
        *("психолого педагогические", "психолого педагогическая"),
        *("психолого педагогический дефицит", "psychological and pedagogical"),
    ),
    "measured_communication": (
        *("коммуникативные", "коммуникативная", "коммуникативный дефицит", "communicative"),
    ),
    "measured_information": (
        *("информационные", "информационная", "цифровые", "икт", "икт компетентность"),
        *("информационный дефицит", "informational"),
    ),
    "measured_law": (
        *("нормативно правовые", "нормативно правовая", "правовые"),
        *("нормативно правовой дефицит", "legal"),
    ),
}
RESULTS: Words = {
    "name": TUTEE,
    "organisation": ORGANISATION,
    "day": (
        *("дата", "date", "дата прохождения", "дата диагностики", "дата завершения"),
        *("пройдена", "когда"),
    ),
    "source": (
        *("диагностика", "diagnosis", "название диагностики", "тест", "инструмент", "источник"),
        *("портал", "наименование диагностики"),
    ),
    **MEASURED,
}

# What is kept of nobody: a column called so is left out before the file is stored.
FORBIDDEN = (
    *(
        "снилс",
        "страховой номер",
        "паспорт",
        "паспортные",
        "серия и номер",
        "серия паспорта",
        "инн",
    ),
    *("дата рождения", "год рождения", "день рождения", "д р", "др", "возраст", "рождения"),
    *("табельный", "таб номер", "таб n", "домашний адрес", "адрес проживания", "место жительства"),
    *("адрес регистрации", "семейное положение", "гражданство", "национальность", "дети"),
)
FORBIDDEN_VALUES = re.compile(r"\d{3}-\d{3}-\d{3}[ -]?\d{2}|\d{2} ?\d{2} (?:№ ?)?\d{6}", re.ASCII)
TOTALS = (
    *("итого", "всего", "директор школы подпись", "исполнитель", "исп", "подпись", "м п"),
    *("руководитель организации", "составил", "ответственный за"),
)
PART_TIME = re.compile(
    r"[\s,(]*\b(?:внеш\w*|внутр\w*)?[.\s-]*(?:по\s+)?совм(?:ест\w*|\.)?[.)]*", re.IGNORECASE
)
GENDERS: Mapping[str, str] = {
    **dict.fromkeys(("м", "муж", "мужской", "m"), "m"),
    **dict.fromkeys(("ж", "жен", "женский", "f"), "f"),
}
MODES: Mapping[str, str] = {
    **dict.fromkeys(("", "очно", "очная", "лично", "личная"), "person"),
    **dict.fromkeys(("онлайн", "дистанционно", "дистанционная", "видеосвязь", "вкс"), "online"),
    **dict.fromkeys(("телефон", "по телефону", "телефонный разговор"), "phone"),
}
# Where no regulation in force names posts: what is everywhere the same.
USUAL_POSTS: Mapping[str, Sequence[str]] = {
    "teacher": ("учитель", "преподаватель"),
    "educator": ("воспитатель", "старший воспитатель"),
    "specialist": (
        *("педагог-психолог", "социальный педагог", "педагог дополнительного образования"),
        *("педагог-организатор", "педагог-библиотекарь", "музыкальный руководитель", "логопед"),
        *("инструктор по физической культуре", "учитель-логопед", "учитель-дефектолог"),
        *("старший вожатый", "советник директора по воспитанию", "тьютор", "концертмейстер"),
        *("преподаватель-организатор", "педагог"),
    ),
    "methodist": ("методист", "старший методист"),
    "deputy_head": (
        *("заместитель директора по УВР", "заместитель директора по учебно-воспитательной работе"),
        *("зам. директора по УВР", "зам директора по УВР", "завуч"),
        *("заместитель директора по учебной работе", "заместитель заведующего по ВМР"),
    ),
    "deputy_other": ("заместитель директора", "зам. директора", "зам директора"),
    "head": ("директор", "заведующий", "заведующая", "и.о. директора", "и. о. директора"),
}
# Classes of posts that teach nobody; all the others are pedagogical.
NOT_PEDAGOGICAL = frozenset({"head", "deputy_other", "other"})

LEGAL_FORMS = re.compile(
    r"\b(?:муниципальн\w+|государственн\w+|бюджетн\w+|казенн\w+|автономн\w+|областн\w+"
    r"|общеобразовательн\w+|образовательн\w+|дошкольн\w+|учреждени\w+|организаци\w+|средн\w+"
    r"|основн\w+|м[бак]?д?оу|г[бак]?оу|школа|сош|оош|нош|д с|детский сад|ц?рр)\b"
)


def organisation_key(said: str) -> str:
    """A name of an organisation without its legal form, so that «МБОУ „СОШ № 3“» is «3»."""
    text = plain(said.replace("№", " ").replace("N", " "))
    kind = "сад " if re.search(r"сад|доу|д с\b", text) else ""
    short = " ".join(LEGAL_FORMS.sub(" ", text).split())
    return f"{kind}{short}" if short else text


def education_of(said: str) -> tuple[str, str] | None:
    """(level, field) of an education as it is written; None where one of them is not told."""
    text = plain(said)
    if re.search(r"\b(?:высш|бакалавр|магистр|специалитет|впо|во\b|higher)", text):
        level = "higher"
    elif re.search(r"\b(?:спо|средне\w* (?:спец|проф|пед)|ср спец|secondary)", text):
        level = "secondary"
    else:
        return None
    if re.search(r"психол|psychol", text):
        return level, "psychology"
    if re.search(r"пед\b|pedagog|педагог|учител|воспитат|логопед|дефектолог", text):
        return level, "pedagogy"
    if re.search(r"не ?пед|юрист|инженер|экономи|бухгалтер|технич|медицин|агроном", text):
        return level, "other"
    return None


def without_part_time(post: str) -> tuple[str, bool]:
    """The post alone, and whether it is told to be a second job."""
    short = " ".join(PART_TIME.sub(" ", post).split()).strip(" ,;")
    return (short or post, short != " ".join(post.split()).strip(" ,;"))
