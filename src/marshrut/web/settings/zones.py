"""Time zones of the country by the cities that people know them by."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# One city for each of the eleven clocks; their difference from Moscow is how people count.
ZONES: Mapping[str, Promise] = {
    "Europe/Kaliningrad": _("Kaliningrad (Moscow −1)"),
    "Europe/Moscow": _("Moscow"),
    "Europe/Samara": _("Samara, Saratov, Izhevsk (Moscow +1)"),
    "Asia/Yekaterinburg": _("Yekaterinburg, Perm, Ufa (Moscow +2)"),
    "Asia/Omsk": _("Omsk (Moscow +3)"),
    "Asia/Krasnoyarsk": _("Krasnoyarsk, Novosibirsk, Kemerovo (Moscow +4)"),
    "Asia/Irkutsk": _("Irkutsk, Ulan-Ude (Moscow +5)"),
    "Asia/Yakutsk": _("Yakutsk, Chita (Moscow +6)"),
    "Asia/Vladivostok": _("Vladivostok, Khabarovsk (Moscow +7)"),
    "Asia/Magadan": _("Magadan, Yuzhno-Sakhalinsk (Moscow +8)"),
    "Asia/Kamchatka": _("Petropavlovsk-Kamchatsky, Anadyr (Moscow +9)"),
}


def zones(present: str = "") -> list[tuple[str, Promise | str]]:
    """Choices of a form; a zone from elsewhere that a unit has already stays choosable."""
    known: list[tuple[str, Promise | str]] = list(ZONES.items())
    return known if present in {"", *ZONES} else [*known, (present, present)]
