"""Tables of communities: what they are, who is in them, what they do together."""

from marshrut.communities.models.community import (
    Community,
    CommunityRules,
    Composition,
    Membership,
)
from marshrut.communities.models.work import (
    CommunityDocument,
    CommunityDuty,
    CommunityMeeting,
    ConductComplaint,
    Incentive,
)

__all__ = [
    "Community",
    "CommunityDocument",
    "CommunityDuty",
    "CommunityMeeting",
    "CommunityRules",
    "Composition",
    "ConductComplaint",
    "Incentive",
    "Membership",
]
