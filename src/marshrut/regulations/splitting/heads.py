"""What stands before the clauses: the approving order, if there is one, and the heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from marshrut.regulations.splitting.marks import DANGLING, Line, Sort

ORDERS = re.compile(
    r"(?:^|.*\s)(?:п\s?р\s?и\s?к\s?а\s?з\s?ы\s?в\s?а\s?(?:ю|е\s?т)|постановля(?:ю|ет)|распоряжаюсь"
    r"|обязываю|реши(?:л|ла|ло))\s*:?",
    re.IGNORECASE,
)
GROUNDS = re.compile(
    r"(?:в соответствии|в целях|на основании|во исполнение|руководствуясь|с целью|в связи|согласно"
    r"|в рамках|для организации|по итогам)\b",
    re.IGNORECASE,
)
BODY = re.compile(
    r"приложение\b|утвержден[оаы]?\b|утверждаю\b|(?:муниципальное\s+|типовое\s+)?положение(?:\s|$)"
    r"|программа(?:\s|$)|порядок(?:\s|$)|регламент(?:\s|$)",
    re.IGNORECASE,
)
INITIALS = re.compile(r"\b[А-ЯЁ]\.\s?[А-ЯЁ]\.")
SIGNED = re.compile(r"\S\s{3,}\S|_{3,}")


@dataclass(frozen=True, slots=True)
class Head:
    """Lines of each piece of the order; ``body`` is where the regulation itself begins."""

    heading: tuple[Line, ...] = ()
    preamble: tuple[Line, ...] = ()
    items: tuple[tuple[Line, ...], ...] = ()
    signature: tuple[Line, ...] = ()
    body: int = 0


def order_of(lines: Sequence[Line], raw: Sequence[str]) -> Head:
    """The approving order at the beginning of a text; an empty head when there is none."""
    orders = next((at for at, one in enumerate(lines) if ORDERS.fullmatch(one.whole)), None)
    if orders is None:
        return Head()
    body = next((at for at in range(orders + 1, len(lines)) if _begins_body(lines[at])), len(lines))
    if body == len(lines) or body == orders + 1:
        return Head()
    grounds = next((at for at in range(orders + 1) if GROUNDS.match(lines[at].said)), orders)
    signed = next((at for at in range(orders + 1, body) if _is_signature(raw[at])), body)
    items: list[list[Line]] = []
    for at in range(orders + 1, signed):
        one = lines[at]
        begins = one.sort is Sort.ONE and one.number == (len(items) + 1,)
        if begins or not items:
            items.append([])
        items[-1].append(one)
    return Head(
        tuple(lines[:grounds]),
        tuple(lines[grounds : orders + 1]),
        tuple(map(tuple, items)),
        tuple(lines[signed:body]),
        body,
    )


def _begins_body(one: Line) -> bool:
    return one.sort in {Sort.PLAIN, Sort.CAPITALS} and bool(BODY.match(one.said))


def _is_signature(raw: str) -> bool:
    """«Начальник управления        Фамилия И. О.»: a wide gap, then initials."""
    return bool(SIGNED.search(raw.strip()) and INITIALS.search(raw))


def continues(before: Line | None) -> bool:
    """The line before waits for the number that begins this one."""
    return before is not None and bool(DANGLING.search(before.said))
