"""Questionnaires of one's own: written in plain lines, frozen when published, asked like others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from marshrut import clock
from marshrut.diagnostics import access, operations
from marshrut.diagnostics.difficulties import difficulties
from marshrut.diagnostics.keeping import Filled
from marshrut.diagnostics.models import Instrument, Observation, OwnInstrument, Response
from marshrut.diagnostics.own import Block, Written, document_of, lines_of, written_of
from marshrut.diagnostics.reading import parse_questionnaire
from marshrut.diagnostics.shipped import known, shipped
from marshrut.journal.deeds import Forbidden, Wrong
from tests.diagnostics.doing import DUE
from tests.world import AT, SEPTEMBER, TODAY, World, build

pytestmark = pytest.mark.django_db
WRITTEN = Written(
    title="Умею ли я спрашивать",
    note="Отметьте, как бывает чаще.",
    minutes=3,
    scale="никогда\nиногда\nвсегда",
    source="Решение методического совета",
    blocks=(
        Block(key="method", title="Методические", lines="Жду ответа\n(-) Отвечаю за класс"),
        Block(key="law", title="Нормативно-правовые", lines="  \n"),
        Block(title="Вопросы  ученикам", lines="Спрашиваю, почему"),
    ),
)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(clock, "now", lambda: AT)
    return build()


def write(world: World, by: str = "safronova", written: Written = WRITTEN, **more: Any) -> Any:
    unit = world.municipality if by == "safronova" else world.school
    given = {"unit": unit, "actor": world.reach(by), "at": AT} | more
    return operations.write_instrument(written=written, **given)


def deed(world: World, by: str = "safronova") -> dict[str, Any]:
    return {"row_version": None, "actor": world.reach(by), "at": AT}


def published(world: World, by: str = "safronova") -> OwnInstrument:
    row = write(world, by)
    return operations.publish_own_instrument(instrument=row.pk, **deed(world, by))


# --- plain lines -----------------------------------------------------------------------------
def test_plain_lines_become_a_questionnaire_and_back() -> None:
    asked = parse_questionnaire(document_of(WRITTEN, "own-1-1"))
    assert [group.key for group in asked.groups] == ["method", "own-2"]
    assert [(item.group, item.text, item.reverse) for item in asked.items] == [
        ("method", "Жду ответа", False),
        ("method", "Отвечаю за класс", True),
        ("own-2", "Спрашиваю, почему", False),
    ]
    assert asked.groups[1].title == "Вопросы ученикам"
    again = parse_questionnaire(document_of(written_of(asked), "own-1-1"))
    assert again == asked


@pytest.mark.parametrize("code", shipped())
def test_what_comes_with_the_product_can_be_taken_for_a_start(code: str) -> None:
    asked = known(code)
    again = parse_questionnaire(document_of(written_of(asked), code))
    assert [item.text for item in again.items] == [item.text for item in asked.items]
    assert [item.reverse for item in again.items] == [item.reverse for item in asked.items]


@pytest.mark.parametrize("mark", ["(-)", "(–)", "(—)", "( − )", "(-) "])
def test_any_stroke_in_brackets_says_the_opposite(mark: str) -> None:
    written = replace(WRITTEN, blocks=(Block(key="law", title="", lines=f"{mark}Не знаю"),))
    [item] = document_of(written, "x")["items"]
    assert (item["text"], item["reverse"]) == ("Не знаю", "yes")


def test_empty_lines_and_spaces_are_nothing() -> None:
    assert lines_of("  а  б \n\n \t\nв\r\n") == ["а б", "в"]


# --- deeds -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " "}, "title_needed"),
        ({"scale": "да"}, "scale_too_short"),
        ({"blocks": ()}, "no_statements"),
        ({"blocks": (Block(title=" ", lines="Без названия"),)}, "group_without_title"),
        ({"blocks": (Block(key="law", title="", lines="а" * 501),)}, "statement_too_long"),
        ({"blocks": (Block(key="law", title="", lines="(-)"),)}, "statement_too_long"),
        ({"blocks": (Block(key="law", title="", lines="а\n" * 201),)}, "too_many_statements"),
        ({"middle_from": 90}, "levels_out_of_order"),
        ({"source": ""}, "levels_need_source"),
        ({"minutes": 0}, "minutes_needed"),
        ({"kind": "horoscope"}, "questionnaire_malformed"),
    ],
)
def test_what_cannot_be_asked_is_not_kept(world: World, change: Any, code: str) -> None:
    with pytest.raises(Wrong) as wrong:
        write(world, written=replace(WRITTEN, **change))
    assert wrong.value.code == code
    assert not OwnInstrument.objects.exists()


@pytest.mark.parametrize("name", ["lapshina", "dorohova", "belov", "prohorov", "nechaev"])
def test_nobody_else_writes_or_publishes(world: World, name: str) -> None:
    with pytest.raises(Forbidden):
        write(world, name, unit=world.school)
    row = write(world, "zimin")
    for one in (operations.publish_own_instrument, operations.withdraw_instrument):
        with pytest.raises(Forbidden):
            one(instrument=row.pk, **deed(world, name))
    with pytest.raises(Forbidden):
        operations.edit_instrument(instrument=row.pk, written=WRITTEN, **deed(world, name))


def test_a_published_version_is_frozen_and_a_change_is_the_next_one(world: World) -> None:
    row = published(world)
    first = row.published
    assert first is not None
    assert (row.status, first.number, first.code) == ("published", 1, row.code)
    with pytest.raises(Wrong):
        operations.publish_own_instrument(instrument=row.pk, **deed(world))
    changed = replace(WRITTEN, title="Умею спрашивать")
    row = operations.edit_instrument(instrument=row.pk, written=changed, **deed(world))
    assert row.status == "changed"
    row = operations.publish_own_instrument(instrument=row.pk, **deed(world))
    assert row.published is not None
    assert row.published.number == 2
    assert Instrument.objects.get(pk=first.pk).title == "Умею ли я спрашивать"
    with pytest.raises(DatabaseError), transaction.atomic():
        Instrument.objects.filter(pk=first.pk).update(title="Иначе")


def test_who_sees_a_questionnaire_of_one_s_own(world: World) -> None:
    of_school, of_district = write(world, "zimin"), published(world)
    for name, rows in (
        ("zimin", {of_school, of_district}),
        ("belov", {of_district}),
        ("safronova", {of_school, of_district}),
        ("lapshina", set()),
        ("prohorov", set()),
    ):
        assert set(access.own_instruments(world.reach(name))) == rows, name
    draft = write(world)
    assert draft not in access.own_instruments(world.reach("zimin"))


# --- asking by it ----------------------------------------------------------------------------
def prepare(world: World, code: str, by: str = "safronova") -> Any:
    unit = world.municipality if by == "safronova" else world.school
    return operations.prepare_campaign(
        unit=unit, instrument=code, title="Своя", since=SEPTEMBER, due=DUE,
        actor=world.reach(by, SEPTEMBER), at=AT,
    )  # fmt: skip


def test_people_are_asked_by_the_published_version(world: World) -> None:
    row = published(world)
    operations.edit_instrument(
        instrument=row.pk, written=replace(WRITTEN, title="Потом"), **deed(world)
    )
    campaign = prepare(world, row.code)
    assert campaign.instrument_id == row.published_id
    system = {"actor": world.system(SEPTEMBER), "at": AT}
    operations.invite(campaign=campaign.pk, units=[world.school.pk], **system)
    operations.start_campaign(campaign=campaign.pk, row_version=None, **system)
    mine = Response.objects.get(person=world.people["lapshina"])
    told = Filled(answers={"method-1": 0, "method-2": 2, "own-2-1": 1})
    operations.finish_response(response=mine.pk, filled=told, **system)
    assert {score.group: score.index for score in mine.scores.all()} == {"method": 0, "own-2": 50}
    rows = Response.objects.filter(pk=mine.pk)
    found = difficulties(rows, Observation.objects.none(), TODAY)
    assert [(one.group.key, one.level) for one in found] == [("method", "high"), ("own-2", "high")]


def test_what_is_not_published_or_withdrawn_is_asked_of_nobody(world: World) -> None:
    draft = write(world)
    with pytest.raises(Wrong):
        prepare(world, draft.code)
    row = published(world)
    operations.withdraw_instrument(instrument=row.pk, **deed(world))
    with pytest.raises(Wrong):
        prepare(world, row.code)
    with pytest.raises(Wrong):
        operations.edit_instrument(instrument=row.pk, written=WRITTEN, **deed(world))
    assert row.published in Instrument.objects.all()


def test_a_school_asks_by_the_questionnaire_of_the_district_and_not_by_a_neighbours(
    world: World,
) -> None:
    assert prepare(world, published(world).code, "zimin").instrument.title == WRITTEN.title
    with pytest.raises(Wrong):
        operations.prepare_campaign(
            unit=world.other_school, instrument=published(world, "zimin").code, title="Чужая",
            since=SEPTEMBER, due=DUE, actor=world.reach("belov", SEPTEMBER), at=AT,
        )  # fmt: skip


# --- pages -----------------------------------------------------------------------------------
def client(world: World, name: str) -> Client:
    found, user = Client(headers={"accept-language": "ru"}), world.people[name].user
    assert user is not None
    found.force_login(user)
    return found


def test_a_methodist_writes_looks_publishes_and_asks(world: World) -> None:
    office = client(world, "safronova")
    said = office.get(reverse("instrument_new")).content.decode()
    assert "испытываю затруднения" in said, "answers that are usual stand there already"
    typed = {
        "title": "Умею ли я спрашивать", "unit": world.municipality.pk, "kind": "self_diagnosis",
        "minutes": "3", "scale": "никогда\r\nвсегда", "none_from": "80", "middle_from": "60",
        "source": "Совет", "lines-method": "Жду ответа\r\n(-) Отвечаю за класс",
        "title-1": "Вопросы ученикам", "lines-own-1": "Спрашиваю, почему",
    }  # fmt: skip
    answer = office.post(reverse("instrument_new"), typed, follow=True)
    said = answer.content.decode()
    row = OwnInstrument.objects.get()
    assert "3 утверждения" in said.replace("\xa0", " ")
    assert "обратное: считается с другого конца" in said
    office.post(reverse("instrument_publish", args=[row.pk]), {"row_version": row.row_version})
    assert "Умею ли я спрашивать" in office.get(reverse("campaign_new")).content.decode()
    assert "Опубликована" in office.get(reverse("instruments")).content.decode()
    head = client(world, "zimin")
    said = head.get(reverse("instrument", args=[row.pk])).content.decode()
    assert "Жду ответа" in said
    assert reverse("instrument_edit", args=[row.pk]) not in said


def test_a_head_reads_what_is_published_and_not_what_is_being_changed(world: World) -> None:
    row = published(world)
    later = replace(WRITTEN, blocks=(Block(key="law", title="", lines="ЧЕРНОВАЯ СТРОКА"),))
    operations.edit_instrument(instrument=row.pk, written=later, **deed(world))
    page = reverse("instrument", args=[row.pk])
    assert "ЧЕРНОВАЯ СТРОКА" in client(world, "safronova").get(page).content.decode()
    said = client(world, "zimin").get(page).content.decode()
    assert "ЧЕРНОВАЯ СТРОКА" not in said
    assert "Жду ответа" in said


def test_what_was_typed_comes_back_with_the_mistake(world: World) -> None:
    office = client(world, "safronova")
    typed = {
        "title": "Анкета", "unit": world.municipality.pk, "kind": "scale", "minutes": "3",
        "scale": "да\r\nнет", "none_from": "80", "middle_from": "60", "source": "Совет",
        "lines-own-1": "Без названия группы",
    }  # fmt: skip
    said = office.post(reverse("instrument_new"), typed).content.decode()
    assert "должно быть название" in said
    assert "Без названия группы" in said
    assert not OwnInstrument.objects.exists()


def test_a_long_form_that_was_not_sent_comes_back_and_is_forgotten_once_sent(world: World) -> None:
    office = client(world, "safronova")
    typed = {"title": "ПОЛОВИНА АНКЕТЫ", "lines-law": "Первое утверждение"}
    office.post(reverse("draft_save"), typed, headers={"x-draft": "instrument"})
    said = office.get(reverse("instrument_new")).content.decode()
    assert "ПОЛОВИНА АНКЕТЫ" in said
    assert "Первое утверждение" in said
    assert "ПОЛОВИНА" not in client(world, "zimin").get(reverse("instrument_new")).content.decode()
    whole = typed | {
        "unit": world.municipality.pk, "kind": "scale", "minutes": "3", "scale": "нет\r\nда",
        "none_from": "80", "middle_from": "60", "source": "Совет",
    }  # fmt: skip
    office.post(reverse("instrument_new"), whole)
    assert OwnInstrument.objects.count() == 1
    assert "ПОЛОВИНА" not in office.get(reverse("instrument_new")).content.decode()


def test_a_draft_that_was_never_published_is_read_when_it_is_withdrawn(world: World) -> None:
    row = write(world, "zimin")
    operations.withdraw_instrument(instrument=row.pk, **deed(world, "zimin"))
    answer = client(world, "zimin").get(reverse("instrument", args=[row.pk]))
    assert answer.status_code == 200
    assert "Жду ответа" in answer.content.decode()
