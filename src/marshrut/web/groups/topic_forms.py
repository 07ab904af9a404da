"""Forms about topics and applications: shape only, the rules are asked by the deeds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marshrut.groups.models import Topic
from marshrut.groups.offering import fitting
from marshrut.norms.rules import Rules
from marshrut.people.models import Person
from marshrut.people.reach import Reach
from marshrut.programmes.access import reached
from marshrut.programmes.models import Programme
from marshrut.web.activities.forms import ActForm
from marshrut.web.catalogues import choices
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import Paragraph, who_sees
from marshrut.web.groups.fields import (
    CompetencesField,
    DemandsField,
    StaffField,
    TutorField,
    those_who_wait,
    tutors_of,
)
from marshrut.web.groups.words import source_choices
from marshrut.web.labels import label
from marshrut.web.programme_words import say
from marshrut.web.programmes.fields import of_new
from marshrut.web.request import Request
from marshrut.web.routes.texts import need_choices


# --- topics -----------------------------------------------------------------------------------
class AboutForm(ActForm):
    """What is said of a topic."""

    about = Paragraph(label=_("What it is about"), required=False)
    direction = forms.ChoiceField(label=_("Direction"), required=False)
    competences = CompetencesField()

    def __init__(self, *args: Any, request: Request, **more: Any) -> None:
        super().__init__(*args, request=request, **more)
        of_directions(self, getattr(request, "rules", None))
        _of_competences(self, request.reach, self.row.competences)
        for name in ("about", "direction", "competences"):
            self.initial.setdefault(name, getattr(self.row, name))


class TopicForm(DeedForm):
    """A new topic with its source."""

    title = forms.CharField(label=_("Topic"), max_length=255)
    source = forms.ChoiceField(label=_("Where it comes from"), widget=forms.RadioSelect)
    about = Paragraph(label=_("What it is about"), required=False)
    direction = forms.ChoiceField(label=_("Direction"), required=False)
    competences = CompetencesField()

    def __init__(self, *args: Any, rules: Rules, reach: Reach, **more: Any) -> None:
        super().__init__(*args, **more)
        of_new(self)
        _of_competences(self, reach)
        chosen: Any = self.fields["source"]
        chosen.choices = source_choices(rules)
        of_directions(self, rules)


def _of_competences(form: forms.Form, reach: Reach, had: Sequence[str] = ()) -> None:
    """Groups of competences that are known here."""
    chosen: Any = form.fields["competences"]
    chosen.choices = need_choices(reach, had)


def of_directions(form: forms.Form, rules: Rules | None) -> None:
    """The directions that the regulation names; no field where it names none."""
    listed = rules.catalogue("directions") if rules else None
    if listed is None:
        del form.fields["direction"]
        return
    chosen: Any = form.fields["direction"]
    chosen.choices = [("", _("not said")), *choices(listed)]


class NeedForm(ActForm):
    """A teacher needs the topic: a difficulty or a wish, and why."""

    private: ClassVar = ("why",)

    # A form of paper has a basis of its own.
    ground = forms.ChoiceField(label=_("Why"), widget=forms.RadioSelect)
    why = Paragraph(label=_("In your own words"), required=False)

    def __init__(self, *args: Any, request: Request, **more: Any) -> None:
        super().__init__(*args, request=request, **more)
        chosen: Any = self.fields["ground"]
        shown = fitting(request.reach.person, [self.row], request.reach.on)
        bases = ("diagnosis", "difficulty", "wish") if shown else ("difficulty", "wish")
        chosen.choices = [(basis, label("basis", basis).said()) for basis in bases]
        self.initial.setdefault("ground", "diagnosis" if shown else "wish")
        self.me = request.user.person
        self.unit = own_unit(self.row.programme, request)
        line = _("Will be seen by: you, the head of your organisation and the coordinator")
        who_sees(self, why=str(line), ground=str(line))

    @property
    def values(self) -> dict[str, Any]:
        """The deed takes the person, the organisation and the basis."""
        values = super().values
        basis = values.pop("ground")
        return values | {"basis": basis, "person": self.me, "unit": self.unit}


def own_unit(programme: Programme, request: Request) -> int:
    """The reader's place of work that the programme reaches; 0 where there is none."""
    units = reached(programme, request.reach.workplaces)
    return min(units.values_list("pk", flat=True), default=0)


class ProposeForm(ActForm):
    """A group out of those who wait."""

    appointment = TutorField(queryset=None, empty_label=_("choose"))
    demands = DemandsField(queryset=None, label=_("People"), required=False)

    def __init__(self, *args: Any, request: Request, **more: Any) -> None:
        super().__init__(*args, request=request, **more)
        fields: Any = self.fields
        fields["appointment"].queryset = tutors_of(self.row.programme, request)
        fields["appointment"].required = False
        fields["appointment"].label = say(request, "tutor", capital=True)
        fields["demands"].queryset = those_who_wait(self.row.pk, request)


# --- applications -----------------------------------------------------------------------------
class ApplicationForm(DeedForm):
    """An organisation names people for a topic that is there, or for one of its own."""

    topic: forms.ModelChoiceField[Topic] = forms.ModelChoiceField(
        queryset=None, label=_("Topic"), required=False, empty_label=_("another one, written below")
    )
    title = forms.CharField(label=_("Another topic"), max_length=255, required=False)
    people = StaffField(queryset=None, label=_("Who needs it"))
    why = Paragraph(label=_("Why the organisation applies"), required=False)

    def __init__(
        self, *args: Any, topics: QuerySet[Topic], people: QuerySet[Person], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        of_new(self)
        fields: Any = self.fields
        fields["topic"].queryset = topics
        fields["people"].queryset = people
        who_sees(self, why=str(_("Will be seen by: your organisation and the coordinator")))

    def clean(self) -> dict[str, Any]:
        """One of the two, so that nobody applies for nothing."""
        found: dict[str, Any] = super().clean() or {}
        if not found.get("topic") and not str(found.get("title", "")).strip():
            self.add_error("title", _("Choose a topic, or write another one."))
        return found


class AnswerForm(ActForm):
    """A word with the acceptance."""

    answer = Paragraph(label=_("Answer to the organisation"), required=False)


class RefuseForm(ActForm):
    """A refusal has its reason, and what could be done instead."""

    answer = Paragraph(label=_("Why the application is refused"))
