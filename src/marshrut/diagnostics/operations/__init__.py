"""Deeds of diagnosis: campaigns, answers."""

from marshrut.diagnostics.operations.answering import (
    begin_response,
    finish_response,
    record_response,
)
from marshrut.diagnostics.operations.campaigns import (
    finish_campaign,
    invite,
    prepare_campaign,
    publish_instrument,
    remind_of_campaign,
    start_campaign,
)

__all__ = [
    "begin_response",
    "finish_campaign",
    "finish_response",
    "invite",
    "prepare_campaign",
    "publish_instrument",
    "record_response",
    "remind_of_campaign",
    "start_campaign",
]
