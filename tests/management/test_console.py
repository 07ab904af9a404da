"""What the console says and does before anything is loaded."""

import socket
import sys
from pathlib import Path

import pytest

from marshrut.management import main, preparing, serving, words
from marshrut.notices import work
from marshrut.notices.loading import load_handlers


@pytest.mark.parametrize(
    ("language", "said"),
    [("ru_RU.UTF-8", "Порт 8000 занят"), ("en_US.UTF-8", "Port 8000 is taken"), ("C", "Порт 8000")],
)
def test_it_speaks_the_language_of_the_console(
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    said: str,
) -> None:
    for name in ("MARSHRUT_LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", language)

    assert said in words.words("port_busy", port=8000, other=8001)


def test_both_languages_say_the_same_things() -> None:
    for russian, english in words.WORDS.values():
        assert russian.count("{") == english.count("{")


def test_an_old_python_is_told_in_plain_words(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(main, "OLDEST", (99, 0))
    monkeypatch.setattr(sys, "argv", ["marshrut", "serve"])

    with pytest.raises(SystemExit):
        main.main()

    assert "Python" in capsys.readouterr().err


def test_without_a_command_it_names_them(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["marshrut"])

    main.main()

    assert "administrator" in capsys.readouterr().out


def test_a_busy_port_is_told_in_plain_words() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(words.CannotStart, match=f"PORT={port + 1}"):
            serving.serve(["--port", str(port)])


def test_a_data_folder_that_cannot_be_made_is_told_in_plain_words(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("MARSHRUT_DATA", str(tmp_path / "file" / "data"))

    with pytest.raises(words.CannotStart, match="data"):
        preparing.prepare()


def test_handlers_of_every_noun_are_found() -> None:
    load_handlers()

    # Loading twice registers nothing twice.
    load_handlers()
    assert set(work._daily) <= set(work._handlers)
