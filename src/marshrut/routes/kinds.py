"""Kinds of product that the system knows: their parts, who makes them, who reads them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from marshrut.norms.making import Deliverable
from marshrut.norms.rules import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductKind:
    """``closing`` ones are read by the school's leaders too; ``measured`` ones hold figures."""

    name: str
    parts: tuple[str, ...] = ("text",)
    by: str = "tutor"
    of: str = "route"
    closing: bool = False
    measured: bool = False
    accepted_by: tuple[str, ...] = ()

    @property
    def is_own_word(self) -> bool:
        """Recorded by the tutor themselves: nobody else has to accept it."""
        return self.by == "tutor" and not self.accepted_by


KNOWN = {
    kind.name: kind
    for kind in (
        ProductKind(name="interview", parts=("talk", "conditions_found", "conclusion")),
        ProductKind(name="problem_field", parts=("problems", "causes", "priorities")),
        ProductKind(name="trajectory", closing=True),
        ProductKind(
            name="result_sheet", parts=("evidence", "conclusion"), closing=True, measured=True
        ),
        ProductKind(
            name="tutor_analysis",
            parts=("results", "route_mastered", "evidence", "verdict", "recommendations"),
            closing=True,
        ),
        ProductKind(
            name="final_report",
            parts=("aim", "done", "results", "products", "difficulties", "assessment", "ahead"),
            by="tutee",
            closing=True,
        ),
        ProductKind(
            name="bloom_constructor", parts=("lesson", "aims", "tasks", "outcome"), of="tutor"
        ),
    )
}
# What a clause calls a product may be made by a deed and never by hand.
MADE_BY_DEED = frozenset({"trajectory"})


def kind_of(rules: Rules, name: str) -> ProductKind:
    """The kind as this regulation wants it; LookupError for one that it does not speak of."""
    said = next((norm for norm in deliverables(rules) if name in norm.deliverable), None)
    if said is None:
        raise LookupError(name)
    # What is asked of a case is made on its route.
    of = "route" if said.for_ == "case" else said.for_
    known = KNOWN.get(name, ProductKind(name=name))
    return replace(known, by=said.by, of=of, accepted_by=said.accepted_by)


def deliverables(rules: Rules) -> tuple[Deliverable, ...]:
    """Norms about products of a route, asked of it or of its case, or of a tutor; in order."""
    return tuple(
        norm
        for _, norm in rules.norms()
        if isinstance(norm, Deliverable) and norm.for_ in {"route", "case", "tutor"}
    )
