"""What the page of a summary shows: of everybody, of one organisation, beside an earlier time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marshrut.diagnostics import access, profiles, queries
from marshrut.diagnostics.models import Campaign, Response
from marshrut.organisations.models import Unit
from marshrut.people.reach import Reach
from marshrut.web.diagnostics.pages import campaign_context, summary_lines
from marshrut.web.programme_words import spoken
from marshrut.web.request import Request


class EarlierField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Campaigns by title."""

    def label_from_instance(self, obj: Campaign) -> str:
        return obj.title


class Finder(forms.Form):
    """Whose profile, and beside which earlier campaign."""

    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("Organisation"), required=False
    )
    before = EarlierField(queryset=None, label=gettext_lazy("Compare with"), required=False)

    def __init__(
        self, *args: Any, units: QuerySet[Unit], earlier: QuerySet[Campaign], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        fields: Any = self.fields
        fields["unit"].queryset, fields["unit"].empty_label = units, _("all together")
        fields["before"].queryset, fields["before"].empty_label = earlier, _("nothing")
        for name, rows in (("unit", units), ("before", earlier)):
            if not rows:
                del self.fields[name]

    def chosen(self, name: str) -> Any:
        """What was chosen; nothing where the address is not understood."""
        return self.cleaned_data.get(name) if self.is_valid() else None


def _earlier(row: Campaign, reach: Reach) -> QuerySet[Campaign]:
    """Campaigns of the same questionnaire that began before this one."""
    rows = access.campaigns(reach).filter(instrument=row.instrument_id, since__lt=row.since)
    return rows.exclude(started_on=None).order_by("-since", "pk")


def summary(request: Request, row: Campaign) -> dict[str, Any]:
    """Means by group of competences; of one organisation without counts by level."""
    reach, on = request.reach, request.reach.on
    seen = access.counted(reach)
    counted = seen.filter(campaign=row)
    units = profiles.units_to_show(counted, row, on)
    finder = Finder(
        request.GET or None,
        units=units,
        earlier=_earlier(row, reach),
    )
    unit, before = finder.chosen("unit"), finder.chosen("before")
    found = queries.summary(row, counted.filter(unit=unit) if unit else counted, on)
    words = "deficit" if row.instrument.kind == "self_diagnosis" else "strength"
    return campaign_context(row, reach, "campaign_summary") | {
        "summary": found,
        "lines": [_without_counts(line) if unit else line for line in summary_lines(found, words)],
        "least": queries.LEAST_SHOWN,
        "words": words,
        "finder": finder if finder.fields else None,
        "before": before,
        "compared": _compared(row, before, seen, unit, on) if before else None,
    }


def _without_counts(line: dict[str, Any]) -> dict[str, Any]:
    """Counts of one organisation taken from those of all would tell of a few."""
    return line | {"levels": {}}


def _compared(
    row: Campaign, before: Campaign, seen: QuerySet[Response], unit: Unit | None, on: Any
) -> dict[str, Any]:
    told = profiles.compared(row, before, seen, on, unit.pk if unit else None)
    return {
        "people": told.people,
        "lines": [
            {
                "title": spoken(one.group.title, one.group.title_en),
                "before": one.before,
                "after": one.after,
                "change": one.after - one.before,
            }
            for one in told.lines
        ],
    }
