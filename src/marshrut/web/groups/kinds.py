"""Things of the section with the deeds offered on their pages."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from marshrut.groups import access, operations
from marshrut.groups.queries import known_outside, open_demands, waiting
from marshrut.people.reach import Reach
from marshrut.programmes.access import reached
from marshrut.web.activities.acts import Act, Kind, in_status
from marshrut.web.groups import forms, topic_forms
from marshrut.web.groups.words import group_title
from marshrut.web.names import short


def _forms(reach: Reach, row: Any) -> bool:
    return access.may_form(reach, row.programme.unit_id)


def _needs(reach: Reach, row: Any) -> bool:
    """Works where the programme reaches, and has not said it yet."""
    if reach.person is None or reach.read_only:
        return False
    here = reached(row.programme, reach.workplaces).exists()
    return here and not open_demands([row.pk]).filter(person=reach.person).exists()


def _runs(reach: Reach, row: Any) -> bool:
    """The group works on this day and the reader forms groups here."""
    return access.may_form(reach, row.unit_id) and row.status(reach.on) == "running"


def _links(reach: Reach, row: Any) -> bool:
    """The regulation knows tutors from outside who see the support."""
    return _runs(reach, row) and known_outside(row.programme, reach.on)


def _forms_member(reach: Reach, row: Any) -> bool:
    return access.may_form(reach, row.group.unit_id)


def _is_proposal(row: Any) -> bool:
    return bool(row.is_proposal)


def _is_group(row: Any) -> bool:
    return not row.is_proposal


TOPIC = Kind(
    name="topic",
    parameter="topic",
    rows=lambda reach: access.topics(reach).select_related("programme__unit", "unit"),
    page=lambda row: reverse("topic", args=[row.pk]),
    about=str,
    acts=(
        Act(
            slug="propose",
            title=_("Propose a group"),
            deed=operations.propose_group,
            form=topic_forms.ProposeForm,
            may=_forms,
            when=lambda row: True,
            done=_("The proposal is kept; nobody is told of it yet."),
            note=_("A proposal may be of any size: the regulation is asked when it is approved."),
            main=True,
        ),
        Act(
            slug="need",
            title=_("I need this topic"),
            deed=operations.need_topic,
            form=topic_forms.NeedForm,
            may=_needs,
            when=in_status("open"),
            done=_("Written down: you will be told when a group is formed."),
            main=True,
        ),
        Act(
            slug="edit",
            title=_("Change the topic"),
            deed=operations.edit_topic,
            form=topic_forms.AboutForm,
            may=_forms,
            when=in_status("open"),
        ),
        Act(
            slug="close",
            title=_("Take no more demand"),
            deed=operations.close_topic,
            may=_forms,
            when=in_status("open"),
            done=_("The topic is closed; its groups go on."),
            tap=True,
        ),
    ),
)

DEMAND = Kind(
    name="demand",
    parameter="demand",
    rows=lambda reach: access.demands(reach).select_related("programme", "topic"),
    page=lambda row: reverse("topic", args=[row.topic_id]),
    acts=(
        Act(
            slug="withdraw",
            title=_("Not needed any more"),
            deed=operations.withdraw_demand,
            may=access.may_withdraw_demand,
            when=lambda row: row.withdrawn_on is None,
            done=_("Taken off the list."),
            tap=True,
        ),
    ),
)

APPLICATION = Kind(
    name="application",
    parameter="application",
    rows=lambda reach: access.applications(reach).select_related(
        "programme__unit", "unit", "topic", "submitted_by"
    ),
    page=lambda row: reverse("application", args=[row.pk]),
    about=lambda row: f"{row.unit} · {row.topic}",
    acts=(
        Act(
            slug="accept",
            title=_p("application", "Accept"),
            deed=operations.accept_application,
            form=topic_forms.AnswerForm,
            may=access.may_answer,
            when=in_status("submitted"),
            done=_("The application is accepted, the organisation is told."),
            main=True,
        ),
        Act(
            slug="refuse",
            title=_p("application", "Refuse"),
            deed=operations.refuse_application,
            form=topic_forms.RefuseForm,
            may=access.may_answer,
            when=in_status("submitted"),
            done=_("The application is refused, the organisation is told."),
        ),
        Act(
            slug="withdraw",
            title=_p("application", "Withdraw"),
            deed=operations.withdraw_application,
            may=access.may_withdraw_application,
            when=in_status("submitted", "accepted"),
            done=_("The application is withdrawn."),
            tap=True,
        ),
    ),
)

GROUP = Kind(
    name="group",
    parameter="group",
    rows=lambda reach: access.groups(reach).select_related(
        "programme__unit", "topic", "appointment__person", "appointment__unit", "order__unit"
    ),
    page=lambda row: reverse("group", args=[row.pk]),
    about=group_title,
    acts=(
        Act(
            slug="place",
            title=_("Add people"),
            deed=operations.place,
            form=forms.PlaceForm,
            may=_forms,
            when=lambda row: row.is_proposal and waiting(open_demands([row.topic_id])).exists(),
        ),
        Act(
            slug="tutor",
            title=_("Choose the tutor"),
            deed=operations.choose_tutor,
            form=forms.TutorForm,
            may=_forms,
            when=_is_proposal,
        ),
        Act(
            slug="drop",
            title=_("Throw the proposal away"),
            deed=operations.drop_group,
            may=_forms,
            when=_is_proposal,
            done=_("The proposal is thrown away; its people wait as before."),
            tap=True,
            back=lambda row: reverse("topic", args=[row.topic_id]),
        ),
        Act(
            slug="plan",
            title=_("Write the plan"),
            deed=operations.write_plan,
            form=forms.PlanForm,
            may=lambda reach, row: access.may_plan(reach, row) and row.status(reach.on) != "closed",
            when=_is_group,
            main=True,
        ),
        Act(
            slug="join",
            title=_("Take into the group"),
            deed=operations.join_group,
            form=forms.JoinForm,
            may=_runs,
            when=_is_group,
            done=_("In the group from today; they and the tutor see it."),
        ),
        Act(
            slug="change-tutor",
            title=_("Give to another tutor"),
            deed=operations.change_tutor,
            form=forms.TutorForm,
            may=_runs,
            when=_is_group,
        ),
        Act(
            slug="external",
            title=_("Link an external tutor"),
            deed=operations.link_to_group,
            form=forms.ExternalForm,
            may=_links,
            when=_is_group,
            done=_("Linked: from now on this tutor sees the support of everybody in the group."),
            note=_("Texts of a pair stay closed until the tutee opens them."),
        ),
        Act(
            slug="close",
            title=_("Finish the work"),
            deed=operations.close_group,
            form=forms.CloseForm,
            may=_runs,
            when=_is_group,
            note=_("Routes of its people go on to their own end."),
        ),
    ),
)

PLACE = Kind(
    name="place",
    parameter="member",
    rows=lambda reach: access.memberships(reach).select_related(
        "group__programme__unit", "group__topic", "person"
    ),
    programme=lambda row: row.group.programme,
    page=lambda row: reverse("group", args=[row.group_id]),
    about=lambda row: f"{short(row.person)} · {group_title(row.group)}",
    acts=(
        Act(
            slug="move",
            title=_("Move"),
            deed=operations.move,
            form=forms.MoveForm,
            may=_forms_member,
            when=lambda row: row.since is None,
        ),
        Act(
            slug="leave",
            title=_("Out of the group"),
            deed=operations.leave_group,
            form=forms.LeaveForm,
            may=_forms_member,
            when=lambda row: row.since is not None and row.until is None,
            done=_("Written down."),
        ),
    ),
)

EXTERNAL = Kind(
    name="group_external",
    parameter="external",
    rows=lambda reach: access.externals(reach).select_related(
        "group__programme__unit", "group__topic", "person"
    ),
    page=lambda row: reverse("group", args=[row.group_id]),
    about=lambda row: f"{short(row.person)} · {group_title(row.group)}",
    acts=(
        Act(
            slug="end",
            title=_("End the link"),
            deed=operations.end_group_external,
            may=_forms_member,
            when=lambda row: True,
            done=_("The link is ended: this tutor sees the support no more."),
            tap=True,
        ),
    ),
)
