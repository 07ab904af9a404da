"""Forms of the settings: shape only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from marshrut.organisations.models import CalendarPeriod, Unit
from marshrut.people.access import people
from marshrut.people.models import Office
from marshrut.people.reach import Reach
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import DateField, LastDayField, choices_of
from marshrut.web.labels import LABELS
from marshrut.web.people.forms import NameForm
from marshrut.web.programmes.fields import PersonField
from marshrut.web.settings.zones import zones

DAY = timedelta(days=1)
ROWS = 4
ROMAN = ("I", "II", "III", "IV")
ACCOUNTS = "accounts"
Spans = Sequence[tuple[date, date]]


class FlagForm(DeedForm):
    """A status that a school was given for a term."""

    flag = forms.ChoiceField(label=_("Status of the school"), choices=choices_of(LABELS["flag"]))
    since = DateField(label=_("First day"))
    until = LastDayField(label=_("Last day"))
    source = forms.CharField(
        label=_("Where the status is stated"),
        max_length=255,
        help_text=_("An order, a list, a letter: with number and day if there are any."),
    )


class UnitForm(DeedForm):
    """A unit's names and place."""

    name = forms.CharField(label=_("Full name"), max_length=255)
    short_name = forms.CharField(
        label=_("Short name"),
        max_length=100,
        help_text=_("As people say it; it stands in lists and on cards."),
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=255, required=False)
    place = forms.CharField(
        label=_("Place"),
        max_length=100,
        required=False,
        help_text=_("Stands in orders under the name."),
    )
    zone = forms.ChoiceField(label=_("Time zone"), required=False)

    def __init__(self, *args: Any, unit: Unit | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        zone: Any = self.fields["zone"]
        present = unit.zone if unit is not None else ""
        zone.choices = [("", _("as in the unit above")), *zones(present)]
        for name in ("name", "short_name", "name_en", "place", "zone", "row_version"):
            if unit is not None:
                self.initial.setdefault(name, getattr(unit, name))


class NewUnitForm(UnitForm):
    """A unit under another one."""

    parent: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, empty_label=_("not chosen"), label=_("Under")
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Unit.Kind.choices, initial=Unit.Kind.SCHOOL)

    def __init__(self, *args: Any, parents: QuerySet[Unit], **options: Any) -> None:
        super().__init__(*args, **options)
        above: Any = self.fields["parent"]
        above.queryset = parents
        self.order_fields(["parent", "kind", "name", "short_name"])


class CalendarForm(DeedForm):
    """Quarters or trimesters of one school year, and the days that differ from the usual ones."""

    scheme = forms.ChoiceField(label=_("The year is divided into"), widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, scheme: str, spans: Spans, has_above: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        schemes: Any = self.fields["scheme"]
        above = [("", _("as in the unit above"))] if has_above else []
        schemes.choices = [
            *above,
            (CalendarPeriod.Scheme.QUARTER, _("quarters")),
            (CalendarPeriod.Scheme.TRIMESTER, _("trimesters")),
        ]
        schemes.required = not has_above
        self.initial.setdefault("scheme", scheme)
        for number in range(1, ROWS + 1):
            self._add_row(number, spans[number - 1] if number <= len(spans) else None)

    def _add_row(self, number: int, span: tuple[date, date] | None) -> None:
        n = {"n": ROMAN[number - 1]}
        since = DateField(label=gettext("Term %(n)s, first day") % n, required=False)
        until = LastDayField(label=gettext("Term %(n)s, last day") % n, required=False)
        self.fields[f"since_{number}"] = since
        self.fields[f"until_{number}"] = until
        if span is not None:
            self.initial.setdefault(f"since_{number}", span[0])
            self.initial.setdefault(f"until_{number}", span[1])

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """Pairs of fields for the template."""
        numbers = range(1, ROWS + 1)
        return [(self[f"since_{number}"], self[f"until_{number}"]) for number in numbers]

    def clean(self) -> dict[str, Any]:
        """A period has both of its days."""
        super().clean()
        values = self.cleaned_data
        for number in range(1, ROWS + 1):
            first, last = values.get(f"since_{number}"), values.get(f"until_{number}")
            if values.get("scheme") and bool(first) != bool(last):
                self.add_error(f"until_{number}", _("Give both days, or neither."))
        return values

    @property
    def values(self) -> dict[str, Any]:
        """Periods of the chosen scheme; none gives the calendar back to the unit above."""
        given = self.cleaned_data
        pairs = (
            (given.get(f"since_{number}"), given.get(f"until_{number}"))
            for number in range(1, ROWS + 1)
        )
        spans = [(since, until) for since, until in pairs if since and until]
        scheme = given["scheme"]
        return {"scheme": scheme, "periods": spans if scheme else []}


class Days(forms.CharField):
    """Several dates, one after another in any usual writing."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        """Dates as people write them, one on a line."""
        if isinstance(value, list | tuple):
            return "\n".join(day.strftime("%d.%m.%Y") for day in value)
        return value

    def clean(self, value: Any) -> list[date]:
        """Every date, or an error that names the one not understood."""
        text = super().clean(value) or ""
        one = DateField()
        found = []
        for word in text.replace(",", " ").replace(";", " ").split():
            try:
                found.append(one.clean(word))
            except forms.ValidationError as error:
                raise forms.ValidationError(
                    gettext("“%(word)s” is not a date.") % {"word": word}
                ) from error
        return found


class SpecialDaysForm(DeedForm):
    """Days off beyond weekends and holidays, and working days moved onto them."""

    off = Days(label=_("Days off"), required=False)
    working = Days(label=_("Working days"), required=False)

    def __init__(self, *args: Any, days: Iterable[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        known = list(days)
        self.initial.setdefault("off", [row.day for row in known if not row.working])
        self.initial.setdefault("working", [row.day for row in known if row.working])
        line = _("One date on a line: 22.02.2027")
        self.fields["off"].help_text = line
        self.fields["working"].help_text = _("Moved onto a weekend or a holiday, as 20.02.2027")


class OfficeForm(DeedForm):
    """An office at a unit, for a term or without one."""

    role = forms.ChoiceField(label=_("Office"))
    unit: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, empty_label=_("not chosen"), label=_("Where")
    )
    since = DateField(label=_("Since"))
    until = LastDayField(
        label=_("Last day"), required=False, help_text=_("An inspector comes for a term only.")
    )

    def __init__(
        self, *args: Any, reach: Reach, roles: Iterable[str], units: QuerySet[Unit], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        allowed = set(roles)
        offered: Any = self.fields["role"]
        offered.choices = [
            (code, str(name).capitalize()) for code, name in Office.Role.choices if code in allowed
        ]
        where: Any = self.fields["unit"]
        where.queryset = units
        self.initial.setdefault("since", reach.on)


class AdmitForm(OfficeForm, NameForm):
    """A person nobody knew and a first office."""

    field_order = ("surname", "given", "patronymic", "gender", "role", "unit", "since", "until")


class EndForm(DeedForm):
    """The last day of an office."""

    until = LastDayField(label=_("Last day"))


class EntrustForm(DeedForm):
    """Who acts for an absent holder, from when until when, and on what basis."""

    person = PersonField(queryset=None, label=_("Who acts"), empty_label=_("not chosen"))
    since = DateField(label=_("First day"))
    until = LastDayField(label=_("Last day"))
    basis = forms.ChoiceField(
        label=pgettext_lazy("acting", "Basis"),
        choices=Office.Basis.choices,
        widget=forms.RadioSelect,
        initial="order",
    )
    basis_text = forms.CharField(
        label=_("Number and date, or what the note says"),
        max_length=255,
        help_text=_("On these days the holder reads as before and does nothing."),
    )

    def __init__(self, *args: Any, office: Office, reach: Reach, **options: Any) -> None:
        super().__init__(*args, **options)
        colleagues = people(reach).exclude(pk=office.person_id)
        chosen: Any = self.fields["person"]
        chosen.queryset = colleagues.order_by("surname", "given", "patronymic")
        self.initial.setdefault("since", reach.on)


class LoginForm(DeedForm):
    """A login for a new account."""

    login = forms.CharField(
        label=_("Login"),
        max_length=150,
        required=False,
        help_text=_("Left empty, it is made of the surname."),
    )


class AddressForm(forms.Form):
    """Filters of an address; a value that is not understood is no value."""

    def value(self, name: str) -> Any:
        """A filter's value, or nothing when it is absent or not understood."""
        if not self.is_bound:
            return None
        self.is_valid()
        return self.cleaned_data.get(name)


class UserFinder(AddressForm):
    """Filters of the list of users."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100)
    role = forms.ChoiceField(label=_("Office"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        roles: Any = self.fields["role"]
        offices = [(code, str(name).capitalize()) for code, name in Office.Role.choices]
        roles.choices = [("", _("any")), *offices, (ACCOUNTS, _("everyone with an account"))]


class JournalFinder(AddressForm):
    """Filters of the journal."""

    q = forms.CharField(label=_("Who"), required=False, max_length=100)
    since = DateField(label=_("From"), required=False)
    last = DateField(label=_("To"), required=False)
