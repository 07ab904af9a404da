"""Forms about waivers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marshrut.orders.access import orders
from marshrut.people.reach import Reach
from marshrut.programmes.models import Waiver
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import Card, Cards, LastDayField, Paragraph, who_sees
from marshrut.web.programmes.fields import OrderField, of_new, of_row
from marshrut.web.programmes.lists import Finder

STATUSES = {
    "": _("all"),
    "asked": pgettext_lazy("waivers", "wait for a decision"),
    "granted": pgettext_lazy("waivers", "recorded"),
    "refused": pgettext_lazy("waivers", "refused"),
}
GRANT, REFUSE = "grant", "refuse"


class WaiverFinder(Finder):
    """Filters of the list of waivers."""

    q = None  # type: ignore[assignment]
    status = forms.ChoiceField(label=_("State"), required=False, choices=list(STATUSES.items()))


class AskForm(DeedForm):
    """Asking for a waiver of one refusal."""

    reason = Paragraph(label=_("Reason"), help_text=_("Why it cannot be done as the clause says."))
    until = LastDayField(
        label=_("Needed until"),
        required=False,
        help_text=_("Empty: until the end of the programme."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        of_new(self)
        seen = str(_("Will be seen by: who decides, and the leaders of the organisation"))
        who_sees(self, reason=seen)


class DecideForm(DeedForm):
    """The decision on a waiver that waits for it."""

    decision = Cards(
        label=_("Decision"),
        choices=[
            (
                GRANT,
                Card(_("Record the exception"), _("The refusal is lifted for this thing only.")),
            ),
            (REFUSE, Card(_("Refuse"), _("Say why: the reason is seen by who asked."))),
        ],
    )
    note = Paragraph(label=_("Note"), required=False)
    until = LastDayField(
        label=_("Good until"),
        required=False,
        help_text=_("Empty: until the end of the programme."),
    )
    order = OrderField(queryset=None, label=_("Order"), required=False, empty_label=_("no order"))

    def __init__(self, *args: Any, row: Waiver, reach: Reach, **more: Any) -> None:
        super().__init__(*args, **more)
        found = orders(reach).filter(subject="waiver", cancelled_by=None)
        self.fields["order"].queryset = found  # type: ignore[attr-defined]
        of_row(self, row)
        self.initial["until"] = row.until

    @property
    def values(self) -> dict[str, Any]:
        """The deed asks yes or no."""
        values = super().values
        return values | {"granted": values.pop("decision") == GRANT}


class DecideManyForm(DeedForm):
    """The same decision on several."""

    waivers = forms.TypedMultipleChoiceField(coerce=int, required=False)
    decision = forms.ChoiceField(choices=[(GRANT, GRANT), (REFUSE, REFUSE)])
    note = forms.CharField(label=_("Note"), required=False, max_length=2000)

    def __init__(self, *args: Any, waiting: list[int], **more: Any) -> None:
        super().__init__(*args, **more)
        of_new(self)
        self.fields["waivers"].choices = [(key, key) for key in waiting]  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """The deed asks yes or no."""
        values = super().values
        return values | {"granted": values.pop("decision") == GRANT}
