"""Answers: kept on the way, finished whole, entered from paper, objected to, seen by few."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marshrut.diagnostics import access, operations
from marshrut.diagnostics.keeping import Filled, keep_answers
from marshrut.diagnostics.models import Campaign, Instrument, Response, Score
from marshrut.diagnostics.queries import measured, results_of, summary
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.people.models import PaperRecord
from marshrut.people.operations import object_to
from tests.diagnostics.doing import REQUEST, answered, entered, filled, response, running
from tests.world import AT, SEPTEMBER, TODAY, World

DAY = timedelta(days=1)


def begin(world: World, campaign: Campaign, name: str) -> Response:
    row = response(world, campaign, name)
    return operations.begin_response(response=row.pk, actor=world.reach(name), at=AT)


def keep(world: World, row: Response, name: str, told: Filled) -> bool:
    return keep_answers(reach=world.reach(name), response=row.pk, filled=told)


def test_answers_are_kept_on_the_way_and_a_late_older_post_loses_none(
    world: World, campaign: Campaign
) -> None:
    row = begin(world, campaign, "lapshina")

    assert keep(world, row, "lapshina", Filled(answers={"law-1": 2, "law-2": 4}))
    assert keep(world, row, "lapshina", Filled(answers={"law-1": 3}))

    row.refresh_from_db()
    assert row.answers == {"law-1": 3, "law-2": 4}
    assert row.status == "started"


def test_nothing_is_kept_of_another_person_of_what_was_never_asked_or_after_the_end(
    world: World, campaign: Campaign
) -> None:
    row = begin(world, campaign, "lapshina")
    told = Filled(answers={"law-1": 9, "law-2": 1, "nobody-asked": 2}, wishes=["nobody-asked"])

    for who in ("dorohova", "zimin", "safronova", "stranger"):
        assert not keep(world, row, who, told)
    assert keep(world, row, "lapshina", told)
    row.refresh_from_db()
    assert (row.answers, row.wishes) == ({"law-2": 1}, [])
    answered(world, campaign, "lapshina", TODAY)
    assert not keep(world, row, "lapshina", told)


def test_finishing_needs_every_answer_and_says_how_many_lack(
    world: World, campaign: Campaign
) -> None:
    row = begin(world, campaign, "lapshina")
    told = filled()
    answers = {key: value for key, value in told.answers.items() if key != "subject-2"}
    with pytest.raises(Wrong) as raised:
        operations.finish_response(
            response=row.pk, filled=Filled(answers=answers), actor=world.reach("lapshina"), at=AT
        )
    assert raised.value.params == {"field": "a-subject-2", "count": 1}
    assert not Score.objects.exists()


def test_the_scores_of_a_finished_questionnaire_stand_by_group(
    world: World, campaign: Campaign
) -> None:
    row = answered(world, campaign, "lapshina", value=3, law=1, information=4)

    indexes = dict(row.scores.values_list("group", "index"))
    assert indexes == {
        "subject": 75, "method": 75, "psychology": 75,
        "communication": 75, "information": 100, "law": 25,
    }  # fmt: skip
    levels = {group: campaign.level(index) for group, index in indexes.items()}
    assert (levels["information"], levels["subject"], levels["law"]) == ("none", "middle", "high")


def test_the_journal_knows_that_it_was_answered_and_not_what(
    world: World, campaign: Campaign
) -> None:
    answered(world, campaign, "lapshina", request=REQUEST)

    entries = JournalEntry.objects.filter(kind="response").values_list("before", "after")
    assert entries
    assert REQUEST not in str(list(entries))
    assert "law-1" not in str(list(entries))


def test_only_the_teacher_answers_and_a_tutor_helps_without_replacing(
    world: World, campaign: Campaign
) -> None:
    row = response(world, campaign, "lapshina")
    for who in ("dorohova", "zimin", "safronova", "stranger", "prohorov"):
        with pytest.raises(Forbidden):
            operations.finish_response(
                response=row.pk, filled=filled(), actor=world.reach(who), at=AT
            )


# --- from paper ---------------------------------------------------------------------------------
def test_who_answers_for_the_school_enters_a_paper_and_the_day_is_that_of_the_paper(
    world: World, campaign: Campaign
) -> None:
    row = entered(world, campaign, "lapshina", on=TODAY - DAY)

    assert (row.status, row.finished_on) == ("paper", TODAY - DAY)
    assert PaperRecord.objects.get().person == world.people["lapshina"]
    for who in ("belov", "dorohova", "prohorov"):
        with pytest.raises(Forbidden):
            entered(world, campaign, "grachev", by=who)


def test_nobody_enters_a_paper_of_their_own_or_of_a_day_to_come(
    world: World, campaign: Campaign
) -> None:
    world.grant("dorohova", "responsible", world.school)
    with pytest.raises(Forbidden):
        entered(world, campaign, "dorohova", by="dorohova")
    with pytest.raises(Wrong) as raised:
        entered(world, campaign, "grachev", on=TODAY + DAY)
    assert raised.value.code == "future_date"


def test_a_paper_to_which_the_person_objects_counts_for_nothing_and_can_be_answered_anew(
    world: World, campaign: Campaign
) -> None:
    row = entered(world, campaign, "lapshina")
    me, person = world.reach("lapshina"), world.people["lapshina"].pk
    assert measured([person], TODAY) == {person: {"self_diagnosis": TODAY}}
    with pytest.raises(Wrong):
        operations.begin_response(response=row.pk, actor=me, at=AT)

    object_to(paper_record=PaperRecord.objects.get().pk, text="Не так", actor=me, at=AT)

    assert measured([person], TODAY) == {}
    assert not results_of(access.scored(me), TODAY)
    anew = answered(world, campaign, "lapshina", TODAY, value=4)
    assert (anew.status, anew.scores.count()) == ("finished", 6)
    assert measured([person], TODAY) == {person: {"self_diagnosis": TODAY}}


# --- what counts as a self-diagnosis --------------------------------------------------------------
def test_a_short_scale_is_no_self_diagnosis_and_results_of_instruments_are_not_mixed(
    world: World, campaign: Campaign
) -> None:
    scale = running(world, "motivation")
    person = world.people["lapshina"].pk
    answered(world, scale, "lapshina", instrument="motivation")

    scaled = {"motivation": SEPTEMBER}
    assert measured([person], TODAY) == {person: scaled}
    answered(world, campaign, "lapshina", TODAY)
    assert measured([person], TODAY - DAY) == {person: scaled}
    assert measured([person], TODAY) == {person: scaled | {"self_diagnosis": TODAY}}
    mine = results_of(access.scored(world.reach("lapshina")), TODAY)
    assert [one.campaign.instrument.code for one in mine] == ["self_diagnosis", "motivation"]
    assert {score.group for score in mine[1].scores.all()} == {"interest", "growth"}


def test_a_questionnaire_of_ones_own_of_that_kind_is_a_self_diagnosis_too(
    world: World, campaign: Campaign
) -> None:
    own = Instrument.objects.get(pk=campaign.instrument_id)
    own.pk, own.code = None, "our_own"
    own.save()
    Campaign.objects.filter(pk=campaign.pk).update(instrument=own)

    person = world.people["lapshina"].pk
    answered(world, campaign, "lapshina", TODAY)
    assert measured([person], TODAY) == {person: {"self_diagnosis": TODAY}}


# --- who sees -----------------------------------------------------------------------------------
def test_scores_are_open_to_the_person_and_the_tutor_of_the_pair_and_to_no_office(
    world: World, campaign: Campaign
) -> None:
    row = answered(world, campaign, "lapshina")
    case = world.case("lapshina")
    assert case.pk in world.reach("dorohova").pairs

    seen = {
        who
        for who in (
            *("lapshina", "dorohova", "oreshkina", "zimin", "belov"),
            *("safronova", "nechaev", "prohorov", "grachev", "stranger"),
        )
        if access.scored(world.reach(who)).filter(pk=row.pk).exists()
    }

    assert seen == {"lapshina", "dorohova"}
    assert not access.own_responses(world.reach("dorohova")).filter(pk=row.pk).exists()


def test_that_one_has_answered_is_seen_by_who_answers_for_the_people(
    world: World, campaign: Campaign
) -> None:
    row = answered(world, campaign, "grachev")

    seen = {
        who
        for who in ("grachev", "dorohova", "zimin", "belov", "safronova", "prohorov", "stranger")
        if access.responses(world.reach(who)).filter(pk=row.pk).exists()
    }

    assert {"grachev", "zimin", "safronova"} <= seen
    assert not seen & {"belov", "prohorov", "stranger"}


def test_a_summary_of_fewer_than_five_says_nothing_and_small_counts_are_not_told(
    world: World, campaign: Campaign
) -> None:
    rows = Response.objects.filter(campaign=campaign)
    for name in ("lapshina", "grachev", "ershova", "dorohova"):
        answered(world, campaign, name, law=1)
    few = summary(campaign, rows, TODAY)
    assert (few.is_hidden, few.lines) == (True, ())

    answered(world, campaign, "stranger", law=4)
    found = {line.group.key: line for line in summary(campaign, rows, TODAY).lines}

    assert found["subject"].levels == {"none": 0, "middle": 5, "high": 0}
    assert set(found["law"].levels.values()) == {None}
    assert found["law"].index == 40


def test_the_state_of_an_earlier_day_is_read_without_what_came_later(
    world: World, campaign: Campaign
) -> None:
    person = world.people["lapshina"].pk
    answered(world, campaign, "lapshina", SEPTEMBER + DAY)

    assert measured([person], SEPTEMBER) == {}
    assert measured([person], SEPTEMBER + DAY) == {person: {"self_diagnosis": SEPTEMBER + DAY}}
