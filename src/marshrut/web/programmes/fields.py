"""Fields of the section: an order as it is cited, a person as they are known."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _

from marshrut.journal.models import Versioned
from marshrut.orders.models import Order
from marshrut.people.models import Person
from marshrut.web.deeds import DeedForm
from marshrut.web.tags.dates import date_figures


def of_row(form: DeedForm, row: Versioned) -> None:
    """Let the form carry the version of the row it shows; without it nothing is changed."""
    form.initial["row_version"] = row.row_version
    form.fields["row_version"].required = True


def of_new(form: DeedForm) -> None:
    """A form that makes a row has no version to carry."""
    del form.fields["row_version"]


class OrderField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Orders by number and date."""

    def label_from_instance(self, obj: Order) -> str:
        """«№ 87-о от 01.09.2026: О назначении тьютора»."""
        if not obj.number:
            return _("draft: %(title)s") % {"title": obj.title}
        day = date_figures(obj.registered_on)
        return _("No. %(number)s of %(day)s: %(title)s") % {
            "number": obj.number,
            "day": day,
            "title": obj.title,
        }


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """People by full name."""

    def label_from_instance(self, obj: Person) -> str:
        """«Лапшина Валентина Сергеевна»."""
        return str(obj)
