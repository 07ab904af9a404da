"""Names of people in templates."""

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marshrut.people.models import Office
from marshrut.web import names

register = template.Library()


@register.filter
def person_full(person: names.Named | None) -> str:
    """«Лапшина Валентина Сергеевна»."""
    return names.full(person) if person else ""


@register.filter
def person_short(person: names.Named | None) -> str:
    """«Лапшина В. С.»."""
    return names.short(person) if person else ""


@register.filter
def person_polite(person: names.Named | None) -> str:
    """«Валентина Сергеевна»."""
    return names.polite(person) if person else ""


@register.simple_tag
def person(person: names.Named | None, case: str = "nom", *, short: bool = False) -> str:
    """A name in a case; English sentences keep the nominative."""
    if person is None:
        return ""
    if not (get_language() or "ru").startswith("ru"):
        case = "nom"
    return names.short(person, case) if short else names.full(person, case)


@register.filter
def office_name(office: Office) -> str:
    """«Руководитель организации», «Руководитель организации, и. о.»."""
    name = str(office.get_role_display())
    name = name[:1].upper() + name[1:]
    return _("%(office)s, acting") % {"office": name} if office.acting_for_id else name
