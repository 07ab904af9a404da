"""What of routes waits for the reader."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from marshrut.people.reach import Reach
from marshrut.routes.models import Product, Route, RouteStep


def routes_to_acknowledge(reach: Reach) -> QuerySet[Route]:
    """Own routes that the tutor has proposed."""
    return Route.objects.filter(
        enrolment__in=reach.cases,
        proposed_on__isnull=False,
        agreed_on__isnull=True,
        closed_on__isnull=True,
    ).order_by("proposed_on")


def products_to_accept(reach: Reach) -> QuerySet[Product]:
    """Products that the reader's tutees have submitted, and own ones returned for correction."""
    submitted = Q(status=Product.Status.SUBMITTED, route__enrolment__in=reach.pairs)
    returned = Q(status=Product.Status.RETURNED, author=reach.person or 0)
    rows = Product.objects.filter(submitted | returned)
    return rows.select_related("author", "route").order_by("submitted_on", "pk")


def steps_to_check(reach: Reach) -> QuerySet[RouteStep]:
    """Steps submitted by the reader's tutees, and own ones to correct."""
    to_check = Q(status=RouteStep.Status.ON_CHECK, route__enrolment__in=reach.pairs)
    to_correct = Q(status=RouteStep.Status.TO_CORRECT, route__enrolment__in=reach.cases)
    rows = RouteStep.objects.filter(to_check | to_correct)
    return rows.select_related("route__enrolment__person").order_by("due", "pk")
