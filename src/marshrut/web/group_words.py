"""What pages say of topics, applications and groups: states, deeds, what is wrong."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from marshrut.web.tones import Label

GROUP_LABELS: dict[str, dict[str, Label]] = {
    "topic": {
        "open": Label(_p("topic", "Demand is taken"), "track"),
        "closed": Label(_p("topic", "Closed"), "off"),
    },
    "application": {
        "submitted": Label(_p("application", "Submitted"), "track"),
        "overdue": Label(_p("application", "The term of the answer is over"), "breach"),
        "accepted": Label(_p("application", "Accepted"), "met"),
        "stranded": Label(_p("application", "Another tutor is needed"), "risk"),
        "done": Label(_p("application", "Done"), "met"),
        "refused": Label(_p("application", "Refused"), "off"),
        "withdrawn": Label(_p("application", "Withdrawn"), "off"),
    },
    "group": {
        "proposal": Label(_p("group", "Proposal"), "yet"),
        "running": Label(_p("group", "Works"), "met"),
        "closed": Label(_p("group", "Work is finished"), "off"),
    },
    "session": {
        "planned": Label(_p("session", "Planned"), "yet"),
        "late": Label(_p("session", "Not marked yet"), "risk"),
        "held": Label(_p("session", "Held"), "met"),
        "extra": Label(_p("session", "Held beside the route sheet"), "track"),
        "dropped": Label(_p("session", "Taken off"), "off"),
    },
    "place": {
        "waiting": Label(_p("place", "Waits for a group"), "track"),
        "proposed": Label(_p("place", "In a proposal"), "yet"),
        "inside": Label(_p("place", "In a group"), "met"),
    },
}

GROUP_WRONG: dict[str, Promise] = {
    "application_exists": _("This organisation has applied on this topic already."),
    "application_needs_tutor": _("Choose the tutor who will do it."),
    "sort_needed": _("Choose what exactly it is."),
    "days_needed": _("Say from which day to which."),
    "days_over": _("This day is over already."),
    "same_tutor": _("This tutor has it already."),
    "file_for_review": _("A file goes with an expert review only."),
    "tutor_named": _("This tutor stands among those for whom it is asked."),
    "nobody_waits": _("Nobody waits for these topics."),
    "group_approved": _("An order has formed this group already."),
    "group_needs_tutor": _("Choose a tutor first: there is no group without one."),
    "group_not_working": _("The group does not work on this day."),
    "count_needed": _("Say how many took part."),
    "outside_group": _("The group does not work on this day."),
    "unguarded": _("The programme has no version of the regulation in force on this day."),
    "unknown_audience": _("There is no such audience."),
    "in_a_group": _("This person is in a group already; leaving it is written down there."),
    "not_this_topic": _("Choose a proposal on the same topic."),
    "not_waiting": _("Choose among those who wait for this topic."),
    "topic_closed": _("No more demand is taken on this topic."),
    "topic_exists": _("There is a topic of this title in the programme already."),
    "asked_anew": _("The forming was asked for once more; look at the later one."),
    "kept_apart": _("%(one)s and %(other)s are not to be in one group."),
    "no_such_difficulty": _("Your diagnosis shows no difficulty that this topic helps with."),
    "road_too_long": _("A road takes from 1 to 480 minutes."),
    "same_person": _("Choose two different people."),
    "tutor_in_own_group": _("The tutor stands among the people of the group."),
}

GROUP_VERBS: dict[str, Promise] = {
    "add_topic": _p("deed done", "Topic added"),
    "edit_topic": _p("deed done", "Topic changed"),
    "close_topic": _p("deed done", "Topic closed"),
    "plan_session": _p("deed done", "Session put into the route sheet of a group"),
    "edit_session": _p("deed done", "Session of a route sheet changed"),
    "hold_session": _p("deed done", "Session of a group held"),
    "hold_extra_session": _p("deed done", "Session held beside the route sheet of a group"),
    "drop_session": _p("deed done", "Session taken off the route sheet of a group"),
    "offer_topic": _p("deed done", "Topic offered to whom diagnosis points to it"),
    "need_topic": _p("deed done", "A topic is needed"),
    "withdraw_demand": _p("deed done", "A topic is not needed any more"),
    "apply_for_topic": _p("deed done", "Application of an organisation submitted"),
    "apply_for_service": _p("deed done", "Request of an organisation submitted"),
    "ask_for_oneself": _p("deed done", "Request of a teacher for themselves submitted"),
    "reassign_application": _p("deed done", "Request given to another tutor"),
    "assign_application": _p("deed done", "Request of an organisation given to a tutor"),
    "finish_application": _p("deed done", "Request of an organisation fulfilled"),
    "reopen_application": _p("deed done", "Request of an organisation is to be fulfilled again"),
    "escalate_application": _p("deed done", "Term of the answer to an organisation is over"),
    "hold_requested": _p("deed done", "Consultation held at the request of an organisation"),
    "accept_application": _p("deed done", "Application of an organisation accepted"),
    "refuse_application": _p("deed done", "Application of an organisation refused"),
    "withdraw_application": _p("deed done", "Application of an organisation withdrawn"),
    "ask_to_form": _p("deed done", "Forming of groups asked for"),
    "form_groups": _p("deed done", "Groups formed out of those who wait"),
    "fail_to_form": _p("deed done", "No groups formed"),
    "lead_topics": _p("deed done", "Topics that a tutor leads written down"),
    "measure_roads": _p("deed done", "Roads between organisations written down"),
    "keep_apart": _p("deed done", "Two people are not put into one group"),
    "let_together": _p("deed done", "Two people may be in one group again"),
    "link_to_group": _p("deed done", "An external tutor linked to a group"),
    "end_group_external": _p("deed done", "The link of an external tutor to a group ended"),
    "propose_group": _p("deed done", "Group proposed"),
    "arrange": _p("deed done", "People of proposals arranged"),
    "choose_tutor": _p("deed done", "Tutor of a proposal chosen"),
    "drop_group": _p("deed done", "Proposal thrown away"),
    "approve_groups": _p("deed done", "Group formed by an order"),
    "join_group": _p("deed done", "Taken into a group"),
    "leave_group": _p("deed done", "Out of a group"),
    "change_tutor": _p("deed done", "Group given to another tutor"),
    "write_plan": _p("deed done", "Plan of a group written"),
    "close_group": _p("deed done", "Work of a group finished"),
}
