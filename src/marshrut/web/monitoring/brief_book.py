"""«Справка за период» as a book for Excel: the sentences, the table, the clauses."""

from __future__ import annotations

from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from marshrut.tables.sheets import Value
from marshrut.tables.writing import Book
from marshrut.web.states import state_word

WIDE, NARROW = 44, 16


def book_of(shown: dict[str, Any]) -> bytes:
    """Two sheets from the context of the page."""
    with Book() as book:
        _figures(book, shown)
        _clauses(book, shown)
        return book.done()


def _figures(book: Book, shown: dict[str, Any]) -> None:
    page = book.sheet(shown["title"])
    programme = shown["choice"].programme
    lines: list[list[Value]] = [[str(programme.unit)], [str(programme.title)], [shown["period"]]]
    page.write_string(0, 0, shown["title"], book.title)
    for number, cells in enumerate(lines, 1):
        book.row(page, number, cells)
    place = len(lines) + 2
    last = len(shown["heads"])
    for said in shown["paragraphs"]:
        page.merge_range(place, 0, place, last, "", book.wrapped)
        page.write_string(place, 0, plain(said), book.wrapped)
        page.set_row(place, 48)
        place += 1
    place += 1
    heads = [_("Organisation"), *shown["heads"].values()]
    book.row(page, place, heads, dict.fromkeys(range(len(heads)), book.title))
    table = [(str(unit), cells) for unit, cells in shown["rows"]]
    for name, cells in [*table, (_("In all"), shown["total"])]:
        place += 1
        book.row(page, place, [name, *(cell.number for cell in cells)])
    page.set_column(0, 0, WIDE)
    page.set_column(1, last, NARROW)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _clauses(book: Book, shown: dict[str, Any]) -> None:
    page = book.sheet(_("Clauses"))
    heads = [_("State"), _("At the beginning"), _("At the end")]
    book.row(page, 0, heads, dict.fromkeys(range(len(heads)), book.title))
    for number, row in enumerate(shown["states"], 1):
        cells = [", ".join(one.cite for one in cited) for cited in (row.before, row.after)]
        styles = dict.fromkeys(range(3), book.wrapped)
        book.row(page, number, [state_word(row.state), *cells], styles)
    page.set_column(0, 0, NARROW + 8)
    page.set_column(1, 2, WIDE + 16)


def plain(said: str) -> str:
    """A sentence without its links."""
    return strip_tags(said)
