"""Ten thousand rows of staff from a spreadsheet: python -m bench.lists prints seconds and memory.

Promised: under 30 seconds and under 300 MB (quality of imports).
"""

from __future__ import annotations

import os
import resource
import time
from datetime import UTC, date, datetime
from itertools import islice, product
from typing import Any

ROWS = 10_000
AT = datetime(2026, 9, 1, 9, tzinfo=UTC)


def main() -> None:
    """Upload, read, write and take back, each in a database of its own in memory."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marshrut.settings.test")
    import django

    django.setup()
    from django.db import connection

    connection.creation.create_test_db(verbosity=0)
    _measure()


def _measure() -> None:
    from bench.names import SURNAMES, WOMEN
    from marshrut.imports import operations
    from marshrut.imports.jobs import read_list, write_list
    from marshrut.imports.judging import files_of
    from marshrut.imports.queries import tables, tally
    from marshrut.imports.taking import take
    from marshrut.notices.work import Task
    from marshrut.tables.writing import table

    actor, unit, school = _coordinator()
    doubled = product(SURNAMES, SURNAMES, WOMEN, ("Ивановна", "Петровна", "Олеговна"))
    names = [f"{a}-{b} {given} {father}" for a, b, given, father in islice(doubled, ROWS)]
    titles = ["ФИО", "Должность", "Организация", "Стаж на 01.09.2026", "Образование"]
    rows = [[name, "учитель", school, "12 лет 3 мес.", "высшее педагогическое"] for name in names]
    content = table(sheet="1", titles=titles, rows=rows)
    begun = time.monotonic()

    def lap(what: str) -> None:
        nonlocal begun
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{what:<10} {time.monotonic() - begun:6.1f} s   {peak:5.0f} MB at most")
        begun = time.monotonic()

    given: dict[str, Any] = {"actor": actor, "at": AT}
    taken = take(chunks=[content], name="staff.xlsx", kind="staff")
    batch = operations.upload(unit=unit, kind="staff", files=[taken], on=AT.date(), **given)
    task = Task(payload={"batch": batch.pk}, at=AT, progress=lambda done, of: None)
    read_list(task)
    lap("upload")
    told = {shape: one["guess"] for shape, one in tables(files_of(batch)).items()}
    operations.map_columns(batch=batch.pk, row_version=None, columns=told, **given)
    read_list(task)
    lap("read")
    print(f"{tally(batch).ready} of {tally(batch).total} rows are ready")
    operations.ask_to_write(batch=batch.pk, row_version=None, without=True, **given)
    print(write_list(task))
    lap("write")
    operations.undo_batch(batch=batch.pk, row_version=None, **given)
    lap("take back")


def _coordinator() -> tuple[Any, Any, str]:
    """A municipality with one school, and who coordinates it."""
    from marshrut.organisations.models import Unit
    from marshrut.oversight.reaching import reach_of
    from marshrut.people.models import Office, Person
    from marshrut.users.models import User

    unit = Unit.objects.create(kind="municipality", name="Округ", short_name="Округ", path="1/")
    Unit.objects.filter(pk=unit.pk).update(path=f"{unit.pk}/")
    unit.refresh_from_db()
    school = Unit.objects.create(parent=unit, kind="school", name="Первая", short_name="Первая")
    Unit.objects.filter(pk=school.pk).update(path=f"{unit.path}{school.pk}/")
    user = User.objects.create_user("coordinator", None)
    person = Person.objects.create(surname="К", given="К", user=user)
    since = date(2020, 1, 1)
    Office.objects.create(person=person, role="municipal_coordinator", unit=unit, since=since)
    return reach_of(user.pk, AT.date()), unit, "Первая"


if __name__ == "__main__":
    main()
