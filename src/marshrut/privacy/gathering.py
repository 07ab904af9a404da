"""Everything about a person, gathered for the person's own export."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from marshrut.files.models import StoredFile
from marshrut.groups.models import Application
from marshrut.people.models import Person
from marshrut.people.reach import Reach
from marshrut.privacy.owned import OWNED
from marshrut.privacy.owning import Owned
from marshrut.routes.models import Product, StepEvidence


def gathered(person: Person, reach: Reach) -> dict[str, Any]:
    """Everything about the person that the person may read, as plain values by section."""
    user = person.user
    card = {name: getattr(person, name) for name in ("surname", "given", "patronymic")}
    card |= {name: getattr(person, name) for name in ("gender", "email", "phone")}
    card |= {"login": user.login, "language": user.language} if user else {}
    sections = {one.code: list(_lines(one, person.pk, reach)) for one in OWNED if one.shown}
    found = {code: lines for code, lines in sections.items() if lines}
    return {"card": card, "sections": found, "files": _files(person)}


def _files(person: Person) -> list[dict[str, str]]:
    """Files that the person attached: to steps, to own materials, to what they asked to review."""
    keys = {
        key
        for model in (StepEvidence, Product)
        for key in model.objects.filter(author=person, file__isnull=False).values_list("file")
    }
    asked = Application.objects.filter(submitted_by=person, personal=True, file__isnull=False)
    keys |= set(asked.values_list("file"))
    rows = StoredFile.objects.filter(pk__in=[key for (key,) in keys]).order_by("pk")
    return [{"name": row.name, "digest": row.digest} for row in rows]


def _lines(owned: Owned, person: int, reach: Reach) -> Iterator[dict[str, Any]]:
    rows = owned.rows(person)
    if owned.case:
        rows = rows.filter(**{f"{owned.case}__in": reach.cases | reach.pairs | reach.past_pairs})
    for row in rows:
        yield {
            name: _value(row, name)
            for name in owned.shown
            if name not in owned.opens or getattr(row, owned.opens[name]) is not None
        }


def _value(row: Any, path: str) -> Any:
    for name in path.split("."):
        row = getattr(row, name, None)
    return str(row) if isinstance(row, Model) else row
