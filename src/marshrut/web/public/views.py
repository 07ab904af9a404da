"""Open pages: regulations in force."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from marshrut.files.keeping import download
from marshrut.regulations.access import former_for_all, in_force_for_all
from marshrut.regulations.queries import rules_of
from marshrut.web.programme_words import spoken, use_words
from marshrut.web.regulations.versions import document_sections
from marshrut.web.request import Request


def index(request: Request) -> HttpResponse:
    """Regulations in force with their orders."""
    versions = in_force_for_all(request.reach.on)
    return render(request, "public/index.html", {"title": _("Open page"), "versions": versions})


def regulation(request: Request, key: int) -> HttpResponse:
    """The text of one as it is in force today; the address outlives an amendment."""
    version = _in_force(request, key)
    rules = rules_of(version)
    use_words(request, rules)
    context = {
        "title": spoken(version.regulation.title, rules.title_en),
        "version": version,
        "publication": getattr(version, "publication", None),
        "former": former_for_all(version.regulation_id, request.reach.on),
        "sections": document_sections(rules),
        "is_all_gist": not any(clause.text for clause in rules.clauses),
    }
    return render(request, "public/regulation.html", context)


def signed(request: Request, key: int) -> FileResponse:
    """The signed document of the version in force."""
    version = _in_force(request, key)
    if version.signed is None:
        raise Http404
    return FileResponse(**download(version.signed))


def _in_force(request: Request, key: int) -> Any:
    return get_object_or_404(in_force_for_all(request.reach.on), regulation=key)
