"""Rows of mostovsky about consultations at a request: the organisation's side and the tutor's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from marshrut import clock
from marshrut.activities import access as activities
from marshrut.activities.models import Activity
from marshrut.activities.operations import (
    cancel_consultation,
    hold_requested,
    object_to_consultation,
    record_consultation,
)
from marshrut.groups import access, operations
from marshrut.groups.asked import Asked
from marshrut.groups.models import Application
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.norms.findings import State
from marshrut.notices.models import Notice
from marshrut.oversight.board import Board, board
from marshrut.people.models import PaperRecord
from marshrut.people.paper import Paper
from marshrut.people.reach import Reach
from marshrut.programmes.models import Appointment
from tests.clauses.test_mostovsky_support import appoint, began
from tests.world import AT, PRESETS, TODAY, World, build

pytestmark = pytest.mark.django_db
TOPIC = "Разбор приёмов формирующего оценивания"
INSIDE = "РАЗГОВОР-МЕЖДУ-НИМИ"


@pytest.fixture
def world() -> World:
    return build(PRESETS / "mostovsky.yaml", appointed=False)


@pytest.fixture
def tutor(world: World) -> Appointment:
    return appoint(world)


def asked(
    world: World,
    kind: str = "consultation",
    names: Sequence[str] = ("stranger",),
    by: str = "belov",
    **more: Any,
) -> Application:
    people = tuple(world.people[name] for name in names)
    return operations.apply_for_service(
        programme=world.programme, unit=world.other_school, actor=world.reach(by), at=AT,
        asked=Asked(kind=kind, title=TOPIC, people=people, why="Так показала диагностика", **more),
    )  # fmt: skip


def given(world: World, row: Application, tutor: Appointment, on: date = TODAY) -> Application:
    return operations.assign_application(
        application=row.pk, row_version=None, appointment=tutor,
        actor=world.reach("safronova", on), at=AT,
    )  # fmt: skip


def held(
    world: World, row: Application, by: str = "dorohova", on: date = TODAY, **more: Any
) -> Activity:
    return hold_requested(
        application=row.pk, row_version=None,
        begins_at=datetime(on.year, on.month, on.day, 11, tzinfo=UTC), minutes=40,
        result="Разобрали три приёма", content=INSIDE, actor=world.reach(by, on), at=AT, **more,
    )  # fmt: skip


def now(world: World, on: date = TODAY) -> Board:
    return board(world.programme, on, world.system(on))


def told(world: World, name: str) -> list[str]:
    return list(Notice.objects.filter(user=world.people[name].user).values_list("code", flat=True))


@pytest.mark.clause("mostovsky:2.1")
def test_an_organisation_asks_a_tutor_is_given_and_the_consultation_is_at_its_request(
    world: World, tutor: Appointment
) -> None:
    row = asked(world)
    assert (row.status, row.due) == ("submitted", date(2027, 1, 29))
    assert told(world, "safronova") == ["service_asked"]
    given(world, row, tutor)
    assert told(world, "belov") == ["service_accepted"]
    assert "service_given" in told(world, "dorohova")
    activity = held(world, row)
    row.refresh_from_db()
    assert (row.status, row.result) == ("done", "Разобрали три приёма")
    assert told(world, "belov") == ["service_accepted", "service_done"]
    found = now(world)
    [thing] = [one.thing for one in found.things("2.1") if one.thing.kind == "activity"]
    assert (thing.key, getattr(thing, "basis", "")) == (activity.pk, "request")
    assert found.assessments["2.1"].state is State.MET


@pytest.mark.clause("mostovsky:2.1")
def test_silence_past_the_local_term_breaks_the_clause_and_is_told_once(world: World) -> None:
    row = asked(world)
    assert now(world).assessments["2.1"].state is State.ON_TRACK
    late = row.due + timedelta(days=1)
    assert now(world, late).assessments["2.1"].state is State.BREACHED
    actor = Reach.system("test", late)
    for _ in range(2):
        operations.escalate_application(application=row.pk, actor=actor, at=AT)
    assert told(world, "safronova") == ["service_asked", "application_overdue"]
    assert told(world, "belov") == ["application_overdue"]
    operations.refuse_application(
        application=row.pk, row_version=None, answer="Нет свободного тьютора",
        actor=world.reach("safronova", late), at=AT,
    )  # fmt: skip
    assert now(world, late).assessments["2.1"].state is State.MET


@pytest.mark.clause("mostovsky:2.1")
def test_a_teacher_who_asks_directly_is_advised_too(world: World, tutor: Appointment) -> None:
    route = began(world, "lapshina")
    record_consultation(
        enrolments=[route.enrolment], begins_at=AT, title="Вопрос", minutes=20,
        actor=world.reach("dorohova"), at=AT,
    )  # fmt: skip
    [thing] = [one.thing for one in now(world).things("2.1") if one.thing.kind == "activity"]
    assert getattr(thing, "basis", "") == "direct"
    assert now(world).assessments["2.1"].state is State.MET


@pytest.mark.clause("mostovsky:2.2")
def test_a_consultation_on_a_topic_names_its_audience_instead_of_people(
    world: World, tutor: Appointment
) -> None:
    thematic = {"kind": "thematic_consultation", "names": ()}
    with pytest.raises(Wrong, match="nobody_chosen"):
        asked(world, **thematic)
    with pytest.raises(Wrong, match="nobody_chosen"):
        asked(world, names=(), audience="Все учителя")
    assert now(world).assessments["2.2"].state is State.NOT_YET
    row = given(world, asked(world, **thematic, audience="Учителя начальных классов"), tutor)
    activity = held(world, row)
    assert (activity.form, activity.attendances.count()) == ("thematic_consultation", 0)
    assert now(world).assessments["2.2"].state is State.MET


@pytest.mark.clause("mostovsky:2.2")
def test_what_nobody_asked_for_is_not_held(world: World, tutor: Appointment) -> None:
    for wrong in ("group_class", "consultation;", "topic", ""):
        with pytest.raises(Wrong, match="unknown_kind"):
            asked(world, kind=wrong)
    row = asked(world, "thematic_consultation", (), audience="Все")
    with pytest.raises(Forbidden):
        held(world, row)
    with pytest.raises(Wrong, match="application_needs_tutor"):
        operations.accept_application(
            application=row.pk, row_version=None, actor=world.reach("safronova"), at=AT
        )
    assert not Activity.objects.exists()


def test_only_who_speaks_for_the_organisation_asks_and_only_for_its_people(world: World) -> None:
    for name in ("zimin", "stranger", "dorohova"):
        with pytest.raises(Forbidden):
            asked(world, by=name)
    with pytest.raises(Wrong, match="not_employed_here"):
        asked(world, names=("lapshina",))
    assert not Application.objects.exists()


def test_only_the_coordinator_gives_it_and_only_to_an_appointed_tutor_who_is_not_named(
    world: World, tutor: Appointment
) -> None:
    row = asked(world)
    for name in ("belov", "dorohova", "zimin"):
        with pytest.raises(Forbidden):
            operations.assign_application(
                application=row.pk, row_version=None, appointment=tutor,
                actor=world.reach(name), at=AT,
            )  # fmt: skip
    tutor.since = None
    tutor.order = None
    tutor.save()
    with pytest.raises(Wrong, match="not_appointed"):
        given(world, row, tutor)


def test_what_was_said_is_read_by_those_who_were_there_and_the_result_by_the_organisation(
    world: World, tutor: Appointment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    row = given(world, asked(world), tutor)
    activity = held(world, row)
    readers = {"stranger": True, "dorohova": True, "belov": False, "safronova": False}
    for name, reads in readers.items():
        assert activities.may_read_activity(world.reach(name), activity) is reads, name
        page = reverse("consultation", args=[activity.pk])
        client = Client(headers={"accept-language": "ru"})
        client.force_login(world.people[name].user)  # type: ignore[arg-type]
        said = client.get(page).content.decode()
        assert (INSIDE in said) is reads, name
    assert list(access.applications(world.reach("dorohova"))) == [row]
    for name in ("zimin", "lapshina", "grachev"):
        assert row not in access.applications(world.reach(name)), name
        assert activity not in activities.activities(world.reach(name)), name
    [presence] = activity.attendances.all()
    assert presence in activities.participations(world.reach("stranger"))
    assert presence not in activities.participations(world.reach("lapshina"))
    own = Client(headers={"accept-language": "ru"})
    own.force_login(world.people["stranger"].user)  # type: ignore[arg-type]
    assert own.get(reverse("attendance_act", args=[presence.pk, "object"])).status_code == 200
    object_to_consultation(
        attendance=presence.pk, objection="Не было", actor=world.reach("stranger"), at=AT
    )
    presence.refresh_from_db()
    assert presence.objected_on == TODAY


def test_a_record_taken_back_opens_the_request_again(world: World, tutor: Appointment) -> None:
    row = given(world, asked(world), tutor)
    activity = held(world, row)
    cancel_consultation(
        activity=activity.pk, row_version=None, reason="Ошиблась днём",
        actor=world.reach("dorohova"), at=AT,
    )  # fmt: skip
    row.refresh_from_db()
    assert (row.status, row.result) == ("accepted", "")
    assert told(world, "belov")[-1] == "service_reopened"
    assert not [one for one in now(world).things("2.1") if one.thing.kind == "activity"]
    held(world, row)
    row.refresh_from_db()
    assert row.status == "done"


def test_the_coordinator_enters_it_from_paper_in_the_tutors_name_and_not_otherwise(
    world: World, tutor: Appointment
) -> None:
    row = given(world, asked(world), tutor)
    with pytest.raises(Forbidden):
        held(world, row, by="safronova")
    paper = Paper(basis="paper", happened_on=TODAY)
    with pytest.raises(Forbidden):
        held(world, row, by="belov", paper=paper)
    activity = held(world, row, by="safronova", paper=paper)
    assert activity.leader == world.people["dorohova"]
    record = PaperRecord.objects.get(kind="activity", key=activity.pk)
    assert (record.person, record.verb) == (world.people["dorohova"], "hold_requested")


def test_a_consultation_is_held_once_and_not_before_it_was_given(
    world: World, tutor: Appointment
) -> None:
    row = given(world, asked(world), tutor)
    with pytest.raises(Wrong, match="before_asked"):
        held(world, row, on=TODAY - timedelta(days=3))
    with pytest.raises(Forbidden):
        held(world, row, by="belov")
    held(world, row)
    with pytest.raises(Wrong, match="closed"):
        held(world, row)
    assert Activity.objects.count() == 1


def test_the_pages_walk_from_the_request_to_the_result(
    world: World, tutor: Appointment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)

    def enter(name: str) -> Client:
        client = Client(headers={"accept-language": "ru"})
        client.force_login(world.people[name].user)  # type: ignore[arg-type]
        return client

    head, coordinator, mine = enter("belov"), enter("safronova"), enter("dorohova")
    address = reverse("service_new", args=[world.programme.pk])
    assert "Индивидуальная консультация" in head.get(address).content.decode()
    sent = {
        "kind": "consultation", "title": TOPIC, "people": [world.people["stranger"].pk],
        "wanted": "до 10 февраля", "why": "", "deed_key": "k1",
    }  # fmt: skip
    assert head.post(address, sent).status_code == 302
    row = Application.objects.get()
    assert TOPIC in coordinator.get("/").content.decode()
    assign = reverse("application_act", args=[row.pk, "assign"])
    coordinator.post(assign, {"appointment": tutor.pk, "row_version": 1, "deed_key": "k2"})
    assert "до 10 февраля" in mine.get("/").content.decode()
    hold = reverse("application_act", args=[row.pk, "hold"])
    assert mine.get(hold).status_code == 200
    done = {
        "on": "22.01.2027", "begins": "10:00", "minutes": "40", "mode": "person",
        "result": "Разобрали", "content": INSIDE, "row_version": 2, "deed_key": "k3",
    }  # fmt: skip
    assert mine.post(hold, done).status_code == 302
    said = head.get(reverse("application", args=[row.pk])).content.decode()
    assert "Разобрали" in said
    assert "Выполнена" in said
    assert INSIDE not in said
    assert enter("zimin").get(reverse("application", args=[row.pk])).status_code == 404
    assert enter("zimin").get(address).status_code == 200
