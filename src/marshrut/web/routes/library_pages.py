"""The library of steps: its list, its forms, what may be done with a step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marshrut.organisations.access import COORDINATORS
from marshrut.organisations.models import Unit
from marshrut.people.reach import Reach
from marshrut.routes import access
from marshrut.routes.models import LibraryStep, RouteStep
from marshrut.web.books import Column, status
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import Address, Paragraph
from marshrut.web.names import full
from marshrut.web.request import Request
from marshrut.web.routes.step_forms import MOST_HOURS
from marshrut.web.routes.texts import STEP_FORMS, need_choices, need_titles, step_form

LONGEST = 400  # days
FIELDS = ("title", "needs", "form", "level", "hours", "days", "about", "link", "expected")
FROM_STEP = ("title", "form", "hours", "expected")


def may_open(reach: Reach) -> bool:
    """Who draws up routes or keeps the library of a territory finds the way to it."""
    keeps = reach.units(*COORDINATORS) or access.may_keep_step(reach)
    return bool(keeps or reach.pairs or reach.cases)


# --- the list ---------------------------------------------------------------------------------
class Finder(forms.Form):
    """What is looked for."""

    need = forms.ChoiceField(label=gettext_lazy("Helps with"), required=False)
    form = forms.ChoiceField(label=gettext_lazy("Form"), required=False)

    def __init__(self, *args: Any, reach: Reach, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        fields["need"].choices = [("", _("any difficulty")), *need_choices(reach)]
        usual = [one for one in STEP_FORMS.items() if one[0]]
        training = ("training", _("further training"))
        fields["form"].choices = [("", _("any form")), training, *usual]


def lines(request: Request, finder: Finder) -> list[LibraryStep]:
    """Steps that fit, offered ones first, then one's own, then what is shared."""
    rows = access.library_steps(request.reach).filter(withdrawn_on=None)
    rows = rows.select_related("author", "unit").order_by("title", "pk")
    asked = finder.cleaned_data if finder.is_valid() else {}
    if asked.get("form"):
        training = asked["form"] == "training"
        rows = rows.filter(form__in=LibraryStep.TRAINING if training else [asked["form"]])
    need = asked.get("need")
    fitting = [row for row in rows if not need or need in row.needs]
    order = ("offered", "own", "shared")
    return sorted(fitting, key=lambda row: order.index(row.status))


def needs_of(row: LibraryStep, titles: Mapping[str, str]) -> list[str]:
    """Names of the groups of competences that it helps with."""
    return [titles.get(need, need) for need in row.needs]


def columns(request: Request) -> tuple[Column | None, ...]:
    said, titles = status(request, "library_step"), need_titles()
    return (
        Column("title", _("What is done"), lambda row: row.title),
        Column("needs", _("Helps with"), lambda row: "; ".join(needs_of(row, titles))),
        Column("form", _("Form"), lambda row: step_form(row.form, None)),
        Column("level", _("Level"), lambda row: row.get_level_display()),
        Column("hours", _("Hours"), lambda row: row.hours),
        Column("days", _("Days to do it"), lambda row: row.days),
        Column("expected", _("Expected result"), lambda row: row.expected),
        Column("link", _("Web address"), lambda row: row.link),
        Column("author", _("Author"), lambda row: full(row.author) if row.author else None),
        Column("unit", _("Where"), lambda row: row.unit.short_name),
        Column("state", _("State"), lambda row: said(row.status)),
    )


# --- forms ------------------------------------------------------------------------------------
class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Territories by their short names."""


class LibraryForm(DeedForm):
    """A step of the library; in the name of a territory where the reader may share."""

    title = forms.CharField(label=gettext_lazy("What is done"), max_length=255)
    unit = UnitField(queryset=None, label=gettext_lazy("For whom"), required=False)
    needs = forms.MultipleChoiceField(
        label=gettext_lazy("Helps with"), required=False, widget=forms.CheckboxSelectMultiple
    )
    form = forms.ChoiceField(label=gettext_lazy("Form"), required=False)
    level = forms.ChoiceField(label=gettext_lazy("Level"), required=False)
    hours = forms.IntegerField(
        label=gettext_lazy("Hours"), required=False, min_value=1, max_value=MOST_HOURS
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days to do it"), required=False, min_value=1, max_value=LONGEST
    )
    about = Paragraph(label=gettext_lazy("How it is done"), required=False)
    link = Address(label=gettext_lazy("Web address"), required=False)
    expected = Paragraph(label=gettext_lazy("Expected result"), required=False)

    def __init__(
        self,
        *args: Any,
        units: QuerySet[Unit],
        own: bool,
        reach: Reach,
        row: LibraryStep | None = None,
        like: RouteStep | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        fields: Any = self.fields
        had = row.needs if row else [like.need] if like else []
        fields["needs"].choices = need_choices(reach, had)
        fields["form"].choices = list(STEP_FORMS.items())
        fields["level"].choices = [("", _("not said")), *_levels()]
        fields["unit"].queryset = units
        fields["unit"].empty_label = _("for me alone") if own else _("choose")
        fields["unit"].required = not own
        if row is not None or not units:
            del self.fields["unit"]
        if row is not None:
            self.initial.update({name: getattr(row, name) for name in FIELDS})
            self.initial["row_version"] = row.row_version
        elif like is not None:
            self.initial.update({name: getattr(like, name) for name in FROM_STEP})
            self.initial["needs"] = [like.need] if like.need else []


def _levels() -> list[tuple[str, str | Promise]]:
    return [(level, name.capitalize()) for level, name in LibraryStep.Level.choices]


class ShareForm(DeedForm):
    """In the library of which territory the step will stand."""

    unit = UnitField(queryset=None, label=gettext_lazy("For whom"), empty_label=None)

    def __init__(self, *args: Any, row: LibraryStep, units: QuerySet[Unit], **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial["row_version"] = row.row_version
        chosen: Any = self.fields["unit"]
        chosen.queryset = units


class DeclineForm(DeedForm):
    """Why it is left with its author."""

    answer = Paragraph(label=gettext_lazy("Answer to the author"))

    def __init__(self, *args: Any, row: LibraryStep, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial["row_version"] = row.row_version
