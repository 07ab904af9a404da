"""What the deeds on a draft share: its document written anew, kept, recorded and undoable."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.journal.operations import lock, record
from marshrut.norms.parse import dump, read_through
from marshrut.norms.readers import OF_OTHER_CLAUSES, Mistake
from marshrut.people.reach import Reach
from marshrut.regulations import access
from marshrut.regulations.comparing import changed_keys, clauses_of
from marshrut.regulations.models import DraftStep, RegulationVersion
from marshrut.regulations.queries import digest_of

Document = Mapping[str, Any]
VERSIONS = RegulationVersion.objects.select_related("regulation__unit", "order__unit")
UNDOABLE = 60  # changes of a draft that can be taken back one after another
HEAD = ("title", "words", "posts", "uses", "issuer", "period", "waivers_by")
DRAFT = RegulationVersion.Status.DRAFT


def require_draft(row: RegulationVersion) -> None:
    """Wrong("version_frozen") for a version that is approved."""
    if row.status != DRAFT:
        raise Wrong("version_frozen")


def draft_to_write(version: int, row_version: int | None, actor: Reach) -> RegulationVersion:
    """The draft locked for a deed of its writers."""
    row = lock(VERSIONS, version, row_version)
    if not access.may_write(actor, row.regulation.unit_id):
        raise Forbidden
    require_draft(row)
    return row


def clause_in(row: RegulationVersion, key: str) -> dict[str, Any]:
    """The clause as the draft keeps it; Wrong("unknown_clause") when there is none."""
    found = clauses_of(row.document).get(key)
    if found is None:
        raise Wrong("unknown_clause", field="clause")
    return dict(found)


def parts_in(row: RegulationVersion) -> list[dict[str, Any]]:
    """Parts that may be changed without changing the draft itself."""
    return [{**part, "clauses": list(part["clauses"])} for part in row.document["parts"]]


def require_whole(row: RegulationVersion) -> None:
    """Wrong("malformed") for a draft that still lacks something."""
    _refuse(read_through(row.document)[1], "")


def canonical(document: Document, field: str) -> dict[str, Any]:
    """The document as it is kept; Wrong("malformed") lists all mistakes."""
    rules, mistakes = read_through(document)
    _refuse(mistakes, field)
    return dump(rules)


def unfinished(document: Document, field: str) -> dict[str, Any]:
    """The same for a draft on its way: what other clauses may still mend is no mistake yet."""
    rules, mistakes = read_through(document)
    _refuse([one for one in mistakes if one.code not in OF_OTHER_CLAUSES], field)
    return dump(rules)


def no_worse(row: RegulationVersion, document: Document, field: str) -> dict[str, Any]:
    """The document with no mistake that the draft did not have before."""
    known = {(one.code, one.value) for one in read_through(row.document)[1]}
    rules, mistakes = read_through(document)
    _refuse([one for one in mistakes if (one.code, one.value) not in known], field)
    return dump(rules)


def with_clause(document: Document, clause: str, new: Document) -> dict[str, Any]:
    """The document with this clause written anew; Wrong("unknown_clause") when there is none."""
    if clause not in clauses_of(document):
        raise Wrong("unknown_clause", field="clause")
    parts = [
        {**part, "clauses": [dict(new) if c["key"] == clause else c for c in part["clauses"]]}
        for part in document["parts"]
    ]
    return {**document, "parts": parts}


def rewrite(
    verb: str,
    row: RegulationVersion,
    document: dict[str, Any],
    actor: Reach,
    at: datetime,
    *,
    clause: str = "",
    decided: Mapping[str, str] | None = None,
) -> None:
    """Keep the new document; the journal keeps what changed, not the whole text."""
    keep_step(row, verb, clause, at)
    put(verb, row, document, row.decided if decided is None else decided, actor, at)


def put(
    verb: str,
    row: RegulationVersion,
    document: dict[str, Any],
    decided: Mapping[str, str],
    actor: Reach,
    at: datetime,
) -> None:
    """Put a document into its draft, without a way back to the one before."""
    old, new = clauses_of(row.document), clauses_of(document)
    changed = changed_keys(row.document, document)
    heads = [name for name in HEAD if row.document.get(name) != document.get(name)]
    before: dict[str, Any] = {"digest": row.digest}
    before |= {key: old[key] for key in changed if key in old}
    before.update((name, row.document.get(name)) for name in heads)
    row.document, row.digest = document, digest_of(document)
    row.decided = {key: how for key, how in decided.items() if key in new}
    row.save()
    after: dict[str, Any] = {"digest": row.digest}
    after |= {key: new[key] for key in changed if key in new}
    after.update((name, document.get(name)) for name in heads)
    record_version(verb, row, actor, at, before=before, after=after)


def keep_step(row: RegulationVersion, verb: str, clause: str, at: datetime) -> None:
    """Remember how the draft is now; the oldest steps are forgotten."""
    DraftStep.objects.create(
        version=row, verb=verb, clause=clause, document=row.document, decided=row.decided, at=at
    )
    last = list(row.steps.order_by("-pk").values_list("pk", flat=True)[:UNDOABLE])
    row.steps.exclude(pk__in=last).delete()


def record_version(
    verb: str,
    row: RegulationVersion,
    actor: Reach,
    at: datetime,
    *,
    before: Document | None = None,
    after: Document | None = None,
) -> None:
    """One entry of the journal about a version."""
    unit = row.regulation.unit_id
    record(verb, row, actor=actor, at=at, before=before, after=after, unit=unit)


def _refuse(mistakes: tuple[Mistake, ...] | list[Mistake], field: str) -> None:
    if mistakes:
        raise Wrong("malformed", field=field, mistakes=tuple(mistakes), count=len(mistakes))
