"""Results that another system counted: whose they are, what of them counts, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marshrut.diagnostics.models import Campaign, Instrument, Response, Score
from marshrut.diagnostics.queries import SELF_DIAGNOSIS, measured
from marshrut.imports import operations
from marshrut.imports.models import ImportBatch
from marshrut.imports.queries import tally
from marshrut.imports.taking import take
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.notices.models import Notice
from marshrut.people.models import Employment, PaperRecord
from marshrut.people.operations import object_to
from marshrut.routes.operations import begin_with_subject
from tests.imports import lists
from tests.imports.doing import listed, problems, written
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db
PORTAL = "Самодиагностика портала"
TITLES = ["ФИО педагога", "Школа", "Дата", "Диагностика", "Предметные", "Методические", "ИКТ"]
AUTUMN = date(2026, 10, 14)
NAMES = {"lapshina": "Лапшина", "grachev": "Грачёв", "ershova": "Ершова", "stranger": "Чужая"}


@pytest.fixture
def world() -> World:
    made = build()
    for name, surname in NAMES.items():
        made.people[name].surname = surname
        made.people[name].save()
    return made


def row(
    surname: str, *indexes: Any, day: Any = AUTUMN, source: str = PORTAL, school: str = ""
) -> list[Any]:
    return [f"{surname} Имя Отчество", school or "Еловская СОШ", day, source, *indexes]


def book(*rows: list[Any], titles: list[str] = TITLES) -> bytes:
    return lists.book({"1": [titles, *rows]})


def entered(world: World, content: bytes, **more: Any) -> ImportBatch:
    batch = listed(world, "safronova", content, kind="results", **more)
    assert problems(batch) == {}
    done = written(batch, world.reach("safronova"))
    assert done.status == "done", done.problem
    return done


def codes(batch: ImportBatch) -> list[list[str]]:
    """What is wrong, row by row of those that are not ready."""
    found = [
        [one["code"] for one in row.problems if one["level"] != "note"]
        for row in batch.rows.order_by("pk")
    ]
    return [some for some in found if some]


def scores(name: str, world: World) -> dict[str, int]:
    rows = Score.objects.filter(response__person=world.people[name])
    return dict(rows.values_list("group", "index"))


def test_a_result_is_the_persons_with_its_source_and_day(world: World) -> None:
    entered(world, book(row("Лапшина", 72, "54,9 %", 0.5), row("Грачев", 100, None, "61%")))
    assert scores("lapshina", world) == {"subject": 72, "method": 54, "information": 50}
    assert scores("grachev", world) == {"subject": 100, "information": 61}
    mine = Response.objects.get(person=world.people["lapshina"])
    assert (mine.finished_on, mine.status, mine.unit) == (AUTUMN, "imported", world.school)
    assert mine.campaign.instrument.title == PORTAL
    assert mine.campaign.status == "finished"


def test_an_imported_self_diagnosis_is_one(world: World) -> None:
    person = world.people["lapshina"].pk
    assert measured([person], TODAY) == {}
    entered(world, book(row("Лапшина", 72, 54, 50)))
    assert measured([person], TODAY) == {person: {SELF_DIAGNOSIS: AUTUMN}}


def test_the_person_is_told_and_may_object_and_then_it_counts_no_more(world: World) -> None:
    entered(world, book(row("Лапшина", 72, 54, 50)))
    person = world.people["lapshina"]
    assert Notice.objects.get(user=person.user).code == "result_imported"
    record = PaperRecord.objects.get(person=person)
    object_to(paper_record=record.pk, text="Не проходила", actor=world.reach("lapshina"), at=AT)
    assert measured([person.pk], TODAY) == {}


def test_different_systems_and_different_groups_are_different_instruments(world: World) -> None:
    first = row("Лапшина", 72, 54, 50)
    entered(world, book(first, row("Грачев", 60, 60, 60, source="Другой портал")))
    entered(world, book(row("Ершова", 40, None, None)))
    known = Instrument.objects.filter(title=PORTAL).order_by("number")
    assert [len(one.questionnaire.groups) for one in known] == [3, 1]
    assert {one.kind for one in Instrument.objects.all()} == {"self_diagnosis"}
    assert Instrument.objects.filter(title="Другой портал").count() == 1
    assert Campaign.objects.count() == 3


def test_the_same_list_again_changes_nothing_and_another_day_is_another_result(
    world: World,
) -> None:
    entered(world, book(row("Лапшина", 72, 54, 50)))
    again = listed(world, "safronova", book(row("Лапшина", 72, 54, 50)), kind="results")
    assert tally(again).changes == {"same": 1}
    twice = book(
        row("Лапшина", 75, 54, 50, day=TODAY), row("Лапшина", 80, 60, 60, day="15.01.2027")
    )
    entered(world, twice)
    days = Response.objects.filter(person=world.people["lapshina"])
    assert set(days.values_list("finished_on", flat=True)) == {AUTUMN, date(2027, 1, 15), TODAY}
    assert days.count() == 3


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ((101, 54, 50), "not_a_percent"),
        ((-1, 54, 50), "not_a_percent"),
        (("много", 54, 50), "not_a_percent"),
        ((1, 54, 50), "one_or_hundred"),
        (("1e3", 54, 50), "not_a_percent"),
        ((None, None, None), "nothing_measured"),
    ],
)
def test_a_cell_that_is_no_percent_is_named(world: World, cells: Any, code: str) -> None:
    batch = listed(world, "safronova", book(row("Лапшина", *cells)), kind="results")
    assert codes(batch) == [[code]]
    assert tally(batch).ready == 0


def test_days_people_and_rows_that_cannot_be_are_refused_by_cell(world: World) -> None:
    wrong = book(
        row("Лапшина", 72, 54, 50, day="31.02.2026"),
        row("Лапшина", 72, 54, 50, day=date(2027, 3, 1)),
        row("Никто", 72, 54, 50),
        row("Чужая", 72, 54, 50),
        row("Грачев", 72, 54, 50),
        row("Грачев", 73, 54, 50),
        row("Ершова", 72, 54, 50, source=""),
    )
    batch = listed(world, "safronova", wrong, kind="results")
    assert codes(batch) == [
        ["no_such_day"],
        ["future_day"],
        ["unknown_person"],
        ["not_here_then"],
        ["result_twice"],
        ["empty"],
    ]
    with pytest.raises(Wrong, match="rows_not_ready"):
        operations.ask_to_write(
            batch=batch.pk, row_version=None, actor=world.reach("safronova"), at=AT
        )
    assert not Response.objects.exists()


def test_namesakes_of_one_school_are_asked_about(world: World) -> None:
    twin = world.employ("twin", world.school)
    twin.surname = "Лапшина"
    twin.save()
    batch = listed(world, "safronova", book(row("Лапшина", 72, 54, 50)), kind="results")
    assert codes(batch) == [["which_of_them"]]


def test_only_who_runs_diagnoses_uploads_results(world: World) -> None:
    content = book(row("Лапшина", 72, 54, 50))
    for who, unit in (
        ("zimin", world.school),
        ("dorohova", world.school),
        ("lapshina", world.school),
    ):
        taken = take(chunks=[content], name="r.xlsx", kind="results")
        with pytest.raises(Forbidden):
            operations.upload(
                unit=unit, kind="results", files=[taken], on=TODAY, actor=world.reach(who), at=AT
            )
    assert not ImportBatch.objects.exists()


def test_a_written_list_is_taken_back_whole(world: World) -> None:
    done = entered(world, book(row("Лапшина", 72, 54, 50), row("Грачев", 60, 60, 60)))
    operations.undo_batch(batch=done.pk, row_version=None, actor=world.reach("safronova"), at=AT)
    assert not Response.objects.exists()
    assert not Campaign.objects.exists()
    assert not PaperRecord.objects.exists()
    entered(world, book(row("Лапшина", 72, 54, 50)))
    assert Response.objects.count() == 1


def test_it_stays_when_a_route_has_begun_on_it(world: World) -> None:
    done = entered(world, book(row("Лапшина", 72, 54, 50)))
    begin_with_subject(
        listed=world.enrolment("lapshina").pk, title="Оценивание", since=TODAY,
        until=date(2027, 5, 20), actor=world.reach("dorohova"), at=AT,
    )  # fmt: skip
    with pytest.raises(Wrong, match="list_in_use"):
        operations.undo_batch(
            batch=done.pk, row_version=None, actor=world.reach("safronova"), at=AT
        )
    assert Response.objects.count() == 1


def test_who_has_left_the_school_is_not_found_there(world: World) -> None:
    Employment.objects.filter(person=world.people["lapshina"]).update(until=date(2027, 1, 10))
    batch = listed(world, "safronova", book(row("Лапшина", 72, 54, 50)), kind="results")
    assert codes(batch) == [["not_here_then"]]


def test_a_list_made_by_hand_is_understood_as_it_is(world: World) -> None:
    """Titles above the heading, a merged cell, days of 1904, days as text, a second wrong sheet."""
    head = [["Результаты диагностики, октябрь"], [], TITLES]
    rows = [row("Лапшина", 72, 54, 50), row("Грачев", 60, 60, 60, day="14.10.2026")]
    content = lists.book(
        {"Портал": [*head, *rows, ["Итого", 2]], "Свод": [["просто текст"], [1, 2]]},
        merged=[("Портал", "A1:F1", "Результаты диагностики, октябрь")],
        date_1904=True,
    )
    entered(world, content)
    days = set(Response.objects.values_list("finished_on", flat=True))
    assert (days, Response.objects.count()) == ({AUTUMN}, 2)


def test_lookalike_letters_and_formulas_without_a_value_are_named(world: World) -> None:
    content = lists.book(
        {"1": [TITLES, row("Лaпшина", 72, 54, 50), row("Грачев", 60, 60, 60)]},
        formulas={("1", "E3"): ("=F3*2", ""), ("1", "F3"): ("=1/0", "#DIV/0!")},
    )
    batch = listed(world, "safronova", content, kind="results")
    assert codes(batch) == [["latin_letters"], ["no_value", "no_value"]]
    assert not Response.objects.exists()


CELLS = st.one_of(
    st.none(),
    st.integers(-5, 150),
    st.floats(-2, 200, allow_nan=False),
    st.dates(date(1899, 12, 31), date(2100, 1, 1)),
    st.text(max_size=12),
    st.sampled_from(["0,5", "72 %", "100%", "1e9", "½", "٣", "=1+1", "#REF!", "\u00a050", "<b>"]),
)


@settings(
    max_examples=25,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(cells=st.lists(CELLS, min_size=5, max_size=5))
def test_whatever_stands_in_the_cells_is_written_whole_or_not_at_all(
    world: World, cells: list[Any]
) -> None:
    day, source, *indexes = cells
    given_row = ["Лапшина Имя Отчество", "Еловская СОШ", day, source, *indexes]
    before = Response.objects.count()
    batch = listed(world, "safronova", book(given_row), kind="results")
    if batch.status != "ready" or tally(batch).changes.get("new") != 1:
        assert Response.objects.count() == before
        return
    done = written(batch, world.reach("safronova"))
    assert done.status == "done", done.problem
    made = Response.objects.latest("pk")
    found = {score.group: score.index for score in made.scores.all()}
    assert found
    assert all(0 <= index <= 100 for index in found.values())
    assert Response.objects.count() == before + 1
