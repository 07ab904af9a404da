"""Supported schools: asked for by the head, looked at by criteria, decided with a reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest
from django.test import Client

from marshrut import clock
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.norms.findings import State
from marshrut.norms.sheets import School
from marshrut.notices.models import Notice
from marshrut.organisations import operations as organisations
from marshrut.organisations.models import Unit, UnitFlag
from marshrut.oversight.board import Board, board
from marshrut.oversight.reaching import reach_of
from marshrut.people.models import Employment, Office, PaperRecord, Person
from marshrut.people.paper import Paper
from marshrut.people.reach import Reach
from marshrut.programmes import access, operations
from marshrut.programmes.models import Enrolment, SchoolEnrolment
from marshrut.programmes.queries import institutions_of, units_of
from marshrut.regulations.guards import Refused
from marshrut.users.models import User
from tests.clauses.adopted import Adopted, adopt, organisation
from tests.world import AT, SEPTEMBER, TODAY

pytestmark = pytest.mark.django_db


@dataclass
class District:
    """A territory of the model of schools, with two schools, their heads and a teacher each."""

    found: Adopted
    schools: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def reach(self, name: str = "") -> Reach:
        if not name:
            return self.found.reach
        user = self.people[name].user_id
        assert user is not None
        return reach_of(user, TODAY)

    def employ(self, name: str, unit: Unit, role: str = "") -> None:
        person = Person.objects.create(
            surname=name.capitalize(),
            given="Имя",
            user=User.objects.create_user(name, "long-enough-password"),
        )
        Employment.objects.create(
            person=person, unit=unit, post="учитель", since=date(2020, 9, 1), pedagogical=not role
        )
        if role:
            Office.objects.create(person=person, role=role, unit=unit, since=date(2020, 9, 1))
        self.people[name] = person

    def ask(self, name: str = "elovsky") -> SchoolEnrolment:
        school = self.schools["near" if name == "elovsky" else "other"]
        return operations.ask_support(
            programme=self.found.programme,
            unit=school.pk,
            wish="Учителя готовы работать вместе",
            actor=self.reach(name),
            at=AT,
        )

    def flag(self, unit: Unit) -> UnitFlag:
        return organisations.flag_unit(
            unit=unit,
            flag="low_results",
            since=SEPTEMBER,
            until=date(2027, 9, 1),
            source="Перечень от 20.08.2026",
            actor=self.reach(),
            at=AT,
        )

    def assess(self, row: SchoolEnrolment) -> SchoolEnrolment:
        criterion = operations.add_criterion(
            programme=self.found.programme,
            title=f"Команда готова {row.pk}",
            kind="judged",
            actor=self.reach(),
            at=AT,
        )
        return operations.assess_school(
            school=row.pk,
            row_version=None,
            values={criterion.pk: (True, "Протокол педсовета")},
            actor=self.reach(),
            at=AT,
        )

    def admit(self, row: SchoolEnrolment, since: date = TODAY) -> SchoolEnrolment:
        return operations.admit_school(
            school=row.pk, row_version=None, since=since, actor=self.reach(), at=AT
        )

    def included(self) -> SchoolEnrolment:
        self.flag(self.schools["near"])
        return self.admit(self.assess(self.ask()))

    def board(self) -> Board:
        return board(self.found.programme, TODAY, self.reach())


@pytest.fixture
def district() -> District:
    found = District(adopt("yaroslavl"))
    for key, head, teacher in (("near", "elovsky", "ershov"), ("other", "sosnin", "sedova")):
        unit = organisation(found.found, "school", f"Школа {head}")
        found.schools[key] = unit
        found.employ(head, unit, "head")
        found.employ(teacher, unit)
    return found


# --- asking ----------------------------------------------------------------------------------
def test_the_head_asks_and_the_coordinator_learns_of_it(district: District) -> None:
    row = district.ask()
    assert (row.status, row.asked_on, row.since) == ("requested", TODAY, None)
    told = Notice.objects.filter(code="support_asked").values_list("user", flat=True)
    assert list(told) == [district.found.coordinator.user_id]


@pytest.mark.parametrize("who", ["sosnin", "ershov"])
def test_nobody_asks_for_a_school_that_is_not_theirs(district: District, who: str) -> None:
    with pytest.raises(Forbidden):
        operations.ask_support(
            programme=district.found.programme,
            unit=district.schools["near"].pk,
            wish="?",
            actor=district.reach(who),
            at=AT,
        )


def test_the_coordinator_enters_a_request_from_paper_only(district: District) -> None:
    given = {
        "programme": district.found.programme,
        "unit": district.schools["near"].pk,
        "wish": "Заявление директора",
        "actor": district.reach(),
        "at": AT,
    }
    with pytest.raises(Forbidden):
        operations.ask_support(**given)
    paper = Paper(basis="paper", happened_on=date(2027, 1, 11))
    row = operations.ask_support(**given, paper=paper)
    assert row.asked_on == date(2027, 1, 11)
    assert PaperRecord.objects.get(kind="schoolenrolment").person == district.people["elovsky"]


def test_a_school_asks_once_until_the_decision(district: District) -> None:
    district.ask()
    with pytest.raises(Wrong, match="twice"):
        district.ask()


def test_schools_ask_only_where_the_regulation_says_so(district: District) -> None:
    district.found.programme.schools_ask = False
    with pytest.raises(Wrong, match="not_in_programme"):
        district.ask()


# --- the decision ----------------------------------------------------------------------------
def test_a_school_is_included_by_its_request_status_and_criteria(district: District) -> None:
    row = district.included()
    assert (row.status, row.since, row.is_open(TODAY)) == ("included", TODAY, True)
    assert Notice.objects.filter(
        code="school_included", user=district.people["elovsky"].user
    ).exists()
    [sheet] = district.board().rows(School)
    assert isinstance(sheet, School)
    assert (sheet.basis, sheet.low_results) == ("request", True)


def test_without_status_and_criteria_every_clause_refuses(district: District) -> None:
    with pytest.raises(Refused) as refused:
        district.admit(district.ask())
    said = {(one.clause, one.code) for one in refused.value.decision.refusals}
    assert said == {("Ц", "low_results"), ("Т1", "product")}


def test_a_refusal_needs_a_reason_which_the_head_reads(district: District) -> None:
    row = district.assess(district.ask())
    refuse = {"school": row.pk, "row_version": None, "actor": district.reach(), "at": AT}
    with pytest.raises(Wrong, match="reason_needed"):
        operations.refuse_school(reason=" ", **refuse)
    operations.refuse_school(reason="Учителей меньше половины", **refuse)
    again = district.ask()
    assert again.status == "requested", "a refused school may ask again"
    with pytest.raises(Wrong, match="decided_already"):
        district.admit(row)


@pytest.mark.parametrize("who", ["elovsky", "sosnin", "ershov"])
def test_only_the_coordinator_decides(district: District, who: str) -> None:
    row, actor = district.ask(), district.reach(who)
    common = {"school": row.pk, "row_version": None, "actor": actor, "at": AT}
    with pytest.raises(Forbidden):
        operations.admit_school(since=TODAY, **common)
    with pytest.raises(Forbidden):
        operations.refuse_school(reason="так", **common)
    with pytest.raises(Forbidden):
        operations.assess_school(values={}, **common)
    with pytest.raises(Forbidden):
        operations.finish_school(until=TODAY, **common)
    with pytest.raises(Forbidden):
        operations.add_criterion(
            programme=district.found.programme, title="?", kind="judged", actor=actor, at=AT
        )


def test_the_head_takes_a_request_back_while_it_waits(district: District) -> None:
    row = district.ask()
    taken = {"school": row.pk, "row_version": None, "at": AT}
    with pytest.raises(Forbidden):
        operations.withdraw_school(actor=district.reach("sosnin"), **taken)
    back = operations.withdraw_school(actor=district.reach("elovsky"), **taken)
    assert back.status == "withdrawn"
    with pytest.raises(Wrong, match="decided_already"):
        operations.withdraw_school(actor=district.reach("elovsky"), **taken)


@pytest.mark.parametrize("since", [date(2026, 12, 1), date(2027, 9, 1)])
def test_a_school_takes_part_from_its_request_within_the_programme(
    district: District, since: date
) -> None:
    with pytest.raises(Wrong, match="outside_programme"):
        district.admit(district.ask(), since)


def test_criteria_are_the_programmes_own_and_dropping_keeps_what_was_said(
    district: District,
) -> None:
    row = district.assess(district.ask())
    [criterion] = district.found.programme.criteria.all()
    drop = {"criterion": criterion.pk, "actor": district.reach(), "at": AT}
    operations.drop_criterion(**drop)
    with pytest.raises(Wrong, match="closed"):
        operations.drop_criterion(**drop)
    assert row.valued.get().ground == "Протокол педсовета"
    with pytest.raises(Wrong, match="nothing_said"):
        operations.assess_school(
            school=row.pk,
            row_version=None,
            values={criterion.pk: (None, "")},
            actor=district.reach(),
            at=AT,
        )
    again = {"title": "Тот же", "kind": "flag", "actor": district.reach(), "at": AT}
    operations.add_criterion(programme=district.found.programme, **again)
    with pytest.raises(Wrong, match="twice"):
        operations.add_criterion(programme=district.found.programme, **again)


# --- who takes part --------------------------------------------------------------------------
def test_only_included_schools_take_part(district: District) -> None:
    programme = district.found.programme
    assert institutions_of(programme).count() == 2
    assert not units_of(programme).exists()
    row = district.included()
    assert list(units_of(programme)) == [district.schools["near"]]
    finished = operations.finish_school(
        school=row.pk, row_version=None, until=TODAY, actor=district.reach(), at=AT
    )
    assert finished.status == "finished"
    assert not units_of(programme).exists()
    assert not units_of(programme, TODAY).exists()
    assert not Enrolment.objects.filter(unit=district.schools["other"]).exists()


def test_the_end_is_not_before_the_beginning_nor_in_the_future(district: District) -> None:
    row = district.included()
    for until, code in ((date(2027, 1, 1), "dates"), (date(2027, 2, 1), "future_date")):
        with pytest.raises(Wrong, match=code):
            operations.finish_school(
                school=row.pk, row_version=None, until=until, actor=district.reach(), at=AT
            )


def test_the_management_team_is_counted_by_school(district: District) -> None:
    district.included()
    team = "С3"
    assert district.board().assessments[team].state is State.BREACHED
    Office.objects.create(
        person=district.people["ershov"],
        role="management_team",
        unit=district.schools["near"],
        since=SEPTEMBER,
    )
    assert district.board().assessments[team].state is State.MET
    seen = access.schools(district.reach("ershov"))
    assert [row.unit for row in seen] == [district.schools["near"]]


@pytest.mark.parametrize("who", ["", "elovsky", "sosnin", "ershov", "sedova"])
def test_the_list_and_the_question_say_the_same(district: District, who: str) -> None:
    district.ask()
    district.ask("sosnin")
    reach = district.reach(who)
    seen = set(access.schools(reach).values_list("pk", flat=True))
    assert seen == {
        row.pk for row in SchoolEnrolment.objects.all() if access.may_see_school(reach, row)
    }
    assert len(seen) == {"": 2, "elovsky": 1, "sosnin": 1}.get(who, 0)


# --- statuses --------------------------------------------------------------------------------
def test_a_status_is_dated_and_never_overlaps(district: District) -> None:
    school = district.schools["near"]
    row = district.flag(school)
    with pytest.raises(Wrong, match="periods_overlap"):
        district.flag(school)
    with pytest.raises(Forbidden):
        organisations.end_flag(flag=row.pk, actor=district.reach("elovsky"), at=AT)
    ended = organisations.end_flag(flag=row.pk, actor=district.reach(), at=AT)
    assert ended.until == TODAY
    with pytest.raises(Wrong, match="closed"):
        organisations.end_flag(flag=row.pk, actor=district.reach(), at=AT)
    with pytest.raises(Wrong, match="not_an_institution"):
        district.flag(district.found.programme.unit)


# --- pages -----------------------------------------------------------------------------------
@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(clock, "now", lambda: AT)
    return Client(headers={"accept-language": "ru"})


def test_a_refused_head_reads_the_reason_and_what_is_known(
    client: Client, district: District
) -> None:
    row = district.assess(district.ask())
    operations.refuse_school(
        school=row.pk, row_version=None, reason="Учителей мало", actor=district.reach(), at=AT
    )
    client.force_login(district.people["elovsky"].user or User())
    page = client.get(f"/programmes/supported/{row.pk}/").content.decode()
    assert "Учителей мало" in page
    assert "Протокол педсовета" in page
    client.force_login(district.people["sosnin"].user or User())
    assert client.get(f"/programmes/supported/{row.pk}/").status_code == 404


def test_the_way_of_a_request_through_pages(client: Client, district: District) -> None:
    programme = district.found.programme.pk
    client.force_login(district.people["elovsky"].user or User())
    asked = {"unit": district.schools["near"].pk, "wish": "Очень просим"}
    assert client.post(f"/programmes/{programme}/supported/ask/", asked).status_code == 302
    row = SchoolEnrolment.objects.get()
    client.force_login(district.found.coordinator.user or User())
    criterion = {"title": "Учителей хватает", "kind": "judged"}
    assert client.post(f"/programmes/{programme}/criteria/", criterion).status_code == 302
    [known] = district.found.programme.criteria.all()
    said = {f"met{known.pk}": "yes", f"ground{known.pk}": "Список", "row_version": row.row_version}
    assert client.post(f"/programmes/supported/{row.pk}/assess/", said).status_code == 302
    row.refresh_from_db()
    deciding = {"decision": "admit", "since": "2027-01-22", "row_version": row.row_version}
    page = client.post(f"/programmes/supported/{row.pk}/", deciding).content.decode()
    assert "ШНОР" in page, "the refusal quotes the clause"
    district.flag(district.schools["near"])
    assert client.post(f"/programmes/supported/{row.pk}/", deciding).status_code == 302
    row.refresh_from_db()
    assert row.status == "included"
