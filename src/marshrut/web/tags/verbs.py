"""Names of deeds in templates."""

from django import template

from marshrut.web.verbs import verb_name

register = template.Library()


@register.filter
def verb(code: str) -> str:
    """What a deed is called."""
    return verb_name(code)
