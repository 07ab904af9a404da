"""Local words in templates: `{% word "tutee" "gen" %}`, `{% word "tutee" count=n %}`."""

from typing import Any

from django import template
from django.utils.translation import get_language

from marshrut.web.words import spoken

register = template.Library()


@register.simple_tag(takes_context=True)
def word(
    context: dict[str, Any],
    name: str,
    case: str = "nom",
    *,
    plural: bool = False,
    count: int | None = None,
    capital: bool = False,
) -> str:
    """The word of the regulation in force, inflected; of the glossary where none is."""
    text = spoken(context).say(
        name, case, plural=plural, count=count, language=get_language() or "ru"
    )
    return text[:1].upper() + text[1:] if capital else text
