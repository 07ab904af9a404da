"""The plan, documents, duties and complaints of a community."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from marshrut.communities import access
from marshrut.files.keeping import download
from marshrut.web.activities.acts import act, offers
from marshrut.web.books import listed
from marshrut.web.communities import columns, kinds, pages
from marshrut.web.programme_words import speaking_of
from marshrut.web.request import Request, signed_in


@signed_in
def plan(request: Request, key: int) -> HttpResponse:
    """Activities of the community: what is ahead and what came of the rest."""
    row = pages.read(request, key)
    context = pages.page(request, row, "community_plan")
    context["lines"] = lines = pages.meeting_lines(row, request.reach, context["rules"])
    return listed(
        request, "communities/plan.html", context, lines=lines, columns=columns.plan(request)
    )


@signed_in
def meeting(request: Request, key: int) -> HttpResponse:
    """One activity, with who was there."""
    row = get_object_or_404(kinds.MEETING.rows(request.reach), pk=key)
    found = speaking_of(request, row.community.programme)
    shown = {
        "title": row.activity.title,
        "line": pages.meeting_line(row, request.reach, found.rules),
        "people": row.activity.attendances.select_related("person").order_by("person__surname"),
        "offers": offers(kinds.MEETING, row, request.reach),
        "crumbs": pages.above(row.community, tab=("community_plan", _("Plan and results"))),
    }
    return render(request, "communities/meeting.html", shown)


@signed_in
def meeting_act(request: Request, key: int, slug: str) -> HttpResponse:
    return act(request, kinds.MEETING, key, slug)


@signed_in
def documents(request: Request, key: int) -> HttpResponse:
    """The package of documents."""
    row = pages.read(request, key)
    context = pages.page(request, row, "community_documents")
    context["documents"] = lines = pages.document_lines(row, request.reach)
    shown = columns.documents(request)
    return listed(request, "communities/documents.html", context, lines=lines, columns=shown)


@signed_in
def document(request: Request, key: int) -> HttpResponse:
    """One document: author, terms of use, consent, the file."""
    row = get_object_or_404(kinds.DOCUMENT.rows(request.reach), pk=key)
    shown = {
        "title": row.title,
        "row": row,
        "offers": offers(kinds.DOCUMENT, row, request.reach),
        "from_paper": offers(kinds.DOCUMENT, row, request.reach, behalf=True),
        "crumbs": pages.above(row.community, tab=("community_documents", _("Documents"))),
    }
    return render(request, "communities/document.html", shown)


@signed_in
def document_file(request: Request, key: int) -> FileResponse:
    """The file of a document, for its readers."""
    row = get_object_or_404(kinds.DOCUMENT.rows(request.reach), pk=key)
    if row.file is None:
        raise Http404
    return FileResponse(**download(row.file))


@signed_in
def document_act(request: Request, key: int, slug: str) -> HttpResponse:
    return act(request, kinds.DOCUMENT, key, slug)


@signed_in
def duties(request: Request, key: int) -> HttpResponse:
    """Who answers for what; what nobody has by name is the head's."""
    row = pages.read(request, key)
    context = pages.page(request, row, "community_duties")
    context["lines"] = lines = pages.duty_lines(row, request.reach, context["rules"])
    context["free"] = pages.undistributed(row, request.reach.on, context["rules"])
    return listed(
        request, "communities/duties.html", context, lines=lines, columns=columns.duties(request)
    )


@signed_in
def duty(request: Request, key: int) -> HttpResponse:
    """One duty, with its clause."""
    row = get_object_or_404(kinds.DUTY.rows(request.reach), pk=key)
    found = speaking_of(request, row.community.programme)
    shown = {
        "title": row.what,
        "line": pages.duty_line(row, request.reach, found.rules),
        "row": row,
        "offers": offers(kinds.DUTY, row, request.reach),
        "crumbs": pages.above(row.community, tab=("community_duties", _("Duties")))
        if access.may_read(request.reach, row.community)
        else pages.above(row.community),
    }
    return render(request, "communities/duty.html", shown)


@signed_in
def duty_act(request: Request, key: int, slug: str) -> HttpResponse:
    return act(request, kinds.DUTY, key, slug)


@signed_in
def conduct(request: Request, key: int) -> HttpResponse:
    """A complaint about conduct, for its author and those to whom it is made."""
    row = get_object_or_404(kinds.COMPLAINT.rows(request.reach), pk=key)
    shown = {
        "title": _("Complaint about conduct"),
        "row": row,
        "offers": offers(kinds.COMPLAINT, row, request.reach),
        "crumbs": pages.above(row.community),
    }
    return render(request, "communities/conduct.html", shown)


@signed_in
def conduct_act(request: Request, key: int, slug: str) -> HttpResponse:
    return act(request, kinds.COMPLAINT, key, slug)
