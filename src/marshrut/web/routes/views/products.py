"""Products: their page, form, handing in, acceptance, file."""

from __future__ import annotations

import secrets

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from marshrut.files.keeping import download
from marshrut.programmes.access import appointments
from marshrut.routes import access, operations
from marshrut.routes.kinds import MADE_BY_DEED, kind_of
from marshrut.routes.operations.products import CHANGEABLE
from marshrut.web.programme_words import speaking_of
from marshrut.web.request import Request, signed_in
from marshrut.web.routes import forms
from marshrut.web.routes.pages import open_route, seen_by
from marshrut.web.routes.product_forms import OwnProductForm, ProductForm
from marshrut.web.routes.product_pages import (
    context_of,
    gathered,
    is_submitted,
    kind_of_row,
    known_kind,
    long_form,
    page_of,
    press,
    row_of,
    title_of,
)
from marshrut.web.routes.texts import product_prompt
from marshrut.web.routes.views.plan import allowed


@signed_in
def product(request: Request, key: int) -> HttpResponse:
    """A product as text, with what may be done with it."""
    row = row_of(request, key)
    page = page_of(request, row)
    kind = kind_of_row(row, request, page)
    changes = access.may_change_product(request.reach, row) and row.kind not in MADE_BY_DEED
    still_open = page is None or page.is_open
    shown = {
        "product": row,
        "texts": [
            (product_prompt(part).title, row.content[part])
            for part in kind.parts
            if row.content.get(part)
        ],
        "changes": changes and still_open and row.status in CHANGEABLE,
        "accepts": still_open
        and is_submitted(row)
        and access.may_accept_product(request.reach, row),
        "own_word": kind.is_own_word,
        "fresh": secrets.token_urlsafe(12),
    }
    return render(request, "routes/product.html", context_of(page, title_of(row), **shown))


@signed_in
def new(request: Request, key: int, kind: str) -> HttpResponse:
    """Begin a product of the route; the final report comes drafted from the route's facts."""
    page = open_route(request, key)
    existing = access.products(request.reach).filter(route=key, kind=kind).first()
    if existing is not None:
        return redirect("product", existing.pk)
    said = known_kind(page, kind)
    mine = access.may_act_as(request.reach, page.route, said.by)
    allowed(page.is_open and (mine or page.records))
    form = ProductForm(
        request.POST or None,
        request.FILES or None,
        kind=said,
        row=None,
        reach=request.reach,
        seen_by=seen_by(page),
        on_behalf=not mine,
        initial=gathered(page, kind),
    )
    draft = f"product:{key}:{kind}"
    return long_form(
        request, page, form, operations.keep_product, kind, draft, route=key, kind=kind
    )


@signed_in
def new_own(request: Request, key: int, kind: str) -> HttpResponse:
    """Begin a product of the tutor themselves."""
    tutors = appointments(request.reach).filter(pk__in=request.reach.appointments)
    row = get_object_or_404(tutors.select_related("programme__unit"), pk=key)
    found = speaking_of(request, row.programme)
    try:
        said = kind_of(found.rules, kind)
    except LookupError as unknown:
        raise Http404 from unknown
    routes = access.routes(request.reach).filter(enrolment__in=request.reach.pairs, closed_on=None)
    form = OwnProductForm(
        request.POST or None,
        request.FILES or None,
        kind=said,
        row=None,
        reach=request.reach,
        seen_by=_(
            "Will be seen by: you, the colleague you draft it with, and the head of the school"
        ),
        routes=routes.select_related("enrolment__person"),
    )
    deed, draft = operations.keep_own_product, f"own:{key}:{kind}"
    return long_form(request, None, form, deed, kind, draft, appointment=key, kind=kind)


@signed_in
def edit(request: Request, key: int) -> HttpResponse:
    """Work on a draft, or on what was returned."""
    row = row_of(request, key)
    page = page_of(request, row)
    allowed(access.may_change_product(request.reach, row) and row.status in CHANGEABLE)
    form = ProductForm(
        request.POST or None,
        request.FILES or None,
        kind=kind_of_row(row, request, page),
        row=row,
        reach=request.reach,
        seen_by=seen_by(page) if page else "",
    )
    draft = f"product:{key}"
    return long_form(request, page, form, operations.edit_product, row.kind, draft, product=key)


@signed_in
def submit(request: Request, key: int) -> HttpResponse:
    """Hand it in."""
    row = row_of(request, key)
    allowed(access.may_change_product(request.reach, row))
    form = forms.RowForm(request.POST or None, row=row)
    return press(request, row, form, operations.submit_product, _("Hand in"), _("Handed in."))


@signed_in
def accept(request: Request, key: int) -> HttpResponse:
    """Accept what was handed in."""
    row = row_of(request, key)
    allowed(access.may_accept_product(request.reach, row))
    form = forms.RowForm(request.POST or None, row=row)
    return press(request, row, form, operations.accept_product, _("Accept"), _("Accepted."))


@signed_in
def give_back(request: Request, key: int) -> HttpResponse:
    """Return it with what to correct."""
    row = row_of(request, key)
    allowed(access.may_accept_product(request.reach, row))
    form = forms.RemarkForm(request.POST or None, row=row)
    title = _("Return for correction")
    return press(request, row, form, operations.return_product, title, _("Returned."))


@signed_in
def file(request: Request, key: int) -> FileResponse:
    """The product's file, for its readers."""
    row = row_of(request, key)
    if row.file is None:
        raise Http404
    return FileResponse(**download(row.file))
