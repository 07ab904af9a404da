"""«Персональные данные»: the work of the personal-data officer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.organisations.access import units
from marshrut.people.queries import named_like
from marshrut.privacy import access, operations
from marshrut.privacy.keeping import grounds
from marshrut.privacy.queries import counted
from marshrut.privacy.terms import terms
from marshrut.web.account.privacy_forms import ConsentForm
from marshrut.web.account.privacy_pages import purpose_of, request_lines
from marshrut.web.books import listed, page_of
from marshrut.web.deeds import attempt
from marshrut.web.privacy_words import PURPOSES, TERMS, ground_sentence
from marshrut.web.request import Request, signed_in
from marshrut.web.settings import personal_columns
from marshrut.web.settings import personal_pages as pages
from marshrut.web.settings.personal_forms import (
    ERASING,
    FindLooks,
    SettleForm,
    TermForm,
    TextForm,
)


@signed_in
def requests(request: Request) -> HttpResponse:
    """Open requests with their clocks, the nearest first; then those answered."""
    context = pages.officer_page(request, "personal")
    rows = access.requests(request.reach).filter(unit__in=request.reach.units(access.OFFICER))
    rows = rows.select_related("person", "unit").order_by("decided_on", "due", "pk")
    open_ = request_lines(rows.filter(outcome=""), request.reach)
    page = page_of(request, rows.exclude(outcome="").order_by("-decided_on", "-pk"))
    closed = request_lines(page.object_list, request.reach)
    context |= {"open": open_, "closed": closed, "page_obj": page}
    lines, shown = [*open_, *closed], personal_columns.requests()
    return listed(request, "settings/personal.html", context, lines=lines, columns=shown)


@signed_in
def one_request(request: Request, key: int) -> HttpResponse:
    """One request: what is asked, what stands in the way, the decision."""
    row = get_object_or_404(
        access.requests(request.reach).select_related("person", "unit", "decided_by"), pk=key
    )
    may = access.may_decide(request.reach, row)
    kept = grounds(row.person, request.reach.on) if may and row.kind in ERASING else []
    form = SettleForm(request.POST or None, request=row, kept=bool(kept))
    erases = row.kind in ERASING and request.POST.get("outcome") == "done"
    deed: Any = operations.erase_person if erases else operations.settle_request
    if request.method == "POST" and not may:
        raise PermissionDenied
    if attempt(request, form, deed, asked=row.pk):
        messages.success(request, _("The answer is recorded, the person is told."))
        return redirect("personal")
    line = request_lines([row], request.reach)[0]
    shown = {
        "title": line.title,
        "line": line,
        "about": PURPOSES.get(row.purpose),
        "grounds": [ground_sentence(one.code, one.free_on, one.text) for one in kept],
        "form": form if may and not row.outcome else None,
    }
    return render(request, "settings/personal_request.html", shown)


@signed_in
def consents(request: Request) -> HttpResponse:
    """Figures by organisation."""
    context = pages.officer_page(request, "personal_consents")
    rows = counted(request.reach.units(access.OFFICER), request.reach.on)
    titles = [words.title for words in PURPOSES.values()]
    context |= {"lines": pages.counted_lines(rows), "titles": titles}
    lines, shown = personal_columns.purposes(context["lines"]), personal_columns.consents()
    return listed(request, "settings/personal_consents.html", context, lines=lines, columns=shown)


@signed_in
def consents_of(request: Request, key: int) -> HttpResponse:
    """People of one organisation with their answers; ?show=silent leaves who has not answered."""
    context = pages.officer_page(request, "personal_consents")
    held = units(request.reach).filter(pk__in=request.reach.units(access.OFFICER))
    unit = get_object_or_404(held, pk=key)
    silent = request.GET.get("show") == "silent"
    lines = pages.people_lines(unit, request.reach, silent=silent)
    context |= {"title": unit.name, "unit": unit, "lines": lines, "silent": silent}
    shown = personal_columns.people()
    return listed(request, "settings/personal_people.html", context, lines=lines, columns=shown)


@signed_in
def consent_enter(request: Request, key: int, purpose: str) -> HttpResponse:
    """An answer given on paper, entered by who keeps the staff or by the officer."""
    person = get_object_or_404(access.people(request.reach), pk=key)
    standing = purpose_of(person, purpose)
    given: Any = {"reach": request.reach, "on_behalf": True, "standing": standing}
    form = ConsentForm(request.POST or None, request.FILES or None, **given)
    told: Any = {"person": person.pk, "purpose": purpose}
    back = pages.back_of(request.reach, person)
    if attempt(request, form, operations.answer_consent, **told):
        messages.success(request, _("The answer is recorded, the person is told."))
        return redirect(back)
    shown = {"title": PURPOSES[purpose].title, "standing": standing, "form": form}
    return render(request, "account/consent.html", shown | {"back": back, "person": person})


@signed_in
def texts(request: Request) -> HttpResponse:
    """The texts valid in the territory."""
    context = pages.officer_page(request, "personal_texts")
    shown = {
        "texts": pages.texts_here(pages.territory(request.reach)),
        "editions": pages.editions(request.reach),
    }
    return render(request, "settings/personal_texts.html", context | shown)


@signed_in
def text_edit(request: Request, purpose: str) -> HttpResponse:
    """The territory's next version of a text."""
    unit = pages.territory(request.reach)
    form = TextForm(request.POST or None, text=pages.text_here(unit, purpose))
    given: Any = {"unit": unit, "purpose": purpose}
    if attempt(request, form, operations.write_consent_text, **given):
        messages.success(request, _("The new version is in use from today."))
        return redirect("personal_texts")
    return _form(request, PURPOSES[purpose].title, form, "personal_texts")


@signed_in
def looks(request: Request) -> HttpResponse:
    """Who looked at whom in the territory, the newest first; found by either name."""
    context = pages.officer_page(request, "personal_looks")
    finder = FindLooks(request.GET or None)
    rows = access.looks(request.reach).select_related("reader", "person").order_by("-day", "-pk")
    if finder.is_valid() and (typed := finder.cleaned_data["q"]):
        rows = rows.filter(named_like(typed, "reader__") | named_like(typed, "person__"))
    page = page_of(request, rows)
    context |= {"page_obj": page, "finder": finder, "count": page.paginator.count}
    shown = personal_columns.looks()
    return listed(request, "settings/personal_looks.html", context, lines=page, columns=shown)


@signed_in
def term_table(request: Request) -> HttpResponse:
    """How long each kind of data is kept, why, and what happens then."""
    context = pages.officer_page(request, "personal_terms")
    lines, shown = pages.term_lines(), personal_columns.terms()
    context |= {"lines": lines, "may_set": access.may_keep_terms(request.reach)}
    return listed(request, "settings/personal_terms.html", context, lines=lines, columns=shown)


@signed_in
def term_edit(request: Request, kind: str) -> HttpResponse:
    """One term."""
    kept = terms().get(kind)
    if kept is None or not access.is_officer(request.reach):
        raise Http404
    if not access.may_keep_terms(request.reach):
        raise PermissionDenied
    form = TermForm(request.POST or None, kept=kept)
    if attempt(request, form, operations.set_term, kind=kind):
        messages.success(request, _("Saved."))
        return redirect("personal_terms")
    return _form(request, TERMS[kind][0], form, "personal_terms")


def _form(request: Request, title: Any, form: Any, back: str) -> HttpResponse:
    shown = {"title": title, "form": form, "back": reverse(back)}
    return render(request, "settings/form.html", shown)
