"""Clauses of the Mostovsky programme about the community: joining, openness, activity, duties."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from marshrut import clock
from marshrut.communities import access, operations
from marshrut.communities.models import Community
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.norms.findings import State
from marshrut.oversight.board import board
from marshrut.oversight.owed import owed_for
from marshrut.regulations.guards import Refused
from marshrut.requests import access as asking
from marshrut.requests import operations as requests
from tests.communities.doing import added, applied, founded, given, joined, membership, met
from tests.world import AT, PRESETS, TODAY, World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = build(PRESETS / "mostovsky.yaml")
    world.grant("oreshkina", "community_head", world.municipality)
    return world


@pytest.fixture
def community(world: World) -> Community:
    row = founded(world)
    for name in ("oreshkina", "dorohova", "grachev"):
        joined(world, row, name)
    return row


def state(world: World, clause: str, on: date = TODAY) -> State:
    return board(world.programme, on, world.system(on)).assessments[clause].state


def refused_by(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {one.clause for one in refused.value.decision.refusals}


@pytest.mark.clause("mostovsky:В1", "mostovsky:ПР1")
def test_one_joins_by_own_application_and_leaves_on_any_day(
    world: World, community: Community
) -> None:
    with pytest.raises(Forbidden):
        operations.apply_to_community(
            community=community.pk,
            rules=1,
            person=world.people["lapshina"],
            actor=world.reach("oreshkina"),
            at=AT,
        )
    row = applied(world, community, "lapshina", TODAY)
    operations.accept_member(
        membership=row.pk, row_version=1, actor=world.reach("oreshkina"), at=AT
    )
    assert state(world, "В1") == State.MET
    tomorrow = date(2027, 1, 23)
    left = operations.leave_community(
        membership=row.pk, row_version=2, actor=world.reach("lapshina", tomorrow), at=AT
    )
    assert left.status(tomorrow) == "left"
    assert community.pk not in world.reach("lapshina", tomorrow).communities


@pytest.mark.clause("mostovsky:В1")
def test_whom_an_order_put_into_the_community_breaks_its_voluntary_basis(
    world: World, community: Community
) -> None:
    row = membership(world, community, "grachev")
    row.basis = "appointment"
    row.save()
    assert state(world, "В1") == State.BREACHED


@pytest.mark.clause("mostovsky:В3")
def test_the_community_has_a_head_members_and_a_programme(
    world: World, community: Community
) -> None:
    assert state(world, "В3") == State.MET
    assert community.programme == world.programme
    world.people["oreshkina"].offices.all().delete()
    assert state(world, "В3") == State.BREACHED


@pytest.mark.clause("mostovsky:ФС2")
def test_the_package_of_documents_is_there_when_acts_are_published(
    world: World, community: Community
) -> None:
    last = world.programme.until
    assert state(world, "ФС2", date(2027, 8, 31)) in {State.AT_RISK, State.ON_TRACK}
    row = added(world, community, "oreshkina", kind="act", title="Закон об образовании")
    assert state(world, "ФС2") != State.MET
    operations.publish_document(
        document=row.pk, row_version=1, actor=world.reach("oreshkina"), at=AT
    )
    assert state(world, "ФС2") == State.MET
    assert last == date(2027, 9, 1)


@pytest.mark.clause("mostovsky:ПР2")
def test_plan_documents_and_results_are_open_to_members_and_applications_are_not(
    world: World, community: Community
) -> None:
    met(world, community, "grachev")
    row = added(world, community, "oreshkina", kind="result")
    operations.publish_document(
        document=row.pk, row_version=1, actor=world.reach("oreshkina"), at=AT
    )
    member, outsider = world.reach("grachev"), world.reach("lapshina")
    for rows in (access.meetings, access.documents, access.duties):
        assert rows(outsider).count() == 0
    assert access.meetings(member).get().result == "ИТОГ"
    assert access.documents(member).exists()
    other = membership(world, community, "dorohova")
    assert access.may_see_membership(member, other)
    assert not access.may_read_application(member, other)


@pytest.mark.clause("mostovsky:ПР3", "mostovsky:Ц", "mostovsky:ФС7")
@pytest.mark.parametrize("clause", ["ПР3", "Ц", "ФС7"])
def test_what_only_describes_stands_on_the_board_as_a_statement(world: World, clause: str) -> None:
    assert state(world, clause) == State.STATEMENT
    client = Client(headers={"accept-language": "ru"})
    user = world.people["safronova"].user
    assert user is not None
    client.force_login(user)
    found = board(world.programme, TODAY, world.system()).rules.clause(clause)
    assert found.gist in client.get(reverse("regulation_text")).content.decode()


@pytest.mark.clause("mostovsky:ПР4")
def test_a_member_asks_any_tutor_and_the_answer_has_its_clock(
    world: World, community: Community
) -> None:
    row = operations.ask_tutor(
        membership=membership(world, community, "dorohova").pk,
        what="ВОПРОС",
        actor=world.reach("grachev"),
        at=AT,
    )
    assert row.asked_of == world.people["dorohova"]
    assert asking.may_read_texts(world.reach("dorohova"), row)
    assert not asking.requests(world.reach("zimin")).exists()
    late = date(2027, 1, 30)
    assert asked(world, late) == {State.BREACHED}
    owed = owed_for(world.reach("dorohova", late), [world.programme])
    assert "2.1" in {one.clause for one in owed}
    requests.answer(
        request=row.pk, row_version=1, answer="…", actor=world.reach("dorohova", late), at=AT
    )
    assert asked(world, late) == {State.MET}


@pytest.mark.clause("mostovsky:ПР1", "mostovsky:ПР4", "mostovsky:З5")
def test_who_has_left_keeps_nothing_of_what_clauses_give_to_members(
    world: World, community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    meeting = met(world, community, "grachev")
    meeting.activity.leader = world.people["grachev"]
    meeting.activity.save()
    mine, tutor = (membership(world, community, name) for name in ("grachev", "dorohova"))
    asked = operations.ask_tutor(
        membership=tutor.pk, what="ВОПРОС", actor=world.reach("grachev"), at=AT
    )
    operations.leave_community(
        membership=mine.pk, row_version=mine.row_version, actor=world.reach("grachev"), at=AT
    )
    left = world.reach("grachev")  # on the very day
    with pytest.raises(Forbidden):
        operations.ask_tutor(membership=tutor.pk, what="…", actor=left, at=AT)
    with pytest.raises(Forbidden):
        requests.ask_consultation(
            programme=world.programme, unit=world.municipality, tutor=world.people["dorohova"],
            what="…", actor=left, at=AT,
        )  # fmt: skip
    with pytest.raises(Forbidden):
        operations.complain_of_conduct(
            community=community.pk, to="head", text="…", actor=left, at=AT
        )
    assert not access.may_keep_meeting(left, meeting)
    assert not access.may_train(left, mine)
    assert not access.may_add(left, community)
    for rows in (access.meetings, access.duties, access.documents):
        assert rows(left).count() == 0
    # What was asked while a member stays between the two.
    assert asking.may_read_texts(left, asked)
    client = Client(headers={"accept-language": "ru"})
    client.force_login(world.people["grachev"].user)  # type: ignore[arg-type]
    member = reverse("member", args=[tutor.pk])
    assert client.get(member).status_code == 404


@pytest.mark.clause("mostovsky:ПР4", "mostovsky:З5")
@pytest.mark.parametrize("verb", ["address_any_tutor", "ask_consultation"])
def test_the_right_to_ask_is_granted_to_members_and_to_nobody_else(world: World, verb: str) -> None:
    rules = board(world.programme, TODAY, world.system()).rules
    assert rules.may("member", verb)
    for other in ("staff", "tutee", "head"):
        assert not rules.may(other, verb)


def asked(world: World, on: date) -> set[State]:
    """How requests for a consultation stand; consultations themselves are another sheet."""
    rows = board(world.programme, on, world.system(on)).things("2.1")
    return {row.finding.state for row in rows if row.thing.kind == "request"}


@pytest.mark.clause("mostovsky:ПР5")
def test_the_work_of_an_author_is_published_with_consent_and_terms_of_use(
    world: World, community: Community
) -> None:
    head = world.reach("oreshkina")
    row = added(world, community, "oreshkina", author=world.people["dorohova"], terms="внутри")
    with pytest.raises(Wrong, match="author_consent_needed"):
        operations.publish_document(document=row.pk, row_version=1, actor=head, at=AT)
    assert not access.documents(world.reach("grachev")).exists()
    operations.consent_to_publication(
        document=row.pk, row_version=1, actor=world.reach("dorohova"), at=AT
    )
    operations.publish_document(document=row.pk, row_version=2, actor=head, at=AT)
    assert state(world, "ПР5") == State.MET
    bare = added(world, community, "dorohova", author=world.people["dorohova"])
    with pytest.raises(Refused) as refused:
        operations.publish_document(document=bare.pk, row_version=1, actor=head, at=AT)
    assert refused_by(refused) == {"ПР5"}


@pytest.mark.clause("mostovsky:ПР6")
def test_rules_are_accepted_on_joining_and_there_is_a_way_to_complain(
    world: World, community: Community
) -> None:
    with pytest.raises(Wrong, match="rules_needed"):
        applied(world, community, "lapshina", TODAY, rules=None)
    bare = operations.found_community(
        programme=world.programme,
        unit=world.municipality,
        kind="network",
        name="Без правил",
        since=TODAY,
        actor=world.system(),
        at=AT,
    )
    with pytest.raises(Refused) as refused:
        applied(world, bare, "lapshina", TODAY, rules=None)
    assert refused_by(refused) == {"ПР6"}
    accepted = membership(world, community, "grachev").rules
    assert accepted is not None
    assert accepted.number == 1
    operations.complain_of_conduct(
        community=community.pk, to="head", text="…", actor=world.reach("grachev"), at=AT
    )
    assert access.complaints(world.reach("oreshkina")).exists()
    assert not access.complaints(world.reach("dorohova")).exists()


@pytest.mark.clause("mostovsky:ПР7")
def test_a_member_inactive_for_sixty_days_wants_attention(
    world: World, community: Community
) -> None:
    assert state(world, "ПР7", date(2026, 11, 13)) == State.MET
    assert state(world, "ПР7", date(2026, 11, 14)) == State.AT_RISK
    met(world, community, "grachev", "dorohova")
    assert state(world, "ПР7") == State.MET


@pytest.mark.clause("mostovsky:отв", "mostovsky:ФС7")
def test_the_head_distributes_what_is_laid_on_the_community(
    world: World, community: Community
) -> None:
    def owing(name: str) -> set[str]:
        return {one.clause for one in owed_for(world.reach(name), [world.programme])}

    assert "1.1" in owing("oreshkina")
    duty = given(world, community, "grachev", clause="1.1", what="Провести мастер-класс")
    assert "1.1" in owing("grachev")
    assert "1.1" not in owing("oreshkina") | owing("dorohova")
    with pytest.raises(Forbidden):
        operations.take_back_duty(duty=duty.pk, row_version=1, actor=world.reach("dorohova"), at=AT)
