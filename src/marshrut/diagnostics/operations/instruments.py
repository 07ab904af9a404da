"""Deeds on questionnaires: those that come with the product, and those of one's own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from marshrut.diagnostics import access
from marshrut.diagnostics.models import Instrument, OwnInstrument
from marshrut.diagnostics.own import Written, document_of, what_lacks
from marshrut.diagnostics.questionnaires import FRAMEWORK, HUNDRED
from marshrut.diagnostics.reading import parse_questionnaire
from marshrut.diagnostics.shipped import shipped
from marshrut.diagnostics.trees import Tangled, Tree, framework_of, numbers_in
from marshrut.diagnostics.versions import frozen
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock, record
from marshrut.norms.parse import Malformed
from marshrut.organisations.models import Unit
from marshrut.people.reach import Reach

# The field of the form in which something lacks.
WHERE = {"scale_too_short": "scale", "minutes_needed": "minutes"}


@deed
def publish_instrument(*, unit: int, code: str, actor: Reach, at: datetime) -> Instrument:
    """The version of a shipped questionnaire as it stands now; a changed file is a new version."""
    if not access.may_prepare(actor, unit):
        raise Forbidden
    document = shipped().get(code)
    if document is None:
        raise Wrong("unknown_instrument", field="instrument")
    row, new = frozen(code, document, actor.on)
    if new:
        after = {"number": row.number}
        record("publish_instrument", row, actor=actor, at=at, after=after, unit=unit)
    return row


@deed
def write_instrument(
    *, unit: Unit, written: Written | Tree, actor: Reach, at: datetime
) -> OwnInstrument:
    """Begin a questionnaire or a framework of one's own; it is used once it is published."""
    if not access.may_write_instrument(actor, unit.pk):
        raise Forbidden
    # Two who write at once wait for each other here, so that codes never meet.
    Unit.objects.select_for_update().get(pk=unit.pk)
    count = OwnInstrument.objects.filter(unit=unit).count()
    code = f"{'tree' if isinstance(written, Tree) else 'own'}-{unit.pk}-{count + 1}"
    row = OwnInstrument.objects.create(
        unit=unit,
        code=code,
        title=_title(written),
        document=_document(written, code, actor),
        added_on=actor.on,
    )
    record("write_instrument", row, actor=actor, at=at, after=_said(row), unit=unit.pk)
    return row


@deed
def edit_instrument(
    *, instrument: int, row_version: int | None, written: Written | Tree, actor: Reach, at: datetime
) -> OwnInstrument:
    """Change what is written; who was asked by a published version was asked by that."""
    row = _open(instrument, row_version, actor)
    document = _document(written, row.code, actor, row)
    changes(row, title=_title(written), document=document)
    row.save()
    record("edit_instrument", row, actor=actor, at=at, after=_said(row), unit=row.unit_id)
    return row


@deed
def publish_own_instrument(
    *, instrument: int, row_version: int | None, actor: Reach, at: datetime
) -> OwnInstrument:
    """Freeze what is written as the next version: from now on people may be asked by it."""
    row = _open(instrument, row_version, actor)
    if not row.is_changed:
        raise Wrong("nothing_changed")
    row.published, _new = frozen(row.code, row.document, actor.on)
    row.save()
    after = {"number": row.published.number}
    record("publish_own_instrument", row, actor=actor, at=at, after=after, unit=row.unit_id)
    return row


@deed
def withdraw_instrument(
    *, instrument: int, row_version: int | None, actor: Reach, at: datetime
) -> OwnInstrument:
    """Offer it no more; diagnoses that run go on, results stay."""
    row = _open(instrument, row_version, actor)
    before, after = changes(row, withdrawn_on=actor.on)
    row.save()
    unit = row.unit_id
    record("withdraw_instrument", row, actor=actor, at=at, before=before, after=after, unit=unit)
    return row


def _open(key: int, row_version: int | None, actor: Reach) -> OwnInstrument:
    row = lock(OwnInstrument.objects.select_related("published"), key, row_version)
    if not access.may_write_instrument(actor, row.unit_id):
        raise Forbidden
    if row.withdrawn_on is not None:
        raise Wrong("closed")
    return row


def _document(
    written: Written | Tree, code: str, actor: Reach, row: OwnInstrument | None = None
) -> dict[str, Any]:
    """The document that the lines become; a framework stays one, a questionnaire too."""
    if row is not None and row.is_framework is not isinstance(written, Tree):
        raise Wrong("questionnaire_malformed")
    if isinstance(written, Written):
        kept = {group.key: group for group in row.questionnaire.groups} if row else {}
        return _sound(document_of(written, code, kept | access.known_groups(actor)))
    ever = [row.document] if row else []
    ever += Instrument.objects.filter(code=code).values_list("document", flat=True)
    given = set().union(*(numbers_in(one) for one in ever))
    try:
        return _sound(framework_of(written, code, given))
    except Tangled as wrong:
        raise Wrong(wrong.code, field="lines", line=wrong.line) from wrong


def _title(written: Written | Tree) -> str:
    if not written.title.strip():
        raise Wrong("title_needed", field="title")
    return written.title.strip()


def _sound(document: dict[str, Any]) -> dict[str, Any]:
    """The document, if people can be asked by it."""
    lacks = "" if document["kind"] == FRAMEWORK else what_lacks(document)
    if lacks:
        raise Wrong(lacks, field=WHERE.get(lacks))
    levels = document["levels"]
    if not 0 < int(levels["middle"]) <= int(levels["none"]) <= HUNDRED:
        raise Wrong("levels_out_of_order", field="middle_from")
    if not levels["source"]:
        raise Wrong("levels_need_source", field="source")
    try:
        parse_questionnaire(document)
    except Malformed as wrong:
        raise Wrong("questionnaire_malformed") from wrong
    return document


def _said(row: OwnInstrument) -> dict[str, Any]:
    return {"title": row.title, "statements": row.statements}
