"""Deeds on uploaded lists."""

from marshrut.imports.operations.answering import (
    accept_fixes,
    answer_row,
    answer_words,
    choose_leaving,
    choose_rows,
)
from marshrut.imports.operations.undoing import undo_batch
from marshrut.imports.operations.uploading import drop_batch, map_columns, read_batch, upload
from marshrut.imports.operations.writing import ask_to_write, give_back, write_batch

__all__ = [
    "accept_fixes",
    "answer_row",
    "answer_words",
    "ask_to_write",
    "choose_leaving",
    "choose_rows",
    "drop_batch",
    "give_back",
    "map_columns",
    "read_batch",
    "undo_batch",
    "upload",
    "write_batch",
]
