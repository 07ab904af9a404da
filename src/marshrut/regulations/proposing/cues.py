"""Norms that the words of a clause give away by themselves, without any likeness."""

# One shape for all finders; not all of them need every part of a clause.
# ruff: noqa: ARG001

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from marshrut.regulations.numbers import Found

Norm = dict[str, Any]
ACT = re.compile(
    r"(?:федеральн\w+\s+закон\w*|закон\w*|распоряжени\w+|приказ\w*|постановлени\w+|указ\w*|письм\w+)"
    r"\s[^;]{0,120}?\bот\s+\d{1,2}[.\s]\s?[\dа-я]{2,8}[.\s]\s?\d{4}(?:\s*г(?:\.|ода))?\s*№\s?[\w/-]+"
    r"(?:\s+«[^»]+»)?",
    re.IGNORECASE,
)
ITEM = re.compile(r"^\s*(?:[•·●▪*–—-]|\(?\d{1,2}\)|[а-я]\))\s*(.+?)[;.,]?\s*$", re.MULTILINE)
OPEN_END = re.compile(r"^(?:и\s+)?(?:др(?:\b|уги)|ин(?:ые|ое)|прочи)", re.IGNORECASE)
CATALOGUES = (
    ("форм", "forms"),
    ("метод", "methods"),
    ("технологи", "technologies"),
    ("направлени", "directions"),
    ("функци", "functions"),
    ("принцип", "principles"),
    ("компетен", "competences"),
    ("ресурс", "resources"),
)
ACTIVITIES = (
    (r"мастер-класс", "master_class"),
    (r"открыт\w+\s+(?:урок|заняти)", "open_lesson"),
    (r"консультаци", "consultation"),
    (r"супервизи", "supervision"),
    (r"семинар", "seminar"),
    (r"(?:групповы\w+|практическ\w+)\s+заняти", "group_session"),
    (r"встреч", "meeting"),
    (r"мероприяти", "supported_event"),
)
FIELDS = (
    (r"сфер\w+ образовани", "education"),
    ("педагогик|педагогическ", "pedagogy"),
    ("психолог", "psychology"),
)
VERBS = (
    (r"(?:посещ|присутств|приходить).{0,40}(?:урок|заняти|мероприяти)", "hold_visit"),
    (r"(?:запрашив|просить|получать).{0,60}(?:сведени|информаци)", "request_information"),
    (r"(?:консультирова|совет).{0,30}коллег", "consult_colleague"),
    (r"(?:высказ|выраж).{0,40}мнени", "give_opinion"),
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A norm with the name of what gave it away, and the numbers that it took."""

    name: str
    norm: Norm
    numbers: tuple[Found, ...] = ()


def cues(text: str, lead: str, numbers: Sequence[Found]) -> list[Cue]:
    """Every norm that the words themselves tell; ``lead`` is the sentence that begins its list."""
    low = " ".join(f"{lead} {text}".lower().replace("ё", "е").split())
    return [cue for find in FINDERS for cue in find(text, low, numbers)]


def items_of(text: str) -> list[str]:
    """Names in the list of a clause, without their marks."""
    return [found.strip() for found in ITEM.findall(text)]


def _acts(text: str, low: str, numbers: Sequence[Found]) -> Iterator[Cue]:
    found = [" ".join(one.split()) for one in ACT.findall(text)]
    if found and re.search(r"в соответствии|на основании|руководств|разработан", low):
        yield Cue("acts", {"text": found})


def _catalogue(text: str, low: str, numbers: Sequence[Found]) -> Iterator[Cue]:
    names = items_of(text)
    lead = low.split(":", 1)[0]
    code = next((code for stem, code in CATALOGUES if stem in lead), "")
    if len(names) < 2 or ":" not in text:
        return
    if "этап" in lead:
        items = [{"key": f"stage_{at}", "word": _capital(one)} for at, one in enumerate(names, 1)]
        yield Cue("stages", {"stages": "case", "items": items})
    elif code:
        closed = [one for one in names if not OPEN_END.match(one)]
        norm: Norm = {
            "words": code,
            "items": {f"{code}_{at}": _capital(one) for at, one in enumerate(closed, 1)},
        }
        yield Cue("list", norm | ({"closed": "yes"} if len(closed) == len(names) else {}))


def _quota(text: str, low: str, numbers: Sequence[Found]) -> Iterator[Cue]:
    times = next((one for one in numbers if one.sort == "times"), None)
    code = next((code for shape, code in ACTIVITIES if re.search(shape, low)), "")
    if times and code:
        limit = {"most": str(times.most)} if times.most else {"least": str(times.least)}
        norm: Norm = {"quota": code, "per": "programme", "period": times.unit, **limit}
        yield Cue("times", norm, (times,))


def _group(text: str, low: str, numbers: Sequence[Found]) -> Iterator[Cue]:
    people = next((one for one in numbers if one.sort == "people"), None)
    if people and "групп" in low:
        limits = {"least": people.least, "most": people.most}
        norm: Norm = {"size": "member", "per": "group"}
        norm |= {name: str(value) for name, value in limits.items() if value is not None}
        yield Cue("group", norm | {"guards": "approve_group"}, (people,))


def _term(text: str, low: str, numbers: Sequence[Found]) -> Iterator[Cue]:
    length = next((one for one in numbers if one.sort == "length"), None)
    if length is None or "стаж" in low:
        return
    said = r"продолжительност|срок\w* (?:работы|сопровожден|назнач|закреплен)|назнача|сопровожда"
    if re.search(said, low):
        term = "appointment" if "назнача" in low else "pairing"
        name, value = ("most", length.most) if length.most else ("least", length.least)
        yield Cue("length", {"term": term, name: str(value), "unit": length.unit}, (length,))


def _tutor(text: str, low: str, numbers: Sequence[Found]) -> Iterator[Cue]:
    if not re.search(r"назнача|тьютор(?:ом|ами)?\s+(?:может|могут|являет|становит)", low):
        return
    kinds: list[Any] = []
    if "высшее" in low:
        told = re.split(r"стаж", low)[0]
        named = [code for stem, code in FIELDS if re.search(stem, told)]
        kinds.append({"education": {"level": "higher", **({"fields": named} if named else {})}})
    length = next((one for one in numbers if one.sort == "length" and one.least), None)
    if "стаж" in low and length:
        managing = ["managing"] if "руковод" in low else []
        years = f"{length.least} {length.unit}s"
        kinds.append({"experience": {"posts": ["teaching", *managing], "least": years}})
    if kinds:
        norm: Norm = {"condition": "tutor", "guards": "appoint", "all": kinds}
        yield Cue("tutor", norm, (length,) if length and "стаж" in low else ())


def _right(text: str, low: str, numbers: Sequence[Found]) -> Iterator[Cue]:
    if not (said := re.search(r"име[ею]т право|вправе", low)):
        return
    verb = next((code for shape, code in VERBS if re.search(shape, low[said.end() :])), "")
    if verb:
        whose = (
            "tutee"
            if re.search(r"тьюторант|подопечн|сопровождаем", low[: said.start()])
            else "tutor"
        )
        norm: Norm = {"right": whose, "may": verb}
        if verb == "hold_visit" and "соглас" in low:
            norm["when"] = ["agreed_visit"]
        yield Cue("right", norm)


def _entry(text: str, low: str, numbers: Sequence[Found]) -> Iterator[Cue]:
    if re.search(r"добровольн\w+ (?:основ|участ|начал)|участву\w+ (?:по желани|добровольно)", low):
        leaves = re.search(r"(?:выход|выйти|отказат|прекрати).{0,40}(?:любо|времени)", low)
        norm: Norm = {"entry": "tutee", "basis": "wish"}
        yield Cue("wish", norm | ({"leave": "any_time"} if leaves else {}))


def _plain(name: str, shape: str, norm: Norm) -> Callable[..., Iterator[Cue]]:
    pattern = re.compile(shape)

    def find(text: str, low: str, numbers: Sequence[Found]) -> Iterator[Cue]:
        if pattern.search(low):
            yield Cue(name, norm)

    return find


FINDERS = (
    _acts,
    _catalogue,
    _quota,
    _group,
    _term,
    _tutor,
    _right,
    _entry,
    _plain(
        "approval",
        r"^утвердить\b.{0,30}положени|вступает в силу.{0,60}(?:утвержд|приказ)"
        r"|утверждается приказом",
        {
            "deliverable": ["approving_order"],
            "for": "version",
            "by": "municipal_coordinator",
            "due": "approval",
        },
    ),
    _plain(
        "free",
        r"консультаци.{0,60}не ограничен|не ограничен.{0,60}консультаци",
        {"quota": "consultation", "per": "case", "period": "programme"},
    ),
    _plain(
        "control",
        r"(?:контроль|ответственность)\b.{0,60}(?:исполнени|выполнени).{0,60}"
        r"(?:возложить|оставляю|оставить|за собой)",
        {"size": "controller", "per": "version", "least": "1", "guards": "approve_version"},
    ),
    _plain(
        "publication",
        r"(?:разместить|опубликовать).{0,80}(?:сайт|интернет)",
        {
            "deliverable": ["publication"],
            "for": "version",
            "by": "municipal_coordinator",
            "due": {"days_after": "5", "of": "approval"},
            "local": ["due"],
        },
    ),
    _plain(
        "diagnosis",
        r"(?:организ|начина|осуществля|строит)\w*.{0,20}(?:на основ\w+|по результат\w+|после)"
        r".{0,40}самодиагностик",
        {"condition": "route", "guards": "start_route", "all": ["self_diagnosis"]},
    ),
)


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]
