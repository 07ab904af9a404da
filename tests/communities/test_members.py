"""Applying, accepting, leaving at will; what members may ask of tutors."""

from __future__ import annotations

from datetime import date

import pytest

from marshrut.communities import operations
from marshrut.communities.models import Community, Incentive, Membership
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.people.models import PaperRecord, Training
from marshrut.people.paper import Paper
from marshrut.requests.models import Request
from tests.communities.doing import JOINED, applied, founded, joined, membership, told
from tests.world import AT, TODAY, World

pytestmark = pytest.mark.django_db


def test_an_application_keeps_the_version_of_the_rules_that_was_accepted(
    world: World, community: Community
) -> None:
    row = applied(world, community, "lapshina", TODAY)
    assert (row.status(TODAY), row.rules and row.rules.number) == ("applied", 1)
    assert row.unit == world.school
    operations.adopt_rules(
        community=community.pk, row_version=None, text="НОВЫЕ", actor=world.system(), at=AT
    )
    row.refresh_from_db()
    assert row.rules is not None
    assert row.rules.number == 1
    assert "membership_applied" in told(world, "oreshkina")


@pytest.mark.parametrize(("rules", "code"), [(None, "rules_needed"), (7, "rules_changed")])
def test_nobody_joins_without_the_rules_of_today(
    world: World, community: Community, rules: int | None, code: str
) -> None:
    with pytest.raises(Wrong, match=code):
        applied(world, community, "lapshina", TODAY, rules=rules)


def test_a_second_application_is_refused_while_the_first_stands(
    world: World, community: Community
) -> None:
    with pytest.raises(Wrong, match="applied_already"):
        applied(world, community, "grachev", TODAY)


def test_an_application_is_accepted_or_refused_with_a_reason(
    world: World, community: Community
) -> None:
    head = world.reach("oreshkina")
    row = applied(world, community, "lapshina", TODAY)
    row = operations.accept_member(membership=row.pk, row_version=1, actor=head, at=AT)
    assert (row.status(TODAY), row.since) == ("accepted", TODAY)
    other = applied(world, community, "ershova", TODAY)
    other = operations.refuse_member(
        membership=other.pk, row_version=1, reason="ПРИЧИНА", actor=head, at=AT
    )
    assert other.status(TODAY) == "refused"
    assert told(world, "ershova") == ["membership_refused"]
    with pytest.raises(Wrong, match="closed"):
        operations.accept_member(membership=other.pk, row_version=2, actor=head, at=AT)
    assert applied(world, community, "ershova", TODAY).status(TODAY) == "applied"


def test_only_who_leads_decides(world: World, community: Community) -> None:
    row = applied(world, community, "lapshina", TODAY)
    for name in ("dorohova", "zimin", "lapshina"):
        with pytest.raises(Forbidden):
            operations.accept_member(
                membership=row.pk, row_version=1, actor=world.reach(name), at=AT
            )


def test_a_member_leaves_on_any_day_without_anybodys_word(
    world: World, community: Community
) -> None:
    row = membership(world, community, "grachev")
    row = operations.leave_community(
        membership=row.pk, row_version=row.row_version, actor=world.reach("grachev"), at=AT
    )
    assert (row.status(TODAY), row.until) == ("left", TODAY)
    assert community.pk not in world.reach("grachev").communities
    assert "member_left" in told(world, "oreshkina")


def test_nobody_makes_another_leave_but_from_paper(world: World, community: Community) -> None:
    row = membership(world, community, "grachev")
    for name in ("dorohova", "oreshkina", "zimin"):
        with pytest.raises(Forbidden):
            operations.leave_community(
                membership=row.pk, row_version=None, actor=world.reach(name), at=AT
            )
    paper = Paper(basis="paper", happened_on=date(2027, 1, 20))
    row = operations.leave_community(
        membership=row.pk, row_version=None, paper=paper, actor=world.reach("oreshkina"), at=AT
    )
    assert row.until == date(2027, 1, 20)
    assert PaperRecord.objects.get().person == world.people["grachev"]


def test_an_application_on_paper_is_entered_by_the_head_and_seen_by_the_person(
    world: World, community: Community
) -> None:
    person = world.people["lapshina"]
    paper = Paper(basis="paper", happened_on=date(2027, 1, 18))
    for name in ("zimin", "dorohova"):
        with pytest.raises(Forbidden):
            operations.apply_to_community(
                community=community.pk,
                rules=1,
                person=person,
                paper=paper,
                actor=world.reach(name),
                at=AT,
            )
    row = operations.apply_to_community(
        community=community.pk,
        rules=1,
        person=person,
        paper=paper,
        actor=world.reach("oreshkina"),
        at=AT,
    )
    assert (row.person, row.applied_on) == (person, date(2027, 1, 18))
    assert PaperRecord.objects.get().verb == "apply_to_community"


def test_nobody_applies_for_another_without_paper(world: World, community: Community) -> None:
    with pytest.raises(Forbidden):
        operations.apply_to_community(
            community=community.pk,
            rules=1,
            person=world.people["lapshina"],
            actor=world.reach("oreshkina"),
            at=AT,
        )


def test_an_exclusion_has_a_reason_that_stays_out_of_the_journal(
    world: World, community: Community
) -> None:
    row = membership(world, community, "grachev")
    row = operations.exclude_member(
        membership=row.pk, row_version=None, reason="ТАЙНА", actor=world.reach("oreshkina"), at=AT
    )
    assert row.status(TODAY) == "excluded"
    assert told(world, "grachev")[-1] == "member_excluded"
    entry = JournalEntry.objects.get(verb="exclude_member")
    assert "ТАЙНА" not in str(entry.after)


def test_a_member_may_ask_any_tutor_of_the_community(world: World, community: Community) -> None:
    row = operations.ask_tutor(
        membership=membership(world, community, "dorohova").pk,
        what="ВОПРОС",
        actor=world.reach("grachev"),
        at=AT,
    )
    assert (row.kind, row.asked_of) == ("consultation", world.people["dorohova"])
    assert row.due == date(2027, 1, 29)
    for name in ("lapshina", "zimin", "safronova"):
        with pytest.raises(Forbidden):
            operations.ask_tutor(
                membership=membership(world, community, "dorohova").pk,
                what="…",
                actor=world.reach(name),
                at=AT,
            )


def test_in_a_network_only_appointed_tutors_are_asked(world: World) -> None:
    network = founded(world, "network")
    for name in ("grachev", "lapshina", "dorohova"):
        joined(world, network, name)
    reach = world.reach("grachev")
    with pytest.raises(Wrong, match="not_appointed"):
        operations.ask_tutor(
            membership=membership(world, network, "lapshina").pk, what="…", actor=reach, at=AT
        )
    operations.ask_tutor(
        membership=membership(world, network, "dorohova").pk, what="…", actor=reach, at=AT
    )
    assert Request.objects.count() == 1


def test_trainings_are_the_persons_own(world: World, community: Community) -> None:
    row = membership(world, community, "grachev")
    operations.train_member(
        membership=row.pk,
        title="Технологии тьюторства",
        hours=36,
        certificate="77-1",
        on=TODAY,
        actor=world.reach("oreshkina"),
        at=AT,
    )
    assert Training.objects.get().person == world.people["grachev"]
    with pytest.raises(Forbidden):
        operations.train_member(
            membership=row.pk, title="…", on=TODAY, actor=world.reach("dorohova"), at=AT
        )


def test_an_encouragement_of_the_tutor_and_of_the_head_who_lets_the_tutor_go(
    world: World, community: Community
) -> None:
    row = membership(world, community, "dorohova")
    order = world.order(world.municipality, "9-п", TODAY, subject="other")
    for name in ("dorohova", "zimin"):
        operations.encourage(
            membership=row.pk,
            person=world.people[name],
            kind="gratitude",
            order=order,
            on=TODAY,
            actor=world.reach("safronova"),
            at=AT,
        )
    assert Incentive.objects.count() == 2
    with pytest.raises(Forbidden):
        operations.encourage(
            membership=row.pk,
            person=world.people["dorohova"],
            kind="payment",
            on=TODAY,
            actor=world.reach("belov"),
            at=AT,
        )


def test_membership_is_one_at_a_time(world: World, community: Community) -> None:
    operations.close_community(
        community=community.pk, row_version=None, until=TODAY, actor=world.system(), at=AT
    )
    assert not Membership.objects.filter(community=community, until=None).exists()
    with pytest.raises(Wrong, match="community_closed"):
        applied(world, community, "lapshina", TODAY)
    assert world.reach("grachev", JOINED).communities == {community.pk}
    assert not world.reach("grachev").communities
