"""A list of teachers from a file to written rows: all or nothing, asked where it is doubtful."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.apps import apps

from marshrut.files.keeping import open_stored
from marshrut.imports import access, operations
from marshrut.imports.models import ImportBatch, ImportMemory
from marshrut.imports.queries import next_doubt, not_in_list, refused, tally, to_write
from marshrut.imports.taking import take
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.organisations.models import Unit
from marshrut.people.models import Education, Employment, Experience, Person
from marshrut.programmes.models import Enrolment, Pairing
from marshrut.tables.reading import read
from tests.imports import lists
from tests.imports.doing import listed, problems, row_of, told, upload, work, written
from tests.world import AT, TODAY, World, _unit, build

pytestmark = pytest.mark.django_db
# Rows that keep what was uploaded, asked or counted, and not what is known of people.
OF_LISTS = {
    *("ImportBatch", "ImportFile", "ImportRow", "ImportMemory"),
    *("JournalEntry", "Job", "StoredFile", "RollUp"),
}


@pytest.fixture
def world() -> World:
    made = build()
    _unit(made.municipality, "school", "МБОУ «Озерковская СОШ № 3»")
    return made


@pytest.fixture
def dirty(world: World) -> ImportBatch:
    schools = ["Еловская школа", "МБОУ «Каменнобродская СОШ»", "Озерковская школа №3"]
    return listed(world, "safronova", lists.dirty(schools, "Школа за рекой"))


def third() -> Unit:
    return Unit.objects.get(name__contains="Озерковская")


def counted() -> Counter[str]:
    """How many rows everything has but the lists themselves."""
    return Counter(
        {
            table.__name__: table._default_manager.count()
            for table in apps.get_app_config("marshrut").get_models()
            if table.__name__ not in OF_LISTS
        }
    )


def given(world: World, who: str = "safronova") -> dict[str, Any]:
    return {"actor": world.reach(who), "at": AT}


def test_everything_wrong_is_told_by_its_cell_and_nothing_is_written(dirty: ImportBatch) -> None:
    found = problems(dirty)

    assert found == {
        "7": {"latin_letters"},
        "гуляева елена петровна": {"no_value"},
        "9": {"initials"},
        "ельцова ольга андреевна": {"decimal_service"},
        "жарикова анна борисовна": {"no_such_day"},
        "ивлева галина петровна": {"service_shorter_than_work"},
        "калугина елена сергеевна": {"unknown_post"},
        "уварова анна петровна": {"unknown_education"},
        "хохлова галина андреевна": {"unknown_organisation"},
        "мухина галина петровна": {"service_too_long"},
    }
    assert (tally(dirty).ready, tally(dirty).total) == (38, 48)
    assert not Person.objects.filter(surname="Абрамцева").exists()


def test_what_is_kept_of_nobody_is_left_out_of_the_stored_file(dirty: ImportBatch) -> None:
    file = dirty.files.get()

    assert file.refused == ["Дата рождения", "СНИЛС"]
    with open_stored(file.file) as stored:
        text = str([list(sheet.rows) for sheet in read(stored.read(), file.file.name)])
    assert "112-233-445" not in text
    assert "1980" not in text
    assert "Абрамцева" in text


def test_service_is_counted_to_the_day_that_stands_in_the_title(
    world: World, dirty: ImportBatch
) -> None:
    written(dirty, world.reach("safronova"), without=True)

    told_service = Experience.objects.get(person__surname="Лаптева")
    assert (told_service.since, told_service.until) == (date(2004, 9, 1), date(2026, 9, 1))


def test_a_doubtful_list_is_written_only_without_its_doubtful_rows(
    world: World, dirty: ImportBatch
) -> None:
    before = counted()
    with pytest.raises(Wrong, match="rows_not_ready"):
        operations.ask_to_write(batch=dirty.pk, row_version=None, **given(world))
    assert counted() == before

    done = written(dirty, world.reach("safronova"), without=True)

    assert done.status == "done"
    assert Person.objects.filter(pk__in=done.written["persons"]).count() == 37
    assert Employment.objects.filter(pk__in=done.written["jobs"]).count() == 38
    assert refused(done).count() == 10


def test_one_entry_of_the_journal_tells_of_all_rows_without_a_name(
    world: World, dirty: ImportBatch
) -> None:
    done = written(dirty, world.reach("safronova"), without=True)

    entry = JournalEntry.objects.get(verb="write_list")
    assert entry.count == 37
    assert entry.after is not None
    assert entry.after["list"] == done.pk
    assert entry.actor_id == world.people["safronova"].user_id
    everything = str(list(JournalEntry.objects.values_list("before", "after")))
    assert "Абрамцева" not in everything


def test_answers_make_the_list_clean(world: World, dirty: ImportBatch) -> None:
    given_ = given(world)
    operations.accept_fixes(batch=dirty.pk, **given_)
    operations.answer_words(
        batch=dirty.pk, words=[("post", "тифлопереводчик", "specialist")], **given_
    )
    operations.answer_words(
        batch=dirty.pk, words=[("education", "высшее", "higher:pedagogy")], **given_
    )
    operations.answer_words(
        batch=dirty.pk, words=[("organisation", "за рекой", third().pk)], **given_
    )
    for surname, typed in (
        ("Гуляева", {"experience": "7 лет"}),
        ("Жарикова", {"since": "01.02.2020"}),
        ("Мухина", {"experience": "9 лет"}),
    ):
        operations.answer_row(row=row_of(dirty, surname).pk, typed=typed, **given_)
    operations.answer_row(
        row=row_of(dirty, "Ивлева").pk, so=["service_shorter_than_work"], **given_
    )
    last = next_doubt(dirty)
    assert last is not None
    operations.answer_row(row=last.pk, typed={"name": "Долматова Елена Сергеевна"}, **given_)

    assert problems(dirty) == {}
    done = written(dirty, world.reach("safronova"))
    assert Person.objects.filter(pk__in=done.written["persons"]).count() == 47
    kept = ImportMemory.objects.exclude(sort="columns").values_list("sort", "value")
    assert set(kept) == {
        ("post", "specialist"),
        ("education", "higher:pedagogy"),
        ("organisation", third().pk),
    }


def test_a_second_job_marked_so_belongs_to_the_same_person(
    world: World, dirty: ImportBatch
) -> None:
    written(dirty, world.reach("safronova"), without=True)

    person = Person.objects.get(surname="Звягина")
    assert {job.unit for job in person.employments.all()} == {world.school, third()}
    assert {job.post for job in person.employments.all()} == {"учитель"}
    assert Education.objects.filter(person=person).count() == 1


def test_the_regulation_enrols_and_pairs_who_came_by_a_list(
    world: World, dirty: ImportBatch
) -> None:
    written(dirty, world.reach("safronova"), without=True)

    here = Enrolment.objects.get(person__surname="Абрамцева")
    assert (here.basis, here.unit) == ("automatic", world.school)
    tutor = Pairing.objects.get(enrolment=here).appointment
    assert tutor == world.appointments["dorohova"]


def test_columns_told_once_are_remembered(world: World) -> None:
    first = upload(world, "safronova", lists.clean(2, "Еловская СОШ"))
    assert first.status == "columns"
    told(first, world.reach("safronova"))

    second = upload(world, "safronova", lists.clean(2, "Еловская СОШ", first=20))

    assert second.status == "ready"


def test_the_same_list_again_changes_nothing(world: World) -> None:
    content = lists.clean(5, "Еловская СОШ")
    written(listed(world, "safronova", content), world.reach("safronova"))
    before = counted()

    again = listed(world, "safronova", content)

    assert tally(again).changes == {"same": 5}
    assert not to_write(again).exists()
    with pytest.raises(Wrong, match="nothing_to_write"):
        operations.ask_to_write(batch=again.pk, row_version=None, **given(world))
    assert counted() == before


def test_a_second_list_shows_who_came_who_left_and_what_changed(world: World) -> None:
    written(listed(world, "safronova", lists.clean(5, "Еловская СОШ")), world.reach("safronova"))
    rows = [
        [*lists.TITLES, "Предмет"],
        *([*lists.line(number, "Еловская СОШ"), ""] for number in (0, 1)),
        [*lists.line(2, "Еловская СОШ"), "химия"],
        [*lists.line(3, "Каменнобродская СОШ"), ""],
        [*lists.line(40, "Еловская СОШ"), ""],
    ]
    batch = listed(world, "safronova", lists.book({"1": rows}))
    assert problems(batch) == {lists.person(3).lower(): {"namesake"}}
    person = Person.objects.get(surname=lists.person(3).split()[0])
    operations.answer_row(
        row=row_of(batch, lists.person(3)).pk, who=f"{person.pk}:moved", **given(world)
    )
    missing = not_in_list(batch, world.reach("safronova"))
    left = missing.get(person__surname=lists.person(4).split()[0])
    operations.choose_leaving(
        batch=batch.pk, shown=[left.pk], last_days={left.pk: TODAY}, **given(world)
    )

    assert tally(batch).changes == {"same": 2, "changed": 1, "moved": 1, "new": 1}
    done = written(batch, world.reach("safronova"))

    assert done.status == "done", done.problem
    assert Employment.objects.get(person__surname=lists.person(2).split()[0]).subject == "химия"
    moved = person.employments.order_by("since", "pk")
    assert [(job.unit, job.until is None) for job in moved] == [
        (world.school, False),
        (world.other_school, True),
    ]
    left.refresh_from_db()
    assert left.until == date(2027, 1, 23)
    gone = Enrolment.objects.get(person=left.person_id)
    assert (gone.end, gone.until) == ("left", date(2027, 1, 23))


def test_rows_left_unchecked_are_not_written(world: World) -> None:
    batch = listed(world, "safronova", lists.clean(3, "Еловская СОШ"))
    keys = list(batch.rows.values_list("pk", flat=True))
    operations.choose_rows(batch=batch.pk, shown=keys, chosen=keys[:1], **given(world))

    done = written(batch, world.reach("safronova"))

    assert len(done.written["persons"]) == 1


def test_a_written_list_is_taken_back_while_nothing_refers_to_it(world: World) -> None:
    before = counted()
    batch = listed(world, "safronova", lists.clean(5, "Еловская СОШ"))
    written(batch, world.reach("safronova"))
    assert counted() != before

    operations.undo_batch(batch=batch.pk, row_version=None, **given(world))

    assert counted() == before
    batch.refresh_from_db()
    assert batch.status == "undone"


def test_a_list_in_use_is_not_taken_back(world: World) -> None:
    batch = written(
        listed(world, "safronova", lists.clean(3, "Еловская СОШ")), world.reach("safronova")
    )
    person = Person.objects.get(pk=batch.written["persons"][0])
    Education.objects.create(person=person, level="higher", field="psychology")
    before = counted()

    with pytest.raises(Wrong, match="list_in_use"):
        operations.undo_batch(batch=batch.pk, row_version=None, **given(world))

    assert counted() == before


def test_taking_back_returns_who_left_to_their_work_and_support(world: World) -> None:
    batch = listed(world, "safronova", lists.clean(1, "Еловская СОШ"))
    left = not_in_list(batch, world.reach("safronova")).get(person=world.people["lapshina"].pk)
    operations.choose_leaving(
        batch=batch.pk, shown=[left.pk], last_days={left.pk: TODAY}, **given(world)
    )
    written(batch, world.reach("safronova"))
    assert Enrolment.objects.get(person=left.person_id).end == "left"

    operations.undo_batch(batch=batch.pk, row_version=None, **given(world))

    left.refresh_from_db()
    assert left.until is None
    back = Enrolment.objects.get(person=left.person_id)
    assert (back.until, back.end) == (None, "")
    assert Pairing.objects.get(enrolment=back).until is None


def test_a_namesake_in_another_school_is_asked_about_and_never_merged(world: World) -> None:
    content = lists.book(
        {"1": [lists.TITLES, lists.line(0, "Еловская СОШ", name="Stranger Имя Отчество")]}
    )
    world.people["stranger"].surname = "Странникова"
    world.people["stranger"].save()
    content = lists.book(
        {"1": [lists.TITLES, lists.line(0, "Еловская СОШ", name="Странникова Имя Отчество")]}
    )
    batch = listed(world, "safronova", content)
    assert problems(batch) == {"странникова имя отчество": {"namesake"}}

    operations.answer_row(row=batch.rows.get().pk, who="new", **given(world))
    done = written(batch, world.reach("safronova"))

    assert done.written["persons"] != [world.people["stranger"].pk]
    assert Person.objects.filter(surname="Странникова").count() == 2


def test_a_head_is_told_nothing_of_a_namesake_next_door(world: World) -> None:
    world.people["stranger"].surname = "Странникова"
    world.people["stranger"].save()
    content = lists.book(
        {"1": [lists.TITLES, lists.line(0, "Еловская СОШ", name="Странникова Имя Отчество")]}
    )

    batch = listed(world, "zimin", content, unit=world.school)

    assert problems(batch) == {}
    assert batch.rows.get().person is None


def test_rows_of_another_organisation_are_refused_to_a_head(world: World) -> None:
    content = lists.book(
        {
            "1": [
                lists.TITLES,
                lists.line(0, "Еловская СОШ"),
                lists.line(1, "Каменнобродская СОШ"),
            ]
        }
    )
    batch = listed(world, "zimin", content, unit=world.school)

    assert problems(batch) == {lists.person(1).lower().replace("ё", "е"): {"not_your_organisation"}}
    with pytest.raises(Forbidden):
        operations.answer_words(
            batch=batch.pk,
            words=[("organisation", "каменнобродская", world.other_school.pk)],
            **given(world, "zimin"),
        )


@pytest.mark.parametrize("who", ["lapshina", "dorohova", "prohorov", "nechaev", "belov"])
def test_nobody_else_uploads_for_a_school_or_sees_what_was_uploaded(world: World, who: str) -> None:
    batch = listed(world, "zimin", lists.clean(1, "Еловская СОШ"), unit=world.school)
    taken = take(chunks=[lists.clean(1, "Еловская СОШ")], name="a.xlsx", kind="staff")

    assert not access.batches(world.reach(who)).filter(pk=batch.pk).exists()
    with pytest.raises(Forbidden):
        operations.upload(
            unit=world.school, kind="staff", files=[taken], on=TODAY, **given(world, who)
        )
    with pytest.raises(Forbidden):
        operations.drop_batch(batch=batch.pk, row_version=None, **given(world, who))


def test_who_lost_the_office_meanwhile_writes_nothing(world: World) -> None:
    batch = listed(world, "zimin", lists.clean(2, "Еловская СОШ"), unit=world.school)
    operations.ask_to_write(batch=batch.pk, row_version=None, **given(world, "zimin"))
    world.people["zimin"].offices.update(until=TODAY)
    before = counted()

    work()

    batch.refresh_from_db()
    assert (batch.status, batch.problem) == ("ready", {"code": "no_right_any_more"})
    assert counted() == before


def test_a_list_dropped_leaves_no_rows(world: World) -> None:
    batch = listed(world, "safronova", lists.clean(2, "Еловская СОШ"))

    operations.drop_batch(batch=batch.pk, row_version=None, **given(world))

    assert not batch.rows.exists()


def test_the_same_person_twice_in_one_school_is_asked_about(world: World) -> None:
    rows = [
        lists.TITLES,
        lists.line(0, "Еловская СОШ"),
        lists.line(0, "Еловская СОШ"),
        lists.line(0, "Еловская СОШ", post="воспитатель"),
    ]
    batch = listed(world, "safronova", lists.book({"1": rows}))
    first, second, third = batch.rows.order_by("pk")
    assert [[p["code"] for p in row.problems] for row in (first, second, third)] == [
        [],
        ["row_twice"],
        ["name_twice"],
    ]

    operations.answer_row(row=second.pk, out=True, **given(world))
    operations.answer_row(row=third.pk, who=f"row:{first.pk}", **given(world))
    done = written(batch, world.reach("safronova"))

    assert done.status == "done", done.problem
    person = Person.objects.get(surname=lists.person(0).split()[0])
    assert sorted(person.employments.values_list("post", flat=True)) == ["воспитатель", "учитель"]
