"""Buttons of the demonstration: a week on, a month on, back to the first day."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut import clock
from marshrut.clock.keeping import return_to_first_day
from marshrut.clock.operations import move_day
from marshrut.clock.steps import Step, later
from marshrut.journal.deeds import Wrong
from marshrut.notices.work import do_daily
from marshrut.web.errors import came_from, wrong_sentence
from marshrut.web.request import Request, signed_in
from marshrut.web.tags.dates import date_long

BACK = "back"
DAY = timedelta(days=1)


@signed_in
@require_POST
def demonstration_move(request: Request) -> HttpResponse:
    """Move the day on, with everything that the days between bring; or put all back as it was."""
    by = request.POST.get("by", "")
    if not settings.DEMONSTRATION or by not in {BACK, *Step}:
        raise Http404
    if by == BACK:
        _return(request)
    else:
        _go_on(request, later(day=clock.today(), by=Step(by)))
    return redirect(came_from(request))


def _return(request: Request) -> None:
    try:
        return_to_first_day(actor=request.reach)
    except Wrong as wrong:
        messages.error(request, wrong_sentence(wrong))
        return
    told = date_long(clock.today())
    messages.success(request, _("Everything is as it was on %(day)s") % {"day": told})


def _go_on(request: Request, to: date) -> None:
    """Days pass one by one, so that what falls due in between happens on its own day."""
    day = clock.today()
    move_day(to=to, actor=request.reach, at=request.at)
    while day < to:
        day += DAY
        do_daily(day=day, at=request.at + (day - request.reach.on))
    messages.success(request, _("Today is %(day)s") % {"day": date_long(to)})
