"""Accounts without mail: slips that work once, and nobody's way into a higher account."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.notices.models import Notice
from marshrut.people import access, operations
from marshrut.people.models import Employment, Person, SignInSlip
from marshrut.people.reach import Reach
from marshrut.users.models import User
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db
PASSWORD = "совсем-новый-пароль"


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def newcomer(world: World) -> Person:
    person = operations.add_person(
        surname="Савельев",
        given="Кирилл",
        patronymic="Петрович",
        actor=world.reach("zimin"),
        at=AT,
    )
    Employment.objects.create(person=person, unit=world.school, post="учитель", since=TODAY)
    return person


def use(login: str, code: str, password: str = PASSWORD, at: datetime = AT) -> User:
    door = Reach.system("sign-in slip", TODAY)
    return operations.use_slip(login=login, code=code, password=password, actor=door, at=at)


def test_a_slip_opens_the_account_and_is_used_once(world: World, newcomer: Person) -> None:
    login, code = operations.issue_slip(person=newcomer, actor=world.reach("zimin"), at=AT)
    assert login == "savelev"
    user = use("Savelev ", code.lower().replace("-", " "))
    assert user.check_password(PASSWORD)
    with pytest.raises(Wrong):
        use(login, code)


def test_the_code_is_kept_nowhere(world: World, newcomer: Person) -> None:
    _, code = operations.issue_slip(person=newcomer, actor=world.reach("zimin"), at=AT)
    kept = str(list(SignInSlip.objects.values())) + str(list(JournalEntry.objects.values()))
    assert code not in kept
    assert code.replace("-", "") not in kept


def test_a_new_slip_ends_the_earlier_one(world: World, newcomer: Person) -> None:
    zimin = world.reach("zimin")
    login, first = operations.issue_slip(person=newcomer, actor=zimin, at=AT)
    _, second = operations.issue_slip(person=newcomer, actor=zimin, at=AT + timedelta(seconds=1))
    with pytest.raises(Wrong):
        use(login, first, at=AT + timedelta(seconds=2))
    assert use(login, second, at=AT + timedelta(seconds=2))


def test_a_slip_lasts_thirty_days(world: World, newcomer: Person) -> None:
    login, code = operations.issue_slip(person=newcomer, actor=world.reach("zimin"), at=AT)
    with pytest.raises(Wrong):
        use(login, code, at=AT + timedelta(days=30))
    assert use(login, code, at=AT + timedelta(days=29, hours=23))


def test_every_failure_looks_the_same(world: World, newcomer: Person) -> None:
    login, code = operations.issue_slip(person=newcomer, actor=world.reach("zimin"), at=AT)
    codes = set()
    for tried in ((login, "AAAA-AAAA"), ("nobody", code), ("lapshina", code), (login, "")):
        with pytest.raises(Wrong) as wrong:
            use(*tried)
        codes.add((wrong.value.code, str(wrong.value.params)))
    assert codes == {("slip_unknown", "{}")}


def test_a_code_of_one_person_does_not_open_another(world: World, newcomer: Person) -> None:
    zimin = world.reach("zimin")
    _, code = operations.issue_slip(person=newcomer, actor=zimin, at=AT)
    other, _ = operations.issue_slip(person=world.people["grachev"], actor=zimin, at=AT)
    with pytest.raises(Wrong):
        use(other, code)


def test_slips_for_a_whole_school_are_one_entry(world: World, newcomer: Person) -> None:
    people = [newcomer, *(world.people[name] for name in ("lapshina", "grachev", "ershova"))]
    slips = operations.issue_slips(persons=people, actor=world.reach("zimin"), at=AT)
    assert [slip.login for slip in slips] == ["savelev", "lapshina", "grachev", "ershova"]
    assert JournalEntry.objects.get(verb="issue_slips").count == 4
    assert all(use(slip.login, slip.code) for slip in slips)


@pytest.mark.parametrize(
    ("who", "whom"),
    [
        ("zimin", "stranger"),  # another school
        ("zimin", "zimin"),  # oneself: there is a page for that
        ("zimin", "safronova"),
        ("safronova", "nechaev"),
        ("safronova", "safronova"),
        ("dorohova", "lapshina"),  # a tutor of the pair
        ("lapshina", "grachev"),
        ("prohorov", "lapshina"),
    ],
)
def test_a_slip_is_nobodys_way_into_this_account(world: World, who: str, whom: str) -> None:
    for deed in (operations.issue_slip, operations.reset_by_school, operations.block_account):
        with pytest.raises(Forbidden):
            deed(person=world.people[whom], actor=world.reach(who), at=AT)


def test_a_school_has_no_way_into_the_account_of_a_coordinator_who_also_teaches_there(
    world: World,
) -> None:
    Employment.objects.create(
        person=world.people["safronova"], unit=world.school, post="учитель", since=date(2020, 9, 1)
    )
    with pytest.raises(Forbidden):
        operations.reset_by_school(
            person=world.people["safronova"], actor=world.reach("zimin"), at=AT
        )


def test_an_office_that_begins_tomorrow_guards_the_account_today(world: World) -> None:
    tomorrow = TODAY + timedelta(days=1)
    operations.grant_office(
        person=world.people["grachev"],
        role="head",
        unit=world.school,
        since=tomorrow,
        actor=world.reach("safronova"),
        at=AT,
    )
    with pytest.raises(Forbidden):
        operations.issue_slip(person=world.people["grachev"], actor=world.reach("zimin"), at=AT)


def test_resetting_ends_the_old_password_and_tells_the_person(world: World) -> None:
    person = world.people["lapshina"]
    login, code = operations.reset_by_school(person=person, actor=world.reach("zimin"), at=AT)
    user = User.objects.get(login=login)
    assert not user.has_usable_password()
    assert Notice.objects.get(code="password_reset").user_id == user.pk
    assert use(login, code).check_password(PASSWORD)


def test_a_blocked_account_has_no_slips(world: World, newcomer: Person) -> None:
    zimin = world.reach("zimin")
    login, code = operations.issue_slip(person=newcomer, actor=zimin, at=AT)
    newcomer.refresh_from_db()
    operations.block_account(person=newcomer, actor=zimin, at=AT)
    with pytest.raises(Wrong):
        use(login, code)
    with pytest.raises(Wrong):
        operations.issue_slip(person=newcomer, actor=zimin, at=AT)
    operations.unblock_account(person=newcomer, actor=zimin, at=AT)
    assert use(login, code)


def test_a_login_is_taken_once_and_an_account_opened_once(world: World, newcomer: Person) -> None:
    zimin = world.reach("zimin")
    with pytest.raises(Wrong) as wrong:
        operations.open_account(person=newcomer, login=" Lapshina", actor=zimin, at=AT)
    assert wrong.value.code == "login_taken"
    operations.open_account(person=newcomer, login="kirill", actor=zimin, at=AT)
    with pytest.raises(Wrong) as wrong:
        operations.open_account(person=newcomer, actor=zimin, at=AT)
    assert wrong.value.code == "account_exists"


def test_a_slip_is_used_only_through_its_own_door(world: World) -> None:
    with pytest.raises(Forbidden):
        operations.use_slip(
            login="lapshina", code="x", password=PASSWORD, actor=world.reach("lapshina"), at=AT
        )


def test_each_chooses_a_language_for_oneself(world: World) -> None:
    user = operations.choose_language(language="en", actor=world.reach("lapshina"), at=AT)
    assert user.language == "en"


def test_one_of_two_schools_has_no_way_into_an_account_in_use(world: World) -> None:
    """A former employee, hired again for a day, reads texts of tutees elsewhere."""
    stranger = world.people["stranger"]
    Employment.objects.create(person=stranger, unit=world.school, post="учитель", since=TODAY)
    zimin, safronova = world.reach("zimin"), world.reach("safronova")
    assert access.may_keep_account(zimin, stranger)
    assert stranger.user is not None
    stranger.user.last_login = AT
    stranger.user.save()
    assert not access.may_keep_account(zimin, stranger)
    assert access.may_keep_account(safronova, stranger)


def test_an_office_is_granted_to_those_whom_one_sees(world: World) -> None:
    with pytest.raises(Forbidden):
        operations.grant_office(
            person=world.people["stranger"],
            role="responsible",
            unit=world.school,
            since=TODAY,
            actor=world.reach("zimin"),
            at=AT,
        )


def test_offices_of_a_school_end_with_the_work_in_it(world: World) -> None:
    world.grant("ershova", "responsible", world.school)
    job = Employment.objects.get(person=world.people["ershova"])
    operations.dismiss(employment=job.pk, until=TODAY, actor=world.reach("zimin"), at=AT)
    assert not world.reach("ershova").offices
    assert JournalEntry.objects.filter(verb="end_office", unit=world.school.pk).exists()
