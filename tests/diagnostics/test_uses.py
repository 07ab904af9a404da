"""What diagnosis is used for: parts apart, before and after, a school on its own."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from marshrut import clock
from marshrut.diagnostics import access
from marshrut.diagnostics import operations as diagnostics
from marshrut.diagnostics.queries import results_of
from tests.diagnostics.doing import answered, prepared, running
from tests.world import AT, SEPTEMBER, TODAY, World


def test_qualities_motives_and_readiness_come_to_the_tutor_of_the_pair_each_apart(
    world: World,
) -> None:
    world.case("lapshina")
    for code in ("self_diagnosis", "motivation", "readiness"):
        answered(world, running(world, code), "lapshina", instrument=code)

    def read(who: str) -> set[str]:
        rows = results_of(access.scored(world.reach(who)), TODAY)
        return {row.campaign.instrument.code for row in rows}

    assert read("dorohova") == {"self_diagnosis", "motivation", "readiness"}
    assert read("oreshkina") == read("zimin") == read("safronova") == set()


def test_motivation_is_measured_before_and_after_and_both_figures_stand_on_the_page(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    before = running(world, "motivation", title="До")
    after = running(world, "motivation", title="После")
    answered(world, before, "lapshina", instrument="motivation", value=2)
    answered(world, after, "lapshina", TODAY, instrument="motivation", value=2, growth=4)
    client, user = Client(headers={"accept-language": "ru"}), world.people["lapshina"].user
    assert user is not None
    client.force_login(user)
    text = client.get(reverse("results")).content.decode()
    latest, earlier = text.split("Раньше")
    assert "75\xa0%" in latest
    assert "Стремление расти 50\xa0%" in earlier


def test_a_school_holds_a_diagnosis_of_its_own_and_sees_how_far_it_is(
    world: World,
) -> None:
    head = {"actor": world.reach("zimin", SEPTEMBER), "at": AT}
    row = prepared(world, unit=world.school, actor=head["actor"])
    diagnostics.invite(campaign=row.pk, units=[world.school.pk], **head)
    diagnostics.start_campaign(campaign=row.pk, row_version=None, **head)
    answered(world, row, "lapshina")
    counted = access.counted(world.reach("zimin")).filter(campaign=row)
    assert (counted.count(), counted.exclude(finished_on=None).count()) == (4, 1)
    assert not access.campaigns(world.reach("belov")).exists()
