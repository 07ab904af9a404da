"""Coming in and leaving by one's own word."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from marshrut.norms.admission import leaves_at_will
from marshrut.programmes import access, operations
from marshrut.web.deeds import attempt
from marshrut.web.programme_words import say, speaking_of
from marshrut.web.programmes import joining
from marshrut.web.programmes.forms.tutees import JoinForm, LeaveForm
from marshrut.web.programmes.pages import page
from marshrut.web.request import Request, signed_in


@signed_in
def join(request: Request, key: int) -> HttpResponse:
    """A teacher asks for support by themselves: no office has to agree."""
    programme = get_object_or_404(access.programmes(request.reach), pk=key)
    guarding = speaking_of(request, programme)
    units, bases = joining.ways_in(request.reach, guarding)
    if not (bases and units.exists()):
        return render(request, "403.html", status=403)
    form = JoinForm(request.POST or None, units=units, bases=bases)
    if attempt(request, form, operations.join, rules=guarding.rules, programme=programme):
        messages.success(request, _("You are in the programme."))
        return redirect("home")
    context = page(request, programme, title=_("Ask for support"), form=form, button=_("Ask"))
    context |= {"lead": joining.lead(guarding)}
    return render(request, "programmes/form.html", context)


@signed_in
def leave(request: Request, key: int) -> HttpResponse:
    """A tutee leaves at will, where the regulation lets them."""
    row = get_object_or_404(
        access.enrolments(request.reach).select_related("programme__unit", "person"), pk=key
    )
    guarding = speaking_of(request, row.programme)
    mine = access.may_leave(request.reach, row) and row.is_open(request.reach.on)
    if not (mine and leaves_at_will(guarding.rules)):
        return render(request, "403.html", status=403)
    form = LeaveForm(request.POST or None)
    if attempt(request, form, operations.leave_programme, enrolment=row.pk):
        messages.success(request, _("You have left the programme."))
        return redirect("home")
    context = page(request, row.programme, title=_("Leave the programme"), form=form)
    lead = _("All that is open here ends today: %(subject)s, %(route)s, meetings.")
    words = {"subject": say(request, "subject"), "route": say(request, "route")}
    context |= {"button": _("Leave"), "lead": lead % words}
    return render(request, "programmes/form.html", context)
