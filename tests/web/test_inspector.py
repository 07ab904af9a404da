"""An inspector reads, changes nothing at any address, and sees nothing after the last day."""

from __future__ import annotations

import logging
import random
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django import forms
from django.db import connection

from marshrut.clock.models import DemonstrationDay
from marshrut.people.models import Office
from tests.web.access import Asking, answers
from tests.web.addresses import FOREIGN, Address, addresses, path
from tests.web.furnished import Furnished, furnish
from tests.web.test_access_table import NEAR, NEXT
from tests.web.test_hostile_forms import USUAL, Data, forms_of, rows, stale
from tests.world import TODAY

pytestmark = pytest.mark.once

LAST = TODAY + timedelta(days=7)
# What belongs to whoever is signed in, an inspector too: the own account and the own notices.
OWN = ("account/", "notices/", "i18n/", *FOREIGN)
# Whose forms are sent: those who may do most with what is theirs.
WRITERS = ("safronova", "zimin", "dorohova", "lapshina")
# The tables of one's own account, and who one is as a person.
ONES_OWN = {
    *("marshrut_user", "marshrut_notice", "marshrut_draft", "marshrut_consent"),
    *("marshrut_consenttext", "marshrut_datarequest", "marshrut_personalexport"),
    *("marshrut_person", "marshrut_job", "marshrut_journalentry"),
}
WRITTEN = re.compile(r'(?:INSERT INTO|INSERT OR IGNORE INTO|UPDATE|DELETE FROM) "(\w+)"')
# A session is how one is signed in; of an inspector too it is written down at whom they looked.
TRACES = {"django_session", "marshrut_look"}
Sent = tuple[str, Data]


@pytest.fixture
def furnished(db: None, settings: Any) -> Iterator[Furnished]:
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if not one.startswith("zeal")]
    logging.disable(logging.ERROR)
    done = furnish()
    Office.objects.filter(role="inspector").update(until=LAST + timedelta(days=1))
    yield done
    logging.disable(logging.NOTSET)


def test_an_inspector_changes_nothing_at_any_address(furnished: Furnished) -> None:
    inspector = Trying(furnished, "prohorov", undone=False)
    before = rows()

    for url, data in [*_usual(furnished), *_offered(furnished)]:
        inspector.send(url, data)

    assert inspector.wrote == {}, "\n".join(f"{url}: {t}" for url, t in inspector.wrote.items())
    assert {name for name, count in (rows() - before).items() if count} <= {"Look"}


def test_the_same_forms_change_much_in_the_hands_of_those_who_may(furnished: Furnished) -> None:
    writers = [Trying(furnished, name) for name in WRITERS]

    for url, data in _offered(furnished):
        for writer in writers:
            writer.send(url, data)

    changed = {
        url
        for writer in writers
        for url, tables in writer.wrote.items()
        if "marshrut_journalentry" in tables
    }
    assert len(changed) > 60, sorted(changed)


def test_of_their_own_account_an_inspector_is_the_master_and_of_no_more(
    furnished: Furnished,
) -> None:
    inspector = Trying(furnished, "prohorov")

    for address in addresses():
        if address.pattern.startswith(OWN) and not address.pattern.startswith(FOREIGN):
            for url in _urls(furnished, address):
                inspector.send(url, {})
                inspector.send(url, USUAL)

    tables = {table for wrote in inspector.wrote.values() for table in wrote}
    assert "marshrut_personalexport" in tables
    assert tables <= ONES_OWN


def test_on_the_last_day_they_see_and_on_the_next_nothing(furnished: Furnished) -> None:
    day = DemonstrationDay.objects.filter(only=True)
    day.update(day=LAST)
    seen = _names(furnished)
    day.update(day=LAST + timedelta(days=1))

    assert {"Lapshina", "Dorohova", "Stranger", "Oreshkina"} <= seen
    assert _names(furnished) == set()


class Trying(Asking):
    """Sends forms in the name of one persona and keeps which tables each of them has changed."""

    def __init__(self, furnished: Furnished, persona: str, *, undone: bool = True) -> None:
        super().__init__(furnished, persona, undone=undone)
        self.wrote: dict[str, set[str]] = {}

    def send(self, url: str, data: Data) -> None:
        self.url = url
        with connection.execute_wrapper(self._note):
            self.ask("POST", url, data)

    def _note(self, execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        if (written := WRITTEN.match(sql)) and written[1] not in TRACES:
            self.wrote.setdefault(self.url, set()).add(written[1])
        return execute(sql, *more)


def _usual(furnished: Furnished) -> Iterator[Sent]:
    """Nothing, and what most forms carry, to every address."""
    for address in _others():
        for url in _urls(furnished, address):
            yield url, {}
            yield url, USUAL


def _offered(furnished: Furnished) -> Iterator[Sent]:
    """Every form that somebody who may is shown, filled as it offers itself."""
    asking = [Asking(furnished, name) for name in WRITERS]
    for address in _others():
        for pattern, whose in address.variants():
            if whose not in {"own", "-"}:
                continue
            url = path(pattern, whose, furnished.keys)
            for one in asking:
                shown = [form for form in forms_of(one.ask("GET", url)) if not form.is_bound]
                yield from ((url, _filled(form)) for form in shown)
                if shown:
                    break


def _others() -> list[Address]:
    return [one for one in addresses() if not one.pattern.startswith(OWN)]


def _urls(furnished: Furnished, address: Address) -> list[str]:
    return [path(*variant, furnished.keys) for variant in address.variants()]


def _filled(form: forms.Form) -> Data:
    """What stands in each field already, or the first thing that may."""
    chance = random.Random(0)
    return {
        form.add_prefix(name): form[name].value() or stale(field, chance)
        for name, field in form.fields.items()
        if not isinstance(field, forms.FileField)
    }


def _names(furnished: Furnished) -> set[str]:
    """Whose names of the two schools the inspector meets anywhere on the day."""
    bodies = [answer.body for _, answer in answers(furnished, "prohorov")]
    return {name for name in (*NEAR, *NEXT) if any(name in body for body in bodies)}
