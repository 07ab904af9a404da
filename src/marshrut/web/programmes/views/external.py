"""Pages about tutors from outside: linking one to a case, opening texts, ending the link."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut.programmes import operations, outside
from marshrut.web.deeds import attempt
from marshrut.web.programme_words import speaking_of
from marshrut.web.programmes import tutee_pages as pages
from marshrut.web.programmes.forms.external import LinkForm
from marshrut.web.programmes.pages import page
from marshrut.web.request import Request, signed_in


@signed_in
def link(request: Request, key: int) -> HttpResponse:
    """Let a tutor of another place see this case for a term."""
    row = get_object_or_404(pages.with_facts(request), pk=key)
    guarding = speaking_of(request, row.programme)
    if not pages.may_link(request, row, guarding.rules):
        return render(request, "403.html", status=403)
    form = LinkForm(request.POST or None, row=row, reach=request.reach)
    if attempt(request, form, operations.link_external, rules=guarding.rules, enrolment=row.pk):
        messages.success(request, _("Linked: from now on this tutor sees this case, no other."))
        return redirect("tutee", row.pk)
    context = page(request, row.programme, title=_("Link an external tutor"), form=form, row=row)
    context |= {"crumbs": pages.above(request, row), "button": _("Link")}
    return render(request, "programmes/about_person.html", context)


@signed_in
@require_POST
def texts(request: Request, key: int) -> HttpResponse:
    """The tutee opens the texts of the pair to an external tutor, or closes them."""
    row = get_object_or_404(outside.links(request.reach), pk=key)
    deed = operations.open_texts if row.texts_since is None else operations.close_texts
    return _done(request, row, deed)


@signed_in
@require_POST
def end(request: Request, key: int) -> HttpResponse:
    """End the link today."""
    row = get_object_or_404(outside.links(request.reach), pk=key)
    return _done(request, row, operations.end_external)


def _done(request: Request, row: Any, deed: Any) -> HttpResponse:
    deed(external=row.pk, row_version=row.row_version, actor=request.reach, at=request.at)
    messages.success(request, _("Saved."))
    return redirect("tutee", row.enrolment_id)
