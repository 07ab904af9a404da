"""Forms of the section: shape only; choices start from what the reader may keep."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marshrut.organisations.models import Unit
from marshrut.people import access
from marshrut.people.models import Employment, Person
from marshrut.people.reach import Reach
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import DateField, LastDayField, choices_of, who_sees, widths
from marshrut.web.labels import LABELS
from marshrut.web.people.posts import class_choices
from marshrut.web.programmes.lists import Finder
from marshrut.web.terms import TERMS

BY_LIST = ("", _("by the list of the regulation"))


class NameForm(DeedForm):
    """The three parts of a name, and the gender that names in cases need."""

    surname = forms.CharField(label=_("Surname"), max_length=100)
    given = forms.CharField(label=_("Given name"), max_length=100)
    patronymic = forms.CharField(label=_("Patronymic"), max_length=100, required=False)
    gender = forms.ChoiceField(
        label=_("Gender"),
        choices=[("", _("not told")), *Person.Gender.choices],
        required=False,
        help_text=_("Needed to put the name into cases in orders and letters."),
    )


class PersonForm(NameForm):
    """Names and contacts."""

    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=30)

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("surname", "given", "patronymic", "gender", "email", "phone", "row_version"):
            self.initial.setdefault(name, getattr(person, name))
        if person.contacts_withheld:  # refused by the person: not shown and not asked
            del self.fields["email"], self.fields["phone"]
            return
        line = _("Will be seen by: the person, the head of the organisation and the coordinator")
        who_sees(self, email=line, phone=line)


class JobForm(DeedForm):
    """A place of work."""

    unit: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, empty_label=_("not chosen"), label=_("Organisation")
    )
    post = forms.CharField(
        label=_("Post"),
        max_length=200,
        help_text=_("As it is written in the staff list."),
    )
    post_class = forms.ChoiceField(
        label=_("Which post of the regulation’s list it is"), required=False
    )
    subject = forms.CharField(label=_("Subject taught"), max_length=100, required=False)
    pedagogical = forms.BooleanField(label=_("Pedagogical worker"), required=False)
    since = DateField(label=_("Works since"))

    def __init__(self, *args: Any, units: QuerySet[Unit], on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["unit"]
        chosen.queryset = units
        first = units.first()
        if units.count() == 1 and first:
            self.initial.setdefault("unit", first.pk)
        self.initial.setdefault("pedagogical", True)
        self.initial.setdefault("since", on)
        listed: Any = self.fields["post_class"]
        listed.choices = [BY_LIST, *class_choices(first, on)]


class NewcomerForm(JobForm, NameForm):
    """A person nobody knew and a place of work, on one page."""

    another = forms.BooleanField(
        label=_("This is another person with the same name"), required=False
    )

    def __init__(self, *args: Any, reach: Reach, **options: Any) -> None:
        super().__init__(*args, **options)
        self.reach = reach
        self.known: list[Person] = []
        self.order_fields(["surname", "given", "patronymic", "gender", "unit", "post"])
        if not self.data.get("another") and not self._is_asked():
            self.fields["another"].widget = forms.HiddenInput()

    def _is_asked(self) -> bool:
        return bool(self.is_bound and self._namesakes())

    def _namesakes(self) -> list[Person]:
        names = {
            part: self.data.get(part, "").strip() for part in ("surname", "given", "patronymic")
        }
        return list(access.people(self.reach).filter(**names))

    def clean(self) -> dict[str, Any]:
        """A full namesake already here is asked about: perhaps it is the same person."""
        super().clean()
        values = self.cleaned_data
        self.known = self._namesakes()
        if self.known and not values.get("another"):
            self.add_error(None, _("There is a person with this name already. Look at the card."))
        values.pop("another", None)
        return values


class CorrectForm(DeedForm):
    """What was written wrongly of a place of work."""

    post = forms.CharField(label=_("Post"), max_length=200)
    post_class = forms.ChoiceField(
        label=_("Which post of the regulation’s list it is"),
        required=False,
        help_text=_("By the list: the post is looked up as it is written."),
    )
    subject = forms.CharField(label=_("Subject taught"), max_length=100, required=False)
    tutor_post = forms.BooleanField(
        label=_("It is a tutor’s post of the staffing table"), required=False
    )
    since = DateField(label=_("Works since"))

    def __init__(self, *args: Any, job: Employment, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("post", "post_class", "subject", "tutor_post", "since", "row_version"):
            self.initial.setdefault(name, getattr(job, name))
        listed: Any = self.fields["post_class"]
        listed.choices = [BY_LIST, *class_choices(job.unit, on)]


class LeaveForm(DeedForm):
    """The last day of work, and why."""

    until = LastDayField(label=_("Last day of work"))
    reason = forms.CharField(label=_("Reason"), max_length=255, required=False)

    def __init__(self, *args: Any, job: Employment, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("row_version", job.row_version)


class EducationForm(DeedForm):
    """A diploma."""

    level = forms.ChoiceField(
        label=_("Level"),
        choices=[(code, TERMS["education"][code]) for code in ("higher", "secondary")],
    )
    field = forms.ChoiceField(
        label=_("Field"),
        choices=[
            (code, TERMS["education"][code])
            for code in ("education", "pedagogy", "psychology", "other")
        ],
    )
    place = forms.CharField(label=_("Institution"), max_length=255, required=False)
    year = forms.IntegerField(
        label=_("Year of graduation"), required=False, min_value=1940, max_value=2100
    )


class TrainingForm(DeedForm):
    """A course or a seminar, with its certificate."""

    title = forms.CharField(label=_("Programme of the training"), max_length=255)
    place = forms.CharField(label=_("Who taught"), max_length=255, required=False)
    hours = forms.IntegerField(label=_("Hours"), required=False, min_value=1, max_value=2000)
    certificate = forms.CharField(
        label=_("Number of the certificate"), max_length=60, required=False
    )
    on = DateField(label=_("Day of the certificate or of the end"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        widths(self, hours="short")


class ExperienceForm(DeedForm):
    """A length of service on a date, as a work record book tells it."""

    kind = forms.ChoiceField(label=_("Kind"), choices=choices_of(LABELS["experience"]))
    years = forms.IntegerField(label=_("Years"), min_value=0, max_value=70)
    months = forms.IntegerField(label=_("Months"), min_value=0, max_value=11, required=False)
    on = DateField(label=_("On the date"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        widths(self, years="short", months="short")

    @property
    def values(self) -> dict[str, Any]:
        """Years and months become months."""
        values = super().values
        values["months"] = values.pop("years") * 12 + (values["months"] or 0)
        return values


class StaffFinder(Finder):
    """Filters of the list of teachers."""

    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("everyone")),
            ("pedagogical", _("pedagogical workers")),
            ("unrecognised", _("posts to be recognised")),
            ("no_account", _("who have not signed in")),
        ],
    )


class SlipsForm(DeedForm):
    """For whom slips are printed."""

    unit: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, empty_label=_("not chosen"), label=_("Organisation")
    )
    whom = forms.ChoiceField(
        label=_("For whom"),
        choices=[
            ("never", _("who have not signed in yet")),
            ("all", _("everyone: passwords in use stay until the code is used")),
        ],
        widget=forms.RadioSelect,
        initial="never",
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["unit"]
        chosen.queryset = units
        if units.count() == 1:
            self.initial.setdefault("unit", units[0].pk)


class ChosenForm(DeedForm):
    """Some of the people of a list."""

    people = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": _("Choose at least one line.")}
    )

    def __init__(self, *args: Any, people: Iterable[int], **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["people"]
        chosen.choices = [(key, key) for key in people]
