"""Pages on which a regulation is written: from a text or from nothing, without any file."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from marshrut import clock
from marshrut.norms.parse import TYPES, parse
from marshrut.regulations import operations
from marshrut.regulations.comparing import clauses_of
from marshrut.regulations.files import preset, presets, read
from marshrut.regulations.models import DraftStep, RegulationVersion
from marshrut.regulations.proposing import type_of
from marshrut.regulations.splitting.places import places
from marshrut.web.regulations.writing.declining import proposed
from marshrut.web.regulations.writing.fields import StagesInput, due_parts
from marshrut.web.regulations.writing.norm_forms import NormForm
from tests.regulations import files
from tests.regulations.test_splitting import TEXTS
from tests.web.test_regulations import of, send
from tests.world import AT, World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def client(world: World) -> Client:
    return of(world, "safronova")


@pytest.fixture
def draft(world: World, client: Client) -> RegulationVersion:
    send(client, "regulation_from_text", unit=world.centre.pk, text=text("lugovoy"))
    return RegulationVersion.objects.latest("pk")


def text(name: str) -> str:
    return (TEXTS / f"{name}.txt").read_text("utf-8")


def page(client: Client, name: str, *keys: Any, status: int = 200, **query: Any) -> Any:
    answer = client.get(reverse(name, args=keys), query)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer


def said(client: Client, name: str, *keys: Any, **query: Any) -> str:
    return str(page(client, name, *keys, **query).content.decode())


def norms(draft: RegulationVersion, key: str) -> list[Any]:
    draft.refresh_from_db()
    return list(clauses_of(draft.document)[key].get("norms", ()))


# --- where a regulation comes from -----------------------------------------------------------
def test_a_text_becomes_a_draft_of_statements(draft: RegulationVersion) -> None:
    rules = parse(draft.document)
    assert rules.title == "Положение о тьюторской поддержке молодых педагогов"
    assert [clause.key for clause in rules.clauses][:3] == ["шапка", "преамбула", "П1"]
    assert not list(rules.norms())
    assert rules.posts


@pytest.mark.parametrize("make", [files.word, files.open_text])
def test_a_file_of_an_office_program_becomes_a_draft(
    world: World, client: Client, make: Any
) -> None:
    content = make((None, "Положение о помощи"), (0, "Общее"), (1, "Помогают все."), (1, "Всегда."))
    send(
        client,
        "regulation_from_text",
        unit=world.centre.pk,
        file=SimpleUploadedFile("x.pdf", content),
    )
    keys = [*clauses_of(RegulationVersion.objects.latest("pk").document)]
    assert keys == ["шапка", "1.1", "1.2"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04torn", "повреждён"),
        (b"\xd0\xcf\x11\xe0old", ".doc"),
        (files.word((None, "Текст"), swollen=70_000_000), "слишком большим"),
        (files.portable(), "скан"),
        (files.portable("1.1. Everybody is helped by somebody", password="x"), "паролем"),
        (files.archive(xl__workbook=b"1"), "не текст Word"),
        (b"\x00\x01", "нет текста"),
        (b"x" * 20_000_001, "больше 20 МБ"),
    ],
    ids=range(8),
)
def test_a_hostile_file_is_answered_with_a_sentence_and_leaves_nothing(
    world: World, client: Client, content: bytes, sentence: str
) -> None:
    before = RegulationVersion.objects.count()
    file = SimpleUploadedFile("x.docx", content)
    answer = send(client, "regulation_from_text", unit=world.centre.pk, file=file, status=200)
    assert sentence in answer
    assert RegulationVersion.objects.count() == before


def test_one_source_is_chosen(world: World, client: Client) -> None:
    file = SimpleUploadedFile("x.txt", "1. Да.".encode())
    for given in ({}, {"text": "1. Да.", "file": file}):
        answer = send(client, "regulation_from_text", unit=world.centre.pk, status=200, **given)
        assert "что-то одно" in answer


def test_an_approved_version_is_taken_as_the_base(world: World, client: Client) -> None:
    given = {"unit": world.centre.pk, "version": world.version.pk, "title": "Наше положение"}
    send(client, "regulation_from_version", **given)
    draft = RegulationVersion.objects.latest("pk")
    assert draft.document["title"] == draft.regulation.title == "Наше положение"
    assert draft.document["parts"] == world.version.document["parts"]


def test_no_draft_of_others_is_offered_as_a_base(world: World, client: Client) -> None:
    for name in ("regulation_begin", "regulation_from_text", "regulation_from_nothing"):
        page(of(world, "zimin"), name, status=403)
        page(client, name)
    offered = page(client, "regulation_from_version").context["form"].fields["version"].queryset
    assert list(offered) == [world.version]


# --- one decision at a time ------------------------------------------------------------------
def test_a_clause_waits_with_what_is_proposed_and_why(
    client: Client, draft: RegulationVersion
) -> None:
    shown = said(client, "regulation_writing", draft.pk, clause="3.2")
    assert "<mark>не реже двух раз в четверть</mark>" in shown
    assert "Сказано, как часто." in shown
    assert "Принять" in shown
    assert page(client, "regulation_writing", draft.pk).context["item"].key == "шапка"


def test_accepting_keeps_the_norm_and_goes_on(client: Client, draft: RegulationVersion) -> None:
    before = page(client, "regulation_writing", draft.pk).context["progress"]
    answer = client.post(
        reverse("regulation_decide", args=[draft.pk, "3.2"]),
        {"how": "accepted", "row_version": draft.row_version},
    )
    assert answer["Location"].endswith("?clause=4.1")
    [norm] = norms(draft, "3.2")
    assert norm == {
        "quota": "master_class",
        "per": "programme",
        "period": "quarter",
        "least": "2",
    }
    after = page(client, "regulation_writing", draft.pk).context["progress"]
    assert (after.done, after.of, after.asked) == (before.done + 1, before.of, before.asked + 1)


def test_without_a_check_is_a_decision_too_and_every_one_can_be_undone(
    client: Client, draft: RegulationVersion
) -> None:
    document = draft.document
    for key in ("1.1", "3.2"):
        draft.refresh_from_db()
        how = {"how": "plain" if key == "1.1" else "accepted", "row_version": draft.row_version}
        send(client, "regulation_decide", draft.pk, key, **how)
    draft.refresh_from_db()
    assert draft.decided == {"1.1": "plain", "3.2": "accepted"}
    for left in ({"1.1": "plain"}, {}):
        undo = page(client, "regulation_writing", draft.pk).context["undo"]
        draft.refresh_from_db()
        given = {"step": undo["step"], "clause": undo["clause"], "row_version": draft.row_version}
        send(client, "regulation_undo", draft.pk, **given)
        draft.refresh_from_db()
        assert draft.decided == left
    assert draft.document == document
    assert page(client, "regulation_writing", draft.pk).context["undo"] is None


def test_an_old_page_decides_nothing(client: Client, draft: RegulationVersion) -> None:
    old = draft.row_version
    send(client, "regulation_decide", draft.pk, "1.1", how="plain", row_version=old)
    answer = client.post(
        reverse("regulation_decide", args=[draft.pk, "3.2"]),
        {"how": "accepted", "row_version": old},
        follow=True,
    )
    assert norms(draft, "3.2") == []
    assert "изменил" in answer.content.decode() or "изменён" in answer.content.decode()


def test_all_looked_through_leads_to_the_order(client: Client, draft: RegulationVersion) -> None:
    while (answer := page(client, "regulation_writing", draft.pk)).context.get("item"):
        draft.refresh_from_db()
        given = {"how": "plain", "row_version": draft.row_version}
        send(client, "regulation_decide", draft.pk, answer.context["item"].key, **given)
    shown = answer.content.decode()
    assert "Все пункты просмотрены" in shown
    assert reverse("regulation_approve", args=[draft.pk]) in shown


def test_only_writers_see_a_draft_and_an_approved_version_is_no_draft(
    world: World, client: Client, draft: RegulationVersion
) -> None:
    pages = ("regulation_writing", "regulation_head", "regulation_words", "regulation_parts")
    for name in pages:
        page(of(world, "zimin"), name, draft.pk, status=404)
        page(of(world, "zimin"), name, world.version.pk, status=403)
        page(client, name, world.version.pk, status=404)
        page(client, name, draft.pk)


# --- norms in forms --------------------------------------------------------------------------
def form_data(form: NormForm) -> dict[str, Any]:
    """What a browser sends when nothing on the page was touched."""
    data: dict[str, Any] = {}
    for name, field in form.fields.items():
        value = form.get_initial_for_field(field, name)
        if isinstance(field.widget, StagesInput):
            rows = field.widget.get_context(name, value, {"id": "x"})["widget"]["rows"]
            for column in StagesInput.COLUMNS:
                data[f"{name}-{column}"] = [row["cells"][column] for row in rows]
        elif hasattr(field.widget, "stages"):
            data |= {f"{name}-{part}": one for part, one in due_parts(value).items()}
        elif hasattr(field.widget, "topic"):
            shown = field.widget.get_context(name, value, {"id": "x"})["widget"]["values"]
            data[name] = [one for one, _id in shown]
        elif isinstance(field, forms.BooleanField):
            data |= {name: "on"} if value else {}
        elif value not in (None, ""):
            data[name] = str(field.prepare_value(value))
    return data


def sent(data: dict[str, Any]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, value in data.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return query


def alike(norm: Any) -> Any:
    """A norm whose conditions may stand in any order."""
    several = {"all", "any", "when"}
    return {k: sorted(map(str, v)) if k in several else v for k, v in norm.items()}


def every_norm() -> list[Any]:
    documents = [preset(code) for code in presets()]
    documents.append(read(TEXTS.parent / "stepnovsky.yaml").content)
    return [
        norm
        for document in documents
        for part in document["parts"]
        for clause in part["clauses"]
        for norm in clause.get("norms", ())
    ]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_form_saved_as_it_was_changes_nothing(language: str, settings: Any) -> None:
    from django.utils import translation

    with translation.override(language):
        for norm in every_norm():
            kind = type_of(norm)
            data = form_data(NormForm(type_=kind, norm=norm))
            form = NormForm(sent(data), type_=kind, norm=norm)
            assert form.is_valid(), (norm, form.errors)
            assert alike(form.written) == alike(norm)


@pytest.mark.parametrize("kind", list(TYPES))
def test_every_type_of_norm_has_a_form_that_says_what_lacks(
    client: Client, draft: RegulationVersion, kind: str
) -> None:
    url = f"{reverse('regulation_norm_new', args=[draft.pk, '1.1'])}?type={kind}"
    assert client.get(url).status_code == 200
    answer = client.post(url, {"row_version": draft.row_version})
    assert answer.status_code == 200
    assert norms(draft, "1.1") == []


def test_a_norm_is_written_as_a_sentence(client: Client, draft: RegulationVersion) -> None:
    url = f"{reverse('regulation_norm_new', args=[draft.pk, '2.4'])}?type=size"
    given: dict[str, Any] = {"size": "участник группы", "per": "group", "least": "8", "most": "10"}
    given |= {"guards": "approve_group", "row_version": draft.row_version}
    assert client.post(url, given).status_code == 302
    [norm] = norms(draft, "2.4")
    assert norm["size"] == "member"
    assert (norm["least"], norm["most"]) == ("8", "10")


def test_a_limit_turned_round_is_told_in_the_form(client: Client, draft: RegulationVersion) -> None:
    url = f"{reverse('regulation_norm_new', args=[draft.pk, '2.4'])}?type=size"
    given: dict[str, Any] = {
        "size": "член",
        "per": "group",
        "least": "8",
        "most": "3",
        "guards": "",
    }
    answer = client.post(url, given | {"row_version": draft.row_version})
    assert "8 &gt; 3" in answer.content.decode()


def test_a_proposal_is_changed_before_it_is_taken(client: Client, draft: RegulationVersion) -> None:
    url = reverse("regulation_norm_proposed", args=[draft.pk, "3.2"])
    form = client.get(url).context["form"]
    answer = client.post(url, form_data(form) | {"least": "3"})
    assert answer.status_code == 302
    assert norms(draft, "3.2")[0]["least"] == "3"
    draft.refresh_from_db()
    assert draft.decided["3.2"] == "changed"


def test_several_norms_of_a_clause_are_changed_and_taken_away_apart(
    client: Client, draft: RegulationVersion
) -> None:
    for count in ("2", "5"):
        draft.refresh_from_db()
        url = f"{reverse('regulation_norm_new', args=[draft.pk, '1.1'])}?type=answer"
        given: dict[str, Any] = {"answer": "visit", "days": count, "by": "тьютор", "then": ""}
        given |= {"row_version": draft.row_version}
        assert client.post(url, given).status_code == 302
    assert [one["days"] for one in norms(draft, "1.1")] == ["2", "5"]
    said(client, "regulation_written", draft.pk, "1.1")
    given = {"place": "0", "row_version": draft.row_version}
    send(client, "regulation_norm_drop", draft.pk, "1.1", **given)
    assert [one["days"] for one in norms(draft, "1.1")] == ["5"]
    page(client, "regulation_norm", draft.pk, "1.1", place="7", status=404)


# --- what lacks --------------------------------------------------------------------------------
def test_a_draft_that_lacks_something_is_kept_and_cannot_be_approved(
    world: World, client: Client, draft: RegulationVersion
) -> None:
    url = f"{reverse('regulation_norm_new', args=[draft.pk, '4.1'])}?type=deliverable"
    given: dict[str, Any] = {"deliverable": ["итоговый отчёт"], "for": "route", "least": "1"}
    given["by"] = "тьюторант"
    given |= {"due-how": "stage", "due-stage": "итог", "row_version": draft.row_version}
    assert client.post(url, given).status_code == 302
    shown = said(client, "regulation_writing", draft.pk)
    assert "Чего не хватает для утверждения" in shown
    assert "этапа «итог» нет" in shown or "итог" in shown
    for name in ("regulation_version", "regulation_approve", "regulation_written_file"):
        page(client, name, draft.pk)
    order = world.order(world.centre, "9-о", AT.date(), "approval")
    draft.refresh_from_db()
    approving = {"order": order.pk, "since": "2027-01-22", "row_version": draft.row_version}
    assert "ошибки" in send(client, "regulation_approve", draft.pk, status=200, **approving)
    draft.refresh_from_db()
    assert draft.status == "draft"


# --- clauses, parts, head, words, file ---------------------------------------------------------
def test_words_of_a_clause_are_changed_and_its_norms_stay(
    client: Client, draft: RegulationVersion
) -> None:
    send(
        client, "regulation_decide", draft.pk, "3.2", how="accepted", row_version=draft.row_version
    )
    draft.refresh_from_db()
    given: dict[str, Any] = {
        "text": "Дважды в четверть.",
        "cite": "п. 3.2",
        "gist": "Дважды.",
        "reading": "Так.",
    }
    given |= {"row_version": draft.row_version}
    send(client, "regulation_written", draft.pk, "3.2", **given)
    assert norms(draft, "3.2")
    clause = clauses_of(draft.document)["3.2"]
    assert (clause["text"], clause["reading"]) == ("Дважды в четверть.", "Так.")


def keys_of(draft: RegulationVersion) -> list[str]:
    draft.refresh_from_db()
    return list(clauses_of(draft.document))


def test_a_clause_is_added_moved_and_taken_away(client: Client, draft: RegulationVersion) -> None:
    before = keys_of(draft)
    page(client, "regulation_clause_add", draft.pk, part="3")
    given = {"part": "3", "after": "2.1", "key": "2.1.1", "text": "Новое.", "cite": ""}
    send(client, "regulation_clause_add", draft.pk, row_version=draft.row_version, **given)
    assert keys_of(draft)[keys_of(draft).index("2.1") + 1] == "2.1.1"
    for by in ("up", "up", "down"):
        moved = {"by": by, "row_version": draft.row_version}
        send(client, "regulation_clause_move", draft.pk, "2.1.1", **moved)
        draft.refresh_from_db()
    assert keys_of(draft)[keys_of(draft).index("2.1") - 1] == "2.1.1"
    given["key"] = "2.1"
    again = {"row_version": draft.row_version, **given}
    assert "уже есть" in send(client, "regulation_clause_add", draft.pk, status=200, **again)
    send(client, "regulation_clause_drop", draft.pk, "2.1.1", row_version=draft.row_version)
    assert keys_of(draft) == before


def test_a_clause_is_cut_in_two_put_together_and_followed_by_a_new_one(
    client: Client, draft: RegulationVersion
) -> None:
    before = keys_of(draft)
    whole = clauses_of(draft.document)
    key = next(one for one in before if len(places(whole[one].get("text", ""))) > 1)
    written = said(client, "regulation_written", draft.pk, key)
    assert reverse("regulation_clause_split", args=[draft.pk, key]) in written
    cut = said(client, "regulation_clause_split", draft.pk, key)
    assert cut.count('type="radio"') == len(places(whole[key]["text"]))
    given = {"place": str(places(whole[key]["text"])[0]), "key": f"{key}.7.", "cite": ""}
    given |= {"row_version": str(draft.row_version)}
    wrong = send(
        client, "regulation_clause_split", draft.pk, key, status=200, **given | {"key": "/"}
    )
    assert keys_of(draft) == before
    assert f'value="{given["place"]}"' in wrong
    assert "checked" in wrong
    send(client, "regulation_clause_split", draft.pk, key, **given)
    assert keys_of(draft)[keys_of(draft).index(key) + 1] == f"{key}.7"
    added = said(client, "regulation_clause_add", draft.pk, after=f"{key}.7")
    assert f'<option value="{key}.7" selected>' in added
    send(client, "regulation_clause_join", draft.pk, key, row_version=draft.row_version)
    assert keys_of(draft) == before
    for hostile in ("нет", "\x00", "9" * 400):
        page(client, "regulation_clause_add", draft.pk, after=hostile)


def test_a_part_is_named_and_goes_when_it_is_empty(
    client: Client, draft: RegulationVersion
) -> None:
    titles = [part["title"] for part in draft.document["parts"]]
    page(client, "regulation_parts", draft.pk)
    send(client, "regulation_parts", draft.pk, title="Разное", row_version=draft.row_version)
    draft.refresh_from_db()
    assert draft.document["parts"][-1]["title"] == "Разное"
    full = {"part": "2", "title": "", "row_version": draft.row_version}
    assert "есть пункты" in send(client, "regulation_parts", draft.pk, status=200, **full)
    empty = {"part": str(len(titles)), "title": "", "row_version": draft.row_version}
    send(client, "regulation_parts", draft.pk, **empty)
    draft.refresh_from_db()
    assert [part["title"] for part in draft.document["parts"]] == titles


def test_the_head_is_written_with_posts(client: Client, draft: RegulationVersion) -> None:
    form = page(client, "regulation_head", draft.pk).context["form"]
    given: dict[str, Any] = {
        "title": "Новое",
        "issuer": "region",
        "period": "june_june",
        "uses": ["проекты"],
    }
    given |= {"waivers_by": "head", "new_post": "наставники", "new_names": "наставник\nкуратор"}
    given |= {f"post-{code}": "\n".join(names) for code, names in form.initial["posts"].items()}
    given["post-specialist"] = ""
    send(client, "regulation_head", draft.pk, row_version=draft.row_version, **given)
    draft.refresh_from_db()
    rules = parse(draft.document)
    assert (rules.title, rules.issuer, rules.period) == ("Новое", "region", "june_june")
    assert rules.uses == ("projects",)
    assert rules.posts["наставники"] == ("наставник", "куратор")
    assert "specialist" not in rules.posts


def test_a_word_is_proposed_in_cases_and_kept_when_confirmed(
    client: Client, draft: RegulationVersion
) -> None:
    page(client, "regulation_words", draft.pk)
    form = page(client, "regulation_word", draft.pk, "tutor", word="наставник").context["form"]
    given = {name: form.initial.get(name, "") for name in form.fields}
    assert given["one-acc"] == "наставника"
    send(client, "regulation_word", draft.pk, "tutor", **given)
    draft.refresh_from_db()
    assert draft.document["words"]["tutor"]["many"][1] == "наставников"
    assert "наставник" in said(client, "regulation_words", draft.pk)
    usual = {"usual": "yes", "row_version": draft.row_version}
    send(client, "regulation_word", draft.pk, "tutor", **usual)
    draft.refresh_from_db()
    assert "words" not in draft.document
    page(client, "regulation_word", draft.pk, "nonsense", status=404)


@pytest.mark.parametrize(
    ("word", "gender", "genitive", "many"),
    [
        ("наставник", "m", "наставника", "наставников"),
        ("опорная коллега", "f", "опорной коллеги", "опорных коллег"),
        ("карта роста", "f", "карты роста", "карты роста"),
        ("подопечный", "m", "подопечного", "подопечных"),
        ("поддержка", "f", "поддержки", "поддержки"),
        ("тьюторант", "m", "тьюторанта", "тьюторантов"),
        ("xyz", "m", "xyz", "xyz"),
    ],
)
def test_cases_are_proposed(word: str, gender: str, genitive: str, many: str) -> None:
    living = word not in {"карта роста", "поддержка", "xyz"}
    found = proposed(word, living=living)
    assert (found["gender"], found["one"][1], found["many"][3]) == (gender, genitive, many)


def test_the_file_is_written_by_hand_with_mistakes_told_by_line(
    client: Client, draft: RegulationVersion
) -> None:
    form = page(client, "regulation_written_file", draft.pk).context["form"]
    text = form.initial["document"]
    wrong = text.replace("parts:", "period: century\nparts:", 1)
    given = {"document": wrong, "row_version": draft.row_version}
    answer = send(client, "regulation_written_file", draft.pk, status=200, **given)
    assert "Строка" in answer
    assert "century" in answer
    given["document"] = text.replace("молодых педагогов", "новых учителей", 1)
    send(client, "regulation_written_file", draft.pk, **given)
    draft.refresh_from_db()
    assert draft.document["title"].endswith("новых учителей")


def test_approving_forgets_the_steps(
    world: World, client: Client, draft: RegulationVersion
) -> None:
    send(client, "regulation_decide", draft.pk, "1.1", how="plain", row_version=draft.row_version)
    assert DraftStep.objects.filter(version=draft).count() == 1
    order = world.order(world.centre, "9-о", AT.date(), "approval")
    operations.approve(
        version=draft.pk,
        row_version=None,
        order=order,
        since=AT.date(),
        actor=world.reach("safronova"),
        at=AT,
    )
    assert not DraftStep.objects.exists()
