"""«Мой профиль»: what is known of me, how I am reached, what others recorded for me."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut.people import access, operations, queries
from marshrut.people.reach import SCHOOL
from marshrut.web.account.forms import ContactsForm, LanguageForm, ObjectionForm
from marshrut.web.deeds import DeedForm, attempt
from marshrut.web.people.cards import card_of
from marshrut.web.request import Request, signed_in

# So many records made in the name of an organisation are shown, the newest.
ENTERED = 100


@signed_in
def profile(request: Request) -> HttpResponse:
    """One page with everything about oneself and the ways to change it."""
    person = queries.person_of(request.user.pk)
    shown = {
        "title": _("My profile"),
        "person": person,
        "card": card_of(person, request.reach) if person else None,
        "language": request.user.get_language_display(),
        "recorded": _recorded(request, person.pk) if person else 0,
        "mail_is_on": bool(settings.EMAIL_HOST),
    }
    return render(request, "account/profile.html", shown)


def _recorded(request: Request, person: int) -> int:
    """What others recorded for me, and in the name of the organisation I answer for."""
    entered = queries.entered_for_units(request.reach.deeds_in(*SCHOOL))
    return queries.about(person).count() + entered.count()


@signed_in
def contacts(request: Request) -> HttpResponse:
    """My e-mail and phone."""
    person = queries.person_of(request.user.pk)
    if person is None:
        raise Http404
    if person.contacts_withheld:
        return redirect("consents")
    known = {"email": person.email, "phone": person.phone, "row_version": person.row_version}
    form = ContactsForm(request.POST or None, initial=known)
    if attempt(request, form, operations.edit_contacts, person=person.pk):
        messages.success(request, _("Saved."))
        return redirect("profile")
    return _form(request, _("My contacts"), form)


@signed_in
def language(request: Request) -> HttpResponse:
    """The language in which the system speaks to me, here and in letters."""
    form = LanguageForm(request.POST or None, initial={"language": request.user.language})
    if not attempt(request, form, operations.choose_language):
        return _form(request, _("Language"), form)
    chosen = form.cleaned_data["language"]
    with translation.override(chosen):
        messages.success(request, _("Saved."))
    answer = redirect("profile")
    answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, httponly=True, samesite="Lax")
    return answer


@signed_in
def paper_records(request: Request) -> HttpResponse:
    """What others recorded for me; and objections to what I recorded for others."""
    me = request.reach.person or 0
    shown = {
        "title": _("My records from paper"),
        "records": queries.about(me),
        "entered": queries.entered_for_units(request.reach.deeds_in(*SCHOOL))[:ENTERED],
        "objected": queries.objected(request.user.pk),
    }
    return render(request, "account/paper_records.html", shown)


@signed_in
def object_to(request: Request, key: int) -> HttpResponse:
    """«Это не так»."""
    row = get_object_or_404(access.paper_records(request.reach), pk=key)
    if not access.may_object(request.reach, row):
        raise Http404
    form = ObjectionForm(request.POST or None)
    if attempt(request, form, operations.object_to, paper_record=row.pk):
        messages.success(request, _("Your objection is recorded. Whoever made the record is told."))
        return redirect("paper_records")
    shown = {"title": _("This is not so"), "form": form, "record": row}
    return render(request, "account/objection.html", shown)


@signed_in
@require_POST
def settle(request: Request, key: int) -> HttpResponse:
    """Whoever recorded it says that the matter is put right."""
    row = get_object_or_404(access.paper_records(request.reach), pk=key)
    form = DeedForm(request.POST)
    if attempt(request, form, operations.settle_objection, paper_record=row.pk):
        messages.success(request, _("Saved."))
    return redirect("paper_records")


def _form(request: Request, title: str, form: DeedForm) -> HttpResponse:
    return render(request, "account/form.html", {"title": title, "form": form})
