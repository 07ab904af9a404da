"""Deeds of diagnosis: campaigns, answers, results from elsewhere."""

from marshrut.diagnostics.operations.answering import (
    begin_response,
    finish_response,
    record_response,
)
from marshrut.diagnostics.operations.campaigns import (
    finish_campaign,
    invite,
    prepare_campaign,
    remind_of_campaign,
    start_campaign,
)
from marshrut.diagnostics.operations.importing import enter_result, open_imported
from marshrut.diagnostics.operations.instruments import (
    edit_instrument,
    publish_instrument,
    publish_own_instrument,
    withdraw_instrument,
    write_instrument,
)
from marshrut.diagnostics.operations.observing import (
    begin_observation,
    record_observation,
    reply_to_observation,
    withdraw_observation,
)

__all__ = [
    "begin_observation",
    "begin_response",
    "edit_instrument",
    "enter_result",
    "finish_campaign",
    "finish_response",
    "invite",
    "open_imported",
    "prepare_campaign",
    "publish_instrument",
    "publish_own_instrument",
    "record_observation",
    "record_response",
    "remind_of_campaign",
    "reply_to_observation",
    "start_campaign",
    "withdraw_instrument",
    "withdraw_observation",
    "write_instrument",
]
