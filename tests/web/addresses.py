"""Every address of the application, with arguments that lead to things of a furnished world."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from django.urls import URLPattern, URLResolver, get_resolver

from marshrut.monitoring.brief import FIGURES
from marshrut.web.activities import kinds
from marshrut.web.activities.acts import Kind
from marshrut.web.communities import kinds as communities
from marshrut.web.groups import kinds as groups
from marshrut.web.plans import kinds as plans
from tests.web.furnished import PLACES, Keys

PARAMETER = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>")
GROUP = re.compile(r"\(\?P(<\w+>)(?:[^()]|\([^()]*\))*\)")
# Sections that come from a library; their forms are not ours to abuse.
FOREIGN = ("account/2fa/", "account/sessions/", "account/password/", "account/logout/", "i18n/")
# What stands in an address instead of a key, by the name of the page.
WORDS: dict[str, tuple[str, ...]] = {
    "account_reset_password_from_key": ("1-x",),
    "account_confirm_email": ("x",),
    "help_guide": ("tutor",),
    "brief_list": tuple(FIGURES),
    "regulation_clause": ("4.2",),
    "regulation_clause_text": ("4.2",),
    "regulation_written": ("4.2",),
    "regulation_decide": ("4.2",),
    "regulation_clause_move": ("4.2",),
    "regulation_clause_drop": ("4.2",),
    "regulation_clause_split": ("4.2",),
    "regulation_clause_join": ("4.2",),
    "regulation_norm_types": ("4.2",),
    "regulation_norm_new": ("4.2",),
    "regulation_norm_proposed": ("4.2",),
    "regulation_norm": ("4.2",),
    "regulation_norm_drop": ("4.2",),
    "regulation_word": ("tutor",),
    "route_parts": ("schedule",),
    "product_new": ("tutor_analysis",),
    "list_template": ("staff", "consultations"),
    "own_product_new": ("bloom_constructor",),
    "consent": ("contacts",),
    "consent_enter": ("contacts",),
    "personal_text": ("contacts",),
    "personal_term": ("drafts",),
} | {
    f"{kind.name}_act": tuple(one.slug for one in kind.acts)
    for module in (kinds, communities, groups, plans)
    for kind in vars(module).values()
    if isinstance(kind, Kind)
}


class Unplaced(LookupError):
    """Nothing says what stands in this address."""


@dataclass(frozen=True, slots=True)
class Address:
    """A pattern as it is written, and its name."""

    pattern: str
    name: str

    def variants(self) -> Iterator[tuple[str, str]]:
        """(the pattern with its words filled in, whose things its keys are)."""
        keys = sum(match["converter"] == "int" for match in PARAMETER.finditer(self.pattern))
        places = [(place,) * keys for place in PLACES] if keys else [()]
        if keys > 1:
            places.append(("own",) * (keys - 1) + ("next",))
        for pattern, place in product(self._filled(), places):
            whose = place[0] if len(set(place)) == 1 else "+".join(place)
            yield pattern, whose if place else "-"

    def _filled(self) -> list[str]:
        if all(match["converter"] == "int" for match in PARAMETER.finditer(self.pattern)):
            return [self.pattern]
        if self.name not in WORDS:
            raise Unplaced(f"{self.name} {self.pattern}")
        return [self.with_word(word) for word in WORDS[self.name]]

    def with_word(self, word: str) -> str:
        """The pattern with this in place of whatever is not a key."""

        def filled(match: re.Match[str]) -> str:
            return match[0] if match["converter"] == "int" else word

        return PARAMETER.sub(filled, self.pattern)


def addresses() -> list[Address]:
    """All patterns of the resolver."""
    return sorted(set(_walk(get_resolver(), "")), key=lambda address: address.pattern)


def _walk(resolver: URLResolver, before: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        pattern = before + GROUP.sub(r"\1", str(entry.pattern).removeprefix("^").rstrip("$"))
        if isinstance(entry, URLResolver):
            yield from _walk(entry, pattern)
        elif isinstance(entry, URLPattern):
            yield Address(pattern.replace("\\Z", ""), entry.name or "")


def path(pattern: str, whose: str, keys: dict[str, Keys]) -> str:
    """The address itself: each key is that of the thing named by the word before it."""
    places = iter(whose.split("+") if "+" in whose else [whose] * pattern.count("<int:"))

    def value(match: re.Match[str]) -> str:
        word = pattern[: match.start()].rstrip("/").rpartition("/")[2]
        place = keys[next(places)]
        if word not in place:
            raise Unplaced(pattern)
        return str(place[word])

    return "/" + PARAMETER.sub(value, pattern)
