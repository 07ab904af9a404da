"""Orders of all organisations in one table, each row a deed of its own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marshrut.journal.deeds import deed_key
from marshrut.orders.access import order_units
from marshrut.programmes.operations import appoint_by_order
from marshrut.web.books import listed, page_of
from marshrut.web.deeds import attempt
from marshrut.web.papers import table as rows
from marshrut.web.programme_words import say, speaking_of
from marshrut.web.request import Request, signed_in


@signed_in
def table(request: Request) -> HttpResponse:
    """A row for each organisation; what is refused stays typed, the rest is saved."""
    if not order_units(request.reach):
        raise PermissionDenied
    known = rows.programmes(request.reach)
    programme = _chosen(request, known)
    context = {"title": _("Orders in one table"), "programme": programme}
    if programme is None:
        return render(request, "papers/table.html", context)
    guarding = speaking_of(request, programme)
    show = "open" if request.GET.get("show") == "open" else ""
    chosen, counts = rows.chosen(request.reach, programme, show=show)
    page = page_of(request, chosen, rows.SCHOOLS_ON_A_PAGE)
    found = rows.rows_of(request.reach, programme, page, request.POST or None)
    saved, left = _save(request, programme, guarding.rules, found)
    if saved and not left:
        return redirect(request.get_full_path())
    found = rows.renewed(request.reach, programme, found)
    context |= {"rows": found, "left": left, "waits": any(row.form for row in found)}
    context |= {"page_obj": page, "counts": counts, "show": show}
    context["tabs"] = rows.tabs(request.path, known, programme)
    lines, columns = rows.lines(found), rows.columns(request)
    return listed(request, "papers/table.html", context, lines=lines, columns=columns)


def _chosen(request: Request, known: list[Any]) -> Any:
    """The programme of the address, else the first; one that is not the reader's is not there."""
    asked = request.GET.get("programme", "")
    if not asked:
        return next(iter(known), None)
    found = next((row for row in known if str(row.pk) == asked), None)
    if found is None:
        raise Http404
    return found


def _save(request: Request, programme: Any, rules: Any, found: list[rows.Row]) -> tuple[int, int]:
    """Every touched row by itself: how many are saved, and how many are not."""
    saved = left = 0
    title = _("About the appointment of a %(tutor)s") % {"tutor": say(request, "tutor", "gen")}
    for row in found:
        if row.form is None or not row.form.is_touched:
            continue
        key = str(row.form["deed_key"].value() or "")
        with deed_key(key if key.isprintable() else ""):
            row.saved = _keep(request, row, programme, title, rules)
        saved, left = saved + row.saved, left + (not row.saved)
    if saved:
        said = ngettext("Saved: %(n)d row.", "Saved: %(n)d rows.", saved) % {"n": saved}
        messages.success(request, said)
    return saved, left


def _keep(request: Request, row: rows.Row, programme: Any, title: str, rules: Any) -> bool:
    form: Any = row.form
    if not form.is_valid():
        return False
    given = {"programme": programme, "unit": row.unit, "title": title}
    given["order"] = row.order.pk if row.order else None
    given["person"] = row.people.get(form.cleaned_data["person"] or 0)
    return attempt(request, form, appoint_by_order, rules=rules, **given)
