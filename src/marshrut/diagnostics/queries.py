"""Reading diagnosis: who has answered, how far a campaign is, what groups came to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet

from marshrut.diagnostics.anonymous import by_group, poured
from marshrut.diagnostics.models import Campaign, Instrument, Response, Score
from marshrut.diagnostics.questionnaires import Group
from marshrut.people.models import Employment, PaperRecord, Person
from marshrut.people.queries import open_jobs
from marshrut.programmes.models import Enrolment
from marshrut.programmes.queries import open_on

# Fewer people than this are not shown as a group: one of them could be recognised.
LEAST_SHOWN = 5
SELF_DIAGNOSIS: str = Instrument.Kind.SELF_DIAGNOSIS.value
THING = "response"  # under which name records from paper keep a response


def objected(on: date, thing: str = THING) -> QuerySet[PaperRecord]:
    """What others recorded and the person says is not so, by the keys of these things."""
    return PaperRecord.objects.filter(
        kind=thing, objected_at__date__lte=on, settled_at__isnull=True
    )


def completed(on: date) -> QuerySet[Response]:
    """Responses finished by this day; one to which the person objects is none.

    Neither is one of an anonymous campaign: nothing is known of the person by it.
    """
    rows = Response.objects.filter(finished_on__lte=on, campaign__anonymous=False)
    return rows.exclude(from_paper=True, pk__in=objected(on).values("key"))


def measuring(what: str) -> Q:
    """Responses that measure this: a self-diagnosis by any questionnaire, a scale by its own."""
    by = "kind" if what == SELF_DIAGNOSIS else "code"
    return Q(**{f"campaign__instrument__{by}": what})


def measured(people: Collection[int], on: date) -> dict[int, dict[str, date]]:
    """By person and what was measured, the last day on which it was completed by this day."""
    found: dict[int, dict[str, date]] = defaultdict(dict)
    rows = completed(on).filter(person__in=people)
    told = rows.values_list("person", "campaign__instrument__kind", "campaign__instrument__code")
    for person, kind, code, last in told.annotate(last=Max("finished_on")):
        what = kind if kind == SELF_DIAGNOSIS else code
        found[person][what] = max(last, found[person].get(what, last))
    return dict(found)


def is_objected(row: Response, on: date) -> bool:
    return row.from_paper and objected(on).filter(key=row.pk).exists()


def staff_to_invite(campaign: Campaign, units: Collection[int], on: date) -> list[Employment]:
    """One place of work of each pedagogical worker of these units not invited yet."""
    known = Response.objects.filter(campaign=campaign).values("person")
    rows = Employment.objects.filter(open_jobs(on), unit__in=units, pedagogical=True)
    rows = rows.exclude(person__in=known).filter(person__erased_at=None)
    found: dict[int, Employment] = {}
    for row in rows.select_related("person").order_by("since", "pk"):
        found.setdefault(row.person_id, row)
    return list(found.values())


def waiting_for(person: int | None, on: date) -> QuerySet[Response]:
    """Questionnaires that wait for this person."""
    rows = Response.objects.filter(
        person=person or 0,
        finished_on=None,
        campaign__started_on__lte=on,
        campaign__since__lte=on,
        campaign__finished_on=None,
    )
    return rows.select_related("campaign__instrument").order_by("campaign__due", "pk")


def results_of(responses: QuerySet[Response], on: date) -> list[Response]:
    """Finished responses with their scores, the newest of each instrument first."""
    rows = responses.filter(pk__in=completed(on).values("pk"))
    rows = rows.select_related("campaign__instrument", "person").prefetch_related("scores")
    return list(rows.order_by("-finished_on", "-pk"))


def tutors_of(person: int, on: date) -> list[Person]:
    """Who supports the person today."""
    cases = Enrolment.objects.filter(open_on(on), open_on(on, "pairings__"), person=person)
    tutors = cases.values("pairings__appointment__person")
    return list(Person.objects.filter(pk__in=tutors).order_by("surname", "given", "pk"))


# --- progress ---------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far one organisation is: counts, no names."""

    unit: int
    name: str
    invited: int
    started: int
    finished: int
    paper: int

    @property
    def left(self) -> int:
        return self.invited - self.finished


def progress(rows: QuerySet[Response]) -> list[Progress]:
    """By organisation; who has finished has started too, and what came from paper is finished."""
    counted = (
        rows.order_by()
        .values_list("unit", "unit__short_name")
        .annotate(
            invited=Count("pk"),
            started=Count("pk", filter=Q(started_on__isnull=False) | Q(finished_on__isnull=False)),
            finished=Count("pk", filter=Q(finished_on__isnull=False)),
            paper=Count("pk", filter=Q(from_paper=True, finished_on__isnull=False)),
        )
    )
    found = [
        Progress(unit=u, name=name, invited=i, started=s, finished=f, paper=p)
        for u, name, i, s, f, p in counted
    ]
    return sorted(found, key=lambda one: one.name)


def progress_of(campaigns: Collection[int], rows: QuerySet[Response]) -> dict[int, tuple[int, int]]:
    """(finished, invited) of each campaign, as far as these rows go."""
    counted = (
        rows.order_by()
        .filter(campaign__in=campaigns)
        .values_list("campaign")
        .annotate(finished=Count("pk", filter=Q(finished_on__isnull=False)), invited=Count("pk"))
    )
    return {campaign: (finished, invited) for campaign, finished, invited in counted}


# --- the summary ------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """One group of competences over many people; a count that could name somebody is None."""

    group: Group
    index: int
    level: str
    levels: dict[str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Of whom; without lines where there are too few of them."""

    people: int
    lines: Sequence[GroupLine] = ()

    @property
    def is_hidden(self) -> bool:
        return 0 < self.people < LEAST_SHOWN


def summary(campaign: Campaign, rows: QuerySet[Response], on: date) -> Summary:
    """What the finished responses among these came to, by group of competences."""
    if campaign.anonymous:
        lists = poured(campaign, rows)
        return _summary(campaign, sum(map(len, lists.values())), by_group(lists.values()))
    counted = rows.filter(pk__in=completed(on).values("pk"), campaign=campaign)
    found: dict[str, list[int]] = {}
    scores = Score.objects.filter(response__in=counted.values("pk"))
    for group, index in scores.values_list("group", "index"):
        found.setdefault(group, []).append(index)
    return _summary(campaign, counted.count(), found)


def _summary(campaign: Campaign, people: int, indexes: Mapping[str, Sequence[int]]) -> Summary:
    if people < LEAST_SHOWN:
        return Summary(people=people)
    groups = campaign.instrument.questionnaire.groups
    lines = [_line(campaign, one, indexes[one.key]) for one in groups if one.key in indexes]
    return Summary(people=people, lines=lines)


def _line(campaign: Campaign, group: Group, indexes: Sequence[int]) -> GroupLine:
    mean = sum(indexes) // len(indexes)
    counts = dict.fromkeys(("none", "middle", "high"), 0)
    for index in indexes:
        counts[campaign.level(index)] += 1
    # One hidden count could be found from the others: then none of them is told.
    told = all(count == 0 or count >= LEAST_SHOWN for count in counts.values())
    levels = {level: count if told else None for level, count in counts.items()}
    return GroupLine(group=group, index=mean, level=campaign.level(mean), levels=levels)
