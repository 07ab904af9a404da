"""Archives of office programs, looked at before anything in them is unpacked."""

from __future__ import annotations

import io
import zipfile

from marshrut.regulations.texts.refusing import NoText

UNPACKED = 60_000_000  # bytes of everything inside; no part may give more than it declares
PARTS = 3_000
ENCRYPTED = 0x1
OPEN_TEXT = b"application/vnd.oasis.opendocument.text"


def kind(content: bytes) -> str:
    """``docx`` or ``odt``; NoText for every other archive, and for one that would burst."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            if len(infos) > PARTS or sum(info.file_size for info in infos) > UNPACKED:
                raise NoText("bomb")
            if any(info.flag_bits & ENCRYPTED for info in infos):
                raise NoText("encrypted")
            names = {info.filename for info in infos}
            for name in names:
                if name.endswith((".xml", ".rels")) and b"<!ENTITY" in archive.read(name):
                    raise NoText("bomb")
            if "word/document.xml" in names:
                return "docx"
            if "mimetype" in names and archive.read("mimetype").startswith(OPEN_TEXT):
                return "odt"
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as wrong:
        raise NoText("broken") from wrong
    raise NoText("other_office")
