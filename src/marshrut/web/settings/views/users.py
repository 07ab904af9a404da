"""Users and offices: who has which, who may come in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut.people import access, operations
from marshrut.people.queries import free_login, main_jobs, open_offices
from marshrut.web.books import listed, page_of
from marshrut.web.deeds import DeedForm, attempt
from marshrut.web.looking import looked_at
from marshrut.web.programmes.lists import ordered
from marshrut.web.request import Request, signed_in
from marshrut.web.settings import columns, forms, lists
from marshrut.web.settings.tabs import tabbed


@signed_in
def users(request: Request) -> HttpResponse:
    """People with offices and accounts, as far as the reader grants them."""
    finder = forms.UserFinder(request.GET or None)
    rows = lists.users(request.reach, finder)
    page = page_of(request, ordered(request, rows, lists.COLUMNS))
    shown = {
        "finder": finder,
        "may_grant": bool(lists.grantable(request.reach)[0]),
        "page_obj": page,
        "count": page.paginator.count,
        "lines": (lines := lists.user_lines(page.object_list, request.reach)),
    }
    context = tabbed(request, "users", **shown)
    return listed(request, "settings/users.html", context, lines=lines, columns=columns.users())


@signed_in
def user(request: Request, key: int) -> HttpResponse:
    """One person: offices and the account."""
    person = _person(request, key)
    looked_at(request, person.pk)
    offices = [
        (
            office,
            access.may_end_office(request.reach, office),
            access.may_entrust(request.reach, office),
        )
        for office in open_offices([person.pk], request.reach.on).get(person.pk, [])
    ]
    shown = {
        "person": person,
        "offices": offices,
        "job": main_jobs([person.pk], request.reach.on).get(person.pk),
        "may_keep": access.may_keep_account(request.reach, person),
        "may_grant": bool(lists.grantable(request.reach)[0]),
    }
    shown = tabbed(request, "users", **shown) | {"title": str(person)}
    return render(request, "settings/user.html", shown)


@signed_in
def admit(request: Request) -> HttpResponse:
    """A person nobody knew and a first office."""
    roles, units = lists.grantable(request.reach)
    if not roles:
        raise PermissionDenied
    given = request.POST or None
    form = forms.AdmitForm(given, reach=request.reach, roles=roles, units=units)
    if attempt(request, form, operations.admit):
        messages.success(request, _("The person is written down and the office is granted."))
        return redirect("users")
    return _form(request, _("Add a person with an office"), form, reverse("users"))


@signed_in
def office_new(request: Request, key: int) -> HttpResponse:
    """One more office of a known person."""
    person = _person(request, key)
    roles, units = lists.grantable(request.reach)
    if not roles:
        raise PermissionDenied
    given = request.POST or None
    form = forms.OfficeForm(given, reach=request.reach, roles=roles, units=units)
    if attempt(request, form, operations.grant_office, person=person):
        messages.success(request, _("The office is granted."))
        return redirect("user_card", person.pk)
    title = _("Grant an office: %(name)s") % {"name": person.short_name}
    return _form(request, title, form, reverse("user_card", args=[person.pk]))


@signed_in
def office_end(request: Request, key: int) -> HttpResponse:
    """The last day of an office."""
    office = get_object_or_404(
        access.offices(request.reach).select_related("person", "unit"), pk=key
    )
    if not access.may_end_office(request.reach, office):
        raise PermissionDenied
    form = forms.EndForm(request.POST or None)
    back = reverse("user_card", args=[office.person_id])
    if attempt(request, form, operations.end_office, office=office.pk):
        messages.success(request, _("The end of the office is recorded."))
        return redirect(back)
    title = _("End the office: %(role)s") % {"role": office.get_role_display()}
    return _form(request, title, form, back)


@signed_in
def office_entrust(request: Request, key: int) -> HttpResponse:
    """Let somebody act for an absent holder, for a term."""
    rows = access.offices(request.reach).select_related("person", "unit")
    office = get_object_or_404(rows, pk=key)
    if not access.may_entrust(request.reach, office):
        raise PermissionDenied
    form = forms.EntrustForm(request.POST or None, office=office, reach=request.reach)
    back = reverse("user_card", args=[office.person_id])
    if attempt(request, form, operations.entrust_office, office=office.pk):
        messages.success(request, _("Recorded. The right ends with the term by itself."))
        return redirect(back)
    title = _("Acting for %(name)s") % {"name": office.person.short_name}
    return _form(request, title, form, back)


@signed_in
def account_open(request: Request, key: int) -> HttpResponse:
    """Open an account with a chosen login."""
    person = _kept(request, key)
    form = forms.LoginForm(request.POST or None, initial={"login": free_login(person)})
    if attempt(request, form, operations.open_account, person=person):
        messages.success(request, _("The account is open. Print a sign-in slip."))
        return redirect("user_card", person.pk)
    return _form(request, _("Open an account"), form, reverse("user_card", args=[person.pk]))


@signed_in
@require_POST
def account_switch(request: Request, key: int) -> HttpResponse:
    """Block or unblock the account."""
    person = _kept(request, key)
    blocks = bool(person.user and person.user.is_active)
    deed = operations.block_account if blocks else operations.unblock_account
    if attempt(request, DeedForm(request.POST), deed, person=person):
        messages.success(request, _("Saved."))
    return redirect("user_card", person.pk)


def _person(request: Request, key: int) -> Any:
    return get_object_or_404(access.people(request.reach).select_related("user"), pk=key)


def _kept(request: Request, key: int) -> Any:
    person = _person(request, key)
    if not access.may_keep_account(request.reach, person):
        raise PermissionDenied
    return person


def _form(request: Request, title: str, form: DeedForm, back: str) -> HttpResponse:
    return render(request, "settings/form.html", {"title": title, "form": form, "back": back})
