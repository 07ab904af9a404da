"""The form of a questionnaire of one's own: plain lines, as people have them in Word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from marshrut.diagnostics.models import OwnInstrument
from marshrut.diagnostics.own import LONGEST, PLACED, Block, Written, written_of
from marshrut.diagnostics.questionnaires import HUNDRED, OBSERVED, Group
from marshrut.diagnostics.shipped import known_of
from marshrut.organisations.models import Unit
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import Card, Cards, Paragraph, widths
from marshrut.web.programme_words import spoken

# Groups of one's own beside those that are known to all.
OWN_GROUPS = (1, 2, 3, 4)
HEAD = ("title", "kind", "note", "minutes", "wishes", "scale", "none_from", "middle_from", "source")


ASKED_CARDS = [
    (
        "self_diagnosis",
        Card(_("Self-diagnosis"), _("Shows difficulties by groups of competences.")),
    ),
    ("scale", Card(_("Short scale"), _("Shows how strongly something is there."))),
]
OBSERVED_CARDS = [
    (
        "observation",
        Card(_("Observation card"), _("Filled in by the tutor or the coordinator after a lesson.")),
    ),
    (
        "interview",
        Card(
            _("Protocol of an interview"),
            _("Filled in by whoever held the talk, with conclusions."),
        ),
    ),
]


class OwnForm(DeedForm):
    """A questionnaire as it is typed; groups of competences without statements fall out."""

    title = forms.CharField(label=_("Title of the questionnaire"), max_length=255)
    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        queryset=None, label=_("Territory or organisation"), empty_label=None
    )
    kind = Cards(label=_("What it is"))
    note = Paragraph(label=_("What people read before the first statement"), required=False)
    minutes = forms.IntegerField(label=_("How many minutes it takes"), min_value=1, max_value=240)
    wishes = forms.BooleanField(label=_("Ask at each statement: I want to develop"), required=False)
    scale = Paragraph(label=_("Answers"), help_text=_("One on a line, from the least to the most."))
    none_from = forms.IntegerField(
        label=_("No difficulty from, percent"), min_value=1, max_value=HUNDRED
    )
    middle_from = forms.IntegerField(
        label=_("Some difficulty from, percent; below it is marked"), min_value=1, max_value=HUNDRED
    )
    source = forms.CharField(label=_("Where these thresholds come from"), max_length=LONGEST)

    def __init__(
        self,
        *args: Any,
        units: QuerySet[Unit],
        known: Mapping[str, Group],
        row: OwnInstrument | None = None,
        kind: str = "",
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        fields: Any = self.fields
        fields["unit"].queryset = units
        if row is not None:
            del self.fields["unit"]
            self.initial["row_version"] = row.row_version
        told = written_of(row.questionnaire) if row else _usual(kind)
        observed = told.kind in OBSERVED
        self._suit(observed=observed)
        # Groups of what is being changed stay, also when their framework is used no more.
        self.groups = _framed(row) | dict(known)
        for key, group in self.groups.items():
            title = spoken(group.title, group.title_en)
            self.fields[f"lines-{key}"] = _statements(title, observed=observed)
        for place in OWN_GROUPS:
            self.fields[f"title-{place}"] = forms.CharField(
                label=_now("Group of your own, %(n)s") % {"n": place},
                max_length=255,
                required=False,
            )
            self.fields[f"lines-own-{place}"] = _statements(
                _now("Its statements"), observed=observed
            )
        widths(self, none_from="short", middle_from="short")
        self._fill(told)

    def _suit(self, *, observed: bool) -> None:
        """No time and no wishes where somebody else fills it in, and levels by other words."""
        fields: Any = self.fields
        fields["kind"].choices = OBSERVED_CARDS if observed else ASKED_CARDS
        if not observed:
            widths(self, minutes="short")
            return
        del self.fields["minutes"], self.fields["wishes"]
        fields["note"].label = _now("What the observer reads first")
        fields["none_from"].label = _now("Above basic, or strong, from, percent")
        fields["middle_from"].label = _now("Basic, or moderate, from, percent")

    def _fill(self, written: Written) -> None:
        """What is written already, or what is usual."""
        self.initial.update({name: getattr(written, name) for name in HEAD})
        own = iter(OWN_GROUPS)
        for block in written.blocks:
            if block.key:
                self.initial[f"lines-{block.key}"] = block.lines
            elif place := next(own, None):
                self.initial[f"title-{place}"] = block.title
                self.initial[f"lines-own-{place}"] = block.lines

    @property
    def values(self) -> dict[str, Any]:
        """The deed takes the questionnaire as one value."""
        given = super().values
        kept = {name: given[name] for name in ("unit", "row_version") if name in given}
        head = {name: given[name] for name in HEAD if name in given}
        return kept | {"written": Written(**head, blocks=tuple(self._blocks(given)))}

    def _blocks(self, given: dict[str, Any]) -> Iterable[Block]:
        for key, group in self.groups.items():
            yield Block(key=key, title=group.title, lines=given.get(f"lines-{key}", ""))
        for place in OWN_GROUPS:
            title, lines = given.get(f"title-{place}", ""), given.get(f"lines-own-{place}", "")
            yield Block(title=title, lines=lines)


def _statements(label: str, *, observed: bool) -> Paragraph:
    text = _now("One on a line; begin with (-) what says the opposite.")
    if observed:
        text += " " + _now("With (*) begins what an observer may have no occasion to see.")
    return Paragraph(label=label, help_text=text, required=False)


def _usual(kind: str) -> Written:
    """Answers and thresholds of what comes with the product and is of this kind, no statements."""
    given = known_of([kind]) or known_of(["self_diagnosis"])
    return replace(written_of(given[0]), title="", blocks=())


def _framed(row: OwnInstrument | None) -> dict[str, Group]:
    groups = row.questionnaire.groups if row else ()
    return {group.key: group for group in groups if not group.key.startswith(PLACED)}
