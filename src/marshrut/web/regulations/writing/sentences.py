"""Each type of norm as a sentence with places to fill; what is not in it follows it."""

# A sentence stays on its line.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from marshrut.web.fields import Card

# In the order in which they are offered.
TYPES: Mapping[str, Card] = {
    "condition": Card(_("Condition"), _("Without this something may not be done: a post, experience, an order.")),
    "deliverable": Card(_("Material"), _("What must exist by a day or a deed: a report, a plan, an order.")),
    "size": Card(_("How many at once"), _("Tutors in an organisation, people in a group.")),
    "quota": Card(_("How often"), _("So many activities in a month, a quarter, a year.")),
    "answer": Card(_("Time to answer"), _("In how many working days a request is answered.")),
    "term": Card(_("How long"), _("The term of an appointment or of support.")),
    "stages": Card(_("Stages"), _("Which stages support passes, in their order.")),
    "form": Card(_("Parts of a document"), _("What a route, a plan or a diagnosis consists of.")),
    "words": Card(_("List of names"), _("Forms, methods, directions, functions.")),
    "entry": Card(_("How one joins"), _("By wish, by request, without applying.")),
    "right": Card(_("Right or prohibition"), _("Who may do what, and when.")),
    "indicator": Card(_("Figure"), _("What is counted, and its target.")),
    "text": Card(_("Acts referred to"), _("Nothing is checked; the acts are listed.")),
}  # fmt: skip
SENTENCES: Mapping[str, Promise] = {
    "condition": _("What is checked: {condition}. Before this deed: {guards}."),
    "deliverable": _("Needed: {deliverable}, at least {least} for each: {for}. Prepared by: {by}."),
    "size": _("What is counted: {size}. For each: {per}. From {least} to {most}."),
    "quota": _("Activity: {quota}, at least {least} and at most {most} in {period}. Counted for: {per}."),
    "answer": _("Asked: {answer}. The answer comes within {days} working days. Answered by: {by}. If there is none, it is passed on to: {then}."),
    "term": _("Term: {term}, at least {least} and at most {most} {unit}."),
    "stages": _("Stages of: {stages}. Skipping: {skip}."),
    "form": _("Document: {form}, part of: {of}. Written by: {author}. The other party: {agreement}. Checked before: {guards}."),
    "words": _("List: {words}."),
    "entry": _("Who joins: {entry}. On the basis of: {basis}. Whom it concerns: {whom}. Leaving: {leave}. Tutors from: {scope}."),
    "right": _("Who: {right}. May: {may}."),
    "indicator": _("Figure: {indicator}, counted for: {per}. Target: {target} per cent."),
    "text": _("The clause refers to these acts:"),
}  # fmt: skip
LABELS: Mapping[str, Promise] = {
    "accepted_by": _p("norm", "Accepted in turn by"),
    "after": _p("norm", "If it changes later"),
    "agreement": _p("norm", "The other party"),
    "also": _p("norm", "or on these grounds"),
    "answer": _p("norm", "Asked"),
    "author": _p("norm", "Written by"),
    "basis": _p("norm", "On the basis of"),
    "by": _p("norm", "Who does it"),
    "closed": _p("norm", "Nothing else is used"),
    "condition": _p("norm", "What is checked"),
    "covers": _p("norm", "Lasts as long as"),
    "days": _p("norm", "Working days"),
    "deliverable": _p("norm", "What is needed"),
    "due": _p("norm", "By when"),
    "entry": _p("norm", "Who joins"),
    "for": _p("norm", "For each"),
    "form": _p("norm", "Document"),
    "guards": _p("norm", "Checked before"),
    "indicator": _p("norm", "Figure"),
    "items": _p("norm", "Names"),
    "least": _p("norm", "At least"),
    "leave": _p("norm", "Leaving"),
    "may": _p("norm", "May"),
    "most": _p("norm", "At most"),
    "not": _p("norm", "This is a prohibition"),
    "of": _p("norm", "Part of"),
    "parts": _p("norm", "Parts"),
    "per": _p("norm", "For each"),
    "period": _p("norm", "In what time"),
    "plan": _p("norm", "Plan"),
    "quota": _p("norm", "Activity"),
    "right": _p("norm", "Who"),
    "scope": _p("norm", "Tutors from"),
    "size": _p("norm", "What is counted"),
    "skip": _p("norm", "Skipping"),
    "source": _p("norm", "Counted by"),
    "stages": _p("norm", "Stages of"),
    "strict": _p("norm", "Not across the end of the school year"),
    "target": _p("norm", "Target, per cent"),
    "term": _p("norm", "Term"),
    "text": _p("norm", "Acts, one a line"),
    "then": _p("norm", "Passed on to"),
    "unit": _p("norm", "Unit of time"),
    "warn_days": _p("norm", "Days of warning before the term"),
    "who": _p("norm", "Who owes it, if not as usual"),
    "whom": _p("norm", "Whom it concerns"),
    "words": _p("norm", "List"),
}
CHOICES: Mapping[str, Mapping[str, Promise]] = {
    "after": {
        "breached": _p("after", "it is not met"),
        "at_risk": _p("after", "it only wants a look"),
    },
    "agreement": {
        "both": _p("agreement", "agrees"),
        "acquainted": _p("agreement", "acknowledges it"),
        "none": _p("agreement", "is not asked"),
    },
    "author": {
        "both": _p("author", "both"),
    },
    "covers": {"subject": _p("covers", "the subject of support is open")},
    "entry": {
        "candidate": _p("entry", "potential tutor"),
        "member": _p("entry", "member of a community"),
        "school": _p("entry", "organisation"),
    },
    "leave": {
        "dismissal": _p("leave", "on dismissal"),
        "any_time": _p("leave", "at any time"),
        "none": _p("leave", "is not spoken of"),
    },
    "period": {
        "month": _p("period of quota", "a month"),
        "quarter": _p("period of quota", "a quarter"),
        "trimester": _p("period of quota", "a trimester"),
        "school_year": _p("period of quota", "a school year"),
        "calendar_year": _p("period of quota", "a calendar year"),
        "programme": _p("period of quota", "the time of the programme"),
    },
    "plan": {"separate": _p("plan", "of its own"), "common": _p("plan", "common")},
    "scope": {"own": _p("scope", "the same organisation"), "any": _p("scope", "any organisation")},
    "skip": {
        "never": _p("skip", "not allowed"),
        "by_decision": _p("skip", "by a decision"),
    },
    "source": {
        "system": _p("source", "the system"),
        "stored": _p("source", "somebody: the figure is entered"),
    },
    "term": {
        "appointment": _p("term", "appointment of a tutor"),
        "pairing": _p("term", "work of a tutor with one person"),
        "case": _p("term", "support from its opening to its planned end"),
    },
    "unit": {
        "day": _p("unit of term", "days"),
        "month": _p("unit of term", "months"),
        "year": _p("unit of term", "years"),
        "school_year": _p("unit of term", "school years"),
    },
}
# A term is what one thing is called by the file, and another by the forms of a unit.
SHEETS = {"per", "for", "of", "condition", "stages"}
