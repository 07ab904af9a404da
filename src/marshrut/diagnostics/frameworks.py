"""Groups of competences of published frameworks."""

from __future__ import annotations

from collections.abc import Iterable

from marshrut.diagnostics.models import Instrument
from marshrut.diagnostics.questionnaires import FRAMEWORK, Group
from marshrut.diagnostics.shipped import competences


def groups_in(versions: Iterable[Instrument | None]) -> dict[str, Group]:
    """By key, as the last of these versions calls them."""
    read = (one.questionnaire for one in versions if one is not None)
    return {group.key: group for one in read for group in one.groups}


def every_group() -> dict[str, Group]:
    """All that ever were, by their newest title: a step keeps its reason when a framework goes."""
    versions = Instrument.objects.filter(kind=FRAMEWORK).order_by("code", "number")
    return dict(competences()) | groups_in(versions)
