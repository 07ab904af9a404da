"""Who a row speaks of: the same person is found by several signs, a doubtful one is asked about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marshrut.imports.known import Known, shorter
from marshrut.imports.models import ImportRow
from marshrut.imports.problems import ASK, Problem, problem
from marshrut.imports.vocabulary import without_part_time
from marshrut.people.models import Employment, Person
from marshrut.tables.cells import fold
from marshrut.tables.headers import plain

MOVED, SECOND, NEW = "moved", "second", "new"


@dataclass(slots=True)
class Match:
    """Nobody yet, somebody known, or the same person as in another row of the list."""

    person: Person | None = None
    job: Employment | None = None
    how: str = ""
    twin: int | None = None
    doubt: Problem | None = None


def match(row: ImportRow, twins: Sequence[ImportRow], known: Known) -> Match:
    """Find the person of this row; ``twins`` are earlier rows of the list with the same name."""
    answer = str(row.answers.get("who", ""))
    here = [job for job in _jobs_of(row, known) if job.unit_id == row.unit_id]
    if answer.startswith("row:"):
        first = next((twin for twin in twins if f"row:{twin.pk}" == answer), None)
        if first is not None:
            return _as_twin(first, row, known)
    if answer and answer != NEW:
        key, _, how = answer.partition(":")
        person = next((one for one in _candidates(row, known) if str(one.pk) == key), None)
        if person is not None:
            return _known_as(person, how, row, known)
    if twins and answer != NEW:
        return _beside(row, twins, known)
    if answer == NEW:
        return Match()
    return _by_signs(row, here, known)


def _by_signs(row: ImportRow, here: Sequence[Employment], known: Known) -> Match:
    candidates = _candidates(row, known)
    if not candidates:
        return Match()
    email = row.values.get("email", "")
    by_email = [one for one in candidates if email and one.email.lower() == email.lower()]
    in_unit = [one for one in candidates if one.pk in {job.person_id for job in here}]
    subject = plain(str(row.values.get("subject", "")))
    if len(in_unit) > 1 and subject:
        taught = {job.person_id for job in here if plain(job.subject) == subject}
        in_unit = [one for one in in_unit if one.pk in taught] or in_unit
    sure = by_email if len(by_email) == 1 else in_unit
    if len(sure) == 1 and not _contradicts(sure[0], row, email):
        return _known_as(sure[0], "", row, known)
    keys = [one.pk for one in candidates]
    return Match(doubt=problem("name", "namesake", ASK, people=keys))


def _contradicts(person: Person, row: ImportRow, email: str) -> bool:
    """Two addresses of one name, or a patronymic on one side only."""
    other = bool(email and person.email and person.email.lower() != email.lower())
    return other or fold(str(person)) != row.folded


def _known_as(person: Person, how: str, row: ImportRow, known: Known) -> Match:
    """A known person: with a place of work here, moving here, or with one more."""
    jobs = list(known.jobs.get(person.pk, ()))
    here = [job for job in jobs if job.unit_id == row.unit_id]
    said = plain(str(row.values.get("post", "")))
    same = next((job for job in here if _plain_post(job) == said), None)
    if same is not None:
        return Match(person, same)
    if not how and not row.values.get("second"):
        if len(here) == 1:
            return Match(person, here[0], MOVED)
        if jobs:
            return Match(doubt=problem("name", "namesake", ASK, people=[person.pk]))
    if how == MOVED and jobs:
        left = here or jobs
        return Match(person, left[0], MOVED)
    return Match(person, None, SECOND)


def _plain_post(job: Employment) -> str:
    return plain(without_part_time(job.post)[0])


def _beside(row: ImportRow, twins: Sequence[ImportRow], known: Known) -> Match:
    """A name that stood in the list already: one person at two places, or two people."""
    if row.values.get("second") or any(twin.values.get("second") for twin in twins):
        return _as_twin(twins[0], row, known)
    in_unit = [twin for twin in twins if twin.unit_id == row.unit_id]
    said = plain(str(row.values.get("post", "")))
    same = any(plain(str(twin.values.get("post", ""))) == said for twin in in_unit)
    code = "row_twice" if same else "name_twice"
    return Match(doubt=problem("name", code, ASK, rows=[twin.pk for twin in twins]))


def _as_twin(first: ImportRow, row: ImportRow, known: Known) -> Match:
    """The person of the other row, at one more place."""
    if first.person is None:
        return Match(how=SECOND, twin=first.pk)
    found = _known_as(first.person, SECOND, row, known)
    found.twin = first.pk
    return found


def _candidates(row: ImportRow, known: Known) -> list[Person]:
    """People in reach with this name, or with it where one side has no patronymic."""
    exact = list(known.people.get(row.folded, ()))
    name = row.values.get("name") or {}
    if name.get("patronymic"):
        bare = [one for one in known.people.get(shorter(row.folded), ()) if not one.patronymic]
    else:
        bare = []
    return list({one.pk: one for one in (*exact, *bare)}.values())


def _jobs_of(row: ImportRow, known: Known) -> list[Employment]:
    return [job for one in _candidates(row, known) for job in known.jobs.get(one.pk, ())]


def differences(row: ImportRow, job: Employment, person: Person, months: int) -> Mapping[str, Any]:
    """Fields that the list tells otherwise than what is known, with what is known of them."""
    values = row.values
    found: dict[str, Any] = {}
    told = {
        "subject": job.subject,
        "category": job.category,
        "since": job.since.isoformat(),
        "email": person.email,
        "phone": person.phone,
        "gender": person.gender,
    }
    if person.contacts_withheld:  # what the person withholds is not taken from lists either
        del told["email"], told["phone"]
    found |= {name: old for name, old in told.items() if values.get(name) not in (None, "", old)}
    known = {(one.level, one.field) for one in person.educations.all()}
    if values.get("level") and (values["level"], values["field"]) not in known:
        found["education"] = sorted(known)
    # Odd days of several periods are added up by the system and by hand not alike.
    if values.get("months", 0) > months + 1:
        found["experience"] = months
    return found
