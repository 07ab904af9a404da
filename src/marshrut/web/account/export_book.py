"""One's own data as an archive that is readable without the system."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.dateparse import parse_date, parse_datetime

from marshrut.files.keeping import safe_name, stored_path
from marshrut.privacy.owned import OWNED
from marshrut.web.account.export_words import FIELDS, SECTIONS
from marshrut.web.routes.texts import need_title
from marshrut.web.tags.dates import date_long, moment

INDEX, DATA, FILES = "Обо мне.html", "data.json", "Файлы"
MODELS = {owned.code: owned.model for owned in OWNED}


def packed(content: Mapping[str, Any], ready_at: datetime | None) -> bytes:
    """A page in Russian, the same as JSON, and the files that the person attached."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        with translation.override("ru"):
            archive.writestr(INDEX, _page(content, ready_at))
        archive.writestr(DATA, json.dumps(content, ensure_ascii=False, indent=1))
        for number, file in enumerate(content.get("files", ()), 1):
            path = stored_path(file["digest"])
            if path.exists():
                archive.write(path, f"{FILES}/{number}. {safe_name(file['name'])}")
    return buffer.getvalue()


def _page(content: Mapping[str, Any], ready_at: datetime | None) -> str:
    sections = [
        (SECTIONS[code], [list(_facts(code, row)) for row in rows])
        for code, rows in content["sections"].items()
    ]
    card = list(_facts("card", content["card"]))
    shown = {"card": card, "sections": sections, "files": content.get("files"), "at": ready_at}
    return render_to_string("account/export.html", shown)


def _facts(code: str, row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(what it is called, what it is); what is empty is left out."""
    for name, value in row.items():
        if value not in (None, "", {}, []):
            yield str(FIELDS[name]), _said(code, name, value)


def _said(code: str, name: str, value: Any) -> str:
    if isinstance(value, dict):
        return "\n".join(str(one) for one in value.values())
    if name == "need":
        return need_title(str(value))
    chosen = _choices(code, name).get(value) if isinstance(value, str) else None
    if chosen is not None:
        return str(chosen)
    if isinstance(value, str) and (day := _day(value)):
        return moment(day) if isinstance(day, datetime) else date_long(day)
    return str(value)


def _choices(code: str, name: str) -> dict[Any, Any]:
    if code not in MODELS or "." in name:
        return {}
    column: Any = MODELS[code]._meta.get_field(name)
    return dict(getattr(column, "flatchoices", ()))


def _day(text: str) -> date | datetime | None:
    """A day or a moment as JSON keeps them; a text that only begins like one is left alone."""
    try:
        at = parse_datetime(text)
        return timezone.localtime(at) if at and at.tzinfo else parse_date(text)
    except ValueError:
        return None
