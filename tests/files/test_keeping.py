"""Uploads: checked by content, reduced, kept once, served as downloads."""

import hashlib
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from django.http import FileResponse
from PIL import Image
from pillow_heif import from_pillow
from pytest_django import Settings

from marshrut.files.keeping import Received, download, open_stored, receive, safe_name, stored_path
from marshrut.files.models import StoredFile
from marshrut.files.operations import keep_file
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.journal.models import JournalEntry
from tests.doers import Doer

PDF = b"%PDF-1.7 nothing more"
OFFICE = "application/vnd.openxmlformats-officedocument"


@pytest.fixture(autouse=True)
def attachments(settings: Settings, tmp_path: Path) -> Path:
    settings.ATTACHMENTS = tmp_path
    return tmp_path


def archive(files: dict[str, bytes]) -> bytes:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return kept.getvalue()


def document(folder: str = "word/", more: dict[str, bytes] | None = None) -> bytes:
    parts = {"[Content_Types].xml": b"<x/>", f"{folder}document.xml": b"<x/>"}
    return archive(parts | (more or {}))


def photo(form: str, *, size: tuple[int, int] = (40, 20), mode: str = "RGB") -> bytes:
    picture = Image.new(mode, size)
    kept = BytesIO()
    if form == "HEIF":
        from_pillow(picture).save(kept)
        return kept.getvalue()
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Phone of Petrova"
    picture.save(kept, form, **({"exif": exif} if form == "JPEG" else {}))
    return kept.getvalue()


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(Wrong) as refused:
        receive(chunks=[content], name=name)
    return refused.value.code


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "order.pdf", "application/pdf"),
        (document(), "a.docx", f"{OFFICE}.wordprocessingml.document"),
        (document("xl/"), "a.xlsx", f"{OFFICE}.spreadsheetml.sheet"),
        (document("ppt/"), "a.pptx", f"{OFFICE}.presentationml.presentation"),
        (
            archive({"mimetype": b"application/vnd.oasis.opendocument.text"}),
            "a.odt",
            "application/vnd.oasis.opendocument.text",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "a.doc", "application/msword"),
        ("Приказ".encode(), "a.txt", "text/plain"),
        ("Приказ".encode("cp1251"), "a.csv", "text/csv"),
    ],
)
def test_documents_are_known_by_their_content(content: bytes, name: str, kind: str) -> None:
    received = receive(chunks=[content[:5], content[5:]], name=name)

    assert received == Received(
        digest=hashlib.sha256(content).hexdigest(),
        name=name,
        size=len(content),
        media_type=kind,
    )
    assert stored_path(received.digest).read_bytes() == content


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\x00 a program", "order.pdf"),
        (b"<script>alert(1)</script>", "page.html"),
        (b"<svg xmlns='x'/>", "a.svg"),
        (b"\x00\x01", "a.txt"),
        (b"\xff\x98", "a.txt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "a.exe"),
        (b"PK\x03\x04 broken", "a.docx"),
        (archive({"readme": b"x"}), "a.docx"),
        (archive({"mimetype": b"application/epub+zip"}), "a.odt"),
        (archive({"[Content_Types].xml": b"x", "other/x": b"x"}), "a.docx"),
        (document(more={"word/vbaProject.bin": b"macro"}), "a.docx"),
    ],
)
def test_anything_else_is_refused(content: bytes, name: str, attachments: Path) -> None:
    assert refusal(content, name) == "file_type"
    assert list(attachments.iterdir()) == []


def test_a_bomb_is_refused_without_unpacking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marshrut.files.kinds.LARGEST_UNPACKED", 100)

    assert refusal(document(more={"word/big.xml": b"0" * 1000}), "a.docx") == "file_type"


def test_an_empty_and_a_huge_file_are_told_apart(settings: Settings) -> None:
    settings.FILE_LIMIT = 10

    assert refusal(b"", "a.pdf") == "file_empty"
    assert refusal(PDF, "a.pdf") == "file_too_large"


@pytest.mark.parametrize("form", ["JPEG", "HEIF", "WEBP"])
def test_photos_become_jpeg_without_traces(form: str) -> None:
    received = receive(chunks=[photo(form, size=(3200, 1000))], name="IMG 1.HEIC")

    assert (received.name, received.media_type) == ("IMG 1.jpg", "image/jpeg")
    with Image.open(stored_path(received.digest)) as kept:
        assert not kept.getexif()
        # The phone's note says: held upright.
        assert kept.size == ((500, 1600) if form == "JPEG" else (1600, 500))


@pytest.mark.parametrize(("mode", "kept_mode"), [("RGB", "RGB"), ("RGBA", "RGBA"), ("P", "RGBA")])
def test_drawings_stay_sharp(mode: str, kept_mode: str) -> None:
    received = receive(chunks=[photo("PNG", mode=mode)], name="scheme.png")

    assert received.media_type == "image/png"
    with Image.open(stored_path(received.digest)) as kept:
        assert (kept.mode, kept.size) == (kept_mode, (40, 20))


def test_a_broken_photo_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(photo("JPEG")[:300], "a.jpg") == "file_broken"
    monkeypatch.setattr("marshrut.files.pictures.MOST_POINTS", 10)
    assert refusal(photo("PNG"), "a.png") == "file_broken"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Мои документы\\Приказ №5.docx", "Приказ №5.docx"),
        ("order\u202efdp.exe\r\n", "orderfdp.exe"),
        ("  ..", "file"),
        ("я" * 300 + ".pdf", "я" * 196 + ".pdf"),
    ],
)
def test_names_lose_what_misleads(given: str, kept: str) -> None:
    assert safe_name(given) == kept


@pytest.mark.django_db
def test_equal_bytes_are_kept_once_under_two_names(actor: Doer, at: datetime) -> None:
    files = [
        keep_file(received=receive(chunks=[PDF], name=name), actor=actor, at=at)
        for name in ("a.pdf", "b.pdf")
    ]

    assert len({file.digest for file in files}) == 1
    assert [str(file) for file in StoredFile.objects.order_by("pk")] == ["a.pdf", "b.pdf"]
    entry = JournalEntry.objects.earliest("pk")
    assert entry.after == {"name": "…", "digest": files[0].digest, "size": len(PDF)}


@pytest.mark.django_db
def test_nobody_keeps_no_file(at: datetime) -> None:
    with pytest.raises(Forbidden):
        keep_file(received=receive(chunks=[PDF], name="a.pdf"), actor=Doer(), at=at)


@pytest.mark.django_db
def test_a_file_leaves_only_as_a_download(actor: Doer, at: datetime) -> None:
    file = keep_file(received=receive(chunks=[PDF], name="приказ.pdf"), actor=actor, at=at)

    response = FileResponse(**download(file))

    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Type"] == "application/pdf"
    assert b"".join(response.streaming_content) == PDF  # type: ignore[arg-type]
    response.close()
    with open_stored(file) as stored:
        assert stored.read() == PDF
