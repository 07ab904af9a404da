"""The board of one topic: proposals side by side, who waits, and what stands against each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.formation.checking import Objection, check
from marshrut.formation.proposals import Group as Arranged
from marshrut.formation.proposals import Member
from marshrut.groups import access
from marshrut.groups.demand import Leaders, demand_of, who_may_be_moved
from marshrut.groups.matching import known_leaders
from marshrut.groups.models import Group, Topic, TopicDemand
from marshrut.groups.queries import places
from marshrut.groups.wanted import Wanted
from marshrut.people.models import Person
from marshrut.people.reach import Reach
from marshrut.programmes.models import Programme
from marshrut.web.groups.fields import those_who_wait
from marshrut.web.groups.forming_forms import ArrangeForm
from marshrut.web.groups.reasons import against, told
from marshrut.web.groups.words import room
from marshrut.web.names import short
from marshrut.web.programme_words import speaking_of
from marshrut.web.request import Request

# Of how large groups are the limits of the regulation speak, beside the number itself.
SIZES = frozenset({"too_few", "too_many"})
NOBODY = 0
# Of a tutor who has said nothing, no number of groups is too many.
ANY = 10_000


def board(request: Request, topic: Topic, form: ArrangeForm) -> dict[str, Any]:
    """Columns of proposals with their people, those who wait last."""
    rules = speaking_of(request, topic.programme).rules
    rows = proposals(topic, request.reach)
    remarks = objections(topic.programme, request.reach)
    columns = []
    for row in rows:
        people = list(places(row, request.reach.on))
        columns.append(
            {
                "row": row,
                "room": room(rules, len(people)),
                "people": [_card(one.demand, one.person, one.unit, one.reasons) for one in people],
                "remarks": remarks.get(row.pk, []),
            }
        )
    waiting = those_who_wait(topic.pk, request)
    return {
        "title": topic.title,
        "topic": topic,
        "form": form,
        "columns": columns,
        "waiting": [_card(one, one.person, one.unit, one.waits) for one in waiting],
        "crumbs": [
            {"href": reverse("topics"), "title": _("Topics")},
            {"href": reverse("topic", args=[topic.pk]), "title": topic.title},
        ],
    }


def _card(demand: TopicDemand, person: Person, unit: Any, reasons: Any) -> dict[str, Any]:
    # On a board everybody may be placed by hand: that alone is no news.
    why = told([one for one in reasons if one["code"] != "by_hand"])
    return {"demand": demand, "person": person, "unit": unit, "why": why}


def proposals(topic: Topic, reach: Reach) -> list[Group]:
    """Proposals on the topic, by number."""
    rows = access.groups(reach).filter(topic=topic, since=None)
    return list(rows.select_related("appointment__person", "appointment__unit").order_by("number"))


def objections(programme: Programme, reach: Reach) -> Mapping[int, list[str]]:
    """By proposal, what stands against it, as the solver would object; sizes are said apart."""
    rows = access.groups(reach).filter(programme=programme, since=None)
    groups = list(rows.select_related("appointment__person").prefetch_related("members__person"))
    waits = who_may_be_moved(programme)
    leaders = _leaders(programme, groups, reach)
    demand = demand_of(programme, waits, leaders, Wanted(most_groups=ANY), reach.on)
    names = {one.person_id: short(one.person) for row in groups for one in row.members.all()}
    names |= {row.appointment.person_id: short(row.appointment.person) for row in _led(groups)}
    found: dict[int, list[str]] = defaultdict(list)
    for one in check([_arranged(row) for row in groups], demand):
        if one.code not in SIZES and (said := _said(one, names)):
            found[groups[one.group].pk].append(said)
    for row in groups:
        if row.appointment is None:
            found[row.pk].append(_("no tutor is chosen yet"))
    return found


def _led(groups: Sequence[Group]) -> Iterator[Any]:
    return (row for row in groups if row.appointment is not None)


def _leaders(programme: Programme, groups: Sequence[Group], reach: Reach) -> Leaders:
    """Who is kept to lead a topic; where nobody is, whoever is chosen may."""
    kept = known_leaders(programme, reach.on)
    found = {topic: list(rows) for topic, rows in kept.items()}
    for row in _led(groups):
        # Somebody chosen against what is kept is known to the check, and leads nothing here.
        topic = NOBODY if row.topic_id in kept else row.topic_id
        found.setdefault(topic, []).append(row.appointment)
    return found


def _arranged(row: Group) -> Arranged:
    tutor = row.appointment.person_id if row.appointment else NOBODY
    members = tuple(Member(key=one.person_id) for one in row.members.all())
    return Arranged(topic=row.topic_id, tutor=tutor, members=members)


def _said(one: Objection, names: Mapping[int, str]) -> str:
    who = ", ".join(names[key] for key in one.people if key in names)
    return against(one.code, who=who, found=one.found, wanted=one.wanted)
