"""Reading regulations: rules of a version, the version of a day, the version's own sheet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from django.db.models import Count, QuerySet

from marshrut.norms import sheets
from marshrut.norms.parse import read_through
from marshrut.norms.readers import Mistake
from marshrut.norms.rules import Rules
from marshrut.organisations.models import Unit
from marshrut.people.models import Employment
from marshrut.regulations.models import (
    Acknowledgement,
    Citation,
    DraftStep,
    RegulationVersion,
)

PARSED_AT_ONCE = 64


def digest_of(document: object) -> str:
    """SHA-256 of the JSON of a canonical document, whose order is a part of it."""
    canonical = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@lru_cache(maxsize=PARSED_AT_ONCE)
def _parsed(digest: str) -> tuple[Rules, tuple[Mistake, ...]]:
    document = (
        RegulationVersion.objects.filter(digest=digest).values_list("document", flat=True)[:1].get()
    )
    return read_through(document)


def rules_by(digest: str) -> Rules:
    """The rules of a version that is known by its digest."""
    return _parsed(digest)[0]


def rules_of(version: RegulationVersion) -> Rules:
    """The rules of a version, parsed once per digest; of a draft, as far as it is written."""
    return _parsed(version.digest)[0]


def mistakes_of(version: RegulationVersion) -> tuple[Mistake, ...]:
    """What a draft still lacks to be approved."""
    return _parsed(version.digest)[1]


def last_step(version: RegulationVersion) -> DraftStep | None:
    """The last change of a draft, which can be undone."""
    return DraftStep.objects.filter(version=version).order_by("-pk").first()


def versions_in_force(regulation: int, *, on: date) -> QuerySet[RegulationVersion]:
    return (
        RegulationVersion.objects.filter(
            regulation=regulation, status=RegulationVersion.Status.APPROVED, since__lte=on
        )
        .exclude(until__lte=on)
        .order_by("-since", "-number")
    )


def territory_of(unit: Unit) -> str:
    """The path of what a regulation of this unit binds: a centre issues for its municipality."""
    own = unit.kind not in {Unit.Kind.CENTRE, Unit.Kind.DEPARTMENT}
    return unit.path if own else unit.path.rstrip("/").rpartition("/")[0] + "/"


def accounts_to_tell(unit: Unit, *, on: date) -> list[int]:
    """Accounts of everyone who works where the regulation of this unit is in force."""
    jobs = Employment.objects.filter(
        unit__path__startswith=territory_of(unit), since__lte=on, person__user__isnull=False
    ).exclude(until__lte=on)
    return sorted(set(jobs.values_list("person__user", flat=True)))


def has_acknowledged(version: RegulationVersion, person: int) -> bool:
    return Acknowledgement.objects.filter(version=version, person=person).exists()


def version_sheets(versions: QuerySet[RegulationVersion]) -> Sequence[sheets.Version]:
    """One sheet for each version: its approving order and who controls it."""
    rows = versions.select_related("order", "regulation", "publication")
    return [version_sheet(version) for version in rows]


def version_sheet(version: RegulationVersion) -> sheets.Version:
    order = version.order
    signed = order.since if order else None
    approved = version.status == RegulationVersion.Status.APPROVED
    published = getattr(version, "publication", None)
    products = {
        "approving_order": (signed,) if signed else (),
        "publication": (published.published_on,) if published else (),
    }
    by_issuer = order is not None and order.unit_id == version.regulation.unit_id
    return sheets.Version(
        key=version.pk,
        label=str(version.number),
        since=version.since,
        passed=frozenset({"approve_version"} if approved else ()),
        approved=approved,
        order_of=frozenset({"issuer"} if by_issuer else ()),
        counts={"controller": int(bool(order and order.controller_id))},
        products={kind: days for kind, days in products.items() if days},
        moments={"approval": signed} if signed and approved else {},
    )


def acknowledged_counts(versions: QuerySet[RegulationVersion]) -> dict[int, int]:
    """How many people have acknowledged each of these versions."""
    rows = Acknowledgement.objects.filter(version__in=versions.values("pk"))
    counted = rows.values("version").annotate(n=Count("pk")).values_list("version", "n")
    return dict(counted)


def citation_of(key: int) -> Citation | None:
    """What was cited by hand under this key."""
    return Citation.objects.filter(pk=key).first()
