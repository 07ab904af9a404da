"""What the pages about forming show: who leads what, roads, how far a forming is."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.groups import access
from marshrut.groups.matching import known_leaders, measured_roads, rooms
from marshrut.groups.models import Apart, Formation, GroupTutor, Topic
from marshrut.groups.queries import topics_of, work_on
from marshrut.groups.wanted import Wanted
from marshrut.journal.deeds import Wrong
from marshrut.people.reach import Reach
from marshrut.programmes.models import Appointment, Programme
from marshrut.programmes.queries import units_of
from marshrut.web.errors import wrong_sentence
from marshrut.web.groups.fields import tutors_of
from marshrut.web.groups.forming_forms import WEIGHTS
from marshrut.web.request import Request


def tabs(programme: Programme, current: str) -> list[dict[str, Any]]:
    """What groups are formed by: three lists, and the forming itself."""
    names = {
        "groups_form": _("What is wanted"),
        "groups_leaders": _("Who leads what"),
        "groups_roads": _("Roads"),
        "groups_apart": _("Keep apart"),
    }
    return [
        {"title": title, "href": reverse(name, args=[programme.pk]), "current": name == current}
        for name, title in names.items()
    ]


def leaders(programme: Programme, request: Request) -> list[dict[str, Any]]:
    """Tutors of today with the topics they lead and the room they have."""
    rows = list(tutors_of(programme, request))
    led: dict[int, list[str]] = defaultdict(list)
    known = known_leaders(programme, request.reach.on)
    for topic in topics_of(programme):
        for row in known.get(topic.pk, ()):
            led[row.pk].append(topic.title)
    kept = rooms([row.pk for row in rows])
    now = access.groups(request.reach).filter(
        programme=programme, since__lte=request.reach.on, until__gt=request.reach.on
    )
    busy = Counter(now.values_list("appointment", flat=True))
    return [
        {"row": row, "topics": led[row.pk], "room": kept.get(row.pk), "busy": busy[row.pk]}
        for row in rows
    ]


def roads(programme: Programme, reach: Reach) -> list[dict[str, Any]]:
    """Organisations with how many of their roads are known; those where tutors work first."""
    units = list(units_of(programme).order_by("name"))
    known = measured_roads([unit.pk for unit in units])
    homes = set(
        access.tutors_to_lead(reach).filter(programme=programme).values_list("unit", flat=True)
    )
    lines = [
        {
            "unit": unit,
            "known": known[unit.pk],
            "of": len(units) - 1,
            "is_home": unit.pk in homes,
        }
        for unit in units
    ]
    return sorted(lines, key=lambda line: not line["is_home"])


def led_by(kept: GroupTutor | None) -> dict[str, Any]:
    """What the form about a tutor begins with."""
    if kept is None:
        return {}
    topics = list(kept.led.values_list("topic", flat=True))
    return {
        "topics": topics,
        "most_groups": kept.most_groups,
        "most_people": kept.most_people,
    }


def back_from(row: Appointment, reach: Reach) -> str:
    """A coordinator goes back to all tutors, a tutor to the groups."""
    if access.may_form(reach, row.programme.unit_id):
        return reverse("groups_leaders", args=[row.programme_id])
    return reverse("groups")


def roads_page(programme: Programme) -> str:
    return reverse("groups_roads", args=[programme.pk])


def pairs(programme: Programme, reach: Reach) -> list[Apart]:
    """Who is kept apart in the territory, the latest first."""
    rows = access.pairs_apart(reach).filter(unit=programme.unit_id, withdrawn_on=None)
    return list(rows.select_related("person", "other").order_by("-said_on", "-pk"))


def _topics_of(row: Formation, reach: Reach) -> list[Topic]:
    """Topics that groups were asked for, to look at their boards."""
    asked = [int(key) for key in row.asked.get("leaders", {})]
    return list(access.topics(reach).filter(pk__in=asked).order_by("title"))


def formation(row: Formation, reach: Reach) -> dict[str, Any]:
    """How far a forming is, or what it came to; and by what weights."""
    wanted = Wanted.read(row.asked["wanted"]) if row.asked else None
    work = work_on(row) if row.status == "forming" else None
    return {
        "title": _("Forming of groups"),
        "row": row,
        "work": work,
        "forms": access.programmes_to_form(reach).filter(pk=row.programme_id).exists(),
        "topics": _topics_of(row, reach),
        "stopped": row.failed or bool(work and work.failed_at),
        "reason": wrong_sentence(Wrong(row.failed)) if row.failed else "",
        "wanted": wanted,
        "weights": [(title, getattr(wanted.weights, name)) for name, title in WEIGHTS.items()]
        if wanted
        else [],
        "crumbs": [{"href": reverse("groups"), "title": _("Groups")}],
    }
