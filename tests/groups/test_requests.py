"""Requests for work of tutors: every kind, a teacher's own, given from hand to hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from marshrut.activities.holding import ground
from marshrut.activities.operations import hold_requested
from marshrut.files.keeping import receive
from marshrut.groups import access, operations
from marshrut.groups.asked import EVERY, Asked
from marshrut.groups.models import Application, ApplicationHandOver
from marshrut.groups.operations import apply_for_service, ask_for_oneself
from marshrut.groups.sheets import service_sheets
from marshrut.groups.taking import LEFT_OUT, days_for, kinds_of, local_kinds, own_kinds
from marshrut.groups.waiting import applications_to_fulfil, stranded_applications
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.notices.models import Notice
from marshrut.organisations.models import LocalSetting
from marshrut.programmes.operations import end_appointment
from marshrut.programmes.queries import guarding
from tests.clauses import kaltan
from tests.clauses.test_mostovsky_support import appoint, began
from tests.world import AT, PRESETS, TODAY, World, build

pytestmark = pytest.mark.django_db
TITLE = "Рабочая программа по химии"
SPRING = {"since": date(2027, 2, 1), "until": date(2027, 5, 22)}


@pytest.fixture
def world() -> World:
    """The regulation of mostovsky: consultations are asked for by its clauses 2.1 and 2.2."""
    return build(PRESETS / "mostovsky.yaml", appointed=False)


def asked(world: World, kind: str = "review", by: str = "zimin", **more: Any) -> Application:
    told = {"sort": "programme"} if kind == "review" else {}
    return apply_for_service(
        programme=world.programme, unit=world.school, actor=world.reach(by), at=AT,
        asked=Asked(kind=kind, **{"title": TITLE, "why": "ПРИЧИНА", **told, **more}),
    )  # fmt: skip


def own(world: World, by: str = "grachev", kind: str = "review", **more: Any) -> Application:
    told = {"sort": "lesson_map"} if kind == "review" else {}
    return ask_for_oneself(
        programme=world.programme, unit=world.school, actor=world.reach(by), at=AT,
        asked=Asked(kind=kind, **{"title": TITLE, **told, **more}),
    )  # fmt: skip


def given(world: World, row: Application, tutor: Any, on: date = TODAY) -> Application:
    return operations.assign_application(
        application=row.pk, row_version=None, appointment=tutor,
        actor=world.reach("safronova", on), at=AT,
    )  # fmt: skip


def second_tutor(world: World) -> Any:
    return kaltan.appoint(world, kaltan.candidate(world, "ershova", TODAY), TODAY)


def moved(world: World, row: Application, tutor: Any, by: str = "safronova", **more: Any) -> Any:
    return operations.reassign_application(
        **{
            "application": row.pk, "row_version": None, "appointment": tutor,
            "reason": "Болеет до марта", "actor": world.reach(by), "at": AT,
        } | more
    )  # fmt: skip


def told(world: World, name: str) -> list[str]:
    return list(Notice.objects.filter(user=world.people[name].user).values_list("code", flat=True))


# --- every kind -------------------------------------------------------------------------------
def test_kinds_of_clauses_come_first_and_the_place_takes_the_others(world: World) -> None:
    found = guarding(world.programme, TODAY)
    assert kinds_of(found) == EVERY
    assert local_kinds(found.rules) == ("review", "event", "school_support")


@pytest.mark.parametrize(
    ("place", "kinds"), [("kaltan", EVERY), ("yaroslavl", EVERY[:-1]), ("chebula", EVERY)]
)
def test_every_regulation_takes_requests_and_support_where_schools_have_no_other_way(
    place: str, kinds: tuple[str, ...]
) -> None:
    world = build(PRESETS / f"{place}.yaml", appointed=False)
    assert kinds_of(guarding(world.programme, TODAY)) == kinds


def test_the_place_says_what_it_does_not_take_and_cannot_leave_out_what_clauses_hold(
    world: World,
) -> None:
    left_out = ["consultation", "event", "school_support"]
    LocalSetting.objects.create(unit=world.municipality, name=LEFT_OUT, value=left_out)
    found = guarding(world.programme, TODAY)
    assert kinds_of(found) == ("consultation", "thematic_consultation", "review")
    with pytest.raises(Wrong, match="unknown_kind"):
        asked(world, "event", sort="seminar", audience="Все")
    LocalSetting.objects.update(value=["review"])
    with pytest.raises(Wrong, match="unknown_kind"):
        own(world)
    assert not Application.objects.exists()


def test_the_clock_is_the_clause_s_where_it_has_one_and_the_place_s_elsewhere(
    world: World,
) -> None:
    LocalSetting.objects.create(unit=world.municipality, name="answer.application.days", value=2)
    found = guarding(world.programme, TODAY)
    by_clause = [kind for kind in EVERY if found.rules.answer(kind)]
    assert {
        kind: days_for(found, kind) for kind in EVERY if kind not in by_clause
    } == dict.fromkeys([kind for kind in EVERY if kind not in by_clause], 2)
    assert by_clause
    assert all(days_for(found, kind) != 2 for kind in by_clause)
    assert asked(world).due == date(2027, 1, 26)


@pytest.mark.parametrize(
    ("kind", "more", "code"),
    [
        ("review", {"sort": ""}, "sort_needed"),
        ("review", {"sort": "seminar"}, "sort_needed"),
        ("review", {"title": "  "}, "title_needed"),
        ("event", {"sort": "programme", "audience": "Все"}, "sort_needed"),
        ("event", {"sort": "seminar"}, "nobody_chosen"),
        ("thematic_consultation", {"sort": "seminar", "audience": "Все"}, "sort_needed"),
        ("school_support", {}, "days_needed"),
        ("school_support", {"since": date(2027, 2, 1)}, "days_needed"),
        ("school_support", {"since": TODAY, "until": TODAY}, "until_before_since"),
        ("review", {"since": TODAY - timedelta(days=1)}, "days_over"),
        ("review", {"until": TODAY}, "days_over"),
        ("group_class", {"audience": "Все"}, "unknown_kind"),
        ("topic", {"audience": "Все"}, "unknown_kind"),
    ],
)
def test_each_kind_says_what_it_has_to(
    world: World, kind: str, more: dict[str, Any], code: str
) -> None:
    with pytest.raises(Wrong) as raised:
        asked(world, kind, **more)
    assert raised.value.code == code
    assert not Application.objects.exists()


def test_a_review_takes_a_file_along_and_other_kinds_do_not(world: World) -> None:
    received = receive(chunks=[b"%PDF-1.4 text"], name="programme.pdf")
    row = asked(world, received=received, until=date(2027, 2, 6))
    assert row.file is not None
    assert (row.file.name, row.sort, row.wanted_until) == (
        "programme.pdf", "programme", date(2027, 2, 6)
    )  # fmt: skip
    with pytest.raises(Wrong, match="file_for_review"):
        asked(world, "event", sort="seminar", audience="Все", received=received)


def test_what_is_no_consultation_is_finished_by_the_tutor_s_word(world: World) -> None:
    tutor = appoint(world)
    row = given(world, asked(world, "school_support", **SPRING), tutor)
    with pytest.raises(Wrong, match="closed"):
        hold_requested(
            application=row.pk, row_version=None, begins_at=AT, result="Было",
            actor=world.reach("dorohova"), at=AT,
        )  # fmt: skip
    with pytest.raises(Forbidden):
        operations.finish_application(
            application=row.pk, row_version=None, result="Было", actor=world.reach("zimin"), at=AT
        )
    operations.finish_application(
        application=row.pk, row_version=None, result="ИТОГ", actor=world.reach("dorohova"), at=AT
    )
    row.refresh_from_db()
    assert (row.status, row.result) == ("done", "ИТОГ")
    assert told(world, "zimin")[-1] == "service_done"


def test_the_board_judges_what_clauses_speak_of_and_is_silent_about_the_rest(world: World) -> None:
    asked(world)
    own(world)
    [thing] = service_sheets(guarding(world.programme, TODAY), TODAY)
    assert thing.to == "review"


# --- a teacher asks for themselves --------------------------------------------------------------
def test_a_teacher_s_own_request_is_seen_by_the_coordinator_and_the_tutor_and_by_no_head(
    world: World,
) -> None:
    tutor = appoint(world)
    row = own(world)
    assert (row.personal, row.submitted_by) == (True, world.people["grachev"])
    assert [one.person for one in row.named.all()] == [world.people["grachev"]]
    assert told(world, "safronova") == ["service_asked"]
    assert told(world, "zimin") == []

    def seeing() -> set[str]:
        names = ("grachev", "safronova", "dorohova", "zimin", "belov", "prohorov", "lapshina")
        for name in names:
            reach = world.reach(name)
            listed = row in access.applications(reach)
            assert access.may_see_application(reach, row) is listed, name
        return {name for name in names if row in access.applications(world.reach(name))}

    assert seeing() == {"grachev", "safronova"}
    row = given(world, row, tutor)
    assert seeing() == {"grachev", "safronova", "dorohova"}
    assert told(world, "grachev") == ["service_accepted"]


def test_the_journal_does_not_say_on_what_a_teacher_asked(world: World) -> None:
    row = own(world, why="ПОЧЕМУ")
    entry = JournalEntry.objects.get(verb="ask_for_oneself", key=row.pk)
    assert TITLE not in str(entry.after)
    assert "ПОЧЕМУ" not in str(entry.after)


def test_nobody_asks_in_another_s_place_and_nobody_else_takes_it_back(world: World) -> None:
    for name in ("stranger", "prohorov", "safronova"):
        with pytest.raises(Forbidden):
            own(world, by=name)
    row = own(world)
    for name in ("zimin", "safronova", "lapshina"):
        with pytest.raises(Forbidden):
            operations.withdraw_application(
                application=row.pk, row_version=None, actor=world.reach(name), at=AT
            )
    operations.withdraw_application(
        application=row.pk, row_version=None, actor=world.reach("grachev"), at=AT
    )
    assert told(world, "safronova")[-1] == "application_withdrawn"


def test_a_teacher_names_nobody_else(world: World) -> None:
    row = own(world, people=(world.people["lapshina"],), audience="Все")
    assert [one.person for one in row.named.all()] == [world.people["grachev"]]
    assert row.audience == ""


def test_advice_is_asked_by_those_who_have_no_tutor_to_turn_to(world: World) -> None:
    appoint(world)
    found = guarding(world.programme, TODAY)
    assert own_kinds(world.reach("grachev"), found) == ("consultation", "review")
    began(world, "lapshina")
    assert own_kinds(world.reach("lapshina"), found) == ("review",)
    with pytest.raises(Wrong, match="unknown_kind"):
        own(world, by="lapshina", kind="consultation")
    assert own(world, by="lapshina").status == "submitted"
    with pytest.raises(Wrong, match="unknown_kind"):
        own(world, kind="event", sort="seminar")


def test_a_consultation_with_a_teacher_who_asked_counts_as_asked_directly(world: World) -> None:
    row = given(world, own(world, kind="consultation"), appoint(world))
    activity = hold_requested(
        application=row.pk, row_version=None, begins_at=AT, result="Разобрали", content="ВНУТРИ",
        actor=world.reach("dorohova"), at=AT,
    )  # fmt: skip
    assert [one.person for one in activity.attendances.all()] == [world.people["grachev"]]
    assert ground(activity.application) == "direct"
    assert ground(asked(world)) == "request"
    assert ground(None) == "direct"


# --- given to another tutor ---------------------------------------------------------------------
def test_a_request_is_given_to_another_with_a_reason_and_all_three_are_told(world: World) -> None:
    first, second = appoint(world), second_tutor(world)
    row = given(world, asked(world), first)
    moved(world, row, second)
    row.refresh_from_db()
    assert (row.appointment, row.status) == (second, "accepted")
    [step] = ApplicationHandOver.objects.all()
    assert (step.before, step.on, step.reason) == (first, TODAY, "Болеет до марта")
    assert told(world, "zimin")[-1] == "service_reassigned"
    assert told(world, "dorohova")[-1] == "service_taken"
    assert told(world, "ershova")[-1] == "service_given"
    assert list(applications_to_fulfil(world.reach("ershova"))) == [row]
    assert not applications_to_fulfil(world.reach("dorohova")).exists()
    assert row not in access.applications(world.reach("dorohova"))
    with pytest.raises(Forbidden):
        operations.finish_application(
            application=row.pk, row_version=None, result="Было",
            actor=world.reach("dorohova"), at=AT,
        )  # fmt: skip


def test_only_the_coordinator_gives_it_to_another_with_a_reason_and_while_it_is_open(
    world: World,
) -> None:
    first, second = appoint(world), second_tutor(world)
    row = asked(world, people=(world.people["ershova"],))
    with pytest.raises(Wrong, match="closed"):
        moved(world, row, second)
    given(world, row, first)
    for name in ("zimin", "dorohova", "ershova", "prohorov"):
        with pytest.raises(Forbidden):
            moved(world, row, second, by=name)
    for wrong, code in (
        ({"reason": " "}, "reason_needed"),
        ({"appointment": first}, "same_tutor"),
        ({}, "tutor_named"),
    ):
        with pytest.raises(Wrong) as raised:
            moved(world, row, second, **wrong)
        assert raised.value.code == code
    operations.withdraw_application(
        application=row.pk, row_version=None, actor=world.reach("zimin"), at=AT
    )
    assert told(world, "dorohova")[-1] == "service_withdrawn"
    with pytest.raises(Wrong, match="closed"):
        moved(world, row, second)
    assert not ApplicationHandOver.objects.exists()


def test_what_was_given_to_somebody_who_is_a_tutor_no_more_waits_for_another(world: World) -> None:
    first, second = appoint(world), second_tutor(world)
    row, other = given(world, asked(world), first), given(world, asked(world), second)
    coordinator = world.reach("safronova")
    assert not stranded_applications(coordinator).exists()
    end_appointment(
        appointment=first.pk, row_version=None, on=TODAY, reason="Отпуск",
        actor=world.reach("zimin"), at=AT,
    )  # fmt: skip
    assert list(stranded_applications(coordinator)) == [row]
    row, other = (Application.objects.get(pk=one.pk) for one in (row, other))
    assert (row.shown_status(TODAY), other.shown_status(TODAY)) == ("stranded", "accepted")
    assert row.shown_status(TODAY - timedelta(days=1)) == "accepted"
    for name in ("zimin", "dorohova", "ershova"):
        assert not stranded_applications(world.reach(name)).exists(), name
    moved(world, row, second)
    assert not stranded_applications(coordinator).exists()
