"""Sheets of members, communities and of what teams do for the programme as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from marshrut.communities.models import (
    Community,
    CommunityDocument,
    Composition,
    Incentive,
    Membership,
)
from marshrut.communities.queries import IDLE, inactive_days, last_activities
from marshrut.norms import sheets
from marshrut.organisations.models import Unit
from marshrut.organisations.queries import municipalities
from marshrut.people.models import Training
from marshrut.people.roles import offices_on
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import Guarding, lineage, open_on

DAY = timedelta(days=1)
TRAINING = "training"
# How regulations call network communities when they count them.
NETWORKS = ("network", "network_communities")
OFFICES = ("regional_coordinator", "regional_curator", "mtk_coordinator", "community_head")
# What documents of a community are for the programme as a whole.
PACKAGE: Mapping[str, str] = {
    "act": "document_package",
    "local_act": "document_package",
    "plan": "work_plan",
}
OF_CYCLE = frozenset({"composition_order", "team_training", "incentive", *PACKAGE.values()})


# --- members ----------------------------------------------------------------------------------
def member_sheets(guarding: Guarding, on: date) -> Sequence[sheets.Member]:
    """Members of a day, with days since the last activity and trainings they went through."""
    rows = _members(guarding.programme, on)
    people = {row.person_id for row in rows}
    last = last_activities(guarding.programme, people, on) if people else {}
    trained = _trained(people, on) if people else {}
    most = inactive_days(guarding.programme, guarding.rules) if people else 0
    found = [(row, member_sheet(row, on)) for row in rows]
    return [
        replace(
            sheet,
            ends=guarding.programme.until - DAY,
            passed=frozenset({"join_community"}),
            counts={IDLE: idle(last.get(row.person_id), row.since or on, on)},
            limits={IDLE: most},
            products={**sheet.products, TRAINING: tuple(trained.get(row.person_id, ()))},
        )
        for row, sheet in found
    ]


def member_sheet(row: Membership, on: date) -> sheets.Member:
    """Who joins: on what basis, and whether the rules were accepted."""
    accepted = {"rules_acceptance": (row.applied_on,)} if row.rules_id else {}
    return sheets.Member(
        key=row.pk,
        label=row.person.short_name,
        unit=row.unit_id,
        person=row.person_id,
        since=row.since or on,
        basis=row.basis,
        products=accepted,
        collected=frozenset({TRAINING, "rules_acceptance"}),
    )


def idle(last: date | None, since: date, on: date) -> int:
    """Days since the last activity, counted from joining at the earliest."""
    return (on - max(last or since, since)).days


def _members(programme: Programme, on: date) -> list[Membership]:
    rows = Membership.objects.filter(open_on(on), programme=programme)
    return list(rows.select_related("person", "community").order_by("person__surname", "pk"))


def _trained(people: Collection[int], on: date) -> Mapping[int, list[date]]:
    rows = Training.objects.filter(person__in=people, on__lte=on).order_by("on")
    return _by_key(rows.values_list("person", "on"))


def _by_key(rows: Iterable[tuple[int, date]]) -> Mapping[int, list[date]]:
    found: dict[int, list[date]] = defaultdict(list)
    for key, day in rows:
        found[key].append(day)
    return found


# --- communities ------------------------------------------------------------------------------
def community_sheets(guarding: Guarding, on: date) -> Sequence[sheets.Community]:
    """Communities of a day, with days since anybody in them did anything."""
    programme = guarding.programme
    rows = list(Community.objects.filter(open_on(on), programme=programme).order_by("name"))
    members = _members(programme, on) if rows else []
    last = last_activities(programme, {row.person_id for row in members}, on) if members else {}
    most = inactive_days(programme, guarding.rules) if rows else 0
    held: dict[int, list[date]] = defaultdict(list)
    for member in members:
        held[member.community_id].append(last.get(member.person_id, date.min))
    return [
        sheets.Community(
            key=row.pk,
            label=row.name,
            unit=row.unit_id,
            since=row.since,
            ends=programme.until - DAY,
            counts={IDLE: idle(max(held[row.pk], default=None), row.since, on)},
            limits={IDLE: most},
            collected=frozenset(),
        )
        for row in rows
    ]


# --- what is published ------------------------------------------------------------------------
def material_sheets(guarding: Guarding, on: date) -> Sequence[sheets.Material]:
    """Works of authors that are open to a community on the day."""
    rows = CommunityDocument.objects.filter(
        programme=guarding.programme, author__isnull=False, published_on__lte=on
    ).exclude(withdrawn_on__lte=on)
    return [replace(material_sheet(row), passed=frozenset({"publish_material"})) for row in rows]


def material_sheet(row: CommunityDocument) -> sheets.Material:
    """A work, with its author, terms of use and the author's consent."""
    made = {"author": row.added_on, "licence": row.added_on if row.terms else None}
    made |= {"author_consent": row.consented_on}
    return sheets.Material(
        key=row.pk,
        label=row.title,
        unit=row.unit_id,
        person=row.author_id or 0,
        products={kind: (day,) for kind, day in made.items() if day},
    )


# --- the programme as a whole -----------------------------------------------------------------
def cycle_sheets(guarding: Guarding, on: date) -> Sequence[sheets.Cycle]:
    """The programme itself; that of a region in each municipality, where its teams are."""
    programme = guarding.programme
    territories = municipalities(programme.unit) or [programme.unit]
    members = [row for row in _members(programme, on) if row.community.is_team]
    made = _made(programme, members, on)
    held = _held(territories, on)
    networks = _networks(programme, on)
    return [
        sheets.Cycle(
            key=territory.pk if territory.pk != programme.unit_id else programme.pk,
            label=programme.title if territory.pk == programme.unit_id else territory.short_name,
            unit=territory.pk,
            since=programme.since,
            ends=programme.until - DAY,
            counts=_counts(territory, members, held)
            | dict.fromkeys(NETWORKS, networks.count(territory.pk)),
            moments={"start": programme.started_on or programme.since},
            products=made.get(territory.pk, {}),
            collected=OF_CYCLE,
        )
        for territory in territories
    ]


def _networks(programme: Programme, on: date) -> list[int]:
    """Units of the network communities of a day."""
    rows = Community.objects.filter(open_on(on), programme=programme, kind=Community.Kind.NETWORK)
    return list(rows.values_list("unit", flat=True))


def _held(territories: Sequence[Unit], on: date) -> set[tuple[str, int]]:
    """(office, unit) held at these territories or above them."""
    keys = {key for territory in territories for key in lineage(territory)}
    rows = offices_on(on).filter(role__in=OFFICES, unit__in=keys)
    return set(rows.values_list("role", "unit"))


def _counts(
    territory: Unit, members: Sequence[Membership], held: set[tuple[str, int]]
) -> dict[str, int]:
    above = lineage(territory)
    found = {office: sum((office, key) in held for key in above) for office in OFFICES}
    found["mtk_tutor"] = sum(row.community.unit_id == territory.pk for row in members)
    return found


def _made(
    programme: Programme, members: Sequence[Membership], on: date
) -> Mapping[int, Mapping[str, tuple[date, ...]]]:
    """By territory: orders on compositions, the day when all of a team were trained, incentives."""
    found: dict[int, dict[str, tuple[date, ...]]] = defaultdict(dict)
    orders = Composition.objects.filter(community__programme=programme, on__lte=on)
    for unit, days in _by_key(orders.values_list("community__unit", "on")).items():
        found[unit]["composition_order"] = tuple(sorted(days))
    for unit, day in _team_trained(programme, members, on):
        found[unit]["team_training"] = (day,)
    given = Incentive.objects.filter(membership__programme=programme, on__lte=on)
    for unit, days in _by_key(given.values_list("membership__community__unit", "on")).items():
        found[unit]["incentive"] = tuple(sorted(days))
    shown = CommunityDocument.objects.filter(programme=programme, published_on__lte=on)
    for row in shown.exclude(withdrawn_on__lte=on).order_by("published_on"):
        if kind := PACKAGE.get(row.kind):
            made = found[row.unit_id]
            made[kind] = (*made.get(kind, ()), row.published_on or on)
    return found


def _team_trained(
    programme: Programme, members: Sequence[Membership], on: date
) -> Iterable[tuple[int, date]]:
    """(territory, day) of teams whose every member has been trained within the programme."""
    trained = _trained({row.person_id for row in members}, on) if members else {}
    firsts: dict[int, list[date | None]] = defaultdict(list)
    for row in members:
        days = [day for day in trained.get(row.person_id, ()) if day >= programme.since]
        firsts[row.community.unit_id].append(min(days, default=None))
    for unit, first in firsts.items():
        known = [day for day in first if day]
        if len(known) == len(first):
            yield unit, max(known)
