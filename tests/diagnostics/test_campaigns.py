"""Campaigns: who prepares, whom they invite, what is published stays as it was."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from marshrut.diagnostics import operations
from marshrut.diagnostics.models import Campaign, Instrument, Response
from marshrut.diagnostics.queries import progress
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.notices.models import Notice
from marshrut.people.models import Employment
from tests.diagnostics.doing import answered, entered, prepared, running
from tests.world import AT, SEPTEMBER, TODAY, World


def test_a_coordinator_prepares_for_the_territory_and_a_head_for_the_own_school(
    world: World,
) -> None:
    own = prepared(world, unit=world.school, actor=world.reach("zimin", SEPTEMBER))
    assert own.unit == world.school
    for who, unit in (
        ("zimin", world.municipality), ("zimin", world.other_school),
        ("dorohova", world.school), ("prohorov", world.municipality),
    ):  # fmt: skip
        with pytest.raises(Forbidden):
            prepared(world, unit=unit, title="Другая", actor=world.reach(who, SEPTEMBER))


def test_the_pedagogical_staff_of_the_day_is_invited_once(world: World) -> None:
    left = Employment.objects.filter(person=world.people["ershova"])
    left.update(until=SEPTEMBER - timedelta(days=1))
    campaign = prepared(world)
    given = {"campaign": campaign.pk, "units": [world.school.pk], "at": AT}

    assert operations.invite(**given, actor=world.reach("safronova", SEPTEMBER)) == 3
    names = set(Response.objects.values_list("person__surname", flat=True))
    assert names == {"Dorohova", "Lapshina", "Grachev"}
    with pytest.raises(Wrong) as raised:
        operations.invite(**given, actor=world.reach("safronova", SEPTEMBER))
    assert raised.value.code == "all_invited"


def test_nobody_invites_people_of_another_school(world: World) -> None:
    own = prepared(world, unit=world.school, actor=world.reach("zimin", SEPTEMBER))
    whole = prepared(world, title="Вся территория")
    for campaign, units in ((own, [world.other_school.pk]), (whole, [world.school.pk])):
        with pytest.raises(Forbidden):
            operations.invite(campaign=campaign.pk, units=units, actor=world.reach("zimin"), at=AT)


def test_without_anybody_invited_there_is_nothing_to_start(world: World) -> None:
    with pytest.raises(Wrong) as raised:
        operations.start_campaign(
            campaign=prepared(world).pk, row_version=1, actor=world.reach("safronova"), at=AT
        )
    assert raised.value.code == "nobody_invited"


def test_everybody_invited_is_told_at_the_start_and_reminded_once_a_day_until_they_finish(
    world: World,
) -> None:
    campaign = running(world)
    told = Notice.objects.filter(code="diagnosis_invited")
    assert told.count() == 6
    answered(world, campaign, "lapshina")
    given = {"campaign": campaign.pk, "actor": world.reach("zimin"), "at": AT}

    assert operations.remind_of_campaign(**given) == 3
    reminded = Notice.objects.filter(code="diagnosis_reminder").values_list("user", flat=True)
    assert set(reminded) == {
        world.people[name].user_id for name in ("dorohova", "grachev", "ershova")
    }
    with pytest.raises(Wrong) as raised:
        operations.remind_of_campaign(**given)
    assert raised.value.code == "reminded_today"


def test_own_thresholds_need_their_source_and_the_shipped_ones_bring_theirs(world: World) -> None:
    assert prepared(world).levels_source
    for more, code in (
        ({"none_from": 70, "middle_from": 50}, "levels_need_source"),
        ({"none_from": 50, "middle_from": 70, "levels_source": "Письмо"}, "levels_out_of_order"),
    ):
        with pytest.raises(Wrong) as raised:
            prepared(world, title="Пороги", **more)
        assert raised.value.code == code
    own = prepared(world, title="Пороги", none_from=70, middle_from=50, levels_source="Письмо")
    assert own.level(65) == "middle"


def test_the_same_questionnaire_is_published_once_and_the_database_keeps_it_frozen(
    world: World,
) -> None:
    prepared(world)
    prepared(world, title="Ещё одна")
    row = Instrument.objects.get()
    for change in (
        lambda: Instrument.objects.filter(pk=row.pk).update(document={}),
        lambda: Instrument.objects.filter(pk=row.pk)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Instrument.objects.get().document == row.document


def test_progress_is_counted_by_school_without_names(world: World, campaign: Campaign) -> None:
    answered(world, campaign, "lapshina")
    entered(world, campaign, "grachev")
    begun = Response.objects.get(person=world.people["stranger"])
    operations.begin_response(response=begun.pk, actor=world.reach("stranger"), at=AT)

    found = {one.name: one for one in progress(Response.objects.filter(campaign=campaign))}

    school, other = found["Еловская СОШ"], found["Каменнобродская СОШ"]
    assert (school.invited, school.started, school.finished, school.paper) == (4, 2, 2, 1)
    assert (other.invited, other.started, other.finished, other.paper) == (2, 1, 0, 0)


def test_a_finished_campaign_takes_no_more_answers(world: World, campaign: Campaign) -> None:
    operations.finish_campaign(
        campaign=campaign.pk, row_version=None, actor=world.reach("safronova"), at=AT
    )
    with pytest.raises(Wrong) as raised:
        answered(world, campaign, "lapshina", TODAY)
    assert raised.value.code == "closed"


def test_a_head_does_not_end_a_campaign_of_the_territory(world: World, campaign: Campaign) -> None:
    with pytest.raises(Forbidden):
        operations.finish_campaign(
            campaign=campaign.pk, row_version=None, actor=world.reach("zimin"), at=AT
        )
