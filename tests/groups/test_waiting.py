"""What waits for whom: applications for an answer, proposals for an order, groups for a plan."""

from __future__ import annotations

from marshrut.groups import operations
from marshrut.groups.models import Application
from marshrut.groups.waiting import applications_to_answer, groups_without_plan, proposals_to_form
from tests.groups.doing import approved, both_schools, proposed
from tests.world import AT, World


def test_each_waits_until_it_is_done_and_for_nobody_else(world: World) -> None:
    coordinator, tutor = world.reach("safronova"), world.reach("ershova")
    row = both_schools(world, 8)
    assert applications_to_answer(coordinator).count() == 2
    for name in ("zimin", "ershova", "prohorov"):
        assert not applications_to_answer(world.reach(name)).exists(), name
    for one in Application.objects.all():
        operations.accept_application(application=one.pk, row_version=1, actor=coordinator, at=AT)
    assert not applications_to_answer(coordinator).exists()

    group = proposed(world, row)
    assert list(proposals_to_form(coordinator)) == [group]
    assert not proposals_to_form(world.reach("prohorov")).exists()
    assert not groups_without_plan(tutor).exists()
    approved(world, group)
    assert not proposals_to_form(coordinator).exists()
    assert list(groups_without_plan(tutor)) == [group]
    assert not groups_without_plan(coordinator).exists()
    operations.write_plan(
        group=group.pk, row_version=None, plan={"dates": "Среды"}, actor=tutor, at=AT
    )
    assert not groups_without_plan(tutor).exists()
