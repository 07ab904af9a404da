"""The certificate of activity of a tutor over a period."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from marshrut.communities.models import Membership
from marshrut.communities.queries import heads_of_community, work_of
from marshrut.people.queries import main_jobs
from marshrut.web.communities.work_forms import PeriodForm
from marshrut.web.programme_words import speaking_of
from marshrut.web.request import Request


def certified(request: Request, row: Membership) -> dict[str, Any]:
    """Counts from the day of joining to today, or over the period of the address."""
    speaking_of(request, row.community.programme)
    form = PeriodForm(request.GET or None)
    given = form.cleaned_data if form.is_bound and form.is_valid() else {}
    since = given.get("since") or row.since or row.applied_on
    last = given.get("last") or request.reach.on
    form = PeriodForm(initial={"since": since, "last": last})
    return {
        "form": form,
        "since": since,
        "last": last,
        "work": work_of(row, since, last),
        "job": main_jobs([row.person_id], last).get(row.person_id),
        "heads": [one.person for one in heads_of_community(row.community, last)],
        "back": reverse("member", args=[row.pk]),
    }
