"""What is in the export, folder by folder: every list by its own page, texts, files as kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, groupby
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from marshrut.communities import access as communities
from marshrut.diagnostics import access as diagnostics
from marshrut.groups import access as groups_access
from marshrut.journal.deeds import Forbidden
from marshrut.people.reach import Reach
from marshrut.plans.access import plan_lines
from marshrut.programmes import access as programmes
from marshrut.programmes.models import Programme
from marshrut.regulations import access as regulations
from marshrut.regulations.files import written
from marshrut.regulations.models import RegulationVersion
from marshrut.regulations.queries import rules_of
from marshrut.web.activities import advice, consultations, requests, visits
from marshrut.web.books import XLSX
from marshrut.web.communities.views import cards, members, work
from marshrut.web.diagnostics.views import campaigns, own
from marshrut.web.groups.views import applications, groups, sheets, topics
from marshrut.web.monitoring.views import brief
from marshrut.web.papers.views import orders
from marshrut.web.people.views import staff
from marshrut.web.plans import views as plans
from marshrut.web.programmes.views import programme, projects, schools, tutees, tutors, waivers
from marshrut.web.regulations.versions import document_sections
from marshrut.web.regulations.views import acts, board, versions
from marshrut.web.routes.views import library
from marshrut.web.routes.views import lists as routes
from marshrut.web.settings.views import journal, territory
from marshrut.web.whole.archive import Archive
from marshrut.web.whole.asking import asking
from marshrut.web.whole.orders import order_texts

View = Callable[..., HttpResponse]
# A list that is not open to the office is simply not there.
CLOSED = (Http404, PermissionDenied, Forbidden)


@dataclass(frozen=True, slots=True)
class Source:
    """Who reads: the owner's account, what the office reaches, the moment."""

    user: Any
    reach: Reach
    at: datetime

    def book(self, archive: Archive, title: str, view: View, *keys: Any, **query: Any) -> None:
        """The spreadsheet of a list under this title, if the list is open and is one."""
        try:
            answer = view(asking(self.user, self.reach, self.at, **query), *keys)
        except CLOSED:
            return
        if answer.status_code == 200 and answer.headers.get("Content-Type") == XLSX:
            archive.add(f"{title}.xlsx", answer.content)


def territory_lists(archive: Archive, source: Source) -> None:
    """What stands above organisations: the tree, orders, the journal."""
    source.book(archive, _("Territory"), territory.units)
    source.book(archive, _("Calendar"), territory.calendars)
    source.book(archive, _("Orders"), orders.orders)
    order_texts(archive, source.reach)
    source.book(archive, _("Journal"), journal.journal)
    source.book(archive, _("Library of steps"), library.library)


def regulation_texts(archive: Archive, source: Source) -> None:
    """Every version as a page and as the file that the system reads, with the signed document."""
    with archive.folder(_("Regulation")):
        source.book(archive, _("Versions of the regulation"), versions.index)
        source.book(archive, _("Normative acts"), acts.index)
        rows = regulations.versions(source.reach).select_related("regulation__unit", "signed")
        rows = rows.order_by("regulation__title", "regulation", "number")
        for _key, group in groupby(rows.iterator(10), key=lambda row: row.regulation_id):
            _versions(archive, group)


def _versions(archive: Archive, rows: Iterator[RegulationVersion]) -> None:
    first = next(rows)
    with archive.folder(first.regulation.title):
        for version in chain((first,), rows):
            name = _("Version %(number)s") % {"number": version.number}
            title = f"{version.regulation.title}. {name}"
            shown = {"title": title, "sections": document_sections(rules_of(version))}
            archive.page(name, "whole/regulation.html", shown | {"version": version})
            archive.add(f"{name}.yaml", written(version.document).encode())
            archive.keep(version.signed, name)


def programme_lists(archive: Archive, source: Source) -> None:
    """The lists of each programme, with those who have left too."""
    rows = programmes.programmes(source.reach).order_by("-since", "title", "pk")
    with archive.folder(_("Programmes")):
        source.book(archive, _("Programmes"), programme.programmes, all=1)
        for row in rows.filter(unit__in=source.reach.units(*source.reach.offices)):
            _programme(archive, source, row)


def _programme(archive: Archive, source: Source, row: Programme) -> None:
    key = row.pk
    with archive.folder(row.title):
        source.book(archive, _("Those who support"), tutors.tutors, key)
        source.book(archive, _("Those who are supported"), tutees.tutees, key)
        source.book(archive, _("Those who have left"), tutees.tutees, key, state="left")
        source.book(archive, _("Projects"), projects.projects, key)
        source.book(archive, _("Exceptions"), waivers.waivers, key)
        source.book(archive, _("Schools"), schools.schools, key)
        source.book(archive, _("Organisations by the regulation"), board.schools, programme=key)
        source.book(archive, _("Brief for the period"), brief.brief, programme=key)
        _plans(archive, source, row)


def _plans(archive: Archive, source: Source, row: Programme) -> None:
    """Plans of the programme, and each of them where it has lines."""
    source.book(archive, _("Plans"), plans.plans, row.pk)
    lines = plan_lines(source.reach).filter(programme=row).select_related("unit")
    for unit, _lines in groupby(lines.order_by("unit__path"), key=lambda line: line.unit):
        source.book(archive, f"{_('Plan')}. {unit}", plans.plan, row.pk, unit.pk)


def group_lists(archive: Archive, source: Source) -> None:
    """Topics, what organisations ask for, groups with their route sheets."""
    with archive.folder(_("Groups and requests")):
        source.book(archive, _("Topics"), topics.topics)
        source.book(archive, _("Applications"), applications.applications)
        asked = groups_access.applications(source.reach).exclude(file=None).select_related("file")
        for application in asked.filter(personal=False).order_by("pk"):
            archive.keep(application.file, application.what)
        source.book(archive, _("Groups"), groups.groups)
        rows = groups_access.groups(source.reach).exclude(since=None).select_related("topic")
        for row in rows.order_by("number", "pk"):
            title = f"{_('Route sheet of the group')} {row.number}. {row.topic}"
            source.book(archive, title, sheets.sheet, row.pk)


def diagnosis_lists(archive: Archive, source: Source) -> None:
    """How far each diagnosis went, by organisation and by name; what was answered is not there."""
    with archive.folder(_("Diagnostics")):
        source.book(archive, _("Questionnaires of our own"), own.instruments)
        for row in diagnostics.campaigns(source.reach).order_by("since", "pk"):
            with archive.folder(row.title):
                source.book(archive, _("Progress"), campaigns.campaign, row.pk)
                source.book(archive, _("People"), campaigns.people, row.pk)


def community_lists(archive: Archive, source: Source) -> None:
    """Communities whose inside is open to the office, with the files of their documents."""
    with archive.folder(_("Communities")):
        source.book(archive, _("Communities"), cards.communities)
        rows = communities.read_communities(source.reach)
        for row in rows.order_by("name", "pk"):
            with archive.folder(row.name):
                source.book(archive, _("Members"), members.members, row.pk)
                source.book(archive, _("Plan and results"), work.plan, row.pk)
                source.book(archive, _("Documents"), work.documents, row.pk)
                source.book(archive, _("Duties"), work.duties, row.pk)
                kept = communities.documents(source.reach).filter(community=row)
                for document in kept.exclude(file=None).select_related("file").order_by("pk"):
                    archive.keep(document.file, document.title)


def organisation_lists(archive: Archive, source: Source) -> None:
    """The lists of one organisation: that something was is told, texts of the pair are not."""
    source.book(archive, _("Teachers"), staff.people)
    source.book(archive, _("Orders"), orders.orders)
    source.book(archive, _("Routes"), routes.routes, status="all")
    source.book(archive, _("Consultations"), consultations.consultations)
    source.book(archive, _("Visits"), visits.visits)
    source.book(archive, _("Requests"), requests.requests)
    source.book(archive, _("Recommendations"), advice.recommendations)
