"""Deeds offered on the page of a thing: a button each, and a page where a word is needed."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marshrut.journal.deeds import Forbidden
from marshrut.people.reach import Reach
from marshrut.web import drafts
from marshrut.web.activities.forms import ActForm
from marshrut.web.deeds import attempt
from marshrut.web.programme_words import speaking_of
from marshrut.web.request import Request

SAVED = _("Saved.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One deed: who may do it, when it makes sense, and its form; ``tap`` needs no form at all.

    ``back`` is where one comes afterwards, if not to the page of the thing.
    """

    slug: str
    title: Promise
    deed: Callable[..., Any]
    may: Callable[[Reach, Any], bool]
    when: Callable[[Any], bool]
    form: type[ActForm] = ActForm
    behalf: Callable[[Reach, Any], bool] | None = None
    done: Promise = SAVED
    note: Promise | str = ""
    tap: bool = False
    main: bool = False
    back: Callable[[Any], str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of thing with its deeds; ``parameter`` is how the deeds call its key."""

    name: str
    parameter: str
    rows: Callable[[Reach], QuerySet[Any]]
    acts: tuple[Act, ...]
    page: Callable[[Any], str]
    programme: Callable[[Any], Any] = lambda row: row.programme
    # What stands above the form, so that one sees with what the deed is done.
    about: Callable[[Any], Any] = lambda row: ""

    def act(self, slug: str) -> Act:
        found = next((one for one in self.acts if one.slug == slug), None)
        if found is None:
            raise Http404
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A button: its address, and what a tap sends."""

    act: Act
    href: str
    row_version: int
    deed_key: str


def in_status(*statuses: str) -> Callable[[Any], bool]:
    """The deed makes sense in these states of the thing."""
    return lambda row: row.status in statuses


def offers(kind: Kind, row: Any, reach: Reach, *, behalf: bool = False) -> list[Offer]:
    """What the reader may do with the thing now, or from paper for another; the main deed first."""
    found = [
        Offer(
            act=act,
            href=reverse(f"{kind.name}_act", args=[row.pk, act.slug]),
            row_version=row.row_version,
            deed_key=secrets.token_urlsafe(16),
        )
        for act in kind.acts
        if act.when(row) and _allowed(act, row, reach) == ("behalf" if behalf else "own")
    ]
    return sorted(found, key=lambda offer: not offer.act.main)


def _allowed(act: Act, row: Any, reach: Reach) -> str:
    if act.may(reach, row):
        return "own"
    return "behalf" if act.behalf is not None and act.behalf(reach, row) else ""


def act(request: Request, kind: Kind, key: int, slug: str) -> HttpResponse:
    """Do a deed with a thing, or show its form with what stands against it."""
    row = get_object_or_404(kind.rows(request.reach), pk=key)
    chosen = kind.act(slug)
    allowed = _allowed(chosen, row, request.reach)
    if not allowed:
        raise Forbidden
    found = speaking_of(request, kind.programme(row))
    back = (chosen.back or kind.page)(row)
    behalf = allowed == "behalf"
    form = _form(request, chosen, row, behalf=behalf)
    draft = f"{kind.name}-{row.pk}-{slug}" if chosen.form.private or chosen.form.long else ""
    if draft:
        drafts.restore(request, form, draft)
    if attempt(request, form, partial(chosen.deed, **{kind.parameter: row.pk}), rules=found.rules):
        drafts.forget(request, draft)
        messages.success(request, str(chosen.done))
        return redirect(back)
    shown = {"title": chosen.title, "act": chosen, "form": form, "back": back}
    shown |= {"about": kind.about(row), "on_behalf": behalf, "draft_key": draft}
    return render(request, "activities/act.html", shown)


def _form(request: Request, chosen: Act, row: Any, *, behalf: bool) -> ActForm:
    return chosen.form(
        request.POST or None, request.FILES or None, row=row, request=request, on_behalf=behalf
    )
