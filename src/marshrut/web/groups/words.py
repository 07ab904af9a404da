"""Words of the section: sources of topics, parts of a plan, limits of a group."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.utils.translation import pgettext_lazy as _p

from marshrut.groups.asked import CONSULTATION, EVENT, REVIEW, SORTS, SUPPORT, THEMATIC
from marshrut.groups.models import Application, Group
from marshrut.groups.queries import MEMBERS, limits
from marshrut.groups.taking import days_for
from marshrut.norms.counting import Size
from marshrut.norms.rules import Rules
from marshrut.programmes.queries import Guarding
from marshrut.web.catalogues import choices
from marshrut.web.names import short
from marshrut.web.programme_words import spoken
from marshrut.web.terms import term

PARTS = ("content", "forms", "methods", "dates")
# Where the regulation names no sources, these three are what is usual.
SOURCES = {
    "need": _p("source of a topic", "Need of teachers and heads"),
    "request": _p("source of a topic", "Application of an organisation"),
    "diagnosis": _p("source of a topic", "Results of diagnosis"),
}

KIND_NAMES = {
    REVIEW: _p("asked for", "Expert review"),
    EVENT: _p("asked for", "Event"),
    SUPPORT: _p("asked for", "Support of a school"),
}
# What each kind is, in one line beside the choice.
KIND_NOTES = {
    CONSULTATION: _p("asked for", "A talk about one’s own work."),
    THEMATIC: _p("asked for", "A talk with several colleagues on one topic."),
    REVIEW: _p("asked for", "An opinion on a programme, a lesson plan, a portfolio."),
    EVENT: _p("asked for", "A seminar, a master class, an open lesson in your organisation."),
    SUPPORT: _p("asked for", "A tutor works with the team of the organisation for some time."),
}
SORT_NAMES = {
    (REVIEW, "programme"): _p("to be reviewed", "Work programme"),
    (REVIEW, "planning"): _p("to be reviewed", "Calendar and thematic plan"),
    (REVIEW, "lesson_map"): _p("to be reviewed", "Technological map of a lesson"),
    (REVIEW, "portfolio"): _p("to be reviewed", "Portfolio"),
    (REVIEW, "other"): _p("to be reviewed", "Something else"),
    (EVENT, "seminar"): _p("kind of event", "Seminar"),
    (EVENT, "master_class"): _p("kind of event", "Master class"),
    (EVENT, "open_lesson"): _p("kind of event", "Open lesson"),
    (EVENT, "round_table"): _p("kind of event", "Round table"),
    (EVENT, "webinar"): _p("kind of event", "Webinar"),
    (EVENT, "other"): _p("kind of event", "Something else"),
}


def source_choices(rules: Rules) -> list[tuple[str, str]]:
    """Sources of topics: the regulation's own list, or what is usual."""
    listed = rules.catalogue("topic_sources")
    return choices(listed) if listed else [(key, str(name)) for key, name in SOURCES.items()]


def source_title(rules: Rules, code: str) -> str:
    return dict(source_choices(rules)).get(code, code)


def group_title(row: Group) -> str:
    """«Группа № 2. Читаем тексты на всех предметах»."""
    return _("Group %(number)s. %(topic)s") % {"number": row.number, "topic": row.topic}


def kind_title(row: Application) -> str:
    """«Группа», «Индивидуальная консультация», «Экспертиза: портфолио»: what is asked for."""
    if row.kind == Application.TOPIC:
        return pgettext("asked for", "Group")
    kind, sort = form_title(row.kind), sort_title(row.kind, row.sort)
    return f"{kind}: {sort[:1].lower()}{sort[1:]}" if sort else kind


def asker_title(row: Application) -> str:
    """«Еловская СОШ», or the teacher who asks for themselves with where they work."""
    if row.personal and row.submitted_by is not None:
        return f"{short(row.submitted_by)}, {row.unit}"
    return str(row.unit)


def form_title(form: str) -> str:
    """«Индивидуальная консультация»; what is no form of activities has words of its own."""
    if form in KIND_NAMES:
        return str(KIND_NAMES[form])
    name = term("activity", form)
    return name[:1].upper() + name[1:]


def term_title(found: Guarding, kind: str) -> str:
    """«Ответ — за 5 рабочих дней»."""
    days = days_for(found, kind)
    return ngettext("Answer in %(n)d working day", "Answer in %(n)d working days", days) % {
        "n": days
    }


def sort_title(kind: str, sort: str) -> str:
    """«Рабочая программа» of a review, «Семинар» of an event; nothing of other kinds."""
    return dict(sort_choices(kind)).get(sort, "")


def sort_choices(kind: str) -> list[tuple[str, str]]:
    return [(sort, str(SORT_NAMES[kind, sort])) for sort in SORTS.get(kind, ())]


def part_title(part: str) -> str:
    """«Содержание»."""
    name = term("part", part)
    return name[:1].upper() + name[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How many are in a group, how many may be, and by which clause."""

    count: int
    least: int
    most: int | None
    cite: str

    @property
    def tone(self) -> str:
        """The mark beside the number."""
        return "met" if self.fits else "risk"

    @property
    def fits(self) -> bool:
        return self.least <= self.count and (self.most is None or self.count <= self.most)

    @property
    def said(self) -> str:
        """«п. 4.3 Положения: от 8 до 10», or nothing where no clause limits it."""
        if not self.cite:
            return ""
        values = {"cite": self.cite, "least": self.least, "most": self.most}
        if self.most is None:
            return _("%(cite)s: at least %(least)s") % values
        return _("%(cite)s: from %(least)s to %(most)s") % values


def room(rules: Rules, count: int) -> Room:
    """The limits of a group beside how many are in it."""
    least, most = limits(rules)
    cites = [
        spoken(clause.cite, clause.cite_en)
        for clause, norm in rules.norms()
        if isinstance(norm, Size) and norm.size == MEMBERS
    ]
    return Room(count=count, least=least, most=most, cite=cites[0] if cites else "")
