"""Naberezhny: from what schools apply for and teachers need to groups by orders, and who still waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from marshrut.groups import operations
from marshrut.groups.models import Application, Group, GroupMember, Topic, TopicDemand
from marshrut.groups.operations.sessions import Told
from marshrut.groups.queries import waiting
from marshrut.management.demonstration import naberezhny_forming
from marshrut.management.demonstration.settling import sign
from marshrut.management.demonstration.stage import Stage, content
from marshrut.orders.models import Order
from marshrut.people.models import Person
from marshrut.programmes.operations import waive_many
from marshrut.programmes.operations.waivers import Waivable
from marshrut.regulations.guards import Refused
from marshrut.routes import operations as routes

COORDINATOR, NAME, FILE = "rostovtseva", "naberezhny", "naberezhny_groups"


def play(stage: Stage) -> None:
    told = content(FILE)
    topics = {name: _topic(stage, one) for name, one in told["topics"].items()}
    for topic, unit, head, (first, count), why, day in told["applications"]:
        people = [_teacher(stage, unit, first + number) for number in range(count)]
        applied = _apply(stage, topics[topic], unit, head, people, why, stage.day(*day))
        operations.accept_application(
            application=applied.pk,
            row_version=None,
            **_by(stage, min(stage.after(stage.day(*day), 2), stage.today)),
        )
    for one in told["others"]:
        _answer(stage, topics[one[0]], one)
    for topic, unit, place, basis, why, day in told["needs"]:
        _need(stage, topics[topic], unit, _teacher(stage, unit, place), basis, why, stage.day(*day))
    orders: dict[str, Order] = {}
    for one in told["groups"]:
        _form(stage, topics[one["topic"]], one, orders)
    naberezhny_forming.play(stage, topics)
    late = told["proposal"]
    _propose(stage, topics[late["topic"]], late["tutor"], stage.day(*late["day"]))


def _by(stage: Stage, day: date) -> dict[str, Any]:
    return stage.by(COORDINATOR, day)


def _teacher(stage: Stage, unit: str, place: int) -> Person:
    """Somebody of the staff list, by the place in it."""
    return stage.people[f"{unit}_{place}"]


def _topic(stage: Stage, told: Mapping[str, Any]) -> Topic:
    row = operations.add_topic(
        programme=stage.programmes[NAME],
        unit=stage.units[NAME],
        title=told["title"],
        about=told["about"],
        source=told["source"],
        competences=told.get("competences", ()),
        **_by(stage, stage.day(*told["added"])),
    )
    if "offered" in told:
        day = stage.day(*told["offered"])
        operations.offer_topic(topic=row.pk, row_version=None, **_by(stage, day))
    if "closed" in told:
        day = stage.day(*told["closed"])
        operations.close_topic(topic=row.pk, row_version=None, **_by(stage, day))
    return row


def _apply(
    stage: Stage, topic: Topic, unit: str, head: str, people: list[Person], why: str, day: date
) -> Application:
    """The head applies in the name of the school."""
    return operations.apply_for_topic(
        programme=stage.programmes[NAME],
        unit=stage.units[unit],
        topic=topic,
        people=people,
        why=why,
        **stage.by(head, day),
    )


def _answer(stage: Stage, topic: Topic, told: Any) -> None:
    """An application that was refused, taken back, or still waits for its answer."""
    _, unit, head, (first, count), why, on, came, answer = told
    day = stage.day(*on)
    people = [_teacher(stage, unit, first + number) for number in range(count)]
    row = _apply(stage, topic, unit, head, people, why, day)
    later = stage.after(day, 2)
    known: dict[str, Any] = {"application": row.pk, "row_version": None}
    if came == "refused":
        operations.refuse_application(**known, answer=answer, **_by(stage, later))
    elif came == "withdrawn":
        operations.withdraw_application(**known, **stage.by(head, later))


def _need(
    stage: Stage, topic: Topic, unit: str, person: Person, basis: str, why: str, day: date
) -> None:
    operations.need_topic(
        topic=topic.pk,
        person=person,
        unit=stage.units[unit].pk,
        basis=basis,
        why=why,
        **stage.sys(day),
    )


def _propose(stage: Stage, topic: Topic, tutor: str, day: date) -> Group:
    """Everybody who had asked by that day."""
    free = waiting(TopicDemand.objects.filter(topic=topic, asked_on__lte=day))
    return operations.propose_group(
        topic=topic.pk,
        appointment=stage.tutors[f"{NAME} {tutor}"],
        demands=list(free),
        **_by(stage, day),
    )


def _form(stage: Stage, topic: Topic, told: Mapping[str, Any], orders: dict[str, Order]) -> None:
    number, day = told["order"][0], stage.day(*told["order"][1])
    group = _propose(stage, topic, told["tutor"], stage.after(day, -3))
    if "waiver" in told:
        _waive(stage, group, told["waiver"], stage.after(day, -1))
    if number not in orders:
        orders[number] = sign(
            stage,
            "city_office",
            "krutikov",
            day,
            subject="other",
            title="О формировании групп тьюторского сопровождения",
            number=number,
        )
    operations.approve_groups(
        groups=[group], order=orders[number], until=stage.programmes[NAME].until, **_by(stage, day)
    )
    operations.write_plan(
        group=group.pk,
        row_version=None,
        plan=told["plan"],
        **stage.by(told["tutor"], stage.after(day, 2)),
    )
    for line in told.get("sessions", ()):
        _session(stage, group, told["tutor"], stage.after(day, 2), line)
    if told.get("study"):
        for member in group.members.select_related("enrolment", "person").order_by("pk"):
            _study(stage, member, told["tutor"], stage.after(day, 4))
    if "outside" in told:
        _link(stage, group, told["outside"], stage.after(day, 7))
    if "left" in told:
        _leave(stage, group, told["left"])
    if "closed" in told:
        _close(stage, group, told["closed"])


def _session(stage: Stage, group: Group, tutor: str, day: date, line: Mapping[str, Any]) -> None:
    """A line of the route sheet; one that was held beside it is entered on its day."""
    on = stage.day(*line["day"])
    kept = ("topic", "audience", "pupils", "form", "place", "expected")
    told = Told(on=on, **{name: line[name] for name in kept if name in line})
    if "extra" in line:
        count, result = line["extra"]
        operations.hold_extra_session(
            group=group.pk,
            row_version=None,
            told=told,
            count=count,
            result=result,
            **stage.by(tutor, on),
        )
        return
    row = operations.plan_session(
        group=group.pk, row_version=None, told=told, **stage.by(tutor, day)
    )
    given: dict[str, Any] = {"session": row.pk, "row_version": None}
    if "held" in line:
        count, result = line["held"]
        operations.hold_session(
            **given, held_on=on, count=count, result=result, **stage.by(tutor, on)
        )
    if "dropped" in line:
        when, reason = line["dropped"]
        operations.drop_session(**given, reason=reason, **stage.by(tutor, stage.day(*when)))


def _link(stage: Stage, group: Group, told: Mapping[str, str], day: date) -> None:
    """A tutor of the institute sees the work of the whole group."""
    operations.link_to_group(
        group=group.pk,
        row_version=None,
        person=stage.people[told["tutor"]],
        works_at=stage.units["institute"].short_name,
        ground=told["ground"],
        until=stage.programmes[NAME].until,
        **_by(stage, day),
    )


def _waive(stage: Stage, group: Group, reason: str, day: date) -> None:
    thing = Waivable(
        clause="4.3",
        code="size",
        kind="group",
        key=group.pk,
        label=f"{group.number}. {group.topic.title}",
        unit=group.unit_id,
    )
    waive_many(programme=stage.programmes[NAME], things=[thing], reason=reason, **_by(stage, day))


def _study(stage: Stage, member: GroupMember, tutor: str, day: date) -> None:
    """A study plan of one's own: drawn up with the tutor, agreed two days later.

    Clause 1.3 does not let in who has not gone through the self-diagnosis: that plan waits.
    """
    if member.enrolment is None:
        return
    try:
        route = routes.draft_route(enrolment=member.enrolment.pk, **stage.by(tutor, day))
    except Refused:
        return
    courses = f"{member.group.topic.title}: занятия группы и один курс по выбору"
    routes.write_parts(
        route=route.pk,
        row_version=None,
        form="study_plan",
        parts={"courses": courses, "hours": "36", "terms": "до конца мая"},
        **stage.by(tutor, day),
    )
    routes.propose(route=route.pk, row_version=None, **stage.by(tutor, day))
    agreed = stage.after(day, 2)
    routes.acknowledge_route(route=route.pk, row_version=None, **stage.sys(agreed))


def _leave(stage: Stage, group: Group, told: Any) -> None:
    unit, place, reason, day = told
    member = group.members.get(person=_teacher(stage, unit, place))
    left = stage.day(*day)
    operations.leave_group(
        member=member.pk, row_version=None, on=left, reason=reason, **_by(stage, left)
    )


def _close(stage: Stage, group: Group, told: Any) -> None:
    """Before its term: what the group came for is done."""
    day, reason = told
    until = stage.day(*day)
    operations.close_group(
        group=group.pk, row_version=None, until=until, reason=reason, **_by(stage, until)
    )
