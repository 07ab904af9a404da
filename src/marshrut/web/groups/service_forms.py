"""Forms about requests for work of tutors: shape only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from marshrut.groups.asked import CONSULTATION, EVENT, FOR_ALL, REVIEW, SORTS, SUPPORT, Asked
from marshrut.people.models import Person
from marshrut.web import catalogues
from marshrut.web.activities.forms import ActForm
from marshrut.web.activities.forms.consultations import ConsultationFields
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import DateField, LastDayField, Paragraph, who_sees
from marshrut.web.groups.fields import StaffField, TutorField, tutors_of
from marshrut.web.groups.words import sort_choices
from marshrut.web.paper import PARTS
from marshrut.web.programme_words import say
from marshrut.web.programmes.fields import of_new
from marshrut.web.request import Request
from marshrut.web.routes.forms import UploadField

# How a field is called where its usual name does not fit the kind.
CALLED = {
    (REVIEW, "title"): _p("expert review", "What it is called"),
    (REVIEW, "people"): _p("expert review", "Whose work it is"),
    (REVIEW, "since"): _p("expert review", "Not before"),
    (REVIEW, "until"): _p("expert review", "Needed by"),
    (EVENT, "people"): _p("event", "Who takes part, if by name"),
    (SUPPORT, "title"): _p("support of a school", "With what help is needed"),
    (SUPPORT, "people"): _p("support of a school", "Who of the organisation takes part"),
    (SUPPORT, "since"): _p("support of a school", "From"),
    (SUPPORT, "until"): _p("support of a school", "To"),
}
SORT_LABELS = {REVIEW: _("What is to be reviewed"), EVENT: _("What event")}


class ServiceForm(DeedForm):
    """What is asked for, for whom, when and why: the fields that fit the kind."""

    kind = forms.CharField(widget=forms.HiddenInput)
    sort = forms.ChoiceField(widget=forms.RadioSelect)
    title = forms.CharField(label=_("On what"), max_length=255)
    received = UploadField(label=_("File"))
    people = StaffField(queryset=None, label=_("With whom"), required=False)
    audience = forms.CharField(
        label=_("For whom, if not by name"),
        max_length=255,
        required=False,
        help_text=_("For example: teachers of primary classes."),
    )
    since = DateField(label=_("Would suit from"), required=False)
    until = LastDayField(label=_("Would suit until"), required=False)
    wanted = forms.CharField(
        label=_("When it would suit, in words"),
        max_length=255,
        required=False,
        help_text=_("For example: after lessons, not on Fridays."),
    )
    why = Paragraph(label=_("Why the organisation asks"), required=False)

    def __init__(self, *args: Any, kind: str, people: QuerySet[Person] | None, **more: Any) -> None:
        super().__init__(*args, **more)
        of_new(self)
        fields: Any = self.fields
        self.initial.setdefault("kind", kind)
        for name in _unfit(kind, named=people is not None):
            del fields[name]
        for (of, name), called in CALLED.items():
            if of == kind and name in fields:
                fields[name].label = called
        if kind in SORTS:
            fields["sort"].choices = sort_choices(kind)
            fields["sort"].label = SORT_LABELS[kind]
        if kind == SUPPORT:
            fields["since"].required = fields["until"].required = True
        if people is not None:
            fields["people"].queryset = people
            seen = _("Will be seen by: your organisation, the coordinator and the tutor")
        else:
            fields["why"].label = _("What it is about, in your own words")
            seen = _("Will be seen by: you, the coordinator and the tutor; not by your head")
        who_sees(self, why=str(seen), title=str(seen))

    @property
    def values(self) -> dict[str, Any]:
        """What is asked is one value of the deed."""
        values = super().values
        values["people"] = tuple(values.get("people", ()))
        return {"asked": Asked(**values)}


def _unfit(kind: str, *, named: bool) -> list[str]:
    """Fields that say nothing about this kind; of a teacher's own request, whom it names."""
    found = [] if named else ["people", "audience"]
    if named and (kind == CONSULTATION or kind in FOR_ALL):
        found.append("audience")
    if kind not in SORTS:
        found.append("sort")
    if kind != REVIEW:
        found.append("received")
    return found


class AssignForm(ActForm):
    """The tutor, and a word to who asked."""

    appointment = TutorField(queryset=None, empty_label=_("choose"))
    answer = Paragraph(label=_("Answer to the request"), required=False)

    def __init__(self, *args: Any, request: Request, **more: Any) -> None:
        super().__init__(*args, request=request, **more)
        of_tutors(self, request)


class ReassignForm(ActForm):
    """Another tutor, and why."""

    appointment = TutorField(queryset=None, empty_label=_("choose"))
    reason = forms.CharField(
        label=_("Why it is given to another"),
        max_length=255,
        help_text=_("Whoever asked and the next tutor read it: no word of health or family."),
    )

    def __init__(self, *args: Any, request: Request, **more: Any) -> None:
        super().__init__(*args, request=request, **more)
        of_tutors(self, request)
        chosen: Any = self.fields["appointment"]
        chosen.queryset = chosen.queryset.exclude(pk=self.row.appointment_id)


def of_tutors(form: ActForm, request: Request) -> None:
    """Tutors of the programme who are not among those for whom it is asked."""
    chosen: Any = form.fields["appointment"]
    named = form.row.named.values("person")
    chosen.queryset = tutors_of(form.row.programme, request).exclude(person__in=named)
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
        if self.row.personal:
            self.fields["result"].label = _("What to tell the teacher and the coordinator")
        catalogues.add_fields(self, request.rules, required=True)
        told = [name for name in self.fields if name not in PARTS]
        self.order_fields(["on", "begins", "minutes", "mode", "result", *told])
        self.initial.update(on=request.reach.on)
        self.fields["on"].widget.attrs["max"] = request.reach.on.isoformat()
        inside = str(_("Will be seen by: those who were there"))
        who_sees(self, content=inside, advice=inside)
