"""What pages of waivers show: the clause as it is written, what was refused, who decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marshrut.norms.rules import Clause
from marshrut.programmes import access
from marshrut.programmes.models import Programme, Waiver
from marshrut.programmes.queries import Guarding
from marshrut.web.books import page_of
from marshrut.web.labels import label
from marshrut.web.norm_words import thing_name
from marshrut.web.programmes.lists import ordered
from marshrut.web.programmes.pages import crumbs, link
from marshrut.web.programmes.things import Thing, thing_of
from marshrut.web.request import Request
from marshrut.web.terms import term
from marshrut.web.words import Words

COLUMNS = {
    "asked": ("-asked_on",),
    "clause": ("clause", "-asked_on"),
    "unit": ("unit__short_name", "-asked_on"),
}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A clause as a page quotes it."""

    cite: str
    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Exactly what is asked to be waived."""

    clause: Quoted
    parameters: dict[str, Any]

    @property
    def mark(self) -> str:
        return "-".join(str(self.parameters[name]) for name in ("clause", "code", "kind", "key"))


def quoted(guarding: Guarding, key: str) -> Quoted:
    """The clause of this key; a clause of an earlier version is named and no more."""
    clause = _clause(guarding, key)
    if clause is None:
        return Quoted(key, _("a clause of an earlier version"))
    english = get_language() == "en"
    text = clause.text or (english and clause.gist_en) or clause.gist
    return Quoted((english and clause.cite_en) or clause.cite, text)


def _clause(guarding: Guarding, key: str) -> Clause | None:
    return next((one for one in guarding.rules.clauses if one.key == key), None)


def wanted(request: Request, guarding: Guarding, thing: Thing | None) -> Wanted | None:
    """What the address asks for; nothing when there is no such clause."""
    key, code = request.GET.get("clause", ""), request.GET.get("code", "")
    if thing is None or not code or len(code) > 40 or _clause(guarding, key) is None:
        return None
    parameters = {
        "clause": key,
        "code": code,
        "kind": thing.kind,
        "key": thing.key,
        "unit": thing.unit,
        "label": thing.label,
    }
    return Wanted(quoted(guarding, key), parameters)


def listed(request: Request, guarding: Guarding, finder: Any) -> dict[str, Any]:
    """One page of the list."""
    programme, reach = guarding.programme, request.reach
    rows = access.waivers(reach).filter(programme=programme).select_related("unit")
    if finder.value("status"):
        rows = rows.filter(status=finder.value("status"))
    if finder.value("unit"):
        rows = rows.filter(unit=finder.value("unit"))
    found = page_of(request, ordered(request, rows, COLUMNS))
    office = guarding.rules.waivers_by
    lines = [
        {
            "row": row,
            "clause": quoted(guarding, row.clause),
            "status": row.status_on(reach.on),
            "may_decide": row.status == "asked"
            and access.may_decide_waiver(reach, row, office=office),
        }
        for row in found
    ]
    return {
        "rows": lines,
        "page_obj": found,
        "count": found.paginator.count,
        "deciding": sum(bool(line["may_decide"]) for line in lines),
        "office": term("who", office),
    }


def about(request: Request, row: Waiver, guarding: Guarding) -> dict[str, Any]:
    """The page of one waiver."""
    office = guarding.rules.waivers_by
    clause = quoted(guarding, row.clause)
    mine = row.asked_by_id is not None and row.asked_by_id == request.reach.user_id
    decides = access.may_decide_waiver(request.reach, row, office=office)
    status = row.status_on(request.reach.on)
    thing = thing_of(request.reach, row.programme, row.kind, str(row.key))
    return {
        "title": _("An exception from %(clause)s") % {"clause": clause.cite},
        "clause": clause,
        "status": status,
        "status_label": label("waiver", status),
        "thing_url": thing.href if thing else "",
        "kind": thing_name(row.kind, Words(guarding.rules.words)),
        "asker": getattr(row.asked_by, "person", None),
        "decider": getattr(row.decided_by, "person", None),
        "office": term("who", office),
        "order_url": link("order", row.order_id) if row.order_id else "",
        "may_withdraw": status == "asked" and mine,
        "may_end": status == "granted" and decides,
    }


def asked_message(request: Request, guarding: Guarding, unit: int) -> str:
    """Who will decide: maybe the reader."""
    office = guarding.rules.waivers_by
    if access.may_waive(request.reach, unit, office=office):
        return _("Recorded as asked. The decision is yours: it is in the list.")
    return _("Asked. It waits for the decision of: %(who)s.") % {"who": term("who", office)}


def first_error(form: BaseForm) -> str:
    """The first sentence of a form that is not shown again."""
    for errors in form.errors.values():
        return str(errors[0])
    return _("Nothing was changed.")


def above(programme: Programme) -> list[dict[str, str]]:
    """Crumbs down to the list."""
    return crumbs(
        ("programme", programme.title, programme.pk), ("waivers", _("Exceptions"), programme.pk)
    )
