"""One's own export: everything about oneself, taken once, nothing that one may not read."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.apps import apps

from marshrut.activities import operations as activities
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.notices.models import Job
from marshrut.notices.work import Task
from marshrut.people.models import Person
from marshrut.privacy import access, operations
from marshrut.privacy.jobs import personal_export
from marshrut.privacy.models import PersonalExport
from marshrut.privacy.owned import OWNED
from marshrut.routes import operations as routes
from marshrut.web.account.export_book import packed
from marshrut.web.account.export_words import FIELDS, SECTIONS
from tests.routes.walk import begin
from tests.world import AT, TODAY, World


def export(world: World, name: str) -> PersonalExport:
    """Asked by the person and put together by the worker."""
    operations.ask_export(person=world.people[name], actor=world.reach(name), at=AT)
    job = Job.objects.filter(kind="personal_export").latest("pk")
    personal_export(Task(payload=job.payload, at=AT, progress=lambda done, of: None))
    return PersonalExport.objects.latest("pk")


def test_an_export_is_of_oneself_and_one_at_a_time(world: World) -> None:
    lapshina = world.people["lapshina"]
    for who in ("zimin", "safronova", "larionova", "nechaev"):
        with pytest.raises(Forbidden):
            operations.ask_export(person=lapshina, actor=world.reach(who), at=AT)
    export(world, "lapshina")
    with pytest.raises(Wrong) as raised:
        operations.ask_export(person=lapshina, actor=world.reach("lapshina"), at=AT)
    assert raised.value.code == "asked_already"


def test_it_is_taken_once_by_its_owner_alone_and_kept_no_more(world: World) -> None:
    row = export(world, "lapshina")
    for who in ("zimin", "safronova", "larionova", "nechaev"):
        assert not access.exports(world.reach(who)).exists()
        with pytest.raises(Forbidden):
            operations.take_export(export=row.pk, actor=world.reach(who), at=AT)
    given = {"export": row.pk, "actor": world.reach("lapshina"), "at": AT}
    assert operations.take_export(**given)["card"]["surname"] == "Lapshina"
    row.refresh_from_db()
    assert row.content is None
    with pytest.raises(Wrong) as raised:
        operations.take_export(**given)
    assert raised.value.code == "export_taken"


def test_what_is_not_shared_yet_and_what_is_of_others_stays_out(world: World) -> None:
    route = begin(world, "lapshina", "dorohova").route
    leads = {"actor": world.reach("dorohova"), "at": AT}
    case = {"enrolment": route.enrolment, **leads}
    activities.give_opinion(text="opinion of lapshina", **case)
    activities.give_opinion(text="note of dorohova alone", about="own", **case)
    visit = activities.propose_visit(on=TODAY, topic="topic", purpose="purpose", **case)
    type(visit).objects.filter(pk=visit.pk).update(
        sheet="sheet not shared", status="held", agreed_on=TODAY, held_on=TODAY
    )
    routes.reflect(route=route.pk, worked="words of lapshina", actor=world.reach("lapshina"), at=AT)
    begin(world, "grachev", "dorohova")

    mine = str(export(world, "lapshina").content)
    for text in ("opinion of lapshina", "words of lapshina", "topic", "lapshina@example.org"):
        assert text in mine
    for text in ("note of dorohova alone", "sheet not shared", "Grachev", "Stranger"):
        assert text not in mine
    tutors = str(export(world, "dorohova").content)
    assert "note of dorohova alone" in tutors
    assert "sheet not shared" in tutors
    assert "words of lapshina" not in tutors
    # Whoever hands a case over reads it no more, here neither.
    route.enrolment.pairings.update(until=TODAY)
    PersonalExport.objects.all().delete()
    assert "opinion of lapshina" not in str(export(world, "dorohova").content)


def test_the_archive_opens_without_the_system(world: World) -> None:
    begin(world, "lapshina", "dorohova")
    row = export(world, "lapshina")
    with zipfile.ZipFile(BytesIO(packed(row.content or {}, row.ready_at))) as archive:
        page = archive.read("Обо мне.html").decode()
        assert "lapshina@example.org" in archive.read("data.json").decode()
    assert "Места работы" in page
    assert "1 сентября 2015" in page.replace("\N{NO-BREAK SPACE}", " ")


def test_every_section_and_field_has_a_name() -> None:
    card = {"surname", "given", "patronymic", "gender", "email", "phone", "login", "language"}
    assert {one.code for one in OWNED if one.shown} == set(SECTIONS)
    assert card | {name for one in OWNED for name in one.shown} == set(FIELDS)


def test_texts_that_are_personal_by_their_tables_are_somebody_s() -> None:
    """A new personal table cannot be forgotten in the export and the erasure."""
    known: set[Any] = {one.model for one in OWNED} | {Person}
    forgotten = {
        model.__name__
        for model in apps.get_app_config("marshrut").get_models()
        if getattr(model, "PERSONAL", None) and model not in known
    }
    # Files go with their owners, the rest are of nobody's writing or thrown away by their terms.
    assert forgotten == {
        *("CommunityDocument", "ImportRow", "Job", "Notice", "PersonalExport", "StoredFile", "User")
    }
