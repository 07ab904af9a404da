"""Words and tones of statuses: what a page says of a code, and by which shape.

The context of a string is the thing; a tone is a short key of `states`.
"""

from enum import Enum

from django.utils.translation import gettext
from django.utils.translation import pgettext_lazy as _p

from marshrut.web.diagnosis_words import DIAGNOSIS_LABELS
from marshrut.web.group_words import GROUP_LABELS
from marshrut.web.plan_words import PLAN_LABELS
from marshrut.web.tones import Label

LABELS: dict[str, dict[str, Label]] = {
    "community_kind": {
        "tutors": Label(_p("community", "community of tutors")),
        "network": Label(_p("community", "network community")),
        "service": Label(_p("community", "tutor service")),
        "team": Label(_p("community", "municipal tutor team")),
    },
    "membership": {
        "applied": Label(_p("membership", "Application under consideration"), "track"),
        "accepted": Label(_p("membership", "In the community"), "met"),
        "refused": Label(_p("membership", "Application declined"), "off"),
        "left": Label(_p("membership", "Left of own will"), "off"),
        "excluded": Label(_p("membership", "Excluded"), "off"),
        "order": Label(_p("membership", "Out by an order"), "off"),
        "closed": Label(_p("membership", "The community was closed"), "off"),
    },
    "document_kind": {
        "act": Label(_p("document", "normative act")),
        "local_act": Label(_p("document", "local act")),
        "plan": Label(_p("document", "plan")),
        "method": Label(_p("document", "methodical material")),
        "report": Label(_p("document", "report or analysis")),
        "result": Label(_p("document", "result of the work")),
    },
    "document": {
        "draft": Label(_p("document", "Not published yet"), "none"),
        "consent": Label(_p("document", "The author’s consent is awaited"), "risk"),
        "published": Label(_p("document", "Open to the members"), "met"),
        "withdrawn": Label(_p("document", "Taken out"), "off"),
    },
    "duty": {
        "open": Label(_p("duty", "To be done"), "track"),
        "late": Label(_p("duty", "Overdue"), "breach"),
        "done": Label(_p("duty", "Done"), "met"),
        "taken_back": Label(_p("duty", "Taken back"), "off"),
    },
    "conduct": {
        "made": Label(_p("complaint", "Being looked at"), "risk"),
        "settled": Label(_p("complaint", "Settled"), "met"),
    },
    "complaint_to": {
        "head": Label(_p("complaint", "the head of the community and the coordinator")),
        "coordinator": Label(_p("complaint", "the coordinator alone")),
    },
    "incentive": {
        "payment": Label(_p("incentive", "payment")),
        "gratitude": Label(_p("incentive", "letter of gratitude")),
        "certificate": Label(_p("incentive", "certificate of honour")),
        "other": Label(_p("incentive", "other encouragement")),
    },
    "version": {
        "draft": Label(_p("version", "Draft"), "none"),
        "approved": Label(_p("version", "Approved"), "track"),
        "in_force": Label(_p("version", "In force"), "met"),
        "replaced": Label(_p("version", "Replaced"), "off"),
    },
    "act": {
        "in_force": Label(_p("act", "In force"), "met"),
        "amended": Label(_p("act", "Amended"), "risk"),
        "repealed": Label(_p("act", "Repealed"), "off"),
        "replaced": Label(_p("act", "Replaced by another"), "off"),
        "expired": Label(_p("act", "Its period is over"), "off"),
    },
    "programme": {
        "prepared": Label(_p("programme", "Being prepared"), "yet"),
        "running": Label(_p("programme", "Running"), "track"),
        "closed": Label(_p("programme", "Closed"), "met"),
    },
    "tutor": {
        "candidate": Label(_p("tutor", "Potential tutor"), "yet"),
        "checked": Label(_p("tutor", "Checked: conforms"), "track"),
        "failed": Label(_p("tutor", "Checked: does not conform"), "breach"),
        "agreed": Label(_p("tutor", "Agreed, the order is awaited"), "track"),
        "appointed": Label(_p("tutor", "Appointed"), "met"),
        "ended": Label(_p("tutor", "Appointment ended"), "off"),
        "withdrawn": Label(_p("tutor", "Taken off the list"), "off"),
    },
    "enrolment": {
        "listed": Label(_p("enrolment", "Included, no %(word)s yet"), "yet", ("subject", "gen")),
        "active": Label(_p("enrolment", "Being tutored"), "track"),
        "paused": Label(_p("enrolment", "Paused"), "none"),
        "opened": Label(_p("enrolment", "Support was opened"), "track"),
        "finished": Label(_p("enrolment", "Finished"), "met"),
        "left": Label(_p("enrolment", "Left"), "off"),
        "refused": Label(_p("enrolment", "Refused"), "off"),
        "carried": Label(_p("enrolment", "Goes on in the next year"), "track"),
    },
    "supported": {
        "requested": Label(_p("supported", "Waits for a decision"), "yet"),
        "included": Label(_p("supported", "Takes part"), "met"),
        "refused": Label(_p("supported", "Refused"), "off"),
        "withdrawn": Label(_p("supported", "Request taken back"), "off"),
        "finished": Label(_p("supported", "Support finished"), "met"),
    },
    "flag": {
        "low_results": Label(_p("flag", "Low results")),
        "hard_conditions": Label(_p("flag", "Difficult social conditions")),
    },
    "basis": {
        "automatic": Label(_p("basis", "By the regulation (automatically)")),
        "diagnosis": Label(_p("basis", "By results of diagnostics")),
        "request": Label(_p("basis", "By request of the organisation")),
        "wish": Label(_p("basis", "By own wish")),
        "difficulty": Label(_p("basis", "Difficulties")),
    },
    "route": {
        "draft": Label(_p("route", "Draft"), "none"),
        "proposed": Label(_p("route", "Proposed for agreement"), "risk"),
        "agreed": Label(_p("route", "Agreed"), "track"),
        "acquainted": Label(_p("route", "Acknowledged"), "track"),
        "running": Label(_p("route", "Being carried out"), "track"),
        "evaluated": Label(_p("route", "Final evaluation"), "track"),
        "closed": Label(_p("route", "Closed"), "met"),
        "effective": Label(_p("route", "Closed: effective"), "met"),
        "partly": Label(_p("route", "Closed: partly effective"), "met"),
        "unconfirmed": Label(_p("route", "Closed: effect not confirmed"), "met"),
        "given_up": Label(_p("route", "Given up"), "off"),
        "carried": Label(_p("route", "Goes on in the next year"), "track"),
    },
    "stage": {
        "ahead": Label(_p("stage", "Ahead"), "yet"),
        "current": Label(_p("stage", "Current"), "track"),
        "done": Label(_p("stage", "Passed"), "met"),
    },
    "step": {
        "not_started": Label(_p("step", "Not started"), "yet"),
        "in_work": Label(_p("step", "In work"), "track"),
        "on_check": Label(_p("step", "On check"), "track"),
        "to_correct": Label(_p("step", "To be corrected"), "risk"),
        "accepted": Label(_p("step", "Accepted"), "met"),
        "moved": Label(_p("step", "Moved"), "none"),
        "dropped": Label(_p("step", "Dropped"), "off"),
    },
    "activity": {
        "planned": Label(_p("activity", "Planned"), "yet"),
        "announced": Label(_p("activity", "Announced"), "track"),
        "held_unrecorded": Label(_p("activity", "Held, no results recorded"), "risk"),
        "held": Label(_p("activity", "Held"), "met"),
        "moved": Label(_p("activity", "Moved"), "none"),
        "cancelled": Label(_p("activity", "Cancelled"), "off"),
    },
    "visit": {
        "proposed": Label(_p("visit", "Proposed"), "risk"),
        "other_time": Label(_p("visit", "Another time proposed"), "risk"),
        "agreed": Label(_p("visit", "Agreed"), "track"),
        "declined": Label(_p("visit", "Not agreed"), "off"),
        "cancelled": Label(_p("visit", "Cancelled"), "off"),
        "expired": Label(_p("visit", "No answer, the term is over"), "off"),
        "held": Label(_p("visit", "Held"), "track"),
        "shared": Label(_p("visit", "Sheet handed to the teacher"), "track"),
        "replied": Label(_p("visit", "Has a response"), "met"),
        "read": Label(_p("visit", "Acknowledged"), "met"),
    },
    "consultation": {
        "held": Label(_p("consultation", "Recorded"), "track"),
        "confirmed": Label(_p("consultation", "Confirmed"), "met"),
        "objected": Label(_p("consultation", "There is an objection"), "risk"),
        "cancelled": Label(_p("consultation", "Taken back"), "off"),
    },
    "mode": {
        "person": Label(_p("mode", "In person")),
        "online": Label(_p("mode", "Online")),
        "phone": Label(_p("mode", "By phone")),
    },
    "opinion": {
        "given": Label(_p("opinion", "Voiced"), "met"),
        "complained": Label(_p("opinion", "The coordinator is asked to look"), "risk"),
        "settled": Label(_p("opinion", "Settled with the coordinator"), "met"),
    },
    "request": {
        "open": Label(_p("request", "Waits for an answer"), "track"),
        "answered": Label(_p("request", "Answered"), "met"),
        "clarify": Label(_p("request", "To be clarified"), "risk"),
        "overdue": Label(_p("request", "Overdue"), "breach"),
        "withdrawn": Label(_p("request", "Withdrawn"), "off"),
    },
    "recommendation": {
        "given": Label(_p("recommendation", "Given"), "yet"),
        "accepted": Label(_p("recommendation", "Accepted"), "track"),
        "done": Label(_p("recommendation", "Done"), "met"),
        "declined": Label(_p("recommendation", "Not done, with a reason"), "off"),
    },
    "product": {
        "due": Label(_p("product", "To be prepared"), "yet"),
        "draft": Label(_p("product", "Draft"), "track"),
        "submitted": Label(_p("product", "Submitted"), "track"),
        "accepted": Label(_p("product", "Accepted"), "met"),
        "returned": Label(_p("product", "Returned for correction"), "risk"),
        "overdue": Label(_p("product", "Overdue"), "breach"),
    },
    "order": {
        "draft": Label(_p("order", "Draft"), "none"),
        "signed": Label(_p("order", "Signed"), "track"),
        "registered": Label(_p("order", "Registered"), "track"),
        "in_force": Label(_p("order", "In force"), "met"),
        "acquainted": Label(_p("order", "Everyone acknowledged"), "met"),
        "cancelled": Label(_p("order", "Cancelled"), "off"),
    },
    "consent": {
        "given": Label(_p("consent", "Given"), "met"),
        "refused": Label(_p("consent", "Refused"), "off"),
        "withdrawn": Label(_p("consent", "Withdrawn"), "off"),
        "renew": Label(_p("consent", "A new text is needed"), "risk"),
    },
    "waiver": {
        "asked": Label(_p("waiver", "Asked for"), "risk"),
        "granted": Label(_p("waiver", "Exception recorded"), "met"),
        "refused": Label(_p("waiver", "Refused"), "off"),
        "withdrawn": Label(_p("waiver", "Withdrawn"), "off"),
        "ended": Label(_p("waiver", "Expired"), "off"),
    },
    "account": {
        "signed_in": Label(_p("account", "Signs in"), "met"),
        "slip": Label(_p("account", "Slip printed"), "track"),
        "none": Label(_p("account", "Not signed in yet"), "yet"),
        "blocked": Label(_p("account", "Sign-in is closed"), "off"),
    },
    "post": {
        "unrecognised": Label(_p("post", "Post to be recognised"), "risk"),
    },
    "experience": {
        "teaching": Label(_p("experience", "Pedagogical")),
        "managing": Label(_p("experience", "Managing")),
        "other": Label(_p("experience", "Other")),
    },
    "list": {
        "staff": Label(_p("list", "List of teachers")),
        "appointments": Label(_p("list", "Orders with appointments")),
        "members": Label(_p("list", "Members of groups")),
        "consultations": Label(_p("list", "Journal of consultations")),
        "results": Label(_p("list", "Results of a diagnosis")),
    },
    "list_state": {
        "reading": Label(_p("list", "Being read"), "track"),
        "columns": Label(_p("list", "Columns to be told"), "risk"),
        "ready": Label(_p("list", "To be looked through"), "risk"),
        "writing": Label(_p("list", "Being written"), "track"),
        "done": Label(_p("list", "Written"), "met"),
        "undone": Label(_p("list", "Taken back"), "off"),
        "dropped": Label(_p("list", "Not needed"), "off"),
    },
    "list_rows": {
        "doubtful": Label(_p("rows", "Not ready"), "risk"),
        "new": Label(_p("rows", "New"), "met"),
        "moved": Label(_p("rows", "Moved"), "met"),
        "added": Label(_p("rows", "One more place of work"), "met"),
        "changed": Label(_p("rows", "Changed"), "met"),
        "same": Label(_p("rows", "As it was"), "none"),
        "out": Label(_p("rows", "Left out"), "off"),
    },
    "project": {
        "begun": Label(_p("project", "Being developed"), "track"),
        "developed": Label(_p("project", "Developed"), "met"),
    },
    "paper": {
        "paper": Label(_p("paper", "A sheet with a signature")),
        "phone": Label(_p("paper", "A talk by phone")),
        "meeting": Label(_p("paper", "A meeting")),
    },
    # Why support or an appointment ended, where the system wrote it itself.
    "reason": {
        "appointed": Label(_p("reason", "appointed as a tutor")),
        "closed": Label(_p("reason", "the programme is closed")),
        "handed_over": Label(_p("reason", "handed over by the tutor before")),
        "left": Label(_p("reason", "left the organisation")),
        "own_wish": Label(_p("reason", "by own wish")),
        "term": Label(_p("reason", "the term of the appointment is over")),
    },
    **DIAGNOSIS_LABELS,
    **PLAN_LABELS,
}
LABELS |= GROUP_LABELS


def label(thing: str, code: object) -> Label:
    """The label of a code; a code without one is shown as it is, so that a page never fails."""
    key = str(code.value if isinstance(code, Enum) else code)
    found = LABELS.get(thing, {}).get(key)
    return found or Label(key.replace("_", " "))


def of_words(met: float, of: float) -> str:
    """«69 из 73»."""
    return gettext("%(met)s of %(of)s") % {"met": f"{met:g}", "of": f"{of:g}"}
