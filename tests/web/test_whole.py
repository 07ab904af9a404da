"""«Полная выгрузка»: what its owner's office may read, of its branch alone, without the system."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from marshrut.clock.models import DemonstrationDay
from marshrut.extracts import access, operations
from marshrut.extracts.keeping import KEPT, archive_path
from marshrut.extracts.models import WholeExport
from marshrut.files.keeping import receive, stored_path
from marshrut.files.models import StoredFile
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.notices.models import Job, Notice
from marshrut.notices.work import Task
from marshrut.orders.models import Order, OrderAcquaintance
from marshrut.people.models import Office
from marshrut.privacy.models import Look
from marshrut.programmes.models import TutorEvidence
from marshrut.web.jobs import throw_exports, write_whole_export
from marshrut.web.whole.names import Taken, file_name, plain_name
from tests.web.furnished import Furnished, furnish, secret
from tests.web.test_books import enter
from tests.world import AT, TODAY, World, build

pytestmark = pytest.mark.django_db
PATH = re.compile(r'[^<>:"/\\|?*\x00-\x1f]+')


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    """Keys begin anew with each test, archives of the one before would be taken for its own."""
    settings.EXPORTS = tmp_path / "exports"


@pytest.fixture
def world() -> World:
    DemonstrationDay.objects.create(day=TODAY)
    return build()


def ask(world: World, who: str, unit: Any) -> WholeExport:
    return operations.ask_whole_export(unit=unit, actor=world.reach(who), at=AT)


def write(row: WholeExport, at: Any = AT) -> list[int]:
    told: list[int] = []
    task = Task(
        payload={"export": row.pk}, at=at, progress=lambda done, of: told.append(done * 100 // of)
    )
    assert write_whole_export(task)
    return told


def opened(row: WholeExport) -> ZipFile:
    return ZipFile(archive_path(row.pk))


def said(archive: ZipFile) -> str:
    """Everything that stands in the archive, its names too."""
    found = archive.namelist()
    for name in archive.namelist():
        content = archive.read(name)
        if name.endswith(".xlsx"):
            book = CalamineWorkbook.from_filelike(BytesIO(content))
            found += [str(book.get_sheet_by_name(one).to_python()) for one in book.sheet_names]
        else:
            found.append(content.decode(errors="replace"))
    return "\n".join(found)


# --- what is in it -----------------------------------------------------------------------------
def test_a_coordinator_gets_the_branch_and_nothing_of_any_pair(db: None) -> None:
    furnished: Furnished = furnish()
    world = furnished.world
    row = ask(world, "safronova", world.municipality)
    told = write(row)
    with opened(row) as archive:
        names, everything = archive.namelist(), said(archive)

    for name in ("Lapshina", "Stranger", "Dorohova", world.school.short_name):
        assert name in everything, name
    # Neither the texts of any pair nor a word of another municipality.
    for teacher in ("lapshina", "stranger", "farteacher"):
        assert secret(teacher) not in everything, teacher
    for name in ("Farteacher", "Fartutor", "Farhead", "Зареченск", "Programme of Zarechye"):
        assert name not in everything, name
    # Lists of groups, plans, the library and diagnosis are there as their pages have them.
    school = world.school.short_name
    for line in ("Event of", "Own of", "Session of"):
        assert f"{line} {school}" in everything, line
    assert "Step of dorohova" in everything
    assert "Step of fartutor" not in everything
    assert told == sorted(told)
    assert told[-1] == 100
    assert "index.html" in names
    assert any(name.endswith("/Педагоги.xlsx") for name in names)
    assert any(name.endswith("/Lapshina Имя Отчество/Карточка.html") for name in names)


def test_the_coordinator_s_own_pair_is_not_in_the_export_of_the_office(world: World) -> None:
    from tests.activities.doing import consulted
    from tests.web.test_books import TEXTS

    consulted(world, world.case("lapshina"))
    world.grant("dorohova", "municipal_coordinator", world.municipality)
    row = ask(world, "dorohova", world.municipality)
    write(row)
    with opened(row) as archive:
        everything = said(archive)

    assert "Консультации.xlsx" in everything
    assert not [text for text in TEXTS if text in everything]


def test_orders_are_pages_with_their_words_and_who_is_acquainted(world: World) -> None:
    order = world.order(world.school, "17-о", TODAY)
    Order.objects.filter(pk=order.pk).update(text="1. Провести неделю открытых уроков.")
    far = world.order(world.other_school, "18-о", TODAY)
    Order.objects.filter(pk=far.pk).update(text="1. Закрыть кабинет на ремонт.")
    OrderAcquaintance.objects.create(
        order=order, person=world.people["lapshina"], on=TODAY, entered_at=AT
    )
    row = ask(world, "safronova", world.school)
    write(row)
    with opened(row) as archive:
        [name] = [one for one in archive.namelist() if " № 17-о " in one]
        text = archive.read(name).decode()
        everything = said(archive)

    assert f"/{world.school.short_name}/{TODAY.isoformat()} № 17-о " in f"/{name}"
    assert "Провести неделю открытых уроков." in text
    assert "Lapshina" in text
    assert "Закрыть кабинет" not in everything


def test_an_export_of_one_school_names_nobody_of_the_other(world: World) -> None:
    row = ask(world, "safronova", world.school)
    write(row)
    with opened(row) as archive:
        everything = said(archive)

    assert "Lapshina" in everything
    for name in ("Stranger", "Oreshkina", "Belov", world.other_school.short_name):
        assert name not in everything, name


def test_files_are_as_they_were_kept_and_a_lost_one_is_told_of(world: World) -> None:
    def evidence(title: str, content: bytes) -> StoredFile:
        received = receive(chunks=[content], name="справка.txt")
        file = StoredFile.objects.create(
            digest=received.digest,
            name=received.name,
            size=received.size,
            media_type=received.media_type,
            stored_at=AT,
        )
        TutorEvidence.objects.create(
            appointment=world.appointments["dorohova"],
            kind="adult_training",
            title=title,
            on=AT.date(),
            entered_at=AT,
            file=file,
        )
        return file

    evidence("Курсы", "Содержимое справки".encode())
    lost = evidence("Утрата", b"another text")
    stored_path(lost.digest).unlink()
    row = ask(world, "safronova", world.municipality)
    write(row)
    with opened(row) as archive:
        kept = [name for name in archive.namelist() if "Курсы" in name]
        index = archive.read("index.html").decode()
        assert archive.read(kept[0]) == "Содержимое справки".encode()
        assert archive.testzip() is None

    assert len(kept) == 1
    assert "Файлы, утраченные раньше" in index


def test_the_page_of_contents_leads_to_every_file_and_runs_nothing(world: World) -> None:
    row = ask(world, "safronova", world.municipality)
    write(row)
    with opened(row) as archive:
        names = archive.namelist()
        pages = [archive.read(name).decode() for name in names if name.endswith(".html")]
        index = archive.read("index.html").decode()

    led = {unquote(one) for one in re.findall(r'href="([^"]+)"', index)}
    assert led == set(names) - {"index.html"}
    for page in pages:
        assert "<script" not in page
        assert "http" not in page


def test_names_are_safe_on_windows(world: World) -> None:
    world.school.short_name = 'СОШ "Берёзка": №1/2 <CON>. '
    world.school.save()
    person = world.people["lapshina"]
    person.surname = "..\\..\\Ла:пшина"
    person.save()
    row = ask(world, "safronova", world.municipality)
    write(row)
    with opened(row) as archive:
        names = archive.namelist()

    for name in names:
        for part in name.split("/"):
            assert PATH.fullmatch(part), name
            assert part not in {"", ".", ".."}, name
            assert not part.endswith((".", " ")), name
        assert len(name) < 240, name
    assert len({name.casefold() for name in names}) == len(names)


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ('a/b\\c:d*e?f"g<h>i|j', "a-b-c-d e f g h i j"),
        ("  .. ", "_"),
        ("конец. ", "конец"),
        ("строка\nи ещё\x00", "строка и ещё"),
        ("Иванова\u202efdp", "Ивановаfdp"),
    ],
)
def test_a_name_becomes_safe(given: str, safe: str) -> None:
    assert plain_name(given) == safe


def test_a_long_file_keeps_its_extension_and_twins_differ() -> None:
    assert file_name("я" * 300 + ".docx").endswith(".docx")
    assert len(file_name("я" * 300 + ".docx")) < 80
    taken = Taken()
    assert [taken.free("а/", "Б.txt"), taken.free("а/", "б.txt")] == ["а/Б.txt", "а/б (2).txt"]
    assert taken.free("в/", "б.txt") == "в/б.txt"


# --- who gets it --------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["zimin", "prohorov", "nechaev", "dorohova", "lapshina"])
def test_only_a_coordinator_asks(world: World, who: str) -> None:
    for unit in (world.municipality, world.school):
        with pytest.raises(Forbidden):
            ask(world, who, unit)
    assert enter(world, who).get("/settings/whole/").status_code == 404


def test_a_unit_that_one_does_not_coordinate_is_refused(world: World) -> None:
    assert world.municipality.parent is not None
    with pytest.raises(Forbidden):
        ask(world, "safronova", world.municipality.parent)
    answer = enter(world, "safronova").post(
        "/settings/whole/", {"unit": world.municipality.parent.pk}
    )
    assert answer.status_code == 200
    assert not WholeExport.objects.exists()


def take(client: Client, row: WholeExport) -> Any:
    return client.post(f"/settings/whole/{row.pk}/take/")


def test_its_owner_alone_takes_it_and_each_time_is_written_down(world: World) -> None:
    world.grant("belov", "municipal_coordinator", world.municipality)
    row = ask(world, "safronova", world.municipality)
    write(row)
    for who in ("belov", "zimin", "nechaev", "prohorov"):
        assert take(enter(world, who), row).status_code == 404, who
        answer = enter(world, who).post(f"/settings/whole/{row.pk}/drop/")
        assert answer.status_code == 404, who
    assert take(Client(), row).status_code == 302
    for _time in range(2):
        answer = take(enter(world, "safronova"), row)
        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/zip"
        assert answer["Cache-Control"] == "private, no-store"
        assert b"".join(answer.streaming_content) == archive_path(row.pk).read_bytes()
    assert JournalEntry.objects.filter(verb="take_whole_export", key=row.pk).count() == 2
    assert enter(world, "safronova").get(f"/settings/whole/{row.pk}/take/").status_code == 405


def test_whoever_coordinates_no_more_takes_nothing(world: World) -> None:
    row = ask(world, "safronova", world.municipality)
    write(row)
    Office.objects.filter(person=world.people["safronova"]).update(until=AT.date())
    assert take(enter(world, "safronova"), row).status_code == 404


def test_an_office_that_ended_before_the_writing_leaves_the_archive_empty(world: World) -> None:
    row = ask(world, "safronova", world.municipality)
    Office.objects.filter(person=world.people["safronova"]).update(until=AT.date())
    write(row)
    with opened(row) as archive:
        assert "Lapshina" not in said(archive)


@pytest.mark.parametrize("who", ["safronova", "zimin", "belov", "prohorov", "nechaev"])
def test_the_question_and_the_query_agree(world: World, who: str) -> None:
    world.grant("belov", "municipal_coordinator", world.municipality)
    for owner in ("safronova", "belov"):
        ask(world, owner, world.municipality)
    reach = world.reach(who)
    seen = set(access.exports(reach).values_list("pk", flat=True))
    every = WholeExport.objects.all()

    assert seen == {row.pk for row in every if access.may_see_export(reach, row)}
    assert len(seen) == (who in {"safronova", "belov"})


# --- its life -----------------------------------------------------------------------------------
def test_from_asking_to_taking_on_the_page(world: World) -> None:
    client = enter(world, "safronova")
    assert client.post("/settings/whole/", {"unit": world.municipality.pk}).status_code == 302
    row = WholeExport.objects.get()
    job = Job.objects.get(kind="whole_export")
    Job.objects.filter(pk=job.pk).update(progress=40)
    page = client.get("/settings/whole/").content.decode()
    assert "Выгрузка готовится" in page
    assert f"/settings/whole/{row.pk}/take/" not in page
    assert take(client, row).status_code == 302
    with pytest.raises(Wrong):
        ask(world, "safronova", world.municipality)

    write(row)
    user = world.people["safronova"].user
    assert Notice.objects.filter(user=user, code="whole_export").count() == 1
    page = client.get("/settings/whole/").content.decode()
    assert f"/settings/whole/{row.pk}/take/" in page


def test_those_whose_cards_are_inside_see_who_looked(world: World) -> None:
    write(ask(world, "safronova", world.school))
    looked = set(Look.objects.values_list("reader__surname", "person__surname"))

    assert ("Safronova", "Lapshina") in looked
    assert ("Safronova", "Stranger") not in looked


def test_a_job_run_twice_writes_once_and_a_dropped_export_leaves_no_file(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    row = ask(world, "safronova", world.municipality)
    write(row)
    task = Task(payload={"export": row.pk}, at=AT, progress=lambda done, of: None)
    assert not write_whole_export(task)
    assert archive_path(row.pk).exists()

    with django_capture_on_commit_callbacks(execute=True):
        operations.drop_whole_export(export=row.pk, actor=world.reach("safronova"), at=AT)
    assert not archive_path(row.pk).exists()
    again = ask(world, "safronova", world.municipality)
    with django_capture_on_commit_callbacks(execute=True):
        operations.drop_whole_export(export=again.pk, actor=world.reach("safronova"), at=AT)
        assert not write_whole_export(
            Task(payload={"export": again.pk}, at=AT, progress=lambda done, of: None)
        )
    assert not archive_path(again.pk).exists()


def test_old_archives_are_thrown_away(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    row = ask(world, "safronova", world.municipality)
    write(row)
    for later, left in ((KEPT - timedelta(hours=1), True), (KEPT, False)):
        task = Task(payload={}, at=AT + later, progress=lambda done, of: None)
        with django_capture_on_commit_callbacks(execute=True):
            throw_exports(task)
        assert archive_path(row.pk).exists() is left
    row.refresh_from_db()
    assert row.gone_at is not None


def test_a_failed_writing_leaves_no_half_of_an_archive(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from marshrut.web.whole import writing

    def broken(*_given: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "ABOVE", (broken,))
    row = ask(world, "safronova", world.municipality)
    with pytest.raises(OSError, match="No space"):
        write(row)
    folder = archive_path(row.pk).parent
    assert list(folder.glob(f"{row.pk}.zip")) == list(folder.glob(".export-*")) == []


def test_jobs_alone_finish_and_throw(world: World) -> None:
    row = ask(world, "safronova", world.municipality)
    actor = world.reach("safronova")
    with pytest.raises(Forbidden):
        operations.finish_whole_export(export=row.pk, size=1, actor=actor, at=AT)
    with pytest.raises(Forbidden):
        operations.throw_old_exports(actor=actor, at=AT)
