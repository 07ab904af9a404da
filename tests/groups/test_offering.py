"""A topic answers difficulties: whose diagnosis shows one is told, and nobody else learns it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marshrut.groups import operations
from marshrut.groups.models import Topic, TopicDemand
from marshrut.groups.offering import fitting, who_could_ask
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.notices.models import Notice
from tests.diagnostics.doing import answered, diagnosed, running
from tests.groups.doing import TEACHERS, needed, told, topic
from tests.world import AT, SEPTEMBER, TODAY, World


def helping(world: World, *competences: str, title: str = "Смысловое чтение") -> Topic:
    return operations.add_topic(
        programme=world.programme, unit=world.municipality, title=title, source="diagnosis",
        competences=competences, actor=world.reach("safronova"), at=AT,
    )  # fmt: skip


def offered(world: World, row: Topic, name: str = "safronova") -> Topic:
    return operations.offer_topic(topic=row.pk, row_version=None, actor=world.reach(name), at=AT)


def keys(world: World, *names: str) -> set[int]:
    return {world.people[name].pk for name in names}


def test_a_topic_helps_with_known_groups_of_competences_in_their_order(world: World) -> None:
    row = helping(world, "law", "method")
    assert row.competences == ["method", "law"]
    with pytest.raises(Wrong, match="unknown_need"):
        helping(world, "cooking", title="ИИ на уроке")
    changed = operations.edit_topic(
        topic=row.pk, row_version=1, about="", competences=["subject"],
        actor=world.reach("safronova"), at=AT,
    )  # fmt: skip
    assert changed.competences == ["subject"]


def test_those_with_the_difficulty_could_ask_until_they_have(world: World) -> None:
    campaign = running(world)
    answered(world, campaign, TEACHERS[0], value=4, method=1)
    answered(world, campaign, TEACHERS[1], value=4, law=1)
    answered(world, campaign, TEACHERS[2], value=4)
    row = helping(world, "method")
    assert who_could_ask(row, TODAY) == keys(world, TEACHERS[0])
    needed(world, row, TEACHERS[0])
    assert not who_could_ask(row, TODAY)
    assert not who_could_ask(helping(world, title="Без затруднений"), TODAY)


def test_the_newest_result_counts_and_none_before_its_day(world: World) -> None:
    first = running(world)
    later = running(world, title="Ещё раз")
    answered(world, first, TEACHERS[0], on=SEPTEMBER, value=4, method=1)
    answered(world, later, TEACHERS[0], on=TODAY, value=4)
    row = helping(world, "method")
    assert not who_could_ask(row, TODAY)
    assert who_could_ask(row, TODAY - timedelta(days=1)) == keys(world, TEACHERS[0])


def test_a_topic_is_offered_to_each_in_person_once(world: World) -> None:
    campaign = running(world)
    answered(world, campaign, TEACHERS[0], value=4, method=1)
    answered(world, campaign, TEACHERS[1], value=4)
    row = helping(world, "method")
    offered(world, row)
    offered(world, row)
    assert told(world, TEACHERS[0]).count("topic_offered") == 1
    assert Notice.objects.filter(code="topic_offered").count() == 1
    row.refresh_from_db()
    assert row.offered_on == TODAY
    [entry, _again] = JournalEntry.objects.filter(verb="offer_topic").order_by("pk")
    assert entry.after == {"offered_on": TODAY.isoformat()}


def test_only_who_forms_groups_offers_and_only_what_is_open(world: World) -> None:
    row = helping(world, "method")
    for name in ("zimin", "ershova", "prohorov", "lapshina"):
        with pytest.raises(Forbidden):
            offered(world, row, name)
    operations.close_topic(topic=row.pk, row_version=None, actor=world.reach("safronova"), at=AT)
    with pytest.raises(Wrong, match="topic_closed"):
        offered(world, row)


def test_by_diagnosis_one_asks_oneself_and_only_with_the_difficulty(world: World) -> None:
    diagnosed(world, TEACHERS[0])
    row, other = helping(world, "method"), topic(world, "ИИ на уроке")
    answered(world, running(world, title="Ещё раз"), TEACHERS[1], value=4)
    with pytest.raises(Wrong, match="no_such_difficulty"):
        needed(world, row, TEACHERS[1], "diagnosis")
    with pytest.raises(Wrong, match="no_such_difficulty"):
        needed(world, other, TEACHERS[0], "diagnosis")
    assert fitting(world.people[TEACHERS[0]].pk, [row, other], TODAY) == {row.pk}
    assert needed(world, row, TEACHERS[0], "diagnosis").basis == "diagnosis"


def test_nobody_finds_out_a_difficulty_by_asking_in_somebody_s_name(world: World) -> None:
    """Answers for who has it and who has not are the same."""
    campaign = running(world)
    answered(world, campaign, TEACHERS[0], value=4, method=1)
    answered(world, campaign, TEACHERS[1], value=4)
    row = helping(world, "method")
    for name in TEACHERS[:2]:
        person = world.people[name]
        for reader in ("zimin", "belov", "safronova", "ershova"):
            with pytest.raises(Forbidden):
                operations.need_topic(
                    topic=row.pk, person=person, unit=person.employments.get().unit_id,
                    basis="diagnosis", actor=world.reach(reader), at=AT,
                )  # fmt: skip
    assert not TopicDemand.objects.exists()
