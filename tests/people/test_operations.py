"""Deeds on people: what they write, what they refuse, what they keep out of the journal."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from marshrut.journal.deeds import Forbidden, Stale, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.notices.models import Notice
from marshrut.people import operations
from marshrut.people.experience import months_by_kind
from marshrut.people.models import Employment, Office, PaperRecord, Person
from marshrut.users.models import User
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)
POSTS = {"teacher": ["учитель"], "deputy_head": ["заместитель директора по УВР"]}


@pytest.fixture
def world() -> World:
    return build()


def newcomer(world: World, by: str = "zimin") -> Person:
    return operations.add_person(
        surname="Савельев", given="Кирилл", patronymic="Петрович", actor=world.reach(by), at=AT
    )


def code_of(call: object) -> str:
    with pytest.raises(Wrong) as wrong:
        call()  # type: ignore[operator]
    return wrong.value.code


# --- persons -----------------------------------------------------------------------------------
def test_the_journal_tells_that_a_name_was_written_and_not_the_name(world: World) -> None:
    person = newcomer(world)
    entry = JournalEntry.objects.get(verb="add_person", key=person.pk)
    assert entry.after is not None
    assert entry.after["surname"] == "…"
    assert "Савельев" not in str(entry.after)


@pytest.mark.parametrize("who", ["lapshina", "dorohova", "prohorov"])
def test_a_teacher_a_tutor_and_an_inspector_write_nobody_down(world: World, who: str) -> None:
    with pytest.raises(Forbidden):
        newcomer(world, by=who)


def test_a_head_does_not_edit_a_teacher_of_another_school(world: World) -> None:
    stranger = world.people["stranger"]
    with pytest.raises(Forbidden):
        operations.edit_person(
            person=stranger.pk,
            row_version=None,
            surname="Я",
            given="Я",
            actor=world.reach("zimin"),
            at=AT,
        )


def test_two_editors_do_not_overwrite_each_other(world: World) -> None:
    person = world.people["lapshina"]
    edit: dict[str, Any] = {
        "person": person.pk,
        "row_version": person.row_version,
        "surname": "Лапшина",
    }
    operations.edit_person(**edit, given="Валентина", actor=world.reach("zimin"), at=AT)
    with pytest.raises(Stale):
        operations.edit_person(**edit, given="Вера", actor=world.reach("safronova"), at=AT)


def test_a_person_keeps_their_own_contacts_and_letters_follow(world: World) -> None:
    person = world.people["lapshina"]
    operations.edit_contacts(
        person=person.pk,
        row_version=person.row_version,
        email="v@example.org",
        phone="1",
        actor=world.reach("lapshina"),
        at=AT,
    )
    person.refresh_from_db()
    assert person.user is not None
    assert (person.email, person.user.email) == ("v@example.org", "v@example.org")


def test_a_head_cannot_lead_the_letters_of_a_coordinator_to_another_address(world: World) -> None:
    coordinator = world.people["safronova"]
    Employment.objects.create(
        person=coordinator, unit=world.school, post="учитель", since=date(2020, 9, 1)
    )
    operations.edit_person(
        person=coordinator.pk,
        row_version=None,
        surname="С",
        given="И",
        email="mine@example.org",
        actor=world.reach("zimin"),
        at=AT,
    )
    coordinator.refresh_from_db()
    assert coordinator.user is not None
    assert coordinator.user.email == ""


def test_experience_told_as_a_length_counts_on_to_the_day(world: World) -> None:
    person = newcomer(world)
    operations.add_experience(
        person=person, kind="teaching", months=26, on=TODAY, actor=world.system(), at=AT
    )
    Employment.objects.create(person=person, unit=world.school, post="учитель", since=TODAY)
    assert months_by_kind(person, TODAY)["teaching"] == 26
    assert months_by_kind(person, date(2027, 3, 22))["teaching"] == 28


@pytest.mark.parametrize("months", [0, -3, 12 * 71])
def test_experience_of_no_life_is_refused(world: World, months: int) -> None:
    person = world.people["lapshina"]
    assert (
        code_of(
            lambda: operations.add_experience(
                person=person,
                kind="teaching",
                months=months,
                on=TODAY,
                actor=world.reach("zimin"),
                at=AT,
            )
        )
        == "experience_length"
    )


def test_education_written_by_mistake_can_go(world: World) -> None:
    person = world.people["lapshina"]
    row = operations.add_education(
        person=person,
        level="higher",
        field="pedagogy",
        year=1994,
        actor=world.reach("zimin"),
        at=AT,
    )
    with pytest.raises(Forbidden):
        operations.remove_education(education=row.pk, actor=world.reach("belov"), at=AT)
    operations.remove_education(education=row.pk, actor=world.reach("zimin"), at=AT)
    assert not person.educations.exists()


# --- places of work ----------------------------------------------------------------------------
def test_the_post_is_recognised_by_the_list_of_the_regulation(world: World) -> None:
    job = operations.employ(
        person=newcomer(world),
        unit=world.school,
        post="Учитель",
        since=TODAY,
        posts=POSTS,
        actor=world.reach("zimin"),
        at=AT,
    )
    assert job.post_class == "teacher"


def test_a_post_that_no_list_knows_asks_and_is_told_by_a_person(world: World) -> None:
    job = operations.employ(
        person=newcomer(world),
        unit=world.school,
        post="завуч",
        since=TODAY,
        posts=POSTS,
        actor=world.reach("zimin"),
        at=AT,
    )
    assert job.post_class == ""
    job = operations.recognise_post(
        employment=job.pk,
        row_version=job.row_version,
        post_class="deputy_head",
        actor=world.reach("zimin"),
        at=AT,
    )
    assert job.post_class == "deputy_head"


def test_a_head_employs_only_in_the_own_school(world: World) -> None:
    with pytest.raises(Forbidden):
        operations.employ(
            person=newcomer(world),
            unit=world.other_school,
            post="учитель",
            since=TODAY,
            actor=world.reach("zimin"),
            at=AT,
        )


def test_a_head_cannot_take_a_stranger_on_to_reach_the_account(world: World) -> None:
    with pytest.raises(Forbidden):
        operations.employ(
            person=world.people["stranger"],
            unit=world.school,
            post="учитель",
            since=TODAY,
            actor=world.reach("zimin"),
            at=AT,
        )


def test_nobody_is_employed_twice_on_one_post(world: World) -> None:
    assert (
        code_of(
            lambda: operations.employ(
                person=world.people["lapshina"],
                unit=world.school,
                post="учитель",
                since=TODAY,
                actor=world.reach("zimin"),
                at=AT,
            )
        )
        == "employed_already"
    )


def test_leaving_twice_or_before_coming_is_refused(world: World) -> None:
    job = world.people["grachev"].employments.get()
    leave: dict[str, Any] = {"employment": job.pk, "actor": world.reach("zimin"), "at": AT}
    assert code_of(lambda: operations.dismiss(**leave, until=date(2010, 1, 1))) == (
        "until_before_since"
    )
    operations.dismiss(**leave, until=TODAY)
    assert code_of(lambda: operations.dismiss(**leave, until=TODAY)) == "left_already"


# --- offices -----------------------------------------------------------------------------------
def grant(world: World, by: str, role: str, unit: object, whom: str = "grachev") -> Office:
    until = date(2027, 2, 1) if role == "inspector" else None
    return operations.grant_office(
        person=world.people[whom],
        role=role,
        unit=unit,  # type: ignore[arg-type]
        since=TODAY,
        until=until,
        actor=world.reach(by),
        at=AT,
    )


@pytest.mark.parametrize(
    ("by", "role"),
    [
        ("zimin", "head"),
        ("zimin", "municipal_coordinator"),
        ("safronova", "administrator"),
        ("safronova", "municipal_coordinator"),
        ("safronova", "regional_coordinator"),
        ("lapshina", "responsible"),
        ("prohorov", "inspector"),
    ],
)
def test_an_office_is_granted_only_by_a_higher_one(world: World, by: str, role: str) -> None:
    with pytest.raises(Forbidden):
        grant(world, by, role, world.school)


def test_a_head_grants_who_answers_in_the_own_school_and_nowhere_else(world: World) -> None:
    assert grant(world, "zimin", "responsible", world.school).role == "responsible"
    with pytest.raises(Forbidden):
        grant(world, "zimin", "responsible", world.other_school)
    notice = Notice.objects.get(code="office_granted")
    assert notice.user_id == world.people["grachev"].user_id


def test_an_inspector_comes_for_a_term_only(world: World) -> None:
    assert (
        code_of(
            lambda: operations.grant_office(
                person=world.people["grachev"],
                role="inspector",
                unit=world.school,
                since=TODAY,
                actor=world.reach("safronova"),
                at=AT,
            )
        )
        == "inspector_until"
    )


def test_an_office_is_held_once_at_a_time(world: World) -> None:
    grant(world, "zimin", "responsible", world.school)
    assert code_of(lambda: grant(world, "zimin", "responsible", world.school)) == "office_held"


def test_the_last_administrator_stays(world: World) -> None:
    office = Office.objects.get(role="administrator")
    end: dict[str, Any] = {
        "office": office.pk,
        "until": TODAY,
        "actor": world.reach("nechaev"),
        "at": AT,
    }
    assert code_of(lambda: operations.end_office(**end)) == "last_administrator"
    grant(world, "nechaev", "administrator", world.municipality)
    operations.end_office(**end)
    assert "administrator" not in world.reach("nechaev").offices


def test_a_coordinator_admits_a_head(world: World) -> None:
    person = operations.admit(
        surname="Хромов",
        given="Виктор",
        role="head",
        unit=world.school,
        since=TODAY,
        actor=world.reach("safronova"),
        at=AT,
    )
    assert person.offices.get().role == "head"
    with pytest.raises(Forbidden):
        operations.admit(
            surname="Х",
            given="В",
            role="head",
            unit=world.school,
            since=TODAY,
            actor=world.reach("zimin"),
            at=AT,
        )


# --- «Это не так» ------------------------------------------------------------------------------
def paper_record(world: World) -> PaperRecord:
    return PaperRecord.objects.create(
        person=world.people["lapshina"],
        verb="agree_visit",
        kind="lessonvisit",
        key=1,
        basis="phone",
        happened_on=YESTERDAY,
        recorded_at=AT,
        recorded_by=User.objects.get(login="zimin"),
    )


def test_a_person_objects_and_whoever_recorded_it_is_told(world: World) -> None:
    row = paper_record(world)
    operations.object_to(
        paper_record=row.pk, text="Я не соглашалась", actor=world.reach("lapshina"), at=AT
    )
    notice = Notice.objects.get(code="objected")
    assert notice.user_id == world.people["zimin"].user_id
    assert "соглашалась" not in str(JournalEntry.objects.get(verb="object_to").after)
    operations.settle_objection(paper_record=row.pk, actor=world.reach("zimin"), at=AT)
    row.refresh_from_db()
    assert row.settled_at == AT


@pytest.mark.parametrize("who", ["grachev", "zimin", "safronova", "nechaev"])
def test_nobody_objects_for_another(world: World, who: str) -> None:
    row = paper_record(world)
    with pytest.raises(Forbidden):
        operations.object_to(paper_record=row.pk, text="Нет", actor=world.reach(who), at=AT)


def test_only_whoever_recorded_it_settles(world: World) -> None:
    row = paper_record(world)
    with pytest.raises(Wrong):
        operations.settle_objection(paper_record=row.pk, actor=world.reach("zimin"), at=AT)
    operations.object_to(paper_record=row.pk, text="Нет", actor=world.reach("lapshina"), at=AT)
    with pytest.raises(Forbidden):
        operations.settle_objection(paper_record=row.pk, actor=world.reach("lapshina"), at=AT)
