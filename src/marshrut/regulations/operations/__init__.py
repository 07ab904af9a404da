"""Deeds of regulations."""

from marshrut.regulations.operations.acknowledging import acknowledge, acknowledge_many
from marshrut.regulations.operations.acts import (
    add_act,
    check_basis,
    cite_act,
    drop_citation,
    edit_act,
    take_acts,
)
from marshrut.regulations.operations.cutting import join_clause, split_clause
from marshrut.regulations.operations.publishing import keep_signed, publish_version
from marshrut.regulations.operations.versions import (
    amend,
    approve,
    drop_draft,
    load_regulation,
    paste_text,
    replace_clause,
    upload_draft,
)
from marshrut.regulations.operations.writing import (
    add_clause,
    decide_clause,
    drop_clause,
    move_clause,
    undo_step,
    write_clause,
    write_head,
    write_norm,
    write_part,
    write_word,
)

__all__ = [
    "acknowledge",
    "acknowledge_many",
    "add_act",
    "add_clause",
    "amend",
    "approve",
    "check_basis",
    "cite_act",
    "decide_clause",
    "drop_citation",
    "drop_clause",
    "drop_draft",
    "edit_act",
    "join_clause",
    "keep_signed",
    "load_regulation",
    "move_clause",
    "paste_text",
    "publish_version",
    "replace_clause",
    "split_clause",
    "take_acts",
    "undo_step",
    "upload_draft",
    "write_clause",
    "write_head",
    "write_norm",
    "write_part",
    "write_word",
]
