"""Sign-in slips as they are printed: a login, a code and a picture that opens the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

import segno
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from marshrut.people.models import Employment
from marshrut.people.operations.accounts import Slip
from marshrut.people.queries import main_jobs


@dataclass(frozen=True, slots=True)
class PrintedSlip:
    """The values of ``parts/slip.html``."""

    name: str
    post: str
    address: str
    login: str
    code: str
    last: date
    qr: SafeString


def printed(request: HttpRequest, slips: Iterable[Slip], on: date) -> list[PrintedSlip]:
    """Slips for a sheet; the code stands only on the paper, never in the picture."""
    found = list(slips)
    jobs = main_jobs([slip.person.pk for slip in found], on)
    return [_printed(request, slip, jobs) for slip in found]


def _printed(request: HttpRequest, slip: Slip, jobs: Mapping[int, Employment]) -> PrintedSlip:
    job = jobs.get(slip.person.pk)
    page = request.build_absolute_uri(reverse("slip"))
    return PrintedSlip(
        name=str(slip.person),
        post=f"{job.post}, {job.unit.short_name}" if job else "",
        address=page.split("://", 1)[-1].rstrip("/"),
        login=slip.login,
        code=slip.code,
        last=timezone.localtime(slip.expires_at).date(),
        qr=picture(f"{page}?{urlencode({'login': slip.login})}"),
    )


def picture(text: str) -> SafeString:
    """A QR code as an inline drawing."""
    drawn = segno.make(text, micro=False).svg_inline(omitsize=True, border=2)
    return SafeString(drawn)
