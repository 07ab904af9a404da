"""«Дело об исполнении положения» as a book for Excel: every part a sheet, every fact a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from marshrut.tables.sheets import Value
from marshrut.tables.writing import Book
from marshrut.web.labels import label
from marshrut.web.regulations.acts import act_name
from marshrut.web.regulations.casefile import Said
from marshrut.web.regulations.lines import Line
from marshrut.web.states import state_word
from marshrut.web.words import Words

WIDE, MIDDLE, NARROW = 60, 32, 14
Row = Sequence[Value]


def book_of(said: Said, words: Words, head: Sequence[str]) -> bytes:
    """``head``: lines that say what it is, of what, and as of which day."""
    with Book() as book:
        _front(book, said, head)
        _clauses(book, said)
        _versions(book, said)
        _orders(book, said, words)
        _basis(book, said)
        _signed(book, said)
        _exceptions(book, said, words)
        _facts(book, said)
        return book.done()


def _front(book: Book, said: Said, head: Sequence[str]) -> None:
    page = book.sheet(_("Case file"))
    page.write_string(0, 0, head[0], book.title)
    for number, words in enumerate(head[1:], 1):
        book.row(page, number, [words])
    place = len(head) + 1
    book.row(page, place, [_("State"), _("Clauses")], {0: book.title, 1: book.title})
    for number, (state, count) in enumerate(said.totals, place + 1):
        book.row(page, number, [state_word(state), count])
    page.set_column(0, 0, WIDE)


def _table(
    book: Book, name: str, heads: Sequence[str], rows: Iterable[Row], widths: Sequence[int]
) -> None:
    page = book.sheet(name)
    book.row(page, 0, heads, dict.fromkeys(range(len(heads)), book.title))
    for number, cells in enumerate(rows, 1):
        texts = (at for at, value in enumerate(cells) if isinstance(value, str))
        book.row(page, number, cells, dict.fromkeys(texts, book.wrapped))
    for place, width in enumerate(widths):
        page.set_column(place, place, width)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.repeat_rows(0)
    page.fit_to_pages(1, 0)


def _clauses(book: Book, said: Said) -> None:
    heads = [_("Clause"), _("What it says"), _("State"), _("Figure"), _("How it stands")]
    heads += [_("Exceptions"), _("Source")]
    rows = [_clause(line) for line in said.lines]
    widths = (NARROW, WIDE, NARROW, MIDDLE, WIDE, MIDDLE, MIDDLE)
    _table(book, _("Clauses"), heads, rows, widths)


def _clause(line: Line) -> Row:
    if not line.is_checked:
        return [line.cite, line.text, "", "", "", "", ""]
    stands, waived = "; ".join(line.missing), "; ".join(line.waived)
    return [line.cite, line.text, state_word(line.state), line.figure, stands, waived, line.note]


def _versions(book: Book, said: Said) -> None:
    heads = [_("Version"), _("In force since"), _("In force before"), _("Order"), _("Issued by")]
    heads += [_("Published"), _("Address")]
    rows = [_version(row) for row in said.file.versions]
    _table(book, _("Versions"), heads, rows, (NARROW, NARROW, NARROW, NARROW, MIDDLE, NARROW, WIDE))


def _version(row: Any) -> Row:
    order, publication = row.order, getattr(row, "publication", None)
    by = [f"№ {order.number}", str(order.unit)] if order else ["", ""]
    told = [publication.published_on, publication.address] if publication else [None, ""]
    return [row.number, row.since, row.until, *by, *told]


def _orders(book: Book, said: Said, words: Words) -> None:
    heads = [_("Date"), _("No."), _("Organisation"), _("Title of the order"), _("Status")]
    rows = [
        [
            *(row.registered_on, row.number, str(row.unit), row.title),
            label("order", row.status).said(words),
        ]
        for row in said.file.orders
    ]
    _table(book, _("Orders"), heads, rows, (NARROW, NARROW, MIDDLE, WIDE, NARROW))


def _basis(book: Book, said: Said) -> None:
    heads = [_("Act"), _("Title"), _("Clause"), _("Status"), _("What changed")]
    rows = [
        [
            act_name(one.act) if one.act else one.name,
            one.act.title if one.act else "",
            one.cites,
            str(label("act", one.status).text) if one.act else _("not in the catalogue yet"),
            one.doubt,
        ]
        for one in said.grounds
    ]
    _table(book, _("Normative acts"), heads, rows, (WIDE, WIDE, MIDDLE, MIDDLE, MIDDLE))


def _signed(book: Book, said: Said) -> None:
    heads = [_("Organisation"), _("Name"), _("Acknowledged"), _("Source")]
    rows: list[Row] = [
        [one.unit, reader.label, reader.on, _("from paper") if reader.papered else ""]
        for one in said.file.signed
        for reader in one.people
    ]
    _table(book, _("Acknowledgements"), heads, rows, (MIDDLE, MIDDLE, NARROW, NARROW))


def _exceptions(book: Book, said: Said, words: Words) -> None:
    heads = [_("Clause"), _("For whom"), _("Organisation"), _("Reason"), _("Asked"), _("State")]
    heads += [_("Decided"), _("Who decided"), _("Good until")]
    rows: list[Row] = [
        [
            *(one.cite, one.row.label, str(one.row.unit), one.row.reason, one.row.asked_on),
            label("waiver", one.status).said(words),
            *(one.on, one.by, one.row.until),
        ]
        for one in said.exceptions
    ]
    widths = (NARROW, MIDDLE, MIDDLE, WIDE, NARROW, NARROW, NARROW, MIDDLE, NARROW)
    _table(book, _("Exceptions"), heads, rows, widths)


def _facts(book: Book, said: Said) -> None:
    heads = [_("Clause"), _("What is counted"), _("Who or what"), _("Organisation"), _("State")]
    heads += [_("How it stands"), _("Exception"), _("Source")]
    widths = (NARROW, MIDDLE, MIDDLE, MIDDLE, NARROW, WIDE, MIDDLE, NARROW)
    _table(book, _("Facts"), heads, _rows(said), widths)


def _rows(said: Said) -> Iterator[Row]:
    for facts in said.facts:
        for one in facts.kinds:
            for thing in one.group.things:
                yield [
                    *(facts.line.cite, one.group.title, thing.label, thing.unit),
                    *(state_word(thing.state), thing.said, thing.waived, thing.source),
                ]
