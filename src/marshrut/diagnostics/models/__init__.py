"""Instruments, campaigns with what was answered, observations."""

from marshrut.diagnostics.models.campaigns import AnonymousResults, Campaign, Response, Score
from marshrut.diagnostics.models.instruments import Instrument, OwnInstrument
from marshrut.diagnostics.models.observations import Observation

__all__ = [
    "AnonymousResults",
    "Campaign",
    "Instrument",
    "Observation",
    "OwnInstrument",
    "Response",
    "Score",
]
