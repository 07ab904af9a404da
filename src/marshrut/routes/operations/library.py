"""Deeds on the library of steps: keeping, offering, sharing, withdrawing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from marshrut.diagnostics.access import named_groups
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock, record
from marshrut.notices.outbox import notify
from marshrut.organisations.models import Unit
from marshrut.people.reach import Reach
from marshrut.regulations.addresses import whole_address
from marshrut.routes import access
from marshrut.routes.models import LibraryStep
from marshrut.routes.writing import needs as needed

PAGE = "/routes/library/{}/"


@deed
def keep_library_step(
    *,
    title: str,
    unit: Unit | None = None,
    needs: Collection[str] = (),
    about: str = "",
    link: str = "",
    form: str = "",
    level: str = "",
    hours: int | None = None,
    days: int | None = None,
    expected: str = "",
    actor: Reach,
    at: datetime,
) -> LibraryStep:
    """Keep a step ready: a tutor for themselves, a coordinator for the whole territory ``unit``."""
    if not (access.may_share_in(actor, unit.pk) if unit else access.may_keep_step(actor)):
        raise Forbidden
    row = LibraryStep.objects.create(
        unit_id=unit.pk if unit else min(actor.workplaces),
        author_id=actor.person,
        added_on=actor.on,
        shared_on=actor.on if unit else None,
        **_said(
            actor, title, needs, about=about, link=link, form=form, level=level, expected=expected
        ),
        hours=hours,
        days=days,
    )
    after = {"title": row.title, "needs": row.needs, "shared": bool(unit)}
    _record("keep_library_step", row, actor, at, after=after)
    return row


@deed
def edit_library_step(
    *,
    step: int,
    row_version: int | None,
    title: str,
    needs: Collection[str] = (),
    about: str = "",
    link: str = "",
    form: str = "",
    level: str = "",
    hours: int | None = None,
    days: int | None = None,
    expected: str = "",
    actor: Reach,
    at: datetime,
) -> LibraryStep:
    """Say it better; routes that took it before keep what they took."""
    row = _open(step, row_version)
    if not access.may_edit_step(actor, row):
        raise Forbidden
    told = {"about": about, "link": link, "form": form, "level": level, "expected": expected}
    said = _said(actor, title, needs, row.needs, **told)
    before, after = changes(row, **said, hours=hours, days=days)
    row.save()
    _record("edit_library_step", row, actor, at, before=before, after=after)
    return row


@deed
def offer_library_step(
    *, step: int, row_version: int | None, actor: Reach, at: datetime
) -> LibraryStep:
    """Offer one's own step to the territory."""
    row = _open(step, row_version)
    if not access.may_offer_step(actor, row):
        raise Forbidden
    if row.status != "own":
        raise Wrong("decided_already")
    before, after = changes(row, offered_on=actor.on, answer="")
    row.save()
    _record("offer_library_step", row, actor, at, before=before, after=after)
    return row


@deed
def share_library_step(
    *, step: int, row_version: int | None, unit: Unit, actor: Reach, at: datetime
) -> LibraryStep:
    """Take an offered step into the library of a territory; from now on it is the territory's."""
    row = _offered(step, row_version, actor)
    if not access.may_share_in(actor, unit.pk):
        raise Forbidden
    before, after = changes(row, unit=unit, shared_on=actor.on)
    row.save()
    _record("share_library_step", row, actor, at, before=before, after=after)
    _tell("library_step_shared", row, at, unit=unit.short_name)
    return row


@deed
def decline_library_step(
    *, step: int, row_version: int | None, answer: str, actor: Reach, at: datetime
) -> LibraryStep:
    """Leave an offered step with its author, and say why."""
    row = _offered(step, row_version, actor)
    before, after = changes(row, offered_on=None, answer=needed(answer, "answer"))
    row.save()
    _record("decline_library_step", row, actor, at, before=before, after=after)
    _tell("library_step_declined", row, at)
    return row


@deed
def withdraw_library_step(
    *, step: int, row_version: int | None, actor: Reach, at: datetime
) -> LibraryStep:
    """Offer it no more; routes keep what they took."""
    row = _open(step, row_version)
    if not access.may_edit_step(actor, row):
        raise Forbidden
    before, after = changes(row, withdrawn_on=actor.on)
    row.save()
    _record("withdraw_library_step", row, actor, at, before=before, after=after)
    return row


def _said(
    actor: Reach, title: str, needs: Collection[str], had: Collection[str] = (), **rest: str
) -> dict[str, Any]:
    """Columns of what is told, each as it fits."""
    named = named_groups(actor, needs, had)
    if named is None:
        raise Wrong("unknown_need", field="needs")
    if rest["level"] and rest["level"] not in LibraryStep.Level.values:
        raise Wrong("unknown_level", field="level")
    if rest["link"].strip():
        whole_address(rest["link"], "link")
    told = {name: text.strip() for name, text in rest.items()}
    return {"title": needed(title, "title", "title_needed"), "needs": named, **told}


def _open(key: int, row_version: int | None) -> LibraryStep:
    row = lock(LibraryStep.objects.select_related("author", "unit"), key, row_version)
    if row.withdrawn_on is not None:
        raise Wrong("closed")
    return row


def _offered(key: int, row_version: int | None, actor: Reach) -> LibraryStep:
    row = _open(key, row_version)
    if not access.may_answer_offer(actor, row):
        raise Forbidden
    if row.status != "offered":
        raise Wrong("decided_already")
    return row


def _tell(code: str, row: LibraryStep, at: datetime, **params: str) -> None:
    if row.author is not None and row.author.user_id is not None:
        told = {"title": row.title, **params}
        notify(users=[row.author.user_id], code=code, params=told, url=PAGE.format(row.pk), at=at)


def _record(
    verb: str,
    row: LibraryStep,
    actor: Reach,
    at: datetime,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any],
) -> None:
    record(verb, row, actor=actor, at=at, before=before, after=after, unit=row.unit_id)
