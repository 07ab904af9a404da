"""Deeds on the documents of a community: nothing is published without its author's word."""

from __future__ import annotations

from datetime import datetime

from marshrut.communities import access
from marshrut.communities.models import Community, CommunityDocument
from marshrut.communities.queries import members_of
from marshrut.communities.sheets import material_sheet
from marshrut.communities.telling import record_it, tell
from marshrut.files.keeping import Received
from marshrut.files.operations import keep_file
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock
from marshrut.people.models import Person
from marshrut.people.paper import Paper, spoken
from marshrut.people.reach import Reach
from marshrut.programmes.guards import guard_deed
from marshrut.programmes.queries import guarding
from marshrut.requests.queries import accounts

RELATED = ("community__unit", "community__programme", "author", "added_by")


@deed
def add_document(
    *,
    community: int,
    kind: str,
    title: str,
    about: str = "",
    received: Received | None = None,
    author: Person | None = None,
    terms: str = "",
    actor: Reach,
    at: datetime,
) -> CommunityDocument:
    """Add a document to the package; an act without an author is published by who leads."""
    row = Community.objects.select_related("unit", "programme").get(pk=community)
    if not access.may_add(actor, row):
        raise Forbidden
    if not about and received is None:
        raise Wrong("nothing_given", field="about")
    own = author is not None and author.pk == actor.person
    document = CommunityDocument.objects.create(
        programme_id=row.programme_id,
        unit_id=row.unit_id,
        community=row,
        kind=kind,
        title=title,
        about=about,
        file=keep_file(received=received, actor=actor, at=at) if received else None,
        author=author,
        terms=terms,
        added_by_id=actor.person,
        added_on=actor.on,
        # Whoever puts their own work here lets the community read it.
        consented_on=actor.on if own else None,
    )
    after = {"kind": kind, "author": author.pk if author else None}
    record_it("add_document", document, row, actor, at, None, after)
    if author is not None and not own:
        tell(accounts(author), "consent_asked", row, at, _page(document))
    return document


@deed
def consent_to_publication(
    *,
    document: int,
    row_version: int | None,
    paper: Paper | None = None,
    actor: Reach,
    at: datetime,
) -> CommunityDocument:
    """The author lets the community read the work."""
    row = _locked(document, row_version)
    on_behalf = paper is not None and access.may_record_for(actor, row.community)
    if not (access.may_consent(actor, row) or on_behalf):
        raise Forbidden
    if row.consented_on is not None or row.withdrawn_on is not None or row.author_id is None:
        raise Wrong("closed")
    day = paper.happened_on if paper else actor.on
    before, after = changes(row, consented_on=day)
    row.save()
    spoken("consent_to_publication", row, person=row.author_id, paper=paper, actor=actor, at=at)
    record_it("consent_to_publication", row, row.community, actor, at, before, after)
    return row


@deed
def publish_document(
    *, document: int, row_version: int | None, actor: Reach, at: datetime
) -> CommunityDocument:
    """Open it to the members; the work of an author only with the author's consent."""
    row = _locked(document, row_version)
    if not access.may_lead(actor, row.community):
        raise Forbidden
    if row.published_on is not None or row.withdrawn_on is not None:
        raise Wrong("closed")
    if row.author_id is not None and row.consented_on is None:
        raise Wrong("author_consent_needed")
    if row.author_id is not None:
        rules = guarding(row.community.programme, actor.on)
        guard_deed(rules, "publish_material", material_sheet(row), on=actor.on)
    before, after = changes(row, published_on=actor.on)
    row.save()
    record_it("publish_document", row, row.community, actor, at, before, after)
    people = [one.person for one in members_of(row.community, actor.on)]
    tell(accounts(*people), "document_published", row.community, at, _page(row))
    return row


@deed
def withdraw_document(
    *, document: int, row_version: int | None, actor: Reach, at: datetime
) -> CommunityDocument:
    """Take it out of the package: the author at any time, or who leads."""
    row = _locked(document, row_version)
    if not access.may_withdraw(actor, row):
        raise Forbidden
    if row.withdrawn_on is not None:
        raise Wrong("closed")
    before, after = changes(row, withdrawn_on=actor.on)
    row.save()
    record_it("withdraw_document", row, row.community, actor, at, before, after)
    return row


def _page(row: CommunityDocument) -> str:
    return f"/communities/documents/{row.pk}/"


def _locked(key: int, row_version: int | None) -> CommunityDocument:
    return lock(CommunityDocument.objects.select_related(*RELATED), key, row_version)
