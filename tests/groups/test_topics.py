"""Topics, who needs them, and what organisations apply for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from marshrut.groups import operations
from marshrut.groups.models import Application, GroupMember, TopicDemand
from marshrut.groups.queries import answer_days, waiting
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.organisations.models import LocalSetting
from marshrut.regulations.guards import Refused
from tests.groups.doing import TEACHERS, applied, needed, proposed, told, topic, working
from tests.world import AT, TODAY, World


def test_a_topic_without_one_of_the_sources_is_refused(world: World) -> None:
    for source in ("", "wish"):
        with pytest.raises(Refused) as refused:
            topic(world, source=source)
        assert [(one.clause, one.code) for one in refused.value.decision.refusals] == [
            ("4.1", "basis")
        ]
    assert topic(world, source="diagnosis").source == "diagnosis"


def test_a_title_is_taken_once(world: World) -> None:
    topic(world)
    with pytest.raises(Wrong, match="topic_exists"):
        topic(world, "  Смысловое   чтение ")
    with pytest.raises(Wrong, match="title_needed"):
        topic(world, "  ")


def test_only_who_answers_for_the_territory_adds_and_changes_topics(world: World) -> None:
    row = topic(world)
    with pytest.raises(Forbidden):
        operations.add_topic(
            programme=world.programme, unit=world.school, title="Моя", source="need",
            actor=world.reach("ershova"), at=AT,
        )  # fmt: skip
    with pytest.raises(Forbidden):
        operations.edit_topic(
            topic=row.pk, row_version=1, about="иное", actor=world.reach("zimin"), at=AT
        )
    changed = operations.edit_topic(
        topic=row.pk, row_version=1, about="Тексты на уроке", direction="",
        actor=world.reach("safronova"), at=AT,
    )  # fmt: skip
    assert (changed.about, changed.row_version) == ("Тексты на уроке", 2)


def test_no_demand_is_taken_on_a_closed_topic(world: World) -> None:
    row = topic(world)
    operations.close_topic(topic=row.pk, row_version=1, actor=world.reach("safronova"), at=AT)
    with pytest.raises(Wrong, match="topic_closed"):
        needed(world, row, "lapshina")
    with pytest.raises(Wrong, match="topic_closed"):
        applied(world, ["lapshina"], world.school, "zimin", topic=row)
    with pytest.raises(Wrong, match="closed"):
        operations.close_topic(topic=row.pk, row_version=2, actor=world.reach("safronova"), at=AT)
    with pytest.raises(Forbidden):
        operations.close_topic(topic=row.pk, row_version=2, actor=world.reach("zimin"), at=AT)


# --- the need of a person -------------------------------------------------------------------------
def test_a_teacher_says_what_they_need_and_takes_it_back(world: World) -> None:
    row = topic(world)
    demand = needed(world, row, "lapshina", "difficulty")
    assert demand.basis == "difficulty"
    assert "ПОЧЕМУ" not in str(JournalEntry.objects.get(verb="need_topic").after)
    with pytest.raises(Wrong, match="twice"):
        needed(world, row, "lapshina")
    with pytest.raises(Forbidden):
        operations.withdraw_demand(
            demand=demand.pk, row_version=1, actor=world.reach("grachev"), at=AT
        )
    operations.withdraw_demand(
        demand=demand.pk, row_version=1, actor=world.reach("lapshina"), at=AT
    )
    assert not waiting(TopicDemand.objects.filter(topic=row)).exists()
    with pytest.raises(Wrong, match="closed"):
        operations.withdraw_demand(
            demand=demand.pk, row_version=2, actor=world.reach("lapshina"), at=AT
        )
    assert needed(world, row, "lapshina").pk != demand.pk


def test_nobody_speaks_for_another_but_who_answers_for_the_organisation(world: World) -> None:
    row = topic(world)
    lapshina = world.people["lapshina"]
    given = {"topic": row.pk, "person": lapshina, "unit": world.school.pk, "at": AT}
    for other in ("grachev", "belov", "prohorov"):
        with pytest.raises(Forbidden):
            operations.need_topic(**given, basis="wish", actor=world.reach(other))
    assert operations.need_topic(**given, basis="wish", actor=world.reach("zimin")).pk


@pytest.mark.parametrize("basis", ["request", "automatic", ""])
def test_what_is_no_need_of_a_person_is_refused(world: World, basis: str) -> None:
    with pytest.raises(Wrong, match="unknown_basis"):
        needed(world, topic(world), "lapshina", basis)


def test_who_does_not_work_there_needs_nothing_there(world: World) -> None:
    with pytest.raises(Wrong, match="not_employed_here"):
        operations.need_topic(
            topic=topic(world).pk, person=world.people["stranger"], unit=world.school.pk,
            basis="wish", actor=world.reach("safronova"), at=AT,
        )  # fmt: skip


def test_who_is_in_a_group_leaves_the_group_and_not_the_list(world: World) -> None:
    group = working(world)
    inside = GroupMember.objects.filter(group=group).earliest("pk")
    with pytest.raises(Wrong, match="in_a_group"):
        operations.withdraw_demand(
            demand=inside.demand_id, row_version=1, actor=world.reach("safronova"), at=AT
        )


def test_whoever_withdraws_stands_in_no_proposal(world: World) -> None:
    row = topic(world)
    demand = needed(world, row, "lapshina")
    group = proposed(world, row)
    operations.withdraw_demand(
        demand=demand.pk, row_version=1, actor=world.reach("lapshina"), at=AT
    )
    assert not group.members.exists()


# --- applications of organisations ----------------------------------------------------------------
def test_an_organisation_applies_with_a_topic_of_its_own(world: World) -> None:
    row = applied(world, ["lapshina", "grachev"], world.school, "zimin", title="ИИ на уроке")
    assert (row.topic.title, row.topic.source) == ("ИИ на уроке", "request")
    assert set(row.demands.values_list("person__surname", "basis")) == {
        ("Lapshina", "request"),
        ("Grachev", "request"),
    }
    assert "application_submitted" in told(world, "safronova")
    assert row.shown_status(TODAY) == "submitted"
    assert row.shown_status(row.due + timedelta(days=1)) == "overdue"


def test_the_term_of_an_answer_is_a_local_setting(world: World) -> None:
    assert answer_days(world.programme) == 5
    LocalSetting.objects.create(unit=world.municipality, name="answer.application.days", value=2)
    row = applied(world, ["lapshina"], world.school, "zimin", title="ИИ на уроке")
    assert row.due == date(2027, 1, 26)


def test_whoever_said_it_before_keeps_their_own_basis(world: World) -> None:
    chosen = topic(world)
    needed(world, chosen, "lapshina", "difficulty")
    row = applied(world, ["lapshina", "grachev"], world.school, "zimin", topic=chosen)
    assert row.demands.count() == 1
    assert TopicDemand.objects.get(person=world.people["lapshina"]).basis == "difficulty"


def test_wrong_applications_keep_nothing(world: World) -> None:
    chosen = topic(world)
    with pytest.raises(Wrong, match="nobody_chosen"):
        applied(world, [], world.school, "zimin", topic=chosen)
    with pytest.raises(Wrong, match="not_employed_here"):
        applied(world, ["stranger"], world.school, "zimin", title="Новая")
    with pytest.raises(Forbidden):
        applied(world, ["lapshina"], world.school, "belov", topic=chosen)
    with pytest.raises(Forbidden):
        applied(world, ["lapshina"], world.school, "ershova", topic=chosen)
    applied(world, ["lapshina"], world.school, "zimin", topic=chosen)
    with pytest.raises(Wrong, match="application_exists"):
        applied(world, ["grachev"], world.school, "zimin", topic=chosen)
    assert list(Application.objects.values_list("topic__title", flat=True)) == [chosen.title]


def test_an_application_is_accepted_or_refused_with_a_reason(world: World) -> None:
    first = applied(world, ["lapshina"], world.school, "zimin", title="Одна")
    second = applied(world, ["stranger"], world.other_school, "belov", title="Другая")
    coordinator = world.reach("safronova")
    with pytest.raises(Forbidden):
        operations.accept_application(
            application=first.pk, row_version=1, actor=world.reach("zimin"), at=AT
        )
    operations.accept_application(application=first.pk, row_version=1, actor=coordinator, at=AT)
    with pytest.raises(Wrong, match="reason_needed"):
        operations.refuse_application(
            application=second.pk, row_version=1, answer=" ", actor=coordinator, at=AT
        )
    operations.refuse_application(
        application=second.pk, row_version=1, answer="НЕТ ТЬЮТОРА", actor=coordinator, at=AT
    )
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == ("accepted", "refused")
    assert waiting(TopicDemand.objects.filter(application=first)).exists()
    assert not waiting(TopicDemand.objects.filter(application=second)).exists()
    assert told(world, "zimin")[-1] == "application_accepted"
    assert told(world, "belov")[-1] == "application_refused"
    assert "НЕТ ТЬЮТОРА" not in str(JournalEntry.objects.get(verb="refuse_application").after)
    with pytest.raises(Wrong, match="closed"):
        operations.accept_application(
            application=second.pk, row_version=2, actor=coordinator, at=AT
        )


def test_an_application_taken_back_leaves_its_members_in_their_group(world: World) -> None:
    group = working(world)
    row = Application.objects.get(unit=world.school)
    before = group.members.count()
    with pytest.raises(Forbidden):
        operations.withdraw_application(
            application=row.pk, row_version=1, actor=world.reach("belov"), at=AT
        )
    operations.withdraw_application(
        application=row.pk, row_version=1, actor=world.reach("zimin"), at=AT
    )
    assert group.members.filter(until=None).count() == before
    assert not TopicDemand.objects.filter(withdrawn_on__isnull=False).exists()
    with pytest.raises(Wrong, match="closed"):
        operations.withdraw_application(
            application=row.pk, row_version=2, actor=world.reach("zimin"), at=AT
        )


def test_twelve_teachers_are_there_to_be_counted(world: World) -> None:
    assert len({world.people[name].pk for name in TEACHERS}) == 12
