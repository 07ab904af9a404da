"""Writing the whole archive of one export: straight to the disk, with progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO
from zipfile import ZipFile

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from marshrut.extracts.models import WholeExport
from marshrut.organisations.access import units
from marshrut.organisations.models import Unit
from marshrut.people.reach import Reach
from marshrut.web.whole import contents
from marshrut.web.whole.archive import Archive
from marshrut.web.whole.asking import office_reach
from marshrut.web.whole.people import people_of, person_folder

Progress = Callable[[int, int], None]
ABOVE = (
    contents.territory_lists,
    contents.regulation_texts,
    contents.programme_lists,
    contents.community_lists,
    contents.group_lists,
    contents.diagnosis_lists,
)


def write_export(
    file: IO[bytes], row: WholeExport, owner: Reach, *, at: datetime, progress: Progress
) -> frozenset[int]:
    """Write everything; return the people whose cards are in it.

    The archive is in Russian whoever reads the pages in which language.
    """
    with translation.override("ru"), ZipFile(file, "w") as packed:
        when = timezone.localtime(at).timetuple()[:6]
        archive = Archive(packed, when=(max(when[0], 1980), *when[1:]))
        return _written(archive, row, owner, at, progress)


def _written(
    archive: Archive, row: WholeExport, owner: Reach, at: datetime, progress: Progress
) -> frozenset[int]:
    branch = list(units(owner).filter(path__startswith=row.unit.path).order_by("name"))
    keys = [unit.pk for unit in branch]
    source = contents.Source(row.person.user, office_reach(owner, row.unit, keys), at)
    steps = len(ABOVE) + len(branch)
    for number, write in enumerate(ABOVE, 1):
        write(archive, source)
        progress(number, steps)
    below = Below(archive, source, owner, lambda done: progress(len(ABOVE) + done, steps))
    if row.unit in branch:
        below.write(row.unit, branch)
    title = _("Full export: %(unit)s") % {"unit": row.unit.name}
    archive.close({"title": title, "at": at, "lost": archive.lost})
    return frozenset(below.seen)


@dataclass(slots=True)
class Below:
    """The tree of units as folders in folders; each is read by an office over it alone."""

    archive: Archive
    source: contents.Source
    owner: Reach
    told: Callable[[int], None]
    done: int = 0
    seen: set[int] = field(default_factory=set)

    def write(self, unit: Unit, branch: Sequence[Unit]) -> None:
        """The unit, then everything under it; a body without staff is a folder only."""
        with self.archive.folder(unit.short_name):
            if unit.kind in Unit.EMPLOYERS:
                self._organisation(unit)
            self.done += 1
            self.told(self.done)
            for child in branch:
                if child.parent_id == unit.pk:
                    self.write(child, branch)

    def _organisation(self, unit: Unit) -> None:
        reach = office_reach(self.owner, unit, [unit.pk])
        source = contents.Source(self.source.user, reach, self.source.at)
        contents.organisation_lists(self.archive, source)
        with self.archive.folder(_("Teachers")):
            for person in people_of(unit, reach):
                person_folder(self.archive, person, unit, reach)
                self.seen.add(person.pk)
