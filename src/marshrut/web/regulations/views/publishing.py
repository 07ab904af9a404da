"""Making a version known: its address on the official site, the signed document."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.files.keeping import download
from marshrut.journal.deeds import Forbidden
from marshrut.regulations import access, operations
from marshrut.web.deeds import attempt
from marshrut.web.regulations import act_forms as forms
from marshrut.web.regulations.views.versions import found
from marshrut.web.request import Request, signed_in


@signed_in
def publish(request: Request, key: int) -> HttpResponse:
    """Record where the version stands on the official site."""
    row = _to_publish(request, key)
    known = getattr(row, "publication", None)
    form = forms.PublishForm(request.POST or None, known=known, reach=request.reach)
    if attempt(request, form, operations.publish_version, version=row.pk):
        messages.success(request, _("Recorded: the version is published."))
        return redirect("regulation_version", row.pk)
    context = {
        "title": _("Publication on the official site"),
        "intro": _(
            "The duty is done when the address on the official site of the authority and the day"
            " are recorded. The open page of this system may be what is linked there, but it does"
            " not stand for it."
        ),
        "open_href": request.build_absolute_uri(
            reverse("public_regulation", args=[row.regulation_id])
        ),
    }
    return _form(request, row, form, context)


@signed_in
def signed(request: Request, key: int) -> HttpResponse:
    """Upload the signed document."""
    row = _to_publish(request, key)
    form = forms.SignedForm(request.POST or None, request.FILES or None, version=row)
    if attempt(request, form, operations.keep_signed, version=row.pk):
        messages.success(request, _("The signed document is kept."))
        return redirect("regulation_version", row.pk)
    return _form(request, row, form, {"title": _("Signed document")})


@signed_in
def signed_file(request: Request, key: int) -> FileResponse:
    """The signed document of any version that the reader sees."""
    row = found(request, key)
    if row.signed is None:
        raise Http404
    return FileResponse(**download(row.signed))


def _to_publish(request: Request, key: int) -> Any:
    """The approved version, if the reader publishes it; 403 for who only reads."""
    row = found(request, key)
    if not access.may_publish(request.reach, row.regulation.unit_id):
        raise Forbidden
    if row.status != "approved":
        raise Http404
    return row


def _form(request: Request, row: Any, form: Any, context: dict[str, Any]) -> HttpResponse:
    back = reverse("regulation_version", args=[row.pk])
    shown = {"version": row, "form": form, "back": back, "button": _("Save")}
    return render(request, "regulations/form.html", shown | context)
