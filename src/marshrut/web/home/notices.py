"""Codes of notices turned into sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext as n_

from marshrut.notices.models import Notice
from marshrut.people.models import Office
from marshrut.web.books import Column
from marshrut.web.diagnosis_words import DIAGNOSIS_SAID
from marshrut.web.labels import label
from marshrut.web.plan_words import PLAN_SAID
from marshrut.web.tags.dates import clock_time, date_long, date_month
from marshrut.web.terms import term
from marshrut.web.words import one_stop

SAID: Mapping[str, Promise] = {
    "advice_asked": _("A colleague asks for your advice."),
    "appointed": _("You are appointed a tutor: %(unit)s."),
    "case_opened": _("Your support has begun: its subject is named and the route is opened."),
    "closing_agreed": _("%(who)s agrees to close the route."),
    "application_accepted": _("Your application on the topic «%(topic)s» is accepted."),
    "application_refused": _("Your application on the topic «%(topic)s» is refused."),
    "application_submitted": _("%(unit)s applies for a group on the topic «%(topic)s»."),
    "application_overdue": _("%(unit)s: the term of the answer is over, «%(topic)s»."),
    "service_asked": _("%(unit)s asks: «%(topic)s»."),
    "service_accepted": _("The request «%(topic)s» is accepted, it is given to: %(who)s."),
    "service_given": _("You are given a request: %(unit)s, «%(topic)s»."),
    "service_reassigned": _("The request «%(topic)s» is given to another tutor: %(who)s."),
    "service_taken": _("The request is given to another tutor: %(unit)s, «%(topic)s»."),
    "service_withdrawn": _("%(unit)s takes the request back: «%(topic)s»."),
    "service_reopened": _("The record was taken back, the request is open again: «%(topic)s»."),
    "service_done": _("The request is fulfilled: «%(topic)s»."),
    "application_withdrawn": _("%(unit)s takes back the application on the topic «%(topic)s»."),
    "topic_offered": _("By your diagnosis this topic may help you: «%(topic)s»."),
    "groups_proposed": _("Groups are proposed: %(groups)s; left without a group: %(left)s."),
    "groups_not_proposed": _("No groups could be proposed; look why."),
    "group_external": _("An external tutor is with group %(number)s, «%(topic)s»: %(who)s."),
    "group_formed": _("You are in group %(number)s on the topic «%(topic)s»."),
    "group_given": _("Group %(number)s on the topic «%(topic)s» is yours: %(n)s people."),
    "session_dropped": _("The session of your group on %(on)s is not held."),
    "group_short": _("Group %(number)s has %(n)s people, at least %(least)s are needed."),
    "group_tutor_changed": _("Group %(number)s on the topic «%(topic)s» has another tutor."),
    "conduct_complaint": _("%(community)s: a member complains about conduct."),
    "conduct_settled": _("%(community)s: your complaint is settled."),
    "consent_entered": _("Your answer to a consent is entered from paper: look whether it is so."),
    "data_request": _("A request on personal data waits for an answer until %(due)s."),
    "data_request_settled": _("Your request on personal data is answered."),
    "export_ready": _("Your data is put together and can be taken."),
    "whole_export": _("The full export is ready, it is kept for a week: %(unit)s."),
    "consent_asked": _("%(community)s: your consent to a publication is asked."),
    "complaint_made": _("%(who)s complains about an opinion."),
    "complaint_settled": _("The complaint about the opinion is settled."),
    "consultation_cancelled": _("A record of a consultation is taken back."),
    "consultation_corrected": _("A record of a consultation is corrected: look whether it is so."),
    "consultation_objected": _("%(who)s objects to a record in the journal."),
    "consultation_recorded": _("A consultation with you is recorded in the journal."),
    "consultation_asked": _("%(from)s asks you for a consultation; answer by %(due)s."),
    "document_published": _("%(community)s: a document is open to the members."),
    "duty_done": _("%(community)s: %(who)s has done a duty."),
    "duty_given": _("%(community)s: you are given a duty until %(due)s."),
    "duty_taken_back": _("%(community)s: a duty is taken back from you."),
    "encouraged": _("%(community)s: an encouragement is recorded for you."),
    "copy_failed": _("The scheduled copy failed; it will be tried again. Look at the state."),
    "external_linked": _("An external tutor sees the support from now on: %(who)s."),
    "gap": _("%(unit)s: %(people)s without a tutor."),
    "included": _("You are included in the programme: %(programme)s."),
    "meeting_cancelled": _("%(community)s: an activity of the plan is cancelled."),
    "meeting_planned": _("%(community)s: a new activity stands in the plan, %(on)s."),
    "member_excluded": _("%(community)s: you are excluded, the reason is written."),
    "member_left": _("%(community)s: %(who)s has left."),
    "membership_accepted": _("%(community)s: you are accepted."),
    "membership_applied": _("%(community)s: %(who)s applies."),
    "membership_refused": _("%(community)s: your application is declined, the reason is written."),
    "named_candidate": _("You are named a potential tutor."),
    "new_version": _("A new version of the regulation comes into force on %(since)s."),
    "note_added": _("Your tutor has left a note."),
    "objected": _("%(who)s objects to what was entered for them."),
    "objection_settled": _("Your objection is settled."),
    "office_entrusted": _("You act for an absent colleague from %(since)s: %(role)s, %(unit)s."),
    "reminder": _("A reminder: %(clause)s, to be done: %(count)s, nearest day %(due)s."),
    "reminder_undated": _("A reminder: %(clause)s, to be done: %(count)s."),
    "office_granted": _("You are granted an office: %(role)s."),
    "opinion_given": _("Your tutor has voiced an opinion on your work."),
    "order_under_control": _("You control an order: %(title)s."),
    "password_reset": _("Your password was reset; sign in with the code of your slip."),
    "product_accepted": _("Accepted: %(kind)s."),
    "product_returned": _("Returned for correction: %(kind)s."),
    "product_submitted": _("%(who)s has submitted: %(kind)s."),
    "recommendation_accepted": _("%(who)s has accepted a recommendation."),
    "recommendation_declined": _(
        "%(who)s could not follow a recommendation, the reason is written."
    ),
    "recommendation_done": _("%(who)s has followed a recommendation."),
    "recommendation_given": _("Your tutor recommends something; answer by %(due)s."),
    "request_answered": _("Your request is answered."),
    "request_asked": _("Your tutor asks for information."),
    "request_overdue": _("A request has not been answered in time."),
    "request_unclear": _("You are asked what exactly is needed."),
    "request_explained": _("The request to you is explained."),
    "request_extended": _("You have more time for the answer."),
    "request_withdrawn": _("A request to you is withdrawn."),
    "school_finished": _("The support of the school has ended: %(unit)s."),
    "school_included": _("The school takes part in the programme: %(unit)s."),
    "school_refused": _("The request of the school is refused, the reason is written: %(unit)s."),
    "support_asked": _("A school asks for support: %(unit)s."),
    "route_acknowledged": _("%(who)s has acknowledged the route."),
    "route_closed": _("The route is closed: %(outcome)s."),
    "route_given_up": _("The work is given up, the route is closed."),
    "route_proposed": _("Your tutor has proposed the route: read it and acknowledge."),
    "route_revised": _("The route has a new revision, number %(number)s."),
    "scenario_added": _("A scenario is put beside the others."),
    "scenario_chosen": _("%(who)s has chosen a scenario."),
    "rules_adopted": _("%(community)s: the rules have a new version, number %(number)s."),
    "sheet_read": _("%(who)s has read the record of the visit."),
    "sheet_replied": _("%(who)s has replied to the record of the visit."),
    "sheet_shared": _("The record of the visit is handed over to you."),
    "stage_passed": _("The next stage of the route has begun."),
    "step_accepted": _("The step is accepted: %(step)s."),
    "step_moved": _("The step has another day: %(step)s."),
    "step_returned": _("The step needs corrections: %(step)s."),
    "step_submitted": _("%(who)s shows a step: %(step)s."),
    "version_adopted": _("The route follows version %(number)s of the regulation now."),
    "team_composed": _("%(community)s: you are in the team by an order."),
    "visit_agreed": _("%(who)s has agreed to the visit on %(on)s."),
    "visit_cancelled": _("The visit on %(on)s is cancelled."),
    "visit_declined": _("%(who)s does not agree to the visit on %(on)s."),
    "visit_expired": _("No answer came about the visit on %(on)s."),
    "visit_held": _("The visit on %(on)s was held."),
    "visit_other_time": _("%(who)s proposes another day for the visit: %(on)s."),
    "visit_proposed": _("Your tutor proposes to visit your lesson on %(on)s; answer by %(due)s."),
    "visit_time_accepted": _("Your tutor accepts the other day: %(on)s."),
    "waiver_asked": _("A waiver is asked: %(clause)s, %(label)s."),
    "waiver_granted": _("The waiver is granted: %(label)s."),
    "waiver_refused": _("The waiver is refused: %(label)s."),
    **DIAGNOSIS_SAID,
    **PLAN_SAID,
}


@dataclass(frozen=True, slots=True)
class Said:
    text: str
    url: str
    at: datetime
    is_new: bool


def said(notice: Notice) -> Said:
    """A notice as a sentence; a code without one is shown as it is, so that no page fails."""
    known = SAID.get(notice.code)
    params = _Shown(
        {name: _shown(name, value, notice.created_at.year) for name, value in notice.params.items()}
    )
    text = str(known) % params if known else notice.code.replace("_", " ")
    return Said(one_stop(text), notice.url, notice.created_at, notice.read_at is None)


def columns() -> tuple[Column, ...]:
    """Of the list of notices as a spreadsheet."""
    return (
        Column("day", _("Day"), lambda told: timezone.localtime(told.at).date()),
        Column("time", _("Time"), lambda told: clock_time(told.at)),
        Column("what", _("What"), lambda told: told.text),
        Column("read", _("Read"), lambda told: not told.is_new),
    )


class _Shown(dict[str, Any]):
    """A count is also there as people; what an old notice lacks is a dash and not a failure."""

    def __missing__(self, key: str) -> str:
        if key == "people" and (count := self.get("count", "")).isdigit():
            return n_("%(n)d person", "%(n)d people", int(count)) % {"n": int(count)}
        return "—"


def _shown(name: str, value: Any, year: int) -> str:
    """A value in words; a day of another year than the notice's tells its year."""
    if name == "kind":
        return term("product", value)
    if name == "outcome":
        return str(label("route", value).text)
    if name == "role":
        return str(Office.Role(value).label)
    try:
        day = date.fromisoformat(str(value)[:10])
    except ValueError:
        return str(value)
    return date_month(day) if day.year == year else date_long(day)
