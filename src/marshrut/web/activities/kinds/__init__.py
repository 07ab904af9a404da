"""What may be done with each kind of thing in this section, button by button."""

from marshrut.web.activities.kinds.answers import OPINION, RECOMMENDATION, REQUEST
from marshrut.web.activities.kinds.consultations import ATTENDANCE, CONSULTATION
from marshrut.web.activities.kinds.visits import VISIT

KINDS = (VISIT, CONSULTATION, ATTENDANCE, REQUEST, RECOMMENDATION, OPINION)

__all__ = [
    "ATTENDANCE",
    "CONSULTATION",
    "KINDS",
    "OPINION",
    "RECOMMENDATION",
    "REQUEST",
    "VISIT",
]
