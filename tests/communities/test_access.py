"""Outsiders see that a community exists; members see each other; heads of schools their people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from marshrut.communities import access, operations
from marshrut.communities.models import (
    Community,
    CommunityDocument,
    CommunityDuty,
    CommunityMeeting,
    ConductComplaint,
    Membership,
)
from marshrut.requests import access as asking
from tests.communities.doing import added, applied, given, membership, met
from tests.world import AT, World

pytestmark = pytest.mark.django_db

EVERYBODY = (
    *("dorohova", "oreshkina", "lapshina", "grachev", "ershova", "stranger"),
    *("zimin", "belov", "safronova", "nechaev", "prohorov"),
)
INSIDE = {"oreshkina", "dorohova", "grachev", "safronova", "prohorov"}


def who(world: World, question: Callable[[Any], object]) -> set[str]:
    return {name for name in EVERYBODY if question(world.reach(name))}


def test_everybody_sees_that_it_exists_and_only_its_people_what_is_inside(
    world: World, community: Community
) -> None:
    assert who(world, lambda r: access.communities(r).exists()) == set(EVERYBODY)
    assert who(world, lambda r: access.may_read(r, community)) == INSIDE
    met(world, community, "grachev")
    given(world, community, "grachev")
    assert who(world, lambda r: access.meetings(r).exists()) == INSIDE
    assert who(world, lambda r: access.duties(r).exists()) == INSIDE


def test_members_see_names_and_a_head_of_a_school_sees_own_people_alone(
    world: World, community: Community
) -> None:
    def seen(name: str) -> set[str]:
        rows = access.memberships(world.reach(name)).select_related("person")
        return {row.person.surname for row in rows}

    everybody = {"Oreshkina", "Dorohova", "Grachev"}
    assert seen("grachev") == seen("safronova") == everybody
    assert (seen("zimin"), seen("belov")) == ({"Dorohova", "Grachev"}, {"Oreshkina"})
    assert seen("lapshina") == seen("nechaev") == set()


def test_an_application_is_between_the_person_and_who_leads(
    world: World, community: Community
) -> None:
    row = applied(world, community, "lapshina")
    leads = {"lapshina", "oreshkina", "safronova"}
    assert who(world, lambda r: access.memberships(r).filter(pk=row.pk).exists()) == leads
    accepted = membership(world, community, "grachev")
    told = {"grachev", "oreshkina", "safronova"}
    assert who(world, lambda r: access.may_read_application(r, accepted)) == told


def test_what_a_member_asks_of_a_tutor_is_read_by_the_two_alone(
    world: World, community: Community
) -> None:
    row = operations.ask_tutor(
        membership=membership(world, community, "dorohova").pk,
        what="ВОПРОС",
        actor=world.reach("grachev"),
        at=AT,
    )
    assert who(world, lambda r: asking.may_read_texts(r, row)) == {"grachev", "dorohova"}
    # Heads of schools do not even see that it was asked; whoever answers for clocks does.
    assert who(world, lambda r: asking.requests(r).exists()) == {
        *("grachev", "dorohova", "safronova", "prohorov")
    }


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_question_and_the_query_agree(world: World, community: Community, name: str) -> None:
    reach = world.reach(name)
    met(world, community, "grachev")
    given(world, community, "grachev")
    added(world, community, "dorohova", author=world.people["grachev"])
    applied(world, community, "lapshina")
    for to in ("head", "coordinator"):
        operations.complain_of_conduct(
            community=community.pk, to=to, text="…", actor=world.reach("grachev"), at=AT
        )
    pairs: tuple[tuple[Any, Any, Any], ...] = (
        (Community, access.communities, access.may_see_community),
        (Community, access.read_communities, access.may_read),
        (Community, access.led_communities, access.may_lead),
        (Membership, access.memberships, access.may_see_membership),
        (CommunityDocument, access.documents, access.may_see_document),
        (CommunityMeeting, access.meetings, access.may_see_meeting),
        (CommunityDuty, access.duties, access.may_see_duty),
        (ConductComplaint, access.complaints, access.may_see_complaint),
    )
    for table, rows, may in pairs:
        assert set(rows(reach)) == {row for row in table.objects.all() if may(reach, row)}, rows


def test_jobs_see_everything(world: World, community: Community) -> None:
    met(world, community, "grachev")
    given(world, community, "grachev")
    added(world, community, "dorohova")
    system = world.system()
    seen = (access.communities, access.memberships, access.documents, access.meetings)
    assert [rows(system).count() for rows in seen] == [1, 3, 1, 1]
    assert access.duties(system).count() == 1
    assert not access.complaints(system).exists()
