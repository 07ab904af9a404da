"""Copies, returns and moves by the commands themselves, beside a writer that goes on."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.processes.installation import Installation, installation
from tests.upkeep.beside import SERVER, address

pytestmark = pytest.mark.slow


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Installation]:
    with installation(tmp_path / "first") as made:
        made.run("facts", "begin")
        yield made


def facts(of: Installation) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(of.run("facts", "tell"))
    return told


def console(of: Installation, *command: str) -> tuple[int, str]:
    """Run a command to its end; the code and everything it said."""
    process = of.start(*command)
    output, errors = process.communicate(timeout=240)
    return process.returncode, output + errors


def test_a_copy_made_beside_a_writer_returns_whole_and_moves_on(
    real: Installation, tmp_path: Path
) -> None:
    copy, writer = str(tmp_path / "copy.zip"), real.script("writer", "busy", "0")
    assert writer.stdout is not None
    before = [writer.stdout.readline().strip() for _ in range(20)]
    code, said = console(real, "backup", copy)
    during = writer.poll()
    writer.kill()
    writer.communicate()
    assert (code, during) == (0, None), said

    second = Installation(tmp_path / "second", "")
    assert "The copy is whole." in console(second, "restore", "--check", copy)[1]
    code, said = console(second, "restore", copy)
    assert code == 0, said

    kept = facts(second)
    assert set(before) <= set(kept["journal"]) < set(facts(real)["journal"])
    assert kept["journal"] == kept["notices"]
    assert kept["version"] == len(kept["journal"]) + 1
    assert (second.folder / "secret-key").read_text() == (real.folder / "secret-key").read_text()

    code, said = console(second, "restore", copy)
    assert code == 1
    assert "Only an empty installation" in said
    assert "Traceback" not in said
    code, said = console(second, "doctor")
    assert code == 1
    assert "There is no copy yet" in said
    if SERVER:
        with address() as other:
            code, said = console(second, "transfer", other)
            assert code == 0, said
            assert facts(Installation(second.folder, other)) == kept
            assert console(second, "transfer", other)[0] == 1
