"""The text layer of a PDF; a scan has none."""

from __future__ import annotations

import io
from typing import Any

from marshrut.regulations.texts.refusing import NoText

PAGES = 200
FEW = 30  # characters a page: less is a picture with a stamp


def text(content: bytes) -> str:
    """Lines as they stand on the pages."""
    import pypdf  # noqa: PLC0415 - read only when a PDF comes
    from pypdf.errors import FileNotDecryptedError, PyPdfError  # noqa: PLC0415 - as above

    try:
        pages = _pages(pypdf.PdfReader(io.BytesIO(content), strict=False))
    except FileNotDecryptedError as wrong:
        raise NoText("encrypted") from wrong
    except NoText:
        raise
    # A broken file: the library raises its own errors, and those of what it stumbled over.
    except (PyPdfError, ArithmeticError, AttributeError, LookupError, RecursionError) as wrong:
        raise NoText("broken") from wrong
    except (NotImplementedError, OSError, TypeError, ValueError) as wrong:
        raise NoText("broken") from wrong
    found = "\n".join(pages)
    if len("".join(found.split())) < FEW * max(len(pages), 1):
        raise NoText("scan")
    return found


def _pages(reader: Any) -> list[str]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise NoText("encrypted")
    if len(reader.pages) > PAGES:
        raise NoText("too_long")
    return [page.extract_text() for page in reader.pages]
