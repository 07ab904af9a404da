"""Drafts in forms: what was typed and not sent comes back when the form is opened again."""

from __future__ import annotations

from typing import Any

from django import forms

from marshrut.people import drafts
from marshrut.web.request import Request


def restore(request: Request, form: forms.Form, key: str) -> bool:
    """Put the reader's own draft into an unbound form; tells whether there was one."""
    if form.is_bound:
        return False
    kept = drafts.draft(reach=request.reach, key=key)
    if kept is None:
        return False
    for name, typed in kept.content.items():
        if name in form.fields:
            form.initial[name] = _value(form.fields[name], typed)
    return True


def forget(request: Request, key: str) -> None:
    """The form was sent; its draft goes."""
    drafts.drop_draft(reach=request.reach, key=key)


def _value(field: forms.Field, typed: Any) -> Any:
    if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        return typed
    return typed[0] if isinstance(typed, list) and typed else typed
