"""Requests a second over HTTP: by wrk where it is installed, else by a small client of our own."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
from multiprocessing import get_context
from multiprocessing.queues import Queue

CONNECTIONS, PROCESSES = 4, 2
WRK = shutil.which("wrk")


class Unexpected(RuntimeError):
    """The page did not answer 200."""


def rate(port: int, address: str, cookie: str, seconds: float) -> float:
    """Answers a second to a signed-in reader with a few connections kept open."""
    headers = {"Host": "localhost", "Cookie": cookie, "X-Forwarded-Proto": "https"}
    if WRK:
        return _wrk(f"http://127.0.0.1:{port}{address}", headers, seconds)
    return _own(port, address, headers, seconds)


def _wrk(url: str, headers: dict[str, str], seconds: float) -> float:
    given = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    command = [str(WRK), "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", *given, url]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in told:
        raise Unexpected(url)
    found = re.search(r"Requests/sec:\s*([\d.]+)", told)
    return float(found[1]) if found else 0.0


def _own(port: int, address: str, headers: dict[str, str], seconds: float) -> float:
    lines = [f"GET {address} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    asked = ("\r\n".join(lines) + "\r\n\r\n").encode()
    context = get_context("fork")
    answers: Queue[int] = context.Queue()
    clients = [
        context.Process(target=_client, args=(port, asked, seconds, answers))
        for _ in range(PROCESSES)
    ]
    for client in clients:
        client.start()
    counts = [answers.get(timeout=seconds + 30) for _ in clients]
    for client in clients:
        client.join()
    if min(counts) < 0:
        raise Unexpected(address)
    return sum(counts) / seconds


def _client(port: int, asked: bytes, seconds: float, answers: Queue[int]) -> None:
    """Keeps its connections busy in turn and counts; -1 says that an answer was not 200."""
    count = 0
    streams = [
        socket.create_connection(("127.0.0.1", port), timeout=30)
        for _ in range(CONNECTIONS // PROCESSES)
    ]
    for stream in streams:
        stream.sendall(asked)
    deadline = time.monotonic() + seconds
    try:
        while time.monotonic() < deadline:
            for stream in streams:
                if not _answer(stream):
                    count = -1
                    return
                count += 1
                stream.sendall(asked)
    finally:
        answers.put(count)
        for stream in streams:
            stream.close()


def _answer(stream: socket.socket) -> bool:
    got = b""
    while b"\r\n\r\n" not in got:
        got += stream.recv(65_536)
    head, _, body = got.partition(b"\r\n\r\n")
    found = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
    left = int(found[1]) - len(body) if found else 0
    while left > 0:
        left -= len(stream.recv(65_536))
    return head.startswith(b"HTTP/1.1 200")
