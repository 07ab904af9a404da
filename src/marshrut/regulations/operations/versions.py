"""Deeds about versions of regulations: loading, drafting, approving by an order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.db.models import Max

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock
from marshrut.notices.outbox import notify
from marshrut.orders.models import Order
from marshrut.organisations.models import Unit
from marshrut.people.reach import Reach
from marshrut.regulations import access
from marshrut.regulations.comparing import clauses_of
from marshrut.regulations.guards import guard
from marshrut.regulations.models import Regulation, RegulationVersion
from marshrut.regulations.queries import (
    accounts_to_tell,
    digest_of,
    rules_of,
    version_sheet,
    versions_in_force,
)
from marshrut.regulations.rewriting import (
    VERSIONS,
    Document,
    canonical,
    no_worse,
    record_version,
    require_draft,
    require_whole,
    rewrite,
    with_clause,
)

Status = RegulationVersion.Status


@deed
def load_regulation(
    *, unit: Unit, document: Document, title: str = "", actor: Reach, at: datetime
) -> RegulationVersion:
    """Keep a new regulation with its first draft; Wrong("malformed") lists all mistakes."""
    if not access.may_write(actor, unit.pk):
        raise Forbidden
    kept = canonical(document, "document")
    regulation = Regulation.objects.create(unit=unit, title=title or str(kept["title"]))
    row = RegulationVersion.objects.create(
        regulation=regulation, number=1, document=kept, digest=digest_of(kept)
    )
    record_version("load_regulation", row, actor, at, after={"digest": row.digest, "number": 1})
    return row


@deed
def amend(
    *, version: int, row_version: int | None = None, actor: Reach, at: datetime
) -> RegulationVersion:
    """Begin a draft from an approved version; one draft of a regulation at a time."""
    old = lock(VERSIONS, version, row_version)
    if not access.may_write(actor, old.regulation.unit_id):
        raise Forbidden
    if old.status != Status.APPROVED:
        raise Wrong("version_not_approved")
    drafts = old.regulation.versions.filter(status=Status.DRAFT)
    if drafts.exists():
        raise Wrong("draft_exists")
    guard(rules_of(old), "amend_version", [version_sheet(old)], on=actor.on)
    last = old.regulation.versions.aggregate(last=Max("number"))["last"]
    row = RegulationVersion.objects.create(
        regulation=old.regulation,
        number=last + 1,
        document=old.document,
        digest=old.digest,
        decided=old.decided,
        amends=old,
    )
    record_version("amend_version", row, actor, at, after={"amends": old.pk, "number": row.number})
    return row


@deed
def upload_draft(
    *, version: int, row_version: int | None, document: Document, actor: Reach, at: datetime
) -> RegulationVersion:
    """Put a file in the place of a draft's whole document."""
    row = lock(VERSIONS, version, row_version)
    if not access.may_write(actor, row.regulation.unit_id):
        raise Forbidden
    require_draft(row)
    rewrite("upload_draft", row, canonical(document, "document"), actor, at)
    return row


@deed
def replace_clause(
    *,
    version: int,
    row_version: int | None,
    clause: str,
    new: Document,
    actor: Reach,
    at: datetime,
) -> RegulationVersion:
    """Write one clause of a draft anew; its key stays, because other things refer to it."""
    row = lock(VERSIONS, version, row_version)
    if not access.may_write(actor, row.regulation.unit_id):
        raise Forbidden
    require_draft(row)
    if new.get("key", clause) != clause:
        raise Wrong("key_is_stable", field="key")
    document = no_worse(row, with_clause(row.document, clause, {"key": clause, **new}), "norms")
    rewrite("replace_clause", row, document, actor, at, clause=clause)
    return row


@deed
def paste_text(
    *,
    version: int,
    row_version: int | None,
    clause: str,
    text: str,
    actor: Reach,
    at: datetime,
) -> RegulationVersion:
    """Put the exact text of a clause beside our restatement of it; an empty one takes it away."""
    row = lock(VERSIONS, version, row_version)
    if not access.may_write(actor, row.regulation.unit_id):
        raise Forbidden
    require_draft(row)
    old = clauses_of(row.document).get(clause)
    if old is None:
        raise Wrong("unknown_clause", field="clause")
    new = {name: value for name, value in old.items() if name != "text"}
    if text.strip():
        new["text"] = text.strip()
    document = no_worse(row, with_clause(row.document, clause, new), "text")
    rewrite("paste_text", row, document, actor, at, clause=clause)
    return row


@deed
def approve(
    *,
    version: int,
    row_version: int | None,
    order: Order,
    since: date,
    actor: Reach,
    at: datetime,
) -> RegulationVersion:
    """Approve a draft by an order, in force from ``since``; guarded by its own rules.

    From now on its document is frozen, and the version before it ends on that day.
    """
    row = lock(VERSIONS, version, row_version)
    if not access.may_write(actor, row.regulation.unit_id):
        raise Forbidden
    require_draft(row)
    require_whole(row)
    before, after = changes(row, status=Status.APPROVED.value, order=order, since=since)
    # Judged today, though the version may begin later.
    approved = replace(version_sheet(row), since=min(since, actor.on))
    guard(rules_of(row), "approve_version", [approved], on=actor.on)
    if order.since is None:
        raise Wrong("order_not_in_force", field="order")
    if since < order.since:
        raise Wrong("before_order", field="since")
    _replace_older(row, since)
    row.save()
    row.steps.all().delete()
    record_version("approve_version", row, actor, at, before=before, after=after)
    people = accounts_to_tell(row.regulation.unit, on=actor.on)
    notify(users=people, code="new_version", params={"since": since.isoformat()}, at=at)
    return row


@deed
def drop_draft(*, version: int, row_version: int | None, actor: Reach, at: datetime) -> Regulation:
    """Throw a draft away; a regulation that never had another version goes with it."""
    row = lock(VERSIONS, version, row_version)
    if not access.may_write(actor, row.regulation.unit_id):
        raise Forbidden
    require_draft(row)
    regulation = row.regulation
    before = {"number": row.number, "digest": row.digest}
    record_version("drop_draft", row, actor, at, before=before)
    row.delete()
    if not regulation.versions.exists():
        regulation.delete()
    return regulation


def _replace_older(row: RegulationVersion, since: date) -> None:
    """Whatever was in force on that day is in force until it; a later one ends the new one."""
    later = row.regulation.versions.filter(status=Status.APPROVED, since__gte=since)
    following = later.order_by("since").values_list("since", flat=True).first()
    if following == since:
        raise Wrong("later_version", field="since")
    row.until = following
    for older in versions_in_force(row.regulation_id, on=since):
        older.until = since
        older.row_version += 1
        older.save(update_fields=["until", "row_version"])
