"""Orders of all organisations in one table: a row for each, and the form of a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marshrut.orders.access import kept_orders, order_units, orders
from marshrut.orders.models import Order
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.people.reach import Reach
from marshrut.programmes import access
from marshrut.programmes.models import Appointment, Programme
from marshrut.programmes.queries import employed_in, not_over
from marshrut.web.books import Column
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import DateField, widths
from marshrut.web.names import full
from marshrut.web.programme_words import say
from marshrut.web.request import Request

SCHOOLS_ON_A_PAGE = 20
FACTS = ("number", "registered_on", "signed_on")


class RowForm(DeedForm):
    """One organisation's order of appointment and whom it appoints."""

    number = forms.CharField(label=pgettext_lazy("order", "Number"), max_length=30, required=False)
    registered_on = DateField(label=_("Date in the book"), required=False)
    signed_on = DateField(label=pgettext_lazy("order", "Signed on"), required=False)
    person = forms.TypedChoiceField(label=_("Who"), coerce=int, empty_value=None, required=False)
    since = DateField(label=_("First day"), required=False)
    agreed = forms.BooleanField(label=_("agreement on paper"), required=False)

    def __init__(
        self, *args: Any, order: Order | None, staff: Mapping[str, Any], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        person: Any = self.fields["person"]
        person.choices = [("", _("not chosen")), *staff.items()]
        widths(self, number="short")
        for field_ in self.visible_fields():
            field_.field.widget.attrs["aria-label"] = str(field_.label)
        if order is not None:
            for name in (*FACTS, "row_version"):
                self.initial.setdefault(name, getattr(order, name))

    @property
    def is_touched(self) -> bool:
        """Was anything typed that was not there?"""
        return bool({field_.name for field_ in self.visible_fields()} & set(self.changed_data))


@dataclass(slots=True, kw_only=True)
class Row:
    """A line of the table: done ones are read, the others have a form."""

    unit: Unit
    tutors: list[Appointment] = field(default_factory=list)
    order: Order | None = None
    form: RowForm | None = None
    people: dict[int, Person] = field(default_factory=dict)
    # Orders that the reader may open: a tutor may be appointed by an organisation above.
    opened: Collection[int] = ()
    saved: bool = False


def programmes(reach: Reach) -> list[Programme]:
    """Programmes not closed in which the reader may name tutors somewhere, the running first."""
    rows = access.programmes(reach).filter(closed_on__isnull=True).select_related("unit")
    found = [row for row in rows.order_by("-since") if schools(reach, row).exists()]
    return sorted(found, key=lambda row: row.status != "running")


def schools(reach: Reach, programme: Programme) -> QuerySet[Unit]:
    """Organisations in whose name the reader enters orders of this programme."""
    return access.reached(programme, order_units(reach))


def appointed(reach: Reach, programme: Programme) -> QuerySet[Appointment]:
    """Who is appointed on the day, or will be."""
    return access.appointments(reach).filter(
        not_over(reach.on), programme=programme, since__isnull=False, end_reason=""
    )


def chosen(
    reach: Reach, programme: Programme, *, show: str
) -> tuple[QuerySet[Unit], Mapping[str, int]]:
    """The organisations by name, and how many there are in all and without a tutor."""
    found = schools(reach, programme)
    held = appointed(reach, programme).filter(unit=OuterRef("pk"))
    without = found.filter(~Exists(held))
    counts = {"all": found.count(), "open": without.count()}
    rows = without if show == "open" else found
    return rows.order_by("name"), counts


def rows_of(
    reach: Reach, programme: Programme, units: Iterable[Unit], data: Any = None
) -> list[Row]:
    """The rows of these organisations; with ``data`` their forms are bound."""
    found = {unit.pk: Row(unit=unit) for unit in units}
    tutors = appointed(reach, programme).filter(unit__in=found)
    for tutor in tutors.select_related("person", "order").order_by("since", "pk"):
        found[tutor.unit_id].tutors.append(tutor)
    _add_opened(reach, found.values())
    waiting = [key for key, row in found.items() if not row.tutors]
    _add_orders(reach, found, waiting)
    _add_forms(reach, programme, found, waiting, data)
    return list(found.values())


def lines(rows: Iterable[Row]) -> list[tuple[Unit, Order | None, Appointment | None]]:
    """An appointment in a row; an organisation without one has its order, if there is any."""
    found: list[tuple[Unit, Order | None, Appointment | None]] = []
    for row in rows:
        found += [(row.unit, tutor.order, tutor) for tutor in row.tutors]
        if not row.tutors:
            found.append((row.unit, row.order, None))
    return found


def columns(request: Request) -> tuple[Column, ...]:
    """Of the table as a spreadsheet."""
    return (
        Column("organisation", _("Organisation"), lambda line: line[0].short_name),
        *(_fact(name, RowForm.base_fields[name].label) for name in FACTS),
        Column(
            "tutor",
            say(request, "tutor", capital=True),
            lambda line: full(line[2].person) if line[2] else None,
        ),
        Column("since", _("First day"), lambda line: line[2].since if line[2] else None),
    )


def _fact(name: str, title: Any) -> Column:
    return Column(name, title, lambda line: getattr(line[1], name) if line[1] else None)


def renewed(reach: Reach, programme: Programme, rows: list[Row]) -> list[Row]:
    """The rows with those just saved read anew."""
    saved = [row.unit for row in rows if row.saved]
    fresh = {row.unit.pk: row for row in rows_of(reach, programme, saved)}
    return [fresh.get(row.unit.pk, row) for row in rows]


def tabs(address: str, known: list[Programme], chosen: Programme) -> list[dict[str, Any]]:
    """The programmes to choose from, when there are several."""
    return [
        {"title": row.title, "href": f"{address}?programme={row.pk}", "current": row == chosen}
        for row in known
    ]


def _add_opened(reach: Reach, rows: Collection[Row]) -> None:
    told = [tutor.order_id for row in rows for tutor in row.tutors if tutor.order_id]
    opened = frozenset(orders(reach).filter(pk__in=told).values_list("pk", flat=True))
    for row in rows:
        row.opened = opened


def _add_orders(reach: Reach, found: Mapping[int, Row], waiting: Collection[int]) -> None:
    """An order of appointment that appoints nobody yet: it may lack a number or a signature."""
    free = kept_orders(reach).filter(
        unit__in=waiting, subject="appointment", cancelled_by=None, appointments=None
    )
    for order in free.order_by("pk"):
        found[order.unit_id].order = order


def _add_forms(
    reach: Reach,
    programme: Programme,
    found: Mapping[int, Row],
    waiting: Collection[int],
    data: Any,
) -> None:
    named = access.appointments(reach).filter(
        programme=programme, unit__in=waiting, withdrawn_on=None, end_reason=""
    )
    candidates = set(named.values_list("unit", "person"))
    jobs = employed_in(waiting, reach.on).select_related("person")
    first: dict[int, dict[int, str]] = defaultdict(dict)
    others: dict[int, dict[int, str]] = defaultdict(dict)
    for job in jobs.order_by("person__surname", "person__given", "person__patronymic"):
        row = found[job.unit_id]
        row.people[job.person_id] = job.person
        part = first if (job.unit_id, job.person_id) in candidates else others
        part[job.unit_id][job.person_id] = str(job.person)
    for key in waiting:
        row = found[key]
        staff = {str(_("Potential")): list(first[key].items())} if first[key] else {}
        staff |= {str(_("Staff")): list(others[key].items())} if others[key] else {}
        row.form = RowForm(data, prefix=f"u{key}", order=row.order, staff=staff)
