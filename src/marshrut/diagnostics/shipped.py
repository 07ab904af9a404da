"""Questionnaires that come with the product, and the document that a version keeps."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, cast

from marshrut.diagnostics.questionnaires import Group, Questionnaire
from marshrut.diagnostics.reading import FRAME, parse_questionnaire
from marshrut.regulations.files import read

PRESETS = files("marshrut") / "presets" / "diagnostics"


@cache
def frameworks() -> Mapping[str, Mapping[str, object]]:
    """Shared groups of competences, by the name under which files refer to them."""
    found = [_content(name) for name in _names() if name.startswith("_")]
    return {str(one["framework"]): one for one in found}


@cache
def shipped() -> Mapping[str, Mapping[str, Any]]:
    """Whole documents by code, the self-diagnosis first."""
    documents = [_whole(_content(name)) for name in _names() if not name.startswith("_")]
    documents.sort(key=lambda one: (one["kind"] != "self_diagnosis", one["instrument"]))
    return {str(one["instrument"]): one for one in documents}


@cache
def competences() -> Mapping[str, Group]:
    """Groups of competences by key: what difficulties, steps and plans are told by."""
    return {one.key: one for one in known("self_diagnosis").groups}


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """A competence that regulations name."""

    key: str
    title: str
    title_en: str


@cache
def tops() -> Mapping[str, Top]:
    """Competences by key: groups of the shipped framework stand under them."""
    named = cast("list[dict[str, str]]", frameworks()["competences"]["competences"])
    return {one["key"]: Top(**one) for one in named}


def known_of(kinds: Collection[str]) -> list[Questionnaire]:
    """Shipped questionnaires of these kinds."""
    return [known(code) for code, one in shipped().items() if one["kind"] in kinds]


def known(code: str) -> Questionnaire:
    """A shipped questionnaire, read."""
    return parse_questionnaire(shipped()[code])


def _names() -> list[str]:
    return sorted(one.name for one in PRESETS.iterdir() if one.name.endswith(".yaml"))


def _content(name: str) -> dict[str, Any]:
    content = read((PRESETS / name).read_text(encoding="utf-8")).content
    return cast("dict[str, Any]", content)


def _whole(document: dict[str, Any]) -> dict[str, Any]:
    """With groups and levels in itself: what was published does not move with the framework."""
    parse_questionnaire(document, frameworks())
    frame = frameworks().get(document.get("framework", ""), {})
    plain = {name: value for name, value in document.items() if name != "framework"}
    return plain | {name: frame[name] for name in FRAME if name in frame}
