"""Guarding a deed of a programme by the version and the waivers of its day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from marshrut.norms.catalogues import Chosen
from marshrut.norms.rules import Decision, Objection
from marshrut.norms.sheets import Sheet
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import Guarding, guarding
from marshrut.regulations.guards import Refused, guard, guard_words


def guard_deed(
    guarding: Guarding,
    deed: str,
    *things: Sheet,
    on: date,
    also: Sequence[Objection] = (),
) -> Decision:
    """Let the deed of day ``on`` pass or raise Refused.

    A fact from before the programme was kept here is not guarded, but the law asks its own.
    """
    if on < guarding.programme.entered_on:
        if also:
            raise Refused(Decision(tuple(also)), guarding.rules)
        return Decision()
    return guard(guarding.rules, deed, things, on=on, waived=guarding.waived, also=also)


def name_by_catalogue(
    programme: Programme, words: Chosen, kind: str, key: int = 0, *, on: date
) -> None:
    """Let work of day ``on`` be called so, or raise Refused; earlier facts are not guarded."""
    if words and on >= programme.entered_on:
        guard_words(guarding(programme, on).rules, words, kind, key)
