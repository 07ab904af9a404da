"""The matrix as a book for Excel: the same rows and columns, states in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from marshrut.monitoring.matrix import Column, Matrix
from marshrut.tables.writing import Book
from marshrut.web.monitoring.matrix_page import Chosen, said, title_of
from marshrut.web.programme_words import spoken
from marshrut.web.regulations.lines import text_of
from marshrut.web.tags.dates import moment

FIRST = 3  # rows above the table: what it is, when counted, an empty one
SHADES = {"breached": "#f6dedc", "at_risk": "#f8ead2", "met": "#dff0e5", "on_track": "#dcecf3"}


def book_of(found: Matrix, choice: Chosen) -> bytes:
    """One sheet: clauses as rows, territories as columns."""
    with Book() as book:
        wrapped = {"text_wrap": True, "valign": "top"}
        shades = {code: book.styled(**wrapped, bg_color=tone) for code, tone in SHADES.items()}
        sheet = book.sheet(_("Matrix"))
        sheet.write_string(0, 0, title_of(found.model), book.title)
        book.row(sheet, 1, [_("As of %(moment)s") % {"moment": moment(found.counted_at)}])
        heads = [_("Clause"), _("What it says"), *map(head_of, found.columns)]
        book.row(sheet, FIRST, heads, dict.fromkeys(range(len(heads)), book.title))
        line = FIRST
        for part in found.only(state=choice.state, part=choice.part):
            line += 1
            book.row(sheet, line, [spoken(part.title, part.title_en)], {0: book.title})
            for row in part.rows:
                line += 1
                cite = spoken(row.clause.cite, row.clause.cite_en)
                cells = [cite, text_of(row.clause)[0], *map(said, row.cells)]
                codes = [cell.state.code if cell.state else "" for cell in row.cells]
                styles = {at: shades.get(code, book.wrapped) for at, code in enumerate(codes, 2)}
                book.row(sheet, line, cells, {0: book.wrapped, 1: book.wrapped} | styles)
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 60)
        sheet.set_column(2, len(heads), 24)
        sheet.freeze_panes(FIRST + 1, 2)
        sheet.set_landscape()
        sheet.repeat_rows(FIRST)
        sheet.fit_to_pages(1, 0)
        return book.done()


def head_of(column: Column) -> str:
    """The territory, the programme, and when it was counted if that was not today."""
    lines = [column.name, column.title]
    if column.is_stale:
        lines.append(_("counted %(moment)s") % {"moment": moment(column.counted_at)})
    return "\n".join(lines)
