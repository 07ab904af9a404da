"""Questionnaires that wait for the reader's answers."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from marshrut.diagnostics.queries import waiting_for
from marshrut.people.reach import Reach
from marshrut.web.home.wait import Wait, wait


def diagnosis_waits(reach: Reach) -> Iterator[Wait]:
    for row in waiting_for(reach.person, reach.on):
        title = _("Go on with the questionnaire: %s") if row.started_on else _("Answer: %s")
        yield wait(title % row.campaign.title, "response", row.pk, row.campaign.due)
