"""The matrix of clauses and municipalities: a page, and the same as a book for Excel."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from marshrut.monitoring.matrix import Matrix
from marshrut.monitoring.matrix import matrix as matrix_of
from marshrut.oversight.access import may_read_rollups
from marshrut.web.books import sent
from marshrut.web.monitoring.matrix_book import book_of
from marshrut.web.monitoring.matrix_page import chosen, page
from marshrut.web.request import Request, signed_in


@signed_in
def index(request: Request) -> HttpResponse:
    """The section opens with its first page."""
    return redirect("matrix" if may_read_rollups(request.reach) else "brief")


@signed_in
def matrix(request: Request) -> HttpResponse:
    """Clauses of one model by municipalities."""
    found = _found(request)
    if found is None:
        return render(request, "monitoring/nothing.html", {"title": _("Matrix")})
    return render(request, "monitoring/matrix.html", page(request, found))


@signed_in
def book(request: Request) -> HttpResponse:
    """Exactly what the page shows, for Excel."""
    found = _found(request)
    if found is None:
        raise Http404
    choice = chosen(request, found)
    return sent(book_of(found, choice), f"matrix-{found.model.code}")


def _found(request: Request) -> Matrix | None:
    if not may_read_rollups(request.reach):
        raise Http404
    return matrix_of(request.reach, code=request.GET.get("model", ""))
