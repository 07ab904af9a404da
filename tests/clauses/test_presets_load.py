"""A preset is loaded, approved and put to work; before anything is done no clause says «met»."""

from __future__ import annotations

from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from marshrut import clock
from marshrut.activities.models import Activity
from marshrut.norms.findings import State
from marshrut.oversight.board import Board, board
from marshrut.programmes import operations as programmes
from marshrut.regulations import operations
from marshrut.regulations.files import preset
from marshrut.regulations.guards import Refused
from marshrut.regulations.models import RegulationVersion
from tests.clauses.conftest import ROWS
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db
PERIODS = {
    "mostovsky": (date(2027, 1, 1), date(2028, 1, 1)),
    "yaroslavl": (date(2026, 6, 1), date(2027, 7, 1)),
}
# What stands on the order of approval alone, which every programme has.
APPROVED = {"mostovsky": {"гриф"}, "yaroslavl": {"шапка"}}
# What has facts from the first day: the order, the plan of activities, empty as it is, and what
# communities and teams do for the programme as a whole.
COUNTED = {
    "mostovsky": {"гриф", "З3", "1.1", "1.2"} | {"В3", "ФС2", "ФС4", "З8"},
    "yaroslavl": {"шапка", "М2", "ПРЕД3", "Р4"} | {"С1", "С2", "Р2", "Р3", "Э1", "Э2", "Э3б", "Т3"},
}
regulation = pytest.mark.parametrize("code", sorted(PERIODS))


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


def approved(world: World, code: str, signed_on: date | None) -> RegulationVersion:
    """A version loaded from the preset and put in force by an order."""
    system: dict[str, Any] = {"actor": world.system(), "at": AT}
    draft = operations.load_regulation(unit=world.centre, document=preset(code), **system)
    since, _until = PERIODS[code]
    order = world.order(world.centre, "87" if signed_on else "б/н", since, "approval")
    order.signed_on = signed_on
    order.save()
    return operations.approve(
        version=draft.pk, row_version=None, order=order, since=since, **system
    )


def empty(world: World, code: str) -> Board:
    """The board of a programme that has just begun by the preset, with nobody in it yet."""
    system: dict[str, Any] = {"actor": world.system(), "at": AT}
    since, until = PERIODS[code]
    version = approved(world, code, since)
    row = programmes.prepare_programme(
        unit=world.municipality, version=version, title="Новая", since=since, until=until, **system
    )
    programmes.start_programme(programme=row.pk, row_version=None, **system)
    world.programme = row
    row.refresh_from_db()
    return board(row, TODAY, world.reach("safronova"))


@pytest.mark.clause("mostovsky:гриф", "yaroslavl:шапка")
@regulation
def test_version_is_in_force_only_by_an_order_in_force(code: str) -> None:
    world = build()
    with pytest.raises(Refused) as refused:
        approved(world, code, None)
    assert {one.clause for one in refused.value.decision.refusals} == APPROVED[code]
    assert approved(world, code, PERIODS[code][0]).order is not None


@regulation
def test_board_of_an_empty_programme_has_every_row_and_no_false_mark(code: str) -> None:
    found = empty(build(), code)
    assert [f"{code}:{key}" for key in found.assessments] == [
        row for row in ROWS if row.startswith(f"{code}:")
    ]
    met = {key for key, said in found.assessments.items() if said.state is State.MET}
    assert met == APPROVED[code]
    assert {key for key, said in found.assessments.items() if said.of} == COUNTED[code]
    quiet = {State.MET, State.STATEMENT, State.NOT_YET, State.NO_DATA}
    for key in found.assessments.keys() - COUNTED[code]:
        assert found.assessments[key].state in quiet, key


@pytest.mark.clause(
    *("mostovsky:ПР3", "mostovsky:Ц", "mostovsky:Э2", "yaroslavl:РЕЗ", "yaroslavl:ПРЕД1")
)
@regulation
def test_page_of_the_board_quotes_every_clause_in_our_words(code: str) -> None:
    world = build()
    found = empty(world, code)
    client = Client()
    user = world.people["safronova"].user
    assert user is not None
    client.force_login(user)
    answer = client.get(reverse("regulations"), {"programme": world.programme.pk})
    said = unescape(answer.content.decode())
    for clause in found.rules.clauses:
        assert clause.cite in said, clause.key
        assert clause.gist in said, clause.key


def test_quota_of_a_quarter_counts_the_master_classes_of_that_quarter() -> None:
    world = build()
    before = empty(world, "mostovsky")
    assert {row.finding.state for row in before.things("1.1")} == {State.AT_RISK, State.NOT_YET}
    for day in (14, 21):
        Activity.objects.create(
            programme=world.programme,
            unit=world.centre,
            form="master_class",
            title="Мастер-класс",
            leader=world.people["dorohova"],
            begins_at=datetime(2027, 1, day, 12, tzinfo=UTC),
            status=Activity.Status.HELD,
            entered_at=AT,
        )
    after = board(world.programme, TODAY, world.reach("safronova"))
    assert len(after.things("1.1", "met")) == 1
    assert len(after.things("1.1", "at_risk")) == 0
    assert len(after.things("1.2", "at_risk")) == 1
