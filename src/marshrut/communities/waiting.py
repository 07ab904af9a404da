"""What in communities waits for the reader's word."""

from __future__ import annotations

from django.db.models import QuerySet

from marshrut.activities.models import Activity
from marshrut.communities import access
from marshrut.communities.models import (
    CommunityDocument,
    CommunityMeeting,
    ConductComplaint,
    Membership,
)
from marshrut.people.reach import Reach


def applications_to_decide(reach: Reach) -> QuerySet[Membership]:
    """Applications to communities that the reader leads."""
    rows = Membership.objects.filter(
        community__in=access.run_communities(reach), since=None, refused_on=None, until=None
    )
    return rows.select_related("person", "community").order_by("applied_on", "pk")


def consents_to_give(reach: Reach) -> QuerySet[CommunityDocument]:
    """Own works that somebody put into the package."""
    rows = CommunityDocument.objects.filter(
        author=reach.person or 0, consented_on=None, withdrawn_on=None
    )
    return rows.order_by("added_on", "pk")


def meetings_to_record(reach: Reach) -> QuerySet[CommunityMeeting]:
    """Activities that the reader leads, whose day has passed without a record."""
    rows = CommunityMeeting.objects.filter(
        activity__leader=reach.person or 0,
        activity__status=Activity.Status.PLANNED,
        activity__begins_at__date__lt=reach.on,
    )
    return rows.select_related("activity").order_by("activity__begins_at", "pk")


def complaints_to_settle(reach: Reach) -> QuerySet[ConductComplaint]:
    """Complaints that the reader may settle; never one's own."""
    rows = access.complaints(reach).filter(settled_on=None).exclude(author=reach.person or 0)
    rows = rows.filter(community__in=access.run_communities(reach))
    return rows.select_related("author").order_by("made_on", "pk")
