"""Linear models with some whole unknowns, and the solver library that they are given to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from types import MappingProxyType
from typing import Any

import highspy
import numpy as np

NOTHING: Mapping[int, int] = MappingProxyType({})
# One thread and no limit of time: the same model has the same answer on every machine.
OPTIONS = {"threads": 1, "mip_abs_gap": 0.999, "mip_max_nodes": 5_000}


@dataclass(slots=True)
class Model:
    """Columns with costs and bounds, rows as lists of coefficients; costs are whole numbers."""

    costs: list[int] = field(default_factory=list)
    least: list[int] = field(default_factory=list)
    most: list[int] = field(default_factory=list)
    whole: set[int] = field(default_factory=set)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    values: list[int] = field(default_factory=list)

    def column(self, cost: int, *, least: int = 0, most: int = 1, whole: bool = False) -> int:
        """A new unknown."""
        number = len(self.costs)
        self.costs.append(cost)
        self.least.append(least)
        self.most.append(most)
        if whole:
            self.whole.add(number)
        return number

    def row(
        self,
        columns: Iterable[int],
        *,
        lower: float = -inf,
        upper: float = inf,
        less: Mapping[int, int] = NOTHING,
    ) -> None:
        """Bounds for a sum of unknowns, ``less`` others so many times."""
        self.starts.append(len(self.columns))
        self.lower.append(lower)
        self.upper.append(upper)
        self.columns.extend(columns)
        self.values.extend([1] * (len(self.columns) - len(self.values)))
        self.columns.extend(less)
        self.values.extend(-times for times in less.values())


class _Quiet(highspy.Highs):
    """The library names itself on the standard output as soon as it is made, unless told first."""

    def enableCallbacks(self) -> Any:  # noqa: N802 - named by the library
        self.silent()
        return super().enableCallbacks()  # type: ignore[no-untyped-call]


def minimum(model: Model, *, gap: float) -> tuple[Sequence[float], float] | None:
    """The unknowns at the least cost, to within ``gap``, and what no cost can be below.

    None when nothing keeps all rows.
    """
    highs = _Quiet()  # type: ignore[no-untyped-call]
    for option, value in (*OPTIONS.items(), ("mip_rel_gap", gap)):
        highs.setOptionValue(option, value)
    size = len(model.costs)
    highs.addVars(size, np.array(model.least, float), np.array(model.most, float))
    highs.changeColsCost(size, np.arange(size, dtype=np.int32), np.array(model.costs, float))
    whole = np.array(sorted(model.whole), np.int32)
    kinds = np.full(len(whole), highspy.HighsVarType.kInteger)
    highs.changeColsIntegrality(len(whole), whole, kinds)
    highs.addRows(
        len(model.lower),
        np.array(model.lower, float),
        np.array(model.upper, float),
        len(model.columns),
        np.array(model.starts, np.int32),
        np.array(model.columns, np.int32),
        np.array(model.values, float),
    )
    highs.run()
    if highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        return None
    return highs.getSolution().col_value, highs.getInfo().mip_dual_bound
