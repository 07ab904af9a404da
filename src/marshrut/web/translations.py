"""The Russian of the interface: fragments by section, joined into one catalogue.

Each section owns a fragment, so people who add strings do not meet in one file:
`python -m marshrut.web.translations` tells what is missing, with `add routes web/routes` it puts
the missing strings of these folders into the fragment `routes`, untranslated.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import polib

from marshrut.web.extraction import Message, extract

LOCALE = Path(__file__).resolve().parent / "locale"
# Strings of Django and allauth that we say better; they are not in our source.
FOREIGN = "foreign"
HEADER = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "ru",
    "Plural-Forms": (
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
        "(n%100<10 || n%100>=20) ? 1 : 2);"
    ),
}


def fragments(language: str = "ru") -> list[Path]:
    """The fragments of a language, in the order of their names."""
    return sorted((LOCALE / language / "LC_MESSAGES").glob("*.po"))


def key(entry: polib.POEntry) -> Message:
    """What makes an entry the same string."""
    return Message(entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def _said(entry: polib.POEntry) -> tuple[str, ...]:
    """The translation, whole."""
    if entry.msgid_plural:
        return tuple(text for _number, text in sorted(entry.msgstr_plural.items()))
    return (entry.msgstr,)


def _entries(language: str) -> Iterator[tuple[Path, polib.POEntry]]:
    for path in fragments(language):
        for entry in polib.pofile(str(path), wrapwidth=100):
            if not entry.obsolete:
                yield path, entry


def missing(language: str = "ru") -> dict[Message, list[str]]:
    """Strings of our source that have no whole translation, with their files."""
    done = {
        key(entry) for _path, entry in _entries(language) if all(_said(entry)) and not entry.fuzzy
    }
    return {message: places for message, places in extract().items() if message not in done}


def contradictions(language: str = "ru") -> list[str]:
    """Strings that two fragments translate differently."""
    first: dict[Message, tuple[Path, tuple[str, ...]]] = {}
    found = []
    for path, entry in _entries(language):
        known_path, known = first.setdefault(key(entry), (path, _said(entry)))
        if known != _said(entry):
            found.append(f"{entry.msgid!r}: {known_path.stem} {known}, {path.stem} {_said(entry)}")
    return found


def unused(language: str = "ru") -> list[str]:
    """Translations of strings that are no longer in the source."""
    used = set(extract())
    return [
        f"{path.stem}: {entry.msgid!r}"
        for path, entry in _entries(language)
        if path.stem != FOREIGN and key(entry) not in used
    ]


def compile_all() -> list[Path]:
    """Join the fragments of each language into the catalogue that Django reads."""
    made = []
    for folder in sorted(LOCALE.glob("*/LC_MESSAGES")):
        joined = polib.POFile()
        joined.metadata = HEADER | {"Language": folder.parent.name}
        seen: set[Message] = set()
        for _path, entry in _entries(folder.parent.name):
            if key(entry) not in seen and all(_said(entry)):
                seen.add(key(entry))
                joined.append(entry)
        target = folder / "django.mo"
        # Another process may be reading: it sees the old catalogue or the new one, never a half.
        half = target.with_suffix(f".{os.getpid()}.mo")
        joined.save_as_mofile(str(half))
        half.replace(target)
        made.append(target)
    return made


def refresh() -> bool:
    """Compile only if a fragment is newer than the catalogue; tell whether it was needed."""
    stale = [
        folder
        for folder in LOCALE.glob("*/LC_MESSAGES")
        if any(_newer(part, folder / "django.mo") for part in folder.glob("*.po"))
    ]
    if stale:
        compile_all()
    return bool(stale)


def _newer(part: Path, made: Path) -> bool:
    return not made.exists() or part.stat().st_mtime > made.stat().st_mtime


def add(name: str, places: Sequence[str]) -> int:
    """Put strings missing in these folders into a fragment, untranslated; return how many."""
    path = LOCALE / "ru" / "LC_MESSAGES" / f"{name}.po"
    fragment = polib.pofile(str(path), wrapwidth=100) if path.exists() else polib.POFile()
    fragment.wrapwidth = 100
    fragment.metadata = HEADER
    have = {key(entry) for entry in fragment}
    wanted = [
        message
        for message, used in missing().items()
        if message not in have and any(place.startswith(tuple(places)) for place in used)
    ]
    for message in wanted:
        plural = {0: "", 1: "", 2: ""} if message.plural else {}
        fragment.append(
            polib.POEntry(
                msgid=message.id,
                msgctxt=message.context or None,
                msgid_plural=message.plural,
                msgstr_plural=plural,
            )
        )
    fragment.save(str(path))
    return len(wanted)


def say(line: object) -> None:
    """Write a line to the console."""
    sys.stdout.write(f"{line}\n")


def main(arguments: Sequence[str]) -> int:
    """Tell what is missing or contradictory; with `add NAME FOLDER…` begin to put it right."""
    if arguments[:1] == ["add"]:
        say(add(arguments[1], arguments[2:] or [""]))
        return 0
    lacking = missing()
    for message, places in lacking.items():
        say(f"{places[0]}: {message.id!r}")
    for line in contradictions() + unused():
        say(line)
    compile_all()
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
