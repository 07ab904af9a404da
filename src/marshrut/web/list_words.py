"""What is said of uploaded lists: names of columns, what is wrong with a cell, what would help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from marshrut.web.errors import WRONG
from marshrut.web.tags.dates import date_figures

COLUMNS: Mapping[str, Promise] = {
    "name": _p("column", "Full name"),
    "surname": _p("column", "Surname"),
    "given": _p("column", "Given name"),
    "patronymic": _p("column", "Patronymic"),
    "post": _p("column", "Post"),
    "organisation": _p("column", "Organisation"),
    "experience": _p("column", "Pedagogical service"),
    "years": _p("column", "Service: years"),
    "months": _p("column", "Service: months"),
    "education": _p("column", "Education"),
    "subject": _p("column", "Subject"),
    "gender": _p("column", "Sex"),
    "since": _p("column", "Since"),
    "category": _p("column", "Category"),
    "email": _p("column", "E-mail"),
    "phone": _p("column", "Phone"),
    "number": _p("column", "Number of the order"),
    "order_day": _p("column", "Date of the order"),
    "until": _p("column", "Until"),
    "agreed": _p("column", "Date of the consent"),
    "tutor": _p("column", "Tutor’s full name"),
    "day": _p("column", "Date"),
    "title": _p("column", "Topic"),
    "minutes": _p("column", "Minutes"),
    "mode": _p("column", "How"),
    "source": _p("column", "Diagnosis"),
    "measured_subject": _p("column", "Subject competences, %"),
    "measured_method": _p("column", "Methodical competences, %"),
    "measured_psychology": _p("column", "Psychological and pedagogical competences, %"),
    "measured_communication": _p("column", "Communicative competences, %"),
    "measured_information": _p("column", "Informational competences, %"),
    "measured_law": _p("column", "Legal competences, %"),
}
# What is wrong, and what would put it right.
SAYINGS: Mapping[str, tuple[Promise, Promise | str]] = {
    "empty": (_("The cell is empty."), _("Fill it in.")),
    "no_value": (
        _("There is a formula without a value, or an error of the spreadsheet."),
        _("Write the value itself."),
    ),
    "latin_letters": (
        _("Latin letters stand among the Russian ones."),
        _("They look alike, but the search will not find such a name."),
    ),
    "digits_in_name": (_("There are figures in the name."), _("Leave the name alone.")),
    "initials": (
        _("There are initials instead of the name."),
        _("Write the name and the patronymic in full."),
    ),
    "name_too_short": (_("Only one word."), _("Write the surname and the name.")),
    "name_too_long": (
        _("More than three words."),
        _("Leave the surname, the name and the patronymic."),
    ),
    "signs_in_name": (
        _("There are signs that no name has."),
        _("Write the name in Russian letters."),
    ),
    "no_patronymic": (_("Without a patronymic."), _("If there is one, write it in.")),
    "unknown_organisation": (
        _("“%(said)s” is not among the organisations."),
        _("Tell which of them it is; it will be remembered."),
    ),
    "not_your_organisation": (
        _("This is another organisation: its people are entered by the organisation itself."),
        _("Leave the row out."),
    ),
    "not_in_programme": (_("The programme does not reach this organisation."), ""),
    "unknown_post": (
        _("The regulation does not tell whose post “%(said)s” is."),
        _("Tell it once; it will be remembered."),
    ),
    "unknown_education": (
        _("From “%(said)s” it is not clear which education it is."),
        _("Tell it once; it will be remembered."),
    ),
    "too_long": (_("Too long a text."), _("No more than %(most)s signs.")),
    "not_a_service": (
        _("This is not a length of service."),
        _("For example: 12 years 3 months, 12, or since 01.09.2010."),
    ),
    "decimal_service": (
        _("It is not clear: months, or a tenth of a year."),
        _("Tell the years and the months."),
    ),
    "service_too_long": (_("Nobody has worked %(years)s years."), _("Check the number.")),
    "months_of_a_year": (_("More than eleven months."), _("Twelve months are a year.")),
    "no_service": (
        _("The service is not told."),
        _("It can be added later; until then the regulation has no data."),
    ),
    "service_shorter_than_work": (
        _("The service is shorter than the work here since %(since)s."),
        _("Correct one of them, or say that it is so."),
    ),
    "no_education": (
        _("The education is not told."),
        _("It can be added later; until then the regulation has no data."),
    ),
    "not_a_day": (_("This is not a date."), _("For example: 01.09.2010.")),
    "no_such_day": (_("There is no such day."), _("Check the day and the month.")),
    "year_only": (_("Only a year."), _("Write the day in full.")),
    "year_out_of_reason": (_("The year %(year)s cannot be."), _("Check the year.")),
    "future_day": (_("The day %(day)s has not come yet."), _("Check the date.")),
    "not_a_percent": (_("This is not a share in percent."), _("Write a number from 0 to 100.")),
    "one_or_hundred": (
        _("It is not clear: one percent or a hundred."),
        _("Write 1 % or 100 %."),
    ),
    "nothing_measured": (
        _("No group of competences has a result."),
        _("Fill in at least one of the columns with percent."),
    ),
    "result_twice": (
        _("The same result stands in row %(row)s."),
        _("Leave one of the rows out."),
    ),
    "not_an_email": (_("This is not an e-mail address."), _("Correct it or clear the cell.")),
    "unknown_gender": (_("Neither a man nor a woman."), _("Write m or f, or clear the cell.")),
    "namesake": (
        _("There is a person of this name already."),
        _("Tell whether it is the same person."),
    ),
    "row_twice": (
        _("The same name with the same post stands in the list already."),
        _("Leave the row out, or tell who it is."),
    ),
    "name_twice": (
        _("This name stands in the list already."),
        _("Tell whether it is one person at two places."),
    ),
    "which_of_them": (_("Several people have this name here."), _("Choose one.")),
    "unknown_person": (
        _("There is no such person here."),
        _("Check the name; people are entered by the staff list."),
    ),
    "not_here_then": (
        _("On %(day)s this person did not work in the organisation."),
        _("Check the date and the organisation."),
    ),
    "before_programme": (_("The programme begins on %(day)s."), _("Check the date.")),
    "kept_here_already": (
        _("From %(day)s on everything is kept here."),
        _("Enter this on its own page: there the regulation checks it."),
    ),
    "outside_programme": (_("The term goes beyond the programme."), _("No later than %(day)s.")),
    "not_tutor_then": (
        _("On %(day)s this person was not appointed."),
        _("Upload the orders with appointments first."),
    ),
    "not_enrolled_then": (
        _("On %(day)s this person was not included in the programme."),
        _("Upload the members of groups first."),
    ),
    "same_person": (_("Nobody advises themselves."), _("Check both names.")),
    "appointed_already": (
        _("This person is appointed already since %(day)s."),
        _("Leave the row out."),
    ),
    "minutes": (_("This is not a number of minutes."), _("From 1 to %(most)s.")),
    "unknown_mode": (
        _("It is not clear how it was held."),
        _("In person, online or by phone; the cell may be empty."),
    ),
}
# Why a list that was sent to be written came back.
RETURNED: Mapping[str, Promise] = {
    "no_right_any_more": _("The right to enter people of these organisations has ended."),
    "stale": _("Somebody changed the same people meanwhile. Look through the list once more."),
    "refused": _("The regulation does not allow one of the rows."),
    "twin_not_written": _(
        "A row tells of one more place of work of a person whose own row is not written."
    ),
}


def column(field: str) -> str:
    """What a column is called."""
    return str(COLUMNS[field]) if field in COLUMNS else ""


def columns(fields: Sequence[str]) -> str:
    """Several columns, one after another."""
    return ", ".join(map(column, fields))


def saying(code: str, params: Mapping[str, Any]) -> tuple[str, str]:
    """What is wrong with a cell, and what would put it right."""
    wrong, help_ = SAYINGS[code]
    told = {name: _shown(value) for name, value in params.items()}
    return str(wrong) % told, str(help_) % told


def returned(problem: Mapping[str, Any]) -> str:
    """Why the list was not written."""
    code = problem["code"]
    told = RETURNED.get(code) or WRONG.get(code)
    params = {"person": "", **problem.get("params", {})}
    return str(told) % params if told else str(RETURNED["stale"])


def _shown(value: Any) -> Any:
    """Days travel as ISO texts; people read them as figures."""
    try:
        return date_figures(date.fromisoformat(str(value)))
    except ValueError:
        return value
