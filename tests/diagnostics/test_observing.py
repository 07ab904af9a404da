"""What an observer records: by whom, on which day, read by whom, objected to, withdrawn."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from marshrut.diagnostics import access, operations
from marshrut.diagnostics.keeping import Seen, keep_observation
from marshrut.diagnostics.models import Instrument, Observation
from marshrut.diagnostics.observed import counting, objected_of, record_of
from marshrut.diagnostics.own import Block, Written
from marshrut.diagnostics.queries import measured
from marshrut.diagnostics.questionnaires import UNSEEN
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.notices.models import Notice
from marshrut.people.operations import object_to, settle_objection
from tests.diagnostics.doing import begun, prepared, recorded, seen
from tests.world import AT, SEPTEMBER, TODAY, World

DAY = timedelta(days=1)
WORDS = "ЧТО-ЗАПОМНИЛОСЬ"


@pytest.fixture(autouse=True)
def paired(world: World) -> None:
    """Since the tenth of September Dorohova supports Lapshina."""
    world.case("lapshina")


def deed(world: World, who: str, on: date = TODAY) -> dict[str, Any]:
    return {"actor": world.reach(who, on), "at": AT}


def objected(world: World, row: Observation) -> int:
    kept = record_of(row)
    assert kept is not None
    object_to(paper_record=kept.pk, text="Этого не было", **deed(world, "lapshina"))
    return kept.pk


# --- who observes whom ------------------------------------------------------------------------
def test_the_tutor_of_the_pair_and_the_coordinator_observe_and_nobody_else(world: World) -> None:
    assert begun(world, "dorohova").enrolment == world.enrolment("lapshina")
    assert begun(world, "safronova").enrolment is None
    for who in ("zimin", "belov", "prohorov", "stranger", "grachev", "lapshina"):
        with pytest.raises(Forbidden):
            begun(world, who)


def test_a_tutor_observes_nobody_but_their_tutees(world: World) -> None:
    with pytest.raises(Forbidden):
        begun(world, "dorohova", "stranger")
    people = access.observable(world.reach("dorohova"))
    assert set(people) == {world.people[name] for name in ("lapshina", "grachev", "ershova")}
    assert not access.observable(world.reach("zimin")).exists()


def test_no_job_observes_in_nobodys_name(world: World) -> None:
    with pytest.raises(Forbidden):
        operations.begin_observation(
            person=world.people["lapshina"],
            card="lesson_observation",
            observed_on=TODAY,
            actor=world.system(),
            at=AT,
        )


def test_the_day_is_one_of_the_pairing_and_has_been(world: World) -> None:
    with pytest.raises(Wrong) as raised:
        begun(world, "dorohova", on=date(2026, 9, 9))
    assert raised.value.code == "not_paired_then"
    with pytest.raises(Wrong) as raised:
        begun(world, "dorohova", on=TODAY + DAY)
    assert raised.value.code == "future_date"
    assert begun(world, "dorohova", on=date(2026, 9, 10)).observed_on == date(2026, 9, 10)


def test_what_people_answer_themselves_is_no_card_and_a_card_is_no_questionnaire(
    world: World,
) -> None:
    with pytest.raises(Wrong) as raised:
        begun(world, "dorohova", card="self_diagnosis")
    assert raised.value.code == "unknown_instrument"
    with pytest.raises(Wrong) as raised:
        prepared(world, "lesson_observation")
    assert raised.value.code == "unknown_instrument"
    assert not Instrument.objects.filter(code="lesson_observation").exists()


def test_a_card_of_the_territory_is_used_once_it_is_published(world: World) -> None:
    written = Written(
        title="Наша карта",
        kind="observation",
        scale="нет\nда",
        none_from=70,
        middle_from=40,
        source="Методсовет",
        blocks=(Block(key="method", title="", lines="(*) Спрашивает\nЖдёт ответа"),),
    )
    by = deed(world, "safronova")
    own = operations.write_instrument(unit=world.municipality, written=written, **by)
    assert not access.cards(world.reach("dorohova")).exists()
    operations.publish_own_instrument(instrument=own.pk, row_version=None, **by)
    assert [row.pk for row in access.cards(world.reach("dorohova"))] == [own.pk]
    assert not access.instruments_to_ask(world.reach("safronova")).exists()

    row = begun(world, "dorohova", card=own.code)
    told = Seen(answers={"method-1": UNSEEN, "method-2": 1})
    row = operations.record_observation(observation=row.pk, seen=told, **deed(world, "dorohova"))
    assert row.indexes == {"method": 100}
    assert row.level(69) == "middle"


# --- filling in ---------------------------------------------------------------------------------
def test_what_is_filled_in_is_kept_and_read_by_the_observer_alone(world: World) -> None:
    row = begun(world, "dorohova")
    told = Seen(answers={"method-1": 2, "method-2": UNSEEN, "asked": 1}, conclusion=WORDS)
    for who in ("lapshina", "safronova", "zimin", "stranger"):
        reach = world.reach(who)
        assert not keep_observation(reach=reach, observation=row.pk, seen=told)
        assert not access.observations(reach).exists()
    mine = world.reach("dorohova")
    assert keep_observation(reach=mine, observation=row.pk, seen=told)
    later = Seen(answers={"method-3": 0}, conclusion=WORDS)
    assert keep_observation(reach=mine, observation=row.pk, seen=later)
    row.refresh_from_db()
    # Every lesson shows techniques: only a marked statement may be left out.
    assert (row.answers, row.conclusion) == ({"method-1": 2, "method-3": 0}, WORDS)
    assert access.observations(mine).get() == row


def test_recording_needs_every_statement_but_those_that_could_not_be_seen(world: World) -> None:
    row = begun(world, "dorohova")
    told = seen(method=2)
    lacking = {key: value for key, value in told.answers.items() if key != "subject-1"}
    with pytest.raises(Wrong) as raised:
        operations.record_observation(
            observation=row.pk, seen=Seen(answers=lacking), **deed(world, "dorohova")
        )
    assert raised.value.params == {"field": "a-subject-1", "count": 1}

    unseen = {"information-1": UNSEEN, "information-3": UNSEEN, "subject-3": UNSEEN}
    row = operations.record_observation(
        observation=row.pk,
        seen=Seen(answers=dict(told.answers) | unseen),
        **deed(world, "dorohova"),
    )
    assert row.indexes == {
        "subject": 50, "method": 100, "psychology": 50, "communication": 50, "information": 50,
    }  # fmt: skip
    assert {row.level(index) for index in row.indexes.values()} == {"none", "middle"}
    reach = world.reach("dorohova")
    assert not keep_observation(reach=reach, observation=row.pk, seen=told)


# --- reading ------------------------------------------------------------------------------------
def test_the_person_and_the_pairs_tutor_read_it_and_no_employer(world: World) -> None:
    row = recorded(world, "dorohova")
    for who, reads in {
        "lapshina": True, "dorohova": True, "safronova": False, "zimin": False, "belov": False,
        "grachev": False, "stranger": False, "prohorov": False,
    }.items():  # fmt: skip
        reach = world.reach(who)
        assert access.observations(reach).filter(pk=row.pk).exists() is reads, who
        assert access.may_see_observation(reach, row) is reads, who
    user = world.people["lapshina"].user_id
    told = Notice.objects.get(user=user, code="observation_recorded")
    assert told.url == f"/diagnostics/observations/{row.pk}/"


def test_a_coordinator_reads_what_they_recorded_and_not_what_tutors_did(world: World) -> None:
    recorded(world, "dorohova")
    mine = recorded(world, "safronova")
    assert access.observations(world.reach("safronova")).get() == mine
    assert access.observations(world.reach("dorohova")).count() == 2
    assert not access.may_record(world.reach("dorohova"), mine)


def test_it_is_no_self_diagnosis(world: World) -> None:
    recorded(world, "dorohova")
    assert measured([world.people["lapshina"].pk], TODAY) == {}


def test_the_journal_knows_that_it_was_recorded_and_not_what(world: World) -> None:
    row = recorded(world, "dorohova", conclusion=WORDS)
    reply = {"observation": row.pk, "row_version": None, "reply": WORDS}
    operations.reply_to_observation(**reply, **deed(world, "lapshina"))
    entries = JournalEntry.objects.filter(kind="observation").values_list("before", "after")
    assert len(entries) == 3
    assert WORDS not in str(list(entries))


# --- the person's word --------------------------------------------------------------------------
def test_objected_to_it_counts_for_nothing_until_it_is_settled(world: World) -> None:
    row = recorded(world, "dorohova")
    rows = access.observations(world.reach("lapshina"))
    assert counting(rows, TODAY).get() == row

    kept = objected(world, row)
    assert not counting(rows, TODAY).exists()
    assert objected_of(rows, TODAY) == {row.pk}
    # On the days before nobody objected.
    assert not counting(rows, SEPTEMBER).exists()
    with pytest.raises(Forbidden):
        settle_objection(paper_record=kept, **deed(world, "lapshina"))
    settle_objection(paper_record=kept, **deed(world, "dorohova"))
    assert counting(rows, TODAY).get() == row


def test_taken_back_it_counts_for_nothing_and_answers_the_objection(world: World) -> None:
    row = recorded(world, "dorohova")
    kept = objected(world, row)
    for who in ("lapshina", "safronova", "zimin"):
        with pytest.raises(Forbidden):
            operations.withdraw_observation(
                observation=row.pk, row_version=None, **deed(world, who)
            )
    operations.withdraw_observation(observation=row.pk, row_version=None, **deed(world, "dorohova"))

    mine = access.observations(world.reach("lapshina"))
    assert mine.get().status == "withdrawn"
    assert not counting(mine, TODAY).exists()
    with pytest.raises(Wrong):
        settle_objection(paper_record=kept, **deed(world, "dorohova"))
    with pytest.raises(Wrong):
        operations.withdraw_observation(
            observation=row.pk, row_version=None, **deed(world, "dorohova")
        )


def test_one_begun_by_mistake_goes_without_a_trace_for_the_person(world: World) -> None:
    row = begun(world, "dorohova")
    operations.withdraw_observation(observation=row.pk, row_version=None, **deed(world, "dorohova"))
    assert not Observation.objects.exists()
    assert not Notice.objects.filter(user=world.people["lapshina"].user_id).exists()


def test_the_own_word_is_the_persons_and_the_observer_is_told(world: World) -> None:
    row = recorded(world, "dorohova")
    given = {"observation": row.pk, "row_version": None, "reply": "  Тема была сложной "}
    for who in ("dorohova", "safronova", "zimin"):
        with pytest.raises(Forbidden):
            operations.reply_to_observation(**given, **deed(world, who))
    with pytest.raises(Wrong) as raised:
        operations.reply_to_observation(**given | {"reply": " "}, **deed(world, "lapshina"))
    assert raised.value.code == "word_needed"
    row = operations.reply_to_observation(**given, **deed(world, "lapshina"))
    assert (row.reply, row.replied_on) == ("Тема была сложной", TODAY)
    user = world.people["dorohova"].user_id
    assert Notice.objects.filter(user=user, code="observation_replied").exists()


def test_nobody_replies_to_what_is_still_being_filled_in(world: World) -> None:
    row = begun(world, "dorohova")
    with pytest.raises(Forbidden):
        operations.reply_to_observation(
            observation=row.pk, row_version=None, reply="Рано", **deed(world, "lapshina")
        )
