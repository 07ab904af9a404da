"""Commands of the operator: doctor, backup, restore, transfer, systemd, bundle, a lost way in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from pytest_django import Settings

from marshrut.files.models import StoredFile
from marshrut.management import preparing
from marshrut.management.administrator import reset_administrator
from marshrut.management.words import CannotStart
from marshrut.organisations.models import Unit
from marshrut.people.models import Office, Person
from marshrut.people.operations import use_slip
from marshrut.people.reach import Reach
from marshrut.upkeep.rotation import listed
from marshrut.users.models import User
from tests.upkeep.beside import SERVER, address
from tests.world import AT, TODAY

whole = pytest.mark.django_db(transaction=True)
PASSWORD = "river-stone-cloud"


@pytest.fixture(autouse=True)
def _installation_of_its_own(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MARSHRUT_LANGUAGE", "ru")
    settings.DATA = settings.BUILD = tmp_path
    settings.COPIES = tmp_path / "copies"
    settings.ATTACHMENTS = tmp_path / "attachments"
    settings.DEMONSTRATION = False


@pytest.fixture
def root() -> Unit:
    return Unit.objects.create(kind="region", name="Область", short_name="Область", path="1/")


@whole
def test_a_copy_is_made_checked_and_told_about(
    root: Unit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("backup")
    (copy,) = listed()
    call_command("restore", str(copy.path), "--check")

    assert copy.checked
    said = capsys.readouterr().out
    assert "Копия готова и проверена" in said
    assert "территорий и организаций: 1" in said
    assert said.endswith("Копия цела.\n")

    call_command("backup", str(tmp_path / "own.zip"))
    with pytest.raises(CommandError, match=r"own.zip уже есть"):
        call_command("backup", str(tmp_path / "own.zip"))
    with pytest.raises(CommandError, match="Подойдёт только пустая установка"):
        call_command("restore", str(tmp_path / "own.zip"))
    (tmp_path / "own.zip").write_bytes(b"PK")
    with pytest.raises(CommandError, match="Копия повреждена"):
        call_command("restore", str(tmp_path / "own.zip"), "--check")


@whole
def test_a_copy_speaks_of_files_that_are_lost(
    root: Unit, user: User, capsys: pytest.CaptureFixture[str]
) -> None:
    StoredFile.objects.create(
        digest="0" * 64, name="a", size=1, media_type="text/plain", stored_at=AT
    )

    call_command("backup")

    assert "нет или которые испорчены: 1" in capsys.readouterr().out


@whole
def test_the_doctor_says_what_to_mend_in_both_languages(
    root: Unit,
    tmp_path: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings.SECRET_KEY = "s" * 50
    with pytest.raises(CommandError, match="Нужно исправить: 2"):
        call_command("doctor")
    assert "! Копии: Копий пока нет. Сделайте: marshrut backup" in capsys.readouterr().out

    call_command("backup")
    (tmp_path / "stamp").touch()
    monkeypatch.setenv("MARSHRUT_LANGUAGE", "en")
    call_command("doctor")
    said = capsys.readouterr().out
    assert "+ Copies: The last copy:" in said
    assert "Nothing needs mending." in said


@whole
def test_a_filled_database_is_copied_before_it_is_migrated(
    root: Unit, settings: Settings, tmp_path: Path
) -> None:
    preparing._copy_before()
    assert len(listed()) == 1

    (tmp_path / "file").touch()
    settings.COPIES = tmp_path / "file" / "copies"
    with pytest.raises(CannotStart, match="База не обновлена"):
        preparing._copy_before()


@whole
def test_an_empty_database_and_a_demonstration_need_no_copy(settings: Settings) -> None:
    preparing._copy_before()
    settings.DEMONSTRATION = True
    Unit.objects.create(kind="region", name="Область", short_name="Область", path="1/")
    preparing._copy_before()

    assert listed() == []


@whole
def test_a_wrong_address_of_a_database_is_told_in_plain_words() -> None:
    with pytest.raises(CommandError, match="Адрес базы пишется так"):
        call_command("transfer", "mysql://localhost/x")


if SERVER:

    @whole
    def test_what_is_on_postgresql_needs_no_transfer(root: Unit) -> None:
        with address() as other, pytest.raises(CommandError, match="уже работает с PostgreSQL"):
            call_command("transfer", other)

else:

    @whole
    def test_a_database_that_is_silent_is_told_in_plain_words(root: Unit) -> None:
        with pytest.raises(CommandError, match="База данных не отвечает"):
            call_command("transfer", "postgresql://nobody@127.0.0.1:1/none")


def test_units_of_systemd_name_this_installation(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:secret-word@localhost/m")
    monkeypatch.setenv("MARSHRUT_HOSTS", "marshrut.example")

    call_command("systemd", "--port", "8123", "--user", "marshrut")

    said = capsys.readouterr().out
    assert "/etc/systemd/system/marshrut.service" in said
    assert "/etc/systemd/system/marshrut-worker.service" in said
    assert f"Environment=MARSHRUT_DATA={settings.DATA}" in said
    assert "marshrut serve --without-worker --port 8123" in said
    assert "marshrut work\n" in said
    assert "User=marshrut" in said
    assert "MARSHRUT_HOSTS=marshrut.example" in said
    assert "secret-word" not in said


def test_a_bundle_goes_into_a_new_folder_only(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(CommandError, match="не пуста"):
        call_command("bundle", str(tmp_path))


def test_a_bundle_is_made_of_sources(settings: Settings, tmp_path: Path) -> None:
    settings.SOURCE = tmp_path / "a" / "b"

    with pytest.raises(CommandError, match="с исходным текстом"):
        call_command("bundle", str(tmp_path / "to"))
    assert not (tmp_path / "to").exists()


def administrator(login: str, unit: Unit, **more: Any) -> Person:
    user = User.objects.create_user(login, PASSWORD, **more)
    person = Person.objects.create(surname=login, given="Имя", user=user)
    Office.objects.create(
        person=person, role="administrator", unit=unit, since=TODAY.replace(year=2020)
    )
    return person


def code_in(said: str) -> str:
    return said.partition("одноразовый код: ")[2].partition(".")[0]


@pytest.mark.django_db
def test_the_only_administrator_comes_in_again_by_a_slip(
    root: Unit, capsys: pytest.CaptureFixture[str]
) -> None:
    person = administrator("chief", root, is_active=False)
    assert person.user is not None
    Authenticator.objects.create(user=person.user, type="totp", data={})

    reset_administrator("", AT)

    user = User.objects.get(login="chief")
    assert user.is_active
    assert not user.has_usable_password()
    assert not Authenticator.objects.exists()
    said = capsys.readouterr().out
    use_slip(
        login="chief",
        code=code_in(said),
        password="another-long-word",
        actor=Reach.system("slip", TODAY),
        at=AT,
    )
    assert User.objects.get(login="chief").check_password("another-long-word")


@pytest.mark.django_db
def test_of_several_administrators_one_is_named(root: Unit) -> None:
    for login in ("chief", "second"):
        administrator(login, root)
    User.objects.create_user("teacher", PASSWORD)

    with pytest.raises(CannotStart, match="chief, second"):
        reset_administrator("", AT)
    with pytest.raises(CannotStart, match="Такого администратора нет"):
        reset_administrator("teacher", AT)
    reset_administrator("Second", AT)

    assert User.objects.get(login="chief").has_usable_password()
    assert not User.objects.get(login="second").has_usable_password()
