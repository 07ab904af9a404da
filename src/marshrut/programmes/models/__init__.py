"""Tables of programmes."""

from marshrut.programmes.models.cases import CasePause, Enrolment, Pairing
from marshrut.programmes.models.external import ExternalTutor
from marshrut.programmes.models.programme import (
    Programme,
    ProgrammeVersion,
    Project,
    SchoolConditions,
    Subject,
)
from marshrut.programmes.models.schools import (
    CriterionValue,
    SchoolCriterion,
    SchoolEnrolment,
)
from marshrut.programmes.models.tutors import Appointment, TutorEvidence
from marshrut.programmes.models.waivers import Waiver

__all__ = [
    "Appointment",
    "CasePause",
    "CriterionValue",
    "Enrolment",
    "ExternalTutor",
    "Pairing",
    "Programme",
    "ProgrammeVersion",
    "Project",
    "SchoolConditions",
    "SchoolCriterion",
    "SchoolEnrolment",
    "Subject",
    "TutorEvidence",
    "Waiver",
]
