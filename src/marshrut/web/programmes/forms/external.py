"""Forms that link a tutor from outside: to one case here, to a group in its own section."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marshrut.people.models import Person
from marshrut.people.reach import Reach
from marshrut.programmes import outside
from marshrut.programmes.models import Enrolment
from marshrut.programmes.operations import Newcomer
from marshrut.programmes.queries import linked_people
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import DateField, LastDayField
from marshrut.web.programmes.fields import PersonField, of_new

NAME = ("surname", "given", "patronymic", "gender")


class OutsiderForm(DeedForm):
    """Somebody linked before, or a new name; where they work, on what ground, until when."""

    known = PersonField(
        queryset=None, label=_("Linked before"), required=False, empty_label=_("somebody new")
    )
    surname = forms.CharField(label=_("Surname"), max_length=100, required=False)
    given = forms.CharField(label=_("Given name"), max_length=100, required=False)
    patronymic = forms.CharField(label=_("Patronymic"), max_length=100, required=False)
    gender = forms.ChoiceField(
        label=_("Gender"), choices=[("", _("not told")), *Person.Gender.choices], required=False
    )
    works_at = forms.CharField(
        label=_("Where the tutor works"),
        max_length=255,
        help_text=_("For example: the regional institute of teacher training."),
    )
    ground = forms.CharField(
        label=_("Ground"),
        max_length=255,
        help_text=_("A letter, an agreement, a decision: with number and day if there are any."),
    )
    until = LastDayField(label=_("Last day"))

    def offer_people(self, reach: Reach) -> None:
        """Those who were linked before to somebody whom the reader sees."""
        people = linked_people(outside.links(reach))
        self.fields["known"].queryset = people  # type: ignore[attr-defined]
        if not people.exists():
            del self.fields["known"]

    def clean(self) -> dict[str, Any]:
        """Somebody known, or a name."""
        given = super().clean() or {}
        if not given.get("known"):
            for name in ("surname", "given"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Write the name, or choose somebody linked before."))
        return given

    @property
    def values(self) -> dict[str, Any]:
        """The deed takes a person, or the name of one who is not written down yet."""
        values = super().values
        name = {part: values.pop(part) for part in NAME}
        return values | {"person": values.pop("known", None) or Newcomer(**name)}


class LinkForm(OutsiderForm):
    """A tutor from outside and one case, from a day on."""

    since = DateField(label=_("From which day"))
    field_order = ("known", *NAME, "works_at", "ground", "since", "until")

    def __init__(self, *args: Any, row: Enrolment, reach: Reach, **more: Any) -> None:
        super().__init__(*args, **more)
        of_new(self)
        self.offer_people(reach)
        self.initial.update(since=reach.on, until=row.programme.until)
