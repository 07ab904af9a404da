"""«Мои дела»: the first page of everyone, and notices."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut.notices import access as notices_access
from marshrut.notices.operations import mark_read
from marshrut.oversight.first_steps import is_empty
from marshrut.web.books import listed, page_of
from marshrut.web.home.notices import columns, said
from marshrut.web.home.own import own_things
from marshrut.web.home.waits import running, waits_for
from marshrut.web.request import Request, signed_in

A_PAGE = 30
NEWS = 5


@signed_in
def home(request: Request) -> HttpResponse:
    """What waits for me, what is mine, what is new: the same parts for each role."""
    if is_empty(request.reach):
        return redirect("start")
    programmes = running(request.reach)
    waits = waits_for(request.reach, programmes)
    unread = notices_access.visible_to(request.reach).filter(read_at=None)
    news = list(unread[: NEWS + 1])
    context = {
        "title": _("My tasks"),
        "waits": waits.now,
        "later": waits.later,
        "own": own_things(request.reach, programmes),
        "news": [said(notice) for notice in news[:NEWS]],
        "more_news": len(news) > NEWS,
    }
    return render(request, "home/home.html", context)


@signed_in
def notices(request: Request) -> HttpResponse:
    """All notices, newest first."""
    rows = notices_access.visible_to(request.reach).order_by("-created_at")
    page = page_of(request, rows, A_PAGE)
    told = [said(notice) for notice in page]
    context = {"title": _("Notices"), "page_obj": page, "notices": told}
    return listed(request, "home/notices.html", context, lines=told, columns=columns())


@signed_in
@require_POST
def read_notices(request: Request) -> HttpResponse:
    """Mark everything as read."""
    unread = notices_access.visible_to(request.reach).filter(read_at=None)
    keys = list(unread.values_list("pk", flat=True))
    if keys:
        mark_read(notices=keys, actor=request.reach, at=request.at)
    return redirect("notices")
