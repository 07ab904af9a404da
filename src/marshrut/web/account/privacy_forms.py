"""Forms about one's own data."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marshrut.privacy.queries import NEW_TEXT, Standing
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import Card, Cards, Paragraph, who_sees
from marshrut.web.paper import PaperForm
from marshrut.web.privacy_words import PURPOSES


class ConsentForm(PaperForm):
    """An answer to the text above it, with what follows from each; from paper for another."""

    answer = Cards(label=_("Your answer"))
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, standing: Standing, **options: Any) -> None:
        super().__init__(*args, **options)
        purpose = PURPOSES[standing.text.purpose]
        words = purpose.other if self.on_behalf else purpose.own
        cards = {
            "given": Card(_("I give my consent"), words.given),
            "refused": Card(_("I do not give it"), words.refused),
            "withdrawn": Card(_("I withdraw my consent"), words.withdrawn),
        }
        names = {"given": ("withdrawn",), NEW_TEXT: ("given", "withdrawn")}
        open_ = names.get(standing.state, ("given", "refused"))
        field: Any = self.fields["answer"]
        field.choices = [(name, cards[name]) for name in open_]
        if self.on_behalf:
            field.label = _("The person's answer")
        # What was read is what is answered: the form keeps the text it was opened on.
        self.initial["digest"] = standing.text.digest


class AskForm(DeedForm):
    """A request to the personal-data officer."""

    kind = Cards(
        label=_("What you ask for"),
        choices=[
            (
                "question",
                Card(
                    _("Correct or explain"),
                    _("Ask what is kept and why, or say what is wrong: you will be answered."),
                ),
            ),
            (
                "erasure",
                Card(
                    _("Erase my data"),
                    _(
                        "Your name, contacts, sign-in and the texts that you wrote are overwritten"
                        " for ever. While the law or an order obliges to keep them, the answer"
                        " will name the ground and the day."
                    ),
                ),
            ),
        ],
    )
    text = Paragraph(label=_("In your own words"), required=False, max_length=4000)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        who_sees(self, text=_("Will be seen by: you and the personal-data officer"))
