"""What the clauses of the regulation leave to the place, with what they themselves propose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from marshrut.groups.queries import ANSWER as APPLICATION
from marshrut.groups.queries import USUAL_DAYS
from marshrut.groups.taking import LEFT_OUT, local_kinds
from marshrut.norms.base import Norm
from marshrut.norms.conditions import Condition
from marshrut.norms.counting import Quota, Size
from marshrut.norms.lasting import Answer, Stages
from marshrut.norms.local import YEARS, name_of, years_of
from marshrut.norms.making import Deliverable
from marshrut.norms.rules import Clause, Rules
from marshrut.organisations.queries import Setting, settings_of
from marshrut.people.reach import Reach
from marshrut.programmes.access import programmes
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import Unguarded, version_on
from marshrut.regulations.queries import rules_of
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import widths
from marshrut.web.groups.words import form_title
from marshrut.web.programme_words import spoken
from marshrut.web.terms import term

ANSWERS = {
    "information": gettext_lazy("Working days to answer a request for information"),
    "visit": gettext_lazy("Working days to answer a proposed visit"),
    "recommendation": gettext_lazy("Working days to answer a recommendation"),
    "consultation": gettext_lazy("Working days to answer a request for a consultation"),
    APPLICATION: gettext_lazy("Working days to answer other applications"),
}

YEAR_NAMES = {
    "school_year": pgettext_lazy("period", "school year"),
    "calendar_year": pgettext_lazy("period", "calendar year"),
}

SIZES = {
    "idle_days": gettext_lazy("Days without any activity after which a member is inactive"),
}

MOST_DAYS, MOST_YEARS = 400, 50


@dataclass(frozen=True, slots=True)
class Local:
    """One parameter: its name in the settings, what it is called, the clause and its own number."""

    name: str
    title: str
    cite: str
    stated: int | str | None
    among: tuple[str, ...] = ()  # of what it is chosen; () where it is a number
    most: int = MOST_DAYS
    several: bool = False  # any number of those is chosen


def local_of(rules: Rules) -> Iterator[Local]:
    """Parameters of the clauses that say ``local``, each name once."""
    known: set[str] = set()
    for clause, norm in rules.norms():
        for one in _left_by(clause, norm):
            if one.name not in known:
                known.add(one.name)
                yield one
    unsaid = _("No clause says it")
    yield Local(f"answer.{APPLICATION}.days", str(ANSWERS[APPLICATION]), unsaid, USUAL_DAYS)
    if kinds := local_kinds(rules):
        title = _("Applications that are not taken here")
        yield Local(LEFT_OUT, title, unsaid, None, kinds, several=True)


def _left_by(clause: Clause, norm: Norm) -> Iterator[Local]:
    cite = spoken(clause.cite, clause.cite_en)
    if isinstance(norm, Answer) and "days" in norm.local:
        title = ANSWERS.get(norm.answer) or _("Working days to answer")
        yield Local(f"answer.{norm.answer}.days", str(title), cite, norm.days)
    if isinstance(norm, Size) and "most" in norm.local:
        title = SIZES.get(norm.size) or _("At most")
        yield Local(f"size.{norm.size}.most", str(title), cite, norm.most)
    if isinstance(norm, Stages) and "days" in norm.local:
        for stage in norm.items:
            title = _("Days of the stage: %(stage)s") % {"stage": spoken(stage.word, stage.word_en)}
            yield Local(f"stage.{stage.key}.days", title, cite, stage.days)
    if (name := name_of(norm)) and isinstance(norm, Deliverable):
        what = term("product", norm.deliverable[0])
        yield Local(name, _("Days to prepare: %(what)s") % {"what": what}, cite, norm.due.days)
    if (name := name_of(norm)) and isinstance(norm, Condition):
        yield Local(name, _("Years of experience, at least"), cite, years_of(norm), most=MOST_YEARS)
    if (name := name_of(norm)) and isinstance(norm, Quota):
        title = _("Year by which this is counted: %(what)s")
        what = term("activity", norm.quota)
        yield Local(name, title % {"what": what}, cite, norm.period, YEARS)


def running(reach: Reach) -> QuerySet[Programme]:
    """Programmes that run on the reader's territory."""
    rows = programmes(reach).filter(closed_on=None, until__gt=reach.on, since__lte=reach.on)
    return rows.filter(unit__in=reach.deeds_in("municipal_coordinator", "regional_coordinator"))


def rules_today(programme: Programme, reach: Reach) -> Rules | None:
    """The rules as they are written, without what the place has set."""
    try:
        return rules_of(version_on(programme, reach.on))
    except Unguarded:
        return None


class LocalForm(DeedForm):
    """All local settings of one programme's unit; an empty one goes back to the clause."""

    def __init__(self, *args: Any, programme: Programme, rules: Rules, **options: Any) -> None:
        super().__init__(*args, **options)
        self.unit = programme.unit
        self.locals = {f"p{place}": one for place, one in enumerate(local_of(rules))}
        self.others: dict[str, list[str]] = {}
        held = settings_of(programme.unit)
        for field, one in self.locals.items():
            self.fields[field] = _field(one, _help(one, held.get(one.name), programme.unit_id))
            setting = held.get(one.name)
            if setting and setting.unit == programme.unit_id:
                self.initial.setdefault(field, setting.value)
                if one.several:
                    # What another programme of the place leaves out stays so.
                    self.others[one.name] = [v for v in setting.value if v not in one.among]
        numbers = [field for field, one in self.locals.items() if not one.among]
        widths(self, **dict.fromkeys(numbers, "short"))

    @property
    def values(self) -> dict[str, Any]:
        """The deed's ``values``: what is set by name, None to give it back."""
        given = self.cleaned_data
        found: dict[str, Any] = {
            one.name: given.get(field) or None for field, one in self.locals.items()
        }
        for name, kept in self.others.items():
            found[name] = [*(found[name] or ()), *kept] or None
        return {"values": found}


class SeveralField(forms.MultipleChoiceField):
    """Check boxes; an empty value among them says nothing."""

    widget = forms.CheckboxSelectMultiple

    def to_python(self, value: Any) -> list[str]:
        return [one for one in super().to_python(value) if one]


def _field(one: Local, said: str) -> forms.Field:
    """A number of days or years, one of a few, or several of them."""
    if one.several:
        kinds = [(kind, form_title(kind)) for kind in one.among]
        return SeveralField(label=one.title, required=False, choices=kinds, help_text=said)
    if not one.among:
        return forms.IntegerField(
            label=one.title, required=False, min_value=1, max_value=one.most, help_text=said
        )
    choices = [("", _("as the clause says")), *((year, YEAR_NAMES[year]) for year in one.among)]
    return forms.ChoiceField(label=one.title, required=False, choices=choices, help_text=said)


def _help(one: Local, held: Setting | None, unit: int) -> str:
    if one.several:
        return _("What is ticked is not offered to organisations and teachers.")
    inherited = held.value if held and held.unit != unit else one.stated
    if inherited is None:
        return one.cite
    said = YEAR_NAMES.get(str(inherited), inherited)
    return _("%(cite)s; left empty: %(days)s") % {"cite": one.cite, "days": said}
