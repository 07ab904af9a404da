"""Form fields and the renderer: `{{ form }}` is drawn by our own templates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DAY = timedelta(days=1)


class Renderer(TemplatesSetting):
    """Draws forms, fields and errors with the templates of the design system."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        """Drop a placeholder that only repeats the label above it, as forms of allauth have."""
        field = context.get("field")
        if isinstance(field, forms.BoundField):
            attrs = field.field.widget.attrs
            if attrs.get("placeholder") == field.label:
                attrs.pop("placeholder")
        return super().render(template_name, context, request)


EARLIEST_YEAR, LATEST_YEAR = 1900, 2200
LONGEST_ADDRESS = 500


class DateInput(forms.DateInput):
    """The browser's own date picker; the value travels as 2027-01-22."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


def within_reason(value: date) -> None:
    """Refuse a year that can only be a slip of the hand; terms are counted from days."""
    if not EARLIEST_YEAR <= value.year <= LATEST_YEAR:
        raise forms.ValidationError(_("Check the year."), code="year")


class DateField(forms.DateField):
    """A day; typed by hand, 22.01.2027 is understood too."""

    widget = DateInput
    input_formats = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y")
    default_validators = [within_reason]

    def __init__(
        self, *, since: date | None = None, last: date | None = None, **options: Any
    ) -> None:
        super().__init__(**options)
        if since:
            self.widget.attrs["min"] = since.isoformat()
        if last:
            self.widget.attrs["max"] = last.isoformat()


class LastDayField(DateField):
    """The last day, inclusive, for people; the day after it, exclusive, for deeds."""

    def prepare_value(self, value: Any) -> Any:
        """Show the day before the exclusive end; what was typed is shown as typed."""
        return value - DAY if isinstance(value, date) else value

    def clean(self, value: Any) -> Any:
        """The exclusive end."""
        day = super().clean(value)
        return day + DAY if day else day


class MomentInput(forms.DateTimeInput):
    """Day and time in one control of the browser."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A day and a time, local to the territory."""

    widget = MomentInput
    input_formats = ("%Y-%m-%dT%H:%M", "%d.%m.%Y %H:%M")
    default_validators = [within_reason]


class Paragraph(forms.CharField):
    """A text of several lines that grows as one writes; `long` starts tall."""

    def __init__(self, *, long: bool = False, **options: Any) -> None:
        rows = {"rows": 10, "class": "long"} if long else {"rows": 3}
        options.setdefault("widget", forms.Textarea(attrs=rows))
        options.setdefault("max_length", 20_000)
        super().__init__(**options)
        # The limit is checked here; a browser that stops typing in silence loses words.
        self.widget.attrs.pop("maxlength", None)


class Address(forms.CharField):
    """An address of a page; the deed says whether it can be one."""

    def __init__(self, **options: Any) -> None:
        widget = forms.URLInput(attrs={"inputmode": "url", "placeholder": "https://"})
        super().__init__(max_length=LONGEST_ADDRESS, widget=widget, **options)


@dataclass(frozen=True, slots=True)
class Card:
    """The label of one card: a title and a line of explanation."""

    title: Promise | str
    explanation: Promise | str = ""

    def __str__(self) -> str:
        return str(self.title)


class CardsInput(forms.RadioSelect):
    """Radio buttons drawn as cards."""

    template_name = "forms/cards.html"
    option_template_name = "forms/card.html"


class Cards(forms.ChoiceField):
    """One of a few choices, each with its explanation: `(value, Card(title, explanation))`."""

    widget = CardsInput


def who_sees(form: forms.BaseForm, **lines: str | Promise) -> None:
    """Put under each named field the quiet line that tells who will read it."""
    for name, line in lines.items():
        form.fields[name].who = line  # type: ignore[attr-defined]


def widths(form: forms.BaseForm, **classes: str) -> None:
    """Give widgets a class of the design system, as in `widths(form, hours="short")`."""
    for name, kind in classes.items():
        form.fields[name].widget.attrs["class"] = kind


def choices_of(labels: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Choices of a select from a table of `labels`."""
    return [(code, label.text) for code, label in labels.items()]
