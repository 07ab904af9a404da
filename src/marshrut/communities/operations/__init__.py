"""Deeds of communities: their cards and rules, members, teams, work, complaints."""

from marshrut.communities.operations.cards import (
    adopt_rules,
    close_community,
    edit_community,
    found_community,
)
from marshrut.communities.operations.complaints import complain_of_conduct, settle_conduct
from marshrut.communities.operations.documents import (
    add_document,
    consent_to_publication,
    publish_document,
    withdraw_document,
)
from marshrut.communities.operations.duties import finish_duty, give_duty, take_back_duty
from marshrut.communities.operations.meetings import cancel_meeting, hold_meeting, plan_meeting
from marshrut.communities.operations.members import (
    accept_member,
    apply_to_community,
    ask_tutor,
    encourage,
    exclude_member,
    leave_community,
    refuse_member,
    train_member,
)
from marshrut.communities.operations.teams import compose_team

__all__ = [
    "accept_member",
    "add_document",
    "adopt_rules",
    "apply_to_community",
    "ask_tutor",
    "cancel_meeting",
    "close_community",
    "complain_of_conduct",
    "compose_team",
    "consent_to_publication",
    "edit_community",
    "encourage",
    "exclude_member",
    "finish_duty",
    "found_community",
    "give_duty",
    "hold_meeting",
    "leave_community",
    "plan_meeting",
    "publish_document",
    "refuse_member",
    "settle_conduct",
    "take_back_duty",
    "train_member",
    "withdraw_document",
]
