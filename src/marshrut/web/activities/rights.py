"""What the reader may begin: a right that the regulation does not give has no button."""

from __future__ import annotations

from collections.abc import Mapping

from marshrut.activities.access import tutees
from marshrut.norms.rules import Rules
from marshrut.programmes.queries import version_on
from marshrut.regulations.queries import rules_of
from marshrut.web.programme_words import use_words
from marshrut.web.request import Request

# The pages that begin something, and the right of the tutor that they need.
RIGHTS: Mapping[str, str] = {
    "colleague_new": "consult_colleague",
    "consultation_new": "",
    "opinion_new": "give_opinion",
    "recommendation_new": "",
    "request_new": "request_information",
    "visit_new": "hold_visit",
}
# Of what may be done for somebody without a subject yet.
FOR_ALL = frozenset({"consultation_new"})


def gives(rules: Rules, page: str) -> bool:
    """Does the regulation let a tutor begin this?"""
    return not RIGHTS[page] or rules.may("tutor", RIGHTS[page])


def offered(request: Request) -> frozenset[str]:
    """The pages that begin something for the reader's own tutees."""
    first = tutees(request.reach).select_related("programme").first()
    if first is None:
        return frozenset()
    rules = rules_of(version_on(first.programme, request.reach.on))
    use_words(request, rules)
    # Who has a subject comes first.
    pages = FOR_ALL if first.subject_id is None else RIGHTS
    return frozenset(page for page in pages if gives(rules, page))
