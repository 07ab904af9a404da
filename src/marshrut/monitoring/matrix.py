"""The matrix: clauses of one model as rows, municipalities as columns, from the roll-ups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from marshrut.norms.findings import State
from marshrut.norms.rules import Clause, Rules
from marshrut.oversight.access import rollups
from marshrut.oversight.models import RollUp
from marshrut.people.reach import Reach
from marshrut.programmes.models import ProgrammeVersion
from marshrut.programmes.queries import open_on
from marshrut.regulations.queries import rules_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One programme in one territory, and when its marks were counted.

    ``is_single`` says that the territory has no other of this model.
    """

    programme: int
    title: str
    unit: int
    name: str
    is_single: bool
    counted_at: datetime
    is_stale: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A clause in a territory; ``state`` is None where the version there has no such clause."""

    column: Column
    state: State | None = None
    met: int = 0
    of: int = 0
    waived: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    clause: Clause
    cells: tuple[Cell, ...]

    def is_shown(self, state: str) -> bool:
        return not state or any(cell.state and cell.state.code == state for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixPart:
    index: int
    title: str
    title_en: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A regulation that several territories may have in common, by its code."""

    code: str
    title: str
    title_en: str
    columns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """One model in all territories that the reader sees, ready for a page or a book."""

    models: tuple[Model, ...]
    model: Model
    columns: tuple[Column, ...]
    parts: tuple[MatrixPart, ...]
    counted_at: datetime

    def only(self, *, state: str = "", part: int | None = None) -> list[MatrixPart]:
        """The parts after filtering; an emptied part falls out."""
        found = []
        for one in self.parts:
            rows = tuple(row for row in one.rows if row.is_shown(state))
            if rows and part in {None, one.index}:
                found.append(
                    MatrixPart(index=one.index, title=one.title, title_en=one.title_en, rows=rows)
                )
        return found


def matrix(reach: Reach, *, code: str = "") -> Matrix | None:
    """The matrix of the model with this code, else of the most common; None if nothing runs."""
    marks = list(rollups(reach).select_related("programme", "unit").order_by("unit__name", "pk"))
    rules = _rules(rollups(reach), reach.on)
    marks = [mark for mark in marks if mark.programme_id in rules]
    if not marks:
        return None
    models = _models(marks, rules)
    model = next((one for one in models if one.code == code), models[0])
    own = [mark for mark in marks if rules[mark.programme_id].regulation == model.code]
    columns = _columns(own, reach.on)
    cells = {(mark.programme_id, mark.unit_id, mark.clause): mark for mark in own}
    documents = [rules[key] for key in dict.fromkeys(column.programme for column in columns)]
    return Matrix(
        models=models,
        model=model,
        columns=columns,
        parts=_parts(documents, columns, cells),
        counted_at=max(column.counted_at for column in columns),
    )


def _rules(rows: QuerySet[RollUp], on: date) -> dict[int, Rules]:
    """The rules that guard each programme on this day."""
    versions = (
        ProgrammeVersion.objects.filter(open_on(on), programme__in=rows.values("programme"))
        .select_related("version")
        .defer("version__document")
    )
    return {row.programme_id: rules_of(row.version) for row in versions.order_by("since")}


def _models(marks: Sequence[RollUp], rules: Mapping[int, Rules]) -> tuple[Model, ...]:
    """The most common first."""
    places: dict[str, set[tuple[int, int]]] = {}
    named: dict[str, Rules] = {}
    for mark in marks:
        own = rules[mark.programme_id]
        places.setdefault(own.regulation, set()).add((mark.programme_id, mark.unit_id))
        named.setdefault(own.regulation, own)
    found = [
        Model(
            code=code,
            title=named[code].title,
            title_en=named[code].title_en,
            columns=len(where),
        )
        for code, where in places.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.columns, one.title)))


def _columns(marks: Sequence[RollUp], on: date) -> tuple[Column, ...]:
    """By name of the territory; two programmes of one territory stand side by side."""
    places = Counter(unit for _, unit in {(mark.programme_id, mark.unit_id) for mark in marks})
    found: dict[tuple[int, int], Column] = {}
    for mark in marks:
        found.setdefault(
            (mark.programme_id, mark.unit_id),
            Column(
                programme=mark.programme_id,
                title=mark.programme.title,
                unit=mark.unit_id,
                name=mark.unit.short_name,
                is_single=places[mark.unit_id] == 1,
                counted_at=mark.counted_at,
                is_stale=mark.counted_on != on,
            ),
        )
    return tuple(found.values())


def _parts(
    documents: Sequence[Rules],
    columns: Sequence[Column],
    marks: Mapping[tuple[int, int, str], RollUp],
) -> tuple[MatrixPart, ...]:
    """All clauses of all versions, each once, in the order of the document that has it first."""
    parts: dict[str, tuple[str, dict[str, Clause]]] = {}
    seen: set[str] = set()
    for rules in documents:
        for part in rules.parts:
            _, clauses = parts.setdefault(part.title, (part.title_en, {}))
            for clause in part.clauses:
                if clause.key not in seen:
                    clauses[clause.key] = clause
                    seen.add(clause.key)
    return tuple(
        MatrixPart(
            index=index,
            title=title,
            title_en=title_en,
            rows=tuple(
                Row(clause=clause, cells=tuple(_cell(clause, one, marks) for one in columns))
                for clause in clauses.values()
            ),
        )
        for index, (title, (title_en, clauses)) in enumerate(parts.items())
        if clauses
    )


def _cell(clause: Clause, column: Column, marks: Mapping[tuple[int, int, str], RollUp]) -> Cell:
    mark = marks.get((column.programme, column.unit, clause.key))
    if mark is None:
        return Cell(column=column)
    return Cell(
        column=column, state=State(mark.state), met=mark.met, of=mark.of, waived=mark.waived
    )
