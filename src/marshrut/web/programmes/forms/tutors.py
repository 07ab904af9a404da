"""Forms about tutors."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marshrut.orders.access import orders
from marshrut.organisations.models import Unit
from marshrut.people.access import people
from marshrut.people.reach import Reach
from marshrut.programmes import access
from marshrut.programmes.models import Appointment, Programme, Project
from marshrut.programmes.queries import employed_in, tutors
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import DateField, LastDayField, Paragraph
from marshrut.web.paper import PaperForm
from marshrut.web.programmes.fields import OrderField, PersonField, of_new, of_row
from marshrut.web.programmes.lists import Finder

STATUSES = {
    "": _("all"),
    "appointed": pgettext_lazy("tutors", "appointed"),
    "candidates": pgettext_lazy("tutors", "potential"),
    "ended": pgettext_lazy("tutors", "ended"),
}


# Bodies above an organisation whose orders may appoint tutors in it.
AUTHORITIES = ("department", "centre")


class TutorFinder(Finder):
    """Filters of the list of tutors."""

    status = forms.ChoiceField(label=_("State"), required=False, choices=list(STATUSES.items()))


class NameForm(DeedForm):
    """Naming a candidate by hand: somebody who works in the organisation."""

    person = PersonField(queryset=None, label=_("Who"))
    why = forms.CharField(
        label=_("Why this person"),
        max_length=255,
        required=False,
        help_text=_("For example: leads a project, has already mentored colleagues."),
    )

    def __init__(
        self, *args: Any, unit: int, programme: Programme, reach: Reach, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        of_new(self)
        known = access.appointments(reach).filter(
            programme=programme, unit=unit, withdrawn_on=None, end_reason=""
        )
        free = people(reach).filter(pk__in=employed_in(unit, reach.on).values("person"))
        self.fields["person"].queryset = (  # type: ignore[attr-defined]
            free.exclude(pk__in=known.values("person")).order_by("surname", "given")
        )


class AgreeForm(PaperForm):
    """The agreement of the candidate: own, or recorded from paper."""

    def __init__(self, *args: Any, row: Appointment, **more: Any) -> None:
        super().__init__(*args, **more)
        of_row(self, row)


class AppointForm(PaperForm):
    """Appointing a candidate by an order of the organisation."""

    order = OrderField(
        queryset=None,
        label=_("Order"),
        empty_label=_("choose an order"),
        help_text=_(
            "Orders on appointments, of the organisation or of the department."
            " Only one in force counts."
        ),
    )
    since = DateField(label=_("First day"))
    until = LastDayField(label=_("Last day"))

    def __init__(self, *args: Any, row: Appointment, reach: Reach, **more: Any) -> None:
        super().__init__(*args, reach=reach, **more)
        found = orders(reach).filter(subject="appointment", cancelled_by=None)
        above = Q(unit__path__startswith=row.programme.unit.path, unit__kind__in=AUTHORITIES)
        here = Q(unit__in=[row.unit_id, row.programme.unit_id, row.programme.regulation.unit_id])
        self.fields["order"].queryset = (  # type: ignore[attr-defined]
            found.filter(above | here).order_by("-registered_on", "-pk")
        )
        of_row(self, row)
        since = max(reach.on, row.programme.since)
        self.initial.update(since=since, until=row.programme.until)


class EndForm(DeedForm):
    """The end of an appointment, with a successor or without."""

    on = LastDayField(label=_("Last day of work as a tutor"))
    reason = forms.CharField(label=_("Reason"), max_length=255)
    successor: forms.ModelChoiceField[Appointment] = forms.ModelChoiceField(
        queryset=None,
        label=_("Who takes over"),
        required=False,
        empty_label=_("nobody yet"),
    )
    order = OrderField(queryset=None, label=_("Order"), required=False, empty_label=_("no order"))

    def __init__(self, *args: Any, row: Appointment, reach: Reach, **more: Any) -> None:
        super().__init__(*args, **more)
        others = tutors(row.programme, reach.on).exclude(pk=row.pk).select_related("person")
        seen = access.appointments(reach).filter(pk__in=others.values("pk"))
        successor = self.fields["successor"]
        successor.queryset = seen.select_related("person", "unit")  # type: ignore[attr-defined]
        successor.label_from_instance = name_and_school  # type: ignore[attr-defined]
        found = orders(reach).filter(unit=row.unit_id, subject="ending", cancelled_by=None)
        self.fields["order"].queryset = found  # type: ignore[attr-defined]
        of_row(self, row)
        self.initial["on"] = row.until


def name_and_school(row: Appointment) -> str:
    return f"{row.person}, {row.unit}"


class ProjectForm(DeedForm):
    """A project within the programme."""

    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        queryset=None, label=_("Organisation"), empty_label=None
    )
    title = forms.CharField(label=_("Title"), max_length=255)
    leader = PersonField(queryset=None, label=_("Leader"))
    goals = Paragraph(label=_("Goals"), required=False)
    begun_on = DateField(label=_("Begun"))

    def __init__(self, *args: Any, programme: Programme, reach: Reach, **more: Any) -> None:
        super().__init__(*args, **more)
        of_new(self)
        units = access.project_units(reach, programme)
        led = reach.deeds_in("municipal_coordinator", "head", "responsible")
        # Who answers for nobody leads a project of their own.
        staff = employed_in(units.filter(pk__in=led).values("pk"), reach.on)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["leader"].queryset = (  # type: ignore[attr-defined]
            people(reach)
            .filter(Q(pk__in=staff.values("person")) | Q(pk=reach.person or 0))
            .order_by("surname", "given")
        )
        self.initial.setdefault("begun_on", reach.on)

    @property
    def values(self) -> dict[str, Any]:
        """The deed takes the key of the organisation."""
        values = super().values
        return values | {"unit": values["unit"].pk}


class DevelopedForm(DeedForm):
    """The day on which a project was developed."""

    on = DateField(label=_("Developed on"))

    def __init__(self, *args: Any, row: Project, reach: Reach, **more: Any) -> None:
        super().__init__(*args, **more)
        of_row(self, row)
        self.initial.setdefault("on", reach.on)
