"""Deeds about regulations: drafts, approval by an order, freezing, acknowledging."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from marshrut.journal.deeds import Forbidden, Stale, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.notices.models import Notice
from marshrut.orders.models import Order
from marshrut.people.models import PaperRecord
from marshrut.people.paper import Paper
from marshrut.regulations import operations
from marshrut.regulations.guards import Refused
from marshrut.regulations.models import Acknowledgement, Regulation, RegulationVersion
from marshrut.regulations.queries import rules_of, versions_in_force
from tests.world import AT, TODAY, World, build, document

pytestmark = pytest.mark.django_db
FEBRUARY = date(2027, 2, 1)


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def draft(world: World) -> RegulationVersion:
    actor = world.reach("safronova")
    return operations.amend(version=world.version.pk, actor=actor, at=AT)


def order(world: World, *, controller: str = "safronova", **fields: Any) -> Order:
    row = world.order(world.centre, "5-о", date(2027, 1, 20), "approval")
    row.controller = world.people[controller] if controller else None
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return row


def approve(world: World, draft: RegulationVersion, **given: Any) -> RegulationVersion:
    given = {"order": None, "since": FEBRUARY} | given
    given["order"] = given["order"] or order(world)
    return operations.approve(
        version=draft.pk, row_version=None, actor=world.reach("safronova"), at=AT, **given
    )


def first_clause(row: RegulationVersion) -> dict[str, Any]:
    found: dict[str, Any] = row.document["parts"][1]["clauses"][0]
    return found


# --- loading ---------------------------------------------------------------------------------
def test_a_regulation_is_loaded_as_a_draft_of_a_new_regulation(world: World) -> None:
    row = operations.load_regulation(
        unit=world.municipality, document=document(), actor=world.reach("safronova"), at=AT
    )
    assert (row.number, row.status, row.regulation.title) == (1, "draft", document()["title"])
    assert JournalEntry.objects.filter(verb="load_regulation", key=row.pk).exists()


def test_what_is_listed_keeps_its_order(world: World, draft: RegulationVersion) -> None:
    names = {"zeal": ["Рвение", "Zeal"], "art": ["Искусство", "Art"], "mind": ["Ум", "Mind"]}
    operations.replace_clause(
        version=draft.pk,
        row_version=None,
        clause="1.1",
        new={**first_clause(draft), "key": "1.1", "norms": [{"words": "gifts", "items": names}]},
        actor=world.reach("safronova"),
        at=AT,
    )
    draft.refresh_from_db()
    gifts = rules_of(draft).catalogue("gifts")
    assert gifts is not None
    assert list(gifts.items) == list(names)


def test_every_mistake_of_a_document_is_told_at_once(world: World) -> None:
    bad: Any = deepcopy(document())
    bad["parts"][1]["clauses"][1]["norms"] = [{"size": "x"}, {"nonsense": "y"}]
    with pytest.raises(Wrong) as wrong:
        operations.load_regulation(
            unit=world.municipality, document=bad, actor=world.reach("safronova"), at=AT
        )
    assert wrong.value.code == "malformed"
    assert {one.code for one in wrong.value.params["mistakes"]} == {"lacks", "unknown_type"}
    assert Regulation.objects.count() == 1


@pytest.mark.parametrize("who", ["zimin", "dorohova", "lapshina", "nechaev", "prohorov"])
def test_only_coordinators_write_regulations(world: World, who: str) -> None:
    actor = world.reach(who)
    with pytest.raises(Forbidden):
        operations.load_regulation(unit=world.municipality, document=document(), actor=actor, at=AT)
    with pytest.raises(Forbidden):
        operations.amend(version=world.version.pk, actor=actor, at=AT)


# --- drafts ----------------------------------------------------------------------------------
def test_an_amendment_is_a_draft_from_the_old_one_at_a_time(
    world: World, draft: RegulationVersion
) -> None:
    assert (draft.number, draft.amends, draft.document) == (
        2,
        world.version,
        world.version.document,
    )
    with pytest.raises(Wrong, match="draft_exists"):
        operations.amend(version=world.version.pk, actor=world.reach("safronova"), at=AT)


def test_exact_text_is_pasted_and_taken_away(world: World, draft: RegulationVersion) -> None:
    actor = world.reach("safronova")
    said: dict[str, Any] = {"version": draft.pk, "clause": "1.1", "actor": actor, "at": AT}
    row = operations.paste_text(row_version=1, text=" Точный текст. ", **said)
    assert rules_of(row).clause("1.1").text == "Точный текст."
    row = operations.paste_text(row_version=2, text="", **said)
    assert "text" not in first_clause(row)
    assert row.document == world.version.document
    entry = JournalEntry.objects.filter(verb="paste_text").latest("pk")
    assert entry.before is not None
    assert set(entry.before) == {"digest", "1.1"}


def test_one_clause_is_written_anew_and_its_key_stays(
    world: World, draft: RegulationVersion
) -> None:
    new = first_clause(draft) | {"gist": "Иначе."}
    said: dict[str, Any] = {"version": draft.pk, "actor": world.reach("safronova"), "at": AT}
    row = operations.replace_clause(row_version=1, clause="1.1", new=new, **said)
    assert first_clause(row)["gist"] == "Иначе."
    with pytest.raises(Wrong, match="key_is_stable"):
        operations.replace_clause(row_version=2, clause="1.1", new=new | {"key": "9"}, **said)
    with pytest.raises(Wrong, match="unknown_clause"):
        operations.replace_clause(row_version=2, clause="9", new={"cite": "", "gist": ""}, **said)
    with pytest.raises(Wrong, match="malformed"):
        operations.replace_clause(row_version=2, clause="1.1", new={"gist": "Без ссылки"}, **said)


def test_two_editors_are_told_of_each_other(world: World, draft: RegulationVersion) -> None:
    said: dict[str, Any] = {"version": draft.pk, "clause": "1.1", "actor": world.reach("safronova")}
    operations.paste_text(row_version=1, text="Первый.", at=AT, **said)
    with pytest.raises(Stale):
        operations.paste_text(row_version=1, text="Второй.", at=AT, **said)


def test_an_approved_version_is_not_edited(world: World) -> None:
    said: dict[str, Any] = {"row_version": None, "actor": world.reach("safronova"), "at": AT}
    for deed, more in (
        (operations.paste_text, {"clause": "1.1", "text": "x"}),
        (operations.replace_clause, {"clause": "1.1", "new": {}}),
        (operations.upload_draft, {"document": document()}),
        (operations.drop_draft, {}),
    ):
        with pytest.raises(Wrong, match="version_frozen"):
            deed(version=world.version.pk, **said, **more)


def test_a_draft_is_dropped_and_a_regulation_of_nothing_else_goes_with_it(
    world: World, draft: RegulationVersion
) -> None:
    actor = world.reach("safronova")
    operations.drop_draft(version=draft.pk, row_version=None, actor=actor, at=AT)
    assert list(RegulationVersion.objects.all()) == [world.version]
    new = operations.load_regulation(
        unit=world.municipality, document=document(), actor=actor, at=AT
    )
    operations.drop_draft(version=new.pk, row_version=None, actor=actor, at=AT)
    assert Regulation.objects.count() == 1


# --- approval --------------------------------------------------------------------------------
def test_approval_closes_the_former_version_on_that_day(
    world: World, draft: RegulationVersion
) -> None:
    row = approve(world, draft)
    world.version.refresh_from_db()
    assert (row.status, row.since, world.version.until) == ("approved", FEBRUARY, FEBRUARY)
    regulation = row.regulation_id
    assert versions_in_force(regulation, on=date(2027, 1, 31)).get() == world.version
    assert versions_in_force(regulation, on=FEBRUARY).get() == row


def test_everyone_of_the_territory_with_an_account_is_told(
    world: World, draft: RegulationVersion
) -> None:
    approve(world, draft)
    told = Notice.objects.filter(code="new_version").values_list("user__login", flat=True)
    assert {"lapshina", "stranger", "dorohova", "zimin"} <= set(told)


def test_approval_is_refused_by_all_clauses_at_once(world: World, draft: RegulationVersion) -> None:
    unsigned = order(world, controller="", signed_on=None)
    with pytest.raises(Refused) as refused:
        approve(world, draft, order=unsigned)
    assert {one.clause for one in refused.value.decision.refusals} == {"П1", "П2"}
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_a_version_does_not_come_before_its_order(world: World, draft: RegulationVersion) -> None:
    with pytest.raises(Wrong, match="before_order"):
        approve(world, draft, since=date(2027, 1, 19))


def test_an_order_not_in_force_approves_nothing_even_without_such_a_clause(world: World) -> None:
    bare = {"regulation": "bare", "title": "Порядок", "parts": []}
    actor = world.reach("safronova")
    row = operations.load_regulation(unit=world.centre, document=bare, actor=actor, at=AT)
    with pytest.raises(Wrong, match="order_not_in_force"):
        approve(world, row, order=order(world, signed_on=None))


def test_a_version_is_not_put_before_a_later_one(world: World, draft: RegulationVersion) -> None:
    approve(world, draft)
    actor = world.reach("safronova")
    third = operations.amend(version=draft.pk, actor=actor, at=AT)
    with pytest.raises(Wrong, match="later_version"):
        approve(world, third, order=Order.objects.get(number="5-о"), since=FEBRUARY)


def test_a_version_before_a_later_one_holds_until_it(
    world: World, draft: RegulationVersion
) -> None:
    approve(world, draft)
    actor = world.reach("safronova")
    third = operations.amend(version=world.version.pk, actor=actor, at=AT)
    row = approve(world, third, order=Order.objects.get(number="5-о"), since=TODAY)
    world.version.refresh_from_db()
    assert (world.version.until, row.since, row.until) == (TODAY, TODAY, FEBRUARY)
    held = [
        versions_in_force(row.regulation_id, on=day).get().number
        for day in (date(2027, 1, 21), TODAY, date(2027, 1, 31), FEBRUARY)
    ]
    assert held == [1, 3, 3, 2]


def test_the_database_itself_refuses_to_change_an_approved_version(
    world: World, draft: RegulationVersion
) -> None:
    version = RegulationVersion.objects.filter(pk=world.version.pk)
    changes: list[dict[str, Any]] = [{"document": {}}, {"digest": "0"}, {"status": "draft"}]
    for change in [*changes, {"order": None}]:
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            version.update(**change)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        version._raw_delete("default")
    approve(world, draft)
    assert version.get().until == FEBRUARY


# --- acknowledging ---------------------------------------------------------------------------
PAPER = Paper(basis="paper", happened_on=date(2027, 1, 15))


def test_a_person_acknowledges_once_by_their_own_word(world: World) -> None:
    actor = world.reach("lapshina")
    said: dict[str, Any] = {"version": world.version, "person": actor.person, "actor": actor}
    row = operations.acknowledge(at=AT, **said)
    assert row.on == TODAY
    with pytest.raises(Wrong, match="twice"):
        operations.acknowledge(at=AT, **said)


def test_nobody_acknowledges_for_another_but_from_paper_and_for_their_own_people(
    world: World,
) -> None:
    person = world.people["lapshina"].pk
    said: dict[str, Any] = {"version": world.version, "person": person, "at": AT}
    for who, paper in (("grachev", None), ("zimin", None), ("belov", PAPER), ("grachev", PAPER)):
        with pytest.raises(Forbidden):
            operations.acknowledge(actor=world.reach(who), paper=paper, **said)
    row = operations.acknowledge(actor=world.reach("zimin"), paper=PAPER, **said)
    assert row.on == PAPER.happened_on
    assert PaperRecord.objects.get().recorded_by == world.people["zimin"].user


def test_a_signed_sheet_is_recorded_in_one_deed(world: World) -> None:
    names = ("lapshina", "grachev", "ershova")
    people = [world.people[name].pk for name in names]
    actor = world.reach("zimin")
    said: dict[str, Any] = {"version": world.version, "people": people, "paper": PAPER, "at": AT}
    assert operations.acknowledge_many(actor=actor, **said) == 3
    assert Acknowledgement.objects.count() == PaperRecord.objects.count() == 3
    assert JournalEntry.objects.get(verb="acknowledge_many").count == 3
    with pytest.raises(Wrong, match="nobody_left"):
        operations.acknowledge_many(actor=actor, **said)


def test_a_sheet_with_one_stranger_is_refused_whole(world: World) -> None:
    people = [world.people[name].pk for name in ("lapshina", "stranger")]
    with pytest.raises(Forbidden):
        operations.acknowledge_many(
            version=world.version, people=people, paper=PAPER, actor=world.reach("zimin"), at=AT
        )
    assert not Acknowledgement.objects.exists()


def test_a_sheet_of_tomorrow_is_refused(world: World) -> None:
    paper = Paper(basis="paper", happened_on=date(2027, 1, 23))
    with pytest.raises(Wrong, match="future_date"):
        operations.acknowledge_many(
            version=world.version,
            people=[world.people["lapshina"].pk],
            paper=paper,
            actor=world.reach("zimin"),
            at=AT,
        )
