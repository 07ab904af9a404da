"""The time line of a programme's stages in figures of a drawing and in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marshrut.oversight.timeline import Asked, Span, spans
from marshrut.programmes.queries import Guarding
from marshrut.schoolyear import add_months
from marshrut.web.programme_words import spoken
from marshrut.web.tags.dates import date_month
from marshrut.web.terms import term

WIDTH = 1000
DAY = timedelta(days=1)


def timeline(guarding: Guarding, on: date) -> dict[str, Any] | None:
    """Months, today and a bar for every stage; nothing where there are no such stages."""
    found = spans(guarding, on)
    if not found:
        return None
    programme = guarding.programme
    first = min([programme.since, *(one.opens for one in found)])
    last = max([programme.until - DAY, *(one.closes for one in found)])
    axis = _Axis(first, last)
    return {
        "months": axis.months(on),
        "today_x": axis.at(on) if first <= on <= last else None,
        "rows": [_row(one, axis, guarding, on) for one in found],
    }


class _Axis:
    """Whole months of equal width, so that their names need no measuring."""

    def __init__(self, first: date, last: date) -> None:
        self.first = first.replace(day=1)
        self.count = (last.year - first.year) * 12 + last.month - first.month + 1

    def at(self, day: date) -> int:
        """How far along the line the day begins."""
        months = (day.year - self.first.year) * 12 + day.month - self.first.month
        length = (add_months(day.replace(day=1), 1) - day.replace(day=1)).days
        return round(WIDTH * (months + (day.day - 1) / length) / self.count)

    def months(self, on: date) -> list[dict[str, Any]]:
        starts = [add_months(self.first, number) for number in range(self.count)]
        return [
            {
                "long": spoken(str(MONTHS_3[start.month]), str(MONTHS_3[start.month]).title()),
                "short": str(MONTHS[start.month])[:1],
                "is_now": (start.year, start.month) == (on.year, on.month),
                "x": self.at(start),
            }
            for start in starts
        ]


def _row(span: Span, axis: _Axis, guarding: Guarding, on: date) -> dict[str, Any]:
    begins, ends = axis.at(span.opens), axis.at(span.closes + DAY)
    query = f"programme={guarding.programme.pk}#c-{span.clause.key}"
    return {
        "title": spoken(span.stage.word, span.stage.word_en),
        "cite": spoken(span.clause.cite, span.clause.cite_en),
        "href": f"{reverse('regulations')}?{query}",
        "opens": span.opens,
        "closes": span.closes,
        "state": span.state,
        "is_now": span.is_now(on),
        "asks": [_said(one, span.closes) for one in span.asks],
        "x": begins,
        "end": max(ends, begins + 8),
    }


def _said(one: Asked, closes: date) -> str:
    """«Приказ о составе команды: 11 июня, позже срока на 6 дней»."""
    name = term("product", one.kind)
    name = name[:1].upper() + name[1:]
    if one.made is None:
        lacking = _("not yet") if one.is_known else _("is not kept in the system yet")
        return f"{name}: {lacking}"
    day = date_month(one.made)
    if not one.is_late:
        return f"{name}: {day}"
    days = (one.made - closes).days
    late = ngettext("%(n)d day after the term", "%(n)d days after the term", days) % {"n": days}
    return f"{name}: {day}, {late}"
