"""«Мой профиль → Согласия» and «Мои данные»."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut.people import queries as people
from marshrut.privacy import access, operations
from marshrut.privacy.queries import standings
from marshrut.web.account.export_book import packed
from marshrut.web.account.privacy_forms import AskForm, ConsentForm
from marshrut.web.account.privacy_pages import asked, consent_lines, looked, purpose_of
from marshrut.web.deeds import DeedForm, attempt
from marshrut.web.privacy_words import PURPOSES
from marshrut.web.request import Request, signed_in


@signed_in
def consents(request: Request) -> HttpResponse:
    """Every purpose with its text and my answer; what was answered before."""
    person = _me(request)
    history = access.consents(request.reach).filter(person=person).select_related("text")
    shown = {
        "title": _("Consents"),
        "lines": consent_lines(standings(person)),
        "history": history.order_by("-pk"),
    }
    return render(request, "account/consents.html", shown)


@signed_in
def consent(request: Request, purpose: str) -> HttpResponse:
    """One text, and an answer to it."""
    person = _me(request)
    standing = purpose_of(person, purpose)
    form = ConsentForm(
        request.POST or None, reach=request.reach, on_behalf=False, standing=standing
    )
    given = {"person": person.pk, "purpose": purpose}
    if attempt(request, form, operations.answer_consent, **given):
        messages.success(request, _("Your answer is recorded."))
        return redirect("consents")
    shown = {"title": PURPOSES[purpose].title, "standing": standing, "form": form}
    return render(request, "account/consent.html", shown | {"back": reverse("consents")})


@signed_in
def my_data(request: Request) -> HttpResponse:
    """My export, my requests to the officer, who looked at me."""
    person = _me(request)
    exports = access.exports(request.reach).defer("content")
    shown = {
        "title": _("My data"),
        "waiting": exports.filter(taken_at=None).first(),
        "taken": exports.exclude(taken_at=None).order_by("-taken_at").first(),
        "requests": asked(request, person),
        "looks": looked(request.reach, person),
    }
    return render(request, "account/my_data.html", shown)


@signed_in
@require_POST
def export_ask(request: Request) -> HttpResponse:
    """Ask for everything about myself; it is put together in the background."""
    if attempt(request, DeedForm(request.POST), operations.ask_export, person=_me(request)):
        messages.success(request, _("Your data is being put together. You will be told."))
    return redirect("my_data")


@signed_in
@require_POST
def export_take(request: Request) -> HttpResponse:
    """The archive itself, once."""
    row = get_object_or_404(access.exports(request.reach).filter(taken_at=None))
    content = operations.take_export(export=row.pk, actor=request.reach, at=request.at)
    answer = HttpResponse(packed(content, row.ready_at), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@signed_in
def data_ask(request: Request) -> HttpResponse:
    """A request to the personal-data officer."""
    person = _me(request)
    form = AskForm(request.POST or None, initial={"kind": request.GET.get("kind", "")})
    if attempt(request, form, operations.ask_officer, person=person):
        messages.success(request, _("Your request is sent. The answer will come here."))
        return redirect("my_data")
    shown = {"title": _("Ask the personal-data officer"), "form": form}
    return render(request, "account/data_ask.html", shown)


def _me(request: Request) -> Any:
    person = people.person_of(request.user.pk)
    if person is None:
        raise Http404
    return person
