"""The objective: what a placement weighs, in minutes on the road.

Nothing at all is somebody's strongest need met by a tutor of their own school and subject. The
burden of a proposal is the sum over its people:

- placed: the road, a tutor of another subject, and what the topic is worth less than the one
  they need most;
- left over: the weight of being left over and all that their strongest need is worth.

Who of a tutor's people meet in which of the tutor's groups weighs nothing: colleagues are kept
together, but no proposal is called better or worse for it.
"""

from __future__ import annotations

from marshrut.formation.proposals import Reason
from marshrut.formation.values import (
    Applicant,
    Basis,
    Choice,
    Demand,
    Objective,
    Roads,
    Tutor,
    Weights,
)


def worth(choice: Choice, weights: Weights) -> int:
    """What meeting this need is worth."""
    bonus = weights.difficulty if choice.basis is Basis.DIFFICULTY else 0
    return weights.need * choice.strength + bonus


def most_worth(applicant: Applicant, weights: Weights) -> int:
    """What their strongest need is worth."""
    return max((worth(choice, weights) for choice in applicant.choices), default=0)


def of_placing(
    applicant: Applicant, choice: Choice, tutor: Tutor, roads: Roads, weights: Weights
) -> int:
    """What it weighs that this tutor takes them on this topic."""
    road = weights.travel * roads.between(applicant.school, tutor.school)
    stranger = weights.subject if is_stranger(applicant, tutor) else 0
    return road + stranger + most_worth(applicant, weights) - worth(choice, weights)


def of_leaving(applicant: Applicant, demand: Demand) -> int:
    """What it weighs that they are left over."""
    weights = demand.weights
    first = demand.objective is Objective.NOBODY_LEFT
    return (weights.nobody_left if first else weights.left) + most_worth(applicant, weights)


def is_stranger(applicant: Applicant, tutor: Tutor) -> bool:
    """Do they teach different subjects, as far as both are known?"""
    return "" != applicant.subject != tutor.subject != ""


def are_apart(one: Applicant, other: Applicant) -> bool:
    """Does either want not to meet the other?"""
    return other.key in one.apart or one.key in other.apart


def barrier(applicant: Applicant, tutor: Tutor, roads: Roads) -> Reason | None:
    """What forbids that this tutor takes them; None when nothing does."""
    if applicant.key == tutor.key:
        return Reason("themselves")
    if applicant.school in tutor.head_of:
        return Reason("own_head")
    if tutor.key in applicant.apart or applicant.key in tutor.apart:
        return Reason("apart")
    minutes = roads.between(applicant.school, tutor.school)
    if roads.farthest is not None and minutes > roads.farthest:
        return Reason("too_far", minutes, roads.farthest)
    return None
