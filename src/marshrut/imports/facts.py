"""Rows about what already happened: appointments by orders, members of groups, consultations.

Everybody named is known already and works in the organisation on the day of the fact. A fact of
a day from which the programme is kept here is written on its own page, where it is guarded.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from marshrut.imports.known import Known
from marshrut.imports.models import ImportBatch, ImportRow
from marshrut.imports.naming import Around, folded, one_of
from marshrut.imports.problems import problem, state_of
from marshrut.imports.staff import Reading, read_day, read_name, read_unit
from marshrut.imports.vocabulary import MODES
from marshrut.orders.queries import plain_number
from marshrut.people.models import Person
from marshrut.people.reach import Reach
from marshrut.programmes.models import Appointment, Enrolment, Programme
from marshrut.programmes.queries import units_of
from marshrut.tables.headers import plain

DAY = timedelta(days=1)
MOST_MINUTES = 600
# Of which day the person has to work in the organisation, by the kind of list.
DAY_OF = {"appointments": "since", "members": "since", "consultations": "day"}


def _past_day(row: Reading, name: str, programme: Programme) -> date | None:
    """A day of the programme before it is kept here."""
    day = read_day(row, name)
    if day is None:
        if name not in row.typed and name not in row.typed.get("?", ()):
            row.say(name, "empty")
        return None
    if day < programme.since:
        row.say(name, "before_programme", day=programme.since)
    elif day >= programme.entered_on:
        row.say(name, "kept_here_already", day=programme.entered_on)
    else:
        row.values[name] = day.isoformat()
        return day
    return None


def _programme(known: Known) -> Programme:
    programme = known.batch.programme
    if programme is None:
        raise LookupError(known.batch.pk)
    return programme


def _appointment(typed: Mapping[str, Any], known: Known, table: Mapping[str, Any]) -> Reading:
    row, programme = Reading(typed), _programme(known)
    read_name(row)
    read_unit(row, known, table.get("unit"))
    number = row.text("number")[:30]
    if number:
        row.values["number"] = number
    else:
        row.say("number", "empty")
    signed = read_day(row, "order_day", known.on)
    if signed is None and "order_day" not in typed:
        row.say("order_day", "empty")
    if signed is not None:
        row.values["order_day"] = signed.isoformat()
        # Without a day of its own an appointment begins with the order.
        row.typed = {"since": typed.get("since", typed["order_day"]), **typed}
    since = _past_day(row, "since", programme)
    last = read_day(row, "until")
    until = last + DAY if last else programme.until
    if until > programme.until or (since and until <= since):
        row.say("until", "outside_programme", day=programme.until - DAY)
    else:
        row.values["until"] = until.isoformat()
    agreed = read_day(row, "agreed", known.on)
    row.values["agreed"] = (agreed or signed or known.on).isoformat()
    return row


def _member(typed: Mapping[str, Any], known: Known, table: Mapping[str, Any]) -> Reading:
    row = Reading(typed)
    read_name(row)
    read_name(row, "tutor")
    read_unit(row, known, table.get("unit"))
    _past_day(row, "since", _programme(known))
    return row


def _consultation(typed: Mapping[str, Any], known: Known, table: Mapping[str, Any]) -> Reading:
    row = Reading(typed)
    read_name(row)
    read_name(row, "tutor")
    read_unit(row, known, table.get("unit"))
    _past_day(row, "day", _programme(known))
    if title := row.text("title"):
        row.values["title"] = title[:255]
    else:
        row.say("title", "empty")
    if minutes := row.text("minutes"):
        if minutes.isdecimal() and 0 < int(minutes[:6]) <= MOST_MINUTES:
            row.values["minutes"] = int(minutes)
        else:
            row.say("minutes", "minutes", most=MOST_MINUTES)
    mode = MODES.get(plain(row.text("mode")))
    if mode:
        row.values["mode"] = mode
    else:
        row.say("mode", "unknown_mode")
    return row


READERS: Mapping[str, Callable[[Mapping[str, Any], Known, Mapping[str, Any]], Reading]] = {
    "appointments": _appointment,
    "members": _member,
    "consultations": _consultation,
}


def judge_facts(batch: ImportBatch, rows: Sequence[ImportRow], known: Known, actor: Reach) -> None:
    """Find the people of these rows, and say what stands in the way."""
    names = {folded(row, name) for row in rows for name in ("name", "tutor")} - {""}
    programme = _programme(known)
    reached = set(units_of(programme).values_list("pk", flat=True))
    state = _State(programme, names, actor)
    for row in rows:
        if row.unit_id is not None and row.unit_id not in reached:
            row.problems = [*row.problems, problem("organisation", "not_in_programme")]
        if row.unit_id in reached:
            _identify(row, batch.kind, state)
        if row.state != ImportRow.State.OUT:
            row.state = state_of(row.problems)
            row.change = "" if row.problems else row.change or ImportRow.Change.NEW


class _State(Around):
    """Who there is, and what is written of the programme."""

    def __init__(self, programme: Programme, names: Collection[str], actor: Reach) -> None:
        super().__init__(names, actor)
        tutors = Appointment.objects.filter(programme=programme, since__isnull=False)
        self.tutors = list(tutors)
        listed = Enrolment.objects.filter(programme=programme)
        self.enrolments = list(listed)


def _identify(row: ImportRow, kind: str, state: _State) -> None:
    """The people of a row, each found once or asked about."""
    said = row.values.get(DAY_OF[kind])
    if not said:
        return
    day = date.fromisoformat(said)
    person = one_of(row, "name", day, state)
    row.person = person
    if kind == "appointments":
        if person is not None:
            _appointed(row, person, state)
        return
    tutor = one_of(row, "tutor", day, state)
    if tutor is None or person is None:
        return
    appointment = next(
        (
            one
            for one in state.tutors
            if one.person_id == tutor.pk and one.unit_id == row.unit_id
            if one.status(day) == "appointed"
        ),
        None,
    )
    if appointment is None:
        row.problems = [*row.problems, problem("tutor", "not_tutor_then", day=day)]
        return
    if tutor.pk == person.pk:
        row.problems = [*row.problems, problem("tutor", "same_person")]
        return
    row.values = row.values | {"appointment": appointment.pk, "tutor_key": tutor.pk}
    open_ = [
        one
        for one in state.enrolments
        if one.person_id == person.pk and one.unit_id == row.unit_id and one.is_open(day)
    ]
    if open_:
        row.values = row.values | {"enrolment": open_[-1].pk}
    elif kind == "consultations":
        row.problems = [*row.problems, problem("name", "not_enrolled_then", day=day)]


def _appointed(row: ImportRow, person: Person, state: _State) -> None:
    """A second list of the same appointments changes nothing."""
    since = row.values["since"]
    for one in state.tutors:
        if one.person_id == person.pk and one.unit_id == row.unit_id and one.since:
            number = plain_number(str(row.values.get("number", "")))
            if one.since.isoformat() == since and number:
                row.change = ImportRow.Change.SAME
            else:
                row.problems = [*row.problems, problem("name", "appointed_already", day=one.since)]
