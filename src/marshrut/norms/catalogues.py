"""Catalogues of a regulation that describe work: forms, technologies, methods and others."""

from __future__ import annotations

from collections.abc import Mapping

from marshrut.norms.findings import Finding, Force, State
from marshrut.norms.naming import Catalogue
from marshrut.norms.rules import Decision, Objection, Rules

FORMS = "forms"
LISTS = (FORMS, "technologies", "methods", "directions", "competences")
# Kept with a chosen list: its name to the key of the item.
Chosen = Mapping[str, str]
NOTHING_CHOSEN: Chosen = {}


def offered(rules: Rules) -> dict[str, Catalogue]:
    """The lists that this regulation has, in the order in which work is described."""
    found = {name: rules.catalogue(name) for name in LISTS}
    return {name: norm for name, norm in found.items() if norm is not None}


def decide(rules: Rules, chosen: Chosen, kind: str, key: int = 0) -> Decision:
    """May work be called so? A closed list refuses what it has not, by its clause.

    ``kind`` and ``key`` name the thing, as in any objection.
    """
    objections = [
        Objection(
            clause.key,
            Finding(State.BREACHED, "catalogue", (norm.words, names(norm)), said, stops=True),
            Force.HARD,
            kind,
            key,
        )
        for clause, norm in rules.norms()
        if isinstance(norm, Catalogue)
        and norm.closed
        and (said := chosen.get(norm.words))
        and said not in norm.items
    ]
    return Decision(tuple(objections))


def names(norm: Catalogue) -> tuple[str, ...]:
    """What the list has, as it is written."""
    return tuple(name for name, _ in norm.items.values())
