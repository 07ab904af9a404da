"""Numbers of a clause with what they count: «не менее трёх лет», «8–10 человек», «до 5 июня»."""

from __future__ import annotations

import re
from dataclasses import dataclass

WORDS = {
    **dict.fromkeys(("один", "одного", "одной", "одна", "одно", "одну", "одному"), 1),
    **dict.fromkeys(("два", "две", "двух", "двум", "дважды"), 2),
    **dict.fromkeys(("три", "трех", "трём", "трем"), 3),
    **dict.fromkeys(("четыре", "четырех", "четырем"), 4),
    **dict.fromkeys(("пять", "пяти"), 5),
    **dict.fromkeys(("шесть", "шести"), 6),
    **dict.fromkeys(("семь", "семи"), 7),
    **dict.fromkeys(("восемь", "восьми"), 8),
    **dict.fromkeys(("девять", "девяти"), 9),
    **dict.fromkeys(("десять", "десяти"), 10),
    **dict.fromkeys(("двенадцать", "двенадцати"), 12),
    **dict.fromkeys(("пятнадцать", "пятнадцати"), 15),
    **dict.fromkeys(("двадцать", "двадцати"), 20),
    **dict.fromkeys(("тридцать", "тридцати"), 30),
}
MONTHS = (
    *("январ", "феврал", "март", "апрел", "ма", "июн"),
    *("июл", "август", "сентябр", "октябр", "ноябр", "декабр"),
)
NUMBER = r"(?P<{0}>\d{{1,3}}|" + "|".join(sorted(WORDS, key=len, reverse=True)) + r")"
BRACKETS = r"(?:\s*\([а-я]+\))?"
AT_LEAST = r"(?:не\s+менее|не\s+реже|минимум|как\s+минимум|от)"
AT_MOST = r"(?:не\s+более(?:\s+чем)?|не\s+превышает|не\s+свыше|не\s+больше(?:\s+чем\s+на)?|до)"
PERIOD = (
    r"(?:в|за|на\s+протяжении)\s+(?:течение\s+)?(?:каждую\s+|каждый\s+|одного\s+)?"
    r"(?P<period>месяц\w*|четверт\w+|квартал\w*|триместр\w*|учебн\w+(?:\s+или\s+календарн\w+)?\s+год\w*"
    r"|календарн\w+(?:\s+или\s+учебн\w+)?\s+год\w*|год\w*)"
)
PERIODS = (
    ("месяц", "month"),
    ("четверт", "quarter"),
    ("квартал", "quarter"),
    ("триместр", "trimester"),
    ("календарн", "calendar_year"),
    ("учебн", "school_year"),
    ("год", "school_year"),
)
LENGTHS = (("месяц", "month"), ("год", "year"), ("лет", "year"), ("дн", "day"), ("день", "day"))
LENGTH = r"(?P<length>(?:учебн\w+\s+|календарн\w+\s+|полных\s+)?(?:лет|год\w*|месяц\w*))"
PEOPLE = r"(?:человек\w*|педагог\w*|участник\w*|работник\w*|тьюторант\w*|членов)"


@dataclass(frozen=True, slots=True)
class Found:
    """A number at ``start:end`` of the text: what sort it is, its limits, its unit or period."""

    sort: str  # times, people, length, days, date, per_cent
    start: int
    end: int
    least: int | None = None
    most: int | None = None
    unit: str = ""
    day: str = ""


def _pattern(shape: str) -> re.Pattern[str]:
    return re.compile(shape, re.IGNORECASE)


def _n(name: str = "n") -> str:
    return NUMBER.format(name) + BRACKETS


PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "times",
        _pattern(rf"(?P<edge>{AT_LEAST}|{AT_MOST})?\s*(?:чем\s+)?{_n()}\s+раз\w?\s+{PERIOD}"),
    ),
    ("times", _pattern(rf"(?P<edge>{AT_LEAST}|{AT_MOST})?\s*(?P<n>раз)\s+{PERIOD}")),
    (
        "times",
        _pattern(rf"(?P<edge>{AT_LEAST}|{AT_MOST})?\s*{_n()}\s+(?:[а-я-]+\s+){{1,2}}{PERIOD}"),
    ),
    ("people", _pattern(rf"(?:от\s+)?{_n('a')}\s*(?:[-–—]|до)\s*{_n('b')}\s+{PEOPLE}")),
    ("people", _pattern(rf"(?P<edge>{AT_LEAST}|{AT_MOST})\s+{_n()}\s+{PEOPLE}")),
    ("length", _pattern(rf"(?P<edge>{AT_LEAST}|{AT_MOST})\s+(?:чем\s+на\s+)?{_n()}\s+{LENGTH}")),
    ("length", _pattern(rf"(?P<edge>сроком\s+на)\s+{_n()}\s+{LENGTH}")),
    (
        "days",
        _pattern(
            rf"(?:в\s+течение|не\s+позднее(?:\s+чем\s+(?:через|за))?|через|за)\s+{_n()}"
            r"\s+(?P<working>рабочих\s+)?(?:календарных\s+)?дн\w+"
        ),
    ),
    (
        "date",
        _pattern(
            r"(?:до|не\s+позднее|к)\s+(?P<day>\d{1,2})\s+(?P<month>" + "|".join(MONTHS) + r")\w*"
        ),
    ),
    ("date", _pattern(r"(?:до|не\s+позднее|к)\s+(?P<day>\d{2})\.(?P<figures>\d{2})\b")),
    ("per_cent", _pattern(rf"(?P<edge>{AT_LEAST}|{AT_MOST})?\s*{_n()}\s*(?:%|процент\w*)")),
)


def numbers_in(text: str) -> tuple[Found, ...]:
    """All numbers that say how many, how long, how often or until when, in their order."""
    plain = text.replace("ё", "е").replace("\N{NO-BREAK SPACE}", " ")
    taken: list[Found] = []
    for sort, pattern in PATTERNS:
        for match in pattern.finditer(plain):
            inside = any(match.start() < one.end and one.start < match.end() for one in taken)
            if not inside and (found := _read(sort, match)):
                taken.append(found)
    return tuple(sorted(taken, key=lambda one: one.start))


def number(written: str) -> int:
    """«трёх» and «3» are the same; «раз» alone is once."""
    plain = written.lower().replace("ё", "е")
    return int(plain) if plain.isdigit() else WORDS.get(plain, 1)


def _read(sort: str, match: re.Match[str]) -> Found | None:
    given = match.groupdict()
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    place = (sort, start, match.end())
    if sort == "date":
        month = given.get("figures") or next(
            at for at, name in enumerate(MONTHS, 1) if name == (given["month"] or "").lower()
        )
        day, figure = int(given["day"]), int(month)
        return Found(*place, day=f"{day:02}.{figure:02}") if _is_day(day, figure) else None
    if sort == "people" and "a" in given:
        return Found(*place, number(given["a"]), number(given["b"]))
    count = number(given["n"])
    if sort == "days":
        return Found(*place, most=count, unit="working_day" if given["working"] else "day")
    unit = ""
    if period := given.get("period"):
        unit = next(code for stem, code in PERIODS if stem in period.lower())
    if length := given.get("length"):
        unit = next(code for stem, code in LENGTHS if stem in length.lower())
    capped = re.fullmatch(rf"{AT_MOST}|сроком\s+на", given.get("edge") or "", re.IGNORECASE)
    return Found(*place, None if capped else count, count if capped else None, unit)


def _is_day(day: int, month: int) -> bool:
    lengths = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return 1 <= month <= len(lengths) and 1 <= day <= lengths[month - 1]
