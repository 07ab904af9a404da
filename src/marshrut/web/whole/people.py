"""A folder for each who works in an organisation: the card as a page, files of the dossier."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from marshrut.organisations.models import Unit
from marshrut.people import access
from marshrut.people.models import Person
from marshrut.people.queries import open_jobs
from marshrut.people.reach import Reach
from marshrut.programmes import access as programmes
from marshrut.web.names import full
from marshrut.web.people.cards import card_of
from marshrut.web.whole.archive import Archive

AT_ONCE = 100


def people_of(unit: Unit, reach: Reach) -> Iterator[Person]:
    """Those who work there today, by name, a few at a time."""
    jobs = access.jobs(reach).filter(open_jobs(reach.on), unit=unit)
    rows = access.people(reach).filter(pk__in=jobs.values("person"))
    yield from rows.order_by("surname", "given", "patronymic", "pk").iterator(AT_ONCE)


def person_folder(archive: Archive, person: Person, unit: Unit, reach: Reach) -> None:
    """What the card shows the office: contacts and the record only where they are open."""
    with archive.folder(full(person)):
        supports = programmes.enrolments(reach).filter(person=person, unit=unit)
        shown = {
            "title": full(person),
            "unit": unit,
            "person": person,
            "card": card_of(person, reach),
            "supports": supports.select_related("programme", "subject").order_by("since", "pk"),
        }
        archive.page(_("Card"), "whole/person.html", shown)
        rows = programmes.evidence(reach).filter(appointment__person=person)
        for row in rows.exclude(file=None).select_related("file").order_by("pk"):
            archive.keep(row.file, row.title)
