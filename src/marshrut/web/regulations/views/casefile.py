"""«Дело об исполнении положения»: one page for paper, and the same as a book."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from marshrut.monitoring.casefile import casefile as gathered
from marshrut.oversight.board import board
from marshrut.web.books import is_asked, sent
from marshrut.web.programme_words import use_words
from marshrut.web.regulations.casefile import contents, said
from marshrut.web.regulations.casefile_book import book_of
from marshrut.web.regulations.choosing import Chosen, chosen
from marshrut.web.regulations.heading import tabs, title_of, under
from marshrut.web.request import Request, signed_in
from marshrut.web.tags.dates import date_long


@signed_in
def casefile(request: Request) -> HttpResponse:
    """For who oversees the programme, as far as they see; as of any day of it."""
    choice = chosen(request)
    if choice is None or choice.guarding is None:
        return redirect("regulations")
    if not choice.may_board:
        raise Http404
    judged = board(choice.programme, choice.on, request.reach, rules=choice.guarding)
    words = use_words(request, judged.rules)
    file = said(gathered(judged, request.reach), words, choice.query)
    if is_asked(request):
        name = f"{_('Case file')} {choice.on:%Y-%m-%d}"
        return sent(book_of(file, words, _head(request, choice)), name)
    context = {
        "title": _("Case file on how the regulation is kept"),
        "choice": choice,
        "under": under(request, choice),
        "tabs": tabs(request, choice, "casefile"),
        "regulation": title_of(request, choice, "text"),
        "contents": contents(),
        "said": file,
        "sections": file.sections,
        "is_all_gist": not any(clause.text for clause in judged.rules.clauses),
    }
    return render(request, "regulations/casefile.html", context)


def _head(request: Request, choice: Chosen) -> list[str]:
    return [
        _("Case file on how the regulation is kept"),
        str(choice.programme.unit),
        str(choice.programme.title),
        title_of(request, choice, "text"),
        under(request, choice),
        _("as of %(day)s") % {"day": date_long(choice.on)},
    ]
