"""Requests on personal data that wait for the officer."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from marshrut.people.reach import Reach
from marshrut.privacy.queries import to_answer
from marshrut.web.account.privacy_pages import request_lines
from marshrut.web.home.wait import Wait, wait
from marshrut.web.tags.dates import date_month


def data_waits(reach: Reach) -> Iterator[Wait]:
    """Each with what is left of its clock."""
    for line in request_lines(to_answer(reach), reach):
        title = f"{line.title}: {line.row.person.short_name}"
        day = date_month(line.row.due)
        left = f"{line.left}, {day if line.late else _('by %(day)s') % {'day': day}}"
        yield wait(title, "personal_request", line.row.pk, line.row.due, left=left)
