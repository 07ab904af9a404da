"""What versions of regulations ask of those who keep them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from marshrut.norms.findings import State
from marshrut.people.reach import Reach
from marshrut.regulations.waiting import doubts_of, to_publish
from marshrut.web.duties import PRODUCTS
from marshrut.web.home.wait import Wait
from marshrut.web.programme_words import spoken
from marshrut.web.regulations.acts import act_name
from marshrut.web.regulations.links import named


def version_waits(reach: Reach) -> Iterator[Wait]:
    """To be published on the official site, to have the basis looked at."""
    for one in to_publish(reach):
        title = str(PRODUCTS["publication"])
        yield Wait(
            title=f"{title}: {one.version.regulation.title}",
            href=named("regulation_publish", one.version.pk),
            thing=("version", one.version.pk, title),
            due=one.finding.due,
            clause=spoken(one.clause.cite, one.clause.cite_en),
            local=bool(one.norm.local),
            state=one.finding.state,
        )
    for doubt in doubts_of(reach):
        yield Wait(
            title=_("Check the basis: %(act)s") % {"act": act_name(doubt.act)},
            href=named("regulation_basis_check", doubt.version.pk, doubt.act.pk),
            thing=("version", doubt.version.pk, f"act {doubt.act.pk}"),
            text=doubt.version.regulation.title,
            state=State.AT_RISK,
        )
