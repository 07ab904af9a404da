"""Deeds of programmes: what they change, what they refuse, and what they leave in the journal."""

from __future__ import annotations

from datetime import date

import pytest

from marshrut.journal.deeds import Forbidden, Stale, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.notices.models import Notice
from marshrut.orders.models import Order
from marshrut.people.models import Employment, PaperRecord
from marshrut.people.paper import Paper
from marshrut.programmes import access, operations
from marshrut.programmes.models import (
    Appointment,
    CasePause,
    Enrolment,
    Pairing,
    Programme,
    Subject,
)
from marshrut.programmes.queries import without_tutor
from marshrut.regulations.guards import Refused
from tests.world import AT, SEPTEMBER, TODAY, World, build

pytestmark = pytest.mark.django_db

JANUARY = date(2027, 1, 11)


@pytest.fixture
def world() -> World:
    return build()


def surnames(rows: object) -> set[str]:
    return {row.person.surname.lower() for row in rows}  # type: ignore[attr-defined]


def listed(world: World, on: date = TODAY) -> set[str]:
    rows = Enrolment.objects.filter(programme=world.programme, until__isnull=True)
    return surnames(rows.select_related("person"))


def tutor_of(world: World, name: str, on: date = TODAY) -> str | None:
    rows = Pairing.objects.filter(enrolment__person=world.people[name], until__isnull=True)
    row = rows.select_related("appointment__person").first()
    return row.appointment.person.surname.lower() if row else None


# --- who is enrolled -------------------------------------------------------------------------
def test_starting_enrols_every_teacher_and_neither_head_nor_methodist(world: World) -> None:
    ever = surnames(Enrolment.objects.select_related("person"))
    assert ever == {"lapshina", "grachev", "ershova", "stranger", "dorohova", "oreshkina"}


def test_an_appointed_tutor_is_a_tutee_no_more(world: World) -> None:
    assert listed(world) == {"lapshina", "grachev", "ershova", "stranger"}
    row = Enrolment.objects.get(person=world.people["dorohova"])
    assert (row.end, row.end_reason, row.until) == ("left", "appointed", SEPTEMBER)


def test_a_tutor_alone_in_the_school_is_paired_with_all_its_teachers(world: World) -> None:
    paired = Pairing.objects.filter(appointment=world.appointments["dorohova"], until=None)
    names = {row.enrolment.person.surname.lower() for row in paired}
    assert names == {"lapshina", "grachev", "ershova"}


def test_enrolling_all_again_changes_and_records_nothing(world: World) -> None:
    rows, entries = Enrolment.objects.count(), JournalEntry.objects.count()
    operations.enrol_all(programme=world.programme, actor=world.system(), at=AT)
    assert (Enrolment.objects.count(), JournalEntry.objects.count()) == (rows, entries)


def test_who_is_hired_is_enrolled_and_paired_the_same_day(world: World) -> None:
    person = world.employ("savelev", world.centre, "методист", pedagogical=False)
    operations.hire(
        person=person, unit=world.school, post="учитель", since=date(2027, 1, 18),
        actor=world.system(), at=AT,
    )  # fmt: skip
    assert "savelev" in listed(world)
    assert tutor_of(world, "savelev") == "dorohova"


def test_who_is_hired_as_no_teacher_is_not_enrolled(world: World) -> None:
    person = world.employ("zavhoz", world.centre, "завхоз", pedagogical=False)
    operations.hire(
        person=person, unit=world.school, post="завхоз", since=TODAY, pedagogical=False,
        actor=world.system(), at=AT,
    )  # fmt: skip
    assert "zavhoz" not in listed(world)


def test_a_stranger_may_not_hire_here(world: World) -> None:
    with pytest.raises(Forbidden):
        operations.hire(
            person=world.people["stranger"], unit=world.school, post="учитель", since=TODAY,
            actor=world.reach("belov"), at=AT,
        )  # fmt: skip


def test_nobody_who_does_not_work_here_can_be_enrolled(world: World) -> None:
    with pytest.raises(Wrong, match="not_employed_here"):
        operations.enrol(
            programme=world.programme, person=world.people["stranger"], unit=world.school.pk,
            basis="wish", since=TODAY, actor=world.system(), at=AT,
        )  # fmt: skip


# --- who leaves ------------------------------------------------------------------------------
def test_leaving_ends_support_and_its_pairing(world: World) -> None:
    world.case("ershova")
    job = Employment.objects.get(person=world.people["ershova"])
    operations.leave(
        employment=job.pk, until=JANUARY, reason="переезд", actor=world.reach("zimin"), at=AT
    )
    row = Enrolment.objects.get(person=world.people["ershova"], subject__isnull=False)
    assert (row.end, row.until) == ("left", JANUARY)
    assert tutor_of(world, "ershova") is None


def test_leaving_a_second_post_leaves_support_alone(world: World) -> None:
    second = Employment.objects.create(
        person=world.people["ershova"], unit=world.school, post="педагог-психолог", since=SEPTEMBER
    )
    operations.leave(employment=second.pk, until=TODAY, actor=world.reach("zimin"), at=AT)
    assert "ershova" in listed(world)


def test_a_tutor_who_leaves_leaves_a_gap_that_is_told(world: World) -> None:
    job = Employment.objects.get(person=world.people["dorohova"])
    operations.leave(employment=job.pk, until=JANUARY, actor=world.reach("safronova"), at=AT)
    alone = surnames(without_tutor(world.programme, TODAY).select_related("person"))
    assert alone == {"lapshina", "grachev", "ershova"}
    told = set(Notice.objects.filter(code="gap").values_list("user", flat=True))
    assert told == {world.people["safronova"].user_id, world.people["zimin"].user_id}
    assert Appointment.objects.get(person=world.people["dorohova"]).status(TODAY) == "ended"


def test_a_candidate_who_leaves_is_taken_off_the_list(world: World) -> None:
    row = name(world, "grachev")
    job = Employment.objects.get(person=world.people["grachev"])
    operations.leave(employment=job.pk, until=TODAY, actor=world.reach("zimin"), at=AT)
    row.refresh_from_db()
    assert row.status(TODAY) == "withdrawn"


# --- the daily repair ------------------------------------------------------------------------
def repair(world: World, on: date = TODAY) -> int:
    return operations.repair_programme(programme=world.programme, actor=world.system(on), at=AT)


def test_repair_finds_nothing_where_all_is_right(world: World) -> None:
    entries = JournalEntry.objects.count()
    assert repair(world) == 0
    assert JournalEntry.objects.count() == entries


def test_repair_enrols_and_pairs_who_came_by_import_and_only_once(world: World) -> None:
    world.employ("newcomer", world.school)
    assert repair(world) == 1
    assert tutor_of(world, "newcomer") == "dorohova"
    assert repair(world) == 0


def test_repair_ends_the_support_of_who_left_by_import_on_the_day_of_leaving(world: World) -> None:
    Employment.objects.filter(person=world.people["grachev"]).update(until=JANUARY)
    assert repair(world) == 1
    row = Enrolment.objects.get(person=world.people["grachev"])
    assert (row.until, row.end) == (JANUARY, "left")
    assert repair(world) == 0


def test_repair_closes_a_term_that_has_passed_and_returns_the_tutor_to_the_list(
    world: World,
) -> None:
    Appointment.objects.filter(person=world.people["dorohova"]).update(until=JANUARY)
    assert repair(world) >= 1
    row = Appointment.objects.get(person=world.people["dorohova"])
    assert row.end_reason == "term"
    assert "dorohova" in listed(world)
    assert repair(world) == 0


def test_only_the_coordinator_and_jobs_repair(world: World) -> None:
    with pytest.raises(Forbidden):
        operations.repair_programme(programme=world.programme, actor=world.reach("zimin"), at=AT)


# --- candidates and appointments -------------------------------------------------------------
def name(world: World, who: str, actor: str = "zimin") -> Appointment:
    return operations.name_candidate(
        programme=world.programme, person=world.people[who], unit=world.school.pk, why="сам",
        actor=world.reach(actor), at=AT,
    )  # fmt: skip


def agree(world: World, row: Appointment) -> Appointment:
    return operations.agree_to_tutor(
        appointment=row.pk, row_version=None, actor=world.system(), at=AT
    )


def _order(world: World) -> Order:
    return world.order(world.school, f"{Order.objects.count()}-о", TODAY)


def appoint(world: World, row: Appointment, actor: str = "zimin", **more: object) -> Appointment:
    given = {"order": _order(world), "since": TODAY} | more
    return operations.appoint(
        appointment=row.pk, row_version=None, until=world.programme.until,
        actor=world.reach(actor), at=AT, **given,  # type: ignore[arg-type]
    )  # fmt: skip


def test_naming_twice_is_naming_once(world: World) -> None:
    assert name(world, "grachev") == name(world, "grachev")
    assert JournalEntry.objects.filter(verb="name_candidate", after__why="сам").count() == 1


def test_a_candidate_is_told_with_a_link_to_the_agreement(world: World) -> None:
    row = name(world, "grachev")
    notice = Notice.objects.get(code="named_candidate", user=world.people["grachev"].user)
    assert notice.url == f"/programmes/tutors/{row.pk}/"


def test_a_head_may_not_name_in_another_school(world: World) -> None:
    with pytest.raises(Forbidden):
        name(world, "grachev", actor="belov")


def test_who_works_elsewhere_is_no_candidate_here(world: World) -> None:
    with pytest.raises(Wrong, match="not_employed_here"):
        name(world, "stranger")


def test_nobody_agrees_for_another_without_paper(world: World) -> None:
    row = name(world, "grachev")
    with pytest.raises(Forbidden):
        operations.agree_to_tutor(
            appointment=row.pk, row_version=None, actor=world.reach("zimin"), at=AT
        )


def test_agreement_from_paper_keeps_its_real_day_and_who_recorded_it(world: World) -> None:
    row = name(world, "grachev")
    paper = Paper(basis="paper", happened_on=JANUARY)
    row = operations.agree_to_tutor(
        appointment=row.pk, row_version=row.row_version, paper=paper,
        actor=world.reach("zimin"), at=AT,
    )  # fmt: skip
    kept = PaperRecord.objects.get(verb="agree_to_tutor", key=row.pk)
    assert row.agreed_on == JANUARY
    assert (kept.person, kept.recorded_by) == (
        world.people["grachev"], world.people["zimin"].user,
    )  # fmt: skip


def test_paper_from_the_future_is_refused_and_nothing_is_kept(world: World) -> None:
    row = name(world, "grachev")
    with pytest.raises(Wrong, match="future_date"):
        operations.agree_to_tutor(
            appointment=row.pk, row_version=None,
            paper=Paper(basis="phone", happened_on=date(2027, 2, 1)),
            actor=world.reach("zimin"), at=AT,
        )  # fmt: skip
    row.refresh_from_db()
    assert row.agreed_on is None
    assert not PaperRecord.objects.exists()


def test_the_post_of_a_teacher_is_refused_with_the_clause(world: World) -> None:
    row = agree(world, name(world, "grachev"))
    with pytest.raises(Refused) as refused:
        appoint(world, row)
    codes = [(one.clause, one.code) for one in refused.value.decision.refusals]
    assert codes == [("4.2", "post")]
    row.refresh_from_db()
    assert row.since is None


def test_a_post_that_no_list_knows_asks_to_be_recognised(world: World) -> None:
    Employment.objects.filter(person=world.people["grachev"]).update(post_class="", post="завуч")
    row = agree(world, name(world, "grachev"))
    with pytest.raises(Refused) as refused:
        appoint(world, row)
    finding = refused.value.decision.refusals[0].finding
    assert (finding.code, finding.found) == ("post_unrecognised", "завуч")


def test_all_that_stands_against_an_appointment_is_told_at_once(world: World) -> None:
    row = name(world, "grachev")
    elsewhere = world.order(world.centre, "9-о", TODAY)
    with pytest.raises(Refused) as refused:
        appoint(world, row, order=elsewhere)
    codes = [one.code for one in refused.value.decision.refusals]
    assert codes == ["agreement", "post", "order_of"]


def test_an_order_without_a_signature_appoints_nobody(world: World) -> None:
    deputy = world.employ("deputy", world.school, "зам. директора по УВР", "deputy_head")
    order = world.order(world.school, "7-о", TODAY)
    order.signed_on = None
    order.save()
    row = agree(world, name(world, deputy.surname.lower()))
    with pytest.raises(Refused) as refused:
        appoint(world, row, order=order)
    assert [one.code for one in refused.value.decision.refusals] == ["order_of"]


def test_the_coordinator_appoints_only_from_paper(world: World) -> None:
    world.employ("deputy", world.school, "зам. директора по УВР", "deputy_head")
    row = agree(world, name(world, "deputy"))
    with pytest.raises(Forbidden):
        appoint(world, row, actor="safronova")
    row = appoint(world, row, actor="safronova", paper=Paper(basis="paper", happened_on=TODAY))
    assert row.status(TODAY) == "appointed"


def test_dates_of_an_appointment_stay_inside_the_programme(world: World) -> None:
    world.employ("deputy", world.school, "зам. директора по УВР", "deputy_head")
    row = agree(world, name(world, "deputy"))
    with pytest.raises(Wrong, match="outside_programme"):
        appoint(world, row, since=date(2026, 8, 1))


def test_with_two_tutors_in_a_school_nobody_is_paired_by_guess(world: World) -> None:
    world.employ("deputy", world.school, "зам. директора по УВР", "deputy_head")
    appoint(world, agree(world, name(world, "deputy")))
    world.employ("newcomer", world.school)
    repair(world)
    assert tutor_of(world, "newcomer") is None


def test_two_people_who_opened_one_form_are_told(world: World) -> None:
    row = name(world, "grachev")
    operations.agree_to_tutor(
        appointment=row.pk, row_version=row.row_version, actor=world.reach("grachev"), at=AT
    )
    with pytest.raises(Stale):
        operations.withdraw_candidate(
            appointment=row.pk, row_version=1, actor=world.reach("zimin"), at=AT
        )


def test_a_tutor_cannot_be_taken_off_the_list_of_candidates(world: World) -> None:
    with pytest.raises(Wrong, match="not_a_candidate"):
        operations.withdraw_candidate(
            appointment=world.appointments["dorohova"].pk, row_version=None,
            actor=world.reach("zimin"), at=AT,
        )  # fmt: skip


# --- ends of appointments --------------------------------------------------------------------
def end(world: World, **more: object) -> Appointment:
    given = {"on": JANUARY, "reason": "переезд"} | more
    return operations.end_appointment(
        appointment=world.appointments["dorohova"].pk, row_version=None,
        actor=world.reach("zimin"), at=AT, **given,  # type: ignore[arg-type]
    )  # fmt: skip


def test_an_end_without_a_successor_leaves_a_gap_and_returns_the_tutor_to_the_list(
    world: World,
) -> None:
    end(world)
    alone = surnames(without_tutor(world.programme, TODAY).select_related("person"))
    assert alone == {"lapshina", "grachev", "ershova", "dorohova"}
    back = Enrolment.objects.get(person=world.people["dorohova"], until=None)
    assert (back.basis, back.since) == ("automatic", JANUARY)


def test_a_successor_takes_everybody_over_without_a_day_between(world: World) -> None:
    heir = world.appointments["oreshkina"]
    end(world, successor=heir)
    assert not without_tutor(world.programme, TODAY).exists()
    taken = Pairing.objects.filter(appointment=heir, until=None, since=JANUARY)
    assert {"lapshina", "dorohova"} <= {row.enrolment.person.surname.lower() for row in taken}
    assert not Notice.objects.filter(code="gap").exists()


def test_the_only_other_tutor_of_the_school_is_the_successor(world: World) -> None:
    world.employ("deputy", world.school, "зам. директора по УВР", "deputy_head")
    appoint(world, agree(world, name(world, "deputy")), since=SEPTEMBER)
    end(world)
    assert tutor_of(world, "lapshina") == "deputy"


def test_who_is_a_tutor_no_more_can_be_named_again(world: World) -> None:
    old = end(world)
    new = name(world, "dorohova")
    assert new.pk != old.pk
    assert new.status(TODAY) == "candidate"


def test_an_end_wants_a_reason_and_a_day_within_the_term(world: World) -> None:
    with pytest.raises(Wrong, match="reason_needed"):
        end(world, reason=" ")
    with pytest.raises(Wrong, match="dates"):
        end(world, on=date(2026, 8, 1))
    with pytest.raises(Wrong, match="dates"):
        end(world, on=date(2027, 9, 2))


def test_at_its_term_the_regulation_asks_for_the_lesson_constructor(world: World) -> None:
    term = world.programme.until
    with pytest.raises(Refused) as refused:
        end(world, on=term)
    assert [one.clause for one in refused.value.decision.refusals] == ["6.1.c"]
    assert end(world, on=term, made={"bloom_constructor": (TODAY,)}).until == term


def test_a_teacher_may_not_end_an_appointment(world: World) -> None:
    with pytest.raises(Forbidden):
        operations.end_appointment(
            appointment=world.appointments["dorohova"].pk, row_version=None, on=TODAY,
            reason="так", actor=world.reach("lapshina"), at=AT,
        )  # fmt: skip


# --- pairs -----------------------------------------------------------------------------------
def pair(world: World, who: str, tutor: str, **more: object) -> Pairing:
    given = {"actor": world.reach("safronova")} | more
    return operations.pair(
        enrolment=world.enrolment(who).pk, appointment=world.appointments[tutor].pk, at=AT,
        **given,  # type: ignore[arg-type]
    )  # fmt: skip


def test_a_change_of_tutor_leaves_no_gap(world: World) -> None:
    pair(world, "lapshina", "oreshkina", since=JANUARY)
    rows = list(Pairing.objects.filter(enrolment__person=world.people["lapshina"]).order_by("pk"))
    assert [(row.since, row.until) for row in rows] == [(SEPTEMBER, JANUARY), (JANUARY, None)]


def test_the_same_tutor_twice_is_said_and_not_written(world: World) -> None:
    with pytest.raises(Wrong, match="twice"):
        pair(world, "lapshina", "dorohova")


def test_a_change_dated_before_a_later_one_is_refused(world: World) -> None:
    pair(world, "lapshina", "oreshkina", since=JANUARY)
    with pytest.raises(Wrong, match="dates"):
        pair(world, "lapshina", "dorohova", since=date(2026, 12, 1))


def test_nobody_is_paired_ahead_of_today_or_by_a_stranger(world: World) -> None:
    with pytest.raises(Wrong, match="future_date"):
        pair(world, "lapshina", "oreshkina", since=date(2027, 3, 1))
    with pytest.raises(Forbidden):
        pair(world, "lapshina", "oreshkina", actor=world.reach("belov"))


# --- cases -----------------------------------------------------------------------------------
def test_a_case_closes_the_listed_row_and_keeps_the_tutor(world: World) -> None:
    before = world.enrolment("lapshina")
    case = world.case("lapshina")
    before.refresh_from_db()
    assert (before.end, before.until) == ("opened", case.since)
    assert tutor_of(world, "lapshina") == "dorohova"


def test_a_second_innovation_is_a_second_case_beside_the_first(world: World) -> None:
    first = world.case("lapshina")
    second = operations.open_case(
        listed=first.pk, subject=_another(world, first), actor=world.system(), at=AT
    )
    assert {row.status for row in (first, second)} == {"active"}
    assert Pairing.objects.filter(enrolment__in=[first, second], until=None).count() == 2


def _another(world: World, case: Enrolment) -> Subject:
    return operations.name_subject(
        programme=world.programme, person=case.person, unit=case.unit_id, title="Проекты",
        since=SEPTEMBER, until=date(2027, 5, 26), actor=world.system(), at=AT,
    )  # fmt: skip


def test_one_innovation_has_one_open_case(world: World) -> None:
    case = world.case("lapshina")
    with pytest.raises(Wrong, match="case_exists"):
        operations.open_case(listed=case.pk, subject=case.subject, actor=world.system(), at=AT)


def test_an_innovation_of_another_teacher_opens_nothing(world: World) -> None:
    foreign = world.subject("grachev")
    with pytest.raises(Wrong, match="subject_of_another"):
        operations.open_case(
            listed=world.enrolment("lapshina").pk, subject=foreign,
            actor=world.reach("dorohova"), at=AT,
        )  # fmt: skip


@pytest.mark.parametrize("who", ["lapshina", "dorohova", "zimin", "safronova"])
def test_the_pair_and_who_answers_for_the_school_write_innovations(world: World, who: str) -> None:
    listed_row = world.enrolment("lapshina")
    row = operations.name_subject(
        programme=world.programme, person=listed_row.person, unit=listed_row.unit_id,
        title="Оценивание", since=SEPTEMBER, until=TODAY, actor=world.reach(who), at=AT,
    )  # fmt: skip
    assert row.title == "Оценивание"


@pytest.mark.parametrize("who", ["grachev", "oreshkina", "belov", "prohorov", "nechaev"])
def test_nobody_else_writes_innovations(world: World, who: str) -> None:
    row = world.enrolment("lapshina")
    with pytest.raises(Forbidden):
        operations.name_subject(
            programme=world.programme, person=row.person, unit=row.unit_id, title="Чужое",
            since=SEPTEMBER, until=TODAY, actor=world.reach(who), at=AT,
        )  # fmt: skip


def test_a_pause_wants_a_reason_and_stands_once(world: World) -> None:
    case = world.case("lapshina")
    actor = world.reach("dorohova")
    with pytest.raises(Wrong, match="reason_needed"):
        operations.pause_case(enrolment=case.pk, row_version=None, reason="", actor=actor, at=AT)
    operations.pause_case(
        enrolment=case.pk, row_version=None, reason="болезнь", since=JANUARY, actor=actor, at=AT
    )
    with pytest.raises(Wrong, match="closed"):
        operations.pause_case(enrolment=case.pk, row_version=None, reason="ещё", actor=actor, at=AT)
    operations.resume_case(enrolment=case.pk, row_version=None, actor=actor, at=AT)
    assert CasePause.objects.get().until == TODAY
    with pytest.raises(Wrong, match="not_paused"):
        operations.resume_case(enrolment=case.pk, row_version=None, actor=actor, at=AT)


def test_a_teacher_alone_neither_pauses_nor_finishes_support(world: World) -> None:
    case = world.case("lapshina")
    mine = world.reach("lapshina")
    with pytest.raises(Forbidden):
        operations.pause_case(enrolment=case.pk, row_version=None, reason="так", actor=mine, at=AT)
    with pytest.raises(Forbidden):
        operations.finish_case(enrolment=case.pk, on=TODAY, actor=mine, at=AT)


def test_after_the_last_case_the_teacher_is_listed_again_with_the_same_tutor(world: World) -> None:
    case = world.case("lapshina")
    operations.finish_case(enrolment=case.pk, on=TODAY, actor=world.reach("dorohova"), at=AT)
    row = world.enrolment("lapshina")
    assert not row.is_case
    assert tutor_of(world, "lapshina") == "dorohova"


def test_finishing_the_case_of_who_left_lists_nobody(world: World) -> None:
    case = world.case("lapshina")
    Employment.objects.filter(person=world.people["lapshina"]).update(until=JANUARY)
    operations.finish_case(enrolment=case.pk, on=TODAY, actor=world.reach("dorohova"), at=AT)
    assert "lapshina" not in listed(world)


def test_giving_up_wants_a_reason_a_day_and_happens_once(world: World) -> None:
    row = world.case("lapshina").subject
    assert row is not None
    actor = world.reach("lapshina")
    for on, reason, code in (
        (TODAY, " ", "reason_needed"),
        (date(2027, 2, 1), "нет", "future_date"),
        (date(2026, 1, 1), "нет", "dates"),
    ):
        with pytest.raises(Wrong, match=code):
            operations.give_up_subject(
                subject=row.pk, row_version=None, on=on, reason=reason, actor=actor, at=AT
            )
    operations.give_up_subject(
        subject=row.pk, row_version=None, on=TODAY, reason="нет условий", actor=actor, at=AT
    )
    with pytest.raises(Wrong, match="twice"):
        operations.give_up_subject(
            subject=row.pk, row_version=None, on=TODAY, reason="снова", actor=actor, at=AT
        )


# --- programmes, projects, conditions --------------------------------------------------------
def test_a_version_that_is_not_approved_guards_no_programme(world: World) -> None:
    world.version.status = "draft"
    with pytest.raises(Wrong, match="version_not_approved"):
        operations.prepare_programme(
            unit=world.municipality, version=world.version, title="Ещё", since=SEPTEMBER,
            until=date(2027, 9, 1), actor=world.reach("safronova"), at=AT,
        )  # fmt: skip


def test_a_programme_starts_once_and_by_the_coordinator(world: World) -> None:
    for who, expected in (("zimin", Forbidden), ("safronova", Wrong)):
        with pytest.raises(expected):
            operations.start_programme(
                programme=world.programme.pk, row_version=None, actor=world.reach(who), at=AT
            )


def test_the_leader_of_a_developed_project_becomes_a_candidate(world: World) -> None:
    project = operations.begin_project(
        programme=world.programme, unit=world.school.pk, title="Лаборатория",
        leader=world.people["grachev"], begun_on=SEPTEMBER, actor=world.reach("grachev"), at=AT,
    )  # fmt: skip
    assert not Appointment.objects.filter(person=world.people["grachev"]).exists()
    operations.mark_developed(
        project=project.pk, row_version=None, on=TODAY, actor=world.reach("grachev"), at=AT
    )
    row = Appointment.objects.get(person=world.people["grachev"])
    assert (row.project, row.status(TODAY)) == (project, "candidate")


def test_a_project_is_led_by_who_works_where_it_is(world: World) -> None:
    with pytest.raises(Wrong, match="not_employed_here"):
        operations.begin_project(
            programme=world.programme, unit=world.school.pk, title="Чужой",
            leader=world.people["stranger"], actor=world.reach("safronova"), at=AT,
        )  # fmt: skip


def test_conditions_are_written_once_and_two_editors_are_told(world: World) -> None:
    def write(who: str, text: str, version: int | None) -> object:
        return operations.write_conditions(
            programme=world.programme, unit=world.school.pk, text=text, row_version=version,
            actor=world.reach(who), at=AT,
        )  # fmt: skip

    write("dorohova", "Один проектор", None)
    write("zimin", "Два проектора", 1)
    with pytest.raises(Stale):
        write("dorohova", "Три проектора", 1)
    with pytest.raises(Forbidden):
        write("oreshkina", "Чужая школа", None)


def test_closing_leaves_nothing_open_behind(world: World) -> None:
    actor = world.reach("safronova")
    case = world.case("lapshina")
    with pytest.raises(Wrong, match="open_cases"):
        operations.close_programme(
            programme=world.programme.pk, row_version=None, actor=actor, at=AT
        )
    operations.finish_case(enrolment=case.pk, on=TODAY, actor=actor, at=AT)
    operations.close_programme(programme=world.programme.pk, row_version=None, actor=actor, at=AT)
    assert not Enrolment.objects.filter(until=None).exists()
    assert not Pairing.objects.filter(until=None).exists()


# --- nothing begins in a closed programme --------------------------------------------------------
def close(world: World) -> None:
    operations.close_programme(
        programme=world.programme.pk, row_version=None, actor=world.system(), at=AT
    )
    world.programme.refresh_from_db()


def test_nobody_is_named_or_appointed_in_a_closed_programme(world: World) -> None:
    world.employ("second", world.school, "заместитель директора по УВР", "deputy_head")
    row = agree(world, name(world, "second"))
    close(world)
    with pytest.raises(Wrong, match="programme_closed"):
        appoint(world, row)
    with pytest.raises(Wrong, match="programme_closed"):
        name(world, "lapshina")


def test_nothing_new_begins_in_a_closed_programme(world: World) -> None:
    close(world)
    system, lapshina = world.system(), world.people["lapshina"]
    with pytest.raises(Wrong, match="closed"):
        operations.enrol(
            programme=world.programme, person=lapshina, unit=world.school.pk, basis="automatic",
            since=TODAY, actor=system, at=AT,
        )  # fmt: skip
    with pytest.raises(Wrong, match="closed"):
        operations.begin_project(
            programme=world.programme, unit=world.school.pk, title="Проект", leader=lapshina,
            actor=system, at=AT,
        )  # fmt: skip
    with pytest.raises(Wrong, match="closed"):
        operations.adopt_version(
            programme=world.programme.pk, row_version=None, version=world.version, since=TODAY,
            actor=system, at=AT,
        )  # fmt: skip


# --- who takes over ------------------------------------------------------------------------------
def test_a_successor_does_not_become_the_tutor_of_an_own_case(world: World) -> None:
    world.employ("second", world.school, "заместитель директора по УВР", "deputy_head")
    operations.enrol_all(programme=world.programme, actor=world.system(), at=AT)
    own = world.case("second", TODAY)
    world.appoint("second", world.school, "121-о", TODAY)
    end(world, on=TODAY, successor=world.appointments["second"])
    assert not Pairing.objects.filter(enrolment=own, until=None).exists()
    assert tutor_of(world, "lapshina") == "second"
    assert Notice.objects.filter(code="gap").exists()


def test_a_successor_is_a_tutor_of_the_same_programme(world: World) -> None:
    another = Programme.objects.create(
        unit=world.municipality, regulation=world.version.regulation, title="Другая",
        since=SEPTEMBER, until=date(2027, 9, 1), entered_on=SEPTEMBER,
    )  # fmt: skip
    elsewhere = Appointment.objects.create(
        programme=another, unit=world.school, person=world.people["ershova"],
        candidate_on=SEPTEMBER, agreed_on=SEPTEMBER, since=SEPTEMBER, until=date(2027, 9, 1),
        order=world.order(world.school, "7-о", SEPTEMBER),
    )  # fmt: skip
    for successor in (elsewhere, world.appointments["dorohova"]):
        with pytest.raises(Wrong, match="not_appointed"):
            end(world, on=TODAY, successor=successor)


def test_conditions_are_written_by_tutors_of_today(world: World) -> None:
    assert access.may_write_conditions(world.reach("dorohova"), world.school.pk)
    name(world, "grachev")
    assert not access.may_write_conditions(world.reach("grachev"), world.school.pk)
    end(world, on=TODAY)
    assert not access.may_write_conditions(world.reach("dorohova"), world.school.pk)
