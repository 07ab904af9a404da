"""Consents: a text is answered as it was read, and what follows is done at once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.people import access as people_access
from marshrut.people import operations as people
from marshrut.people.models import PaperRecord
from marshrut.people.paper import Paper
from marshrut.privacy import access, operations
from marshrut.privacy.models import Consent, DataRequest
from marshrut.privacy.queries import counted, may_be_named_publicly, standings
from tests.world import AT, TODAY, World


def answer(world: World, name: str, what: str, purpose: str = "contacts", **more: Any) -> Consent:
    person = world.people[name]
    digest = next(one.text.digest for one in standings(person) if one.text.purpose == purpose)
    given = {"person": person.pk, "purpose": purpose, "answer": what, "digest": digest}
    given |= {"actor": world.reach(name), "at": AT} | more
    return operations.answer_consent(**given)


def state(world: World, name: str, purpose: str = "contacts") -> str:
    found = {one.text.purpose: one.state for one in standings(world.people[name])}
    return found[purpose]


def wrong(world: World, name: str, what: str, **more: Any) -> str:
    with pytest.raises(Wrong) as raised:
        answer(world, name, what, **more)
    return raised.value.code


def test_each_purpose_is_answered_apart(world: World) -> None:
    answer(world, "lapshina", "given")
    assert (state(world, "lapshina"), state(world, "lapshina", "publication")) == (
        "given",
        "silent",
    )
    assert not may_be_named_publicly(world.people["lapshina"])
    answer(world, "lapshina", "given", "publication")
    assert may_be_named_publicly(world.people["lapshina"])


def test_nobody_answers_for_another_without_a_paper(world: World) -> None:
    for who in ("grachev", "dorohova", "zimin", "safronova", "larionova"):
        with pytest.raises(Forbidden):
            answer(world, "lapshina", "given", actor=world.reach(who))


@pytest.mark.parametrize(
    ("who", "may"),
    [
        *((name, True) for name in ("zimin", "safronova", "larionova")),
        *((name, False) for name in ("lapshina", "dorohova", "belov", "nechaev", "prohorov")),
    ],
)
def test_an_answer_on_paper_is_entered_by_who_keeps_the_staff(
    world: World, who: str, may: bool
) -> None:
    paper = Paper(basis="paper", happened_on=TODAY - timedelta(days=1))
    if not may:
        with pytest.raises(Forbidden):
            answer(world, "lapshina", "refused", paper=paper, actor=world.reach(who))
        return
    made = answer(world, "lapshina", "refused", paper=paper, actor=world.reach(who))
    assert made.on == paper.happened_on
    # The person sees the record and may object to it.
    assert PaperRecord.objects.get(kind="consent", key=made.pk).person == made.person


def test_who_refuses_is_seen_without_contacts_and_is_asked_no_more(world: World) -> None:
    head, lapshina = world.reach("zimin"), world.people["lapshina"]
    assert people_access.may_see_contacts(head, lapshina)
    answer(world, "lapshina", "refused")
    lapshina.refresh_from_db()
    assert not people_access.may_see_contacts(head, lapshina)
    # The minimum stays open to the employer, and the work goes on.
    assert people_access.may_see_record(head, lapshina)
    assert people_access.may_see_contacts(world.reach("lapshina"), lapshina)
    with pytest.raises(Wrong) as raised:
        people.edit_contacts(
            person=lapshina.pk, row_version=None, email="new@example.org", actor=head, at=AT
        )
    assert raised.value.code == "contacts_withheld"
    names = {"surname": "Lapshina", "given": "Имя", "patronymic": "Отчество", "gender": "f"}
    people.edit_person(person=lapshina.pk, row_version=None, **names, actor=head, at=AT)
    lapshina.refresh_from_db()
    assert lapshina.email  # hidden; the officer removes it


def test_a_refusal_with_nothing_to_remove_is_no_task(world: World) -> None:
    answer(world, "grachev", "refused")
    assert not DataRequest.objects.exists()


def test_a_withdrawal_is_a_task_with_a_clock_of_ten_working_days(world: World) -> None:
    answer(world, "lapshina", "given")
    answer(world, "lapshina", "withdrawn")
    task = DataRequest.objects.get()
    assert (task.kind, task.unit, task.due) == ("withdrawal", world.school, date(2027, 2, 5))
    officer = world.people["larionova"].user
    assert officer is not None
    assert officer.notices.get().code == "data_request"

    done = {"asked": task.pk, "row_version": task.row_version, "reason": "Done", "at": AT}
    with pytest.raises(Forbidden):
        operations.settle_request(**done, outcome="done", actor=world.reach("safronova"))
    actor = world.reach("larionova")
    with pytest.raises(Wrong) as raised:
        operations.settle_request(**done, outcome="refused", actor=actor)
    assert raised.value.code == "withdrawal_is_a_right"
    operations.settle_request(**done, outcome="done", actor=actor)
    lapshina = world.people["lapshina"]
    lapshina.refresh_from_db()
    assert (lapshina.email, lapshina.phone) == ("", "")
    assert not JournalEntry.objects.filter(after__icontains="example.org").exists()


def test_who_agrees_again_before_the_task_is_done_keeps_the_contacts(world: World) -> None:
    for what in ("given", "withdrawn", "given"):
        answer(world, "lapshina", what)
    task = DataRequest.objects.get()
    given = {"asked": task.pk, "row_version": None, "outcome": "done", "reason": "-"}
    operations.settle_request(**given, actor=world.reach("larionova"), at=AT)
    lapshina = world.people["lapshina"]
    lapshina.refresh_from_db()
    assert (lapshina.email, lapshina.contacts_withheld) == ("lapshina@example.org", False)


def test_only_what_makes_sense_is_answered(world: World) -> None:
    assert wrong(world, "lapshina", "withdrawn") == "consent_not_given"
    assert wrong(world, "lapshina", "perhaps") == "unknown_answer"
    assert wrong(world, "lapshina", "given", digest="other") == "text_changed"
    assert wrong(world, "lapshina", "given", purpose="contacts", digest="") == ("text_changed")
    answer(world, "lapshina", "given")
    assert wrong(world, "lapshina", "given") == "twice"
    assert wrong(world, "lapshina", "refused") == "consent_to_withdraw"
    with pytest.raises(Wrong):
        operations.answer_consent(
            person=world.people["lapshina"].pk,
            purpose="photo",
            answer="given",
            digest="",
            actor=world.reach("lapshina"),
            at=AT,
        )


def test_a_new_text_of_the_territory_is_asked_anew(world: World) -> None:
    answer(world, "lapshina", "given")
    text = {"unit": world.municipality, "purpose": "contacts", "title": "Own", "body": "Words"}
    for who in ("safronova", "nechaev", "zimin"):
        with pytest.raises(Forbidden):
            operations.write_consent_text(**text, actor=world.reach(who), at=AT)
    actor = world.reach("larionova")
    assert operations.write_consent_text(**text, actor=actor, at=AT).number == 1
    assert state(world, "lapshina") == "new_text"
    with pytest.raises(Wrong) as raised:
        operations.write_consent_text(**text, actor=actor, at=AT)
    assert raised.value.code == "same_text"
    answer(world, "lapshina", "given")
    assert state(world, "lapshina") == "given"
    # What was answered before can still be read as it was.
    assert Consent.objects.earliest("pk").text.body != "Words"
    operations.write_consent_text(**text | {"body": "More"}, actor=actor, at=AT)
    answer(world, "lapshina", "withdrawn")
    assert state(world, "lapshina") == "withdrawn"


def test_figures_by_organisation_count_everybody_who_works_there(world: World) -> None:
    answer(world, "lapshina", "given")
    answer(world, "grachev", "refused")
    rows = {row.unit: row for row in counted(world.reach("larionova").units("data_officer"), TODAY)}
    row = rows[world.school]
    states = dict(row.by_purpose)["contacts"]
    assert (row.people, states["given"], states["refused"], states["silent"]) == (5, 1, 1, 3)


def test_answers_are_seen_by_the_person_and_the_officer_of_the_territory(world: World) -> None:
    row = answer(world, "lapshina", "given")
    seen = {
        who
        for who in world.people
        if row in access.consents(world.reach(who)) or access.may_see_consent(world.reach(who), row)
    }
    assert seen == {"lapshina", "larionova"}
