"""Background work that needs the words of pages: writing full exports, throwing old ones away."""

from __future__ import annotations

from django.utils import timezone

from marshrut.extracts.keeping import archive_path, unfinished
from marshrut.extracts.operations import finish_whole_export, throw_old_exports
from marshrut.extracts.queries import JOB, to_write
from marshrut.notices.work import Task, handles
from marshrut.oversight.reaching import reach_of
from marshrut.people.reach import Reach
from marshrut.privacy.looking import write_looks


@handles(JOB)
def write_whole_export(task: Task) -> bool:
    """Write the archive as its owner may read it today; False when it is not wanted any more."""
    # Pages are loaded when there is something to write, not with every command.
    from marshrut.web.whole.writing import write_export  # noqa: PLC0415

    row = to_write(task.payload["export"])
    if row is None:
        return False
    actor = _actor(task)
    owner = reach_of(row.person.user_id or 0, actor.on)
    with unfinished(row.pk) as file:
        people = write_export(file, row, owner, at=task.at, progress=task.progress)
    write_looks(reader=row.person_id, people=people, day=actor.on)
    size = archive_path(row.pk).stat().st_size
    return finish_whole_export(export=row.pk, size=size, actor=actor, at=task.at)


@handles("throw_exports", daily=True)
def throw_exports(task: Task) -> int:
    """Nothing of a whole territory is left lying about."""
    return throw_old_exports(actor=_actor(task), at=task.at)


def _actor(task: Task) -> Reach:
    return Reach.system("full exports", timezone.localdate(task.at))
