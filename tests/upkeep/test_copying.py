"""A copy made and returned: equal by count and checksum, on both databases and between them."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, connections, transaction
from pytest_django import Settings

from marshrut.files.keeping import stored_path
from marshrut.files.models import StoredFile
from marshrut.journal.models import JournalEntry
from marshrut.notices.models import Job
from marshrut.organisations.models import Unit
from marshrut.settings.database import postgresql
from marshrut.upkeep.checking import check_copy
from marshrut.upkeep.connecting import connected
from marshrut.upkeep.copying import Manifest, make_copy
from marshrut.upkeep.returning import move, return_copy
from marshrut.upkeep.tables import last_key, lines, schema_of, tally
from marshrut.upkeep.unfit import Unfit
from tests.upkeep.beside import SERVER, address, empty, quiet, sqlite
from tests.web.furnished import furnish
from tests.world import AT

pytestmark = pytest.mark.django_db(transaction=True)
OTHERS = {"django_migrations", "sqlite_sequence", "marshrut_cache"}


@pytest.fixture(autouse=True)
def _folder_of_its_own(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    settings.ATTACHMENTS = tmp_path / "attachments"


def furnished_copy(folder: Path) -> Path:
    """A copy of a whole world, with files; the world is still there."""
    furnish()
    path = folder / "copies" / "copy.zip"
    make_copy(path, at=AT, progress=quiet)
    return path


# Building the world takes seconds, and most tests need of it only what is in the copy.
_known: list[bytes] = []


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of a world that is not there any more."""
    path = tmp_path / "copies" / "copy.zip"
    if not _known:
        _known.append(furnished_copy(tmp_path / "first").read_bytes())
        connection.close()
        call_command("flush", interactive=False, verbosity=0)
    path.parent.mkdir()
    path.write_bytes(_known[0])
    return path


def told(alias: str) -> dict[str, tuple[int, str, int | None]]:
    """Count, checksum and last key of every table."""
    found = {}
    for table in schema_of(alias).tables:
        counted = tally(lines(table, alias))
        found[table._meta.db_table] = (counted.rows, counted.digest, last_key(table, alias))
    return found


def in_copy(manifest: Manifest) -> dict[str, tuple[int, str, int | None]]:
    return {name: (k.rows, k.digest, k.last) for name, k in manifest.tables.items()}


def test_every_table_is_in_the_copy_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    copy = furnished_copy(tmp_path)
    manifest = check_copy(copy, progress=quiet)

    assert set(connection.introspection.table_names()) - set(manifest.tables) <= OTHERS
    assert manifest.tables["marshrut_journalentry"].rows == JournalEntry.objects.count()
    assert set(manifest.files) == set(StoredFile.objects.values_list("digest", flat=True))
    assert manifest.files
    assert copy.stat().st_mode & 0o777 == 0o600
    assert copy.parent.stat().st_mode & 0o077 == 0
    assert [path.name for path in copy.parent.iterdir()] == ["copy.zip"]


def test_a_copy_returned_is_equal_by_count_and_checksum(tmp_path: Path, settings: Settings) -> None:
    copy = furnished_copy(tmp_path)
    settings.DATA = tmp_path / "new"
    settings.ATTACHMENTS = settings.DATA / "attachments"
    with empty(tmp_path) as given, connected(given) as alias:
        manifest = return_copy(copy, progress=quiet, alias=alias)

        assert told(alias) == in_copy(manifest) == told("default")
        unit = Unit.objects.using(alias).latest("pk")
        unit.pk = None
        unit.name = "Новая"
        unit.save(using=alias)
        assert unit.pk > Unit.objects.latest("pk").pk
        with pytest.raises(IntegrityError, match="append-only"):
            JournalEntry.objects.using(alias).update(verb="changed")

    assert all(stored_path(digest).is_file() for digest in manifest.files)
    assert (settings.DATA / "secret-key").read_text() == settings.SECRET_KEY
    assert (settings.DATA / "secret-key").stat().st_mode & 0o077 == 0


def test_a_copy_of_one_database_returns_into_the_other(tmp_path: Path) -> None:
    copy = furnished_copy(tmp_path)
    with connected(sqlite(tmp_path / "embedded.sqlite3")) as alias:
        return_copy(copy, progress=quiet, alias=alias)
        assert told(alias) == told("default")
        if SERVER:
            with address() as other:
                move(postgresql(other), progress=quiet, source=alias)
                with connected(postgresql(other)) as moved:
                    assert told(moved) == told(alias)
                    with pytest.raises(IntegrityError, match="append-only"):
                        JournalEntry.objects.using(moved).update(verb="changed")
                with pytest.raises(Unfit, match="not_empty"):
                    move(postgresql(other), progress=quiet, source=alias)


def test_keys_of_what_was_deleted_do_not_come_again(tmp_path: Path) -> None:
    Job.objects.create(kind="a", run_at=AT)
    gone = Job.objects.create(kind="b", run_at=AT)
    key = gone.pk
    gone.delete()
    make_copy(tmp_path / "copy.zip", at=AT, progress=quiet)

    with empty(tmp_path) as given, connected(given) as alias:
        return_copy(tmp_path / "copy.zip", progress=quiet, alias=alias)

        assert Job.objects.using(alias).create(kind="c", run_at=AT).pk > key


def test_a_copy_is_of_one_moment_while_others_write(tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        try:
            number = 0
            while not stop.is_set():
                number += 1
                _pair(number)
        finally:
            connections.close_all()

    writer = threading.Thread(target=write)
    _pair(0)
    writer.start()
    try:
        for number in range(3):
            made = make_copy(tmp_path / f"{number}.zip", at=AT, progress=quiet)
            assert made.tables["marshrut_job"].rows == made.tables["marshrut_unit"].rows
            check_copy(tmp_path / f"{number}.zip", progress=quiet)
    finally:
        stop.set()
        writer.join()

    assert made.tables["marshrut_unit"].rows > 1


def _pair(number: int) -> None:
    """Two rows that come together or not at all."""
    with transaction.atomic():
        Job.objects.create(kind="pair", run_at=AT)
        Unit.objects.create(kind="school", name=f"{number}", short_name="x", path=f"{number}/")


def test_files_that_are_lost_or_spoilt_are_named(tmp_path: Path) -> None:
    copy = furnished_copy(tmp_path)
    lost, *_ = sorted(check_copy(copy, progress=quiet).files)
    stored_path(lost).write_bytes(b"spoilt")

    made = make_copy(tmp_path / "second.zip", at=AT, progress=quiet)

    assert made.lacking == [lost]
    assert lost not in made.files
    assert check_copy(tmp_path / "second.zip", progress=quiet).lacking == [lost]


def test_nothing_is_written_over_or_left_half(copy: Path, tmp_path: Path) -> None:
    with pytest.raises(Unfit, match="copy_exists"):
        make_copy(copy, at=AT, progress=quiet)
    (tmp_path / "file").touch()
    with pytest.raises(Unfit, match="copy_not_written"):
        make_copy(tmp_path / "file" / "copy.zip", at=AT, progress=quiet)

    def fail(done: int, of: int) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        make_copy(copy.parent / "other.zip", at=AT, progress=fail)
    assert [path.name for path in copy.parent.iterdir()] == ["copy.zip"]


def test_a_filled_installation_is_refused(copy: Path) -> None:
    Unit.objects.create(kind="school", name="Школа", short_name="Школа", path="1/")
    before = told("default")

    with pytest.raises(Unfit, match="not_empty"):
        return_copy(copy, progress=quiet)

    assert told("default") == before


@pytest.fixture
def target(tmp_path: Path, settings: Settings) -> Iterator[str]:
    """An empty installation into which a bad copy shall not come."""
    settings.DATA = tmp_path / "target"
    settings.ATTACHMENTS = settings.DATA / "attachments"
    with connected(sqlite(tmp_path / "target.sqlite3")) as alias:
        yield alias


def changed(copy: Path, part: str, content: bytes | None, *, add: str = "") -> Path:
    """The same copy with one part changed, left out or added."""
    other = copy.with_name("changed.zip")
    with ZipFile(copy) as source, ZipFile(other, "w") as archive:
        for name in source.namelist():
            if name == part and content is None:
                continue
            archive.writestr(name, content if name == part else source.read(name))
        if add:
            archive.writestr(add, b"evil")
    return other


def test_broken_and_foreign_copies_are_refused_and_nothing_is_left(
    copy: Path, target: str, settings: Settings
) -> None:
    with ZipFile(copy) as archive:
        names = archive.namelist()
        manifest = archive.read("manifest.json")
        units = archive.read("tables/marshrut_unit.jsonl")
    whole = copy.read_bytes()
    file = next(name for name in names if name.startswith("files/"))
    cut, text, spoilt = (copy.with_name(f"{name}.zip") for name in ("cut", "text", "spoilt"))
    cut.write_bytes(whole[: len(whole) // 2])
    text.write_text("не архив")
    middle = whole.index(b"tables/marshrut_unit.jsonl") + 200
    spoilt.write_bytes(whole[:middle] + b"\x00" * 40 + whole[middle + 40 :])
    newer = manifest.replace(b'"format": 1', b'"format": 2')
    unknown = manifest.replace(b"marshrut.0001_initial", b"marshrut.0999_future")
    cases = [
        ("no_such_copy", lambda: copy.with_name("nowhere.zip")),
        ("copy_broken", lambda: cut),
        ("copy_broken", lambda: text),
        ("copy_broken", lambda: spoilt),
        ("copy_broken", lambda: changed(copy, "tables/marshrut_unit.jsonl", units[:-40])),
        ("copy_broken", lambda: changed(copy, "tables/marshrut_unit.jsonl", None)),
        ("copy_broken", lambda: changed(copy, file, b"another")),
        ("copy_broken", lambda: changed(copy, "secret-key", b"another")),
        ("copy_foreign", lambda: changed(copy, "manifest.json", None)),
        ("copy_foreign", lambda: changed(copy, "manifest.json", b"[]")),
        ("copy_foreign", lambda: changed(copy, "manifest.json", b"{")),
        ("copy_foreign", lambda: changed(copy, "", b"", add="../../outside")),
        ("copy_foreign", lambda: changed(copy, "", b"", add="files/../../outside")),
        ("copy_newer", lambda: changed(copy, "manifest.json", newer)),
        ("unknown_migrations", lambda: changed(copy, "manifest.json", unknown)),
    ]
    for code, path in cases:
        with pytest.raises(Unfit, match=code):
            return_copy(path(), progress=quiet, alias=target)

    assert connections[target].introspection.table_names() == []
    assert not Path(settings.DATA).exists()
    assert not (copy.parent.parent.parent / "outside").exists()


def test_a_name_that_leads_outside_is_refused_even_in_the_manifest(copy: Path, target: str) -> None:
    with ZipFile(copy) as archive:
        manifest = archive.read("manifest.json")
    names = manifest.replace(b'"marshrut_unit": {', b'"../../unit": {')

    with pytest.raises(Unfit, match="copy_foreign"):
        return_copy(changed(copy, "manifest.json", names), progress=quiet, alias=target)


def test_a_return_that_fails_half_way_leaves_the_installation_empty(
    copy: Path, target: str, settings: Settings
) -> None:
    """A copy that is whole and yet contradicts itself: its rows refer to nobody."""
    with ZipFile(copy) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    empty_digest = hashlib.sha256(b"").hexdigest()
    manifest["tables"]["marshrut_unit"] |= {"rows": 0, "size": 0, "digest": empty_digest}
    first = changed(copy, "tables/marshrut_unit.jsonl", b"").rename(copy.with_name("first.zip"))
    unlike = changed(first, "manifest.json", json.dumps(manifest).encode())

    with pytest.raises(Unfit, match="database_refuses"):
        return_copy(unlike, progress=quiet, alias=target)

    assert not any(rows for table, (rows, _, _) in told(target).items())
    assert not Path(settings.DATA).exists()
    # The same installation then takes a good one.
    return_copy(copy, progress=quiet, alias=target)
    assert told(target) == in_copy(check_copy(copy, progress=quiet))
