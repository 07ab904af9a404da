"""Who sees whom: the query and the question give one answer, and strangers leak nowhere."""

from __future__ import annotations

import pytest

from marshrut.journal.models import JournalEntry
from marshrut.people import access
from marshrut.people.models import Employment, Office, PaperRecord, Person
from marshrut.users.models import User
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db
WHO = ("lapshina", "dorohova", "zimin", "belov", "safronova", "nechaev", "prohorov", "stranger")
EVERYBODY = {
    "dorohova", "oreshkina", "lapshina", "grachev", "ershova", "stranger", "zimin", "belov",
    "safronova", "nechaev", "prohorov",
}  # fmt: skip
SEEN = {
    "lapshina": {"lapshina", "dorohova"},
    "dorohova": {"dorohova", "lapshina", "grachev", "ershova"},
    "zimin": {"zimin", "dorohova", "lapshina", "grachev", "ershova"},
    "belov": {"belov", "oreshkina", "stranger"},
    "safronova": EVERYBODY,
    "nechaev": EVERYBODY,
    "prohorov": {"prohorov"},
    "stranger": {"stranger", "oreshkina"},
}


@pytest.fixture
def world() -> World:
    return build()


@pytest.mark.parametrize("who", WHO)
def test_people_are_seen_as_far_as_one_reaches(world: World, who: str) -> None:
    seen = {person.surname.lower() for person in access.people(world.reach(who))}
    assert seen == SEEN[who]


@pytest.mark.parametrize("who", WHO)
def test_the_query_and_the_question_agree(world: World, who: str) -> None:
    reach = world.reach(who)
    seen = set(access.people(reach))
    assert all((p in seen) == access.may_see_person(reach, p) for p in Person.objects.all())
    jobs = set(access.jobs(reach))
    assert all((j in jobs) == access.may_see_job(reach, j) for j in Employment.objects.all())
    offices = set(access.offices(reach))
    assert all((o in offices) == access.may_see_office(reach, o) for o in Office.objects.all())


def test_a_new_person_without_ties_is_the_administrators(world: World) -> None:
    nobody = Person.objects.create(surname="Новый", given="Человек")
    assert access.may_see_person(world.reach("nechaev"), nobody)
    assert access.may_edit_person(world.reach("nechaev"), nobody)
    assert not access.may_see_person(world.reach("safronova"), nobody)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("lapshina", True),
        ("zimin", True),
        ("safronova", True),
        ("dorohova", False),  # the tutor knows the name, the post and the school
        ("nechaev", False),
        ("belov", False),
        ("prohorov", False),
    ],
)
def test_contacts_are_for_the_person_and_the_leaders(world: World, who: str, sees: bool) -> None:
    person = world.people["lapshina"]
    assert access.may_see_contacts(world.reach(who), person) is sees
    assert access.may_see_record(world.reach(who), person) is sees


def test_a_former_head_sees_the_name_and_no_contacts(world: World) -> None:
    person = world.people["grachev"]
    person.employments.update(until=TODAY)
    reach = world.reach("zimin")
    assert access.may_see_person(reach, person)
    assert not access.may_see_contacts(reach, person)
    assert not access.may_edit_person(reach, person)


def test_paper_records_are_seen_by_two(world: World) -> None:
    row = PaperRecord.objects.create(
        person=world.people["lapshina"],
        verb="agree",
        kind="route",
        key=1,
        basis="paper",
        happened_on=TODAY,
        recorded_at=AT,
        recorded_by=User.objects.get(login="dorohova"),
    )
    for who in WHO:
        reach = world.reach(who)
        seen = row in access.paper_records(reach)
        assert seen == access.may_see_paper_record(reach, row) == (who in {"lapshina", "dorohova"})


def test_the_journal_is_read_by_administrator_and_coordinator(world: World) -> None:
    assert access.journal(world.reach("nechaev")).exists()
    assert access.journal(world.reach("safronova")).exists()
    for who in ("zimin", "lapshina", "dorohova", "prohorov", "stranger"):
        assert not access.may_read_journal(world.reach(who))
        assert not access.journal(world.reach(who)).exists()


def test_what_belongs_to_no_unit_is_for_who_administers_them_all(world: World) -> None:
    entry = JournalEntry.objects.create(verb="x", kind="person", key=1, reason="test", at=AT)
    assert entry not in access.journal(world.reach("nechaev"))
    region = world.municipality.parent
    assert region is not None
    world.grant("nechaev", "administrator", region)
    assert entry in access.journal(world.reach("nechaev"))
    assert entry not in access.journal(world.reach("safronova"))
