"""The text of a file that somebody has: Word, OpenDocument, PDF or plain, one paragraph a line.

A file is known by what is in it, not by its name. What cannot be read is refused whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from marshrut.regulations.texts import odt, office, pdf, plain, word
from marshrut.regulations.texts.refusing import NoText

__all__ = ["LARGEST", "NoText", "text_of", "tidied"]

LARGEST = 20_000_000  # bytes of a file
LONGEST = 400_000  # characters of a text: some two hundred pages
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*")
BY_CONTENT: Mapping[str, Callable[[bytes], str]] = {"docx": word.text, "odt": odt.text}


def text_of(content: bytes) -> str:
    """The text with the numbers that Word makes by itself; raises NoText with a code."""
    if len(content) > LARGEST:
        raise NoText("too_large")
    return tidied(_read(content))


def tidied(said: str) -> str:
    """A text that was pasted or read, ready to be taken apart; raises NoText if it is none."""
    found = plain.tidied(said)
    if not any(sign.isalnum() for sign in found):
        raise NoText("nothing")
    if len(found) > LONGEST:
        raise NoText("too_long")
    return found


def _read(content: bytes) -> str:
    start = content[:8]
    if start.startswith(b"PK"):
        return BY_CONTENT[office.kind(content)](content)
    if b"%PDF-" in content[:1024]:
        return pdf.text(content)
    if start.startswith(OLD_OFFICE):
        raise NoText("old_word")
    if start.startswith(b"{\\rtf"):
        raise NoText("rtf")
    if start.startswith(PICTURES):
        raise NoText("scan")
    return plain.text(content)
