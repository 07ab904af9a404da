"""Pages of who is supported: the list, one teacher's support, subjects, tutors, pauses."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut.norms.admission import bases_of
from marshrut.programmes import access, operations
from marshrut.routes.operations import draft_route
from marshrut.routes.operations.supporting import begin_subject
from marshrut.web.books import listed
from marshrut.web.deeds import attempt
from marshrut.web.drafts import forget, restore
from marshrut.web.looking import looked_at
from marshrut.web.programme_words import say, speaking_of
from marshrut.web.programmes import tutee_pages as pages
from marshrut.web.programmes.columns import tutees as of_tutees
from marshrut.web.programmes.forms.tutees import (
    DraftForm,
    GiveUpForm,
    IncludeForm,
    PairForm,
    PauseForm,
    SubjectForm,
    TuteeFinder,
)
from marshrut.web.programmes.pages import page
from marshrut.web.request import Request, signed_in


@signed_in
def tutees(request: Request, key: int) -> HttpResponse:
    """Everybody who is enrolled, with the tutor and the subject of each."""
    programme = get_object_or_404(access.programmes(request.reach), pk=key)
    guarding = speaking_of(request, programme)
    schools = access.units(request.reach, programme)
    nobody = _("nobody: without a %(tutor)s") % {"tutor": say(request, "tutor", "gen")}
    subject = {"case": say(request, "subject", "ins"), "listed": say(request, "subject", "gen")}
    finder = TuteeFinder(request.GET or None, units=schools, nobody=nobody, subject=subject)
    title = say(request, "tutee", plural=True, capital=True)
    context = page(request, programme, "tutees", title=title, finder=finder)
    context |= pages.listed(request, programme, finder)
    context |= pages.including(request, guarding)
    columns = of_tutees(request)
    return listed(
        request, "programmes/tutees.html", context, lines=context["rows"], columns=columns
    )


@signed_in
def include(request: Request, key: int) -> HttpResponse:
    """Include one person, where the regulation does not include them by itself."""
    programme = get_object_or_404(access.programmes(request.reach), pk=key)
    guarding = speaking_of(request, programme)
    if not pages.including(request, guarding)["may_include"]:
        return render(request, "403.html", status=403)
    bases = bases_of(guarding.rules)
    form = IncludeForm(request.POST or None, programme=programme, reach=request.reach, bases=bases)
    if attempt(request, form, operations.include, rules=guarding.rules, programme=programme):
        messages.success(request, _("Included."))
        return redirect("tutees", programme.pk)
    title = _("Include a teacher")
    context = page(request, programme, title=title, form=form, button=_("Include"))
    context["crumbs"] = pages.above_list(request, programme)
    return render(request, "programmes/form.html", context)


@signed_in
def tutee(request: Request, key: int) -> HttpResponse:
    """One support: who, by whom, of what, since when."""
    row = get_object_or_404(pages.with_facts(request), pk=key)
    looked_at(request, row.person_id)
    rules = speaking_of(request, row.programme).rules
    context = page(request, row.programme, title=str(row.person), row=row)
    context |= pages.about(request, row, rules)
    return render(request, "programmes/tutee.html", context)


@signed_in
def introduce(request: Request, key: int) -> HttpResponse:
    """Write down a subject: its support and route are opened at once."""
    row = get_object_or_404(pages.with_facts(request), pk=key)
    guarding = speaking_of(request, row.programme)
    if not (access.may_introduce(request.reach, row) and row.is_open(request.reach.on)):
        return render(request, "403.html", status=403)
    subject = say(request, "subject", capital=True)
    form = SubjectForm(request.POST or None, row=row, reach=request.reach, subject=subject)
    draft = f"subject-{row.pk}"
    restore(request, form, draft)
    if attempt(request, form, begin_subject, rules=guarding.rules, listed=row.pk):
        forget(request, draft)
        messages.success(request, _("Support is opened. The next step is the first stage."))
        return redirect(pages.newest(request, row))
    context = page(
        request,
        row.programme,
        title=_("Open the support: %(subject)s") % {"subject": say(request, "subject")},
        form=form,
        row=row,
    )
    context |= {"crumbs": pages.above(request, row), "button": _("Open the support")}
    context["draft_key"] = draft
    return render(request, "programmes/about_person.html", context)


@signed_in
def draft(request: Request, key: int) -> HttpResponse:
    """Begin the route of a support that is open already, as that of a member of a group."""
    row = get_object_or_404(pages.with_facts(request), pk=key)
    guarding = speaking_of(request, row.programme)
    if not pages.may_draft(request, row):
        return render(request, "403.html", status=403)
    form = DraftForm(request.POST or None)
    if attempt(request, form, draft_route, rules=guarding.rules, enrolment=row.pk):
        messages.success(request, _("Begun: write it together."))
        return redirect(pages.onward(request, row))
    title = _("Begin: %(route)s") % {"route": say(request, "route", "acc")}
    context = page(request, row.programme, title=title, form=form, row=row)
    context |= {"crumbs": pages.above(request, row), "button": _("Begin")}
    context["note"] = _("Topic: “%(topic)s”. What is written is agreed on by both.") % {
        "topic": row.subject
    }
    return render(request, "programmes/about_person.html", context)


@signed_in
def pair(request: Request, key: int) -> HttpResponse:
    """Give a teacher a tutor, or another one, without a gap."""
    row = get_object_or_404(pages.with_facts(request), pk=key)
    guarding = speaking_of(request, row.programme)
    if not access.may_pair(request.reach, row.unit_id):
        return render(request, "403.html", status=403)
    form = PairForm(request.POST or None, row=row, reach=request.reach)
    if attempt(request, form, operations.pair, rules=guarding.rules, enrolment=row.pk):
        messages.success(request, _("Saved."))
        return redirect("tutee", row.pk)
    title = _("Assign a %(tutor)s") % {"tutor": say(request, "tutor", "ins")}
    context = page(request, row.programme, title=title, form=form, row=row)
    context |= {"crumbs": pages.above(request, row), "button": _("Save")}
    return render(request, "programmes/about_person.html", context)


@signed_in
def pause(request: Request, key: int) -> HttpResponse:
    """Let support stand still: nothing is owed meanwhile."""
    row = get_object_or_404(pages.with_facts(request), pk=key)
    speaking_of(request, row.programme)
    if not access.may_pause(request.reach, row):
        return render(request, "403.html", status=403)
    form = PauseForm(request.POST or None, row=row, reach=request.reach)
    if attempt(request, form, operations.pause_case, enrolment=row.pk):
        messages.success(request, _("Paused: nothing is asked meanwhile."))
        return redirect("tutee", row.pk)
    context = page(request, row.programme, title=_("Pause the support"), form=form, row=row)
    context |= {"crumbs": pages.above(request, row), "button": _("Pause")}
    return render(request, "programmes/about_person.html", context)


@signed_in
@require_POST
def resume(request: Request, key: int) -> HttpResponse:
    """Support goes on from today."""
    row = get_object_or_404(access.enrolments(request.reach), pk=key)
    operations.resume_case(
        enrolment=row.pk, row_version=row.row_version, actor=request.reach, at=request.at
    )
    messages.success(request, _("Support goes on."))
    return redirect("tutee", row.pk)


@signed_in
def give_up(request: Request, key: int) -> HttpResponse:
    """The subject is given up."""
    row = get_object_or_404(access.subjects(request.reach).select_related("programme"), pk=key)
    speaking_of(request, row.programme)
    if not access.may_give_up(request.reach, row):
        return render(request, "403.html", status=403)
    form = GiveUpForm(request.POST or None, row=row, reach=request.reach)
    case = access.enrolments(request.reach).filter(subject=row).order_by("-pk").first()
    back = redirect("tutee", case.pk) if case else redirect("tutees", row.programme_id)
    if attempt(request, form, operations.give_up_subject, subject=row.pk):
        messages.success(request, _("Saved."))
        return back
    context = page(request, row.programme, title=_("The work is given up"), form=form)
    context |= {"row": case, "subject": row, "button": _("Save"), "back": back.url}
    return render(request, "programmes/about_person.html", context)
