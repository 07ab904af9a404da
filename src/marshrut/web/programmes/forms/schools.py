"""Forms about supported schools."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marshrut.organisations.models import Unit
from marshrut.people.reach import Reach
from marshrut.programmes.models import (
    CriterionValue,
    Programme,
    SchoolCriterion,
    SchoolEnrolment,
)
from marshrut.programmes.queries import institutions_of
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import Card, Cards, DateField, LastDayField, Paragraph, who_sees
from marshrut.web.paper import PaperForm
from marshrut.web.programmes.fields import of_new, of_row

MET = {"yes": True, "no": False, "": None}
SAID = [
    ("", pgettext_lazy("criterion", "not known")),
    ("yes", pgettext_lazy("criterion", "meets")),
    ("no", pgettext_lazy("criterion", "does not meet")),
]
SEEN = _("Will be seen by: the head, the management team of the school and the coordinator")


class AskForm(PaperForm):
    """A school asks to be supported: its head, or the coordinator from paper."""

    paper = None
    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        queryset=None, label=_("Organisation"), empty_label=None
    )
    wish = Paragraph(
        label=_("Why the school needs support and what it is ready to do"),
        help_text=_("What worries most, who in the school will take part, what has been tried."),
    )

    def __init__(
        self, *args: Any, programme: Programme, reach: Reach, on_behalf: bool, **more: Any
    ) -> None:
        super().__init__(*args, reach=reach, on_behalf=on_behalf, **more)
        of_new(self)
        mine = reach.deeds_in(
            *(["municipal_coordinator"] if on_behalf else ["head", "responsible"])
        )
        open_ = programme.schools.filter(status__in=["requested", "included"])
        rows = institutions_of(programme).filter(pk__in=mine).exclude(pk__in=open_.values("unit"))
        self.fields["unit"].queryset = rows  # type: ignore[attr-defined]
        who_sees(self, wish=SEEN)

    @property
    def values(self) -> dict[str, Any]:
        """The deed knows organisations by key."""
        values = super().values
        return values | {"unit": values["unit"].pk}


class CriterionForm(DeedForm):
    """One more criterion by which schools are chosen."""

    title = forms.CharField(
        label=_("Criterion"),
        max_length=255,
        help_text=_("For example: the team is ready to work together; teachers are enough."),
    )
    kind = forms.ChoiceField(
        label=_("How it is known"),
        choices=[
            ("judged", _("the coordinator judges")),
            ("flag", _("from the status of the organisation")),
        ],
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        of_new(self)


class AssessForm(DeedForm):
    """What is known of the school by each criterion, and on what ground."""

    def __init__(
        self,
        *args: Any,
        row: SchoolEnrolment,
        criteria: Sequence[SchoolCriterion],
        known: dict[int, CriterionValue],
        flagged: bool,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        of_row(self, row)
        self.criteria = criteria
        for one in criteria:
            value = known.get(one.pk)
            said = value.met if value else (flagged if one.kind == "flag" else None)
            self.fields[f"met{one.pk}"] = forms.ChoiceField(
                label=one.title, choices=SAID, required=False
            )
            self.fields[f"ground{one.pk}"] = forms.CharField(
                label=_("Ground"), required=False, max_length=2000
            )
            words = {state: word for word, state in MET.items()}
            self.initial[f"met{one.pk}"] = words[said]
            self.initial[f"ground{one.pk}"] = value.ground if value else ""
            who_sees(self, **{f"ground{one.pk}": SEEN})

    @property
    def values(self) -> dict[str, Any]:
        """The deed's parameter: by criterion, whether it is met and the ground."""
        given = self.cleaned_data
        values = {
            one.pk: (MET[given[f"met{one.pk}"]], given[f"ground{one.pk}"]) for one in self.criteria
        }
        return {"values": values, "row_version": given["row_version"]}


class DecideForm(DeedForm):
    """Include the school or refuse it with a reason."""

    decision = Cards(
        label=_("Decision"),
        choices=[
            ("admit", Card(_("Include"), _("The school takes part from the day you name."))),
            ("refuse", Card(_("Refuse"), _("The head sees the reason and what is known."))),
        ],
    )
    since = DateField(label=_("Takes part from"), required=False)
    reason = Paragraph(label=_("Reason of the refusal"), required=False)

    def __init__(self, *args: Any, row: SchoolEnrolment, reach: Reach, **more: Any) -> None:
        super().__init__(*args, **more)
        of_row(self, row)
        self.initial["since"] = max(reach.on, row.programme.since)
        who_sees(self, reason=SEEN)

    def clean(self) -> dict[str, Any]:
        """Each decision needs its own field."""
        given = super().clean() or {}
        if given.get("decision") == "admit" and not given.get("since"):
            self.add_error("since", _("Name the day."))
        return given

    @property
    def refuses(self) -> bool:
        return self.data.get("decision") == "refuse"

    @property
    def values(self) -> dict[str, Any]:
        """What the chosen deed takes."""
        values = super().values
        left = values.pop("decision")
        values.pop("since" if left == "refuse" else "reason")
        return values


class FinishForm(DeedForm):
    """The end of the support of a school."""

    until = LastDayField(label=_("Last day"))
    reason = forms.CharField(label=_("Reason"), required=False, max_length=2000)

    def __init__(self, *args: Any, row: SchoolEnrolment, reach: Reach, **more: Any) -> None:
        super().__init__(*args, **more)
        of_row(self, row)
        self.initial["until"] = reach.on
