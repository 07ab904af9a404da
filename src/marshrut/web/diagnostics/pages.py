"""What pages of the section show: results by group, progress by school, words of the reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.diagnostics import access, queries
from marshrut.diagnostics.models import Campaign, Response
from marshrut.diagnostics.questionnaires import Group, Questionnaire
from marshrut.people.queries import main_jobs
from marshrut.people.reach import Reach
from marshrut.web.diagnosis_words import KINDS
from marshrut.web.labels import label
from marshrut.web.programme_words import spoken
from marshrut.web.tags.dates import date_long
from marshrut.web.words import one_stop


def instrument_title(row: Campaign) -> str:
    found = row.instrument.questionnaire
    return spoken(found.title, found.title_en)


def source_of(row: Campaign) -> str:
    """Where the thresholds come from; the questionnaire's own source has its English."""
    levels = row.instrument.questionnaire.levels
    if row.levels_source == levels.source:
        return spoken(levels.source, levels.source_en)
    return row.levels_source


def asked(one: Questionnaire) -> dict[str, Any]:
    """A questionnaire to be looked at: its answers, its groups with their statements."""
    return {
        "note": spoken(one.note, one.note_en),
        "minutes": one.minutes,
        "kind": KINDS[one.kind] if one.is_observed else "",
        "scale": [spoken(grade.word, grade.word_en) for grade in one.scale],
        "count": len(one.items),
        "parts": [
            {
                "title": spoken(group.title, group.title_en),
                "items": [
                    {
                        "text": spoken(item.text, item.text_en),
                        "reverse": item.reverse,
                        "optional": item.optional,
                    }
                    for item in one.items
                    if item.group == group.key
                ],
            }
            for group in one.groups
        ],
    }


# --- results ----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one questionnaire came to on its day."""

    row: Response
    before: Response | None  # the time before, by the same statements
    title: str
    lines: list[dict[str, Any]]
    words: str  # under which name the levels are said
    source: str
    earlier: list[dict[str, Any]]


def results(rows: Iterable[Response]) -> list[Result]:
    """The newest of each instrument with its groups; earlier ones of the same listed by day."""
    by_code: dict[str, list[Response]] = {}
    for row in rows:
        by_code.setdefault(row.campaign.instrument.code, []).append(row)
    return [_result(newest, earlier) for newest, *earlier in by_code.values()]


def _result(newest: Response, earlier: list[Response]) -> Result:
    same = newest.campaign.instrument_id
    before = next((row for row in earlier if row.campaign.instrument_id == same), None)
    was = {score.group: score.index for score in before.scores.all()} if before else {}
    return Result(
        row=newest,
        before=before,
        title=instrument_title(newest.campaign),
        lines=[line | {"before": was.get(line["key"])} for line in score_lines(newest)],
        words=words_of(newest.campaign),
        source=source_of(newest.campaign),
        earlier=[{"row": row, "lines": score_lines(row)} for row in earlier],
    )


def words_of(row: Campaign) -> str:
    return words_of_kind(row.instrument.kind)


def words_of_kind(kind: str) -> str:
    """A short scale or a talk has no difficulties, only more or less of something."""
    return {"self_diagnosis": "difficulty", "observation": "observed"}.get(kind, "strength")


def score_lines(row: Response) -> list[dict[str, Any]]:
    """Groups in the order of the questionnaire."""
    scores = {score.group: score.index for score in row.scores.all()}
    words = words_of(row.campaign)
    return [
        level_line(group, scores[group.key], row.campaign.level(scores[group.key]), words)
        for group in row.campaign.instrument.questionnaire.groups
        if group.key in scores
    ]


def summary_lines(found: queries.Summary, words: str) -> list[dict[str, Any]]:
    """The same of many people, with how many are at each level."""
    return [
        level_line(one.group, one.index, one.level, words) | {"levels": one.levels}
        for one in found.lines
    ]


def level_line(group: Group, index: int, level: str, words: str) -> dict[str, Any]:
    title = spoken(group.title, group.title_en)
    return {
        "key": group.key,
        "title": title,
        "index": index,
        "level": level,
        "tone": label(words, level).tone,
    }


def who_will_see(row: Response, on: date) -> str:
    """Said before the first answer, derived from who tutors the person."""
    if row.campaign.anonymous:
        return _(
            "Anonymous: while you answer, your answers are seen by you alone; once you finish, they"
            " are added to those of your organisation without a name. Who has finished is seen by"
            " your head and the coordinator."
        )
    tutors = ", ".join(one.short_name for one in queries.tutors_of(row.person_id, on))
    if tutors:
        said = _("Your answers are seen by you alone; the results by you and your tutor: %s.")
        return one_stop(said % tutors)
    return _(
        "Your answers are seen by you alone;"
        " the results by you, and by your tutor once there is one."
    )


# --- campaigns --------------------------------------------------------------------------------
def campaign_lines(reach: Reach) -> list[dict[str, Any]]:
    """Campaigns that the reader sees, with how many of those the reader answers for are done."""
    rows = access.campaigns(reach).select_related("unit", "instrument")
    found = list(rows.order_by("finished_on", "-since", "-pk"))
    counted = queries.progress_of([row.pk for row in found], access.counted(reach))
    return [
        {"row": row, "finished": done, "invited": of}
        for row in found
        for done, of in [counted.get(row.pk, (0, 0))]
    ]


def campaign_context(row: Campaign, reach: Reach, current: str) -> dict[str, Any]:
    """What pages of one campaign share."""
    return {
        "title": row.title,
        "campaign": row,
        "instrument": instrument_title(row),
        "tabs": tabs(row, reach, current),
        "runs": access.may_run(reach, row),
        "source": source_of(row),
    }


def tabs(row: Campaign, reach: Reach, current: str) -> list[dict[str, Any]]:
    names = [("campaign", _("Progress")), ("campaign_summary", _("By competences"))]
    if reach.units(*access.NAMES):
        names.insert(1, ("campaign_people", _("People")))
    return [
        {"title": title, "href": reverse(name, args=[row.pk]), "current": name == current}
        for name, title in names
    ]


def people_lines(campaign: Campaign, reach: Reach, unit: int | None) -> list[dict[str, Any]]:
    """Who is invited and how far, by name; what was answered is not here."""
    rows = access.named(reach).filter(campaign=campaign)
    rows = rows.filter(unit=unit) if unit else rows
    found = list(
        rows.select_related("person", "unit", "campaign").order_by(
            "unit__short_name", "person__surname", "person__given", "pk"
        )
    )
    jobs = main_jobs([row.person_id for row in found], reach.on)
    return [
        {
            "row": row,
            "post": jobs[row.person_id].post if row.person_id in jobs else "",
            "enter": campaign.status == "running"
            and row.finished_on is None
            and not campaign.anonymous
            and access.may_record_for(reach, row),
        }
        for row in found
    ]


def chat_text(row: Campaign, left: int) -> str:
    """For the messenger of the school: no names."""
    return _(
        "Colleagues, a diagnosis is under way until %(due)s: %(title)s."
        " It takes about %(minutes)s minutes, also on a phone: “Diagnostics” in the menu."
        " It has no part in attestation."
        " Still to answer: %(left)s."
    ) % {
        "title": row.title,
        "due": date_long(row.due),
        "minutes": row.instrument.questionnaire.minutes,
        "left": left,
    }
