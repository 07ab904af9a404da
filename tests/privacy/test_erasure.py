"""Erasure: asked by the person, decided by the officer, refused while a ground stands."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers

from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.models import __all__ as tables
from marshrut.notices.work import Task
from marshrut.people.models import Employment, Person
from marshrut.privacy import operations
from marshrut.privacy.jobs import keep_terms
from marshrut.privacy.keeping import grounds
from marshrut.privacy.models import DataRequest
from marshrut.programmes.models import Enrolment
from marshrut.routes import operations as routes
from marshrut.routes.models import Reflection
from tests.routes.walk import begin
from tests.world import AT, TODAY, World

LONG_AGO = date(2019, 9, 1)


def leave(world: World, name: str, on: date) -> Person:
    """Everything that ties the person has ended."""
    person = world.people[name]
    Employment.objects.filter(person=person).update(since=date(2010, 9, 1), until=on)
    for row in Enrolment.objects.filter(person=person):
        row.pairings.update(until=max(row.pairings.latest("since").since, TODAY))
        Enrolment.objects.filter(pk=row.pk).update(until=TODAY, end="finished")
    return person


def ask(world: World, name: str) -> DataRequest:
    given = {"actor": world.reach(name), "at": AT}
    return operations.ask_officer(person=world.people[name], kind="erasure", **given)


def erase(world: World, row: DataRequest, who: str = "larionova") -> DataRequest:
    given = {"asked": row.pk, "row_version": None, "reason": "Asked", "at": AT}
    return operations.erase_person(**given, actor=world.reach(who))


def test_only_the_person_asks_and_once(world: World) -> None:
    with pytest.raises(Forbidden):
        operations.ask_officer(
            person=world.people["lapshina"],
            kind="erasure",
            actor=world.reach("zimin"),
            at=AT,
        )
    ask(world, "lapshina")
    with pytest.raises(Wrong) as raised:
        ask(world, "lapshina")
    assert raised.value.code == "asked_already"


def test_while_a_ground_stands_nothing_is_erased(world: World) -> None:
    row, lapshina = ask(world, "lapshina"), world.people["lapshina"]
    assert [one.code for one in grounds(lapshina, TODAY)] == ["employed", "support"]
    with pytest.raises(Wrong) as raised:
        erase(world, row)
    assert (raised.value.code, raised.value.params["ground"]) == ("must_be_kept", "employed")
    lapshina.refresh_from_db()
    assert lapshina.surname == "Lapshina"

    leave(world, "lapshina", TODAY - timedelta(days=30))
    (ground,) = grounds(lapshina, TODAY)
    assert (ground.code, ground.free_on) == ("staff", date(2031, 12, 23))
    tutor = {one.code for one in grounds(world.people["dorohova"], TODAY)}
    assert tutor == {"employed", "support"}
    assert "office" in {one.code for one in grounds(world.people["zimin"], TODAY)}


@pytest.mark.parametrize("who", ["safronova", "nechaev", "zimin", "lapshina", "prohorov"])
def test_nobody_but_the_officer_erases(world: World, who: str) -> None:
    row = ask(world, "lapshina")
    leave(world, "lapshina", LONG_AGO)
    with pytest.raises(Forbidden):
        erase(world, row, who)


def test_the_officer_does_not_decide_on_themselves(world: World) -> None:
    row = ask(world, "larionova")
    with pytest.raises(Forbidden):
        erase(world, row)


def test_no_value_of_the_person_is_left_and_rows_stay(world: World) -> None:
    route = begin(world, "lapshina", "dorohova").route
    mark = "words-of-lapshina"
    walks = {"route": route.pk, "actor": world.reach("lapshina"), "at": AT}
    routes.reflect(worked=mark, hard=mark, **walks)
    row = ask(world, "lapshina")
    person = leave(world, "lapshina", LONG_AGO)
    before = {table: _count(table) for table in tables if table not in {"Notice", "JournalEntry"}}
    entries = list(JournalEntry.objects.order_by("pk").values())

    erase(world, row)

    person = Person.objects.get(pk=person.pk)
    assert (person.surname, person.given, person.email) == (f"№ {person.pk}", "", "")
    assert person.user is not None
    assert (person.user.is_active, person.user.login) == (False, f"erased-{person.user.pk}")
    assert not person.user.has_usable_password()
    assert {table: _count(table) for table in before} == before
    assert list(JournalEntry.objects.order_by("pk").values())[: len(entries)] == entries
    left = "".join(serializers.serialize("json", _rows(table)) for table in tables).lower()
    # Titles that others wrote in their own texts are not searched for names.
    assert [one for one in ("lapshina@", mark, "900 000") if one in left] == []
    assert Reflection.objects.get().worked == ""
    with pytest.raises(Wrong):
        erase(world, row)


def test_when_a_term_is_over_the_officer_is_asked_once(world: World) -> None:
    leave(world, "grachev", LONG_AGO)
    task = Task(payload={}, at=AT, progress=lambda done, of: None)
    assert keep_terms(task)["proposed"] == 1
    assert keep_terms(task)["proposed"] == 0
    row = DataRequest.objects.get()
    assert (row.kind, row.person) == ("term", world.people["grachev"])
    erase(world, row)
    assert Person.objects.get(pk=row.person_id).erased_at == AT


def _rows(table: str) -> Any:
    return apps.get_model("marshrut", table)._default_manager.all()


def _count(table: str) -> int:
    return int(_rows(table).count())
