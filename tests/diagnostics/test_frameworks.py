"""Frameworks of competences: a tree in plain lines, lasting keys, and where groups are used."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from marshrut import clock
from marshrut.diagnostics import access, operations
from marshrut.diagnostics.difficulties import difficulties
from marshrut.diagnostics.frameworks import every_group
from marshrut.diagnostics.keeping import Filled
from marshrut.diagnostics.models import Instrument, OwnInstrument
from marshrut.diagnostics.own import Block, Written
from marshrut.diagnostics.reading import parse_questionnaire
from marshrut.diagnostics.trees import Tangled, Tree, framework_of, numbers_in, tree_of
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.routes import operations as routes
from marshrut.routes.models import LibraryStep
from marshrut.routes.operations.steps import Pick
from tests.diagnostics.doing import DUE, response
from tests.routes.walk import begin
from tests.web.test_diagnostics import client, text
from tests.world import AT, SEPTEMBER, TODAY, World, build

pytestmark = pytest.mark.django_db
LINES = """Профессиональная
- Работа с одарёнными детьми
-- Видит опережающее развитие
–– Даёт задания на вырост
- Инклюзивная практика
Цифровая культура
• Работа с данными"""
TREE = Tree(title="Модель округа", lines=LINES, source="Решение методсовета")


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: AT)
    return build()


def by(world: World, who: str = "safronova", **more: Any) -> dict[str, Any]:
    return {"actor": world.reach(who), "at": AT} | more


def write(world: World, tree: Tree = TREE, who: str = "safronova") -> OwnInstrument:
    unit = world.municipality if who == "safronova" else world.school
    return operations.write_instrument(unit=unit, written=tree, **by(world, who))


def publish(world: World, row: OwnInstrument) -> OwnInstrument:
    return operations.publish_own_instrument(
        instrument=row.pk, row_version=None, **by(world, actor=world.system())
    )


def published(world: World, tree: Tree = TREE, who: str = "safronova") -> OwnInstrument:
    return publish(world, write(world, tree, who))


def edit(world: World, row: OwnInstrument, lines: str) -> OwnInstrument:
    told = replace(tree_of(row.questionnaire), lines=lines)
    return operations.edit_instrument(
        instrument=row.pk, row_version=None, written=told, **by(world)
    )


def tangled(lines: str) -> str:
    with pytest.raises(Tangled) as raised:
        framework_of(replace(TREE, lines=lines), "tree-1-1", ())
    return raised.value.code


# --- plain lines ------------------------------------------------------------------------------
def test_plain_lines_become_a_tree_and_back() -> None:
    document = framework_of(TREE, "tree-1-1", ())
    told = parse_questionnaire(document)
    assert [(one.key, one.title, one.competence, one.indicators) for one in told.groups] == [
        (
            "tree-1-1-1",
            "Работа с одарёнными детьми",
            "professional",
            ("Видит опережающее развитие", "Даёт задания на вырост"),
        ),
        ("tree-1-1-2", "Инклюзивная практика", "professional", ()),
        ("tree-1-1-3", "Работа с данными", "Цифровая культура", ()),
    ]
    assert (told.items, told.scale) == ((), ())
    again = framework_of(tree_of(told), "tree-1-1", numbers_in(document))
    assert again == document
    assert "- Инклюзивная практика [2]\nЦифровая культура\n" in tree_of(told).lines


def test_a_group_keeps_its_key_under_another_title_and_place_and_no_key_comes_back() -> None:
    told = replace(
        TREE,
        lines="Культура\n- Данные и выводы [3]\n- Новое\nПрофессиональная\n- Одарённые [1]",
    )
    document = framework_of(told, "tree-1-1", {1, 2, 3})
    keys = {group["title"]: group["key"] for group in document["groups"]}
    assert keys == {
        "Данные и выводы": "tree-1-1-3", "Новое": "tree-1-1-4", "Одарённые": "tree-1-1-1",
    }  # fmt: skip


def test_a_number_typed_by_hand_or_standing_twice_is_a_new_group() -> None:
    told = replace(TREE, lines="Культура\n- Одно [1]\n- Другое [1]\n- Третье [99]")
    document = framework_of(told, "tree-1-1", {1})
    assert [group["key"] for group in document["groups"]] == [
        "tree-1-1-1", "tree-1-1-2", "tree-1-1-3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("", "tree_without_groups"),
        ("Одна компетенция", "tree_without_groups"),
        ("- Группа", "group_without_competence"),
        ("Культура\n-- Показатель", "indicator_without_group"),
        ("Культура\n- Группа\nДругая\n-- Показатель", "indicator_without_group"),
        ("Культура\n-", "tree_line_length"),
        ("Культура\n- " + "д" * 256, "tree_line_length"),
        ("Культура\n- методические", "group_known_to_all"),
        ("Культура\n- Одно\n- одно", "group_repeated"),
        ("Культура\n" * 401, "tree_too_long"),
    ],
)
def test_what_is_no_tree_is_named(lines: str, code: str) -> None:
    assert tangled(lines) == code


# --- the life of a framework -------------------------------------------------------------------
def test_it_is_written_and_published_where_one_answers_and_used_below(world: World) -> None:
    for who in ("dorohova", "lapshina", "prohorov", "stranger"):
        with pytest.raises(Forbidden):
            write(world, who=who)
    write(world)
    assert len(access.known_groups(world.reach("dorohova"))) == 6
    mine = published(world, who="zimin")
    row = publish(world, OwnInstrument.objects.exclude(pk=mine.pk).get())

    keys = {f"{row.code}-{n}" for n in (1, 2, 3)}
    own = {f"{mine.code}-{n}" for n in (1, 2, 3)}
    assert keys | own <= set(access.known_groups(world.reach("dorohova")))
    # The school next door has those of the territory and not those of this school.
    next_door = set(access.known_groups(world.reach("belov")))
    assert keys <= next_door
    assert not own & next_door


def test_versions_are_frozen_and_keep_the_keys(world: World) -> None:
    row = published(world)
    row = publish(world, edit(world, row, "Культура\n- Данные [3]\n- Совсем новое"))
    assert row.published is not None
    assert row.published.number == 2
    assert [group.key for group in row.published.questionnaire.groups] == [
        f"{row.code}-3", f"{row.code}-4",
    ]  # fmt: skip
    first = Instrument.objects.get(code=row.code, number=1)
    assert len(first.questionnaire.groups) == 3
    # Titles of what is gone are still told.
    assert every_group()[f"{row.code}-2"].title == "Инклюзивная практика"
    assert every_group()[f"{row.code}-3"].title == "Данные"
    assert f"{row.code}-2" not in access.known_groups(world.reach("dorohova"))


def test_it_asks_nobody_and_stays_a_framework(world: World) -> None:
    row = published(world)
    assert not access.instruments_to_ask(world.reach("safronova")).exists()
    assert not access.cards(world.reach("safronova")).exists()
    questionnaire = Written(title="Анкета", scale="нет\nда", source="?", blocks=())
    with pytest.raises(Wrong):
        operations.edit_instrument(
            instrument=row.pk, row_version=None, written=questionnaire, **by(world)
        )


# --- where its groups are used ------------------------------------------------------------------
def asked_by_it(world: World, row: OwnInstrument) -> str:
    """A questionnaire of one's own about a group of the framework, published; its code."""
    key = f"{row.code}-3"
    written = Written(
        title="Умею ли я читать данные",
        scale="нет\nотчасти\nда",
        source="Методсовет",
        blocks=(Block(key=key, title="", lines="Вижу тенденцию\nНе спешу с выводом"),),
    )
    own = operations.write_instrument(unit=world.municipality, written=written, **by(world))
    operations.publish_own_instrument(instrument=own.pk, row_version=None, **by(world))
    return own.code


def test_a_questionnaire_asks_by_its_groups_and_the_result_points_to_steps(world: World) -> None:
    world = begin(world, "lapshina").world
    row = published(world)
    key = f"{row.code}-3"
    system = {"actor": world.system(SEPTEMBER), "at": AT}
    campaign = operations.prepare_campaign(
        unit=world.municipality, instrument=asked_by_it(world, row), title="Данные",
        since=SEPTEMBER, due=DUE, **by(world),
    )  # fmt: skip
    operations.invite(campaign=campaign.pk, units=[world.school.pk], **system)
    operations.start_campaign(campaign=campaign.pk, row_version=None, **system)
    mine = response(world, campaign, "lapshina")
    told = Filled(answers={f"{key}-1": 0, f"{key}-2": 1})
    operations.finish_response(response=mine.pk, filled=told, **system)

    reach = world.reach("dorohova")
    [found] = difficulties(access.scored(reach), access.observations(reach), TODAY)
    assert (found.group.key, found.group.title, found.index) == (key, "Работа с данными", 25)

    step = routes.keep_library_step(
        title="Разобрать таблицу", needs=[key], unit=world.municipality, **by(world)
    )
    assert step.needs == [key]
    said = text(client(world, "dorohova"), "route_suggest", world_route(world))
    assert "Работа с данными" in said
    assert "Разобрать таблицу" in said
    [drafted] = routes.draft_steps(
        route=world_route(world),
        picks=[Pick(step=step.pk, due=TODAY, need=key)],
        stage="diagnostic",
        **by(world, "dorohova"),
    )
    assert drafted.need == key
    assert "Работа с данными" in text(client(world, "dorohova"), "step", drafted.pk)
    assert "Работа с данными" in text(client(world, "dorohova"), "library")


def world_route(world: World) -> int:
    return int(world.enrolment("lapshina").route.pk)


def test_groups_of_a_neighbour_are_nobody_elses_to_name(world: World) -> None:
    mine = published(world, who="zimin")
    key = f"{mine.code}-1"
    routes.keep_library_step(title="Свой шаг", needs=[key, "law"], **by(world, "dorohova"))
    assert LibraryStep.objects.get().needs == ["law", key]
    for who in ("oreshkina",):
        with pytest.raises(Wrong) as raised:
            routes.keep_library_step(title="Чужой", needs=[key], **by(world, who))
        assert raised.value.code == "unknown_need"
        assert "Работа с одарёнными" not in text(client(world, who), "library_new")
    assert "Работа с одарёнными" in text(client(world, "dorohova"), "library_new")


def test_a_step_keeps_its_group_when_the_framework_is_used_no_more(world: World) -> None:
    row = published(world)
    key = f"{row.code}-2"
    step = routes.keep_library_step(title="Шаг", needs=[key], **by(world, "dorohova"))
    operations.withdraw_instrument(instrument=row.pk, row_version=None, **by(world))

    tutor = client(world, "dorohova")
    assert "Инклюзивная практика" in text(tutor, "library_edit", step.pk)
    sent = {"title": "Шаг вдвоём", "needs": [key], "row_version": step.row_version}
    tutor.post(reverse("library_edit", args=[step.pk]), sent)
    step.refresh_from_db()
    assert (step.title, step.needs) == ("Шаг вдвоём", [key])
    assert "Инклюзивная практика" not in text(tutor, "library_new")


# --- pages --------------------------------------------------------------------------------------
def sent(world: World, **more: Any) -> dict[str, Any]:
    return {
        "title": "Модель округа",
        "unit": str(world.municipality.pk),
        "lines": LINES,
        "none_from": "80",
        "middle_from": "60",
        "source": "Решение методсовета",
    } | more


def new(found: Client, told: dict[str, Any]) -> str:
    address = reverse("instrument_new") + "?kind=framework"
    return found.post(address, told, follow=True).content.decode()


def test_a_framework_is_typed_looked_at_published_and_offered_in_questionnaires(
    world: World,
) -> None:
    office = client(world, "safronova")
    page = office.get(reverse("instrument_new"), {"kind": "framework"}).content.decode()
    assert "Профессиональная, Коммуникативная, Информационная" in page
    said = new(office, sent(world))
    for part in ("Цифровая культура", "Работа с данными", "3 группы", "Даёт задания на вырост"):
        assert part in said
    row = OwnInstrument.objects.get()
    office.post(reverse("instrument_publish", args=[row.pk]), {"row_version": row.row_version})
    assert "модель компетенций" in text(office, "instruments")
    assert f'name="lines-{row.code}-3"' in text(office, "instrument_new")
    assert "Инклюзивная практика [2]" in text(office, "instrument_edit", row.pk)


def test_a_line_out_of_place_is_named_at_the_field_and_nothing_typed_is_lost(
    world: World,
) -> None:
    said = new(client(world, "safronova"), sent(world, lines="- Потерянная группа"))
    assert "Назовите компетенцию над этой группой: Потерянная группа." in said
    assert said.count("- Потерянная группа") == 1
    assert not OwnInstrument.objects.exists()


def test_a_questionnaire_keeps_statements_of_a_framework_that_is_withdrawn(world: World) -> None:
    row = published(world)
    code = asked_by_it(world, row)
    operations.withdraw_instrument(instrument=row.pk, row_version=None, **by(world))
    own = OwnInstrument.objects.get(code=code)
    office = client(world, "safronova")
    page = text(office, "instrument_edit", own.pk)
    assert "Вижу тенденцию\nНе спешу с выводом" in page
    assert "Работа с данными" in page
    told = {
        "title": "Умею ли я читать данные", "kind": "self_diagnosis", "minutes": "5",
        "scale": "нет\nда", "none_from": "80", "middle_from": "60", "source": "Методсовет",
        f"lines-{row.code}-3": "Вижу тенденцию", "row_version": own.row_version,
    }  # fmt: skip
    office.post(reverse("instrument_edit", args=[own.pk]), told)
    own.refresh_from_db()
    [group] = own.questionnaire.groups
    assert (group.key, group.title, group.competence) == (
        f"{row.code}-3", "Работа с данными", "Цифровая культура",
    )  # fmt: skip
