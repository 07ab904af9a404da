"""Deeds over a whole programme: passing into the next year, reminding who owes."""

from marshrut.oversight.operations.next_year import begin_next_year
from marshrut.oversight.operations.reminding import remind

__all__ = ["begin_next_year", "remind"]
