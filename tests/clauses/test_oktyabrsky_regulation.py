"""Rows of the Oktyabrsky model about the version, its text, its tutors and its consultations."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest

from marshrut import clock
from marshrut.norms.findings import State
from marshrut.people.models import Employment, Person
from marshrut.programmes import operations as programmes
from marshrut.programmes.models import Appointment
from marshrut.regulations import operations
from marshrut.regulations.guards import Refused
from tests.clauses.adopted import Adopted, adopt, approving, organisation
from tests.world import AT, SEPTEMBER, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def district() -> Adopted:
    return adopt("oktyabrsky")


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


def refused_by(refused: pytest.ExceptionInfo[Refused]) -> set[tuple[str, str]]:
    return {(one.clause, one.code) for one in refused.value.decision.refusals}


@pytest.mark.clause("oktyabrsky:шапка")
def test_a_territory_enters_its_own_order_before_a_version_is_in_force(district: Adopted) -> None:
    assert district.board().assessments["шапка"].state is State.MET
    draft = operations.amend(version=district.version.pk, actor=district.reach, at=AT)
    with pytest.raises(Refused) as refused:
        operations.approve(
            version=draft.pk,
            row_version=None,
            order=approving(district.department, number="9", signed=False),
            since=TODAY,
            actor=district.reach,
            at=AT,
        )
    assert refused_by(refused) == {("шапка", "deliverable")}
    assert "Когда и кем Положение утверждено, неизвестно" in district.page()


@pytest.mark.clause("oktyabrsky:1.1", "oktyabrsky:1.2", "oktyabrsky:2.2.a")
@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("1.1", "часть того, как в школьном округе повышают квалификацию"),
        ("1.2", "методическая поддержка каждого педагога по отдельности"),
        ("2.2.a", "учить каждого педагога так, как нужно именно ему"),
    ],
)
def test_what_only_describes_stands_on_the_board_and_is_checked_by_nothing(
    district: Adopted, clause: str, said: str
) -> None:
    assert district.board().assessments[clause].state is State.STATEMENT
    assert said in unescape(district.page())


def appointed(found: Adopted, post_class: str, *, elsewhere: bool = False) -> Appointment:
    """Somebody with this post is named, agrees and is appointed by the department."""
    unit = organisation(found, "school", "Озёрная СОШ")
    row = Person.objects.create(surname="Миронова", given="Имя", patronymic="Отчество", gender="f")
    job = Employment.objects.create(
        person=row,
        unit=unit,
        post=post_class,
        post_class=post_class,
        since=date(2010, 9, 1),
        pedagogical=True,
    )
    system = found.reach.system("test", SEPTEMBER)
    named = programmes.name_candidate(
        programme=found.programme, person=row, unit=unit.pk, why="", actor=system, at=AT
    )
    programmes.agree_to_tutor(appointment=named.pk, row_version=None, actor=system, at=AT)
    if elsewhere:  # moved to another district before the order
        job.unit = organisation(found, "school", "Соседняя СОШ", outside=True)
        job.save()
    return programmes.appoint(
        appointment=named.pk,
        row_version=None,
        order=approving(found.department, number="40"),
        since=SEPTEMBER,
        until=found.programme.until,
        actor=system,
        at=AT,
    )


@pytest.mark.clause("oktyabrsky:4.5")
def test_tutors_are_teachers_and_methodists_of_the_district(district: Adopted) -> None:
    row = appointed(district, "teacher")
    assert (row.status(TODAY), row.order is not None) == ("appointed", True)
    assert district.board().assessments["4.5"].state is State.MET


@pytest.mark.clause("oktyabrsky:4.5")
def test_a_head_is_no_teacher_of_the_district(district: Adopted) -> None:
    with pytest.raises(Refused) as refused:
        appointed(district, "head")
    assert refused_by(refused) == {("4.5", "post")}


@pytest.mark.clause("oktyabrsky:4.5")
def test_a_teacher_of_another_district_is_not_appointed(district: Adopted) -> None:
    with pytest.raises(Refused) as refused:
        appointed(district, "teacher", elsewhere=True)
    assert ("4.5", "in_territory") in refused_by(refused)


@pytest.mark.clause("oktyabrsky:4.9")
def test_the_contract_and_the_act_of_each_month_are_owed_by_the_tutor(district: Adopted) -> None:
    appointed(district, "teacher")
    [owed] = district.board().things("4.9", "lacking")
    assert (owed.finding.state, owed.norm.owes) == (State.BREACHED, "tutor")
