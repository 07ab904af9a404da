"""Finding the order of an address: fetching is the permission check."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from marshrut.orders import access
from marshrut.orders.models import Order
from marshrut.web.request import Request


def seen(request: Request, key: int) -> Order:
    """The order, if it is open to the reader."""
    rows = access.orders(request.reach).select_related(
        "unit__parent", "signer", "controller", "cancelled_by"
    )
    return get_object_or_404(rows, pk=key)


def kept(request: Request, key: int) -> Order:
    """The order, if the reader may change it."""
    row = seen(request, key)
    if not access.may_keep_order(request.reach, row.unit_id):
        raise PermissionDenied
    return row
