"""Forms about requests of organisations for work of tutors: shape only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marshrut.people.models import Person
from marshrut.web import catalogues
from marshrut.web.activities.forms import ActForm
from marshrut.web.activities.forms.consultations import ConsultationFields
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import Paragraph, who_sees
from marshrut.web.groups.fields import StaffField, TutorField, tutors_of
from marshrut.web.groups.words import form_title
from marshrut.web.paper import PARTS
from marshrut.web.programme_words import say
from marshrut.web.programmes.fields import of_new
from marshrut.web.request import Request


class ServiceForm(DeedForm):
    """What is asked for, for whom, when and why."""

    kind = forms.ChoiceField(label=_("What is asked for"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("On what"), max_length=255)
    people = StaffField(queryset=None, label=_("With whom"), required=False)
    audience = forms.CharField(
        label=_("For whom, if not by name"),
        max_length=255,
        required=False,
        help_text=_("For example: teachers of primary classes."),
    )
    wanted = forms.CharField(label=_("When it would suit"), max_length=255, required=False)
    why = Paragraph(label=_("Why the organisation asks"), required=False)

    def __init__(
        self, *args: Any, kinds: tuple[str, ...], people: QuerySet[Person], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        of_new(self)
        fields: Any = self.fields
        fields["kind"].choices = [(kind, form_title(kind)) for kind in kinds]
        fields["people"].queryset = people
        self.initial.setdefault("kind", kinds[0])
        seen = str(_("Will be seen by: your organisation, the coordinator and the tutor"))
        who_sees(self, why=seen, title=seen)


class AssignForm(ActForm):
    """The tutor, and a word to the organisation."""

    appointment = TutorField(queryset=None, empty_label=_("choose"))
    answer = Paragraph(label=_("Answer to the organisation"), required=False)

    def __init__(self, *args: Any, request: Request, **more: Any) -> None:
        super().__init__(*args, request=request, **more)
        chosen: Any = self.fields["appointment"]
        named = self.row.named.values("person")
        chosen.queryset = tutors_of(self.row.programme, request).exclude(person__in=named)
        chosen.label = say(request, "tutor", capital=True)


class FinishForm(ActForm):
    """What was done."""

    long = True
    result = Paragraph(label=_("What was done"))


class HoldForm(ConsultationFields, ActForm):
    """The line of the journal; topic and people are those of the request."""

    long = True
    result = Paragraph(label=_("What to tell the organisation"))

    def __init__(self, *args: Any, request: Request, **more: Any) -> None:
        super().__init__(*args, request=request, **more)
        self.zone = self.row.unit.zone
        del self.fields["title"], self.fields["next_on"]
        catalogues.add_fields(self, request.rules, required=True)
        told = [name for name in self.fields if name not in PARTS]
        self.order_fields(["on", "begins", "minutes", "mode", "result", *told])
        self.initial.update(on=request.reach.on)
        self.fields["on"].widget.attrs["max"] = request.reach.on.isoformat()
        inside = str(_("Will be seen by: those who were there"))
        who_sees(self, content=inside, advice=inside)
