"""The library of steps: whose a step is, who takes it, and what a route has of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from marshrut.diagnostics import access as diagnostics
from marshrut.diagnostics.difficulties import difficulties
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.journal.models import JournalEntry
from marshrut.notices.models import Notice
from marshrut.regulations.guards import Refused
from marshrut.routes import access, operations
from marshrut.routes.models import LibraryStep, RouteStep
from marshrut.routes.operations.steps import Pick
from tests.diagnostics.doing import answered, prepared, running
from tests.routes.walk import Walk
from tests.world import AT, SEPTEMBER, TODAY, World

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 20)


def keep(world: World, name: str = "dorohova", title: str = "Разбор урока", **more: Any) -> Any:
    return operations.keep_library_step(title=title, actor=world.reach(name), at=AT, **more)


def by(world: World, name: str) -> dict[str, Any]:
    return {"row_version": None, "actor": world.reach(name), "at": AT}


def shared(world: World, title: str = "Курс об оценивании", **more: Any) -> LibraryStep:
    row: LibraryStep = keep(world, "safronova", title, unit=world.municipality, **more)
    return row


def seen(world: World, name: str) -> set[str]:
    return {row.title for row in access.library_steps(world.reach(name))}


def usable(world: World, name: str) -> set[str]:
    return {row.title for row in access.usable_steps(world.reach(name))}


# --- whose it is -----------------------------------------------------------------------------
def test_a_tutors_own_step_is_seen_by_its_author_alone(world: World) -> None:
    row = keep(world, needs=["law", "method"], hours=4, days=14, link="https://example.org/a")
    assert (row.status, row.needs, row.unit) == ("own", ["method", "law"], world.school)
    assert seen(world, "dorohova") == {"Разбор урока"}
    for name in ("lapshina", "oreshkina", "zimin", "safronova", "nechaev", "prohorov"):
        assert seen(world, name) == set(), name


def test_what_the_territory_shares_is_taken_by_everybody_in_it(world: World) -> None:
    row = shared(world)
    assert (row.status, row.unit) == ("shared", world.municipality)
    for name in ("dorohova", "oreshkina", "lapshina"):
        assert usable(world, name) == {"Курс об оценивании"}, name


@pytest.mark.parametrize("name", ["lapshina", "zimin", "prohorov", "nechaev"])
def test_who_supports_nobody_keeps_no_steps(world: World, name: str) -> None:
    with pytest.raises(Forbidden):
        keep(world, name)
    with pytest.raises(Forbidden):
        keep(world, name, unit=world.municipality)


def test_a_tutor_does_not_speak_for_the_territory(world: World) -> None:
    with pytest.raises(Forbidden):
        keep(world, "dorohova", unit=world.municipality)


@pytest.mark.parametrize(
    ("more", "code", "field"),
    [
        ({"title": " "}, "title_needed", "title"),
        ({"needs": ["cooking"]}, "unknown_need", "needs"),
        ({"level": "galactic"}, "unknown_level", "level"),
        ({"link": "javascript:alert(1)"}, "not_an_address", "link"),
        ({"link": "example.org"}, "not_an_address", "link"),
    ],
)
def test_a_step_is_told_soundly(world: World, more: Any, code: str, field: str) -> None:
    with pytest.raises(Wrong) as wrong:
        keep(world, **more)
    assert (wrong.value.code, wrong.value.params["field"]) == (code, field)
    assert not LibraryStep.objects.exists()


# --- offering --------------------------------------------------------------------------------
def test_an_offered_step_becomes_the_territorys(world: World) -> None:
    row = keep(world)
    operations.offer_library_step(step=row.pk, **by(world, "dorohova"))
    assert seen(world, "safronova") == {"Разбор урока"}
    assert usable(world, "safronova") == set(), "not the coordinator's to use yet"
    operations.share_library_step(step=row.pk, unit=world.municipality, **by(world, "safronova"))
    row.refresh_from_db()
    assert (row.status, row.unit, row.author) == (
        *("shared", world.municipality),
        world.people["dorohova"],
    )
    assert usable(world, "oreshkina") == {"Разбор урока"}
    told = Notice.objects.get(code="library_step_shared")
    assert told.user_id == world.people["dorohova"].user_id
    with pytest.raises(Forbidden):
        operations.edit_library_step(step=row.pk, title="Иначе", **by(world, "dorohova"))


def test_a_step_left_with_its_author_has_an_answer_and_may_be_offered_again(world: World) -> None:
    row = keep(world)
    operations.offer_library_step(step=row.pk, **by(world, "dorohova"))
    with pytest.raises(Wrong):
        operations.decline_library_step(step=row.pk, answer=" ", **by(world, "safronova"))
    operations.decline_library_step(step=row.pk, answer="Добавьте срок", **by(world, "safronova"))
    row.refresh_from_db()
    assert (row.status, row.answer) == ("own", "Добавьте срок")
    assert seen(world, "safronova") == set()
    assert Notice.objects.filter(code="library_step_declined").count() == 1
    operations.offer_library_step(step=row.pk, **by(world, "dorohova"))
    row.refresh_from_db()
    assert (row.status, row.answer) == ("offered", "")


@pytest.mark.parametrize("name", ["oreshkina", "zimin", "prohorov", "dorohova"])
def test_nobody_but_the_coordinator_answers_an_offer(world: World, name: str) -> None:
    row = keep(world)
    operations.offer_library_step(step=row.pk, **by(world, "dorohova"))
    with pytest.raises(Forbidden):
        operations.share_library_step(step=row.pk, unit=world.municipality, **by(world, name))
    with pytest.raises(Forbidden):
        operations.decline_library_step(step=row.pk, answer="?", **by(world, name))


def test_a_step_is_shared_only_where_one_coordinates(world: World) -> None:
    row = keep(world)
    operations.offer_library_step(step=row.pk, **by(world, "dorohova"))
    region = world.municipality.parent
    assert region is not None
    with pytest.raises(Forbidden):
        operations.share_library_step(step=row.pk, unit=region, **by(world, "safronova"))


def test_an_offer_is_answered_once_and_only_ones_own_is_offered(world: World) -> None:
    row = shared(world)
    with pytest.raises(Wrong):
        operations.decline_library_step(step=row.pk, answer="?", **by(world, "safronova"))
    with pytest.raises(Forbidden):
        operations.offer_library_step(step=row.pk, **by(world, "dorohova"))
    own = keep(world)
    with pytest.raises(Forbidden):
        operations.offer_library_step(step=own.pk, **by(world, "oreshkina"))
    operations.offer_library_step(step=own.pk, **by(world, "dorohova"))
    with pytest.raises(Wrong):
        operations.offer_library_step(step=own.pk, **by(world, "dorohova"))


def test_a_withdrawn_step_is_taken_no_more(world: World) -> None:
    row = shared(world)
    with pytest.raises(Forbidden):
        operations.withdraw_library_step(step=row.pk, **by(world, "dorohova"))
    operations.withdraw_library_step(step=row.pk, **by(world, "safronova"))
    assert usable(world, "dorohova") == set()
    assert seen(world, "dorohova") == set()
    with pytest.raises(Wrong):
        operations.edit_library_step(step=row.pk, title="Иначе", **by(world, "safronova"))


# --- taking into a route ---------------------------------------------------------------------
def draft(walk: Walk, *picks: Pick, **more: Any) -> list[RouteStep]:
    given = {"stage": "main"} | walk.at(None) | more
    return operations.draft_steps(route=walk.route.pk, picks=picks, **given)


def test_steps_of_the_library_become_the_routes_own(walk: Walk) -> None:
    course = shared(walk.world, needs=["method"], form="course", hours=36, expected="Три приёма")
    own = keep(walk.world)
    made = draft(
        walk,
        Pick(step=course.pk, due=NOVEMBER, need="method"),
        Pick(step=own.pk, due=NOVEMBER),
    )
    assert [(s.number, s.title, s.need, s.hours, s.source_id) for s in made] == [
        (1, "Курс об оценивании", "method", 36, course.pk),
        (2, "Разбор урока", "", None, own.pk),
    ]
    entry = JournalEntry.objects.get(verb="draft_steps")
    assert entry.after == {"steps": ["Курс об оценивании", "Разбор урока"]}
    operations.edit_library_step(
        step=course.pk, title="Курс", needs=["law"], **by(walk.world, "safronova")
    )
    assert RouteStep.objects.get(number=1).title == "Курс об оценивании"


def test_an_agreed_plan_takes_steps_only_with_a_reason(walk: Walk) -> None:
    walk.to_main()
    row = shared(walk.world)
    with pytest.raises(Wrong) as wrong:
        draft(walk, Pick(step=row.pk, due=NOVEMBER))
    assert wrong.value.code == "reason_needed"
    draft(walk, Pick(step=row.pk, due=NOVEMBER), reason="Показала диагностика")
    last = walk.route.revisions.latest("number")
    assert last.reason == "Показала диагностика"
    assert [step["title"] for step in last.content["steps"]] == ["Курс об оценивании"]


def test_all_chosen_steps_are_taken_or_none(walk: Walk) -> None:
    good, alien = shared(walk.world), keep(walk.world, "oreshkina", "Чужой")
    for picks in (
        [],
        [Pick(step=good.pk, due=NOVEMBER), Pick(step=alien.pk, due=NOVEMBER)],
        [Pick(step=good.pk, due=NOVEMBER), Pick(step=good.pk, due=NOVEMBER)],
        [Pick(step=good.pk, due=date(2030, 1, 1))],
        [Pick(step=good.pk, due=date(2020, 1, 1))],
        [Pick(step=good.pk, due=NOVEMBER, need="cooking")],
    ):
        with pytest.raises(Wrong):
            draft(walk, *picks)
    with pytest.raises(Wrong):
        draft(walk, Pick(step=good.pk, due=NOVEMBER), stage="nowhere")
    assert not RouteStep.objects.exists()


@pytest.mark.parametrize("name", ["zimin", "safronova", "oreshkina", "stranger"])
def test_nobody_else_drafts_the_plan_of_a_pair(walk: Walk, name: str) -> None:
    row = shared(walk.world)
    with pytest.raises(Forbidden):
        draft(walk, Pick(step=row.pk, due=NOVEMBER), actor=walk.world.reach(name))


def test_a_step_says_which_difficulty_it_helps_with(walk: Walk) -> None:
    step = walk.step(need="method")
    assert step.need == "method"
    operations.edit_step(
        step=step.pk, row_version=None, title="Иначе", stage="main", need="", **walk.at(None)
    )
    step.refresh_from_db()
    assert step.need == ""
    with pytest.raises(Wrong):
        walk.step(need="cooking")


def test_a_form_that_the_regulation_does_not_know_is_left_out() -> None:
    """A closed catalogue refuses it by hand; a step of the library comes without it."""
    from tests.clauses import kaltan

    world = kaltan.district()
    route = kaltan.began(world)
    row = keep(world, "safronova", unit=world.municipality, form="webinar")
    tutor = {"actor": world.reach("dorohova"), "at": AT}
    day = route.due
    with pytest.raises(Refused):
        operations.add_step(route=route.pk, title="?", form="webinar", due=day, **tutor)
    [made] = operations.draft_steps(
        route=route.pk, picks=[Pick(step=row.pk, due=day)], stage=route.stage, **tutor
    )
    assert made.form == ""


# --- difficulties ----------------------------------------------------------------------------
def test_difficulties_are_those_of_the_newest_results(world: World) -> None:
    first = running(world)
    answered(world, first, "lapshina", value=3, method=0, law=1)
    reach = world.reach("dorohova")

    def told(on: date = TODAY) -> list[tuple[str, int, str]]:
        rows = diagnostics.scored(reach).filter(person=world.people["lapshina"])
        seen = diagnostics.observations(reach)
        found = difficulties(rows, seen, on)
        return [(one.group.key, one.index, one.level) for one in found]

    before = told()
    assert before[:2] == [("method", 0, "high"), ("law", 25, "high")]
    assert {level for _, _, level in before[2:]} == {"middle"}
    answered(world, running(world, title="Зима"), "lapshina", TODAY, value=4, law=2)
    assert told() == [("law", 50, "high")]
    assert told(SEPTEMBER) == before
    answered(world, running(world, "motivation"), "lapshina", value=0)
    assert told() == [("law", 50, "high")], "a short scale has no difficulties"


def test_difficulties_are_told_to_the_pair_alone(world: World) -> None:
    answered(world, running(world), "lapshina", value=0)
    prepared(world, title="Ещё")
    for name in ("zimin", "safronova", "oreshkina", "grachev"):
        mine = {"person": world.people["lapshina"]}
        rows = diagnostics.scored(world.reach(name)).filter(**mine)
        seen = diagnostics.observations(world.reach(name)).filter(**mine)
        assert difficulties(rows, seen, TODAY) == [], name
