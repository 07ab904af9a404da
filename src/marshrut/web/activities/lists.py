"""Lists of the section: filters in the address, order, pages, and the row of tabs above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marshrut.activities.access import opinions
from marshrut.web.activities.columns import of_lines
from marshrut.web.activities.lines import lines
from marshrut.web.activities.rights import offered
from marshrut.web.books import listed, page_of
from marshrut.web.fields import DateField, choices_of
from marshrut.web.labels import LABELS
from marshrut.web.request import Request

TABS: tuple[tuple[str, Promise], ...] = (
    ("activities", _("Calendar")),
    ("consultations", _("Consultations")),
    ("visits", _("Visits")),
    ("requests", _("Requests")),
    ("recommendations", _("Recommendations")),
    ("opinions", _("Opinions")),
)


class Finder(forms.Form):
    """Filters of every list here; an impossible value finds nothing and breaks nothing."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100)
    status = forms.ChoiceField(label=_("Status"), required=False)
    since = DateField(label=_("From"), required=False)
    last = DateField(label=_("To"), required=False)
    case = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, thing: str, named: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        codes = LABELS.get(thing, {})
        self.fields["status"].choices = [("", _("all")), *choices_of(codes)]  # type: ignore[attr-defined]
        if not codes:
            del self.fields["status"]
        if not named:
            del self.fields["q"]
        if not self.data.get("case"):
            del self.fields["case"]

    def value(self, name: str) -> Any:
        """A filter's value, or nothing when it is absent or not understood."""
        self.is_valid()
        return self.cleaned_data.get(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """How a table is listed: paths of its columns, and what an empty list says."""

    name: str
    title: Promise
    thing: str
    day: str
    person: str
    case: str
    empty: Promise
    statuses: Mapping[str, Q] | None = None
    sorts: Mapping[str, Sequence[str]] | None = None
    new: tuple[str, Promise] | None = None


def by_name(text: str, path: str) -> Q:
    """Every word begins the surname, the name or the patronymic of the person at the path."""
    found = Q()
    for word in text.split():
        one = Q()
        for part in ("surname", "given", "patronymic"):
            # SQLite folds the case of Latin letters only, and names begin with a capital.
            one |= Q(**{f"{path}__{part}__startswith": word.capitalize()})
            one |= Q(**{f"{path}__{part}__istartswith": word})
        found &= one
    return found


def chosen(rows: QuerySet[Any], form: Finder, listing: Listing) -> QuerySet[Any]:
    """The rows that the filters of the address leave."""
    several = False
    if text := form.value("q"):
        rows, several = rows.filter(by_name(text, listing.person)), True
    if case := form.value("case"):
        rows, several = rows.filter(**{listing.case: case}), True
    if code := form.value("status"):
        rows = rows.filter((listing.statuses or {}).get(code, Q(status=code)))
        several = True
    if since := form.value("since"):
        rows = rows.filter(**{f"{listing.day}__gte": since})
    if last := form.value("last"):
        rows = rows.filter(**{f"{listing.day}__lte": last})
    return rows.distinct() if several and "__" in listing.case else rows


def ordered(request: Request, rows: QuerySet[Any], listing: Listing) -> QuerySet[Any]:
    """Order by the column of the address; the latest first without it."""
    asked = request.GET.get("sort", "")
    sorts = {"on": [listing.day.removesuffix("__date")], "status": ["status"]}
    sorts |= {key: list(value) for key, value in (listing.sorts or {}).items()}
    fields = sorts.get(asked.lstrip("-"))
    if fields is None:
        return rows.order_by(f"-{sorts['on'][0]}", "-pk")
    down = "-" if asked.startswith("-") else ""
    return rows.order_by(*(f"{down}{field}" for field in fields), "-pk")


def tabs(request: Request, current: str) -> list[dict[str, Any]]:
    """Views of the section; opinions only for who has any or may write one."""
    reach = request.reach
    talks = bool(reach.pairs or reach.cases) or opinions(reach).exists()
    return [
        {"title": title, "href": reverse(name), "current": name == current}
        for name, title in TABS
        if name != "opinions" or talks
    ]


def show(request: Request, rows: QuerySet[Any], listing: Listing) -> HttpResponse:
    """The page of a list."""
    reach, begins = request.reach, offered(request)
    form = Finder(request.GET, thing=listing.thing, named=_wide(request))
    found = ordered(request, chosen(rows, form, listing), listing)
    page = page_of(request, found)
    rows_shown = lines(page.object_list, reach)
    shown = {
        "title": listing.title,
        "tabs": tabs(request, listing.name),
        "filters": form,
        "page_obj": page,
        "lines": rows_shown,
        "listing": listing,
        "may_new": bool(listing.new and listing.new[0] in begins),
        "may_ask_colleague": "colleague_new" in begins,
        "wide": _wide(request),
    }
    columns = of_lines(request, listing.thing, wide=_wide(request))
    return listed(request, "activities/list.html", shown, lines=rows_shown, columns=columns)


def _wide(request: Request) -> bool:
    """Whether the reader looks at more people than themselves."""
    return bool(request.reach.pairs or request.reach.offices)
