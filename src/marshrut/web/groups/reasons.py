"""Why somebody is in a group, or waits: codes of the solver as sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = {
    "only_tutor_of_topic": _("the only tutor of the topic"),
    "same_school": _("the tutor works in the same organisation"),
    "unknown_travel": _("the road to the tutor is not measured"),
    "shortest_travel": _("the shortest road, %(found)s min"),
    "longer_travel": _("%(found)s min on the road; the nearest tutor, %(wanted)s min, has no room"),
    "same_subject": _("the tutor teaches the same subject"),
    "difficulty": _("a difficulty comes before a wish"),
    "strongest_need": _("the strongest need of theirs"),
    "lesser_need": _("a lesser need: there is no room for the stronger one"),
    "colleagues": _("colleagues from the same organisation: %(found)s"),
    "by_hand": _("placed by hand"),
    "themselves": _("the only tutor is this very person"),
    "own_head": _("the tutor is the head of their organisation"),
    # Who is kept apart from whom is nobody's to read here, the two themselves included.
    "apart": _("no group suited by who is in it"),
    "too_far": _("%(found)s min on the road, at most %(wanted)s"),
    "too_few": _("%(found)s asked, at least %(wanted)s are needed"),
    "tutors_full": _("the tutors of the topic have no room"),
    "no_tutor": _("nobody is named to lead the topic"),
    "outweighed": _("a place here would have cost others more"),
    "left_over": _("%(found)s were left, at least %(wanted)s are needed for one more group"),
}


# What stands against a proposal that somebody has arranged by hand.
OBJECTIONS: Mapping[str, Promise] = {
    "twice": _("%(who)s: in another proposal, too"),
    "not_asked": _("%(who)s: has not asked for this topic"),
    "apart": _("not to be put together: %(who)s"),
    "own_head": _("%(who)s: the tutor is the head of their organisation"),
    "themselves": _("%(who)s: the tutor among the people"),
    "not_of_topic": _("%(who)s: does not lead this topic"),
    "over_capacity": _("%(who)s: %(found)s people, takes on at most %(wanted)s"),
    "too_many_groups": _("%(who)s: %(found)s groups, takes on at most %(wanted)s"),
}


def against(code: str, **told: Any) -> str:
    """One objection as a sentence; an unknown one says nothing."""
    return str(OBJECTIONS[code]) % told if code in OBJECTIONS else ""


def told(reasons: Sequence[Mapping[str, Any]]) -> str:
    """«единственный тьютор темы; коллег из той же организации: 2»; unknown codes say nothing."""
    known = [(SENTENCES.get(str(one.get("code"))), one) for one in reasons]
    return "; ".join(str(text) % dict(one) for text, one in known if text is not None)
