"""The journal: who did what and when, without what was typed."""

from __future__ import annotations

from django.http import HttpResponse

from marshrut.web.books import listed, page_of
from marshrut.web.request import Request, signed_in
from marshrut.web.settings import columns, forms, lists
from marshrut.web.settings.tabs import tabbed


@signed_in
def journal(request: Request) -> HttpResponse:
    """Entries of the units the reader keeps in order, the newest first."""
    finder = forms.JournalFinder(request.GET or None)
    page = page_of(request, lists.journal(request.reach, finder))
    shown = {
        "finder": finder,
        "page_obj": page,
        "count": page.paginator.count,
        "lines": (lines := lists.journal_lines(page.object_list, request.reach)),
    }
    context = tabbed(request, "deeds_journal", **shown)
    return listed(request, "settings/journal.html", context, lines=lines, columns=columns.journal())
