"""Forms about a community itself: its card, rules, applications, the composition of a team."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marshrut.communities.access import COORDINATOR
from marshrut.communities.models import Community
from marshrut.communities.queries import last_rules, people_named
from marshrut.orders.access import orders
from marshrut.organisations.access import units
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.people.reach import Reach
from marshrut.programmes.models import Programme
from marshrut.web.activities.forms import ActForm
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import DateField, LastDayField, Paragraph, choices_of, who_sees
from marshrut.web.labels import LABELS
from marshrut.web.programmes.fields import OrderField, of_new


class FoundForm(DeedForm):
    """A new community of a programme."""

    kind = forms.ChoiceField(label=_("Kind"), choices=choices_of(LABELS["community_kind"]))
    name = forms.CharField(label=pgettext_lazy("community", "Name"), max_length=255)
    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        queryset=None, label=_("At which unit"), empty_label=None
    )
    direction = forms.CharField(label=_("Direction"), max_length=255, required=False)
    purpose = Paragraph(label=_("What it is for"), required=False)
    since = DateField(label=_("Works since"))

    def __init__(self, *args: Any, programme: Programme, reach: Reach, **more: Any) -> None:
        super().__init__(*args, **more)
        of_new(self)
        chosen: Any = self.fields["unit"]
        led = units(reach).filter(pk__in=reach.deeds_in(COORDINATOR))
        chosen.queryset = led.filter(path__startswith=programme.unit.path).order_by("path")
        self.initial.setdefault("since", max(reach.on, programme.since))


class CardForm(ActForm):
    """The card of a community."""

    name = forms.CharField(label=pgettext_lazy("community", "Name"), max_length=255)
    direction = forms.CharField(label=_("Direction"), max_length=255, required=False)
    purpose = Paragraph(label=_("What it is for"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("name", "direction", "purpose"):
            self.initial.setdefault(name, getattr(self.row, name))


class RulesForm(ActForm):
    """A new version of the rules, begun from the last one."""

    text = Paragraph(
        label=_("Rules of the community"),
        long=True,
        help_text=_(
            "How members work together, what is valued, where to turn if the rules are broken."
        ),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        known = last_rules(self.row)
        if known is not None:
            self.initial.setdefault("text", known.text)


class CloseForm(ActForm):
    """The last day of a community."""

    until = LastDayField(label=_("Last day of work"))


class ApplyForm(ActForm):
    """An application with the rules accepted; ``number`` tells which version was read."""

    motive = Paragraph(label=_("What you can share and want to learn"), required=False)
    accept = forms.BooleanField(label=_("I have read the rules and accept them"))
    rules = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        known = last_rules(self.row)
        if known is None:
            del self.fields["accept"], self.fields["rules"]
        else:
            self.initial["rules"] = known.number
            told = _now("Rules, version %(number)s. They stand on the page of the community.")
            self.fields["accept"].help_text = told % {"number": known.number}
        line = _("Will be seen by: you, the head of the community and the coordinator")
        who_sees(self, motive=str(line))

    @property
    def values(self) -> dict[str, Any]:
        """The tick is the rules' number for the deed."""
        values = super().values
        values.pop("accept", None)
        return values


class EnterForm(ApplyForm):
    """An application that came on paper."""

    person = forms.CharField(
        label=_("Who applies"),
        max_length=300,
        help_text=_("Surname, given name and patronymic, as in the application."),
    )
    field_order = ("person", "motive")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if "accept" in self.fields:
            self.fields["accept"].label = _("The application says that the rules are accepted")

    def clean_person(self) -> Person:
        """The one person of the territory with this name."""
        [person] = found_people(self.row, [self.cleaned_data["person"]], self.today)
        return person


class ComposeForm(ActForm):
    """The composition of a team, as its order lists it."""

    order = OrderField(
        queryset=None,
        label=_("Order"),
        empty_label=_("choose an order"),
        help_text=_("Only an order in force counts: registered and signed."),
    )
    people = Paragraph(
        label=_("Members, one a line"),
        help_text=_("Surname, given name and patronymic: copy the list from the order."),
        long=True,
    )
    coordinator = forms.CharField(
        label=_("Coordinator of the team"),
        max_length=300,
        required=False,
        help_text=_("As in the list; empty: the coordinator stays the same."),
    )

    def __init__(self, *args: Any, request: Any, **more: Any) -> None:
        super().__init__(*args, request=request, **more)
        chosen: Any = self.fields["order"]
        found = orders(request.reach).filter(cancelled_by=None, subject="composition")
        here = found.filter(unit__path__startswith=self.row.unit.path)
        chosen.queryset = here.select_related("unit").order_by("-registered_on", "-pk")

    def clean_people(self) -> Sequence[Person]:
        """Everybody named, each found once."""
        names = [line.strip(" \t,;") for line in self.cleaned_data["people"].splitlines()]
        return found_people(self.row, [name for name in names if name], self.today)

    def clean_coordinator(self) -> Person | None:
        """Somebody of the list."""
        name = " ".join(self.cleaned_data["coordinator"].split())
        if not name:
            return None
        listed = {str(person): person for person in self.cleaned_data.get("people", ())}
        if name not in listed:
            raise forms.ValidationError(_("The coordinator must be in the list of members."))
        found: Person = listed[name]
        return found


def found_people(community: Community, names: Sequence[str], on: Any) -> list[Person]:
    """People of the territory by full name; who is not found or has a namesake is told at once."""
    found = people_named(community.unit, names, on)
    unknown = [name for name, people in found.items() if not people]
    doubled = [name for name, people in found.items() if len(people) > 1]
    told = []
    if unknown:
        told.append(_now("Nobody of this name works here: %s.") % ", ".join(unknown))
    if doubled:
        told.append(_now("There are several people of this name: %s.") % ", ".join(doubled))
    if told:
        raise forms.ValidationError(told)
    return [people[0] for people in found.values()]


class ComplainForm(ActForm):
    """What happened, and who shall look at it."""

    private: ClassVar = ("text",)

    to = forms.ChoiceField(label=_("To whom"), choices=choices_of(LABELS["complaint_to"]))
    text = Paragraph(label=_("What happened"), long=True)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        line = _("Will be seen by: you and those whom you choose; no other member")
        who_sees(self, text=str(line))
