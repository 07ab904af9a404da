"""The matrix: clauses by municipalities, each reader's own columns, from roll-ups alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from marshrut import clock
from marshrut.journal.deeds import deed
from marshrut.monitoring.matrix import Matrix, matrix
from marshrut.norms.assessing import Assessment
from marshrut.norms.findings import State
from marshrut.notices.models import Job
from marshrut.notices.work import run_one
from marshrut.oversight.access import may_read_rollups, may_see_rollup, rollups
from marshrut.oversight.board import board
from marshrut.oversight.models import RollUp
from marshrut.oversight.rolling import counted, roll_up
from marshrut.programmes import operations
from marshrut.programmes.models import Appointment, Pairing, Programme
from tests.routes.walk import begin
from tests.web.furnished import _far
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = build()
    begin(world)
    world.employ("belozyorova", world.municipality, "методист", "methodist", pedagogical=False)
    world.grant("belozyorova", "regional_coordinator", world.municipality.parent)
    return world


@pytest.fixture
def far(world: World) -> World:
    """The same model in another municipality, where a tutor has no tutee yet."""
    return _far(world)


def work_off() -> None:
    """Do every job that deeds asked for."""
    while run_one(now=lambda: AT + timedelta(minutes=1), real_now=lambda: AT):
        pass


def marks(programme: Programme) -> dict[tuple[int, str], tuple[int, int, int, int]]:
    rows = RollUp.objects.filter(programme=programme)
    return {(r.unit_id, r.clause): (r.state, r.met, r.of, r.waived) for r in rows}


def figure(one: Assessment) -> tuple[int, int]:
    return (one.count.met, one.count.of) if one.count else (0, 0)


def facts(programme: Programme) -> dict[tuple[int, str], tuple[int, int, int, int]]:
    return {
        key: (one.state, *figure(one), len(one.waived)) for key, one in counted(programme, TODAY)
    }


def by_clause(found: Matrix | None, key: str) -> dict[str, State | None]:
    assert found is not None
    [row] = [row for part in found.parts for row in part.rows if row.clause.key == key]
    return {cell.column.name: cell.state for cell in row.cells}


# --- roll-ups are what the facts say ---------------------------------------------------------
def test_after_deeds_the_roll_ups_equal_the_facts(world: World, far: World) -> None:
    work_off()
    assert marks(world.programme) == facts(world.programme)
    world.case("grachev")
    operations.end_appointment(
        appointment=world.appointments["oreshkina"].pk,
        row_version=None,
        on=TODAY,
        reason="уволена",
        actor=world.system(),
        at=AT,
    )
    before = marks(world.programme)
    assert before != facts(world.programme)
    work_off()
    assert marks(world.programme) == facts(world.programme)
    assert marks(far.programme) == facts(far.programme)


def test_a_roll_up_says_what_the_board_says(world: World) -> None:
    work_off()
    stands = board(world.programme, TODAY, world.system()).assessments
    for (unit, clause), (state, met, of, _) in marks(world.programme).items():
        assert unit == world.municipality.pk
        assert (state, (met, of)) == (stands[clause].state, figure(stands[clause]))
    assert {clause for _, clause in marks(world.programme)} == set(stands)


def test_many_deeds_leave_one_open_job_and_counting_twice_changes_nothing(world: World) -> None:
    work_off()
    world.case("grachev")
    world.case("ershova")
    wanted = Job.objects.filter(kind="roll_up", done_at=None)
    assert [job.key for job in wanted] == [f"programme:{world.programme.pk}"]
    work_off()
    once = marks(world.programme)
    roll_up(world.programme, on=TODAY, at=AT)
    assert marks(world.programme) == once


def test_a_refused_deed_asks_for_nothing(world: World) -> None:
    work_off()

    @deed
    def fail(*, actor: object, at: object) -> None:
        from marshrut.journal.operations import record

        record("x", world.programme, actor=world.system(), at=AT, programme=world.programme.pk)
        raise ValueError

    with pytest.raises(ValueError):
        fail(actor=None, at=AT)
    assert not Job.objects.filter(kind="roll_up", done_at=None).exists()


def test_a_closed_or_unstarted_programme_has_no_marks(world: World) -> None:
    work_off()
    Programme.objects.filter(pk=world.programme.pk).update(closed_on=TODAY)
    world.programme.refresh_from_db()
    roll_up(world.programme, on=TODAY, at=AT)
    assert not RollUp.objects.filter(programme=world.programme).exists()
    world.programme.closed_on, world.programme.started_on = None, None
    assert list(counted(world.programme, TODAY)) == []


def test_a_regional_programme_stands_in_each_municipality(world: World, far: World) -> None:
    """What belongs to the whole programme stands everywhere, the rest where it happens."""
    region = world.municipality.parent
    assert region is not None
    Programme.objects.filter(pk=world.programme.pk).update(unit=region)
    programme = Programme.objects.select_related("unit").get(pk=world.programme.pk)
    found = dict(counted(programme, TODAY))
    assert {unit for unit, _ in found} == {world.municipality.pk, far.municipality.pk}
    near, away = (found[unit, "4.3"] for unit in (world.municipality.pk, far.municipality.pk))
    assert near.of > away.of > 0
    assert found[world.municipality.pk, "П1"].met == found[far.municipality.pk, "П1"].met == 1


# --- who sees which columns ------------------------------------------------------------------
def test_the_region_reads_all_columns_and_a_municipality_its_own(world: World, far: World) -> None:
    work_off()
    all_of_it = by_clause(matrix(world.reach("belozyorova")), "4.3")
    assert set(all_of_it) == {"Каменнобродский округ", "Зареченский округ"}
    for who in ("safronova", "prohorov"):
        assert set(by_clause(matrix(world.reach(who)), "4.3")) == {"Каменнобродский округ"}


@pytest.mark.parametrize("who", ["zimin", "dorohova", "lapshina", "nechaev"])
def test_nobody_else_has_a_matrix(world: World, who: str) -> None:
    work_off()
    reach = world.reach(who)
    assert not may_read_rollups(reach)
    assert not rollups(reach).exists()
    assert not any(may_see_rollup(reach, row) for row in RollUp.objects.all())


def test_list_and_question_agree(world: World, far: World) -> None:
    work_off()
    for who in ("belozyorova", "safronova", "prohorov"):
        reach = world.reach(who)
        seen = set(rollups(reach).values_list("pk", flat=True))
        assert seen == {row.pk for row in RollUp.objects.all() if may_see_rollup(reach, row)}


# --- what it shows ---------------------------------------------------------------------------
def test_one_municipality_may_be_breached_while_another_is_met(world: World, far: World) -> None:
    Pairing.objects.filter(appointment=world.appointments["oreshkina"]).delete()
    Appointment.objects.filter(pk=world.appointments["oreshkina"].pk).delete()
    for one in (world, far):
        roll_up(one.programme, on=TODAY, at=AT)
    states = by_clause(matrix(world.reach("belozyorova")), "4.2")
    assert states["Каменнобродский округ"] is State.BREACHED
    assert states["Зареченский округ"] is State.MET


def test_a_stale_column_says_when_it_was_counted(world: World, far: World) -> None:
    work_off()
    RollUp.objects.filter(programme=far.programme).update(counted_on=date(2027, 1, 20))
    found = matrix(world.reach("belozyorova"))
    assert found is not None
    stale = {column.name: column.is_stale for column in found.columns}
    assert stale == {"Каменнобродский округ": False, "Зареченский округ": True}


def test_filters_keep_rows_that_have_the_state_anywhere(world: World, far: World) -> None:
    work_off()
    found = matrix(world.reach("belozyorova"))
    assert found is not None
    for state in State:
        rows = [row for part in found.only(state=state.code) for row in part.rows]
        assert all(any(cell.state is state for cell in row.cells) for row in rows)
    assert [part.index for part in found.only(part=2)] == [2]


def test_models_stand_apart_by_their_code(world: World, far: World) -> None:
    work_off()
    found = matrix(world.reach("belozyorova"), code="no-such")
    assert found is not None
    assert [model.code for model in found.models] == ["chebula"]
    assert found.model.columns == 2


Entrance = Callable[[str], Client]


# --- pages -----------------------------------------------------------------------------------
@pytest.fixture
def client_of(world: World, monkeypatch: pytest.MonkeyPatch) -> Entrance:
    monkeypatch.setattr(clock, "now", lambda: AT)

    def sign_in(who: str) -> Client:
        client = Client()
        user = world.people[who].user
        assert user is not None
        client.force_login(user)
        return client

    return sign_in


def test_the_page_says_marks_in_words_and_leads_to_the_board(
    client_of: Entrance, world: World, far: World
) -> None:
    work_off()
    page = client_of("belozyorova").get("/monitoring/matrix/").content.decode()
    assert f"/regulations/?programme={far.programme.pk}#c-4.2" in page
    assert "Зареченский округ, п. 4.2" in page
    assert "%" not in page.split("<main")[1].split("</main>")[0].replace("%20", "")


def test_the_page_without_programmes_says_what_to_wait_for(
    client_of: Entrance, world: World
) -> None:
    RollUp.objects.all().delete()
    answer = client_of("safronova").get("/monitoring/matrix/")
    assert answer.status_code == 200
    assert client_of("safronova").get("/monitoring/matrix/book/").status_code == 404


@pytest.mark.parametrize("query", ["part=x", "part=99999", "part=²", "state=bad", "model=%00"])
def test_impossible_filters_are_none(client_of: Entrance, world: World, query: str) -> None:
    work_off()
    assert client_of("safronova").get(f"/monitoring/matrix/?{query}").status_code == 200


def test_the_book_has_the_rows_and_columns_of_the_page(
    client_of: Entrance, world: World, far: World
) -> None:
    work_off()
    answer = client_of("belozyorova").get("/monitoring/matrix/book/?state=breached")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    head = next(row for row in rows if "Зареченский" in str(row))
    assert len(head) == 4
    found = matrix(world.reach("belozyorova"))
    assert found is not None
    wanted = [row.clause.cite for part in found.only(state="breached") for row in part.rows]
    assert [row[0] for row in rows if row[0] in set(wanted)] == wanted


def test_a_wide_matrix_asks_no_more_than_a_narrow_one(
    client_of: Entrance, world: World, far: World
) -> None:
    work_off()
    client = client_of("belozyorova")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/monitoring/matrix/").status_code == 200
    assert len(asked) <= 9
