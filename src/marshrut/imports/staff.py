"""A row of a staff list: what its cells say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from marshrut.imports.known import Known
from marshrut.imports.problems import ASK, NOTE, Problem, of_cell, problem
from marshrut.imports.vocabulary import (
    GENDERS,
    NOT_PEDAGOGICAL,
    education_of,
    organisation_key,
    without_part_time,
)
from marshrut.people.experience import post_class
from marshrut.schoolyear import add_months, months_between
from marshrut.tables.cells import LOOKALIKES, Unclear, day_of, email_of, name_of, service_of
from marshrut.tables.headers import plain
from marshrut.tables.sheets import text_of

LONGEST = {"post": 200, "subject": 100, "phone": 30, "category": 60}
# Two years of a number of months are a slip of the pen, not a difference.
SLACK = 1


@dataclass(slots=True)
class Reading:
    """Fields of a row as they are understood, and what is to be said of them."""

    typed: Mapping[str, Any]
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name in self.typed.get("?", ()):
            self.say(name, "no_value")

    def text(self, name: str) -> str:
        """What was typed, with single spaces."""
        return text_of(self.typed.get(name))

    def say(self, name: str, code: str, level: str = "wrong", **more: Any) -> None:
        self.problems.append(problem(name, code, level, **more))

    def take(self, name: str, understand: Callable[[], Any]) -> Any:
        """The value of a field, or none with a problem in its cell."""
        try:
            return understand()
        except Unclear as unclear:
            self.problems.append(of_cell(name, unclear))
            return None


def read_staff(typed: Mapping[str, Any], known: Known, table: Mapping[str, Any]) -> Reading:
    """The whole row; of its table the organisation and the day of the list may be told."""
    row = Reading(typed)
    read_name(row)
    read_unit(row, known, table.get("unit"))
    _post(row, known)
    on = date.fromisoformat(table["on"]) if table.get("on") else known.on
    row.values["on"] = on.isoformat()
    _service(row, on)
    _education(row, known)
    _others(row, known, on)
    return row


def read_name(row: Reading, name: str = "name") -> None:
    """A full name from one cell or from three."""
    said = row.text(name)
    if not said and name == "name":
        said = " ".join(filter(None, map(row.text, ("surname", "given", "patronymic"))))
    if not said:
        if name not in row.typed.get("?", ()):
            row.say(name, "empty")
        return
    if (found := row.take(name, lambda: name_of(said))) is None:
        return
    row.values[name] = {
        "surname": found.surname[:100],
        "given": found.given[:100],
        "patronymic": found.patronymic[:100],
    }
    if not found.patronymic:
        row.say(name, "no_patronymic", NOTE)


def read_unit(row: Reading, known: Known, unit: int | None) -> None:
    """The organisation: as it is called, as it was answered before, or told for the table."""
    said = row.text("organisation")
    if not said:
        if unit is not None:
            row.values["unit"] = unit
        elif "organisation" not in row.typed.get("?", ()):
            row.say("organisation", "empty")
        return
    found = known.unit_named(said)
    if found is not None:
        row.values["unit"] = found
    elif known.is_elsewhere(said):
        row.say("organisation", "not_your_organisation")
    else:
        row.say("organisation", "unknown_organisation", ASK, key=organisation_key(said), said=said)


def read_day(row: Reading, name: str, last: date | None = None) -> date | None:
    """A day of a cell, not after the last one; none when the cell is empty or unclear."""
    if name not in row.typed:
        return None
    day: date | None = row.take(name, lambda: day_of(row.typed[name]))
    if day is not None and last is not None and day > last:
        row.say(name, "future_day", day=day)
        return None
    return day


def _post(row: Reading, known: Known) -> None:
    said, second = without_part_time(row.text("post").translate(_unless_latin(row.text("post"))))
    if not said:
        row.say("post", "empty")
        return
    if len(said) > LONGEST["post"]:
        row.say("post", "too_long", most=LONGEST["post"])
        return
    answer = known.answered.get(("post", plain(said)))
    found = str(answer) if answer else post_class(said, known.posts)
    row.values |= {"post": said, "second": second}
    if not found:
        row.say("post", "unknown_post", ASK, key=plain(said), said=said)
        return
    row.values |= {"post_class": found, "pedagogical": found not in NOT_PEDAGOGICAL}


def _unless_latin(said: str) -> dict[int, int]:
    """Look-alikes are put right in words that are Russian for the rest."""
    latin = sum(sign.isascii() and sign.isalpha() for sign in said)
    cyrillic = sum(sign.isalpha() and not sign.isascii() for sign in said)
    return LOOKALIKES if latin < cyrillic else {}


def _service(row: Reading, on: date) -> None:
    if {"years", "months"} & row.typed.keys() and "experience" not in row.typed:
        said: Any = f"{row.text('years') or 0} лет {row.text('months') or 0} мес."
    else:
        said = row.typed.get("experience")
    if said in (None, ""):
        if not {"experience", "years"} & set(row.typed.get("?", ())):
            row.say("experience", "no_service", NOTE)
        return
    found = row.take("experience", lambda: service_of(said))
    if isinstance(found, date):
        if found > on:
            row.say("experience", "future_day", day=found)
            return
        found = months_between(found, on)
    if found:
        row.values["months"] = found


def _education(row: Reading, known: Known) -> None:
    said = row.text("education")
    if not said:
        if "education" not in row.typed.get("?", ()):
            row.say("education", "no_education", NOTE)
        return
    key = plain(said)[:300]
    answer = known.answered.get(("education", key))
    pair = str(answer).split(":") if answer else education_of(said)
    if pair is None or len(pair) != 2:
        row.say("education", "unknown_education", ASK, key=key, said=said[:200])
        return
    row.values |= {"level": pair[0], "field": pair[1]}


def _others(row: Reading, known: Known, on: date) -> None:
    for name in ("subject", "phone", "category"):
        if said := row.text(name):
            if len(said) > LONGEST[name]:
                row.say(name, "too_long", most=LONGEST[name])
            else:
                row.values[name] = said
    if said := row.text("email"):
        row.values["email"] = row.take("email", lambda: email_of(said)) or ""
    if said := row.text("gender"):
        if gender := GENDERS.get(plain(said)):
            row.values["gender"] = gender
        else:
            row.say("gender", "unknown_gender")
    since = read_day(row, "since", known.on)
    if since is None:
        return
    row.values["since"] = since.isoformat()
    months = row.values.get("months")
    if months is not None and add_months(since, months + SLACK) < on:
        row.say("experience", "service_shorter_than_work", ASK, since=since)
