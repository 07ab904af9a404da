"""What pages of observations show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.diagnostics import access, observed
from marshrut.diagnostics.models import Observation
from marshrut.diagnostics.questionnaires import UNSEEN
from marshrut.people.reach import Reach
from marshrut.web.diagnostics.pages import level_line, words_of_kind
from marshrut.web.programme_words import spoken


def title_of(row: Observation) -> str:
    found = row.instrument.questionnaire
    return spoken(found.title, found.title_en)


def crumbs() -> list[dict[str, str]]:
    return [
        {"href": reverse("diagnostics"), "title": _("Diagnostics")},
        {"href": reverse("observations"), "title": _("Observations")},
    ]


def sorted_for_list(rows: QuerySet[Observation]) -> QuerySet[Observation]:
    """What is still being filled in first, then the latest."""
    found = rows.select_related("instrument", "person", "observer", "unit")
    return found.order_by(F("recorded_on").asc(nulls_first=True), "-observed_on", "-pk")


def lines(
    rows: Iterable[Observation], seen: QuerySet[Observation], on: date
) -> list[dict[str, Any]]:
    """Each with its groups of competences and its state; an objection shows above all."""
    objected = observed.objected_of(seen, on)
    return [_line(row, objected=row.pk in objected) for row in rows]


def _line(row: Observation, *, objected: bool) -> dict[str, Any]:
    words = words_of_kind(row.instrument.kind)
    return {
        "row": row,
        "title": title_of(row),
        "status": "objected" if objected and row.status == "recorded" else row.status,
        "words": words,
        "lines": [
            level_line(group, row.indexes[group.key], row.level(row.indexes[group.key]), words)
            for group in row.instrument.questionnaire.groups
            if group.key in row.indexes
        ],
    }


def page(row: Observation, reach: Reach) -> dict[str, Any]:
    """A recorded one: what it says, and what the reader may do."""
    levels = row.instrument.questionnaire.levels
    kept = observed.record_of(row)
    mine = row.person_id == reach.person
    rows = access.observations(reach).filter(pk=row.pk)
    return _line(row, objected=bool(observed.objected_of(rows, reach.on))) | {
        "marks": _marks(row),
        "source": spoken(levels.source, levels.source_en),
        "levels": levels,
        "talk": row.instrument.kind == "interview",
        "mine": mine,
        "record": kept,
        "objects": mine and kept is not None and kept.objected_at is None and row.is_standing,
        "replies": access.may_reply(reach, row) and row.is_standing,
        "withdraws": access.may_record(reach, row) and row.is_standing,
        "crumbs": _crumbs_to(row, reach),
    }


def _crumbs_to(row: Observation, reach: Reach) -> list[dict[str, str]]:
    """Back to where the reader comes from."""
    if row.observer_id == reach.person:
        return crumbs()
    if row.person_id == reach.person:
        return [{"href": reverse("results"), "title": _("My results")}]
    return [{"href": reverse("results_of", args=[row.person_id]), "title": str(row.person)}]


def filling(row: Observation, form: Any) -> dict[str, Any]:
    """The card that is being filled in."""
    asked = row.instrument.questionnaire
    return {
        "title": title_of(row),
        "row": row,
        "form": form,
        "note": spoken(asked.note, asked.note_en),
        "count": len(asked.items),
        "answered": len(row.answers),
        "crumbs": crumbs(),
    }


def _marks(row: Observation) -> list[dict[str, Any]]:
    """Every statement with what was marked."""
    asked = row.instrument.questionnaire
    words = {grade.value: spoken(grade.word, grade.word_en) for grade in asked.scale}
    words[UNSEEN] = _("there was no occasion to see it")
    return [
        {
            "title": spoken(group.title, group.title_en),
            "items": [
                (spoken(item.text, item.text_en), words.get(row.answers.get(item.key, UNSEEN), ""))
                for item in asked.items
                if item.group == group.key
            ],
        }
        for group in asked.groups
    ]
