"""Somebody's word recorded for them («Внести с бумаги»)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import models

from marshrut.files.keeping import Received
from marshrut.files.operations import keep_file
from marshrut.journal.deeds import Wrong
from marshrut.organisations.models import Unit
from marshrut.people.models import PaperRecord
from marshrut.people.reach import SCHOOL, Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """On what the word stands (paper, phone, meeting), the real day, perhaps a photo."""

    basis: str
    happened_on: date
    photo: Received | None = None


def entered_for(verb: str, thing: models.Model, *, unit: int, actor: Reach, at: datetime) -> None:
    """Keep that a coordinator entered this in the name of an organisation: its head may object.

    Nothing when who answers for the organisation enters it, or when it is the coordinator's own.
    """
    outsider = actor.user_id is not None and unit not in actor.deeds_in(*SCHOOL)
    if not outsider or unit not in actor.deeds_in("municipal_coordinator"):
        return
    if not Unit.objects.filter(pk=unit, kind__in=Unit.INSTITUTIONS).exists():
        return
    about = {"unit_id": unit, "verb": verb, "kind": str(thing._meta.model_name), "key": thing.pk}
    about |= {"recorded_by_id": actor.user_id}
    if not PaperRecord.objects.filter(objected_at=None, **about).exists():
        PaperRecord.objects.create(
            basis=PaperRecord.Basis.PAPER, happened_on=actor.on, recorded_at=at, **about
        )


def spoken(
    verb: str,
    thing: models.Model,
    *,
    person: int,
    paper: Paper | None,
    actor: Reach,
    at: datetime,
) -> None:
    """Keep on what another's word stands, inside the deed that needs it.

    Nothing when the person acts themselves.
    """
    if paper is None:
        return
    if paper.happened_on > actor.on:
        raise Wrong("future_date", field="happened_on", day=paper.happened_on)
    if actor.user_id is None:
        return
    # The bytes are on the disk already; the row is made here, inside the deed that owns it.
    photo = keep_file(received=paper.photo, actor=actor, at=at) if paper.photo else None
    PaperRecord.objects.create(
        person_id=person,
        verb=verb,
        kind=str(thing._meta.model_name),
        key=thing.pk,
        basis=paper.basis,
        happened_on=paper.happened_on,
        photo=photo,
        recorded_by_id=actor.user_id,
        recorded_at=at,
    )
