"""Pages of tutors: the list, the check norm by norm, agreement, appointment, its end."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut.norms.admission import appointed_by
from marshrut.programmes import access, operations
from marshrut.routes.operations import finish_appointment
from marshrut.web.books import listed
from marshrut.web.deeds import attempt
from marshrut.web.looking import looked_at
from marshrut.web.programme_words import say, speaking_of
from marshrut.web.programmes import tutor_pages as pages
from marshrut.web.programmes.columns import tutors as of_tutors
from marshrut.web.programmes.forms.tutors import (
    AgreeForm,
    AppointForm,
    EndForm,
    NameForm,
    TutorFinder,
)
from marshrut.web.programmes.pages import crumbs, page
from marshrut.web.request import Request, signed_in


@signed_in
def tutors(request: Request, key: int) -> HttpResponse:
    """Candidates, tutors, and those whose appointment ended."""
    programme = get_object_or_404(access.programmes(request.reach), pk=key)
    guarding = speaking_of(request, programme)
    schools = access.units(request.reach, programme)
    finder = TutorFinder(request.GET or None, units=schools)
    title = say(request, "tutor", plural=True, capital=True)
    context = page(request, programme, "tutors", title=title, finder=finder)
    context |= pages.listed(request, guarding, finder)
    columns = of_tutors(request)
    return listed(
        request, "programmes/tutors.html", context, lines=context["rows"], columns=columns
    )


@signed_in
def name(request: Request, key: int) -> HttpResponse:
    """Name a candidate by hand: first the organisation, then who of its people."""
    programme = get_object_or_404(access.programmes(request.reach), pk=key)
    speaking_of(request, programme)
    schools = pages.naming_units(request, programme)
    asked = request.GET.get("unit", "")
    school = schools.filter(pk=asked if asked.isdecimal() else 0).first() or schools.first()
    if school is None:
        return render(request, "403.html", status=403)
    form = NameForm(request.POST or None, unit=school.pk, programme=programme, reach=request.reach)
    name_candidate = operations.name_candidate
    if attempt(request, form, name_candidate, programme=programme, unit=school.pk):
        messages.success(request, _("Named. Next: the person's own agreement and an order."))
        return redirect("tutors", programme.pk)
    context = page(request, programme, title=pages.naming_title(request), form=form)
    context |= {"schools": schools, "school": school, "button": _("Put on the list")}
    context["crumbs"] = pages.above(request, programme)
    return render(request, "programmes/name.html", context)


@signed_in
def tutor(request: Request, key: int) -> HttpResponse:
    """A candidate or a tutor: the check, the agreement, the order, the load."""
    rows = access.appointments(request.reach)
    row = get_object_or_404(pages.with_facts(rows), pk=key)
    looked_at(request, row.person_id)
    guarding = speaking_of(request, row.programme)
    context = page(request, row.programme, title=str(row.person), row=row)
    context |= pages.about(request, row, guarding)
    context["crumbs"] = pages.above(request, row.programme)
    return render(request, "programmes/tutor.html", context)


@signed_in
def agree(request: Request, key: int) -> HttpResponse:
    """The agreement to be a tutor: own, or recorded from paper."""
    rows = access.appointments(request.reach).select_related("programme", "person", "unit")
    row = get_object_or_404(rows, pk=key)
    speaking_of(request, row.programme)
    mine = access.may_agree(request.reach, row)
    if not (mine or access.may_record_for(request.reach, row.unit_id)):
        return render(request, "403.html", status=403)
    form = AgreeForm(
        request.POST or None, request.FILES or None, row=row, reach=request.reach,
        on_behalf=not mine,
    )  # fmt: skip
    if attempt(request, form, operations.agree_to_tutor, appointment=row.pk):
        messages.success(request, _("The agreement is recorded."))
        return redirect("tutor", row.pk)
    context = page(request, row.programme, title=pages.agreement_title(request), form=form, row=row)
    context["crumbs"] = [
        *pages.above(request, row.programme),
        *crumbs(("tutor", str(row.person), row.pk)),
    ]
    return render(request, "programmes/agree.html", context)


@signed_in
def appoint(request: Request, key: int) -> HttpResponse:
    """Appoint a candidate; a refusal quotes the clauses and says what can be done instead."""
    rows = access.appointments(request.reach).select_related("programme", "person", "unit")
    row = get_object_or_404(rows, pk=key)
    guarding = speaking_of(request, row.programme)
    own = access.may_appoint(request.reach, row, appointed_by(guarding.rules))
    if not (own or access.may_record_for(request.reach, row.unit_id)):
        return render(request, "403.html", status=403)
    form = AppointForm(
        request.POST or None, request.FILES or None, row=row, reach=request.reach,
        on_behalf=not own,
    )  # fmt: skip
    rules = guarding.rules
    if attempt(request, form, operations.appoint, rules=rules, appointment=row.pk):
        messages.success(request, _("Appointed."))
        return redirect("tutor", row.pk)
    pages.add_ways(request, form.refusal, row)
    context = page(
        request, row.programme, title=pages.appointment_title(request), form=form, row=row
    )
    context["crumbs"] = [
        *pages.above(request, row.programme),
        *crumbs(("tutor", str(row.person), row.pk)),
    ]
    return render(request, "programmes/appoint.html", context | pages.order_links(row))


@signed_in
def end(request: Request, key: int) -> HttpResponse:
    """End an appointment: to a successor, or knowingly into a gap."""
    rows = access.appointments(request.reach).select_related("programme", "person", "unit")
    row = get_object_or_404(rows, pk=key)
    guarding = speaking_of(request, row.programme)
    if not access.may_record_for(request.reach, row.unit_id):
        return render(request, "403.html", status=403)
    form = EndForm(request.POST or None, row=row, reach=request.reach)
    if attempt(request, form, finish_appointment, rules=guarding.rules, appointment=row.pk):
        messages.success(request, _("The appointment is ended."))
        return redirect("tutor", row.pk)
    context = page(request, row.programme, title=pages.ending_title(request), form=form, row=row)
    context["load"] = pages.load(request, row)
    context["crumbs"] = [
        *pages.above(request, row.programme),
        *crumbs(("tutor", str(row.person), row.pk)),
    ]
    return render(request, "programmes/end.html", context)


@signed_in
@require_POST
def withdraw(request: Request, key: int) -> HttpResponse:
    """Take a candidate off the list."""
    row = get_object_or_404(access.appointments(request.reach), pk=key)
    operations.withdraw_candidate(
        appointment=row.pk, row_version=row.row_version, actor=request.reach, at=request.at
    )
    messages.success(request, _("Taken off the list."))
    return redirect("tutors", row.programme_id)
