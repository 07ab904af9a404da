"""States of a clause as the pages show them: a short key for colour and shape, and a word."""

from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The name of the state in the norms and the short key that templates and styles use.
SHORT = {
    "met": "met",
    "on_track": "track",
    "at_risk": "risk",
    "breached": "breach",
    "not_yet": "yet",
    "no_data": "none",
    "statement": "say",
}
# Shapes that are not states of a clause: a waiver, and a thing put aside.
EXTRA = ("flag", "off")

WORDS: dict[str, Promise] = {
    "met": _("Met"),
    "track": _("On track"),
    "risk": _("Needs attention"),
    "breach": _("Not met"),
    "yet": _("Not due yet"),
    "none": _("No data"),
    "say": _("Nothing to check"),
    "flag": _("Exception recorded"),
    "off": _("Put aside"),
}


def short_key(state: object) -> str:
    """The short key of an enum member, of its name or value, or of a short key itself."""
    name = state.name if isinstance(state, Enum) else str(state or "")
    name = name.strip().lower().replace(" ", "_").replace("-", "_")
    if name in SHORT:
        return SHORT[name]
    if name in WORDS:
        return name
    raise ValueError(f"no such state: {state!r}")


def state_word(state: object) -> str:
    """The word of a state, in the language of the page."""
    return str(WORDS[short_key(state)])
