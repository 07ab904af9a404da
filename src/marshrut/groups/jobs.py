"""In the background: unanswered applications every day, and forming of groups when asked."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from marshrut.groups.demand import demand_of, leaders_asked, who_waits
from marshrut.groups.models import Formation
from marshrut.groups.operations import escalate_application, fail_to_form, keep_proposals
from marshrut.groups.queries import FORM
from marshrut.groups.waiting import overdue_applications
from marshrut.groups.wanted import Wanted
from marshrut.journal.deeds import Wrong
from marshrut.notices.work import Task, handles
from marshrut.people.reach import Reach


@handles("escalate_applications", daily=True)
def escalate_overdue(task: Task) -> int:
    """Each in a deed of its own: a second run finds nothing left."""
    on = date.fromisoformat(task.payload["day"])
    actor = Reach.system("overdue applications", on)
    keys = list(overdue_applications(on).values_list("pk", flat=True))
    for number, key in enumerate(keys, 1):
        escalate_application(application=key, actor=actor, at=task.at)
        task.progress(number, len(keys))
    return len(keys)


@handles(FORM)
def form_groups(task: Task) -> int:
    """Look for groups outside of any transaction, then keep them in one."""
    row = Formation.objects.select_related("programme__unit").get(pk=task.payload["formation"])
    if row.status != "forming":
        return 0
    actor = Reach.system("groups asked for", timezone.localdate(task.at))
    # The solver and its arrays are loaded only where groups are formed.
    from marshrut.formation.proposing import propose  # noqa: PLC0415

    try:
        leaders = leaders_asked(row, actor.on)
        waits = who_waits(row.programme, leaders)
        wanted = Wanted.read(row.asked["wanted"])
        demand = demand_of(row.programme, waits, leaders, wanted, actor.on)
        task.progress(1, 4)
        found = propose(demand)
        task.progress(3, 4)
        return keep_proposals(formation=row.pk, found=found, actor=actor, at=task.at).groups_made
    except Wrong as wrong:
        fail_to_form(formation=row.pk, code=wrong.code, actor=actor, at=task.at)
        return 0
