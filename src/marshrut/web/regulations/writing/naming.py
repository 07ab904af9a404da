"""What codes of norms are called in forms, and back: a name that nobody knows is its own code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import pgettext_lazy as _p

from marshrut.regulations.files import preset, presets
from marshrut.regulations.proposing import type_of
from marshrut.web.terms import TERMS, term
from marshrut.web.words import DEFAULT

# Of which things the codes of a parameter are names.
TOPICS: Mapping[tuple[str, str], str] = {
    ("answer", "answer"): "asked",
    ("deliverable", "deliverable"): "product",
    ("entry", "whom"): "whom",
    ("form", "form"): "form",
    ("form", "parts"): "part",
    ("indicator", "indicator"): "indicator",
    ("quota", "quota"): "activity",
    ("right", "may"): "right",
    ("size", "size"): "counted",
    ("words", "words"): "catalogue",
    ("", "accepted_by"): "who",
    ("", "by"): "who",
    ("", "right"): "who",
    ("", "then"): "who",
    ("", "waivers_by"): "who",
    ("", "who"): "who",
    ("", "uses"): "uses",
    ("kind", "post"): "post",
    ("kind", "posts"): "post",
    ("entry", "also"): "basis",
    ("kind", "audience"): "audience",
    ("kind", "basis"): "basis",
    ("kind", "form"): "activity",
    ("kind", "education"): "education",
    ("kind", "fields"): "education",
    ("kind", "employed_in"): "unit_kind",
    ("kind", "subject"): "subject",
    ("kind", "product"): "product",
}
# Of these a code may be a word that each regulation has of its own.
LOCAL = {"who", "sheet", "counted", "author", "entry", "term"}
OWN: Mapping[str, Mapping[str, Promise]] = {
    "activity": {
        "consultation": _p("activity", "consultation"),
        "group_session": _p("activity", "group session"),
        "master_class": _p("activity", "master class"),
        "meeting": _p("activity", "meeting"),
        "open_lesson": _p("activity", "open lesson"),
        "seminar": _p("activity", "seminar"),
        "supervision": _p("activity", "supervision"),
        "supported_event": _p("activity", "supported event"),
    },
    "asked": {
        "consultation": _p("asked", "a question"),
        "information": _p("asked", "a request for information"),
        "recommendation": _p("asked", "a recommendation"),
        "service": _p("asked", "a request of an organisation"),
        "visit": _p("asked", "a proposed visit"),
    },
    "audience": {
        "pupils": _p("audience", "pupils"),
        "teachers": _p("audience", "teachers"),
    },
    "basis": {
        "appointment": _p("basis of entry", "appointment"),
        "automatic": _p("basis of entry", "without applying"),
        "diagnosis": _p("basis of entry", "results of diagnostics"),
        "difficulty": _p("basis of entry", "difficulties"),
        "request": _p("basis of entry", "request of the organisation"),
        "wish": _p("basis of entry", "own wish"),
    },
    "catalogue": {
        "competences": _p("catalogue", "competences"),
        "bank_sections": _p("catalogue", "sections of the bank"),
        "directions": _p("catalogue", "directions"),
        "forms": _p("catalogue", "forms of work"),
        "functions": _p("catalogue", "functions"),
        "methods": _p("catalogue", "methods"),
        "materials": _p("catalogue", "kinds of materials"),
        "principles": _p("catalogue", "principles"),
        "resources": _p("catalogue", "resources"),
        "technologies": _p("catalogue", "technologies"),
        "topic_sources": _p("catalogue", "sources of topics"),
    },
    "counted": {
        "controller": _p("counted", "person in control"),
        "member": _p("counted", "member of a group"),
        "pairing": _p("counted", "assigned tutor"),
    },
    "sheet": {
        "activity": _p("sheet", "activity"),
        "figure": _p("sheet", "figure"),
        "participant": _p("sheet", "participant"),
        "service": _p("sheet", "service"),
        "tally": _p("sheet", "activities of a term"),
    },
    "uses": {
        "innovation": _p("uses", "innovations"),
        "projects": _p("uses", "projects"),
        "groups": _p("uses", "groups"),
    },
    "whom": {
        "pedagogical_staff": _p("whom", "all teaching staff"),
        "project_leader": _p("whom", "leader of a developed project"),
    },
}


def topic_of(type_: str, name: str) -> str:
    """The things that the codes of this parameter name, "" when they are plain words."""
    return TOPICS.get((type_, name)) or TOPICS.get(("", name), "")


def name_of(topic: str, code: str) -> str:
    """What a code is called; a code that is no word of ours stands as it is written."""
    own = OWN.get(topic, {}).get(code)
    if own is not None:
        return str(own)
    if code in TERMS.get(topic, {}):
        return term(topic, code)
    local = {"case": "support"}.get(code, code)
    spoken = topic in LOCAL and local in DEFAULT
    return DEFAULT.say(local, language=get_language() or "ru") if spoken else code


def names(topic: str) -> dict[str, str]:
    """Codes of a topic with their names: those that we name and those that presets use."""
    known = {*OWN.get(topic, {}), *TERMS.get(topic, {}), *_used().get(topic, ())}
    return {code: name_of(topic, code) for code in sorted(known)}


def code_of(topic: str, name: str) -> str:
    """The code of a name, in whatever letters; a new name is its own code."""
    plain = " ".join(name.split())
    return next(
        (code for code, known in names(topic).items() if known.lower() == plain.lower()), plain
    )


@cache
def _used() -> dict[str, set[str]]:
    """Codes that presets use, by topic."""
    found: dict[str, set[str]] = {}
    for code in presets():
        for part in preset(code)["parts"]:
            for norm in (norm for clause in part["clauses"] for norm in clause.get("norms", ())):
                kind = type_of(norm)
                for name, value in norm.items():
                    if topic := topic_of(kind, name):
                        words = value if isinstance(value, list) else [value]
                        found.setdefault(topic, set()).update(filter(_is_word, words))
    return found


def _is_word(value: object) -> bool:
    return isinstance(value, str)
