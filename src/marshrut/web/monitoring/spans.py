"""The period of a brief: quarters, halves, the year of the programme, or any two days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from marshrut.monitoring.brief import Span
from marshrut.organisations.calendars import periods_of
from marshrut.programmes.models import Programme
from marshrut.web.fields import DateField
from marshrut.web.request import Request

DAY = timedelta(days=1)
NUMERALS = ("", "I", "II", "III", "IV")


class SpanForm(forms.Form):
    """Two days of the address; what is not a day is as if it were not there."""

    since = DateField(label=_l("From"), required=False)
    last = DateField(label=_l("To"), required=False)
    programme = forms.IntegerField(required=False, widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A period that can be chosen by one press."""

    title: str
    span: Span
    current: bool


def chosen_span(request: Request, programme: Programme, until: date) -> Span:
    """Days of the address inside the programme and not after ``until``; else all of it so far."""
    form = SpanForm(request.GET)
    form.is_valid()
    first = form.cleaned_data.get("since") or programme.since
    last = form.cleaned_data.get("last") or until
    first, last = min(first, last), max(first, last)
    first = max(min(first, until), programme.since)
    return Span(first, max(min(last, until), first))


def offered(programme: Programme, span: Span, until: date) -> list[Offered]:
    """Periods of the programme that have begun."""
    return [
        Offered(title=title, span=one, current=Span(one.first, min(one.last, until)) == span)
        for title, one in _known(programme)
        if one.first <= until
    ]


def _known(programme: Programme) -> Iterator[tuple[str, Span]]:
    rows = periods_of(programme.unit, "quarter", programme.since, programme.until)
    end = programme.until - DAY
    quarters = [(row.number, Span(row.since, min(row.until - DAY, end))) for row in rows]
    for number, span in quarters:
        yield _("%(number)s quarter") % {"number": NUMERALS[number]}, span
    for (one, begun), (two, ended) in pairwise(quarters):
        if (one, two) in {(1, 2), (3, 4)}:
            half = _("%(number)s half-year") % {"number": NUMERALS[two // 2]}
            yield half, Span(begun.first, ended.last)
    yield _("the whole programme"), Span(programme.since, end)


def filled(span: Span, programme: Programme) -> Any:
    """The form with the days that are shown."""
    given = {"since": span.first, "last": span.last, "programme": programme.pk}
    return SpanForm(initial=given)
