"""Deeds of the noun."""

from marshrut.extracts.operations.tables import change_table, drop_table, save_table
from marshrut.extracts.operations.whole import (
    ask_whole_export,
    drop_whole_export,
    finish_whole_export,
    take_whole_export,
    throw_old_exports,
)

__all__ = [
    "ask_whole_export",
    "change_table",
    "drop_table",
    "drop_whole_export",
    "finish_whole_export",
    "save_table",
    "take_whole_export",
    "throw_old_exports",
]
