"""Dates and figures as Russian writes them."""

from datetime import date, datetime, timedelta

from django import template
from django.utils import formats, timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import get_language, gettext, ngettext

register = template.Library()
NO_BREAK = "\N{NO-BREAK SPACE}"
# Further away than this a date says more than a number of days.
SOON = 14
SHORT_MONTHS = "янв фев мар апр мая июн июл авг сен окт ноя дек".split()  # noqa: SIM905


def _day(value: date | datetime) -> date:
    """The local day of a moment, or the day itself."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def _plain(today: date) -> date:
    """The day itself: the context gives it lazily, and a lazy day cannot be subtracted."""
    return date(today.year, today.month, today.day)


def _is_russian() -> bool:
    return (get_language() or "ru").startswith("ru")


def _day_month(value: date) -> str:
    """«22 января» or “22 January”."""
    return date_format(value, "j E").replace(" ", NO_BREAK)


@register.filter
def date_long(value: date | None) -> str:
    """«22 января 2027 г.»."""
    if value is None:
        return ""
    day = _day(value)
    end = f"{NO_BREAK}г." if _is_russian() else ""
    return f"{_day_month(day)}{NO_BREAK}{day.year}{end}"


@register.filter
def date_short(value: date | None) -> str:
    """«22 янв»."""
    if value is None:
        return ""
    day = _day(value)
    month = SHORT_MONTHS[day.month - 1] if _is_russian() else date_format(day, "M")
    return f"{day.day}{NO_BREAK}{month}"


@register.filter
def date_month(value: date | None) -> str:
    """«22 января», when the year is clear."""
    return "" if value is None else _day_month(_day(value))


@register.filter
def date_day(value: date | None) -> str:
    """«пятница, 22 января 2027 г.»."""
    return "" if value is None else f"{weekday(value)}, {date_long(value)}"


@register.filter
def weekday(value: date) -> str:
    """«пятница» or “Friday”."""
    name = date_format(_day(value), "l")
    return name.lower() if _is_russian() else name


@register.filter
def date_figures(value: date | None) -> str:
    """«22.01.2027», as orders and tables write it."""
    return "" if value is None else date_format(_day(value), "d.m.Y")


@register.filter
def clock_time(value: datetime | None) -> str:
    """«14:32»."""
    return "" if value is None else date_format(timezone.localtime(value), "H:i")


@register.filter
def moment(value: datetime | None) -> str:
    """«22 января 2027 г., 14:32»."""
    return "" if value is None else f"{date_long(value)}, {clock_time(value)}"


@register.simple_tag
def date_range(since: date | None, until: date | None, *, inclusive: bool = False) -> str:
    """«11 января – 26 марта 2027 г.»; `until` is exclusive unless told otherwise."""
    last = until if until is None or inclusive else until - timedelta(days=1)
    if since is None and last is None:
        return ""
    if last is None:
        return gettext("from %(day)s") % {"day": date_long(since)}
    if since is None:
        return gettext("until %(day)s") % {"day": date_long(last)}
    if since >= last:  # what ended on its own first day has no day of its own
        return date_long(since)
    if (since.year, since.month) == (last.year, last.month):
        return f"{since.day}–\N{WORD JOINER}{date_long(last)}"
    first = _day_month(since) if since.year == last.year else date_long(since)
    return f"{first}\N{NO-BREAK SPACE}– {date_long(last)}"


@register.filter
def ago(value: date | None, today: date) -> str:
    """«12 дней назад», «сегодня», «через 3 дня»."""
    if value is None:
        return ""
    days = (_plain(today) - _day(value)).days
    if days == 0:
        return gettext("today")
    if days > 0:
        return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}
    return ngettext("in %(n)d day", "in %(n)d days", -days) % {"n": -days}


@register.filter
def late(due: date | None, today: date) -> str:
    """What is left of a term, in words that do not blame."""
    if due is None:
        return ""
    days = (due - _plain(today)).days
    if days == 0:
        return gettext("Due today")
    if days > SOON:
        return gettext("by %(day)s") % {"day": date_month(due)}
    if days > 0:
        return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}
    return ngettext("Was due %(n)d day ago", "Was due %(n)d days ago", -days) % {"n": -days}


@register.filter
def term(due: date | None, today: date) -> str:
    """«До 25 января, осталось 3 дня»: the last good day, and how far it is."""
    if due is None:
        return ""
    left, days = late(due, today), (due - _plain(today)).days
    if days < 0:
        return f"{left}, {date_month(due)}"
    if 0 < days <= SOON:
        day = gettext("by %(day)s") % {"day": date_month(due)}
        left = f"{day}, {left[:1].lower()}{left[1:]}"
    return left[:1].upper() + left[1:]


@register.filter
def number(value: float | None) -> str:
    """«12 345» and «14,5»."""
    if value is None:
        return ""
    text = formats.number_format(value, use_l10n=True, force_grouping=abs(value) >= 10_000)
    return text.replace(" ", NO_BREAK)


@register.filter
def percent(value: float | None) -> str:
    """«61 %» from 61."""
    if value is None:
        return ""
    rounded = round(value, 1)
    text = number(int(rounded) if rounded == int(rounded) else rounded)
    return f"{text}{NO_BREAK}%" if _is_russian() else f"{text}%"
