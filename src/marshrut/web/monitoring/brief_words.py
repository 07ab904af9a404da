"""The sentences of a brief: every figure is a link to its list; words are the regulation's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext as n_
from django.utils.translation import npgettext as np_

from marshrut.monitoring.brief import Brief
from marshrut.web.labels import label
from marshrut.web.programme_words import say
from marshrut.web.request import Request
from marshrut.web.tags.dates import date_long, date_range

Address = Callable[..., str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What a sentence needs: the reader's words, the figures, and where their lists are."""

    request: Request
    found: Brief
    address: Address

    def linked(self, figure: str, text: object, **more: str) -> SafeString:
        """The text as a link to the list; nothing leads to an empty list."""
        if not self.found.total(figure):
            return format_html("{}", text)
        return format_html('<a href="{}">{}</a>', self.address(figure, **more), text)

    def number(self, figure: str) -> SafeString:
        return self.linked(figure, self.found.total(figure))

    def say(self, name: str, case: str = "nom", *, plural: bool = False) -> str:
        return say(self.request, name, case, plural=plural)

    def counted(self, figure: str, name: str) -> SafeString:
        """«5 тьюторов» as a link."""
        total = self.found.total(figure)
        return self.linked(figure, say(self.request, name, count=total))


def period_of(found: Brief) -> str:
    """«11 января – 26 марта 2027 г.»."""
    return date_range(found.span.first, found.span.last, inclusive=True)


def paragraphs(told: Telling) -> list[SafeString]:
    """Who takes part; what was done; where the regulation was departed from."""
    return [
        _joined(_who(told), _alone(told), _staff(told)),
        _joined(_routes(told), _closed(told), _met(told)),
        _joined(_waivers(told), _clauses(told)),
    ]


def _joined(*said: SafeString | str) -> SafeString:
    return format_html_join(" ", "{}", ((one,) for one in said if one))


def _who(told: Telling) -> SafeString:
    count, units = told.found.total("supported"), len(told.found.counts["supported"])
    given = {"day": date_long(told.found.span.last), "tutees": told.counted("supported", "tutee")}
    if units < 2:
        text = n_(
            "On {day} {tutees} takes part in the programme.",
            "On {day} {tutees} take part in the programme.",
            count,
        )
        return format_html(text, **given)
    text = n_(
        "On {day} {tutees} from {units} takes part in the programme.",
        "On {day} {tutees} from {units} take part in the programme.",
        count,
    )
    whole = np_("from", "%(n)d organisation", "%(n)d organisations", units) % {"n": units}
    return format_html(text, **given, units=whole)


def _alone(told: Telling) -> SafeString:
    tutors, alone = told.found.total("tutors"), told.found.total("alone")
    said = format_html(
        n_("{tutors} works with them", "{tutors} work with them", tutors),
        tutors=told.counted("tutors", "tutor"),
    )
    word = told.say("tutor", "gen")
    if not alone:
        return format_html(_("{said}; nobody is without a {tutor}."), said=said, tutor=word)
    text = n_("%(n)d person", "%(n)d people", alone) % {"n": alone}
    people = told.linked("alone", text)
    return format_html(
        _("{said}; without a {tutor}: {people}."), said=said, tutor=word, people=people
    )


def _staff(told: Telling) -> SafeString:
    word = told.say("tutor", "gen", plural=True)
    if not (told.found.total("appointed") or told.found.total("ended")):
        return format_html(_("The staff of {tutors} did not change over the period."), tutors=word)
    return format_html(
        _("Over the period, {tutors} appointed: {appointed}, ended: {ended}."),
        tutors=word,
        appointed=told.number("appointed"),
        ended=told.number("ended"),
    )


def _routes(told: Telling) -> SafeString:
    word = told.say("route", "gen", plural=True)
    return format_html(
        _("Over the period, {routes} opened: {opened}, closed: {closed}."),
        routes=word,
        opened=told.number("opened"),
        closed=told.number("closed"),
    )


def _closed(told: Telling) -> SafeString | str:
    """Each outcome with its own list."""
    if not told.found.outcomes:
        return ""
    lines = [
        (_outcome(code), told.linked("closed", count, outcome=code))
        for code, count in sorted(told.found.outcomes.items(), key=lambda one: -one[1])
    ]
    joined = format_html_join("; ", "{} – {}", lines)
    return format_html(_("By outcome: {outcomes}."), outcomes=joined)


def _outcome(code: str) -> str:
    """«эффективно»: the label says «Завершено: эффективно»."""
    text = str(label("route", code).text)
    return text.partition(": ")[2] or text.lower()


def _met(told: Telling) -> SafeString:
    return format_html(
        _("Consultations held: {consultations}, lessons visited: {visits}."),
        consultations=told.number("consultations"),
        visits=told.number("visits"),
    )


def _waivers(told: Telling) -> SafeString:
    word = told.say("regulation", "gen")
    if not told.found.total("waivers"):
        return format_html(_("No exceptions from the {regulation} were recorded."), regulation=word)
    return format_html(
        _("Exceptions from the {regulation} recorded: {count}."),
        regulation=word,
        count=told.number("waivers"),
    )


def _clauses(told: Telling) -> str:
    if all(one.before is one.after for one in told.found.moves):
        return _("No clause stands otherwise than at the beginning of the period.")
    return _("Clauses that stand otherwise than at the beginning of the period are named below.")
