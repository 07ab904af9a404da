"""Deeds of programmes."""

from marshrut.programmes.operations.by_order import appoint_by_order
from marshrut.programmes.operations.candidates import name_candidate
from marshrut.programmes.operations.carrying import carry_enrolment
from marshrut.programmes.operations.cases import (
    finish_case,
    give_up_subject,
    name_subject,
    open_case,
    pause_case,
    resume_case,
)
from marshrut.programmes.operations.closing import close_programme
from marshrut.programmes.operations.dossier import (
    add_evidence_of_tutor,
    withdraw_evidence_of_tutor,
)
from marshrut.programmes.operations.enrolments import enrol, enrol_all, hire
from marshrut.programmes.operations.entering import include, join
from marshrut.programmes.operations.external import (
    Newcomer,
    close_texts,
    end_external,
    link_external,
    open_texts,
)
from marshrut.programmes.operations.hiring import hire_many
from marshrut.programmes.operations.leaving import (
    leave,
    leave_programme,
    leave_support,
    repair_programme,
)
from marshrut.programmes.operations.pairs import hand_over, pair, pair_unit
from marshrut.programmes.operations.programme import (
    begin_project,
    mark_developed,
    prepare_programme,
    start_programme,
    write_conditions,
)
from marshrut.programmes.operations.schools import (
    add_criterion,
    admit_school,
    ask_support,
    assess_school,
    drop_criterion,
    finish_school,
    refuse_school,
    withdraw_school,
)
from marshrut.programmes.operations.tutors import (
    agree_to_tutor,
    appoint,
    end_appointment,
    release_tutor,
    withdraw_candidate,
)
from marshrut.programmes.operations.versions import adopt_version, put_in_force
from marshrut.programmes.operations.waivers import (
    Waivable,
    ask_many,
    ask_waiver,
    decide_many,
    decide_waiver,
    waive_many,
    withdraw_waiver,
)

__all__ = [
    "Newcomer",
    "Waivable",
    "add_criterion",
    "add_evidence_of_tutor",
    "admit_school",
    "adopt_version",
    "agree_to_tutor",
    "appoint",
    "appoint_by_order",
    "ask_many",
    "ask_support",
    "ask_waiver",
    "assess_school",
    "begin_project",
    "carry_enrolment",
    "close_programme",
    "close_texts",
    "decide_many",
    "decide_waiver",
    "drop_criterion",
    "end_appointment",
    "end_external",
    "enrol",
    "enrol_all",
    "finish_case",
    "finish_school",
    "give_up_subject",
    "hand_over",
    "hire",
    "hire_many",
    "include",
    "join",
    "leave",
    "leave_programme",
    "leave_support",
    "link_external",
    "mark_developed",
    "name_candidate",
    "name_subject",
    "open_case",
    "open_texts",
    "pair",
    "pair_unit",
    "pause_case",
    "prepare_programme",
    "put_in_force",
    "refuse_school",
    "release_tutor",
    "repair_programme",
    "resume_case",
    "start_programme",
    "waive_many",
    "withdraw_candidate",
    "withdraw_evidence_of_tutor",
    "withdraw_school",
    "withdraw_waiver",
    "write_conditions",
]
