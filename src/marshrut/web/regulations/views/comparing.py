"""Comparing two versions of one regulation, clause by clause."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from marshrut.regulations import access
from marshrut.regulations.queries import rules_of
from marshrut.web.programme_words import use_words
from marshrut.web.regulations.comparing import sides
from marshrut.web.regulations.views.versions import found
from marshrut.web.request import Request, signed_in


@signed_in
def compare(request: Request, key: int) -> HttpResponse:
    """Side by side with another version: the one named, else the one that it came from."""
    version = found(request, key)
    rows = access.versions(request.reach).filter(regulation=version.regulation_id)
    others = list(rows.exclude(pk=version.pk).order_by("-number"))
    if not others:
        raise Http404
    other = _chosen(request, version, others)
    old, new = sorted((version, other), key=lambda one: one.number)
    use_words(request, rules_of(new))
    every = request.GET.get("all") == "1"
    context = {
        "title": _("Versions %(old)s and %(new)s") % {"old": old.number, "new": new.number},
        "version": version,
        "other": other,
        "others": others,
        "old": old,
        "new": new,
        "every": every,
        "sides": sides(rules_of(old), rules_of(new), every=every),
    }
    return render(request, "regulations/compare.html", context)


def _chosen(request: Request, version: Any, others: list[Any]) -> Any:
    if asked := request.GET.get("with", ""):
        named = next((one for one in others if str(one.pk) == asked), None)
        if named is None:
            raise Http404
        return named
    known = next((one for one in others if one.pk == version.amends_id), None)
    return known or min(others, key=lambda one: abs(one.number - version.number))
