"""Rows of the Kaltansky model about acts it rests on, publication and amendments."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from marshrut import clock
from marshrut.journal.deeds import Wrong
from marshrut.norms.findings import State
from marshrut.oversight.reaching import reach_of
from marshrut.people.models import Office, Person
from marshrut.regulations import operations
from marshrut.regulations.basis import cited, doubts
from marshrut.regulations.models import Act
from marshrut.regulations.waiting import doubts_of, to_publish
from marshrut.users.models import User
from tests.clauses.adopted import Adopted, adopt
from tests.world import AT, SEPTEMBER, TODAY

pytestmark = pytest.mark.django_db
ADDRESS = "https://uo.example.org/docs/1258.pdf"


@pytest.fixture
def kaltan() -> Adopted:
    return adopt("kaltan")


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


def read(person: Person, name: str, *keys: Any) -> str:
    client = Client(headers={"accept-language": "ru"})
    assert person.user is not None
    client.force_login(person.user)
    answer = client.get(reverse(name, args=keys))
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split())


def act(found: Adopted, **given: Any) -> Act:
    values: dict[str, Any] = {
        "unit": found.programme.unit,
        "level": "municipal",
        "kind": "приказ",
        "number": "309",
        "on": date(2019, 4, 30),
        "issuer": "управление образования",
        "title": "о муниципальной программе развития педагогов",
    }
    return operations.add_act(**(values | given), actor=found.reach, at=AT)


@pytest.mark.clause("kaltan:преамбула")
def test_a_municipal_programme_whose_period_is_over_asks_to_check_the_basis(
    kaltan: Adopted,
) -> None:
    over = date(2024, 1, 1)
    programme = act(kaltan, since=date(2019, 1, 1), until=over)
    found = doubts([kaltan.version], TODAY)
    assert [(one.act, one.since, one.clauses) for one in found] == [
        (programme, over, ("преамбула", "1.2"))
    ]
    assert doubts([kaltan.version], date(2026, 8, 20)) == [], "not in force yet"
    assert "Срок истёк" in read(kaltan.coordinator, "acts")


@pytest.mark.clause("kaltan:1.2")
def test_acts_of_every_level_are_found_in_the_catalogue_by_number_and_date(
    kaltan: Adopted,
) -> None:
    operations.take_acts(unit=kaltan.programme.unit, actor=kaltan.reach, at=AT)
    act(kaltan, number="309", on=date(2018, 4, 30))
    named = {one.words: one.act for one in cited(kaltan.version) if one.clause == "1.2"}
    known = {found.number for found in named.values() if found}
    assert known == {"273-ФЗ", "Р-76", "Р-33"}, "the order of another date is not the one cited"
    regional = act(kaltan, level="regional", number="2077", on=date(2021, 7, 23))
    assert regional in [one.act for one in cited(kaltan.version)]
    said = read(kaltan.coordinator, "regulation_basis", kaltan.version.pk)
    assert "№ 309" in said
    assert "ещё нет в каталоге" in said


@pytest.mark.clause("kaltan:П2")
def test_the_publisher_owes_the_address_on_the_official_site_in_five_days(
    kaltan: Adopted,
) -> None:
    approved = date(2026, 8, 26)
    user = User.objects.create_user("publisher", "long-enough-password")
    person = Person.objects.create(surname="Листова", given="Имя", user=user)
    Office.objects.create(person=person, role="publisher", unit=kaltan.department, since=SEPTEMBER)
    mine = reach_of(user.pk, TODAY)
    [owed] = to_publish(mine)
    assert (owed.clause.key, owed.finding.due) == ("П2", approved + timedelta(days=5))
    assert owed.norm.local
    assert kaltan.board().assessments["П2"].state is State.BREACHED
    assert "Разместить на официальном сайте" in read(person, "home")
    assert to_publish(kaltan.reach) == [], "the publisher's, not the coordinator's"
    read(kaltan.coordinator, "public_regulation", kaltan.version.regulation_id)
    assert kaltan.board().assessments["П2"].state is State.BREACHED, "our own page is not enough"
    given: dict[str, Any] = {"version": kaltan.version.pk, "row_version": None, "at": AT}
    with pytest.raises(Wrong, match="not_an_address"):
        operations.publish_version(
            address="uo.example.org", published_on=TODAY, actor=mine, **given
        )
    operations.publish_version(address=ADDRESS, published_on=date(2026, 8, 31), actor=mine, **given)
    assert to_publish(mine) == []
    assert kaltan.board().assessments["П2"].state is State.MET
    assert ADDRESS in read(person, "public_regulation", kaltan.version.regulation_id)


@pytest.mark.clause("kaltan:4.2")
def test_a_changed_act_asks_to_check_until_it_is_answered_or_an_amendment_is_begun(
    kaltan: Adopted,
) -> None:
    changed = TODAY - timedelta(days=4)
    law = act(kaltan, number="273-ФЗ", on=date(2012, 12, 29), kind="Федеральный закон")
    assert doubts_of(kaltan.reach) == []
    values = {
        name: getattr(law, name) for name in ("level", "kind", "number", "on", "title", "issuer")
    }
    operations.edit_act(
        act=law.pk,
        row_version=law.row_version,
        status="amended",
        changed_on=changed,
        actor=kaltan.reach,
        at=AT,
        **values,
    )
    law.refresh_from_db()
    assert [one.clauses for one in doubts_of(kaltan.reach)] == [("1.2",)]
    for name, keys in (
        ("regulations", ()),
        ("regulation_version", (kaltan.version.pk,)),
    ):
        said = read(kaltan.coordinator, name, *keys)
        assert "Проверить основание" in said
        assert "№ 273-ФЗ" in said
    draft = operations.amend(version=kaltan.version.pk, actor=kaltan.reach, at=AT)
    assert doubts_of(kaltan.reach) == []
    operations.drop_draft(version=draft.pk, row_version=None, actor=kaltan.reach, at=AT)
    assert len(doubts_of(kaltan.reach)) == 1
    operations.check_basis(
        version=kaltan.version.pk, act=law, on=TODAY, note="Не касается.", actor=kaltan.reach, at=AT
    )
    assert doubts_of(kaltan.reach) == []
    assert "Не касается." in read(kaltan.coordinator, "regulation_basis", kaltan.version.pk)
    law.changed_on = TODAY
    law.save()
    assert len(doubts_of(kaltan.reach)) == 1, "the next change asks again"
