"""Small parts that need the address of the page or a form's field."""

from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.forms import BoundField
from django.http import HttpRequest, QueryDict
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from marshrut.web.build import SHEETS
from marshrut.web.several import programme_named
from marshrut.web.tags.marks import icon

register = template.Library()


@register.simple_tag(takes_context=True)
def sort_link(context: dict[str, Any], column: str, title: str) -> SafeString:
    """The heading of a sortable column: keeps the filters, turns the order on the second press."""
    request: HttpRequest = context["request"]
    query: QueryDict = request.GET.copy()
    current = query.get("sort", "")
    query["sort"] = f"-{column}" if current == column else column
    query.pop("page", None)
    if current.lstrip("-") != column:
        return format_html('<a href="?{}">{}</a>', query.urlencode(), title)
    down = current.startswith("-")
    said = gettext("sorted downwards") if down else gettext("sorted upwards")
    arrow = icon("arrow-down" if down else "arrow-up", said)
    return format_html('<a href="?{}">{}{}</a>', query.urlencode(), title, arrow)


@register.simple_tag(takes_context=True)
def of_programme(context: dict[str, Any], key: int) -> SafeString | str:
    """A quiet line with the programme of a thing, for who has more than one."""
    title = programme_named(context.get("request"), key or 0)
    return format_html('<small class="quiet">{}</small>', title) if title else ""


@register.filter
def is_single_box(field: BoundField) -> bool:
    """Whether a field is one checkbox, whose label stands beside it."""
    return getattr(field.field.widget, "input_type", "") == "checkbox" and not field.use_fieldset


@register.filter
def who_sees(field: BoundField) -> str:
    """The quiet line «Увидят: …» given to the field by `fields.who_sees`."""
    return str(getattr(field.field, "who", "") or "")


@lru_cache(maxsize=1)
def _is_built() -> bool:
    """Whether the installation has made the joined style sheet."""
    return finders.find("built/marshrut.css") is not None


@register.simple_tag
def stylesheets() -> SafeString:
    """One joined sheet with fonts where it was built, else the sources, one by one."""
    names = ["built/marshrut.css"]
    if settings.DEBUG or not _is_built():
        names = [f"css/{name}.css" for name in SHEETS]
        names += ["built/fonts.css"] if _is_built() else []
    links = ((static(name),) for name in names)
    return format_html_join("\n  ", '<link rel="stylesheet" href="{}">', links)
