"""Plain text, in the two encodings that are met."""

from __future__ import annotations

import re

from marshrut.regulations.texts.refusing import NoText

MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
NEVER_TYPED = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x98]")
OWN_BULLETS = re.compile(r"[\uf000-\uf0ff]")  # signs of Word's own font of symbols
ALONE = re.compile(r"^[ \t\f]*[-–—]?[ \t]*(\d{1,3})[ \t]*[-–—]?[ \t\f]*$")


def text(content: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or else CP1251."""
    for encoding in (*(name for mark, name in MARKS if content.startswith(mark)), "utf-8-sig"):
        try:
            return _typed(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    try:
        return _typed(content.decode("cp1251"))
    except UnicodeDecodeError as wrong:
        raise NoText("not_text") from wrong


def tidied(said: str) -> str:
    """The text without lines that hold only the number of the next page, bullets made readable."""
    kept, last = [], 0
    for line in OWN_BULLETS.sub("\N{BULLET}", said).splitlines():
        number = ALONE.match(line)
        if number and last < int(number[1]) <= last + 2:
            last = int(number[1])
            continue
        kept.append(line.rstrip())
    return "\n".join(kept)


def _typed(said: str) -> str:
    if NEVER_TYPED.search(said):
        raise NoText("not_text")
    return said
