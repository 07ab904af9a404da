"""What a file is, judged by its content; its name only helps to tell like from like."""

import zipfile
import zlib
from io import BytesIO
from pathlib import PurePath

OFFICE = "application/vnd.openxmlformats-officedocument"
# By the folder inside the archive that holds the document.
OFFICE_FOLDERS = {
    "word/": f"{OFFICE}.wordprocessingml.document",
    "xl/": f"{OFFICE}.spreadsheetml.sheet",
    "ppt/": f"{OFFICE}.presentationml.presentation",
}
OPEN_DOCUMENTS = frozenset(
    f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "spreadsheet", "presentation")
)
OLD_OFFICE = {
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
}
TEXTS = {".txt": "text/plain", ".csv": "text/csv"}
HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})

# An archive that unpacks to more than this is a bomb, not a document.
LARGEST_UNPACKED = 300 * 1024 * 1024


def media_type(content: bytes, *, name: str) -> str | None:
    """Return the type of an allowed file, None for any other."""
    suffix = PurePath(name).suffix.lower()
    if content.startswith(b"%PDF-"):
        return "application/pdf"
    if content.startswith(b"PK\x03\x04"):
        return _archived_document(content)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return OLD_OFFICE.get(suffix)
    return _picture(content) or (TEXTS.get(suffix) if _is_text(content) else None)


def _picture(content: bytes) -> str | None:
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        return "image/heic"
    return None


def _archived_document(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
                return None
            if any(name.endswith("vbaProject.bin") for name in names):
                return None
            if "mimetype" in names:
                with archive.open("mimetype") as file:
                    declared = file.read(100).decode("ascii", "replace")
                return declared if declared in OPEN_DOCUMENTS else None
    except (
        *(zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError),
        zlib.error,
    ):
        return None
    if "[Content_Types].xml" not in names:
        return None
    return next(
        (
            kind
            for folder, kind in OFFICE_FOLDERS.items()
            if any(n.startswith(folder) for n in names)
        ),
        None,
    )


def _is_text(content: bytes) -> bool:
    if b"\x00" in content:
        return False
    for encoding in ("utf-8", "cp1251"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
