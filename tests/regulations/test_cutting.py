"""A clause of a draft is cut in two, and two are put together; nothing of them is lost."""

from __future__ import annotations

from typing import Any

import pytest

from marshrut.journal.deeds import Forbidden, Stale, Wrong
from marshrut.regulations import operations
from marshrut.regulations.comparing import clauses_of
from marshrut.regulations.models import DraftStep, RegulationVersion
from marshrut.regulations.splitting.places import places
from tests.world import AT, World, build

pytestmark = pytest.mark.django_db
TEXT = "Тьютор помогает педагогу. Он ведёт журнал; журнал проверяют.\nСроки назначает центр."
PRODUCT: dict[str, Any] = {
    "deliverable": ["final_report"], "for": "route", "by": "tutee", "due": "closing",
}  # fmt: skip


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def draft(world: World) -> RegulationVersion:
    row = operations.amend(version=world.version.pk, actor=world.system(), at=AT)
    for key, after, more in (
        ("9.1", "", {"text": TEXT, "gist": "Тьютор помогает педагогу.", "norms": [PRODUCT]}),
        ("9.2", "9.1", {"text": "Отчёт сдают.", "gist": "Отчёт сдают.", "norms": [PRODUCT]}),
        ("9.3", "9.2", {"gist": "Смотри выше.", "see": ["9.2", "9.1"]}),
    ):
        operations.add_clause(
            version=row.pk, row_version=None, part=len(row.document["parts"]) - 1, after=after,
            new={"key": key, "cite": f"п. {key}", **more}, actor=world.system(), at=AT,
        )  # fmt: skip
    row.refresh_from_db()
    return row


def split(world: World, row: RegulationVersion, **more: Any) -> RegulationVersion:
    given = {"clause": "9.1", "place": places(TEXT)[0], "key": "9.1.1", "cite": "п. 9.1.1"}
    given |= {"actor": world.reach("safronova"), "row_version": row.row_version} | more
    return operations.split_clause(version=row.pk, at=AT, **given)


def join(world: World, row: RegulationVersion, clause: str, **more: Any) -> RegulationVersion:
    given = {"actor": world.reach("safronova"), "row_version": row.row_version} | more
    return operations.join_clause(version=row.pk, clause=clause, at=AT, **given)


def test_a_text_may_be_cut_before_sentences_items_and_lines() -> None:
    assert [TEXT[place:][:9] for place in places(TEXT)] == ["Он ведёт ", "журнал пр", "Сроки наз"]
    assert places("") == places("Одно предложение.") == places(" \n ") == []


def test_what_follows_the_cut_is_a_clause_right_after_with_nothing_to_check(
    world: World, draft: RegulationVersion
) -> None:
    draft.decided = draft.decided | {"9.1": "accepted"}
    draft.save()
    row = split(world, draft)
    found = clauses_of(row.document)
    keys = list(found)
    assert keys[keys.index("9.1") + 1] == "9.1.1"
    assert found["9.1"]["text"] == found["9.1"]["gist"] == "Тьютор помогает педагогу."
    assert found["9.1.1"]["text"].startswith("Он ведёт журнал")
    assert found["9.1"]["norms"] == clauses_of(draft.document)["9.1"]["norms"]
    assert "norms" not in found["9.1.1"]
    assert not {"9.1", "9.1.1"} & set(row.decided)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"place": 0}, "nothing_to_split"),
        ({"place": -5}, "nothing_to_split"),
        ({"place": 10_000}, "nothing_to_split"),
        ({"key": "9.2"}, "key_taken"),
        ({"clause": "77"}, "unknown_clause"),
        ({"clause": "9.3"}, "nothing_to_split"),
    ],
)
def test_a_senseless_cut_is_refused_and_changes_nothing(
    world: World, draft: RegulationVersion, more: dict[str, Any], code: str
) -> None:
    with pytest.raises(Wrong, match=code):
        split(world, draft, **more)
    before = draft.document
    draft.refresh_from_db()
    assert draft.document == before


def test_two_clauses_put_together_keep_their_words_and_checks(
    world: World, draft: RegulationVersion
) -> None:
    found = clauses_of(join(world, draft, "9.1").document)
    assert "9.2" not in found
    assert found["9.1"]["text"] == f"{TEXT}\nОтчёт сдают."
    assert found["9.1"]["cite"] == "п. 9.1"
    # What both checked is checked once; who looked at the one that is gone looks at this one.
    assert len(found["9.1"]["norms"]) == 1
    assert found["9.3"]["see"] == ["9.1"]
    last = clauses_of(join(world, RegulationVersion.objects.get(pk=draft.pk), "9.1").document)
    assert last["9.1"]["gist"] == "Тьютор помогает педагогу. Смотри выше."
    assert "see" not in last["9.1"]


def test_cut_and_put_together_is_as_it_was_and_both_are_undone(
    world: World, draft: RegulationVersion
) -> None:
    before = draft.document
    row = split(world, draft, place=places(TEXT)[2])
    assert clauses_of(join(world, row, "9.1").document)["9.1"] == clauses_of(before)["9.1"]
    for _ in range(2):
        step = DraftStep.objects.filter(version=draft.pk).latest("pk")
        row = operations.undo_step(
            version=draft.pk, row_version=None, step=step.pk, actor=world.system(), at=AT
        )
    assert row.document == before


def test_the_last_clause_of_a_part_has_no_next(world: World, draft: RegulationVersion) -> None:
    with pytest.raises(Wrong, match="no_next_clause"):
        join(world, draft, list(clauses_of(draft.document))[-1])


@pytest.mark.parametrize("who", ["zimin", "lapshina", "prohorov"])
def test_only_writers_cut_and_put_together(
    world: World, draft: RegulationVersion, who: str
) -> None:
    with pytest.raises(Forbidden):
        split(world, draft, actor=world.reach(who))
    with pytest.raises(Forbidden):
        join(world, draft, "9.1", actor=world.reach(who))


def test_an_old_page_and_an_approved_version_are_refused(
    world: World, draft: RegulationVersion
) -> None:
    with pytest.raises(Stale):
        split(world, draft, row_version=1)
    with pytest.raises(Wrong, match="version_frozen"):
        join(world, world.version, "4.1", row_version=None)
