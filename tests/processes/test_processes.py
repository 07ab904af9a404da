"""Promises that only real processes can keep: nothing lost, nothing half, no lock errors."""

import http.client
import json
import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.processes.installation import Installation, installation

pytestmark = pytest.mark.slow
WRITERS = 8
EACH = 25


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Installation]:
    with installation(tmp_path) as made:
        made.run("facts", "begin")
        yield made


def facts(real: Installation) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(real.run("facts", "tell"))
    return told


def test_every_answered_deed_survives_a_kill(real: Installation) -> None:
    answered: list[str] = []
    for round_ in range(3):
        writer = real.script("writer", f"round{round_}", "0")
        assert writer.stdout is not None
        answered += [writer.stdout.readline().strip() for _ in range(20)]
        os.kill(writer.pid, signal.SIGKILL)
        rest, _ = writer.communicate()
        answered += rest.split()

    kept = facts(real)

    assert set(answered) <= set(kept["journal"])
    # The last deed may have been written and not yet answered; then all of it is there.
    assert kept["journal"] == kept["notices"]
    assert kept["version"] == len(kept["journal"]) + 1
    assert kept["jobs"] == [kept["name"]] == [kept["journal"][-1]]


def test_eight_writers_lose_nothing_and_are_never_locked_out(real: Installation) -> None:
    writers = [real.script("writer", f"w{number}", str(EACH)) for number in range(WRITERS)]
    ends = [(writer.communicate(timeout=240)[1], writer.returncode) for writer in writers]

    assert [code for _, code in ends] == [0] * WRITERS, "\n".join(errors for errors, _ in ends)
    kept = facts(real)
    assert kept["version"] == WRITERS * EACH + 1
    assert sorted(kept["journal"]) == sorted(
        f"w{number}-{turn}" for number in range(WRITERS) for turn in range(1, EACH + 1)
    )
    assert sorted(kept["notices"]) == sorted(kept["journal"])
    assert len(kept["jobs"]) == 1


def test_server_and_worker_start_and_stop_as_one(real: Installation) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    served = real.start("serve", "--port", str(port))
    assert served.stdout is not None
    try:
        assert f"http://localhost:{port}/" in _line_with("http", served.stdout)
        children = _children(served.pid)
        assert len(children) == 2
        assert _status(port) < 500
    finally:
        served.send_signal(signal.SIGTERM)
        served.communicate(timeout=60)

    assert served.returncode == 0
    assert not any(Path(f"/proc/{child}").exists() for child in children)


def test_children_end_with_a_killed_parent(real: Installation) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    served = real.start("serve", "--port", str(port))
    assert served.stdout is not None
    _line_with("http", served.stdout)
    children = _children(served.pid)

    served.kill()
    served.communicate(timeout=60)

    deadline = time.monotonic() + 40
    while any(_alive(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not any(_alive(child) for child in children)


def _line_with(sign: str, lines: Iterator[str]) -> str:
    return next(line for line in lines if sign in line)


def _status(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", "/", headers={"Host": "localhost"})
        return connection.getresponse().status
    finally:
        connection.close()


def _children(parent: int) -> list[int]:
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    return [int(child) for child in listed.split()]


def _alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
