"""A topic and the demand for it, with the deeds offered on their page."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from marshrut.groups import access, operations
from marshrut.groups.queries import open_demands
from marshrut.people.reach import Reach
from marshrut.programmes.access import reached
from marshrut.web.activities.acts import Act, Kind, in_status
from marshrut.web.groups import topic_forms


def _forms(reach: Reach, row: Any) -> bool:
    return access.may_form(reach, row.programme.unit_id)


def _needs(reach: Reach, row: Any) -> bool:
    """Works where the programme reaches, and has not said it yet."""
    if reach.person is None or reach.read_only:
        return False
    here = reached(row.programme, reach.workplaces).exists()
    return here and not open_demands([row.pk]).filter(person=reach.person).exists()


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
            slug="offer",
            title=_("Offer to whom diagnosis points to it"),
            deed=operations.offer_topic,
            may=_forms,
            when=lambda row: row.status == "open" and bool(row.competences),
            done=_("Everybody whose diagnosis shows it is told in person."),
            tap=True,
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
