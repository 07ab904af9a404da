"""Orders as pages: the words of each, and who is acquainted with it."""

from __future__ import annotations

from itertools import groupby

from django.utils.translation import gettext as _

from marshrut.orders import access
from marshrut.orders.models import Order
from marshrut.orders.queries import acquainted
from marshrut.people.reach import Reach
from marshrut.web.papers.document import document
from marshrut.web.whole.archive import Archive

AT_ONCE = 100


def order_texts(archive: Archive, reach: Reach) -> None:
    """A folder for each organisation that has orders, the oldest first."""
    rows = access.orders(reach).select_related("unit__parent", "signer", "controller")
    rows = rows.order_by("unit__name", "unit", "registered_on", "pk")
    with archive.folder(_("Texts of orders")):
        for _unit, group in groupby(rows.iterator(AT_ONCE), key=lambda row: row.unit_id):
            _of_unit(archive, list(group))


def _of_unit(archive: Archive, rows: list[Order]) -> None:
    with archive.folder(rows[0].unit.short_name):
        for row in rows:
            shown = {"title": row.title, "order": row, "document": document(row)}
            archive.page(_name(row), "whole/order.html", shown | {"marks": acquainted(row)})


def _name(row: Order) -> str:
    """By its day and number, so that a folder is a book of orders; a draft has neither."""
    if row.registered_on is None:
        return _("Not registered — %(title)s") % {"title": row.title}
    return f"{row.registered_on.isoformat()} № {row.number} {row.title}"
