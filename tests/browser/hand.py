"""A person at a browser: opens pages, follows links, fills forms, presses buttons.

Links and buttons are found by the address they lead to, so that wording may change; what cannot
be seen on the page cannot be followed or pressed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from playwright.sync_api import BrowserContext, ConsoleMessage, ElementHandle, Page, Response

from marshrut.users.models import User

PASSWORD = "long-enough-password"
# What a browser says of an answer that the test expects: 403, 404.
ANSWERS = "Failed to load resource"
DISCONNECTED = "net::ERR_INTERNET_DISCONNECTED"

BUTTON = "button:not([type=button])"
GOES_TO = "b => b.hasAttribute('formaction') ? b.formAction : b.form.action"
# The line, card or row in which an element stands.
LINE = "e => (e.closest('tr, li, .card, section, .waits') || e.closest('main') || e).innerText"
NO_BREAK = "\u00a0"
# Fields that the browser itself finds unfit.
UNFIT = (
    "b => [...b.form.elements].filter(e => e.willValidate && !e.checkValidity())"
    ".map(e => `${e.name}: ${e.validationMessage}`)"
)


class Hand:
    """One person with one browser of their own."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context, self.address = context, address
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.expected: set[int] = set()
        self._listen()

    def _listen(self) -> None:
        """Hear everything that goes wrong behind the page."""
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("response", self._answered)
        self.page.on(
            "requestfailed",
            lambda request: (
                self.complaints.append(f"failed: {request.url} {request.failure}")
                if request.failure != "net::ERR_ABORTED"  # a download, or a page left meanwhile
                else None
            ),
        )

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(ANSWERS):
            self.complaints.append(f"console: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.complaints.append(f"{response.status}: {response.request.method} {response.url}")

    @contextmanager
    def expecting(self, status: int) -> Iterator[None]:
        """An answer that this time is right."""
        self.expected.add(status)
        yield
        self.expected.discard(status)

    @contextmanager
    def without_connection(self) -> Iterator[None]:
        """The network is gone for a while: nothing comes through, and that is no complaint."""
        self.context.set_offline(True)
        yield
        self.context.set_offline(False)
        self.complaints = [one for one in self.complaints if DISCONNECTED not in one]

    # --- where one is ------------------------------------------------------------------------
    def open(self, name: str, *args: object) -> Hand:
        """Type an address."""
        return self.visit(reverse(name, args=args))

    def visit(self, path: str) -> Hand:
        self.page.goto(self.address + path)
        # Widths are those of the page's own font, not of the one shown before it comes.
        self.page.evaluate("document.fonts.ready.then(() => null)")
        return self.well()

    def rests(self, milliseconds: int = 200) -> Hand:
        """Wait for what a page does by itself."""
        self.page.wait_for_timeout(milliseconds)
        return self

    def waits_until(self, script: str, tries: int = 50) -> Hand:
        """Wait until a page says so; its policy forbids that the page itself is made to look."""
        for _try in range(tries):
            if self.page.evaluate(script):
                return self
            self.rests()
        raise AssertionError(f"never so on {self.page.url}: {script}")

    def well(self) -> Hand:
        """Nothing has gone wrong so far."""
        assert not self.complaints, (self.page.url, self.complaints)
        return self

    @property
    def text(self) -> str:
        return self.page.locator("main").inner_text().replace(NO_BREAK, " ")

    def reads(self, *words: str) -> Hand:
        """All of this stands on the page."""
        for one in words:
            assert one in self.text, f"«{one}» is not on {self.page.url}: {self.text[:1500]}"
        return self

    @property
    def at(self) -> str:
        """The name of the page one is on."""
        return named(self.page.url)[0]

    @property
    def key(self) -> int:
        """The key in the address of the page."""
        return int(named(self.page.url)[1]["key"])

    # --- going on ----------------------------------------------------------------------------
    def follow(self, name: str, /, near: str = "", **wanted: object) -> Hand:
        """Click the link that leads to a page, in the line that tells of ``near``."""
        link = self._link(name, near, {key: str(value) for key, value in wanted.items()})
        assert link, f"no link to {name} {near} {wanted} on {self.page.url}: {self._seen()}"
        self._reveal(link)
        link.click()
        self.page.wait_for_load_state()
        return self.well()

    def has_link(self, name: str, near: str = "", **wanted: object) -> bool:
        return bool(self._link(name, near, {k: str(v) for k, v in wanted.items()}))

    def _link(self, name: str, near: str, wanted: Mapping[str, str]) -> ElementHandle | None:
        return self._fitting("a[href]", "link => link.href", name, near, wanted)

    def _fitting(
        self, selector: str, goes_to: str, name: str, near: str, wanted: Mapping[str, str]
    ) -> ElementHandle | None:
        """Of what leads to a page the one in the shortest line that tells of ``near``."""
        script = f"(all, near) => all.map(e => [({goes_to})(e), near ? ({LINE})(e) : ''])"
        told = self.page.eval_on_selector_all(selector, script, near)
        fitting = [
            (len(line), place)
            for place, (url, line) in enumerate(told)
            if _leads(url, name, wanted) and near in line.replace(NO_BREAK, " ")
        ]
        if not fitting:
            return None
        return self.page.locator(selector).nth(min(fitting)[1]).element_handle()

    def _seen(self) -> list[str]:
        hrefs = self.page.eval_on_selector_all("a[href]", "links => links.map(a => a.href)")
        return sorted({found for href in hrefs if (found := named(href)[0])})

    def _reveal(self, element: ElementHandle) -> None:
        """Open the drawer in which the element lies."""
        if element.is_visible():
            return
        for summary in (
            element.evaluate_handle(
                "e => { const s = []; for (let d = e.closest('details'); d;"
                " d = d.parentElement.closest('details')) if (!d.open)"
                " s.unshift(d.firstElementChild); return s; }"
            )
            .get_properties()
            .values()
        ):
            drawer = summary.as_element()
            if drawer:
                drawer.click()

    # --- forms -------------------------------------------------------------------------------
    def fill(self, **values: Any) -> Hand:
        """Fill fields by their names, each as its kind asks."""
        for name, value in values.items():
            self._put(name, value)
        return self

    def _put(self, name: str, value: Any) -> None:
        field = self.page.locator(f"main [name='{name}']")
        assert field.count(), f"no field {name} on {self.page.url}: {self.fields}"
        first = field.first
        handle = first.element_handle()
        if handle:
            self._reveal(handle)
        tag = first.evaluate("e => e.tagName")
        kind = first.get_attribute("type")
        if tag == "SELECT":
            self._choose(name, value)
        elif kind in {"radio", "checkbox"} and isinstance(value, bool):
            first.set_checked(value)
        elif kind in {"radio", "checkbox"}:
            self._tick(name, value)
        elif kind == "file":
            first.set_input_files(value if isinstance(value, str | Path) else [value])
        else:
            first.fill(str(value))

    def _choose(self, name: str, value: Any) -> None:
        """Choose by value, or by a part of what is written."""
        select = self.page.locator(f"main select[name='{name}']").first
        script = "s => Object.fromEntries([...s.options].map(o => [o.value, o.text]))"
        options: dict[str, str] = select.evaluate(script)
        fitting = [k for k, label in options.items() if str(value) in label and k]
        chosen = str(value) if str(value) in options else next(iter(fitting), None)
        assert chosen is not None, f"{value!r} is not among {options}"
        select.select_option(chosen)

    def _tick(self, name: str, value: Any) -> None:
        """Tick by value, or by a part of the label."""
        for one in value if isinstance(value, list) else [value]:
            box = self.page.locator(f"main [name='{name}'][value='{one}']")
            if not box.count():
                box = self.page.locator("main label", has_text=str(one)).locator(f"[name='{name}']")
            assert box.count(), f"{one!r} is not offered by {name}: {self.text}"
            box.first.check()

    def write(self, text: str, *, except_for: Collection[str] = ()) -> Hand:
        """Write something into every empty box for a text of the main form."""
        for box in self.page.query_selector_all("main form textarea"):
            name = str(box.get_attribute("name"))
            if name not in except_for and not box.input_value():
                box.fill(f"{text} ({name})")
        return self

    @property
    def fields(self) -> list[str]:
        return list(self.page.eval_on_selector_all("main [name]", "all => all.map(e => e.name)"))

    def press(self, name: str = "", /, near: str = "", **wanted: object) -> Hand:
        """Press the main button of the form, or that of the form that posts to ``name``."""
        self._submit(name, near, {key: str(value) for key, value in wanted.items()})
        failed = self.page.locator("[role=alert].summary, .refusal, .errorlist")
        assert not failed.count(), f"{self.page.url}: {failed.all_inner_texts()}"
        return self.well()

    def is_refused(self, *cites: str) -> None:
        """Press the main button and be refused, with these clauses quoted."""
        self._submit("", "", {})
        refusal = self.page.locator(".refusal")
        assert refusal.count() == 1, f"nothing is refused on {self.page.url}: {self.text[:1500]}"
        said = refusal.inner_text().replace(NO_BREAK, " ")
        assert all(cite in said for cite in cites), f"{cites} are not all quoted: {said}"
        self.well()

    def is_told(self, *cites: str) -> None:
        """The page says beforehand what lacks, quotes these clauses and offers no button."""
        self.reads(*cites)
        assert not self.page.locator("main form[method=post]").count(), self.text

    def is_sent_back(self) -> str:
        """Press the main button and get the form again; returns the summary of errors."""
        self._submit("", "", {})
        summary = self.page.locator("[role=alert].summary")
        assert summary.count() == 1, f"nothing is wrong on {self.page.url}: {self.text}"
        self.well()
        return summary.inner_text().replace(NO_BREAK, " ")

    def offers(self, name: str, near: str = "", **wanted: object) -> bool:
        """Is there a button that posts to this page?"""
        return bool(self._button(name, near, {k: str(v) for k, v in wanted.items()}))

    def _submit(self, name: str, near: str, wanted: Mapping[str, str]) -> None:
        button = (
            self._button(name, near, wanted)
            if name
            else self.page.query_selector("main form[method=post] button.main")
            or self.page.query_selector(f"main form[method=post] {BUTTON}")
        )
        assert button, f"no button {name} {near} on {self.page.url}: {self._seen_buttons()}"
        self._reveal(button)
        wrong = button.evaluate(UNFIT)
        assert not wrong, f"the browser does not send the form of {self.page.url}: {wrong}"
        with self.page.expect_navigation():
            button.click()
        self.page.wait_for_load_state()

    def _button(self, name: str, near: str, wanted: Mapping[str, str]) -> ElementHandle | None:
        return self._fitting(f"form[method=post] {BUTTON}", GOES_TO, name, near, wanted)

    def _seen_buttons(self) -> list[str]:
        script = "all => all.map(b => b.form.action + ' ' + b.innerText)"
        return list(self.page.eval_on_selector_all("form[method=post] button", script))

    # --- coming in ---------------------------------------------------------------------------
    def come_in(self, login: str) -> Hand:
        """Be signed in already, where signing in is not what is tried."""
        client = Client()
        client.force_login(User.objects.get(login=login))
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.cookie(settings.SESSION_COOKIE_NAME, session)
        return self

    def speak(self, language: str) -> Hand:
        """Read pages in another language from now on."""
        return self.cookie(settings.LANGUAGE_COOKIE_NAME, language)

    def cookie(self, name: str, value: str) -> Hand:
        self.context.add_cookies([{"name": name, "value": value, "url": self.address}])
        return self

    def sign_in(self, login: str, password: str = PASSWORD) -> Hand:
        """By login and password, on the page of that."""
        self.open("account_login")
        self.page.fill("[name=login]", login)
        self.page.fill("[name=password]", password)
        self.page.press("[name=password]", "Enter")
        self.page.wait_for_url(re.compile(r"/$"))
        return self.well()

    def sign_in_by_slip(self, slip: Slip, password: str = PASSWORD) -> Hand:
        """By the code of a printed slip; from then on by one's own password."""
        self.open("slip")
        self.page.fill("[name=login]", slip.login)
        self.page.fill("[name=code]", slip.code)
        self.page.fill("[name=password]", password)
        self.page.fill("[name=again]", password)
        with self.page.expect_navigation():
            self.page.press("[name=again]", "Enter")
        assert self.at == "home", self.text
        return self.well()


class Slip:
    """What is printed on a slip."""

    def __init__(self, name: str, login: str, code: str) -> None:
        self.name, self.login, self.code = name, login, code


def named(url: str) -> tuple[str, Mapping[str, str]]:
    """The name of the page at an address, and what its address tells."""
    try:
        match = resolve(urlsplit(url).path)
    except Resolver404:
        return "", {}
    told = {key: str(value) for key, value in match.kwargs.items()}
    query = dict(part.split("=", 1) for part in urlsplit(url).query.split("&") if "=" in part)
    return match.url_name or "", query | told


def _leads(url: str, name: str, wanted: Mapping[str, str]) -> bool:
    found, told = named(url)
    return found == name and wanted.items() <= told.items()
