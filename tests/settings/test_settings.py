"""Settings: the database's address, the secret key, what deployment asks for."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from marshrut.settings.database import WrongDatabaseAddress, postgresql
from marshrut.settings.secret import secret_key


def test_the_address_of_a_database_is_read_whole() -> None:
    read = postgresql("postgresql://us%40er:p%2Fw@db.example:5433/marsh?sslmode=require")

    assert (read["NAME"], read["USER"], read["PASSWORD"]) == ("marsh", "us@er", "p/w")
    assert (read["HOST"], read["PORT"], read["OPTIONS"]) == (
        "db.example",
        "5433",
        {"sslmode": "require"},
    )


def test_the_shortest_address_will_do() -> None:
    read = postgresql("postgres:///marsh")

    assert (read["NAME"], read["USER"], read["HOST"], read["PORT"]) == ("marsh", "", "", "")


@pytest.mark.parametrize("address", ["mysql://host/name", "postgresql://host/", ""])
def test_another_address_is_refused(address: str) -> None:
    with pytest.raises(WrongDatabaseAddress):
        postgresql(address)


def test_the_secret_key_is_made_once_and_kept_to_its_owner(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with ThreadPoolExecutor(4) as starts:
        keys = set(starts.map(lambda _: secret_key(folder), range(8)))

    assert len(keys) == 1
    assert len(keys.pop()) > 50
    assert (folder / "secret-key").stat().st_mode & 0o077 == 0
    assert [path.name for path in folder.iterdir()] == ["secret-key"]


def test_deployment_checks_are_clean(tmp_path: Path) -> None:
    (tmp_path / "build" / "assets").mkdir(parents=True)
    environment = os.environ | {
        "DATABASE_URL": "postgresql://nobody@localhost/none",
        "MARSHRUT_DATA": str(tmp_path),
        "MARSHRUT_HOSTS": "marshrut.example",
        "MARSHRUT_DEMONSTRATION": "0",
        "DJANGO_SETTINGS_MODULE": "marshrut.settings.production",
    }
    # A browser that is open in these tests needs it; no installation has it.
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    checked = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stderr
