"""Rows of the Kaltansky model about the order, the version, its text, its lists and its tutors."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from marshrut import clock
from marshrut.norms.findings import State
from marshrut.oversight.board import board
from marshrut.people.models import Education, Employment, Person
from marshrut.programmes import operations as programmes
from marshrut.programmes.models import Appointment
from marshrut.regulations import operations
from marshrut.regulations.guards import Refused
from tests.clauses.adopted import Adopted, adopt, approving, organisation
from tests.world import AT, SEPTEMBER, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def kaltan() -> Adopted:
    return adopt("kaltan")


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


def state(found: Adopted, clause: str) -> State:
    return found.board().assessments[clause].state


def refused_by(refused: pytest.ExceptionInfo[Refused]) -> set[tuple[str, str]]:
    return {(one.clause, one.code) for one in refused.value.decision.refusals}


def text(found: Adopted) -> str:
    """What the version asks, clause by clause, as the coordinator reads it."""
    client = Client()
    assert found.coordinator.user is not None
    client.force_login(found.coordinator.user)
    answer = client.get(reverse("regulation_version", args=[found.version.pk]))
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split())


# --- the order and the version ---------------------------------------------------------------
@pytest.mark.clause("kaltan:преамбула", "kaltan:1.1", "kaltan:2.2.1")
@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("преамбула", "муниципальная программа развития педагогов на 2019–2023 годы"),
        ("1.1", "зачем и в каких направлениях педагогов сопровождают тьюторы"),
        ("2.2.1", "помочь педагогам методически и технологически"),
    ],
)
def test_what_only_describes_stands_on_the_board_and_is_checked_by_nothing(
    kaltan: Adopted, clause: str, said: str
) -> None:
    assert state(kaltan, clause) is State.STATEMENT
    assert said in unescape(kaltan.page())


@pytest.mark.clause("kaltan:1.2")
def test_the_acts_behind_the_regulation_are_named(kaltan: Adopted) -> None:
    said = text(kaltan)
    for act in ("№ 273-ФЗ", "№ Р-76", "№ Р-33", "№ 2077", "№ 309"):
        assert act in said


@pytest.mark.clause("kaltan:П1", "kaltan:4.1")
def test_only_an_order_in_force_brings_a_version_into_force(kaltan: Adopted) -> None:
    assert {state(kaltan, "П1"), state(kaltan, "4.1")} == {State.MET}
    draft = operations.amend(version=kaltan.version.pk, actor=kaltan.reach, at=AT)
    order = approving(kaltan.department, controller=kaltan.coordinator, number="9", signed=False)
    with pytest.raises(Refused) as refused:
        operations.approve(
            version=draft.pk,
            row_version=None,
            order=order,
            since=TODAY,
            actor=kaltan.reach,
            at=AT,
        )
    assert refused_by(refused) == {("П1", "deliverable"), ("4.1", "deliverable")}


@pytest.mark.clause("kaltan:П3")
def test_an_order_without_a_responsible_person_approves_nothing() -> None:
    with pytest.raises(Refused) as refused:
        adopt("kaltan", controlled=False)
    assert refused_by(refused) == {("П3", "size")}


@pytest.mark.clause("kaltan:4.2")
def test_an_amendment_needs_an_order_of_the_same_body(kaltan: Adopted) -> None:
    draft = operations.amend(version=kaltan.version.pk, actor=kaltan.reach, at=AT)
    school = organisation(kaltan, "school", "Озёрная СОШ")
    theirs = approving(school, controller=kaltan.coordinator)
    given = {"version": draft.pk, "row_version": None, "since": TODAY, "at": AT}
    with pytest.raises(Refused) as refused:
        operations.approve(order=theirs, actor=kaltan.reach, **given)
    assert refused_by(refused) == {("4.2", "order_of")}
    own = approving(kaltan.department, controller=kaltan.coordinator, number="9")
    new = operations.approve(order=own, actor=kaltan.reach, **given)
    kaltan.version.refresh_from_db()
    assert (kaltan.version.until, new.amends_id) == (TODAY, kaltan.version.pk)


# --- lists -----------------------------------------------------------------------------------
@pytest.mark.clause("kaltan:2.4", "kaltan:3.4", "kaltan:3.5", "kaltan:3.6")
def test_directions_technologies_methods_and_forms_are_read_as_they_are_listed(
    kaltan: Adopted,
) -> None:
    # A database keeps no order of names, so lists are told apart by what they hold.
    open_: set[frozenset[str]] = set()
    closed: set[frozenset[str]] = set()
    for names, last in re.findall(r"Называет: (.*?)\.( Других нет)?", text(kaltan)):
        (closed if last else open_).add(frozenset(re.sub(r" \(.*?\)", "", names).split(", ")))
    assert {len(names) for names in open_ if "Дошкольное образование" in names} == {5}
    for one, count in (
        ("Тренинговая технология", 4),
        ("Методы проблемного обучения", 3),
        ("Образовательное событие", 5),
    ):
        assert [len(names) for names in closed if one in names] == [count]
    sorts = re.search(r"Методы проблемного обучения \((.*?)\)", text(kaltan))
    assert sorts
    assert set(sorts[1].split(", ")) == {"Разрешение проблемных ситуаций", "Метод обучающего кейса"}


# --- tutors ----------------------------------------------------------------------------------
def person(found: Adopted, kind: str, since: date, *, level: str, field: str) -> Appointment:
    """A candidate who works at an organisation of this kind and agrees to be a tutor."""
    here = organisation(found, "school" if kind == "centre" else kind, "Организация")
    row = Person.objects.create(surname="Миронова", given="Имя", patronymic="Отчество", gender="f")
    job = Employment.objects.create(
        person=row,
        unit=here,
        post="воспитатель",
        post_class="educator",
        since=since,
        pedagogical=True,
    )
    Education.objects.create(person=row, level=level, field=field)
    system = found.reach.system("test", SEPTEMBER)
    named = programmes.name_candidate(
        programme=found.programme, person=row, unit=here.pk, why="", actor=system, at=AT
    )
    agreed = programmes.agree_to_tutor(appointment=named.pk, row_version=None, actor=system, at=AT)
    if kind == "centre":  # went to work as a methodist before the order
        job.unit = organisation(found, kind, "Методический центр")
        job.save()
    return agreed


def appoint(found: Adopted, row: Appointment) -> Appointment:
    return programmes.appoint(
        appointment=row.pk,
        row_version=None,
        order=approving(found.department, number="40"),
        since=SEPTEMBER,
        until=found.programme.until,
        actor=found.reach.system("test", SEPTEMBER),
        at=AT,
    )


@pytest.mark.clause("kaltan:3.2")
@pytest.mark.parametrize(
    ("kind", "since", "level", "field", "because"),
    [
        ("kindergarten", date(2023, 9, 1), "higher", "pedagogy", set()),
        ("school", date(2023, 9, 2), "higher", "psychology", {"experience"}),
        ("school", date(2010, 9, 1), "secondary", "pedagogy", {"education"}),
        ("centre", date(2010, 9, 1), "higher", "education", {"employed_in"}),
        ("school", date(2026, 1, 9), "higher", "other", {"education", "experience"}),
    ],
)
def test_a_tutor_has_the_education_three_years_and_works_in_an_institution(
    kaltan: Adopted, kind: str, since: date, level: str, field: str, because: set[str]
) -> None:
    row = person(kaltan, kind, since, level=level, field=field)
    if because:
        with pytest.raises(Refused) as refused:
            appoint(kaltan, row)
        assert refused_by(refused) == {("3.2", code) for code in because}
    else:
        assert appoint(kaltan, row).status(TODAY) == "appointed"
        assert board(kaltan.programme, TODAY, kaltan.reach).things("3.2", "met")
