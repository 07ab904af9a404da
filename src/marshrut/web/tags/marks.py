"""Marks of states, badges of statuses, thin bars and icons: none speaks by colour alone."""

from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide

from marshrut.web import labels
from marshrut.web.states import SHORT, WORDS, short_key
from marshrut.web.states import state_word as word_of
from marshrut.web.words import spoken

register = template.Library()


@register.simple_tag
def mark(state: object) -> SafeString:
    """The shape of a state, hidden from screen readers: a word always stands beside it."""
    key = short_key(state)
    return format_html(
        '<svg class="mark" data-s="{0}" aria-hidden="true"><use href="#m-{0}"/></svg>', key
    )


@register.filter
def short_state(state: object) -> str:
    """The value of `data-s` for a state."""
    return short_key(state)


@register.simple_tag
def state_word(state: object) -> str:
    """The word of a state."""
    return word_of(state)


@register.inclusion_tag("parts/legend.html")
def legend() -> dict[str, object]:
    """All states of clauses with their words."""
    return {"states": [(key, WORDS[key]) for key in SHORT.values() if key != "say"]}


@register.simple_tag(takes_context=True)
def status(context: dict[str, Any], thing: str, code: object) -> SafeString:
    """A badge: the shape of the tone and the word of the status."""
    label = labels.label(thing, code)
    return format_html(
        '<span class="status" data-s="{0}"><svg class="mark" aria-hidden="true">'
        '<use href="#m-{0}"/></svg>{1}</span>',
        label.tone,
        label.said(spoken(context)),
    )


@register.simple_tag(takes_context=True)
def status_word(context: dict[str, Any], thing: str, code: object) -> str:
    """The word of a status without its shape."""
    return labels.label(thing, code).said(spoken(context))


@register.simple_tag
def meter(met: float, of: float, state: object = "") -> SafeString:
    """A thin bar that says «69 из 73»; an SVG, because inline styles are not allowed."""
    share = max(0.0, min(100.0, 100 * float(met) / float(of))) if of else 0.0
    return format_html(
        '<svg class="meter" data-s="{}" viewBox="0 0 100 4" preserveAspectRatio="none" role="img"'
        ' aria-label="{}"><rect class="of" width="100" height="4"/>'
        '<rect width="{}" height="4" fill="currentColor"/></svg>',
        short_key(state) if state else "",
        labels.of_words(met, of),
        f"{share:.1f}",
    )


@lru_cache(maxsize=256)
def _drawn(name: str) -> str:
    """The drawing of an icon; reading it out of the archive costs a millisecond."""
    svg = str(lucide(name, size=None, **{"class": "icon", "aria-hidden": "true"}))
    return svg.replace(' width="24" height="24"', "", 1)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon by its lucide name; with a label it speaks, without one it is decoration."""
    drawn = mark_safe(_drawn(name))  # noqa: S308 - the drawing comes from the installed package
    if not label:
        return drawn
    return format_html('{}<span class="visually-hidden">{}</span>', drawn, label)
