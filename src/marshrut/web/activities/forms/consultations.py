"""Forms of consultations."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marshrut.activities.models import Activity
from marshrut.programmes.models import Enrolment
from marshrut.web import catalogues
from marshrut.web.activities.forms.base import ActForm, TuteesField
from marshrut.web.activities.lines import time_of
from marshrut.web.activities.who import chosen_line, pair_line
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import DateField, Paragraph, choices_of, who_sees
from marshrut.web.labels import LABELS
from marshrut.web.request import Request

TEXTS = ("title", "content", "advice")
USUAL_MINUTES, MOST_MINUTES = 45, 600


class TimeInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"


class ConsultationFields(DeedForm):
    """One line of the journal."""

    on = DateField(label=_("Day"))
    begins = forms.TimeField(label=_("Time"), required=False, widget=TimeInput(format="%H:%M"))
    minutes = forms.IntegerField(
        label=_("Minutes"), required=False, min_value=1, max_value=MOST_MINUTES
    )
    mode = forms.ChoiceField(label=_("How"), choices=choices_of(LABELS["mode"]))
    title = forms.CharField(label=_("Topic"), max_length=255)
    content = Paragraph(label=_("What was discussed"), required=False)
    advice = Paragraph(label=_("What was agreed"), required=False)
    next_on = DateField(label=_("Next meeting"), required=False)

    zone = "Europe/Moscow"

    @property
    def values(self) -> dict[str, Any]:
        """Day and time joined into a moment of the unit's zone; without a time, midnight."""
        values = catalogues.gathered(super().values)
        day, begins = values.pop("on"), values.pop("begins") or time.min
        return values | {"begins_at": datetime.combine(day, begins, ZoneInfo(self.zone))}


class ConsultationForm(ConsultationFields):
    """A consultation with one person or with several."""

    enrolments = TuteesField(queryset=None, label=_("With whom"))
    field_order = ("enrolments",)

    def __init__(
        self, *args: Any, request: Request, tutees: QuerySet[Enrolment], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["enrolments"].queryset = tutees  # type: ignore[attr-defined]
        self.fields["on"].widget.attrs["max"] = request.reach.on.isoformat()
        catalogues.add_fields(self, request.rules, required=True)
        case = request.GET.get("case", "")
        if case.isascii() and case.isdigit():
            self.initial["enrolments"] = [int(case)]
        self.initial.update(on=request.reach.on, minutes=USUAL_MINUTES)
        who_sees(self, **dict.fromkeys(TEXTS, chosen_line()))

    @property
    def values(self) -> dict[str, Any]:
        """People as a list, the moment in the zone of their organisation."""
        chosen = list(self.cleaned_data["enrolments"])
        self.zone = chosen[0].unit.zone
        return super().values | {"enrolments": chosen}


class CorrectForm(ConsultationFields, ActForm):
    """The same line, corrected."""

    def __init__(self, *args: Any, row: Activity, request: Request, **more: Any) -> None:
        super().__init__(*args, row=row, request=request, **more)
        self.zone = row.unit.zone
        catalogues.add_fields(self, request.rules, required=True)
        self.initial.update(catalogues.initial(row.words))
        kept = ("minutes", "mode", "title", "content", "advice", "next_on")
        self.initial.update({name: getattr(row, name) for name in kept})
        self.initial.update(on=row.unit.day(row.begins_at), begins=time_of(row))
        first = row.attendances.select_related("enrolment__person").first()
        if first is not None and first.enrolment is not None:
            who_sees(self, **dict.fromkeys(TEXTS, pair_line(request, first.enrolment)))


class CancelForm(ActForm):
    """Why a record is taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=255)


class ObjectForm(ActForm):
    """What is not so."""

    private: ClassVar = ("objection",)
    objection = Paragraph(label=_("What is not so"))
