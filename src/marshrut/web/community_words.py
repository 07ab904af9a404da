"""What deeds of communities are called in the journal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy as _p

COMMUNITY_VERBS: dict[str, Promise] = {
    "found_community": _p("deed done", "Community founded"),
    "edit_community": _p("deed done", "Card of a community changed"),
    "adopt_rules": _p("deed done", "Rules of a community adopted"),
    "close_community": _p("deed done", "Community closed"),
    "apply_to_community": _p("deed done", "Application to a community"),
    "accept_member": _p("deed done", "Accepted into a community"),
    "refuse_member": _p("deed done", "Application to a community declined"),
    "leave_community": _p("deed done", "Left a community"),
    "exclude_member": _p("deed done", "Excluded from a community"),
    "compose_team": _p("deed done", "Composition of a team filed"),
    "train_member": _p("deed done", "Training of a member written down"),
    "encourage": _p("deed done", "Encouragement recorded"),
    "ask_tutor": _p("deed done", "A tutor of the community asked"),
    "ask_consultation": _p("deed done", "A consultation asked for"),
    "add_document": _p("deed done", "Document of a community added"),
    "consent_to_publication": _p("deed done", "Author’s consent to publication"),
    "publish_document": _p("deed done", "Document opened to members"),
    "withdraw_document": _p("deed done", "Document taken out"),
    "plan_meeting": _p("deed done", "Activity of a community planned"),
    "hold_meeting": _p("deed done", "Activity of a community recorded"),
    "cancel_meeting": _p("deed done", "Activity of a community cancelled"),
    "give_duty": _p("deed done", "Duty given"),
    "finish_duty": _p("deed done", "Duty done"),
    "take_back_duty": _p("deed done", "Duty taken back"),
    "complain_of_conduct": _p("deed done", "Complaint about conduct"),
    "settle_conduct": _p("deed done", "Complaint about conduct settled"),
}
