"""Forms of the personal-data officer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from marshrut.privacy.models import DataRequest
from marshrut.privacy.terms import Kept
from marshrut.privacy.texts import Shown
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import Card, Cards, Paragraph, who_sees, widths
from marshrut.web.privacy_words import PURPOSES, TERMS

ERASING = ("erasure", "term")


class SettleForm(DeedForm):
    """The answer to a request; an erasure asks once more, because nothing brings it back."""

    outcome = Cards(label=_("Decision"))
    reason = Paragraph(label=_("Answer to the person, with the ground"), max_length=4000)
    sure = forms.BooleanField(label=_("I understand that erasure cannot be undone"), required=False)
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, request: DataRequest, kept: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("row_version", request.row_version)
        erases = self.erases = request.kind in ERASING
        done = _done(request.kind, request.purpose)
        cards: list[tuple[str, Card]] = [] if erases and kept else [("done", done)]
        if request.kind != "withdrawal":
            cards.append(("refused", Card(_("Refuse"), _("With the ground, in the answer below."))))
        field: Any = self.fields["outcome"]
        field.choices = cards
        if len(cards) == 1:
            self.initial.setdefault("outcome", cards[0][0])
        if not erases or kept:
            del self.fields["sure"]
        who_sees(self, reason=_("Will be seen by: the person and you"))

    @property
    def values(self) -> dict[str, Any]:
        """To erase is a deed of its own, which has no other outcome."""
        values = super().values
        if self.erases and values["outcome"] == "done":
            del values["outcome"]
        return values

    def clean(self) -> dict[str, Any]:
        """Erasing needs the tick."""
        super().clean()
        typed = self.cleaned_data
        if "sure" in self.fields and typed.get("outcome") == "done" and not typed.get("sure"):
            self.add_error("sure", _("Tick this if the data is really to be erased."))
        typed.pop("sure", None)
        return typed


def _done(kind: str, purpose: str) -> Card:
    """What carrying out the request means."""
    if kind in ERASING:
        return Card(
            _("Erase"),
            _("Name, contacts, sign-in and texts are overwritten; figures and the journal stay."),
        )
    if kind == "withdrawal":
        return Card(_p("data request", "Carry it out"), PURPOSES[purpose].done)
    return Card(_p("data request", "Done"), _("Corrected or explained: the answer says what."))


class FindLooks(forms.Form):
    """One name, of who looked or of whose data it was."""

    q = forms.CharField(label=_("Name"), required=False)


class TextForm(DeedForm):
    """The territory's own next version of a consent."""

    title = forms.CharField(label=_("Title"), max_length=255)
    body = Paragraph(
        label=_("Text of the consent"),
        long=True,
        help_text=_(
            "One purpose: whose data, which, for what, what is done with it, for how long, how to"
            " withdraw. Whoever agreed to the earlier version will be asked anew."
        ),
    )

    def __init__(self, *args: Any, text: Shown, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.update(title=text.title, body=text.body)


class TermForm(DeedForm):
    """How long one kind of data is kept."""

    amount = forms.IntegerField(label=_("How long"), min_value=1)
    ground = forms.CharField(label=_("Ground"), max_length=255)
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, kept: Kept, **options: Any) -> None:
        super().__init__(*args, **options)
        days = kept.measure == "days"
        self.fields["amount"].help_text = _("In days.") if days else _("In years.")
        ground = kept.ground or TERMS[kept.kind][2]
        self.initial.update(amount=kept.amount, ground=ground, row_version=kept.row_version)
        widths(self, amount="short")
