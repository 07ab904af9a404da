"""Who comes in, how they leave, and on whose order tutors are appointed: asked of a regulation."""

from __future__ import annotations

from collections.abc import Iterator

from marshrut.norms.conditions import Condition
from marshrut.norms.kinds import Basis, Kind, Made, OrderOf
from marshrut.norms.naming import Entry
from marshrut.norms.rules import Rules

ANY_BASIS = ("wish", "difficulty", "request", "diagnosis")
# What only the person can say of themselves.
OWN_BASES = frozenset({"wish", "difficulty"})


def enrols_by_itself(rules: Rules) -> bool:
    """Does the regulation enrol pedagogical staff without anybody applying?"""
    return any(entry.basis == "automatic" for entry in rules.entries("tutee"))


def bases_of(rules: Rules) -> tuple[str, ...]:
    """On what bases people come in one by one; none where the regulation enrols them all.

    What entries name, as far as the conditions on opening a case allow it; where no clause speaks
    of it, any basis will do.
    """
    if enrols_by_itself(rules):
        return ()
    named = dict.fromkeys(
        basis for entry in rules.entries("tutee") for basis in (entry.basis, *entry.also)
    )
    limits = [
        kind.words for kind in _kinds(rules, "open_case", every=True) if isinstance(kind, Basis)
    ]
    known = tuple(named) or tuple(dict.fromkeys(sum(limits, ()))) or ANY_BASIS
    return tuple(basis for basis in known if all(basis in allowed for allowed in limits))


def entry_clause(rules: Rules) -> str:
    """The clause that says on what basis people come in, "" if none does."""
    return next(
        (
            clause.key
            for clause, norm in rules.norms()
            if (isinstance(norm, Entry) and norm.entry == "tutee")
            or (
                isinstance(norm, Condition)
                and norm.guard == "open_case"
                and any(isinstance(kind, Basis) for kind in norm.all)
            )
        ),
        "",
    )


def leaves_at_will(rules: Rules) -> bool:
    """May a tutee leave the programme at any time by their own word?"""
    return any(entry.leave == "any_time" for entry in rules.entries("tutee"))


def appointed_by(rules: Rules) -> str:
    """Whose order appoints tutors by the regulation; "" where no clause says it."""
    kinds = _kinds(rules, "appoint")
    return next((kind.body for kind in kinds if isinstance(kind, OrderOf)), "")


def evidence_of_tutors(rules: Rules) -> tuple[str, ...]:
    """What a tutor's dossier must hold by the conditions on appointing."""
    made = (kind for kind in _kinds(rules, "appoint") if isinstance(kind, Made))
    return tuple(dict.fromkeys(name for kind in made for name in kind.words))


def _kinds(rules: Rules, deed: str, *, every: bool = False) -> Iterator[Kind]:
    """Kinds of the conditions that guard a deed; ``every``: only those that all must hold."""
    for _, norm in rules.norms():
        if isinstance(norm, Condition) and norm.guard == deed:
            yield from norm.all if every else norm.all + norm.any
