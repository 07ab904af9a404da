"""Deeds of routes."""

from marshrut.routes.operations.beginning import (
    begin_case,
    begin_with_subject,
    copy_route,
    draft_route,
)
from marshrut.routes.operations.carrying import carry_case
from marshrut.routes.operations.closing import (
    agree_to_close,
    close_route,
    finish_appointment,
    give_up,
)
from marshrut.routes.operations.library import (
    decline_library_step,
    edit_library_step,
    keep_library_step,
    offer_library_step,
    share_library_step,
    withdraw_library_step,
)
from marshrut.routes.operations.plan import (
    acknowledge_route,
    propose,
    revise,
    withdraw_proposal,
    write_parts,
)
from marshrut.routes.operations.products import (
    accept_product,
    edit_product,
    keep_own_product,
    keep_product,
    return_product,
    submit_product,
)
from marshrut.routes.operations.scenarios import add_scenario, choose_scenario
from marshrut.routes.operations.stages import pass_stage, skip_stage
from marshrut.routes.operations.steps import (
    add_step,
    draft_steps,
    drop_step,
    edit_step,
    link_step,
    move_step,
)
from marshrut.routes.operations.versions import adopt_newer, keep_own
from marshrut.routes.operations.walking import (
    accept_step,
    add_evidence,
    add_note,
    reflect,
    return_step,
    submit_step,
)

__all__ = [
    "accept_product",
    "accept_step",
    "acknowledge_route",
    "add_evidence",
    "add_note",
    "add_scenario",
    "add_step",
    "adopt_newer",
    "agree_to_close",
    "begin_case",
    "begin_with_subject",
    "carry_case",
    "choose_scenario",
    "close_route",
    "copy_route",
    "decline_library_step",
    "draft_route",
    "draft_steps",
    "drop_step",
    "edit_library_step",
    "edit_product",
    "edit_step",
    "finish_appointment",
    "give_up",
    "keep_library_step",
    "keep_own",
    "keep_own_product",
    "keep_product",
    "link_step",
    "move_step",
    "offer_library_step",
    "pass_stage",
    "propose",
    "reflect",
    "return_product",
    "return_step",
    "revise",
    "share_library_step",
    "skip_stage",
    "submit_product",
    "submit_step",
    "withdraw_library_step",
    "withdraw_proposal",
    "write_parts",
]
