"""Deeds on places of work; programmes wrap them to enrol a newcomer and end support."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db.models import Q

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock, record
from marshrut.organisations.models import Unit
from marshrut.people import access
from marshrut.people.experience import post_class as class_of
from marshrut.people.models import Employment, Office, Person
from marshrut.people.operations.offices import end_office
from marshrut.people.reach import SCHOOL, Reach


@deed
def employ(
    *,
    person: Person,
    unit: Unit,
    post: str,
    since: date,
    pedagogical: bool = True,
    subject: str = "",
    post_class: str = "",
    tutor_post: bool = False,
    posts: Mapping[str, Sequence[str]] | None = None,
    actor: Reach,
    at: datetime,
) -> Employment:
    """Give a person a place of work; the class of the post is as given, or as the list knows."""
    known = access.may_see_person(actor, person) or person.has_no_ties
    if not (access.may_employ(actor, unit.pk) and known):
        raise Forbidden
    if Employment.objects.filter(person=person, unit=unit, post=post, until=None).exists():
        raise Wrong("employed_already", field="post")
    row = Employment.objects.create(
        person=person,
        unit=unit,
        post=post.strip(),
        post_class=post_class or class_of(post, posts or {}),
        pedagogical=pedagogical,
        subject=subject,
        tutor_post=tutor_post,
        since=since,
    )
    after = {
        "person": person.pk,
        "post": row.post,
        "post_class": row.post_class,
        "pedagogical": pedagogical,
        "since": since,
    }
    record("employ", row, actor=actor, at=at, after=after, unit=unit.pk)
    return row


@deed
def recognise_post(
    *, employment: int, row_version: int | None = None, post_class: str, actor: Reach, at: datetime
) -> Employment:
    """Say which post of the regulation's list this post is."""
    row = lock(Employment, employment, row_version)
    if not access.may_employ(actor, row.unit_id):
        raise Forbidden
    before, after = changes(row, post_class=post_class)
    row.save()
    record("recognise_post", row, actor=actor, at=at, before=before, after=after, unit=row.unit_id)
    return row


@deed
def correct_job(
    *,
    employment: int,
    row_version: int | None,
    post: str,
    post_class: str = "",
    subject: str = "",
    tutor_post: bool | None = None,
    category: str | None = None,
    since: date,
    posts: Mapping[str, Sequence[str]] | None = None,
    actor: Reach,
    at: datetime,
) -> Employment:
    """Correct what was written wrongly of a place of work; a new post is a new place of work."""
    row = lock(Employment, employment, row_version)
    if not access.may_employ(actor, row.unit_id):
        raise Forbidden
    if row.until is not None and row.until < since:
        raise Wrong("until_before_since", field="since")
    same = Employment.objects.filter(person=row.person_id, unit=row.unit_id, post=post, until=None)
    if row.until is None and same.exclude(pk=row.pk).exists():
        raise Wrong("employed_already", field="post")
    before, after = changes(
        row,
        post=post.strip(),
        post_class=post_class or class_of(post, posts or {}),
        subject=subject,
        tutor_post=row.tutor_post if tutor_post is None else tutor_post,
        category=row.category if category is None else category,
        since=since,
    )
    row.save()
    record("correct_job", row, actor=actor, at=at, before=before, after=after, unit=row.unit_id)
    return row


@deed
def dismiss(
    *,
    employment: int,
    row_version: int | None = None,
    until: date,
    actor: Reach,
    at: datetime,
) -> Employment:
    """End a place of work; ``until`` is the first day without it, and without offices there."""
    row = lock(Employment, employment, row_version)
    if not access.may_employ(actor, row.unit_id):
        raise Forbidden
    if row.until is not None:
        raise Wrong("left_already", field="until")
    if until < row.since:
        raise Wrong("until_before_since", field="until")
    before, after = changes(row, until=until)
    row.save()
    record("dismiss", row, actor=actor, at=at, before=before, after=after, unit=row.unit_id)
    _end_offices(row, until, at)
    return row


def _end_offices(job: Employment, until: date, at: datetime) -> None:
    """Who works in the organisation no more answers for it no more, whoever wrote that down."""
    works = Employment.objects.filter(person=job.person_id, unit=job.unit_id)
    if works.filter(Q(until__isnull=True) | Q(until__gt=until)).exists():
        return
    held = Office.objects.filter(
        Q(until__isnull=True) | Q(until__gt=until),
        person=job.person_id,
        unit=job.unit_id,
        role__in=SCHOOL,
    )
    for office in held:
        door = Reach.system(f"employment {job.pk} ended", until)
        end_office(office=office.pk, until=max(until, office.since), actor=door, at=at)
