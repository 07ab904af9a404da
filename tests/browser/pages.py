"""Which pages there are to look at: found by following links, one of each name for a reader."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from html import unescape
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from marshrut.users.models import User

LINK = re.compile(r'<a\b[^>]*\bhref="([^"]+)"')
# Answers that are no pages: files, and what leads elsewhere.
NO_PAGES = frozenset({"regulation_file", "evidence_file", "note_file", "product_file"})
# Looks different for each reader, so it is looked at with the eyes of each.
FOR_EACH = frozenset({"home", "regulations", "programme", "route", "visit", "tutor", "tutee"})


def found_by(login: str) -> dict[str, str]:
    """One address of every named page that a reader can get to by links; a guest has no login.

    A link that leads nowhere is a mistake of the page on which it stands.
    """
    client = Client(headers={"host": "localhost"})
    if login:
        client.force_login(User.objects.get(login=login))
    first = "/" if login else "/public/"
    found: dict[str, str] = {}
    dead: list[str] = []
    waiting = deque([(first, "")])
    while waiting:
        address, before = waiting.popleft()
        name = name_of(address)
        if not name or name in found or name in NO_PAGES:
            continue
        answer = client.get(address)
        if answer.status_code in {301, 302}:
            waiting.append((str(answer["Location"]), before))
            found.setdefault(name, "")
            continue
        if answer.status_code != HTTPStatus.OK:
            dead.append(f"{before} leads to {address}: {answer.status_code}")
            continue
        if not str(answer["Content-Type"]).startswith("text/html"):
            continue  # a file
        found[name] = address
        waiting.extend((link, address) for link in _links(answer.content.decode(), address))
    assert not dead, dead
    return {name: address for name, address in found.items() if address}


def _links(html: str, address: str) -> Iterator[str]:
    for href in LINK.findall(html):
        target = urlsplit(urljoin(f"http://localhost{address}", unescape(href)))
        if target.netloc == "localhost" and target.path:
            yield target.path + (f"?{target.query}" if target.query else "")


def name_of(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).url_name or ""
    except Resolver404:
        return ""
