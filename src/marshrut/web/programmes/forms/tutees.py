"""Forms about who is supported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marshrut.organisations.models import Unit
from marshrut.people.models import Employment
from marshrut.people.reach import Reach
from marshrut.programmes import access
from marshrut.programmes.models import Appointment, Enrolment, Programme, Subject
from marshrut.programmes.queries import employed_in, open_on, tutors
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import DateField, LastDayField, Paragraph, who_sees
from marshrut.web.labels import label
from marshrut.web.programmes.fields import of_new, of_row
from marshrut.web.programmes.forms.tutors import name_and_school
from marshrut.web.programmes.lists import Finder

STATES = {
    "": _("all"),
    "case": pgettext_lazy("tutees", "with %(subject)s"),
    "listed": pgettext_lazy("tutees", "without %(subject)s"),
    "paused": pgettext_lazy("tutees", "paused"),
    "left": pgettext_lazy("tutees", "left or finished"),
}


class TuteeFinder(Finder):
    """Filters of the list of tutees."""

    state = forms.ChoiceField(label=_("State"), required=False)
    without = forms.ChoiceField(
        label=_("Supported by"), required=False, choices=[("", _("anybody")), ("tutor", "")]
    )
    tutor = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, nobody: str, subject: Mapping[str, str], **more: Any) -> None:
        """``subject``: the local word in the cases that the states need, by state."""
        super().__init__(*args, **more)
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            (key, str(text) % {"subject": subject.get(key, "")}) for key, text in STATES.items()
        ]
        self.fields["without"].choices = [  # type: ignore[attr-defined]
            ("", _("anybody or nobody")),
            ("tutor", nobody),
        ]


class JobField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """People with their organisation: somebody may work in two."""

    def label_from_instance(self, obj: Employment) -> str:
        """«Сомова Анна Юрьевна, учитель, Сосновская СОШ»."""
        return f"{obj.person}, {obj.post}, {obj.unit}"


class IncludeForm(DeedForm):
    """Somebody who comes into the programme by their own wish, a request, a difficulty."""

    job = JobField(queryset=None, label=_("Teacher"))
    basis = forms.ChoiceField(label=_("Basis"))
    since = DateField(label=_("From which day"))

    def __init__(
        self,
        *args: Any,
        programme: Programme,
        reach: Reach,
        bases: Sequence[str],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.fields["basis"].choices = grounds(bases)  # type: ignore[attr-defined]
        units = leading(reach, programme)
        known = access.enrolments(reach).filter(open_on(reach.on), programme=programme)
        inside = known.filter(person=OuterRef("person"), unit=OuterRef("unit"))
        tutoring = tutors(programme, reach.on).filter(
            person=OuterRef("person"), unit=OuterRef("unit")
        )
        jobs = employed_in(units.values("pk"), reach.on).filter(
            ~Exists(inside), ~Exists(tutoring), pedagogical=True
        )
        self.fields["job"].queryset = (  # type: ignore[attr-defined]
            jobs.select_related("person", "unit").order_by("person__surname", "person__given")
        )
        self.initial.setdefault("since", reach.on)

    @property
    def values(self) -> dict[str, Any]:
        """The deed takes the person and the organisation."""
        values = super().values
        job = values.pop("job")
        return values | {"person": job.person, "unit": job.unit_id}


def grounds(bases: Sequence[str]) -> list[tuple[str, str]]:
    """Bases with their words, for a choice."""
    return [(basis, str(label("basis", basis).text)) for basis in bases]


class JoinForm(DeedForm):
    """A teacher asks for support: why, and in which of their organisations."""

    basis = forms.ChoiceField(label=_("Why"), widget=forms.RadioSelect)
    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        queryset=None, label=_("Organisation"), empty_label=None
    )

    def __init__(
        self, *args: Any, units: QuerySet[Unit], bases: Sequence[str], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["basis"].choices = grounds(bases)  # type: ignore[attr-defined]
        self.initial.setdefault("basis", bases[0])
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        who_sees(self, basis=str(_("Will be seen by: the tutor, the leaders of the organisation")))

    @property
    def values(self) -> dict[str, Any]:
        """The deed takes the key of the organisation."""
        values = super().values
        return values | {"unit": values["unit"].pk}


class LeaveForm(DeedForm):
    """The tutee leaves; why may stay unsaid."""

    reason = Paragraph(label=_("Reason"), required=False, help_text=_("You need not say it."))


def leading(reach: Reach, programme: Programme) -> QuerySet[Unit]:
    """Organisations of the programme whose people the reader may include."""
    return access.reached(programme, reach.deeds_in("municipal_coordinator", "head", "responsible"))


class SubjectForm(DeedForm):
    """What a teacher works on: it opens the support."""

    title = forms.CharField(max_length=255)
    description = Paragraph(
        label=_("In a few words"),
        required=False,
        help_text=_("In which classes, why, what should change."),
    )
    since = DateField(label=_("Work begins"))
    until = LastDayField(label=_("Work ends"))

    def __init__(self, *args: Any, row: Enrolment, reach: Reach, subject: str, **more: Any) -> None:
        """``subject``: the local word, the label of the first field."""
        super().__init__(*args, **more)
        self.fields["title"].label = subject
        of_new(self)
        self.initial.update(since=reach.on, until=row.programme.until)
        seen = str(_("Will be seen by: the teacher, the tutor, the leaders of the organisation"))
        who_sees(self, title=seen, description=seen)


class PairForm(DeedForm):
    """Who supports the teacher from now on."""

    appointment: forms.ModelChoiceField[Appointment] = forms.ModelChoiceField(
        queryset=None, label=_("Who supports")
    )
    since = DateField(label=_("From which day"))
    reason = forms.CharField(label=_("Reason of the change"), max_length=255, required=False)

    def __init__(self, *args: Any, row: Enrolment, reach: Reach, **more: Any) -> None:
        super().__init__(*args, **more)
        of_new(self)
        known = tutors(row.programme, reach.on).exclude(person=row.person_id)
        field = self.fields["appointment"]
        field.queryset = (  # type: ignore[attr-defined]
            access.appointments(reach)
            .filter(pk__in=known.values("pk"))
            .select_related("person", "unit")
            .order_by("person__surname")
        )
        field.label_from_instance = name_and_school  # type: ignore[attr-defined]
        self.initial.setdefault("since", reach.on)

    @property
    def values(self) -> dict[str, Any]:
        """The deed takes the key of the appointment."""
        values = super().values
        return values | {"appointment": values["appointment"].pk}


class DraftForm(DeedForm):
    """The beginning of a route: nothing is asked, the rules are."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        of_new(self)


class PauseForm(DeedForm):
    """A pause of support."""

    reason = forms.CharField(
        label=_("Reason"), max_length=255, help_text=_("Without a diagnosis: “illness” is enough.")
    )
    since = DateField(label=_("From which day"))

    def __init__(self, *args: Any, row: Enrolment, reach: Reach, **more: Any) -> None:
        super().__init__(*args, **more)
        of_row(self, row)
        self.initial["since"] = reach.on
        seen = str(_("Will be seen by: the teacher, the tutor, the leaders of the organisation"))
        who_sees(self, reason=seen)


class GiveUpForm(DeedForm):
    """The subject is given up: a reason and a date."""

    on = DateField(label=_("From which day"))
    reason = Paragraph(label=_("Reason"))

    def __init__(self, *args: Any, row: Subject, reach: Reach, **more: Any) -> None:
        super().__init__(*args, **more)
        of_row(self, row)
        self.initial["on"] = reach.on
        seen = str(_("Will be seen by: the teacher, the tutor, the leaders of the organisation"))
        who_sees(self, reason=seen)
