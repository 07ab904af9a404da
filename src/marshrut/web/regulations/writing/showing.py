"""Why a norm is proposed, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marshrut.regulations.proposing import Proposal
from marshrut.web.programme_words import spoken

CUES: Mapping[str, Promise] = {
    "acts": gettext_lazy("The clause refers to acts with a date and a number."),
    "approval": gettext_lazy("It is approved by an order: the words say so."),
    "control": gettext_lazy("It says who keeps the order under control."),
    "diagnosis": gettext_lazy("Work begins after a self-diagnosis."),
    "free": gettext_lazy("It says that there is no limit."),
    "group": gettext_lazy("It says how many people are in a group."),
    "length": gettext_lazy("It says how long."),
    "list": gettext_lazy("There is a list of names in it."),
    "publication": gettext_lazy("It asks to publish."),
    "right": gettext_lazy("It says who may do what."),
    "stages": gettext_lazy("There is a list of stages in it."),
    "times": gettext_lazy("It says how often."),
    "tutor": gettext_lazy("It says who becomes a tutor."),
    "wish": gettext_lazy("It says that people join by their own wish."),
}


def reasons(proposal: Proposal, text: str) -> list[str]:
    """Sentences: what the clause is like, what gave it away, which numbers were taken."""
    said = [str(CUES[name]) for name in proposal.cues] if proposal.norms else []
    if like := proposal.like:
        said.append(
            _("It is like %(cite)s, “%(title)s”: %(per_cent)d %%.")
            % {
                "cite": spoken(like.cite, like.cite_en),
                "title": like.title,
                "per_cent": like.per_cent,
            }
        )
    found = "», «".join(text[one.start : one.end] for one in proposal.numbers)
    if found:
        said.append(_("Found in the text: «%(numbers)s».") % {"numbers": found})
    return said
