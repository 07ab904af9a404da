"""Forms of orders: shape only; people and units start from what the reader may see."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marshrut.orders.access import order_units
from marshrut.orders.models import Order
from marshrut.organisations.access import units
from marshrut.organisations.models import Unit
from marshrut.people.access import people
from marshrut.people.models import Person
from marshrut.people.reach import Reach
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import DateField, Paragraph, choices_of, who_sees, widths
from marshrut.web.labels import LABELS
from marshrut.web.paper import PaperForm
from marshrut.web.programmes.fields import OrderField, PersonField
from marshrut.web.programmes.lists import Finder

TEXTS = ("title", "subject", "preamble", "text", "place", "signer", "controller")


def own_units(reach: Reach) -> QuerySet[Unit]:
    """Units in whose name the reader prepares orders."""
    return units(reach).filter(pk__in=order_units(reach)).order_by("path")


def colleagues(reach: Reach) -> QuerySet[Person]:
    """People who may sign, control or be acquainted."""
    return people(reach).order_by("surname", "given", "patronymic")


class OrderForm(DeedForm):
    """What an order says."""

    unit: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, empty_label=_("not chosen"), label=_("Organisation")
    )
    subject = forms.ChoiceField(label=_("About"), choices=Order.Subject.choices)
    title = forms.CharField(
        label=pgettext_lazy("order", "Title"),
        max_length=255,
        help_text=_("Begins with “About”: it answers the question what the order is about."),
    )
    preamble = Paragraph(
        label=_("Preamble"),
        required=False,
        help_text=_("On what ground: the regulation and its clause, the minutes, the application."),
    )
    text = Paragraph(
        label=pgettext_lazy("order", "I ORDER"),
        required=False,
        long=True,
        help_text=_("Each point begins on a new line; numbers are put by the system."),
    )
    place = forms.CharField(label=_("Place"), max_length=100, required=False)
    signer = PersonField(
        queryset=None, empty_label=_("not chosen"), label=_("Who signs"), required=False
    )
    controller = PersonField(
        queryset=None,
        empty_label=_("not chosen"),
        label=_("Who is in control"),
        required=False,
        help_text=_("The order stays among this person’s tasks until control is closed."),
    )

    def __init__(
        self, *args: Any, reach: Reach, order: Order | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["unit"]
        chosen.queryset = own_units(reach)
        for name in ("signer", "controller"):
            person: Any = self.fields[name]
            person.queryset = colleagues(reach)
        if order is not None:
            del self.fields["unit"]
            for name in TEXTS:
                self.initial.setdefault(name, getattr(order, name))
            self.initial.setdefault("row_version", order.row_version)
        line = _("Will be seen by: who answers for the organisation, and those the order names")
        who_sees(self, text=line)


class PaperOrderForm(OrderForm):
    """An order that exists on paper already: its number, date and signature too."""

    number = forms.CharField(label=pgettext_lazy("order", "Number"), max_length=30)
    registered_on = DateField(label=_("Date in the book"))
    signed_on = DateField(label=pgettext_lazy("order", "Signed on"))

    def __init__(self, *args: Any, reach: Reach, **options: Any) -> None:
        super().__init__(*args, reach=reach, **options)
        self.order_fields(["unit", "subject", "title", "number", "registered_on", "signed_on"])
        widths(self, number="short")


class RegisterForm(DeedForm):
    """Number and date from the organisation's own book."""

    number = forms.CharField(
        label=pgettext_lazy("order", "Number"),
        max_length=30,
        help_text=_("As in your book, with letters if it has them: 36-о"),
    )
    registered_on = DateField(label=_("Date in the book"))

    def __init__(self, *args: Any, order: Order, reach: Reach, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.update(
            {
                "row_version": order.row_version,
                "number": order.number,
                "registered_on": order.registered_on or reach.on,
            }
        )
        widths(self, number="short")


class SignForm(DeedForm):
    """The fact of a signature on paper."""

    signed_on = DateField(label=pgettext_lazy("order", "Signed on"))
    signer = PersonField(
        queryset=None, empty_label=_("not chosen"), label=_("Who signed"), required=False
    )

    def __init__(self, *args: Any, order: Order, reach: Reach, **options: Any) -> None:
        super().__init__(*args, **options)
        person: Any = self.fields["signer"]
        person.queryset = colleagues(reach)
        self.initial.update(
            {
                "row_version": order.row_version,
                "signed_on": reach.on,
                "signer": order.signer_id,
            }
        )


class AcquaintForm(PaperForm):
    """Somebody's signature on the sheet of acquaintance."""

    paper: Any = None
    person = PersonField(queryset=None, empty_label=_("not chosen"), label=_("Who is acquainted"))

    def __init__(self, *args: Any, order: Order, reach: Reach, **options: Any) -> None:
        super().__init__(*args, reach=reach, on_behalf=True, **options)
        person: Any = self.fields["person"]
        known = order.acquaintances.values("person")
        person.queryset = colleagues(reach).exclude(pk__in=known)


class CancelForm(DeedForm):
    """The order that cancels this one."""

    by = OrderField(queryset=None, empty_label=_("not chosen"), label=_("Cancelled by the order"))

    def __init__(self, *args: Any, order: Order, others: QuerySet[Order], **options: Any) -> None:
        super().__init__(*args, **options)
        cancelling: Any = self.fields["by"]
        cancelling.queryset = others
        self.initial["row_version"] = order.row_version


class VersionForm(DeedForm):
    """A button that changes the order: only the version it was shown with."""


class OrderFinder(Finder):
    """Filters of the list of orders."""

    q = forms.CharField(label=_("Number or title"), required=False, max_length=100)
    subject = forms.ChoiceField(
        label=_("About"), required=False, choices=[("", _("anything")), *Order.Subject.choices]
    )
    status = forms.ChoiceField(label=_("Status"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        shown = {k: v for k, v in LABELS["order"].items() if k != "acquainted"}
        statuses: Any = self.fields["status"]
        statuses.choices = [
            ("", _("any")),
            *choices_of(shown),
            ("control", _("under my control")),
        ]
