"""Members of a community, a membership, the certificate of activity."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from marshrut.communities import access, queries
from marshrut.web.activities.acts import act, offers
from marshrut.web.books import listed
from marshrut.web.communities import columns, kinds, pages
from marshrut.web.communities.certificates import certified
from marshrut.web.looking import looked_at
from marshrut.web.request import Request, signed_in


@signed_in
def members(request: Request, key: int) -> HttpResponse:
    """Names for members; for who leads also the last activity and what waits."""
    row = pages.read(request, key)
    context = pages.page(request, row, "community_members")
    days = queries.inactive_days(row.programme, context["rules"])
    lines = pages.member_lines(row, request.reach, leads=context["leads"], days=days)
    inactive = [line for line in lines if line.inactive]
    only = request.GET.get("show") == "inactive" and context["leads"]
    context |= {
        "lines": inactive if only else lines,
        "count": len(lines),
        "inactive": len(inactive),
        "only": only,
        "days": days,
        "waiting": pages.waiting_lines(row, request.reach) if context["leads"] else [],
        "from_paper": offers(kinds.COMMUNITY, row, request.reach, behalf=True),
    }
    shown = columns.members(leads=context["leads"])
    return listed(
        request, "communities/members.html", context, lines=context["lines"], columns=shown
    )


@signed_in
def member(request: Request, key: int) -> HttpResponse:
    """One membership: the application for who may read it, trainings, encouragements."""
    row = get_object_or_404(kinds.MEMBER.rows(request.reach), pk=key)
    looked_at(request, row.person_id)
    private = access.may_read_application(request.reach, row)
    worked = access.may_see_work(request.reach, row)
    shown = {
        "title": str(row.person),
        "row": row,
        "community": row.community,
        "status": row.status(request.reach.on),
        "private": private,
        "inside": access.may_read(request.reach, row.community),
        "worked": worked,
        "trainings": row.person.trainings.order_by("-on") if private else [],
        "incentives": row.incentives.select_related("person", "order") if worked else [],
        "offers": offers(kinds.MEMBER, row, request.reach),
        "from_paper": offers(kinds.MEMBER, row, request.reach, behalf=True),
        "crumbs": pages.above(row.community),
    }
    return render(request, "communities/member.html", shown)


@signed_in
def member_act(request: Request, key: int, slug: str) -> HttpResponse:
    return act(request, kinds.MEMBER, key, slug)


@signed_in
def certificate(request: Request, key: int) -> HttpResponse:
    """What the tutor did over a period, counted from facts, ready for paper."""
    row = get_object_or_404(kinds.MEMBER.rows(request.reach), pk=key)
    if not access.may_see_work(request.reach, row):
        return render(request, "403.html", status=403)
    if row.since is None:
        raise Http404
    looked_at(request, row.person_id)
    shown = {"title": _("Certificate of activity"), "row": row}
    return render(request, "communities/certificate.html", shown | certified(request, row))
