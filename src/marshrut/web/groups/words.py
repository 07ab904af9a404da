"""Words of the section: sources of topics, parts of a plan, limits of a group."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.utils.translation import pgettext_lazy as _p

from marshrut.groups.models import Application, Group
from marshrut.groups.queries import MEMBERS, limits
from marshrut.norms.counting import Size
from marshrut.norms.rules import Rules
from marshrut.web.catalogues import choices
from marshrut.web.programme_words import spoken
from marshrut.web.terms import term

PARTS = ("content", "forms", "methods", "dates")
# Where the regulation names no sources, these three are what is usual.
SOURCES = {
    "need": _p("source of a topic", "Need of teachers and heads"),
    "request": _p("source of a topic", "Application of an organisation"),
    "diagnosis": _p("source of a topic", "Results of diagnosis"),
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
    """«Группа» or «Индивидуальная консультация»: what an organisation asks for."""
    if row.kind == Application.TOPIC:
        return pgettext("asked for", "Group")
    return form_title(row.kind)


def form_title(form: str) -> str:
    """«Индивидуальная консультация»."""
    name = term("activity", form)
    return name[:1].upper() + name[1:]


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
