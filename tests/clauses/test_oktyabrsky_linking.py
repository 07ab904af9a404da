"""Rows of the Oktyabrsky model about the school district and the tutor from the institute."""

from __future__ import annotations

from datetime import date

import pytest

from marshrut.organisations import operations as organisations
from marshrut.oversight.board import board
from marshrut.oversight.reaching import reach_of
from marshrut.people.models import Employment, Person
from marshrut.people.reach import Reach
from marshrut.programmes import access, operations
from marshrut.programmes import outside as linking
from marshrut.programmes.models import Enrolment, Pairing, Programme
from marshrut.programmes.operations import Newcomer
from marshrut.programmes.queries import units_of
from marshrut.users.models import User
from tests.clauses.adopted import Adopted, adopt, organisation
from tests.clauses.test_oktyabrsky_regulation import appointed
from tests.world import AT, SEPTEMBER, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def district() -> Adopted:
    return adopt("oktyabrsky")


@pytest.mark.clause("oktyabrsky:1.1")
def test_a_programme_of_a_district_reaches_its_schools_and_no_others(district: Adopted) -> None:
    """The school district lies between the schools and the municipality or the region."""
    system = Reach.system("test", TODAY)
    home = district.programme.unit
    okrug = organisations.add_unit(
        parent=home, kind="district", name="Октябрьский округ", short_name="Октябрьский округ",
        actor=system, at=AT,
    )  # fmt: skip
    inside = organisations.add_unit(
        parent=okrug, kind="school", name="Школа округа", short_name="Школа округа",
        actor=system, at=AT,
    )  # fmt: skip
    organisation(district, "school", "Школа вне округа")
    row = operations.prepare_programme(
        unit=okrug, version=district.version, title="Округ", since=SEPTEMBER,
        until=date(2027, 9, 1), actor=system, at=AT,
    )  # fmt: skip
    operations.start_programme(programme=row.pk, row_version=None, actor=system, at=AT)
    row = Programme.objects.select_related("unit").get(pk=row.pk)
    assert list(units_of(row)) == [inside]
    assert board(row, TODAY, district.reach).scope.everything, "the municipality oversees it"


@pytest.mark.clause("oktyabrsky:4.2")
def test_the_institutes_tutor_sees_the_linked_case_beside_its_own_tutor(district: Adopted) -> None:
    tutor = appointed(district, "teacher")
    case, other = (_case(district, tutor.unit_id, name) for name in ("Лебедева", "Чужая"))
    Pairing.objects.create(enrolment=case, appointment=tutor, since=SEPTEMBER)
    row = operations.link_external(
        enrolment=case.pk,
        person=Newcomer(surname="Журавлёв", given="Сергей", gender="m"),
        works_at="Институт развития образования",
        ground="Соглашение № 5",
        since=TODAY,
        until=date(2027, 5, 1),
        actor=district.reach,
        at=AT,
    )
    user = User.objects.create_user("zhuravlyov", "long-enough-password")
    Person.objects.filter(pk=row.person_id).update(user=user)
    outside = reach_of(user.pk, TODAY)
    assert list(access.enrolments(outside)) == [case]
    assert not access.may_see_enrolment(outside, other)
    own = User.objects.create_user("own-tutor", "long-enough-password")
    Person.objects.filter(pk=tutor.person_id).update(user=own)
    inside = reach_of(own.pk, TODAY)
    assert access.may_see_enrolment(inside, case)
    assert list(linking.links(inside)) == [row], "both tutors know of each other"
    assert not access.enrolments(reach_of(user.pk, date(2027, 5, 1))).exists()


def _case(district: Adopted, unit: int, name: str) -> Enrolment:
    person = Person.objects.create(surname=name, given="Имя")
    Employment.objects.create(person=person, unit_id=unit, post="учитель", since=date(2020, 9, 1))
    return Enrolment.objects.create(
        programme=district.programme, unit_id=unit, person=person, basis="diagnosis",
        since=SEPTEMBER,
    )  # fmt: skip
