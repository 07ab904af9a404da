"""Names of files and folders that every system can keep, Windows first of all."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 60
BETWEEN = str.maketrans("/\\:", "---")
FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)


def plain_name(text: str, most: int = LONGEST) -> str:
    """One part of a path: no signs that Windows refuses, no device, no dot or space at its end."""
    seen = "".join(
        sign
        for sign in unicodedata.normalize("NFC", text)
        if unicodedata.category(sign)[0] != "C" or sign in "\t\n"
    )
    name = " ".join(FORBIDDEN.sub(" ", seen.translate(BETWEEN)).split())[:most].strip(" .")
    return f"_{name}" if DEVICES.match(name) else name or "_"


def file_name(text: str) -> str:
    """The same for a file: its extension stays when the name is cut."""
    path = PurePosixPath(FORBIDDEN.sub(" ", text.translate(BETWEEN)))
    suffix = plain_name(path.suffix)[:12] if path.suffix else ""
    stem = plain_name(text[: -len(path.suffix)] if path.suffix else text, LONGEST - len(suffix))
    return stem + (f".{suffix}" if suffix else "")


class Taken:
    """Names given in each folder: what differs in case alone is one name on Windows."""

    def __init__(self) -> None:
        self.known: set[str] = set()

    def free(self, folder: str, name: str) -> str:
        """The path under this folder that nothing has yet; a twin gets a number."""
        path = PurePosixPath(name)
        stem, suffix = (path.stem, path.suffix) if path.suffix else (name, "")
        found, number = f"{folder}{name}", 2
        while found.casefold() in self.known:
            found, number = f"{folder}{stem} ({number}){suffix}", number + 1
        self.known.add(found.casefold())
        return found
