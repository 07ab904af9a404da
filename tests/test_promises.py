"""Promises of the architecture that need the application itself, not only its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations import RunPython, RunSQL
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    AlterModelOptions,
    CreateModel,
)
from django.db.models import QuerySet
from django.template.base import Lexer, TokenType
from django.template.loader import get_template

from marshrut.migrations._together import CreateModels
from marshrut.norms.parse import parse
from marshrut.norms.vocabulary import CASES, TERMS
from marshrut.regulations.files import read
from marshrut.web.glossary import GLOSSARY
from marshrut.web.words import Words
from tests.test_architecture import SOURCE, modules
from tests.web.access import PERSONAS
from tests.web.furnished import Furnished, furnish
from tests.world import PRESETS, TODAY

TEMPLATES = SOURCE / "web" / "templates"
Seeing = Callable[[Any, Any], bool]
# Questions that stand for no list: about a part of a thing that is seen or not seen as a whole.
ABOUT_PARTS = {
    "communities.may_see_work",
    "people.may_see_contacts",
    "people.may_see_record",
    "programmes.may_see_coverage",
    "requests.may_see_case",
}


def questions() -> Iterator[tuple[str, Callable[[Any], QuerySet[Any]], Seeing]]:
    """Every may_see_<thing> of every noun, with the list that must say the same."""
    for path in modules("*/access.py"):
        access = import_module(f"marshrut.{path.parent.name}.access")
        for name, may_see in vars(access).items():
            whole = f"{path.parent.name}.{name}"
            if not name.startswith("may_see") or whole in ABOUT_PARTS:
                continue
            yield whole, list_of(access, name.removeprefix("may_see").lstrip("_")), may_see


def list_of(access: Any, thing: str) -> Callable[[Any], QuerySet[Any]]:
    """Queries are named by the plural of what they give."""
    plural = {"": "visible_to", "person": "people", "conditions": "conditions"}
    plural |= {"activity": "activities", "community": "communities", "duty": "duties"}
    plural |= {"batch": "batches"}
    found: Callable[[Any], QuerySet[Any]] = getattr(access, plural.get(thing, f"{thing}s"))
    return found


QUESTIONS = list(questions())


@pytest.fixture
def furnished(db: None) -> Furnished:
    return furnish()


@pytest.mark.parametrize("persona", PERSONAS[1:])
def test_the_list_and_the_question_agree_for_every_noun(furnished: Furnished, persona: str) -> None:
    reach = furnished.world.reach(persona, TODAY)
    unlike = {
        (whole, str(row))
        for whole, rows, may_see in QUESTIONS
        for listed in [set(rows(reach))]
        for row in rows(reach).model._default_manager.all()
        if (row in listed) is not may_see(reach, row)
    }

    assert unlike == set()


def test_no_question_is_left_out() -> None:
    assert len(QUESTIONS) >= 20
    assert {whole.partition(".")[0] for whole, _, _ in QUESTIONS} >= {
        *(
            "activities",
            "communities",
            "notices",
            "orders",
            "organisations",
            "people",
            "programmes",
        ),
        *("regulations", "requests", "routes"),
    }


def test_no_column_takes_its_moment_from_the_clock() -> None:
    taking = [
        f"{table.__name__}.{field.name}"
        for table in apps.get_app_config("marshrut").get_models()
        for field in table._meta.get_fields()
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    ]

    assert taking == []


def test_queries_in_loops_raise_in_tests() -> None:
    # As they are written: a browser that is open meanwhile has a middleware of its own.
    written = import_module("marshrut.settings.test")
    assert written.ZEAL_RAISE
    assert written.MIDDLEWARE[0] == "zeal.middleware.zeal_middleware"


# --- migrations ------------------------------------------------------------------------------
# What may be done to tables that already hold the data of schools.
SAFE = (AddConstraint, AddField, AddIndex, AlterField, AlterModelOptions, CreateModel, CreateModels)
# Others, each looked at: (migration, operation).
CONSIDERED: set[tuple[str, str]] = set()


def our_migrations() -> list[Any]:
    nodes = MigrationLoader(None).disk_migrations
    return [nodes[key] for key in sorted(nodes) if key[0] == "marshrut"]


def test_migrations_stand_in_one_line() -> None:
    ours = our_migrations()
    before = [[name for app, name in one.dependencies if app == "marshrut"] for one in ours]

    assert [int(one.name[:4]) for one in ours] == list(range(1, len(ours) + 1))
    assert before == [[], *([one.name] for one in ours[:-1])]


def test_migrations_lose_nothing() -> None:
    risky = {
        (one.name, operation.describe())
        for one in our_migrations()[1:]
        for operation in one.operations
        if not is_safe(operation)
    }

    assert risky == CONSIDERED


def is_safe(operation: Any) -> bool:
    if isinstance(operation, RunPython | RunSQL):
        return bool(operation.reversible)
    if isinstance(operation, AddField):
        field = operation.field
        return bool(
            field.null or field.has_default() or field.has_db_default() or field.many_to_many
        )
    return isinstance(operation, SAFE)


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    call_command("makemigrations", "marshrut", check=True, dry_run=True, verbosity=0)


# --- words and templates ---------------------------------------------------------------------
FILES = sorted(path for path in PRESETS.glob("*.yaml") if not path.name.endswith(".cases.yaml"))
WORD_TAG = re.compile(r'\{% word "(\w+)"(?: "(\w+)")?')
SPOKEN = re.compile(r"[^\W\d_]{2,}")
# Signs that are the same in every language, and what blocks give to the class of a page.
SIGNS = {
    "nbsp",
    "thinsp",
    "middot",
    "larr",
    "rarr",
    "laquo",
    "raquo",
    "mdash",
    "ndash",
    "emsp",
    "times",
}
CLASSES = {"brief", "casefile", "landscape", "entrance", "page", "paper", "wide"}
MARKUP = re.compile(r"<(script|style|svg)\b.*?</\1>|<!--.*?-->|<[^>]*>", re.DOTALL)
SAID = re.compile(r'\b(?:aria-label|title|placeholder|alt)="([^"{]*)"')


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_vocabulary_has_every_word_in_every_case_and_number(file: Path) -> None:
    own = parse(read(file).content).words
    words = Words(own)

    assert set(own) <= set(TERMS) <= set(GLOSSARY)
    for name in GLOSSARY:
        for language in ("ru", "en"):
            said = [
                words.say(name, case, plural=many, language=language)
                for case in CASES
                for many in (False, True)
            ]
            said += [words.say(name, count=count, language=language) for count in (1, 2, 5)]
            assert all(SPOKEN.search(word) for word in said), name


def templates() -> list[str]:
    return sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))


@pytest.mark.parametrize("name", templates())
def test_every_template_compiles_and_asks_for_words_that_there_are(name: str) -> None:
    get_template(name)
    for word, case in WORD_TAG.findall((TEMPLATES / name).read_text("utf-8")):
        assert word in GLOSSARY
        assert case in {"", *CASES}


# The page of samples shows invented words to designers, not to users.
@pytest.mark.parametrize("name", [name for name in templates() if not name.startswith("design/")])
def test_nothing_is_said_past_the_catalogue(name: str) -> None:
    text, translated = [], False
    for token in Lexer((TEMPLATES / name).read_text("utf-8")).tokenize():
        if token.token_type == TokenType.BLOCK and "blocktrans" in token.contents.split()[0]:
            translated = not token.contents.startswith("end")
        # A value may stand inside a tag of HTML: something must keep its place.
        text.append(
            token.contents if token.token_type == TokenType.TEXT and not translated else "0"
        )
    whole = "".join(text)
    bare = SPOKEN.findall(MARKUP.sub(" ", whole)) + SPOKEN.findall(" ".join(SAID.findall(whole)))

    assert set(bare) - SIGNS - CLASSES == set()
