"""Terms of keeping: who sets them, and what goes by itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from marshrut.files.keeping import receive, stored_path
from marshrut.files.operations import keep_file
from marshrut.imports.models import ImportBatch, ImportFile, ImportRow
from marshrut.journal.deeds import Forbidden, Stale, Wrong
from marshrut.notices.models import Notice
from marshrut.people import drafts
from marshrut.people.models import Draft, SignInSlip
from marshrut.privacy import operations
from marshrut.privacy.looking import write_looks
from marshrut.privacy.models import Look, RetentionTerm
from marshrut.privacy.terms import terms
from tests.world import AT, TODAY, World

DAY = timedelta(days=1)


def term(
    world: World, who: str, kind: str = "drafts", version: int = 0, amount: int = 10
) -> RetentionTerm:
    given = {"kind": kind, "row_version": version, "amount": amount, "ground": "Own list"}
    return operations.set_term(**given, actor=world.reach(who), at=AT)


def test_terms_of_the_installation_are_set_by_the_officer_at_its_root(world: World) -> None:
    for who in ("larionova", "safronova", "nechaev", "zimin"):
        with pytest.raises(Forbidden):
            term(world, who)
    region = world.municipality.parent
    assert region is not None
    world.grant("larionova", "data_officer", region)
    term(world, "larionova")
    assert (terms()["drafts"].amount, terms()["drafts"].ground) == (10, "Own list")
    with pytest.raises(Stale):
        term(world, "larionova")
    assert term(world, "larionova", version=1, amount=20).row_version == 2
    for amount in (0, 100_000):
        with pytest.raises(Wrong):
            term(world, "larionova", "staff", amount=amount)


def test_years_and_days_are_counted_back_from_the_day(world: World) -> None:
    table = terms()
    assert table["drafts"].before(TODAY) == date(2026, 12, 23)
    assert table["staff"].before(TODAY) == date(2022, 1, 22)
    assert table["staff"].ends(date(2024, 2, 29)) == date(2029, 2, 28)


def test_what_is_old_and_nobody_s_record_goes(world: World) -> None:
    me, person = world.reach("lapshina"), world.people["lapshina"]
    for key, age in (("old", 31), ("new", 29)):
        drafts.save_draft(reach=me, key=key, content={}, at=AT - age * DAY)
    slip = {"person": person, "code_hash": "x", "issued_at": AT - 90 * DAY}
    SignInSlip.objects.create(**slip, expires_at=AT - 60 * DAY)
    SignInSlip.objects.create(**slip, expires_at=AT + DAY, used_at=AT - 40 * DAY)
    works = SignInSlip.objects.create(**slip, expires_at=AT + DAY)
    for read_at in (None, AT - 400 * DAY, AT - DAY):
        Notice.objects.create(
            user=person.user, code="gap", created_at=AT - 500 * DAY, read_at=read_at
        )
    for age in (366, 364):
        Look.objects.create(reader=world.people["zimin"], person=person, day=TODAY - age * DAY)

    operations.throw_away(actor=world.system(), at=AT)

    assert list(Draft.objects.values_list("key", flat=True)) == ["new"]
    assert list(SignInSlip.objects.all()) == [works]
    assert Notice.objects.filter(code="gap").count() == 2
    assert Look.objects.get().day == TODAY - 364 * DAY
    with pytest.raises(Forbidden):
        operations.throw_away(actor=world.reach("larionova"), at=AT)


def test_files_and_rows_of_old_lists_go_and_the_list_stays(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    user = world.people["safronova"].user
    given = {"unit": world.municipality, "kind": "staff", "created_by": user, "on": TODAY}
    kept = {}
    for name, status, age in (("old", "ready", 91), ("new", "done", 89)):
        batch = ImportBatch.objects.create(created_at=AT - age * DAY, status=status, **given)
        received = receive(chunks=[name.encode()], name=f"{name}.txt")
        stored = keep_file(received=received, actor=world.system(), at=AT)
        file = ImportFile.objects.create(batch=batch, file=stored, tables=[])
        ImportRow.objects.create(batch=batch, file=file, table=0, number=1, typed={"name": name})
        kept[name] = (batch, stored_path(stored.digest))

    with django_capture_on_commit_callbacks(execute=True):
        operations.throw_away(actor=world.system(), at=AT)

    assert [row.typed["name"] for row in ImportRow.objects.all()] == ["new"]
    assert (kept["old"][1].exists(), kept["new"][1].exists()) == (False, True)
    kept["old"][0].refresh_from_db()
    assert kept["old"][0].status == "dropped"


def test_a_look_is_written_once_a_day_and_never_of_oneself(world: World) -> None:
    reader, other = world.people["zimin"].pk, world.people["lapshina"].pk
    for day in (TODAY, TODAY, TODAY + DAY):
        write_looks(reader=reader, people=frozenset({reader, other}), day=day)
    assert Look.objects.filter(person=other).count() == 2
    assert not Look.objects.filter(person=reader).exists()
    # A log that cannot be written makes no page worse.
    write_looks(reader=0, people=frozenset(), day=TODAY)
