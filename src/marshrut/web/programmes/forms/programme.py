"""Forms of a programme: preparing it, and the conditions of its organisations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marshrut.organisations.access import units
from marshrut.organisations.models import Unit
from marshrut.people.reach import Reach
from marshrut.programmes.models import SchoolConditions
from marshrut.regulations.access import versions
from marshrut.regulations.models import RegulationVersion
from marshrut.regulations.queries import rules_of
from marshrut.schoolyear.cycles import CYCLES
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import DateField, LastDayField, Paragraph, who_sees
from marshrut.web.programmes.fields import of_new, of_row
from marshrut.web.tags.dates import date_figures


class VersionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Approved versions, with their order."""

    def label_from_instance(self, obj: RegulationVersion) -> str:
        """«Положение о …, редакция 2, приказ от 26.08.2026 № 41-о»."""
        order = obj.order
        return str(
            _("%(title)s, version %(number)s, order of %(day)s No. %(order)s")
            % {
                "title": obj.regulation.title,
                "number": obj.number,
                "day": date_figures(order.registered_on) if order else "",
                "order": order.number if order else "",
            }
        )


class PrepareForm(DeedForm):
    """A new programme on an approved version."""

    version = VersionField(queryset=None, label=_("Version of the regulation"), empty_label=None)
    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        queryset=None,
        label=_("Territory"),
        empty_label=None,
        help_text=_("The programme applies to all organisations under it."),
    )
    title = forms.CharField(label=_("Title"), max_length=255)
    since = DateField(label=_("First day"))
    until = LastDayField(label=_("Last day"))
    goals = Paragraph(label=_("Goals"), required=False)

    def __init__(
        self, *args: Any, reach: Reach, version: str = "", period: str = "", **more: Any
    ) -> None:
        """``period`` names the usual term that is proposed; "" takes that of the version.

        ``version`` is the key of the one proposed; "" or another's takes the newest.
        """
        super().__init__(*args, **more)
        of_new(self)
        self.on = reach.on
        mine = reach.deeds_in("municipal_coordinator")
        approved = versions(reach).filter(status="approved", until=None)
        self.fields["version"].queryset = (  # type: ignore[attr-defined]
            approved.select_related("regulation", "order").order_by("-since")
        )
        self.fields["unit"].queryset = (  # type: ignore[attr-defined]
            units(reach)
            .filter(pk__in=mine, kind__in=("region", "municipality", "district"))
            .order_by("path")
        )
        self.versions = list(self.fields["version"].queryset)  # type: ignore[attr-defined]
        named = (one for one in self.versions if str(one.pk) == version)
        self.chosen = next(named, self.versions[0] if self.versions else None)
        own = rules_of(self.chosen).period if self.chosen else ""
        self.period = period if period in CYCLES else own
        self.cycle = CYCLES.get(self.period, CYCLES["school_year"])
        since, until = self.cycle.near(reach.on)
        self.initial.update(version=self.chosen, since=since, until=until)

    @property
    def values(self) -> dict[str, Any]:
        """What happened before today is assessed and not guarded: it is entered afterwards."""
        values = super().values
        return values | {"entered_on": max(self.on, values["since"])}


class ConditionsForm(DeedForm):
    """Conditions of an organisation, inherited by all its routes."""

    text = Paragraph(
        label=_("Conditions of the organisation"),
        long=True,
        help_text=_("Rooms, equipment, timetable, classes, what helps and what is in the way."),
    )
    resources = Paragraph(
        label=_("Resources of the organisation"),
        required=False,
        help_text=_("People, materials, partners that teachers can rely on."),
    )

    def __init__(self, *args: Any, row: SchoolConditions | None, **more: Any) -> None:
        super().__init__(*args, **more)
        if row is not None:
            of_row(self, row)
            self.initial.update(text=row.text, resources=row.resources)
        seen = str(_("Will be seen by: everyone who works in the organisation and its leaders"))
        who_sees(self, text=seen, resources=seen)
