"""Deeds on personal data."""

from marshrut.privacy.operations.consents import answer_consent, write_consent_text
from marshrut.privacy.operations.erasure import erase_person
from marshrut.privacy.operations.exports import ask_export, gather_export, take_export
from marshrut.privacy.operations.requests import ask_officer, propose_erasure, settle_request
from marshrut.privacy.operations.terms import set_term, throw_away

__all__ = [
    "answer_consent",
    "ask_export",
    "ask_officer",
    "erase_person",
    "gather_export",
    "propose_erasure",
    "set_term",
    "settle_request",
    "take_export",
    "throw_away",
    "write_consent_text",
]
