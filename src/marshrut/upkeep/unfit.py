"""What stands in the way of a copy, its return or a move."""

from __future__ import annotations

from typing import Any


class Unfit(Exception):
    """Nothing was changed; `code` and `params` become a sentence in web."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params
