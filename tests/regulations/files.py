"""Files of Word, OpenDocument and PDF made for tests, and files that mean harm."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
from docx.oxml import parse_xml
from odf.opendocument import OpenDocumentText
from odf.style import ListLevelProperties
from odf.table import Table, TableCell, TableRow
from odf.text import (
    H,
    List,
    ListItem,
    ListLevelStyleBullet,
    ListLevelStyleNumber,
    ListStyle,
    P,
)

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FORMS = ("decimal", "decimal", "bullet")
SHAPES = ("%1.", "%1.%2.", "-")


def word(*lines: tuple[int | None, str] | list[str], swollen: int = 0) -> bytes:
    """A file of Word: (level of the list or None, text) is a paragraph, a list is a row."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{shape}"/></w:lvl>'
        for at, (form, shape) in enumerate(zip(FORMS, SHAPES, strict=True))
    )
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="77">{levels}</w:abstractNum>')
    )
    numbering.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for line in lines:
        if isinstance(line, list):
            cells = document.add_table(rows=1, cols=len(line)).rows[0].cells
            for cell, said in zip(cells, line, strict=True):
                cell.text = said
            continue
        level, said = line
        paragraph = document.add_paragraph(said)
        if level is not None:
            paragraph._p.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
            )
    kept = io.BytesIO()
    document.save(kept)
    if swollen:
        with zipfile.ZipFile(kept, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/media/big.bin", b"\0" * swollen)
    return kept.getvalue()


def open_text(*lines: tuple[int | None, str] | list[str]) -> bytes:
    """The same as OpenDocument: levels of one list, nested as the format wants it."""
    document = OpenDocumentText()
    style = ListStyle(name="L1")
    for level in (1, 2):
        number = ListLevelStyleNumber(
            level=str(level), numformat="1", numsuffix=".", displaylevels=str(level)
        )
        number.addElement(ListLevelProperties())
        style.addElement(number)
    style.addElement(ListLevelStyleBullet(level="3", bulletchar="•"))
    document.automaticstyles.addElement(style)
    stack: list[Any] = []
    for line in lines:
        if isinstance(line, list):
            table, row = Table(), TableRow()
            for said in line:
                cell = TableCell()
                cell.addElement(P(text=said))
                row.addElement(cell)
            table.addElement(row)
            document.text.addElement(table)
            continue
        depth, said = line
        if depth is None:
            document.text.addElement(P(text=said) if stack else H(outlinelevel=1, text=said))
            continue
        del stack[depth + 1 :]
        while len(stack) <= depth:
            new = List(stylename="L1") if not stack else List()
            (stack[-1].lastChild if stack else document.text).addElement(new)
            stack.append(new)
            if len(stack) <= depth:
                new.addElement(ListItem())
        item = ListItem()
        item.addElement(P(text=said))
        stack[depth].addElement(item)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def portable(*lines: str, password: str = "") -> bytes:
    """A PDF with a text layer of Latin letters; without lines it is a page with nothing on it."""
    said = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    content = f"BT /F1 12 Tf 40 700 Td {said}ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(body)
    size = len(objects) + 1
    body += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    body += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    if not password:
        return body
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(body)))
    writer.encrypt(password, algorithm="RC4-128")
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def archive(**parts: bytes) -> bytes:
    """A plain archive that is no document."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return kept.getvalue()
