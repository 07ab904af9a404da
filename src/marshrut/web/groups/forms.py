"""Forms about groups: shape only, the rules are asked by the deeds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marshrut.groups.models import Group
from marshrut.programmes.models import Programme
from marshrut.web.activities.forms import ActForm
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import DateField, LastDayField, Paragraph, who_sees
from marshrut.web.groups.fields import (
    DemandsField,
    ProposalsField,
    TutorField,
    orders_here,
    those_who_wait,
    tutors_of,
)
from marshrut.web.groups.words import PARTS, part_title
from marshrut.web.programme_words import say
from marshrut.web.programmes.fields import OrderField, of_new
from marshrut.web.programmes.forms.external import OutsiderForm
from marshrut.web.request import Request


class PlaceForm(ActForm):
    """People who wait, into a proposal."""

    demands = DemandsField(queryset=None, label=_("People"))

    def __init__(self, *args: Any, request: Request, **more: Any) -> None:
        super().__init__(*args, request=request, **more)
        chosen: Any = self.fields["demands"]
        chosen.queryset = those_who_wait(self.row.topic_id, request)


class JoinForm(PlaceForm):
    """People who wait, into a group that works: with an order, where there is one."""

    order = OrderField(queryset=None, label=_("Order"), required=False, empty_label=_("no order"))

    def __init__(self, *args: Any, request: Request, **more: Any) -> None:
        super().__init__(*args, request=request, **more)
        chosen: Any = self.fields["order"]
        chosen.queryset = orders_here(self.row.programme, request)


class TutorForm(ActForm):
    """The tutor of a group."""

    appointment = TutorField(queryset=None, empty_label=_("choose"))

    def __init__(self, *args: Any, request: Request, **more: Any) -> None:
        super().__init__(*args, request=request, **more)
        chosen: Any = self.fields["appointment"]
        rows = tutors_of(self.row.programme, request)
        chosen.queryset = rows.exclude(pk=self.row.appointment_id or 0)
        chosen.label = say(request, "tutor", capital=True)


class PlanForm(ActForm):
    """The parts of the plan, by the words of the regulation."""

    long = True

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for part in PARTS:
            text = self.row.plan.get(part, "")
            self.fields[part] = Paragraph(label=part_title(part), required=False, initial=text)

    @property
    def values(self) -> dict[str, Any]:
        """All parts together are one value of the deed."""
        values = super().values
        return values | {"plan": {part: values.pop(part) for part in PARTS}}


class CloseForm(ActForm):
    """The last day of a group before its term."""

    until = LastDayField(label=_("Last day of work"))
    reason = forms.CharField(label=_("Reason"), max_length=255)


class ExternalForm(OutsiderForm, ActForm):
    """A tutor from outside and a whole group, from today."""

    def __init__(self, *args: Any, request: Request, **more: Any) -> None:
        super().__init__(*args, request=request, **more)
        self.offer_people(request.reach)
        self.initial.update(until=self.row.until)


class LeaveForm(ActForm):
    """Out of a group: from which day, why, and whether support goes on individually."""

    on = DateField(label=_("From which day"))
    reason = forms.CharField(label=_("Reason"), max_length=255)
    goes_on = forms.BooleanField(
        label=_("Support goes on individually, with the same tutor"), required=False
    )
    order = OrderField(queryset=None, label=_("Order"), required=False, empty_label=_("no order"))

    def __init__(self, *args: Any, request: Request, **more: Any) -> None:
        super().__init__(*args, request=request, **more)
        self.initial.setdefault("on", request.reach.on)
        chosen: Any = self.fields["order"]
        chosen.queryset = orders_here(self.row.group.programme, request)
        line = _("Will be seen by: the coordinator and the tutor of the group")
        who_sees(self, reason=str(line))


class ApproveForm(DeedForm):
    """One order forms the chosen proposals, all or none."""

    groups = ProposalsField(queryset=None, label=_("Groups"))
    order = OrderField(
        queryset=None,
        label=_("Order"),
        empty_label=_("choose an order"),
        help_text=_("Only an order in force counts: registered and signed."),
    )
    until = LastDayField(label=_("Last day of work"))

    def __init__(
        self,
        *args: Any,
        programme: Programme,
        proposals: QuerySet[Group],
        request: Request,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        of_new(self)
        fields: Any = self.fields
        fields["groups"].queryset = proposals
        fields["order"].queryset = orders_here(programme, request)
        self.initial.setdefault("groups", [row.pk for row in proposals])
        self.initial.setdefault("until", programme.until)
