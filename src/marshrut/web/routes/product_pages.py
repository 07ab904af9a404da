"""What pages of products share: fetching for a reader, the long form, a short deed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.routes import access
from marshrut.routes.kinds import MADE_BY_DEED, ProductKind, kind_of
from marshrut.routes.models import Product
from marshrut.routes.reporting import draft_final_report
from marshrut.web.deeds import attempt
from marshrut.web.drafts import forget, restore
from marshrut.web.programme_words import speaking_of
from marshrut.web.request import Request
from marshrut.web.routes import forms
from marshrut.web.routes.pages import Open, context, open_route
from marshrut.web.routes.product_forms import ProductForm
from marshrut.web.routes.texts import product_title


def is_submitted(row: Product) -> bool:
    return row.status == Product.Status.SUBMITTED


def row_of(request: Request, key: int) -> Product:
    """A product that the reader may read; that another exists is told only by its route."""
    rows = access.products(request.reach).select_related(
        "route", "together", "author", "file", "programme__unit", "appointment"
    )
    row = get_object_or_404(rows, pk=key)
    if not access.may_read_product(request.reach, row):
        raise Http404
    return row


def kind_of_row(row: Product, request: Request, page: Open | None) -> ProductKind:
    found = page.found if page else speaking_of(request, row.programme)
    return kind_of(found.rules, row.kind)


def page_of(request: Request, row: Product) -> Open | None:
    """The product's route, opened; a tutor's own product may have none."""
    return open_route(request, row.route_id) if row.route_id else None


def context_of(page: Open | None, title: str, **more: Any) -> dict[str, Any]:
    if page is not None:
        return context(page, title, **more)
    crumbs = [{"href": reverse("own_products"), "title": _("Materials")}]
    return {"title": title, "crumbs": crumbs, **more}


def title_of(row: Product) -> str:
    title = product_title(row.kind)
    return f"{title}: {row.title}" if row.title else title


def known_kind(page: Open, kind: str) -> ProductKind:
    try:
        said = kind_of(page.found.rules, kind)
    except LookupError as unknown:
        raise Http404 from unknown
    if said.of != "route" or kind in MADE_BY_DEED:
        raise Http404
    return said


def gathered(page: Open, kind: str) -> dict[str, str]:
    if kind != "final_report" or not page.reads_texts:
        return {}
    row = page.route
    return draft_final_report(row, row.steps.all(), row.products.all())


def long_form(
    request: Request,
    page: Open | None,
    form: ProductForm,
    deed: Any,
    named: str,
    draft: str,
    **parameters: Any,
) -> HttpResponse:
    """The long form of a product; saved as a draft, handed in from its page."""
    if attempt(request, form, deed, **parameters):
        forget(request, draft)
        messages.success(request, _("Saved as a draft. Look it through and hand it in."))
        return redirect(_saved(request, parameters, named))
    restore(request, form, draft)
    shown = {"form": form, "draft": draft, "back": _back(page)}
    return render(
        request, "routes/product_form.html", context_of(page, product_title(named), **shown)
    )


def _saved(request: Request, parameters: dict[str, Any], kind: str) -> str:
    if "product" in parameters:
        return reverse("product", args=[parameters["product"]])
    rows = access.products(request.reach).filter(kind=kind).order_by("-pk")
    if "route" in parameters:
        rows = rows.filter(route=parameters["route"])
    else:
        rows = rows.filter(appointment=parameters["appointment"])
    made = rows.first()
    readable = made is not None and access.may_read_product(request.reach, made)
    return reverse("product", args=[made.pk]) if made and readable else reverse("routes")


def _back(page: Open | None) -> str:
    return reverse("route", args=[page.route.pk]) if page else reverse("own_products")


def press(
    request: Request, row: Product, form: forms.RowForm, deed: Any, title: str, done: str
) -> HttpResponse:
    """One short deed on a product, and back to its page."""
    page = page_of(request, row)
    if attempt(request, form, deed, product=row.pk):
        messages.success(request, done)
        return redirect("product", row.pk)
    back = reverse("product", args=[row.pk])
    shown = {"form": form, "button": title, "back": back, "over": title_of(row)}
    return render(request, "routes/form.html", context_of(page, title, **shown))
