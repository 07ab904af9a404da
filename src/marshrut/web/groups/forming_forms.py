"""Forms about forming groups: what is wanted, who leads what, roads, whom to keep apart, moving."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marshrut.formation.values import Objective, Weights
from marshrut.groups.models import Group, Topic, TopicDemand
from marshrut.groups.wanted import LONGEST, Wanted
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.programmes.models import Appointment
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import Card, Cards
from marshrut.web.groups.fields import DemandsField, TutorsField
from marshrut.web.programmes.fields import PersonField, of_new

WEIGHTS: Mapping[str, Any] = {
    "travel": _("A minute on the road"),
    "subject": _("A tutor of another subject"),
    "need": _("A step of need that stays unmet"),
    "difficulty": _("A wish met in place of a difficulty"),
    "left": _("Somebody left without a group"),
    "nobody_left": _("The same, where nobody is to be left"),
}
HEAVIEST = 100_000
NEW, WAITING = "new", "waiting"


class FormationForm(DeedForm):
    """What is wanted most, what weighs how much, who may lead which topic."""

    objective = Cards(
        label=_("What matters most"),
        choices=[
            ("best_fit", Card(_("Everybody where it fits best"), _("Somebody may be left over."))),
            ("nobody_left", Card(_("Nobody left over"), _("Some may sit where it fits less."))),
        ],
        initial="best_fit",
    )
    most_groups = forms.IntegerField(
        label=_("Groups that one tutor may lead, those at work among them"),
        help_text=_("Of a tutor who has said nothing else."),
        min_value=1,
        max_value=20,
        initial=1,
    )
    farthest = forms.IntegerField(
        label=_("Send nobody farther than, minutes"),
        help_text=_("Empty: however far."),
        min_value=1,
        max_value=LONGEST,
        required=False,
    )
    unknown = forms.IntegerField(
        label=_("A road that nobody has measured counts as, minutes"),
        min_value=0,
        max_value=LONGEST,
        initial=Wanted().unknown,
    )

    def __init__(
        self,
        *args: Any,
        topics: Sequence[tuple[Topic, int]],
        tutors: QuerySet[Appointment],
        leaders: Mapping[int, Sequence[Appointment]],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        of_new(self)
        for one in fields(Weights):
            self.fields[one.name] = forms.IntegerField(
                label=WEIGHTS[one.name], min_value=0, max_value=HEAVIEST, initial=one.default
            )
        self.topics = {f"topic{topic.pk}": topic for topic, _waits in topics}
        anybody = list(tutors)
        for name, (topic, waits) in zip(self.topics, topics, strict=True):
            field = TutorsField(
                queryset=tutors,
                required=False,
                # Where nobody has said that they lead it, anybody may.
                initial=[row.pk for row in leaders.get(topic.pk) or anybody],
                label=_("%(topic)s, waiting: %(n)s. Who may lead it")
                % {"topic": topic, "n": waits},
            )
            # The same people for every topic: they are asked of the database once.
            field.choices = [(row.pk, field.label_from_instance(row)) for row in anybody]
            self.fields[name] = field

    @property
    def weighing(self) -> list[forms.BoundField]:
        """The fields of weights, shown apart."""
        return [self[name] for name in WEIGHTS]

    @property
    def others(self) -> list[forms.BoundField]:
        """All other fields that are seen."""
        return [field for field in self.visible_fields() if field.name not in WEIGHTS]

    @property
    def values(self) -> dict[str, Any]:
        """The deed takes tutors by topic, and the rest as one value."""
        values = super().values
        leaders = {topic.pk: list(values.pop(name)) for name, topic in self.topics.items()}
        weights = Weights(**{name: values.pop(name) for name in WEIGHTS})
        objective = Objective(values.pop("objective"))
        return {
            "leaders": leaders,
            "wanted": Wanted(objective=objective, weights=weights, **values),
        }


class TopicsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Topics as check boxes."""

    widget = forms.CheckboxSelectMultiple


class LeadForm(DeedForm):
    """Which topics a tutor may lead, and how much they take on."""

    topics = TopicsField(queryset=None, label=_("Topics"), required=False)
    most_groups = forms.IntegerField(
        label=_("Groups at once, at most"), min_value=0, max_value=20, initial=1
    )
    most_people = forms.IntegerField(
        label=_("People in them together, at most"),
        help_text=_("Empty: as many as the groups hold."),
        min_value=1,
        max_value=500,
        required=False,
    )

    def __init__(self, *args: Any, topics: QuerySet[Topic], **more: Any) -> None:
        super().__init__(*args, **more)
        of_new(self)
        chosen: Any = self.fields["topics"]
        chosen.queryset = topics


class RoadsForm(DeedForm):
    """Minutes from one organisation to each of the others."""

    def __init__(
        self, *args: Any, others: Sequence[Unit], known: Mapping[int, int], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        of_new(self)
        self.others = {f"to{unit.pk}": unit for unit in others}
        for name, unit in self.others.items():
            self.fields[name] = forms.IntegerField(
                label=f"{unit}, {unit.place}" if unit.place else str(unit),
                min_value=1,
                max_value=LONGEST,
                required=False,
                initial=known.get(unit.pk),
            )

    @property
    def values(self) -> dict[str, Any]:
        """The deed takes minutes by the other organisation."""
        values = super().values
        return {"minutes": {unit.pk: values[name] for name, unit in self.others.items()}}


class ApartForm(DeedForm):
    """Two people whom no group should have together."""

    person = PersonField(queryset=None, label=_("Who"), empty_label=_("choose"))
    other = PersonField(queryset=None, label=_("With whom not"), empty_label=_("choose"))

    def __init__(self, *args: Any, people: QuerySet[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        of_new(self)
        chosen: Any = self.fields
        chosen["person"].queryset = chosen["other"].queryset = people


class ArrangeForm(DeedForm):
    """Whom to move, and where to: into a proposal, into a new one, or back to those who wait."""

    demands = DemandsField(queryset=None, label=_("Whom to move"))
    to = forms.ChoiceField(label=_("Where to"))

    def __init__(
        self,
        *args: Any,
        demands: QuerySet[TopicDemand],
        proposals: Sequence[Group],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        of_new(self)
        fields: Any = self.fields
        fields["demands"].queryset = demands
        fields["to"].choices = [
            (WAITING, _("to those who wait")),
            *((str(row.pk), _("No. %(number)s") % {"number": row.number}) for row in proposals),
            (NEW, _("into a new proposal")),
        ]

    @property
    def opens_new(self) -> bool:
        return bool(self.cleaned_data.get("to") == NEW)

    @property
    def values(self) -> dict[str, Any]:
        """A new proposal has its own deed, which takes no group."""
        values = super().values
        to = values.pop("to")
        return values | ({} if to == NEW else {"group": None if to == WAITING else int(to)})
