"""Uploading a list and answering what it asks, by the words on the buttons."""

from __future__ import annotations

from pathlib import Path

from marshrut import clock
from marshrut.imports.models import ImportBatch
from marshrut.notices.loading import load_handlers
from marshrut.notices.work import run_one
from tests.browser.hand import Hand


def upload(hand: Hand, path: Path, content: bytes) -> None:
    """Choose the file, let it be read, confirm the columns as they were guessed."""
    path.write_bytes(content)
    hand.open("lists")
    hand.page.set_input_files("input[type=file]", str(path))
    press(hand, "Загрузить")
    finish(hand)
    if ImportBatch.objects.latest("pk").status == "columns":
        hand.page.get_by_role("link", name="Посмотреть столбцы").click()
        press(hand, "Подтвердить столбцы")
        finish(hand)


def finish(hand: Hand) -> None:
    """Do what waits in the background, on the day of the installation, and look again."""
    load_handlers()
    while run_one(now=clock.now, real_now=clock.real_now):
        pass
    hand.page.reload()


def press(hand: Hand, name: str) -> None:
    """A button by what is written on it."""
    hand.page.get_by_role("button", name=name, exact=True).click()
    hand.page.wait_for_load_state()


def answer(hand: Hand, field: str, value: str) -> None:
    """What a doubtful cell of the row in front of one should have said."""
    hand.page.locator(f"[name={field}]").fill(value)
    press(hand, "Сохранить и дальше")


def answer_words(hand: Hand, school: str) -> None:
    """Words that nobody knows, once for the whole list."""
    hand.page.get_by_role("link", name="Ответить один раз").click()
    hand.page.get_by_label("«Школа за рекой»").select_option(label=school)
    hand.page.get_by_label("«тифлопереводчик»").select_option("specialist")
    hand.page.get_by_label("«высшее»").select_option("higher:pedagogy")
    press(hand, "Сохранить и дальше")
