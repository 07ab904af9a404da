"""Promises of deeds that only real processes can keep: nothing lost, half or done twice."""

import json
import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from tests.processes.installation import Installation, Process, installation

pytestmark = pytest.mark.slow

WRITERS = 8
DEEDS = 1000
KILLS = 5
SECONDS_FOR_JOBS = 60
PROGRAM = "tests.slow.program"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One installation with a small world for all, standing on the demonstration's day."""
    with installation(tmp_path_factory.mktemp("installation")) as made:
        made.environment["MARSHRUT_DEMONSTRATION"] = "1"
        run(made, "begin")
        yield made


def start(real: Installation, *arguments: str) -> Process:
    return real._start("-m", PROGRAM, *arguments)


def run(real: Installation, *arguments: str) -> str:
    process = start(real, *arguments)
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return output


def facts(real: Installation) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(run(real, "tell"))
    return told


def kill(process: Process) -> list[str]:
    """End it as a power cut would; return what it had still told."""
    os.kill(process.pid, signal.SIGKILL)
    rest, _ = process.communicate(timeout=60)
    return rest.splitlines()


def read(process: Process, lines: int) -> list[str]:
    assert process.stdout is not None
    found = [line.strip() for _, line in zip(range(lines), process.stdout, strict=False)]
    if len(found) < lines:
        pytest.fail(process.communicate(timeout=60)[1])
    return found


def test_answered_deeds_survive_kills_of_writer_and_worker(real: Installation) -> None:
    answered: list[str] = []
    for number in range(KILLS):
        writer, worker = start(real, "write", f"round{number}", "0"), start(real, "work")
        answered += read(writer, DEEDS // KILLS)
        kill(worker)
        answered += kill(writer)

    kept = facts(real)
    assert len(answered) >= DEEDS
    assert set(answered) <= set(kept["keys"])
    assert kept["halves"] == []

    worker = start(real, "work")
    kept = until_no_job_is_open(real, worker)
    assert kept["failed_jobs"] == []
    assert kept["halves"] == []
    # The effect of every job came once, though some jobs were begun twice.
    later = {text: n for text, n in kept["recommendations"].items() if text.startswith("later ")}
    assert len(later) == kept["verbs"]["ask_with_work"]
    assert set(later.values()) == {1}


def test_a_deed_killed_after_any_statement_leaves_nothing(real: Installation) -> None:
    run(real, "write", "dead4", "1")
    before = facts(real)

    statements = [int(line) for line in run(real, "die").split()]

    kept = facts(real)
    assert kept["halves"] == []
    # Each kind was killed at many places, then came through once.
    assert min(statements) >= 5
    assert len(kept["keys"]) == len(before["keys"]) + len(statements)
    assert sum(kept["verbs"].values()) == sum(before["verbs"].values()) + len(statements) + 1


def test_eight_writers_write_everything_once(real: Installation) -> None:
    each = 20
    writers = [start(real, "write", f"w{number}", str(each)) for number in range(WRITERS)]
    ends = [(writer.communicate(timeout=200)[1], writer.returncode) for writer in writers]

    assert [code for _, code in ends] == [0] * WRITERS, "\n".join(errors for errors, _ in ends)
    kept = facts(real)
    assert {f"w{n}-{turn}" for n in range(WRITERS) for turn in range(1, each + 1)} == {
        key for key in kept["keys"] if key.startswith("w")
    }
    assert kept["halves"] == []


RACES = ("double", "answer_one", "enrol", "open_case", "appoint", "write_together")


def test_eight_at_once_leave_one_winner(real: Installation) -> None:
    run(real, "newcomer")
    runners = [start(real, "race", *RACES) for _ in range(WRITERS)]
    ends: dict[str, Counter[str]] = {}
    for name in RACES:
        assert [read(runner, 1) for runner in runners] == [["ready"]] * WRITERS
        (real.folder / f"go-{name}").touch()
        ends[name] = Counter(read(runner, 1)[0] for runner in runners)
    for runner in runners:
        runner.communicate(timeout=60)

    one, others = 1, WRITERS - 1
    assert ends["double"] == {"done": one, "already": others}
    assert ends["answer_one"] == {"done": one, "stale": others}
    assert ends["enrol"] == {"done": one, "nothing": others}
    assert ends["open_case"]["done"] == one
    assert set(ends["open_case"]) <= {"done", "closed", "case_exists"}
    assert ends["appoint"] == {"done": one, "not_a_candidate": others}
    assert ends["write_together"] == {"done": WRITERS}

    kept = facts(real)
    raced = kept["contested"]
    assert kept["halves"] == []
    for name in ("double", "answers", "enrolled", "cases", "routes", "pairings", "appointments"):
        assert raced[name] == 1, name
    # Nobody's text was overwritten unseen: each change begins where the one before it ended.
    chain = raced["conditions_chain"]
    assert len(chain) == raced["conditions_version"] == WRITERS * 10
    assert [before for before, _ in chain[1:]] == [after for _, after in chain[:-1]]
    assert raced["conditions_text"] == chain[-1][1]


def test_daily_work_of_a_killed_worker_is_finished_by_another(real: Installation) -> None:
    late = 60
    run(real, "overdue", str(late))
    run(real, "enqueue", "40")
    for begun in (5, 15, 5):
        worker = start(real, "work")
        read(worker, begun)
        kill(worker)

    kept = until_no_job_is_open(real, start(real, "work"))

    assert kept["failed_jobs"] == []
    assert kept["halves"] == []
    assert (kept["escalated"], kept["verbs"]["escalate"]) == (late, late)
    assert (kept["expired"], kept["verbs"]["expire_visit"]) == (late, late)
    assert set(kept["told_of_escalation"]) == {1}
    later = [n for text, n in kept["recommendations"].items() if text.startswith("later turn")]
    assert later == [1] * 40
    # At least the job in hand was taken up again.
    assert max(kept["jobs"].values()) > 1


def until_no_job_is_open(real: Installation, worker: Process) -> dict[str, Any]:
    """Wait for the worker to finish everything, then stop it as its server would."""
    deadline = time.monotonic() + SECONDS_FOR_JOBS
    kept = facts(real)
    while kept["open_jobs"] and time.monotonic() < deadline:
        assert worker.poll() is None, worker.communicate()[1]
        time.sleep(1)
        kept = facts(real)
    worker.send_signal(signal.SIGTERM)
    worker.communicate(timeout=60)
    assert kept["open_jobs"] == 0
    return facts(real)
