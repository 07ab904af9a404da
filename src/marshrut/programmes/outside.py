"""Who sees links of tutors from outside the territory, and who may do what with them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from marshrut.people.reach import Reach
from marshrut.programmes.access import OVERSEERS
from marshrut.programmes.models import Enrolment, ExternalTutor


def links(reach: Reach) -> QuerySet[ExternalTutor]:
    """Links to the cases that one sees; an external tutor sees only their own."""
    if reach.is_system:
        return ExternalTutor.objects.all()
    return ExternalTutor.objects.filter(
        Q(unit__in=reach.units(*OVERSEERS))
        | Q(enrolment__in=reach.cases | reach.pairs)
        | Q(person=reach.person or 0)
    )


def may_see_link(reach: Reach, row: ExternalTutor) -> bool:
    mine = row.person_id == reach.person or row.enrolment_id in reach.cases | reach.pairs
    return reach.is_system or mine or row.unit_id in reach.units(*OVERSEERS)


def may_link_external(reach: Reach, row: Enrolment) -> bool:
    return reach.coordinates(row.unit_id)


def may_open_texts(reach: Reach, row: ExternalTutor) -> bool:
    """Texts of the pair are opened by the tutee alone; no office opens them."""
    return row.enrolment_id in reach.cases
