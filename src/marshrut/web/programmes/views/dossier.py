"""A tutor's dossier: adding a line, taking it back, its file."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut.files.keeping import download
from marshrut.norms.admission import evidence_of_tutors
from marshrut.programmes import access, operations
from marshrut.web.deeds import attempt
from marshrut.web.programme_words import speaking_of
from marshrut.web.programmes import tutor_pages as pages
from marshrut.web.programmes.forms.dossier import EvidenceForm
from marshrut.web.programmes.pages import crumbs, page
from marshrut.web.request import Request, signed_in


@signed_in
def add(request: Request, key: int) -> HttpResponse:
    """One more line of the dossier."""
    rows = access.appointments(request.reach).select_related("programme", "person", "unit")
    row = get_object_or_404(rows, pk=key)
    rules = speaking_of(request, row.programme).rules
    kinds = evidence_of_tutors(rules)
    if not (kinds and access.may_keep_dossier(request.reach, row)):
        return render(request, "403.html", status=403)
    form = EvidenceForm(request.POST or None, request.FILES or None, kinds=kinds)
    deed = operations.add_evidence_of_tutor
    if attempt(request, form, deed, rules=rules, appointment=row.pk):
        messages.success(request, _("Saved."))
        return redirect("tutor", row.pk)
    context = page(request, row.programme, title=_("Add to the dossier"), form=form)
    above = [*pages.above(request, row.programme), *crumbs(("tutor", str(row.person), row.pk))]
    context |= {"crumbs": above, "button": _("Add")}
    return render(request, "programmes/form.html", context)


@signed_in
@require_POST
def withdraw(request: Request, key: int) -> HttpResponse:
    """Strike a line out."""
    row = get_object_or_404(access.evidence(request.reach), pk=key)
    operations.withdraw_evidence_of_tutor(
        evidence=row.pk, row_version=row.row_version, actor=request.reach, at=request.at
    )
    return redirect("tutor", row.appointment_id)


@signed_in
def file(request: Request, key: int) -> FileResponse:
    """The file of a line, for who sees the tutor."""
    row = get_object_or_404(access.evidence(request.reach).select_related("file"), pk=key)
    if row.file is None:
        raise Http404
    return FileResponse(**download(row.file))
