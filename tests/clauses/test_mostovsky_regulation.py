"""Rows of the Mostovsky model about its order and the acts that it rests on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from marshrut.journal.deeds import Wrong
from marshrut.orders import operations as orders
from marshrut.people.reach import Reach
from marshrut.regulations import operations
from marshrut.regulations.basis import cited, doubts
from marshrut.regulations.files import preset
from marshrut.regulations.guards import Refused
from marshrut.regulations.models import RegulationVersion
from tests.clauses.adopted import Adopted, adopt
from tests.world import AT, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def mostovsky() -> Adopted:
    return adopt("mostovsky")


@pytest.mark.clause("mostovsky:гриф")
def test_the_number_and_date_of_the_order_are_entered_after_it_is_signed(
    mostovsky: Adopted,
) -> None:
    given: dict[str, Any] = {"actor": Reach.system("test", TODAY), "at": AT}
    draft = operations.load_regulation(
        unit=mostovsky.department, document=preset("mostovsky"), **given
    )
    order = orders.draft_order(
        unit=mostovsky.department, subject="approval", title="Об утверждении программы", **given
    )
    order = orders.sign_order(order=order.pk, row_version=None, signed_on=TODAY, **given)
    approving: dict[str, Any] = {"version": draft.pk, "row_version": None, "since": TODAY, **given}
    with pytest.raises(Refused):
        operations.approve(order=order, **approving)
    order = orders.register_order(
        order=order.pk, row_version=None, number="12", registered_on=TODAY, **given
    )
    assert operations.approve(order=order, **approving).order == order


@pytest.mark.clause("mostovsky:В2")
def test_an_act_replaced_since_is_known_as_such_and_asks_to_check_the_basis(
    mostovsky: Adopted,
) -> None:
    system: dict[str, Any] = {"actor": Reach.system("test", TODAY), "at": AT}
    taken = operations.take_acts(unit=mostovsky.programme.unit, **system)
    assert all(act.checked_on is None for act in taken), "the territory checks them"
    version = RegulationVersion.objects.get(pk=mostovsky.version.pk)
    numbers = [one.act.number for one in cited(version) if one.act]
    assert numbers == ["273-ФЗ", "10н"]
    [doubt] = doubts([version], TODAY)
    assert (doubt.act.status, doubt.clauses) == ("replaced", ("В2",))
    assert doubt.act.replaced_by is not None
    assert doubt.act.replaced_by.number == "53н"
    with pytest.raises(Wrong, match="acts_taken"):
        operations.take_acts(unit=mostovsky.programme.unit, **system)
    regional = operations.add_act(
        unit=mostovsky.programme.unit,
        level="regional",
        kind="приказ",
        number="4701-397",
        on=date(2007, 2, 2),
        title="о тьюторах",
        **system,
    )
    assert regional in [one.act for one in cited(version)]
