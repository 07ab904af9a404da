"""Clauses of the Yaroslavl model about municipal teams: who is in them, orders, training."""

from __future__ import annotations

from datetime import date

import pytest

from marshrut.communities import operations
from marshrut.communities.models import Incentive, Membership
from marshrut.communities.queries import work_of
from marshrut.norms.findings import State
from marshrut.oversight.owed import owed_for
from marshrut.people.models import Person
from marshrut.people.operations import correct_job
from marshrut.web.findings import finding_line
from tests.communities.region import IN_TIME, JUNE, LATE, NEXT_JUNE, Region, build_region
from tests.world import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Region:
    return build_region()


def named(region: Region, clause: str, on: date) -> dict[str, State]:
    return {row.thing.label: row.finding.state for row in region.board(on).things(clause)}


@pytest.mark.clause("yaroslavl:Э1")
def test_an_order_late_by_six_days_stays_late_and_says_so(region: Region) -> None:
    before = date(2026, 6, 2)
    assert region.state("Э1", before) == State.AT_RISK
    region.compose("near", IN_TIME, "orlova", "kedrova")
    region.compose("far", LATE, "paromova", "lodkin")
    on = date(2027, 1, 22)
    assert named(region, "Э1", on) == {
        "Любогорский район": State.MET,
        "Паромненский район": State.BREACHED,
    }
    [late] = region.board(on).things("Э1", "breached")
    assert late.finding.found == 6
    assert "6" in finding_line(late, on)
    # A change of composition is another order: it neither mends nor spoils the first.
    region.compose("near", date(2026, 12, 1), "orlova", "sosnin")
    assert named(region, "Э1", on)["Любогорский район"] == State.MET
    gone = Membership.objects.get(person=region.world.people["kedrova"])
    assert (gone.until, gone.end) == (date(2026, 12, 1), "order")


@pytest.mark.clause("yaroslavl:Э1")
def test_the_coordinator_of_the_team_owes_the_order_and_a_late_one_is_owed_by_nobody(
    region: Region,
) -> None:
    region.world.grant("paromova", "mtk_coordinator", region.far, since=JUNE)
    on = date(2026, 6, 4)
    owed = owed_for(region.world.reach("paromova", on), [region.programme])
    assert {(one.clause, one.label) for one in owed if one.code == "deliverable"} == {
        ("Э1", "Паромненский район")
    }
    region.compose("far", LATE, "paromova", "lodkin")
    later = owed_for(region.world.reach("paromova", date(2026, 7, 1)), [region.programme])
    assert "Э1" not in {one.clause for one in later}


@pytest.mark.clause("yaroslavl:С2")
def test_a_municipality_needs_a_team_with_its_coordinator(region: Region) -> None:
    on = date(2026, 7, 1)
    region.compose("near", IN_TIME, "orlova", "kedrova", coordinator=region.world.people["orlova"])
    assert named(region, "С2", on) == {
        "Любогорский район": State.MET,
        "Паромненский район": State.BREACHED,
    }
    region.compose("far", LATE, "paromova", coordinator=region.world.people["paromova"])
    assert region.state("С2", on) == State.MET


@pytest.mark.clause("yaroslavl:Э2")
def test_a_team_is_trained_when_every_member_has_a_certificate_in_june(region: Region) -> None:
    region.compose("near", IN_TIME, "orlova", "kedrova")
    assert region.state("Э2", date(2026, 6, 5)) == State.NOT_YET
    day = date(2026, 6, 25)
    train(region, "orlova", day)
    assert named(region, "Э2", date(2026, 7, 1))["Любогорский район"] == State.BREACHED
    train(region, "kedrova", date(2026, 6, 30))
    assert named(region, "Э2", date(2026, 7, 1))["Любогорский район"] == State.MET
    trained = region.world.people["kedrova"].trainings.get()
    assert (trained.hours, trained.certificate) == (36, "kedrova-7")


def train(region: Region, name: str, on: date) -> None:
    row = Membership.objects.get(person=region.world.people[name])
    operations.train_member(
        membership=row.pk,
        title="Сопровождение ПОС",
        hours=36,
        certificate=f"{name}-7",
        on=on,
        actor=region.system(on),
        at=AT,
    )


@pytest.mark.clause("yaroslavl:Т3")
def test_the_standing_of_a_tutor_encouraged_staffed_and_certified(region: Region) -> None:
    world = region.world
    region.compose("near", IN_TIME, "orlova", "kedrova")
    row = Membership.objects.get(person=world.people["orlova"])
    head: Person = world.employ("dubov", world.school, "директор", "head", pedagogical=False)
    world.grant("dubov", "head", world.school)
    on = date(2027, 1, 22)
    order = world.order(region.near, "5-п", on, subject="other")
    for person in (row.person, head):
        operations.encourage(
            membership=row.pk,
            person=person,
            kind="gratitude",
            order=order,
            on=on,
            actor=region.system(on),
            at=AT,
        )
    assert Incentive.objects.filter(order=order).count() == 2
    assert named(region, "Т3", on)["Любогорский район"] == State.MET
    assert named(region, "Т3", NEXT_JUNE)["Паромненский район"] == State.AT_RISK
    assert work_of(row, JUNE, on).meetings == 0
    job = row.person.employments.get()
    correct_job(
        employment=job.pk,
        row_version=job.row_version,
        post=job.post,
        since=job.since,
        tutor_post=True,
        actor=world.reach("dubov", on),
        at=AT,
    )
    assert row.person.employments.get().tutor_post
