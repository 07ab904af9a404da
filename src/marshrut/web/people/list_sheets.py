"""Spreadsheets that lists are made of: the template, and the rows that come back."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from marshrut.imports.judging import files_of
from marshrut.imports.kinds import KINDS
from marshrut.imports.models import ImportBatch
from marshrut.imports.queries import refused
from marshrut.imports.vocabulary import MEASURED
from marshrut.tables.sheets import Place, Row
from marshrut.tables.writing import Column, table, template
from marshrut.web.labels import label
from marshrut.web.list_words import column, saying


def template_of(kind: str) -> bytes:
    """A table to fill in; needed columns stand out, comments tell what to write."""
    hints = _hints()
    fields = KINDS[kind].template
    columns = [
        Column(
            title=column(field),
            hint=hints.get(field, ""),
            needed=field in KINDS[kind].must,
            width=34 if field in {"name", "tutor", "post", "title", "education"} else 22,
            is_day=field in KINDS[kind].days | {"day"},
        )
        for field in fields
    ]
    notes = [
        _("Columns in colour must be filled in, the others may stay empty or be deleted."),
        _("The order of columns, titles above the heading and empty rows do not matter."),
        _("Insurance and tax numbers, passports, days of birth and addresses are not accepted."),
    ]
    examples = _examples()[kind]
    return template(
        sheet=str(label("list", kind).text),
        columns=columns,
        examples=[[examples.get(field) for field in fields]],
        notes=notes,
    )


def refused_rows(batch: ImportBatch) -> bytes:
    """Rows that are not written, as they were typed; their cells are marked and say what is wrong.

    With the columns of the template, so that the corrected file can be uploaded as it is.
    """
    fields = [field for field in KINDS[batch.kind].words if _is_used(batch, field)]
    rows: list[Row] = []
    marked: dict[Place, str] = {}
    names = {file.pk: file for file in files_of(batch)}
    for number, row in enumerate(refused(batch)):
        file = names[row.file_id]
        place = f"{file.file.name}, {file.tables[row.table]['sheet']}, {row.number}"
        rows.append([*(row.typed.get(field) for field in fields), place])
        said: dict[int, list[str]] = {}
        for one in row.problems:
            at = fields.index(one["field"]) if one["field"] in fields else 0
            told = (*saying(one["code"], one["params"]), one["fix"])
            said.setdefault(at, []).append(" ".join(filter(None, told)))
        marked |= {(number, at): "\n".join(lines) for at, lines in said.items()}
    titles = [*map(column, fields), _("Where it stood")]
    return table(sheet=_("To be corrected"), titles=titles, rows=rows, marked=marked)


def _is_used(batch: ImportBatch, field: str) -> bool:
    """Is there such a column in any file of the batch, or must there be?"""
    tables = [one for file in batch.files.all() for one in file.tables]
    return field in KINDS[batch.kind].must or any(field in (one["columns"] or {}) for one in tables)


def _hints() -> Mapping[str, str]:
    return {
        "name": _("Surname, name and patronymic in full, in Russian letters."),
        "tutor": _("Surname, name and patronymic in full, in Russian letters."),
        "post": _("As in the staff list; a second job may be marked as one."),
        "organisation": _("The name that you use; a name not known is asked about once."),
        "experience": _("12 years 3 months, or 12, or since 01.09.2010."),
        "education": _("Level and field: higher pedagogical, secondary vocational pedagogical."),
        "gender": _("m or f: needed to put the name into cases in orders."),
        "since": _("The first day, for example 01.09.2010."),
        "until": _("The last day; empty means to the end of the programme."),
        "agreed": _("Empty means the day of the order."),
        "minutes": _("A number; may be empty."),
        "mode": _("In person, online, by phone; empty means in person."),
        "source": _("As the other system calls it: results of different ones are never mixed."),
        **dict.fromkeys(MEASURED, _("A number from 0 to 100; empty where it was not measured.")),
    }


def _examples() -> Mapping[str, Mapping[str, str]]:
    person, tutor = _("Ivanova Maria Petrovna"), _("Petrova Anna Sergeevna")
    school = _("School No. 1")
    return {
        "staff": {
            "name": person,
            "post": _("teacher"),
            "organisation": school,
            "experience": _("12 years 3 months"),
            "education": _("higher pedagogical"),
            "subject": _("mathematics"),
            "since": "01.09.2015",
        },
        "appointments": {
            "name": tutor,
            "organisation": school,
            "number": "87-о",
            "order_day": "01.09.2026",
            "since": "01.09.2026",
        },
        "members": {"tutor": tutor, "name": person, "organisation": school, "since": "10.09.2026"},
        "consultations": {
            "day": "14.10.2026",
            "tutor": tutor,
            "name": person,
            "organisation": school,
            "title": _("Formative assessment"),
            "minutes": "40",
        },
        "results": {
            "name": person,
            "organisation": school,
            "day": "14.10.2026",
            "source": _("Computer self-diagnosis of the regional portal"),
            "measured_subject": "72",
            "measured_method": "54",
        },
    }
