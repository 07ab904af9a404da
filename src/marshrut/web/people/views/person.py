"""The card of a person and what is written on it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut.people import access, operations
from marshrut.people.reach import LEADERS
from marshrut.web.deeds import DeedForm, attempt
from marshrut.web.looking import looked_at
from marshrut.web.people import forms
from marshrut.web.people.cards import card_of
from marshrut.web.people.lists import kept_units
from marshrut.web.people.missing_words import missing_words
from marshrut.web.request import Request, signed_in


@signed_in
def person(request: Request, key: int) -> HttpResponse:
    """The card, with experience counted to a day; the other side of a pair sees name and post."""
    row = get_object_or_404(access.people(request.reach).select_related("user"), pk=key)
    looked_at(request, row.pk)
    on = _day(request.GET.get("on", "")) or request.reach.on
    shown = {
        "title": str(row),
        "person": row,
        "on": on,
        "may_list": bool(request.reach.units(*LEADERS)),
        "card": card_of(row, request.reach, on),
        "may_hire": kept_units(request.reach).exists(),
        "missing": missing_words(row, request.reach),
        "may_keep_account": access.may_keep_account(request.reach, row),
    }
    return render(request, "people/person.html", shown)


@signed_in
def edit(request: Request, key: int) -> HttpResponse:
    """Names and contacts."""
    row = _kept(request, key)
    form = forms.PersonForm(request.POST or None, person=row)
    if attempt(request, form, operations.edit_person, person=row.pk):
        return _back(request, key)
    return _form(request, _("Name and contacts"), form, row)


@signed_in
def education_new(request: Request, key: int) -> HttpResponse:
    """One more education."""
    row = _kept(request, key)
    form = forms.EducationForm(request.POST or None)
    if attempt(request, form, operations.add_education, person=row):
        return _back(request, key)
    return _form(request, _("Add education"), form, row)


@signed_in
def experience_new(request: Request, key: int) -> HttpResponse:
    """Experience before the known places of work."""
    row = _kept(request, key)
    form = forms.ExperienceForm(request.POST or None, initial={"on": request.reach.on})
    if attempt(request, form, operations.add_experience, person=row):
        return _back(request, key)
    return _form(request, _("Add experience"), form, row, experience=True)


@signed_in
@require_POST
def education_remove(request: Request, key: int, row: int) -> HttpResponse:
    """Take away what was written by mistake."""
    owner = _kept(request, key)
    found = get_object_or_404(owner.educations, pk=row)
    if attempt(request, DeedForm(request.POST), operations.remove_education, education=found.pk):
        messages.success(request, _("Removed."))
    return redirect("person", key)


@signed_in
@require_POST
def experience_remove(request: Request, key: int, row: int) -> HttpResponse:
    """Take away what was written by mistake."""
    owner = _kept(request, key)
    found = get_object_or_404(owner.experiences, pk=row)
    if attempt(request, DeedForm(request.POST), operations.remove_experience, experience=found.pk):
        messages.success(request, _("Removed."))
    return redirect("person", key)


@signed_in
def training_new(request: Request, key: int) -> HttpResponse:
    """A training that the person went through: theirs to write down, or of who keeps the record."""
    row = _taught(request, key)
    form = forms.TrainingForm(request.POST or None)
    if attempt(request, form, operations.add_training, person=row):
        return _back(request, key)
    return _form(request, _("Add a training"), form, row)


@signed_in
@require_POST
def training_remove(request: Request, key: int, row: int) -> HttpResponse:
    """Take away what was written by mistake."""
    owner = _taught(request, key)
    found = get_object_or_404(owner.trainings, pk=row)
    if attempt(request, DeedForm(request.POST), operations.remove_training, training=found.pk):
        messages.success(request, _("Removed."))
    return redirect("person", key)


def _taught(request: Request, key: int) -> Any:
    """A person whose trainings the reader may write down."""
    row = get_object_or_404(access.people(request.reach), pk=key)
    if not access.may_write_training(request.reach, row):
        raise PermissionDenied
    return row


def _kept(request: Request, key: int) -> Any:
    """A person whose card the reader may change."""
    row = get_object_or_404(access.people(request.reach), pk=key)
    if not access.may_edit_person(request.reach, row):
        raise PermissionDenied
    return row


def _back(request: Request, key: int) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("person", key)


def _day(typed: str) -> date | None:
    try:
        return parse_date(typed)
    except ValueError:
        return None


def _form(request: Request, title: str, form: DeedForm, row: Any, **more: Any) -> HttpResponse:
    shown = {"title": title, "form": form, "person": row, **more}
    return render(request, "people/form.html", shown)
