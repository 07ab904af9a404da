"""Lists ask the database as many times for many rows as for few, and not more than is written."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from marshrut import clock
from marshrut.files.models import StoredFile
from marshrut.imports.models import ImportBatch, ImportFile, ImportRow
from marshrut.notices.models import Notice
from marshrut.organisations.models import Unit
from marshrut.programmes.models import Appointment, Enrolment, Project, Waiver
from tests.world import AT, SEPTEMBER, TODAY, World, _unit, build

pytestmark = pytest.mark.django_db
FEW, MANY = 5, 60
# An address, who asks, and how many questions to the database are enough.
LISTS: dict[str, tuple[str, int]] = {
    "/": ("safronova", 42),
    "/notices/": ("safronova", 9),
    "/people/": ("safronova", 14),
    "/people/lists/": ("safronova", 14),
    "/people/lists/{list}/": ("safronova", 15),
    "/people/lists/{list}/?show=new": ("safronova", 15),
    "/people/lists/{list}/left/": ("safronova", 12),
    "/programmes/{}/": ("safronova", 20),
    "/programmes/{}/tutors/": ("safronova", 22),
    "/programmes/{}/tutees/": ("safronova", 19),
    "/programmes/{}/projects/": ("safronova", 12),
    "/programmes/{}/waivers/": ("safronova", 15),
    "/regulations/": ("safronova", 32),
    "/regulations/schools/": ("safronova", 31),
    "/regulations/versions/": ("safronova", 10),
    "/settings/units/": ("nechaev", 11),
    "/settings/calendars/": ("nechaev", 11),
    "/settings/users/": ("nechaev", 13),
    "/settings/journal/": ("nechaev", 13),
}


def fill(world: World, numbers: range) -> None:
    """So many more of everything that stands in lists, each at a school of its own."""
    user = world.people["safronova"].user
    assert user is not None
    given: dict[str, Any] = {"programme": world.programme}
    for number in numbers:
        unit = _unit(world.municipality, "school", f"School {number}")
        given["unit"] = unit
        person = world.employ(f"teacher{number}", unit)
        tutor = world.employ(f"tutor{number}", unit, "заместитель директора", "deputy_head")
        Enrolment.objects.create(person=person, since=SEPTEMBER, basis="new", **given)
        Appointment.objects.create(person=tutor, candidate_on=SEPTEMBER, **given)
        Project.objects.create(title=f"Project {number}", leader=person, begun_on=TODAY, **given)
        Waiver.objects.create(
            **(given | {"clause": "4.3", "code": "post", "kind": "tutor", "key": number}),
            label="Tutor",
            reason="reason",
            asked_on=TODAY,
            asked_by=user,
        )
        Notice.objects.create(user=user, code="orders", created_at=AT)
    upload(world, numbers)


def upload(world: World, numbers: range) -> None:
    """A list with so many rows of each sort, each at a school of its own."""
    given: dict[str, Any] = {"unit": world.municipality, "kind": "staff", "status": "ready"}
    user = world.people["safronova"].user
    batch = ImportBatch.objects.create(created_by=user, created_at=AT, on=TODAY, **given)
    stored = StoredFile.objects.create(digest="0" * 64, name="a.xlsx", size=1, stored_at=AT)
    table = {"sheet": "1", "titles": ["ФИО"], "columns": {"name": 0}}
    file = ImportFile.objects.create(batch=batch, file=stored, tables=[table])
    wrong = {"field": "name", "code": "initials", "level": "wrong", "fix": "", "params": {}}
    for number in numbers:
        unit = Unit.objects.get(name=f"School {number}")
        row: dict[str, Any] = {"batch": batch, "file": file, "table": 0, "number": number + 2}
        row |= {"unit": unit, "person": world.people[f"teacher{number}"]}
        ImportRow.objects.create(state="ready", change="new", **row)
        ImportRow.objects.create(state="wrong", problems=[wrong], **row)


def costs(world: World) -> dict[str, int]:
    """How many questions each list asks."""
    found = {}
    lists = list(ImportBatch.objects.order_by("pk").values_list("pk", flat=True))
    for address, (who, _) in LISTS.items():
        client, user = Client(), world.people[who].user
        assert user is not None
        client.force_login(user)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address.format(world.programme.pk, list=lists[-1]))
        assert answer.status_code == 200, address
        found[address] = len(asked)
    return found


def test_lists_cost_the_same_for_many_as_for_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    world = build()
    fill(world, range(FEW))
    few = costs(world)
    fill(world, range(FEW, MANY))
    many = costs(world)

    growing = {page: (few[page], many[page]) for page in LISTS if many[page] != few[page]}
    dear = {page: many[page] for page, (_, enough) in LISTS.items() if many[page] > enough}
    assert (growing, dear) == ({}, {}), (few, many)
