"""How a stage of a programme and what came late are told in the margin of a clause."""

from __future__ import annotations

from datetime import date

import pytest

from marshrut.norms.assessing import Judged
from marshrut.norms.parse import parse
from marshrut.norms.sheets import Cycle, Route, Tally
from marshrut.regulations.files import preset
from marshrut.web.duties import duty
from marshrut.web.findings import finding_line

RULES = parse(preset("yaroslavl"))
LONG = {"since": date(2026, 6, 1), "ends": date(2027, 6, 30)}


def said(clause: str, on: date, **made: date) -> Judged:
    """What the clause says of the programme, the stage before all else."""
    cycle = Cycle(key=1, **LONG, products={kind: (day,) for kind, day in made.items()})
    rows = [row for row in RULES.judged({Cycle: [cycle]}, on) if row.clause == clause]
    return max(rows, key=lambda row: row.finding.state)


@pytest.mark.parametrize(
    ("clause", "on", "line"),
    [
        ("Э2", date(2026, 6, 1), "ещё нет: обучение всей команды; до 30 июня"),
        ("Э2", date(2026, 7, 1), "ещё нет: обучение всей команды; срок прошёл 1 день назад"),
        ("Э3б", date(2026, 6, 1), "начинается 1 сентября"),
        ("Э3б", date(2027, 1, 22), "продолжается до 31 марта"),
    ],
)
def test_stage_tells_what_is_lacking_or_until_when_it_goes_on(
    clause: str, on: date, line: str
) -> None:
    assert finding_line(said(clause, on), on).replace("\N{NO-BREAK SPACE}", " ") == line


def test_what_a_stage_has_to_leave_is_a_thing_to_do() -> None:
    assert duty(said("Э2", date(2026, 6, 10))) == "Подготовить: обучение всей команды"
    assert duty(said("Э3б", date(2027, 1, 22))) == "Продолжается до 31 марта"


def test_lateness_is_told_in_days() -> None:
    late = said("Э1", date(2027, 1, 22), composition_order=date(2026, 6, 11))
    line = finding_line(late, date(2027, 1, 22))
    assert line == "приказ о составе команды: срок прошёл, готово с опозданием на 6 дней"


def test_quota_tells_what_was_held_and_asks_for_the_rest() -> None:
    one = Tally(
        key=1, of="practice_exchange", per="programme", until=date(2027, 7, 1), held=0, planned=0
    )
    [row] = RULES.judged({Tally: [one]}, date(2027, 1, 22))
    assert finding_line(row, date(2027, 1, 22), due=False) == "проведено 0 из 1"
    assert duty(row) == "Провести: обмен практиками между школами (0 из 1)"


def test_written_plan_that_both_must_agree_to_waits_for_their_word() -> None:
    book = parse(preset("kaltan"))
    [form] = [one for one in book.forms() if one.agreement == "both"]
    on = date(2027, 1, 22)
    route = Route(key=1, proposed=True, forms={form.form: frozenset(form.parts)})
    [row] = [one for one in book.judged({Route: [route]}, on) if one.norm is form]
    assert finding_line(row, on) == "обе стороны ещё не согласовали"
