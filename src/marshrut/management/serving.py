"""Server and worker as one: started together, stopped together."""

import argparse
import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from types import FrameType

from marshrut.management.words import CannotStart, say

WORKERS = 2
SECONDS_TO_START = 60
SECONDS_TO_STOP = 25
PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of Linux


def serve(arguments: list[str]) -> None:
    """Prepare the installation, then serve it until told to stop."""
    parser = argparse.ArgumentParser(prog="marshrut serve")
    parser.add_argument("--host", default=os.environ.get("MARSHRUT_HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    parser.add_argument("--workers", type=int, default=WORKERS)
    parser.add_argument(
        "--administrator",
        action="store_true",
        help="ask for the first administrator of an empty installation",
    )
    parser.add_argument(
        "--without-worker",
        action="store_true",
        help="where the worker is a service of its own",
    )
    options = parser.parse_args(arguments)
    _check_port(options.host, options.port)
    signal.signal(signal.SIGTERM, _stop)

    from marshrut.management.preparing import prepare  # noqa: PLC0415 - loads Django

    prepare()
    if options.administrator:
        from marshrut.management.administrator import (  # noqa: PLC0415 - its tables need setup
            ensure_administrator,
        )

        ensure_administrator()
    from django.db import connections  # noqa: PLC0415

    connections.close_all()
    _serve(options.host, options.port, options.workers, with_worker=not options.without_worker)


def _serve(host: str, port: int, workers: int, *, with_worker: bool) -> None:
    server = _start(_server_command(host, port, workers))
    worker = _start(_worker_command()) if with_worker else None
    try:
        _wait_until_it_answers(server, host, port)
        say("open", address=f"http://{_reachable(host, 'localhost')}:{port}/")
        while server.poll() is None:
            if worker is not None and worker.poll() is not None:
                # Pages must not die with the worker; its job is taken up again by its lease.
                worker = _start(_worker_command())
            time.sleep(1)
        code = "server_stopped"
        raise CannotStart(code, status=server.returncode)
    except (KeyboardInterrupt, SystemExit):
        say("stopping")
    finally:
        _end(server, *([worker] if worker else []))


def _server_command(host: str, port: int, workers: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "marshrut.wsgi:application"),
        *("--interface", "wsgi", "--no-ws", "--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", "1"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "6", "--log-level", "warning"),
    ]


def _worker_command() -> list[str]:
    return [sys.executable, "-m", "marshrut.management.main", "work"]


def _start(command: list[str]) -> "subprocess.Popen[bytes]":
    # The children belong to our process group, so Ctrl+C reaches them; if we are killed outright,
    # the system ends them.
    return subprocess.Popen(command, preexec_fn=_die_with_parent)  # noqa: S603, PLW1509


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH_SIGNAL, signal.SIGTERM)


def _end(*processes: "subprocess.Popen[bytes]") -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + SECONDS_TO_STOP
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _stop(number: int, frame: FrameType | None) -> None:
    del number, frame
    sys.exit(0)


def _check_port(host: str, port: int) -> None:
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            code = "port_busy"
            raise CannotStart(code, port=port, other=port + 1) from error


def _reachable(host: str, here: str) -> str:
    """Return the name by which this machine finds its own server."""
    everywhere = "0.0.0.0"  # noqa: S104 - compared, not bound
    return here if host in {everywhere, "127.0.0.1"} else host


def _wait_until_it_answers(server: "subprocess.Popen[bytes]", host: str, port: int) -> None:
    # The port is open before the pages are loaded, so a page is asked for, whatever it says.
    deadline = time.monotonic() + SECONDS_TO_START
    while server.poll() is None and time.monotonic() < deadline:
        connection = http.client.HTTPConnection(
            _reachable(host, "127.0.0.1"), port, timeout=SECONDS_TO_START
        )
        with closing(connection), suppress(OSError, http.client.HTTPException):
            connection.request("HEAD", "/", headers={"Host": "localhost"})
            connection.getresponse()
            return
        time.sleep(0.1)
