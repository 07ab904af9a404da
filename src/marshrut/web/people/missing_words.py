"""«Внести с бумаги» on the card of a person: what only their word can say, and it is not there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from marshrut.people.models import Person
from marshrut.people.queries import open_jobs
from marshrut.people.reach import Reach
from marshrut.privacy import access as privacy
from marshrut.privacy.queries import NEW_TEXT, SILENT, standings
from marshrut.programmes import access as programmes
from marshrut.programmes.queries import Unguarded, running_on, version_on
from marshrut.regulations import access as regulations
from marshrut.regulations.queries import has_acknowledged
from marshrut.routes import access as routes
from marshrut.web.privacy_words import PURPOSES

ASKED = (SILENT, NEW_TEXT)


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not said yet, about what, and where it is entered from paper."""

    title: str | Promise
    about: str
    href: str


def missing_words(person: Person, reach: Reach) -> list[Missing]:
    """Only what this reader may enter; of oneself one speaks without paper."""
    if person.pk == reach.person or person.erased_at is not None:
        return []
    return [
        *_consents(person, reach),
        *_acknowledgements(person, reach),
        *_agreements(person, reach),
        *_routes(person, reach),
    ]


def _consents(person: Person, reach: Reach) -> Iterator[Missing]:
    if not privacy.may_enter(reach, person):
        return
    for one in standings(person):
        if one.state in ASKED:
            purpose = one.text.purpose
            href = reverse("consent_enter", args=[person.pk, purpose])
            yield Missing(_("Consent"), str(PURPOSES[purpose].title), href)


def _acknowledgements(person: Person, reach: Reach) -> Iterator[Missing]:
    """Of the versions by which the programmes work where the person teaches today."""
    if not regulations.may_record_for(reach, [person.pk]):
        return
    jobs = person.employments.filter(open_jobs(reach.on), pedagogical=True)
    units = list(jobs.values_list("unit", flat=True))
    seen = programmes.programmes(reach) & running_on(reach.on)
    for programme in seen if units else ():
        try:
            version = version_on(programme, reach.on)
        except Unguarded:
            continue
        here = programmes.reached(programme, units).exists()
        if here and not has_acknowledged(version, person.pk):
            href = reverse("regulation_acknowledgements", args=[version.pk])
            query = urlencode({"q": person.surname, "state": "no"})
            yield Missing(_("Acknowledgement"), programme.title, f"{href}?{query}")


def _agreements(person: Person, reach: Reach) -> Iterator[Missing]:
    """Agreement to be a tutor, where the person stands on the list."""
    rows = programmes.appointments(reach).filter(
        person=person, agreed_on=None, withdrawn_on=None, programme__closed_on=None
    )
    for row in rows.select_related("programme"):
        if programmes.may_record_for(reach, row.unit_id):
            href = reverse("tutor_agree", args=[row.pk])
            yield Missing(_("Agreement to be a tutor"), row.programme.title, href)


def _routes(person: Person, reach: Reach) -> Iterator[Missing]:
    """Plans that the tutor has proposed and the person has not answered."""
    rows = routes.routes(reach).filter(
        enrolment__person=person, proposed_on__isnull=False, agreed_on=None, closed_on=None
    )
    for row in rows.select_related("enrolment__subject"):
        if routes.may_record_for(reach, row):
            href = reverse("route_acknowledge", args=[row.pk])
            yield Missing(_("The word on the plan"), str(row.enrolment.subject or ""), href)
