"""Deeds about consultations, visits, recommendations and opinions."""

from marshrut.activities.operations.consultations import (
    cancel_consultation,
    confirm_consultation,
    correct_consultation,
    object_to_consultation,
    record_consultation,
)
from marshrut.activities.operations.opinions import complain, give_opinion, settle_complaint
from marshrut.activities.operations.proposals import (
    accept_other_time,
    agree_visit,
    cancel_visit,
    decline_visit,
    expire_visit,
    propose_other_time,
    propose_visit,
)
from marshrut.activities.operations.recommendations import (
    accept_recommendation,
    mark_done,
    mark_not_done,
    recommend,
)
from marshrut.activities.operations.requested import hold_requested
from marshrut.activities.operations.visits import (
    hold_visit,
    read_sheet,
    reply_to_sheet,
    share_sheet,
)

__all__ = [
    "accept_other_time",
    "accept_recommendation",
    "agree_visit",
    "cancel_consultation",
    "cancel_visit",
    "complain",
    "confirm_consultation",
    "correct_consultation",
    "decline_visit",
    "expire_visit",
    "give_opinion",
    "hold_requested",
    "hold_visit",
    "mark_done",
    "mark_not_done",
    "object_to_consultation",
    "propose_other_time",
    "propose_visit",
    "read_sheet",
    "recommend",
    "record_consultation",
    "reply_to_sheet",
    "settle_complaint",
    "share_sheet",
]
