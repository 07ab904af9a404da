"""The frame of pages: what the browser is sent, and what it is never sent."""

import gzip
import re
from pathlib import Path

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.fields import BLANK_CHOICE_DASH
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from marshrut.web import build, errors

WEB = Path(build.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
SHEETS = [WEB / "static" / "css" / f"{name}.css" for name in build.SHEETS]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.relative_to(WEB).as_posix())
def test_nothing_inline_that_the_policy_would_refuse(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"\sstyle=|<style|\son\w+=", text)
    for script in re.findall(r"<script[^>]*>", text):
        assert "src=" in script or "application/json" in script


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.relative_to(WEB).as_posix())
def test_templates_stay_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) < 200


def test_styles_are_light() -> None:
    joined = b"".join(path.read_bytes() for path in SHEETS)
    assert len(gzip.compress(joined)) < 12_000


def test_every_sheet_is_in_the_build() -> None:
    assert set(SHEETS) == set((WEB / "static" / "css").glob("*.css"))


def test_the_build_makes_small_fonts(tmp_path: Path) -> None:
    folder = build.build(tmp_path)
    fonts = list(folder.glob("*.woff2"))
    assert len(fonts) == len(build.FACES)
    assert sum(font.stat().st_size for font in fonts) < 70_000
    sheet = (folder / "marshrut.css").read_text("utf-8")
    assert all(font.name in sheet for font in fonts)
    assert "http" not in sheet


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["design:components", "design:paper", "design:form"])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_living_page_opens(client: Client, name: str, language: str) -> None:
    answer = client.get(reverse(name), headers={"accept-language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.content.decode()


@pytest.mark.django_db
def test_errors_beside_the_field_and_on_top(client: Client) -> None:
    page = client.post(reverse("design:form"), {"what": "", "worked": "Текст"}).content.decode()
    assert 'role="alert"' in page
    assert 'aria-invalid="true"' in page
    assert 'id="id_what_error"' in page
    assert "Текст" in page


@pytest.mark.django_db
def test_sign_in_pages_open(client: Client) -> None:
    for name in ("account_login", "account_reset_password"):
        page = client.get(reverse(name))
        assert page.status_code == 200
        assert "entry" in page.content.decode()


@pytest.mark.django_db
def test_a_lost_page_is_told_in_our_words(client: Client) -> None:
    answer = client.get("/no-such-page/", headers={"accept-language": "en"})
    assert answer.status_code == 404
    assert "not open to you" in answer.content.decode()


def test_the_page_of_a_failure_needs_nothing(rf: RequestFactory) -> None:
    assert errors.failed(rf.get("/")).status_code == 500


@pytest.mark.parametrize(
    ("address", "back"),
    [
        ("/routes/7/", "/routes/7/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("", "/"),
    ],
)
def test_one_is_led_back_only_to_our_pages(rf: RequestFactory, address: str, back: str) -> None:
    assert errors.came_from(rf.post("/", {"next": address})) == back


@pytest.mark.django_db
def test_a_file_that_a_browser_cannot_keep_is_asked_for_again(client: Client) -> None:
    typed = {"what": "", "evidence": SimpleUploadedFile("лист.txt", "текст".encode())}
    page = client.post(reverse("design:form"), typed).content.decode()
    assert "выберите файл ещё раз" in page.lower()
    assert (
        "выберите файл ещё раз" not in client.get(reverse("design:form")).content.decode().lower()
    )


def test_a_select_says_in_words_that_nothing_is_chosen() -> None:
    class One(forms.Form):
        unit = forms.ChoiceField(choices=[*BLANK_CHOICE_DASH, ("1", "СОШ № 1")])

    with translation.override("ru"):
        said = str(One()["unit"])
    assert ">не выбрано</option>" in said
    assert ">СОШ № 1</option>" in said
    assert "----" not in said
