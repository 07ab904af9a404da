"""Steps of the library that fit the difficulties of a tutee, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marshrut.diagnostics.access import observations, scored
from marshrut.diagnostics.difficulties import Difficulty, difficulties
from marshrut.diagnostics.own import PLACED
from marshrut.norms.rules import Rules
from marshrut.routes import access
from marshrut.routes.models import LibraryStep, Route
from marshrut.routes.operations.steps import Pick
from marshrut.routes.queries import stages_of
from marshrut.web.diagnostics.measured import named
from marshrut.web.fields import DateField, Paragraph
from marshrut.web.labels import label
from marshrut.web.programme_words import spoken
from marshrut.web.request import Request
from marshrut.web.routes.forms import RowForm, stage_name
from marshrut.web.routes.pages import Open
from marshrut.web.routes.texts import need_titles, step_form
from marshrut.web.tags.dates import date_long

MONTH = 30
# Nearest help first.
NEAR = {level: place for place, level in enumerate(LibraryStep.Level.values)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One group of competences: why it is here, and what the library has for it."""

    need: str
    title: str
    reasons: Sequence[str]
    tone: str
    steps: Sequence[LibraryStep]


def sections(request: Request, page: Open) -> list[Section]:
    """Difficulties of the tutee, the greatest first; then the rest of the library.

    A step stands once, under the greatest of the difficulties that it helps with.
    """
    person = page.route.enrolment.person_id
    asked = scored(request.reach).filter(person=person)
    seen = observations(request.reach).filter(person=person)
    shown = difficulties(asked, seen, request.reach.on)
    taken = page.route.steps.filter(source__isnull=False).values("source")
    rows = access.usable_steps(request.reach).exclude(pk__in=taken).order_by("title", "pk")
    left = sorted(rows, key=lambda row: NEAR.get(row.level, len(NEAR)))
    found = []
    for need in dict.fromkeys(one.group.key for one in shown):
        mine = [row for row in left if need in row.needs]
        left = [row for row in left if row not in mine]
        said = [one for one in shown if one.group.key == need]
        found.append(_section(need, said, mine))
    title = _("The rest of the library")
    rest = Section(need="", title=title, reasons=(), tone="", steps=left)
    return [*found, rest] if left else found


def _section(need: str, said: Sequence[Difficulty], steps: Sequence[LibraryStep]) -> Section:
    return Section(
        need=need,
        title=spoken(said[0].group.title, said[0].group.title_en),
        reasons=[_reason(one) for one in said],
        tone=label("difficulty", said[0].level).tone,
        steps=steps,
    )


def _reason(one: Difficulty) -> str:
    """«42 %, заметные затруднения: «Самодиагностика, осень», 14 сентября 2026 г.»."""
    title, day, words = named(one.by)
    values = {
        "index": one.index,
        "level": label(words, one.level).said().lower(),
        "title": title,
        "day": date_long(day),
    }
    return _("%(index)s %%, %(level)s: “%(title)s”, %(day)s") % values


class SuggestForm(RowForm):
    """Which steps are taken and by when; one day and one tick for each."""

    stage = forms.ChoiceField(label=gettext_lazy("Stage"))
    reason = Paragraph(label=gettext_lazy("Why the plan is changed"))

    def __init__(
        self,
        *args: Any,
        sections: Sequence[Section],
        route: Route,
        rules: Rules,
        on: date,
        **options: Any,
    ) -> None:
        super().__init__(*args, row=route, **options)
        del self.fields["row_version"]
        self.sections, self.rules, self.titles = sections, rules, need_titles()
        stages = stages_of(rules)
        chosen: Any = self.fields["stage"]
        chosen.choices = [(stage.key, stage_name(stage)) for stage in stages]
        chosen.initial = route.stage
        if not stages:
            del self.fields["stage"]
        if route.agreed_on is None:
            del self.fields["reason"]
        for section in sections:
            for row in section.steps:
                self._offer(row, route, on)

    def _offer(self, row: LibraryStep, route: Route, on: date) -> None:
        since = max(on, route.enrolment.since)
        due = DateField(label=gettext_lazy("By"), required=False)
        due.initial = min(since + timedelta(days=row.days or MONTH), route.due)
        due.widget.attrs |= {"min": route.enrolment.since.isoformat()}
        due.widget.attrs |= {"max": route.due.isoformat(), "class": "short"}
        self.fields[f"take-{row.pk}"] = forms.BooleanField(label=row.title, required=False)
        self.fields[f"due-{row.pk}"] = due

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Sections with their steps and fields, as the page draws them."""
        return [
            {
                "section": section,
                "steps": [
                    {
                        "row": row,
                        "form": step_form(row.form, self.rules),
                        "needs": [self.titles.get(need, need) for need in row.needs],
                        "take": self[f"take-{row.pk}"],
                        "due": self[f"due-{row.pk}"],
                    }
                    for row in section.steps
                ],
            }
            for section in self.sections
        ]

    def clean(self) -> dict[str, Any]:
        """A step that is taken has its day."""
        given: dict[str, Any] = super().clean() or {}
        for name in [n for n, ticked in given.items() if n.startswith("take-") and ticked]:
            day = name.replace("take-", "due-")
            if not given.get(day) and day not in self.errors:
                self.add_error(day, _("Say by when."))
        return given

    @property
    def values(self) -> dict[str, Any]:
        """The deed takes the steps together."""
        given = super().values
        picks = [
            Pick(
                step=row.pk,
                due=given[f"due-{row.pk}"],
                need="" if section.need.startswith(PLACED) else section.need,
            )
            for section in self.sections
            for row in section.steps
            if given.get(f"take-{row.pk}")
        ]
        kept = {name: given[name] for name in ("stage", "reason") if name in given}
        return kept | {"picks": picks}
