"""What the linters cannot see: string foreign keys, deeds that ask nobody, size, wording."""

import ast
import tomllib
from collections.abc import Iterator
from inspect import unwrap
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model
from django.urls import URLResolver, get_resolver

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "marshrut"
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
LAYERS: list[str] = CONFIG["contracts"][0]["layers"]
HEIGHT = {noun.strip(): -place for place, row in enumerate(LAYERS) for noun in row.split("|")}

LONGEST_MODULE = 300
LONGEST_TEMPLATE = 200
LONGEST_VIEW = 25

# The journal's operations are parts of which deeds are made; they refuse to run outside one.
PARTS = {"journal"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(*patterns: str) -> list[Path]:
    found = {path for pattern in patterns for path in SOURCE.glob(pattern)}
    return sorted(path for path in found if "migrations" not in path.parts)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def named(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def noun_of(model: type[Model]) -> str:
    return model.__module__.split(".")[1]


def public_functions(path: Path) -> Iterator[Function]:
    for node in tree(path).body:
        if isinstance(node, Function) and not node.name.startswith("_"):
            yield node


def called(node: ast.AST) -> set[str]:
    """Names of everything called inside, with the name before the dot: access.may_appoint."""
    return {ast.unparse(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)}


def docstrings(module: ast.Module) -> set[ast.AST]:
    """Texts for the reader of the code, not for the user."""
    return {
        node.body[0].value
        for node in ast.walk(module)
        if isinstance(node, ast.Module | ast.ClassDef | Function)
        if node.body and isinstance(node.body[0], ast.Expr)
    }


def helpers(noun: str) -> dict[str, Function]:
    """Functions that the deeds of a noun share; a predicate is where the search ends."""
    return {
        node.name: node
        for path in modules(f"{noun}/*.py", f"{noun}/operations/*.py")
        for node in tree(path).body
        if isinstance(node, Function) and not node.name.startswith("may_")
    }


def reached(function: Function, shared: dict[str, Function]) -> set[str]:
    """Everything a deed calls, itself or through what the deeds of its noun share."""
    calls: set[str] = set()
    waiting = [function]
    while waiting:
        fresh = called(waiting.pop()) - calls
        calls |= fresh
        known = [name.rpartition(".")[2] for name in fresh]
        waiting += [shared[name] for name in known if name in shared]
    return calls


def views_by_module() -> dict[Path, set[str]]:
    """Our functions that addresses lead to."""
    found: dict[Path, set[str]] = {}
    waiting = [get_resolver()]
    while waiting:
        for entry in waiting.pop().url_patterns:
            if isinstance(entry, URLResolver):
                waiting.append(entry)
            elif (view := unwrap(entry.callback)).__module__.startswith("marshrut."):
                module = SOURCE.parent / (view.__module__.replace(".", "/") + ".py")
                found.setdefault(module, set()).add(view.__name__)
    return found


OPERATIONS = [
    path
    for path in modules("*/operations.py", "*/operations/*.py")
    if path.relative_to(SOURCE).parts[0] not in PARTS
]


def test_foreign_keys_point_down() -> None:
    upward = [
        f"{model.__name__}.{field.name} -> {target.__name__}"
        for model in apps.get_app_config("marshrut").get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete
        if isinstance(target := field.related_model, type)
        if target.__module__.startswith("marshrut.")
        if noun_of(target) != noun_of(model)
        if HEIGHT[noun_of(model)] <= HEIGHT[noun_of(target)]
    ]

    assert upward == []


def test_every_table_is_listed() -> None:
    listed = {
        alias.name
        for node in tree(SOURCE / "models.py").body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    tables = {model.__name__ for model in apps.get_app_config("marshrut").get_models()}

    assert listed == tables


@pytest.mark.parametrize("path", OPERATIONS, ids=named)
def test_everything_public_among_operations_is_a_deed(path: Path) -> None:
    wrong = []
    shared = helpers(path.relative_to(SOURCE).parts[0])
    for function in public_functions(path):
        calls = reached(function, shared)
        if "deed" not in {ast.unparse(d) for d in function.decorator_list}:
            wrong.append(f"{function.name} is no deed")
        if not any(".may_" in name or name.startswith("may_") for name in calls):
            wrong.append(f"{function.name} asks nobody's leave")
        # A noun that has a ``record_it`` of its own is followed into it; else it is the journal's.
        if not calls & ({"record", "operations.record_it", "record_it"} - shared.keys()):
            wrong.append(f"{function.name} leaves no trace in the journal")

    assert wrong == []


def test_modules_stay_short() -> None:
    long = {
        named(path): lines
        for path in modules("**/*.py")
        if (lines := path.read_text("utf-8").count("\n")) > LONGEST_MODULE
    }

    assert long == {}


def test_templates_stay_short() -> None:
    long = {
        named(path): lines
        for path in modules("web/templates/**/*.html")
        if (lines := path.read_text("utf-8").count("\n")) >= LONGEST_TEMPLATE
    }

    assert long == {}


def test_views_stay_short() -> None:
    # By the resolver: a view is what an address leads to, in whatever module it lies.
    long = {
        f"{named(path)}:{function.name}": lines
        for path, views in views_by_module().items()
        for function in public_functions(path)
        if function.name in views
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > LONGEST_VIEW
    }

    assert "profile" in views_by_module()[SOURCE / "web/account/profile.py"]

    assert long == {}


def test_wording_lives_in_pages_not_in_norms_and_deeds() -> None:
    worded = [
        f"{named(path)}:{node.lineno}: {node.value}"
        for path in [
            *modules("norms/**/*.py", "schoolyear/**/*.py", "formation/**/*.py"),
            *OPERATIONS,
        ]
        for module in [tree(path)]
        for shown in [docstrings(module)]
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in shown
        if any("а" <= sign.lower() <= "я" or sign in "ёЁ" for sign in node.value)
    ]

    assert worded == []


def test_pages_fetch_only_what_the_reader_may_see() -> None:
    unguarded = [
        f"{named(path)}:{node.lineno}"
        for path in modules("web/**/*.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS
    ]

    assert unguarded == []


def test_nothing_below_pages_asks_the_clock() -> None:
    # timezone.localdate(at) turns a moment into a day; without a moment it asks the clock.
    asking = [
        f"{named(path)}:{node.lineno}"
        for path in modules("**/*.py")
        if path.relative_to(SOURCE).parts[0] not in {"web", "management", "clock"}
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        if ast.unparse(node.func) in {"clock.now", "clock.today"}
        or (ast.unparse(node.func).endswith(("localdate", "localtime")) and not node.args)
    ]

    assert asking == []


def test_no_room_for_things_without_a_name() -> None:
    banned = {"utils", "helpers", "services", "managers", "common", "signals"}

    assert [named(p) for p in modules("**/*.py") if banned & {p.stem, *p.parent.parts[-1:]}] == []
