"""What a page offers its reader: links drawn as buttons, and forms with all that they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.world import TODAY

# What somebody types into a field of this sort who wants the deed to happen.
TYPED: Mapping[str, str] = {
    "date": TODAY.isoformat(),
    "datetime-local": f"{TODAY.isoformat()}T12:00",
    "number": "1",
    "email": "someone@example.org",
    "url": "https://example.org/",
    "time": "12:00",
}
CHOSEN = frozenset({"radio", "checkbox"})
PRESSED = frozenset({"submit", "button", "reset", "image", "file"})


@dataclass
class Form:
    """A form as it stands on a page, filled in by a willing reader."""

    method: str
    action: str
    values: dict[str, list[str]] = field(default_factory=dict)


class Offers(HTMLParser):
    """Reads a page: ``forms`` that are posted, and ``links`` that look like buttons."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._form: Form | None = None
        self._select: tuple[str, list[str]] | None = None
        self._area = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Forms open; fields go into the form that is open."""
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "btn" in given.get("class", "").split():
            self.links.append(given.get("href", ""))
        elif tag == "form":
            self._form = Form(given.get("method", "get").lower(), given.get("action", ""))
            self.forms.append(self._form)
        elif self._form is not None:
            self._field(tag, given)

    def handle_endtag(self, tag: str) -> None:
        """A list of choices gives its first offered one, unless one is chosen already."""
        if tag == "form":
            self._form = None
        elif tag == "select" and self._select is not None and self._form is not None:
            name, offered = self._select
            self._form.values[name] = [value for value in offered if value][:1]
            self._select = None

    def _field(self, tag: str, given: Mapping[str, str]) -> None:
        name, form = given.get("name", ""), self._form
        if form is None or (not name and tag != "option"):
            return
        if tag == "select":
            self._select = (name, [])
        elif tag == "option" and self._select is not None:
            place = 0 if "selected" in given else len(self._select[1])
            self._select[1].insert(place, given.get("value", ""))
        elif tag == "textarea":
            form.values.setdefault(name, ["Текст"])
        elif tag in {"input", "button"}:
            self._input(form, tag, name, given)

    def _input(self, form: Form, tag: str, name: str, given: Mapping[str, str]) -> None:
        sort = given.get("type", "text" if tag == "input" else "submit")
        value = given.get("value", "")
        if sort in CHOSEN:
            if "checked" in given or name not in form.values:
                form.values[name] = [value or "on"]
        elif sort == "hidden" or (tag == "button" and sort == "submit"):
            form.values.setdefault(name, []).append(value)
        elif sort not in PRESSED:
            form.values.setdefault(name, [value or TYPED.get(sort, "Текст")])
