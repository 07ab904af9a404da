"""The community of Paromnensky: who came, who left, its plan, documents and duties."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from marshrut.communities import operations
from marshrut.communities.models import Community, CommunityDocument, Membership
from marshrut.communities.queries import members_of
from marshrut.management.demonstration.stage import Stage
from marshrut.requests import operations as requests

HEAD = "goncharenko"
COORDINATOR = "basova"


def play(stage: Stage, story: Mapping[str, Any]) -> None:
    row = _found(stage, "tutors", story["community"], stage.day(9, 2))
    for name, told in story["members"].items():
        day = stage.day(*told["day"])
        _accept(stage, _apply(stage, row, name, day, told["motive"]), stage.after(day, 1))
    _comings(stage, row, story)
    _meetings(stage, row, story)
    _documents(stage, row, story)
    _duties(stage, row, story)
    _questions(stage, row, story)
    _complaints(stage, row, story)
    _recognition(stage, row, story)
    _beside(stage, story)


def member(stage: Stage, row: Community, name: str) -> Membership:
    return Membership.objects.get(community=row, person=stage.people[name], refused_on=None)


def _found(stage: Stage, kind: str, told: Mapping[str, Any], day: date) -> Community:
    row = operations.found_community(
        programme=stage.programmes["paromnensky"],
        unit=stage.units["paromnensky"],
        kind=kind,
        name=told["name"],
        direction=told.get("direction", ""),
        purpose=told["purpose"],
        since=day,
        **stage.by(COORDINATOR, day),
    )
    operations.adopt_rules(
        community=row.pk, row_version=None, text=told["rules"], **stage.by(HEAD, day)
    )
    row.refresh_from_db()
    return row


def _apply(stage: Stage, row: Community, name: str, day: date, motive: str = "") -> Membership:
    return operations.apply_to_community(
        community=row.pk, motive=motive, rules=1, **stage.by(name, day)
    )


def _accept(stage: Stage, applied: Membership, day: date) -> Membership:
    """The head's own application is accepted by the coordinator."""
    own = applied.person == stage.people[HEAD]
    return operations.accept_member(
        membership=applied.pk,
        row_version=None,
        **stage.by(COORDINATOR if own else HEAD, day),
    )


def _comings(stage: Stage, row: Community, story: Mapping[str, Any]) -> None:
    """One leaves of own will, one application waits."""
    left, waiting = story["left"], story["waiting"]
    day = stage.day(*left["day"])
    joined = _accept(stage, _apply(stage, row, left["name"], day, left["motive"]), day)
    operations.leave_community(
        membership=joined.pk, row_version=None, **stage.by(left["name"], stage.day(*left["gone"]))
    )
    _apply(stage, row, waiting["name"], stage.day(*waiting["day"]), waiting["motive"])


def _meetings(stage: Stage, row: Community, story: Mapping[str, Any]) -> None:
    """The plan of the year: most of it is held, some is called off, one waits for its record."""
    for told in story["meetings"]:
        day = stage.day(*told["day"])
        meeting = operations.plan_meeting(
            community=row.pk,
            form=told["form"],
            title=told["title"],
            begins_at=datetime.combine(day, time(14), ZoneInfo(row.unit.zone)),
            leader=member(stage, row, told["by"]),
            **stage.by(HEAD, stage.after(min(day, stage.today), -5)),
        )
        if "cancelled" in told:
            operations.cancel_meeting(
                meeting=meeting.pk,
                row_version=None,
                reason=told["cancelled"],
                **stage.by(told["by"], stage.after(day, -1)),
            )
        elif "done" in told:
            operations.hold_meeting(
                meeting=meeting.pk,
                row_version=None,
                people=_there(stage, row, story, told, day),
                result=told["done"],
                **stage.by(told["by"], day),
            )


def _there(
    stage: Stage, row: Community, story: Mapping[str, Any], told: Mapping[str, Any], day: date
) -> list[Membership]:
    """Everybody on the days of supervision, but since December the idle one comes to nothing."""
    idle = stage.people[story["idle"]]
    found = list(members_of(row, day))
    if told["form"] == "supervision":
        return [one for one in found if told.get("everybody") or one.person != idle]
    return [one for one in found if one.person != idle][::2]


def _documents(stage: Stage, row: Community, story: Mapping[str, Any]) -> None:
    for told in story["documents"]:
        day, author = stage.day(*told["day"]), told.get("author")
        document = operations.add_document(
            community=row.pk,
            kind=told["kind"],
            title=told["title"],
            about=told["about"],
            author=stage.people[author] if author else None,
            terms=told.get("terms", ""),
            **stage.by(told["by"], day),
        )
        if told.get("published"):
            _publish(stage, document, told, day)


def _publish(stage: Stage, document: CommunityDocument, told: Mapping[str, Any], day: date) -> None:
    operations.publish_document(
        document=document.pk, row_version=None, **stage.by(HEAD, stage.after(day, 1))
    )
    if "withdrawn" in told:
        operations.withdraw_document(
            document=document.pk,
            row_version=None,
            **stage.by(told["author"], stage.day(*told["withdrawn"])),
        )


def _duties(stage: Stage, row: Community, story: Mapping[str, Any]) -> None:
    for told in story["duties"]:
        duty = operations.give_duty(
            community=row.pk,
            member=member(stage, row, told["to"]),
            clause=told["clause"],
            what=told["what"],
            due=stage.day(*told["due"]),
            **stage.by(HEAD, stage.day(*told["day"])),
        )
        if "done" in told:
            operations.finish_duty(
                duty=duty.pk,
                row_version=None,
                result=told["result"],
                **stage.by(told["to"], stage.day(*told["done"])),
            )
        elif "taken_back" in told:
            operations.take_back_duty(
                duty=duty.pk, row_version=None, **stage.by(HEAD, stage.day(*told["taken_back"]))
            )


def _questions(stage: Stage, row: Community, story: Mapping[str, Any]) -> None:
    """Members turn to any tutor: one was answered in time, one waits."""
    for told in story["questions"]:
        asked = operations.ask_tutor(
            membership=member(stage, row, told["to"]).pk,
            what=told["what"],
            why=told["why"],
            **stage.by(told["of"], stage.day(*told["day"])),
        )
        if "answered" in told:
            requests.answer(
                request=asked.pk,
                row_version=None,
                answer=told["answer"],
                **stage.by(told["to"], stage.day(*told["answered"])),
            )


def _complaints(stage: Stage, row: Community, story: Mapping[str, Any]) -> None:
    for told in story["complaints"]:
        complaint = operations.complain_of_conduct(
            community=row.pk,
            to=told["to"],
            text=told["text"],
            **stage.by(told["by"], stage.day(*told["day"])),
        )
        if "settled" in told:
            operations.settle_conduct(
                complaint=complaint.pk,
                row_version=None,
                settlement=told["settlement"],
                **stage.by(HEAD, stage.day(*told["settled"])),
            )


def _recognition(stage: Stage, row: Community, story: Mapping[str, Any]) -> None:
    """Trainings with their certificates, and what encouraged tutors and a head who lets one go."""
    training = dict(story["training"])
    day = stage.day(*training.pop("day"))
    for name in training.pop("who"):
        operations.train_member(
            membership=member(stage, row, name).pk, on=day, **training, **stage.by(HEAD, day)
        )
    for tutor, person, kind, note in story["encouraged"]:
        operations.encourage(
            membership=member(stage, row, tutor).pk,
            person=stage.people[person],
            kind=kind,
            on=stage.day(12, 28),
            note=note,
            **stage.by(COORDINATOR, stage.day(12, 29)),
        )


def _beside(stage: Stage, story: Mapping[str, Any]) -> None:
    """A network with one refusal and one exclusion; a group that was for the autumn only."""
    told, day = story["network"], stage.day(9, 21)
    network = _found(stage, "network", told, day)
    joined = {
        name: _accept(stage, _apply(stage, network, name, day), stage.after(day, 1))
        for name in told["members"]
    }
    no = story["refused"]
    applied = _apply(stage, network, no["name"], stage.day(*no["day"]), no["motive"])
    operations.refuse_member(
        membership=applied.pk,
        row_version=None,
        reason=no["reason"],
        **stage.by(HEAD, stage.day(*no["decided"])),
    )
    out = told["excluded"]
    operations.exclude_member(
        membership=joined[out["name"]].pk,
        row_version=None,
        reason=out["reason"],
        **stage.by(HEAD, stage.day(12, 14)),
    )
    group = _found(stage, "service", story["finished"], stage.day(9, 28))
    for name in story["finished"]["members"]:
        _accept(stage, _apply(stage, group, name, stage.day(9, 29)), stage.day(9, 30))
    end = stage.day(12, 30)
    operations.close_community(
        community=group.pk, row_version=None, until=end, **stage.by(COORDINATOR, end)
    )
