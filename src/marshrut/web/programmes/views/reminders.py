"""Reminding many at once, with a text for the messenger."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from marshrut.oversight.access import may_remind
from marshrut.oversight.debts import debtors
from marshrut.oversight.operations import remind
from marshrut.programmes import access
from marshrut.web.books import listed
from marshrut.web.deeds import attempt
from marshrut.web.programme_words import speaking_of
from marshrut.web.programmes import reminding
from marshrut.web.programmes.pages import page
from marshrut.web.request import Request, signed_in


@signed_in
def reminders(request: Request, key: int) -> HttpResponse:
    """Who owes what, by organisation or clause; the chosen are reminded once a day."""
    programme = get_object_or_404(access.programmes(request.reach).select_related("unit"), pk=key)
    if not may_remind(request.reach, programme):
        raise PermissionDenied
    guarding = speaking_of(request, programme)
    units = access.units(request.reach, programme)
    finder = reminding.DebtFinder(request.GET or None, units=units, rules=guarding.rules)
    unit = finder.value("unit")
    asked: dict[str, Any] = {
        "unit": unit.pk if unit else None,
        "clause": finder.value("clause") or "",
    }
    owing = debtors(programme, request.reach, **asked)
    form = reminding.RemindForm(request.POST or None, people=[one.person.pk for one in owing])
    if attempt(request, form, remind, programme=programme, **asked):
        messages.success(request, _("The reminders are sent."))
        return redirect(request.get_full_path())
    named = dict(units.values_list("pk", "short_name"))
    rows = reminding.rows_of(owing, named, request.reach.on)
    context = page(request, programme, title=_("Reminders"), finder=finder, form=form, rows=rows)
    context |= {"common": reminding.common_text(owing, request.reach.on), "count": len(rows)}
    columns = reminding.columns()
    return listed(request, "programmes/reminders.html", context, lines=rows, columns=columns)
