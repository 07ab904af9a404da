"""Personal data in the demonstration: answers by version and purpose, a withdrawal, requests, looks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from marshrut.management.demonstration.settling import settle
from marshrut.management.demonstration.stage import Stage, content
from marshrut.people import operations as people
from marshrut.people.models import Employment
from marshrut.people.paper import Paper
from marshrut.people.queries import open_jobs
from marshrut.privacy import operations
from marshrut.privacy.looking import write_looks
from marshrut.privacy.models import Consent, DataRequest, Purpose
from marshrut.privacy.queries import home_of
from marshrut.privacy.texts import current_texts

OFFICER = "larionova"
Answer = Consent.Answer


def play(stage: Stage) -> None:
    story = content("personal_data")
    settle(stage, story, {})
    _september(stage, story)
    _write_a_text(stage, story["text"])
    for name in story["anew"]:
        _answer(stage, name, Purpose.CONTACTS, Answer.GIVEN, stage.day(1, 15))
    _withdraw(stage, **story["withdrawn"])
    for told in story["requests"]:
        _ask(stage, **told)
    for reader, person, month, day in story["looks"]:
        _look(stage, reader, person, stage.day(month, day))


# --- answers ---------------------------------------------------------------------------------
def _september(stage: Stage, story: Any) -> None:
    """Most agree, some on paper; a few refuse, a few say nothing; contacts follow the consent."""
    day = stage.day(*story["september"])
    head, papered = story["on_paper"]
    apart = {*story["silent"], *story["refused"], *papered}
    for name in (*_staff(stage, story["organisations"], day), "safronova"):
        if name not in apart:
            _answer(stage, name, Purpose.CONTACTS, Answer.GIVEN, day)
    paper = Paper(basis="paper", happened_on=day)
    for name in papered:
        _answer(stage, name, Purpose.CONTACTS, Answer.GIVEN, stage.after(day, 2), head, paper)
    for name in story["refused"]:
        _answer(stage, name, Purpose.CONTACTS, Answer.REFUSED, day)
    for answer, names in story["publication"].items():
        for name in names:
            _answer(stage, name, Purpose.PUBLICATION, answer, day)
    for name, (email, phone) in story["contacts"].items():
        people.edit_contacts(
            person=stage.people[name].pk,
            row_version=None,
            email=email,
            phone=phone,
            **stage.by(name, day),
        )


def _staff(stage: Stage, units: Iterable[str], day: date) -> list[str]:
    """Short names of everybody who works there on the day."""
    there = [stage.units[unit] for unit in units]
    here = set(Employment.objects.filter(open_jobs(day), unit__in=there).values_list("person"))
    return [name for name, person in stage.people.items() if (person.pk,) in here]


def _answer(
    stage: Stage,
    name: str,
    purpose: str,
    answer: str,
    day: date,
    by: str = "",
    paper: Paper | None = None,
) -> None:
    person = stage.people[name]
    text = next(one for one in current_texts(home_of(person)) if one.purpose == purpose)
    operations.answer_consent(
        person=person.pk,
        purpose=purpose,
        answer=answer,
        digest=text.digest,
        paper=paper,
        **stage.by(by or name, day),
    )


def _write_a_text(stage: Stage, told: Any) -> None:
    """The shipped text and one sentence more, before the last paragraph."""
    unit = stage.units[told["unit"]]
    shipped = next(one for one in current_texts(unit) if one.purpose == Purpose.CONTACTS)
    *before, last = shipped.body.split("\n\n")
    operations.write_consent_text(
        unit=unit,
        purpose=Purpose.CONTACTS,
        title=told["title"],
        body="\n\n".join([*before, told["added"], last]),
        **stage.by(OFFICER, stage.day(*told["writes"])),
    )


def _withdraw(stage: Stage, who: str, before: int) -> None:
    day = stage.after(stage.today, -before)
    _answer(stage, who, Purpose.CONTACTS, Answer.WITHDRAWN, day)


# --- requests and looks ----------------------------------------------------------------------
def _ask(
    stage: Stage,
    who: str,
    kind: str,
    asked: list[int],
    text: str,
    outcome: str = "",
    reason: str = "",
    settled: list[int] | None = None,
) -> None:
    row: DataRequest = operations.ask_officer(
        person=stage.people[who], kind=kind, text=text, **stage.by(who, stage.day(*asked))
    )
    if settled is not None:
        operations.settle_request(
            asked=row.pk,
            row_version=row.row_version,
            outcome=outcome,
            reason=reason,
            **stage.by(OFFICER, stage.day(*settled)),
        )


def _look(stage: Stage, reader: str, person: str, day: date) -> None:
    people_seen = frozenset({stage.people[person].pk})
    write_looks(reader=stage.people[reader].pk, people=people_seen, day=day)
