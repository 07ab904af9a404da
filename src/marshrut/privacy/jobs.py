"""Background work: gathering exports, keeping the terms every day. Each bears being run twice."""

from __future__ import annotations

from django.utils import timezone

from marshrut.notices.work import Task, handles
from marshrut.people.reach import Reach
from marshrut.privacy.keeping import to_propose
from marshrut.privacy.operations import gather_export, propose_erasure, throw_away
from marshrut.privacy.operations.exports import JOB


@handles(JOB)
def personal_export(task: Task) -> bool:
    """Put together what somebody asked to know about themselves."""
    return gather_export(export=task.payload["export"], actor=_actor(task), at=task.at) is not None


@handles("retention", daily=True)
def keep_terms(task: Task) -> dict[str, int]:
    """Throw away what needs no decision; of the rest the officers are asked."""
    actor = _actor(task)
    thrown = throw_away(actor=actor, at=task.at)
    people = to_propose(actor.on)
    for number, person in enumerate(people, 1):
        propose_erasure(person=person, actor=actor, at=task.at)
        task.progress(number, len(people))
    return thrown | {"proposed": len(people)}


def _actor(task: Task) -> Reach:
    return Reach.system("personal data", timezone.localdate(task.at))
