"""No row of a regulation that runs is left without a test."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.clauses.conftest import ROWS, RUNNING

HERE = Path(__file__).parent


def named_rows() -> set[str]:
    """Rows in the ``clause`` markers of the tests beside this one."""
    found = set()
    for path in HERE.glob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "clause":
                found |= {str(arg.value) for arg in node.args if isinstance(arg, ast.Constant)}
    return found


def test_every_row_of_a_running_regulation_is_closed_by_a_test() -> None:
    wanted = {row for row in ROWS if row.split(":")[0] in RUNNING}
    assert wanted - named_rows() == set()


def test_no_test_names_a_row_that_does_not_exist() -> None:
    assert named_rows() <= set(ROWS)
