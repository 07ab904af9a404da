"""Understanding one cell: a day, a length of service, a name. A doubt comes with a proposal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from marshrut.tables.sheets import Value, letters, text_of

EARLIEST_YEAR, LATEST_YEAR = 1930, 2100
EPOCH_1900, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
# Days of 1930 to 2100 as a spreadsheet counts them; a length of service is never so long.
SERIALS = range(10_959, 73_051)
MOST_YEARS = 65
DAY = re.compile(r"(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4}|\d{2})(?:\s*(?:г|года)\.?)?")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
YEAR = re.compile(r"(?:с\s*)?(\d{4})\s*(?:г|год|года)?\.?")
YEARS = re.compile(r"(\d+)\s*(?:лет|год[а-я]*|г|л|years?)\b\.?")
MONTHS = re.compile(r"(\d+)\s*(?:месяц[а-я]*|мес|м|months?)\b\.?")
DECIMAL = re.compile(r"(\d+)[.,](\d{1,2})")
PERCENT = re.compile(r"\d{1,3}(?:\.\d{1,6})?", re.ASCII)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}")
# Latin letters that nobody tells from Russian ones by eye, in both cases.
LOOKALIKES = str.maketrans("ABCEHKMOPTXYaceopxyëËuiIn", "АВСЕНКМОРТХУасеорхуёЁииІп")
CYRILLIC = re.compile(r"[А-Яа-яЁё]")
LATIN = re.compile(r"[A-Za-zëË]")
NAME = re.compile(r"[А-Яа-яЁё]+(?:[-'’][А-Яа-яЁё]+)*\.?")
INITIALS = re.compile(r"[А-ЯЁ]\.")
# Words after a patronymic that belong to it.
ENDINGS = frozenset({"оглы", "кызы", "улы", "гызы"})


class Unclear(Exception):
    """A cell that cannot be taken as it is: what is wrong, and what would put it right."""

    def __init__(self, code: str, *, fix: str = "", **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.fix = fix
        self.params = params


@dataclass(frozen=True, slots=True, kw_only=True)
class FullName:
    """The three parts of a name; not everybody has a patronymic."""

    surname: str
    given: str
    patronymic: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.surname, self.given, self.patronymic)))

    @property
    def folded(self) -> str:
        """The name as it is compared: one case, ё and е are one letter."""
        return fold(str(self))


def fold(name: str) -> str:
    """A name or a title as it is compared."""
    return " ".join(name.lower().replace("ё", "е").replace("-", " ").split())


def day_of(value: Value, *, epoch_1904: bool = False) -> date:
    """A day from a date, from a text or from the number by which spreadsheets keep it."""
    if isinstance(value, date):
        return _within_reason(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        # Only the whole part: the rest is the time of the day.
        if SERIALS.start <= value < SERIALS.stop:
            epoch = EPOCH_1904 if epoch_1904 else EPOCH_1900
            return _within_reason(epoch + timedelta(days=int(value)))
        raise Unclear("not_a_day")
    said = text_of(value)
    if said.isdecimal() and int(said) in SERIALS:
        return day_of(int(said), epoch_1904=epoch_1904)
    if found := DAY.fullmatch(said):
        day, month, year = (int(part) for part in found.groups())
        return _made(year if year > 99 else _century(year), month, day)
    if found := ISO.fullmatch(said):
        year, month, day = (int(part) for part in found.groups())
        return _made(year, month, day)
    if found := YEAR.fullmatch(said):
        raise Unclear("year_only", fix=f"01.09.{found[1]}")
    raise Unclear("not_a_day")


def _century(year: int) -> int:
    return 2000 + year if year < 50 else 1900 + year


def _made(year: int, month: int, day: int) -> date:
    try:
        return _within_reason(date(year, month, day))
    except ValueError as error:
        raise Unclear("no_such_day") from error


def _within_reason(day: date) -> date:
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise Unclear("year_out_of_reason", year=day.year)
    return day


def service_of(value: Value, *, epoch_1904: bool = False) -> int | date:
    """A length of service in whole months, or the day since which it is counted.

    «12 лет 3 мес.», «12», «с 01.09.2010»; a decimal is asked about, because 12,3 is
    both twelve years and three months and twelve years and three tenths.
    """
    if isinstance(value, date):
        return day_of(value)
    said = text_of(value).lower()
    if isinstance(value, float) and not value.is_integer():
        said = f"{value:.10g}"
    if found := DECIMAL.fullmatch(said):
        years, rest = int(found[1]), int(found[2])
        months = min(rest, 11) if rest < 12 else round(rest / 100 * 12)
        raise Unclear("decimal_service", fix=f"{years} лет {months} мес.")
    if said.isdecimal():
        return _months(int(said), 0) if int(said) not in SERIALS else day_of(int(said))
    if re.match(r"(?:с\b|since\b|\d{1,2}[./]\d|\d{4}-)", said):
        return day_of(re.sub(r"^(?:since|с)\b", "", said).strip(), epoch_1904=epoch_1904)
    years_said, months_said = YEARS.search(said), MONTHS.search(said)
    if re.fullmatch(r"(?:нет|без стажа|менее года|-+|—)", said):
        return 0
    if not (years_said or months_said):
        raise Unclear("not_a_service")
    return _months(
        int(years_said[1]) if years_said else 0, int(months_said[1]) if months_said else 0
    )


def _months(years: int, months: int) -> int:
    if years > MOST_YEARS:
        raise Unclear("service_too_long", years=years)
    if months > 11:
        raise Unclear("months_of_a_year", fix=f"{years + months // 12} лет {months % 12} мес.")
    return years * 12 + months


def name_of(said: str) -> FullName:
    """The parts of a full name; capitals and spaces around a dash are put right silently."""
    text = re.sub(r"\s*[-–—]\s*", "-", " ".join(said.split())).strip(" ,;")
    if CYRILLIC.search(text) and LATIN.search(text):
        fixed = text.translate(LOOKALIKES)
        raise Unclear("latin_letters", fix="" if LATIN.search(fixed) else _capitals(fixed))
    if re.search(r"\d", text):
        raise Unclear("digits_in_name", fix=_capitals(re.sub(r"[\d()№.]+", " ", text)))
    if INITIALS.search(text):
        raise Unclear("initials")
    parts = _capitals(re.sub(r"\([^)]*\)", " ", text)).split()
    if parts and parts[-1].lower() in ENDINGS and len(parts) > 3:
        parts[-2:] = [f"{parts[-2]} {parts[-1].lower()}"]
    if len(parts) < 2:
        raise Unclear("name_too_short")
    if len(parts) > 3:
        raise Unclear("name_too_long")
    if not all(NAME.fullmatch(word) for part in parts for word in part.split()):
        raise Unclear("signs_in_name")
    return FullName(surname=parts[0], given=parts[1], patronymic="".join(parts[2:]))


def _capitals(text: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), " ".join(text.split()))


def percent_of(value: Value) -> int:
    """A share in whole percent, rounded down: 65, «65,5 %» or 0.65 as spreadsheets keep percent."""
    text = text_of(value).replace(",", ".").replace(" ", "").removesuffix("%")
    if not PERCENT.fullmatch(text):
        raise Unclear("not_a_percent")
    number = Decimal(text)
    if "%" not in text_of(value) and number == 1:
        raise Unclear("one_or_hundred")
    if "%" not in text_of(value) and 0 < number < 1:
        number *= 100
    if number > 100:
        raise Unclear("not_a_percent")
    return int(number)


def email_of(said: str) -> str:
    """An address of e-mail as it looks."""
    if not EMAIL.fullmatch(said) or len(said) > 254 or not said.isascii():
        fixed = said.replace(" ", "").replace(",", ".")
        good = EMAIL.fullmatch(fixed) and fixed.isascii()
        raise Unclear("not_an_email", fix=fixed if good else "")
    return said


def address(row: int, column: int) -> str:
    """A cell as a spreadsheet names it: B7."""
    return f"{letters(column)}{row + 1}"
