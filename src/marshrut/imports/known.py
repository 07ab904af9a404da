"""What is known around a list: organisations, answers given before, posts, people in reach."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import TypeVar

from django.db.models import QuerySet

from marshrut.imports.access import targets
from marshrut.imports.models import ImportBatch, ImportMemory
from marshrut.imports.vocabulary import USUAL_POSTS, organisation_key
from marshrut.organisations.models import Unit
from marshrut.organisations.queries import line_of
from marshrut.people import access as people
from marshrut.people.experience import PREFETCH
from marshrut.people.models import Employment, Person
from marshrut.people.reach import Reach
from marshrut.programmes.queries import not_over, posts_of
from marshrut.tables.cells import fold

V = TypeVar("V")
# A statement takes so many keys at once on both databases.
AT_ONCE = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Fetched once for all rows that are judged together."""

    on: date
    batch: ImportBatch
    units: Mapping[str, Sequence[int]]
    others: frozenset[str]
    answered: Mapping[tuple[str, str], object]
    posts: Mapping[str, Sequence[str]]
    people: Mapping[str, Sequence[Person]] = field(default_factory=dict)
    jobs: Mapping[int, Sequence[Employment]] = field(default_factory=dict)

    def unit_named(self, said: str) -> int | None:
        """The organisation of this name that one keeps: by an earlier answer, or the only one."""
        key = organisation_key(said)
        answer = self.answered.get(("organisation", key))
        kept = {unit for keys in self.units.values() for unit in keys}
        if isinstance(answer, int) and answer in kept:
            return answer
        found = self.units.get(key, ())
        return found[0] if len(found) == 1 else None

    def is_elsewhere(self, said: str) -> bool:
        """Is it an organisation of the same territory that one does not keep?"""
        return organisation_key(said) in self.others


def known_around(batch: ImportBatch, actor: Reach) -> Known:
    """Everything but people."""
    units: dict[str, list[int]] = {}
    kept = list(targets(actor) if not actor.is_system else Unit.objects.all())
    for unit in kept:
        for key in {organisation_key(unit.name), organisation_key(unit.short_name)}:
            units.setdefault(key, []).append(unit.pk)
    away = _around(batch.unit).exclude(pk__in=[unit.pk for unit in kept])
    names = (name for pair in away.values_list("name", "short_name") for name in pair)
    memory = ImportMemory.objects.filter(unit__in=line_of(batch.unit)).order_by("unit__path")
    return Known(
        on=batch.on,
        batch=batch,
        units=units,
        others=frozenset(map(organisation_key, names)) - units.keys(),
        answered={(one.sort, one.key): one.value for one in memory},
        posts=posts_of(batch.unit, actor.on) or USUAL_POSTS,
    )


def _around(unit: Unit) -> QuerySet[Unit]:
    """Units of the same municipality: numbers of schools repeat in the next one."""
    line = Unit.objects.filter(pk__in=line_of(unit), kind=Unit.Kind.MUNICIPALITY)
    nearest = line.order_by("path").last() or unit
    return Unit.objects.filter(path__startswith=nearest.path)


def people_called(
    folded: Collection[str], actor: Reach
) -> tuple[dict[str, list[Person]], dict[int, list[Employment]]]:
    """People in reach by folded name, also without the patronymic, and their open jobs in reach."""
    wanted = {*folded, *map(shorter, folded)}
    keys = [
        key
        for key, *parts in people.people(actor).values_list("pk", "surname", "given", "patronymic")
        if {name := fold(" ".join(filter(None, parts))), shorter(name)} & wanted
    ]
    found: dict[str, list[Person]] = {}
    jobs: dict[int, list[Employment]] = {}
    for some in chunks(keys, AT_ONCE):
        rows = Person.objects.filter(pk__in=some).prefetch_related(*PREFETCH)
        for person in rows.order_by("pk"):
            name = fold(str(person))
            for called in {name, shorter(name)}:
                found.setdefault(called, []).append(person)
        open_ = people.jobs(actor).filter(not_over(actor.on), person__in=some)
        for job in open_.select_related("unit").order_by("since", "pk"):
            jobs.setdefault(job.person_id, []).append(job)
    return found, jobs


def shorter(folded: str) -> str:
    """The name without its patronymic; a double surname is two words and stays whole."""
    parts = folded.split()
    return " ".join(parts[:-1]) if len(parts) > 2 else folded


def chunks(values: Iterable[V], size: int) -> Iterator[list[V]]:
    """The values, so many at a time."""
    left = iter(values)
    while some := list(islice(left, size)):
        yield some
