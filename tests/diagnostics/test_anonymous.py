"""An anonymous campaign ties what was answered to nobody, by no way round either."""

from __future__ import annotations

import json

import pytest

from marshrut.diagnostics import operations
from marshrut.diagnostics.difficulties import difficulties, who_struggles
from marshrut.diagnostics.keeping import keep_answers
from marshrut.diagnostics.models import (
    AnonymousResults,
    Campaign,
    Observation,
    Response,
    Score,
)
from marshrut.diagnostics.profiles import compared, units_to_show
from marshrut.diagnostics.queries import measured, results_of, summary
from marshrut.journal.deeds import Wrong
from marshrut.journal.models import JournalEntry
from marshrut.people.models import Draft
from tests.diagnostics.doing import answered, entered, filled, response, running
from tests.world import AT, TODAY, World

SIX = tuple(f"pedagog{number}" for number in range(1, 7))


@pytest.fixture
def campaign(world: World) -> Campaign:
    for name in SIX:
        world.employ(name, world.school)
    return running(world, anonymous=True)


def finish(world: World, campaign: Campaign) -> Campaign:
    return operations.finish_campaign(
        campaign=campaign.pk, row_version=None, actor=world.system(TODAY), at=AT
    )


def test_nothing_of_what_was_answered_stays_with_the_person(
    world: World, campaign: Campaign
) -> None:
    row = response(world, campaign, "lapshina")
    actor = world.reach("lapshina", TODAY)
    operations.begin_response(response=row.pk, actor=actor, at=AT)
    assert keep_answers(reach=actor, response=row.pk, filled=filled(2, request="ПРОСЬБА"))
    row = operations.finish_response(
        response=row.pk, filled=filled(2, request="ПРОСЬБА"), actor=actor, at=AT
    )
    row.refresh_from_db()
    assert (row.answers, row.wishes, row.request) == ({}, [], "")
    assert row.status == "finished"
    assert not Score.objects.exists()
    assert not Draft.objects.exists()
    said = json.dumps(list(JournalEntry.objects.values("before", "after")), default=str)
    assert "ПРОСЬБА" not in said
    assert "method" not in said


def test_results_lie_together_by_organisation_in_no_order_of_finishing(
    world: World, campaign: Campaign
) -> None:
    for value, name in ((3, SIX[0]), (1, SIX[1]), (2, SIX[2])):
        answered(world, campaign, name, TODAY, value=value)
    answered(world, campaign, "stranger", TODAY, value=4)
    found = AnonymousResults.objects.order_by("unit")
    assert {row.unit_id: len(row.indexes) for row in found} == {
        world.school.pk: 3,
        world.other_school.pk: 1,
    }
    here = AnonymousResults.objects.get(unit=world.school)
    assert [one["method"] for one in here.indexes] == [25, 50, 75]


def test_the_summary_opens_when_the_campaign_is_over(world: World, campaign: Campaign) -> None:
    for name in SIX:
        answered(world, campaign, name, TODAY, value=2)
    rows = Response.objects.filter(campaign=campaign)
    assert summary(campaign, rows, TODAY).people == 0
    assert not units_to_show(rows, campaign, TODAY).exists()
    campaign = finish(world, campaign)
    told = summary(campaign, rows, TODAY)
    assert (told.people, {line.index for line in told.lines}) == (6, {50})
    few = Response.objects.filter(campaign=campaign, unit=world.other_school)
    assert not summary(campaign, few, TODAY).lines


def test_organisations_with_a_few_are_not_shown_alone(world: World, campaign: Campaign) -> None:
    for name in SIX:
        answered(world, campaign, name, TODAY, value=2)
    answered(world, campaign, "stranger", TODAY, value=4)
    campaign = finish(world, campaign)
    rows = Response.objects.filter(campaign=campaign)
    # One is left over beside the six: taken from the whole, the six would tell of that one.
    assert not units_to_show(rows, campaign, TODAY).exists()


def test_nothing_that_is_asked_of_a_person_knows_of_it(world: World, campaign: Campaign) -> None:
    answered(world, campaign, "lapshina", TODAY, value=1)
    finish(world, campaign)
    rows, person = Response.objects.all(), world.people["lapshina"].pk
    none = Observation.objects.none()
    assert measured([person], TODAY) == {}
    assert results_of(rows, TODAY) == []
    assert difficulties(rows, none, TODAY) == []
    assert not who_struggles(rows, none, ["method"], TODAY)


def test_two_times_are_not_compared(world: World, campaign: Campaign) -> None:
    for name in SIX:
        answered(world, campaign, name, TODAY, value=2)
    later = running(world, anonymous=True, title="Ещё раз")
    for name in SIX:
        answered(world, later, name, TODAY, value=3)
    finish(world, campaign)
    later = finish(world, later)
    told = compared(later, campaign, Response.objects.all(), TODAY)
    assert (told.people, told.lines) == (0, ())


def test_nobody_enters_an_anonymous_paper_in_a_name(world: World, campaign: Campaign) -> None:
    with pytest.raises(Wrong, match="anonymous"):
        entered(world, campaign, "lapshina")
    assert not AnonymousResults.objects.exists()


def test_what_was_begun_and_not_finished_goes_with_the_end(
    world: World, campaign: Campaign
) -> None:
    row = response(world, campaign, "lapshina")
    actor = world.reach("lapshina", TODAY)
    operations.begin_response(response=row.pk, actor=actor, at=AT)
    keep_answers(reach=actor, response=row.pk, filled=filled(2))
    finish(world, campaign)
    row.refresh_from_db()
    assert row.answers == {}


def test_a_campaign_that_is_not_anonymous_ties_as_before(world: World) -> None:
    row = running(world, title="С именами")
    answered(world, row, "lapshina", TODAY, value=1)
    assert Score.objects.exists()
    assert not AnonymousResults.objects.exists()
