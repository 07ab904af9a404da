"""What the pages of the personal-data officer show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marshrut.organisations.access import units
from marshrut.organisations.models import Unit
from marshrut.people.access import may_see_person
from marshrut.people.models import Person
from marshrut.people.reach import Reach
from marshrut.privacy import access
from marshrut.privacy.access import OFFICER, is_officer
from marshrut.privacy.models import ConsentText
from marshrut.privacy.queries import SILENT, STANDINGS, Counted, given_by_text, home_of, of_unit
from marshrut.privacy.terms import terms
from marshrut.privacy.texts import Shown, Texts
from marshrut.web.account.privacy_pages import ConsentLine, consent_lines
from marshrut.web.privacy_words import HAPPENS, PURPOSES, STANDING, TERMS, length_words
from marshrut.web.request import Request
from marshrut.web.settings.tabs import tabbed

PARTS: dict[str, Promise] = {
    "personal": _("Requests"),
    "personal_consents": _("Consents"),
    "personal_texts": _("Texts of consents"),
    "personal_looks": _("Who looked at whom"),
    "personal_terms": _("Terms of keeping"),
}


@dataclass(frozen=True, slots=True)
class TermLine:
    """One row of the table of terms."""

    kind: str
    title: Promise
    length: str
    since: Promise
    then: Promise
    ground: Promise | str


def officer_page(request: Request, current: str, **more: Any) -> dict[str, Any]:
    """Context of a page of the officer; for all others there is none."""
    if not is_officer(request.reach):
        raise Http404
    parts = [
        {"title": title, "href": reverse(name), "current": name == current}
        for name, title in PARTS.items()
    ]
    return tabbed(request, "personal", parts=parts, **more)


def territory(reach: Reach) -> Unit:
    """The unit at which the office is held: there its own texts are valid."""
    found = units(reach).filter(pk__in=reach.units(OFFICER)).order_by("path").first()
    if found is None:
        raise Http404
    return found


def texts_here(unit: Unit) -> list[tuple[Shown, Promise]]:
    """The text of each purpose as it is valid in the territory."""
    texts = Texts()
    return [(texts.at(unit.path, name), words.title) for name, words in PURPOSES.items()]


def text_here(unit: Unit, purpose: str) -> Shown:
    """One of them; an unknown purpose has no page."""
    if purpose not in PURPOSES:
        raise Http404
    return Texts().at(unit.path, purpose)


def counted_lines(rows: Iterable[Counted]) -> list[dict[str, Any]]:
    """Organisations with figures by purpose, in the words of the page."""
    return [
        {
            "unit": row.unit,
            "people": row.people,
            "purposes": [
                (PURPOSES[purpose].title, [(STANDING[one], states[one]) for one in STANDINGS])
                for purpose, states in row.by_purpose
            ],
        }
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Edition:
    """A text that is or was in use below, and how many people stand by it today."""

    text: ConsentText
    given: int
    current: bool


def editions(reach: Reach) -> dict[str, list[Edition]]:
    """By purpose: every text of the officer's units and the shipped one, the newest first."""
    rows = access.consent_texts(reach).select_related("unit")
    given = given_by_text(access.consents(reach))
    found: dict[str, list[Edition]] = {name: [] for name in PURPOSES}
    last: set[tuple[int | None, str]] = set()
    for row in rows.order_by("unit__path", "-number"):
        current = (row.unit_id, row.purpose) not in last
        last.add((row.unit_id, row.purpose))
        found[row.purpose].append(Edition(row, given[row.pk], current))
    return found


def people_lines(unit: Unit, reach: Reach, *, silent: bool) -> list[tuple[Any, list[ConsentLine]]]:
    """Everybody at the unit, or only those who have not answered something."""
    return [
        (person, consent_lines(found))
        for person, found in of_unit(unit, reach.on)
        if not silent or any(one.state == SILENT for one in found)
    ]


def back_of(reach: Reach, person: Person) -> str:
    """Where an answer is entered from: the card, for the officer the list of the organisation."""
    if may_see_person(reach, person):
        return reverse("person", args=[person.pk])
    unit = home_of(person)
    return reverse("personal_people", args=[unit.pk]) if unit else reverse("personal_consents")


def term_lines() -> list[TermLine]:
    """The whole table of terms."""
    found = []
    for kind, kept in terms().items():
        title, since, ground = TERMS[kind]
        length = length_words(kept.amount, kept.measure)
        said = kept.ground or ground
        found.append(TermLine(kind, title, length, since, HAPPENS[kept.then], said))
    return found
