"""Finds the strings to translate in our Python and templates, without gettext's own tools.

Developers on bare machines have no xgettext, and the test of completeness must run everywhere.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent

# Which arguments of each function are the context, the string and its plural.
SHAPES = {
    "gettext": ("id",),
    "gettext_lazy": ("id",),
    "gettext_noop": ("id",),
    "ngettext": ("id", "plural"),
    "ngettext_lazy": ("id", "plural"),
    "pgettext": ("context", "id"),
    "pgettext_lazy": ("context", "id"),
    "npgettext": ("context", "id", "plural"),
    "npgettext_lazy": ("context", "id", "plural"),
}
TEXT = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
# What `templatize` leaves of a template: calls of gettext among blanked-out markup.
CALL = re.compile(rf"\b(_|n?p?gettext)\(\s*({TEXT}(?:\s*,\s*{TEXT})*)", re.DOTALL)


class Message(NamedTuple):
    """One string to translate; an empty context or plural means that it has none."""

    context: str
    id: str
    plural: str


def extract(root: Path = ROOT) -> dict[Message, list[str]]:
    """All strings under the root with the files that use them."""
    found: dict[Message, list[str]] = {}
    for path in sorted(root.rglob("*")):
        place = path.relative_to(root).as_posix()
        for message in _in_file(path):
            found.setdefault(message, []).append(place)
    return found


def _in_file(path: Path) -> Iterator[Message]:
    if path.suffix == ".py" and "migrations" not in path.parts:
        yield from in_python(path.read_text("utf-8"))
    elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
        yield from in_template(path.read_text("utf-8"))


def in_python(source: str) -> Iterator[Message]:
    """Calls of the translating functions under the names they are imported by."""
    tree = ast.parse(source)
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {alias.asname or alias.name: alias.name for alias in node.names}
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Name):
            known = names.get(node.value.id, "")
            names |= {one.id: known for one in node.targets if isinstance(one, ast.Name) and known}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        shape = SHAPES.get(names.get(node.func.id, ""))
        if shape and (texts := _literals(node.args)):
            yield _message(shape, texts)


def _literals(args: list[ast.expr]) -> list[str]:
    """Leading arguments that are plain strings."""
    texts: list[str] = []
    for arg in args:
        if not isinstance(arg, ast.Constant) or not isinstance(arg.value, str):
            break
        texts.append(arg.value)
    return texts


def in_template(source: str) -> Iterator[Message]:
    """`trans`, `blocktrans` and `_()` of a template."""
    for name, args in CALL.findall(templatize(source)):
        texts = [ast.literal_eval(text) for text in re.findall(TEXT, args, re.DOTALL)]
        yield _message(SHAPES["gettext" if name == "_" else name], texts)


def _message(shape: tuple[str, ...], texts: list[str]) -> Message:
    given = dict(zip(shape, texts, strict=False))
    return Message(given.get("context", ""), given.get("id", ""), given.get("plural", ""))
