"""The form of passing into the next school year."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marshrut.oversight.next_year import Preview
from marshrut.people.reach import Reach
from marshrut.programmes.models import Programme
from marshrut.regulations.access import versions
from marshrut.regulations.models import RegulationVersion
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import DateField, LastDayField
from marshrut.web.programmes.fields import of_row
from marshrut.web.programmes.forms.programme import VersionField

YEARS = re.compile(r"(20\d\d)([/–-])(20)?(\d\d)")


def next_title(title: str) -> str:
    """«Сопровождение 2027/28» after «Сопровождение 2026/27»; a title without years stays."""

    def later(found: re.Match[str]) -> str:
        first, last = int(found[1]) + 1, (int(found[4]) + 1) % 100
        return f"{first}{found[2]}{found[3] or ''}{last:02}"

    return YEARS.sub(later, title)


class NextYearForm(DeedForm):
    """The next programme, and by name whom and what it takes over."""

    version = VersionField(queryset=None, label=_("Version of the regulation"), empty_label=None)
    title = forms.CharField(label=_("Title"), max_length=255)
    since = DateField(label=_("First day"))
    until = LastDayField(label=_("Last day"))
    tutors = forms.TypedMultipleChoiceField(coerce=int, required=False)
    cases = forms.TypedMultipleChoiceField(coerce=int, required=False)
    conditions = forms.BooleanField(
        label=_("Take over the conditions of organisations"), required=False, initial=True
    )
    start = forms.BooleanField(
        label=_("Start the new programme at once"),
        required=False,
        help_text=_("Who is included by the regulation is included; old pairs stay together."),
    )
    close = forms.BooleanField(
        label=_("Close the old programme"),
        required=False,
        help_text=_("Only when no support is left open in it."),
    )

    def __init__(
        self,
        *args: Any,
        row: Programme,
        following: Programme | None,
        version: RegulationVersion,
        term: tuple[date, date],
        preview: Preview,
        reach: Reach,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        of_row(self, row)
        approved = versions(reach).filter(status="approved", regulation=row.regulation_id)
        shown: Any = self.fields["version"]
        shown.queryset = approved.select_related("regulation", "order").order_by("-since")
        self.initial.update(version=version.pk, since=term[0], until=term[1])
        self.initial.setdefault("title", following.title if following else next_title(row.title))
        for name, found in (("tutors", preview.tutors), ("cases", preview.cases)):
            field: Any = self.fields[name]
            free = [one.key for one in found if not one.why]
            field.choices = [(key, key) for key in free]
            self.initial.setdefault(name, free)
        if following is not None:
            for name in ("version", "title", "since", "until"):
                self.fields[name].disabled = True
        if term[0] > reach.on:
            for name in ("cases", "start"):
                self.fields[name].disabled = True
                self.initial[name] = [] if name == "cases" else False
