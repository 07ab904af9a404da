"""The archive as it is written: parts one by one straight to the disk, a page of contents last."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Any
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.template.loader import render_to_string

from marshrut.files.keeping import open_stored
from marshrut.files.models import StoredFile
from marshrut.web.whole.names import Taken, file_name, plain_name

INDEX = "index.html"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Part:
    """A line of the contents: a folder without an address, or a file with one."""

    title: str
    depth: int
    href: str = ""

    @property
    def steps(self) -> range:
        """How far from the edge it stands."""
        return range(self.depth)


@dataclass(slots=True)
class Archive:
    """A ZIP that grows; in memory are only the names of what is in it and the part in hand."""

    zip: ZipFile
    when: tuple[int, int, int, int, int, int] = FIRST_DAY
    taken: Taken = field(default_factory=Taken)
    parts: list[Part] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    where: tuple[str, ...] = ()

    @contextmanager
    def folder(self, title: str) -> Iterator[None]:
        """Everything written inside goes into this folder; an empty one is not there at all."""
        before, count = self.where, len(self.parts)
        name = self.taken.free(self.path, plain_name(title))
        self.where = (*before, name[len(self.path) :])
        self.parts.append(Part(title, len(before)))
        try:
            yield
        finally:
            self.where = before
            if len(self.parts) == count + 1:
                self.parts.pop()

    @property
    def path(self) -> str:
        return "".join(f"{name}/" for name in self.where)

    def add(self, name: str, content: bytes) -> None:
        """A file of ours, with its title as its name."""
        path = self._place(name)
        self.zip.writestr(self._info(path, ZIP_DEFLATED), content)

    def page(self, name: str, template: str, shown: dict[str, Any]) -> None:
        """A page that any browser opens: no scripts, no styles, nothing from elsewhere."""
        self.add(f"{name}.html", render_to_string(template, shown).encode())

    def keep(self, file: StoredFile | None, title: str = "") -> None:
        """A file as it was uploaded, copied piece by piece; a lost one is told of."""
        if file is None:
            return
        try:
            source = open_stored(file)
        except FileNotFoundError:
            self.lost.append(f"{self.path}{file.name}")
            return
        path = self._place(f"{title} — {file.name}" if title else file.name)
        with source, self._writing(path) as target:
            shutil.copyfileobj(source, target)

    def close(self, shown: dict[str, Any]) -> None:
        """The page of contents, when all is known."""
        content = render_to_string("whole/index.html", shown | {"parts": self.parts})
        self.zip.writestr(self._info(INDEX, ZIP_DEFLATED), content.encode())

    def _place(self, name: str) -> str:
        path = self.taken.free(self.path, file_name(name))
        self.parts.append(Part(name, len(self.where), quote(path)))
        return path

    def _writing(self, path: str) -> IO[bytes]:
        return self.zip.open(self._info(path, ZIP_STORED), "w", force_zip64=True)

    def _info(self, path: str, packing: int) -> ZipInfo:
        info = ZipInfo(path, self.when)
        info.compress_type = packing
        return info
