"""Nasty values at every address, from every persona: never a failure, never half a deed."""

from __future__ import annotations

import logging
import random
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.db import connection

from tests.web.access import PERSONAS, Asking
from tests.web.addresses import FOREIGN, addresses, path
from tests.web.furnished import Furnished, furnish

HUGE = "Ж" * 30_000
NASTY_TEXT = (
    "\x00\x07\x1b",
    HUGE,
    "=cmd|'/c calc'!A1",
    "<script>alert(1)</script>",
    "\u202e\U0001f600",
)
NASTY_NUMBER = ("-1", "0", "99999999999999999999", "1e9", "٣", "NaN", "x")
NASTY_DAY = ("31.02.2027", "0000-00-00", "0001-01-01", "9999-12-31", "2027-01-22T25:61", "вчера")
NASTY_CHOICE = ("999999999", "-1", "x", "1; DROP TABLE", "\x00")
# Parameters of lists and pages; each page takes those it knows.
QUERY = {
    "page": "-7", "sort": "\x00", "q": HUGE[:3000], "clause": "нет", "state": "\x00", "unit": "x",
    "programme": "99999999999999999999", "on": "31.02.2027", "status": "'", "step": "-1",
    "of": "x", "key": "x", "kind": "\x00", "since": "x", "until": "9999-12-31", "stage": "x",
    "tutor": "x", "month": "2027-13", "day": "x", "person": "-1", "route": "x", "enrolment": "x",
    "visit": "x", "who": "\x00", "version": "x", "appointment": "x", "next": "//evil.example",
    "case": "x", "parent": "x", "for": "x", "show": "\x00", "part": "\x00", "a": "x", "b": "-9",
    "code": "\x00", "login": HUGE[:3000], "listed": "x", "label": "\x00",
}  # fmt: skip
# What a form may carry when its page shows none: the parts of taps and of most of our forms.
USUAL = {
    "row_version": "x", "deed_key": "\x00" * 200, "next": "javascript:alert(1)", "basis": "\x00",
    "happened_on": "31.02.2027", "reason": HUGE, "text": HUGE, "keys": "x", "waivers": "x",
    "people": "-1", "to": "x", "person": "x", "day": "x", "by": "x", "persona": "\x00",
}  # fmt: skip
# To whom the things of their own school show their forms; the others are asked once.
THOROUGH = ("lapshina", "dorohova", "safronova", "nechaev")
# Rows that a request may leave though no deed was done.
QUIET = ("Draft",)
Data = dict[str, Any]
Fill = Callable[[forms.Field, random.Random], Any]


@pytest.fixture
def furnished(db: None, settings: Any) -> Iterator[Furnished]:
    # Queries in loops are looked for where pages are asked in earnest; here time matters.
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if not one.startswith("zeal")]
    logging.disable(logging.ERROR)
    yield furnish()
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("persona", PERSONAS)
def test_nasty_values_are_refused_and_leave_nothing(furnished: Furnished, persona: str) -> None:
    nasty = Nasty(furnished, persona)
    for address in addresses():
        if address.pattern.startswith(FOREIGN):
            continue
        for pattern, whose in address.variants():
            url = path(pattern, whose, furnished.keys)
            if whose in {"own", "-"} and persona in THOROUGH:
                nasty.thoroughly(url)
            elif whose != "far":
                nasty.once(url)

    assert nasty.wrong == [], "\n".join(nasty.wrong)


def test_malformed_words_in_addresses_are_not_found(furnished: Furnished) -> None:
    nasty = Nasty(furnished, "dorohova")
    for address in addresses():
        if "<slug:" in address.pattern or "<str:" in address.pattern:
            for word in ("nonsense", "-", "x" * 300):
                nasty.once(path(address.with_word(word), "own", furnished.keys))

    assert nasty.wrong == [], "\n".join(nasty.wrong)


class Nasty(Asking):
    """What one persona sends, and what went wrong with it."""

    def __init__(self, furnished: Furnished, persona: str) -> None:
        super().__init__(furnished, persona)
        self.random = random.Random(persona)
        self.before = rows()
        self.sent = ""
        self.writes: list[str] = []
        self.wrong: list[str] = []

    def once(self, url: str) -> None:
        self._send("POST", url, USUAL)

    def thoroughly(self, url: str) -> None:
        """The page with a nasty query, then its form filled in every nasty way."""
        shown = self._send("GET", url, QUERY)
        if shown.status_code != 200:
            self._send("POST", url, USUAL)
            return
        self._send("POST", url, {})
        for form in forms_of(shown):
            for fill in (nasty, foreign, stale):
                self._send("POST", url, self._filled(form, fill))

    def _filled(self, form: forms.Form, fill: Fill) -> Data:
        return {
            form.add_prefix(name): fill(field, self.random)
            for name, field in form.fields.items()
            if not isinstance(field, forms.FileField)
        }

    def _send(self, method: str, url: str, data: Data) -> Any:
        shown = {name: str(value)[:20] for name, value in data.items()}
        self.sent = f"{method} {url} {str(shown)[:300]}"
        self.writes = []
        with connection.execute_wrapper(self._note):
            return self.ask(method, url, data)

    def _note(self, execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        """Notes that something was written: rows are compared only then."""
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and "session" not in sql:
            self.writes.append(sql)
        return execute(sql, *more)

    def judge(self, response: Any) -> None:
        """A redirect may be a deed done; with any other answer nothing may be left."""
        if response.status_code >= 500:
            raised = repr(response.exc_info and response.exc_info[1])
            self.wrong.append(f"{self.sent[:60]} {raised[:200]} {self.sent[60:]}")
        elif self.writes and response.status_code != 302 and not self._is_shown_once(response):
            # Who looked at what is noted after the answer, whatever was asked for.
            more = rows() - self.before
            left = {name: rows for name, rows in more.items() if rows and name != "Look"}
            if left:
                self.wrong.append(f"{self.sent} {response.status_code} left {left}")

    def _is_shown_once(self, response: Any) -> bool:
        """Codes of slips are kept as hashes alone, and one's own data are taken once.

        Such an answer comes to the form itself.
        """
        if "attachment" in response.get("Content-Disposition", ""):
            return True
        return response.request["REQUEST_METHOD"] == "POST" and b'class="slip' in response.whole


def nasty(field: forms.Field, chance: random.Random) -> Any:
    """A value that the field's own kind has to refuse, or to bear."""
    if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        return [chance.choice(NASTY_CHOICE), chance.choice(NASTY_CHOICE)]
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return chance.choice(NASTY_CHOICE)
    if isinstance(field, forms.DateField | forms.DateTimeField | forms.TimeField):
        return chance.choice(NASTY_DAY)
    if isinstance(field, forms.IntegerField):
        return chance.choice(NASTY_NUMBER)
    return chance.choice(NASTY_TEXT)


def foreign(field: forms.Field, chance: random.Random) -> Any:
    """Keys of things that exist and are not offered; days in the wrong order; bearable texts."""
    if isinstance(field, forms.ModelMultipleChoiceField | forms.MultipleChoiceField):
        return [str(key) for key in range(1, 40)]
    if isinstance(field, forms.ModelChoiceField | forms.ChoiceField):
        return str(chance.randrange(1, 40))
    if isinstance(field, forms.DateField | forms.DateTimeField):
        return chance.choice(("01.09.1926", "31.12.2126", "1926-09-01", "2126-12-31"))
    if isinstance(field, forms.IntegerField):
        return str(chance.randrange(1, 40))
    return "Текст\r\nв две строки"


def stale(field: forms.Field, chance: random.Random) -> Any:
    """Everything as the page offers it, but of a version long gone."""
    if isinstance(field, forms.ModelChoiceField | forms.ChoiceField):
        offered = [str(value) for value, _ in field.choices if str(value)]
        first = offered[0] if offered else ""
        many = forms.ModelMultipleChoiceField | forms.MultipleChoiceField
        return [first] if isinstance(field, many) else first
    if isinstance(field, forms.DateField | forms.DateTimeField):
        return chance.choice(("22.01.2027", "2027-01-22"))
    if isinstance(field, forms.IntegerField):
        return "999"
    return "Текст"


def forms_of(response: Any) -> list[forms.Form]:
    """The forms that the page was drawn with."""
    found: dict[int, forms.Form] = {}
    for layer in response.context or ():
        for value in layer.flatten().values() if hasattr(layer, "flatten") else ():
            if isinstance(value, forms.Form):
                found[id(value)] = value
    return list(found.values())


def rows() -> Counter[str]:
    """How many rows each table holds: a deed adds at least its entry in the journal."""
    return Counter(
        {
            table.__name__: table._default_manager.count()
            for table in apps.get_app_config("marshrut").get_models()
            if table.__name__ not in QUIET
        }
    )
