"""A draft of the final report made of the route's own facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from marshrut.routes.models import Product, Route, RouteStep

Measure = Mapping[str, Any]


def draft_final_report(
    route: Route, steps: Iterable[RouteStep], products: Iterable[Product]
) -> dict[str, str]:
    """Parts of the report as far as the route knows them; the rest is the teacher's to write."""
    steps, products = list(steps), list(products)
    subject = route.enrolment.subject
    plan = route.content.get("trajectory", {}).get("introduction_plan", "")
    done = [step for step in steps if step.status == RouteStep.Status.ACCEPTED]
    found = {
        "aim": "\n".join(filter(None, (subject.title if subject else "", plan))),
        "done": "\n".join(_done(step) for step in done),
        "results": "\n".join(f"{step.title}: {step.result}" for step in done if step.result),
        "products": "\n".join(sorted({product.title for product in products if product.title})),
        "difficulties": "\n".join(filter(None, map(_difficulty, steps))),
        "assessment": "\n".join(_measure(one) for one in measures_of(products)),
    }
    return {part: text for part, text in found.items() if text}


def measures_of(products: Iterable[Product]) -> list[Measure]:
    """Figures before and after, as the result sheet holds them."""
    return [
        one
        for product in products
        for one in product.content.get("measures", [])
        if one.get("name")
    ]


def _done(step: RouteStep) -> str:
    day = step.accepted_on or step.due
    return f"{day:%d.%m.%Y} — {step.title}"


def _difficulty(step: RouteStep) -> str:
    reason = step.dropped_reason or step.moved_reason
    return f"{step.title}: {reason}" if reason else ""


def _measure(one: Measure) -> str:
    after = one.get("after")
    figures = " → ".join(str(value) for value in (one.get("before"), after) if value is not None)
    return f"{one['name']}: {figures}"
