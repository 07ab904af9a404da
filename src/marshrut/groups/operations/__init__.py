"""Deeds of topics and groups: demand, applications, proposals, groups at work."""

from marshrut.groups.operations.applications import (
    accept_application,
    apply_for_topic,
    refuse_application,
    withdraw_application,
)
from marshrut.groups.operations.asking import (
    apply_for_service,
    ask_for_oneself,
    assign_application,
    escalate_application,
    finish_application,
    reassign_application,
    reopen_application,
)
from marshrut.groups.operations.forming import (
    arrange,
    choose_tutor,
    drop_group,
    propose_group,
)
from marshrut.groups.operations.linking import end_group_external, link_to_group
from marshrut.groups.operations.matching import (
    keep_apart,
    lead_topics,
    let_together,
    measure_roads,
)
from marshrut.groups.operations.sessions import (
    drop_session,
    edit_session,
    hold_extra_session,
    hold_session,
    plan_session,
)
from marshrut.groups.operations.solving import ask_to_form, fail_to_form, keep_proposals
from marshrut.groups.operations.topics import (
    add_topic,
    close_topic,
    edit_topic,
    need_topic,
    offer_topic,
    withdraw_demand,
)
from marshrut.groups.operations.working import (
    approve_groups,
    change_tutor,
    close_group,
    join_group,
    leave_group,
    write_plan,
)

__all__ = [
    "accept_application",
    "add_topic",
    "apply_for_service",
    "apply_for_topic",
    "approve_groups",
    "arrange",
    "ask_for_oneself",
    "ask_to_form",
    "assign_application",
    "change_tutor",
    "choose_tutor",
    "close_group",
    "close_topic",
    "drop_group",
    "drop_session",
    "edit_session",
    "edit_topic",
    "end_group_external",
    "escalate_application",
    "fail_to_form",
    "finish_application",
    "hold_extra_session",
    "hold_session",
    "join_group",
    "keep_apart",
    "keep_proposals",
    "lead_topics",
    "leave_group",
    "let_together",
    "link_to_group",
    "measure_roads",
    "need_topic",
    "offer_topic",
    "plan_session",
    "propose_group",
    "reassign_application",
    "refuse_application",
    "reopen_application",
    "withdraw_application",
    "withdraw_demand",
    "write_plan",
]
