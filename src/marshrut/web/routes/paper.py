"""The plan as text and as a printed table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshrut.diagnostics.sheets import parts_measured
from marshrut.people.models import Employment
from marshrut.routes import access
from marshrut.routes.models import RouteStep
from marshrut.routes.queries import inherited_by, is_agreed_by_both, stages_of
from marshrut.web.request import Request
from marshrut.web.routes.forms import stage_name
from marshrut.web.routes.pages import Open
from marshrut.web.routes.texts import form_title, need_titles, plan_prompt, step_form


@dataclass(frozen=True, slots=True)
class Text:
    title: str
    text: str
    inherited: bool
    measured_on: date | None = None  # told by an instrument, and on which day


@dataclass(frozen=True, slots=True)
class Written:
    """One form with its texts."""

    name: str
    title: str
    texts: list[Text]
    agreed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One step of the table."""

    number: int
    step: RouteStep
    stage: str
    form: str
    need: str


def post_of(page: Open, on: date) -> Employment | None:
    """What the teacher is at this school: «учитель математики»."""
    jobs = page.tutee.employments.all()
    here = [job for job in jobs if job.unit_id == page.route.unit_id and job.since <= on]
    return next((job for job in here if job.until is None or on < job.until), None)


def plan_of(request: Request, page: Open) -> dict[str, Any]:
    """Texts of the forms (to leaders only the agreed ones), and the table of steps."""
    rules, row = page.found.rules, page.route
    inherited, known = inherited_by(row), page.measured
    stages = {stage.key: stage_name(stage) for stage in stages_of(rules)}
    steps = access.steps(request.reach).filter(route=row).order_by("due", "number")
    titles = need_titles()
    return {
        "written": [
            _written(page, form, inherited, parts_measured(form, known))
            for form in rules.forms("route")
            if page.reads_texts or form.agreement != "none"
        ],
        "rows": [
            Row(
                place,
                step,
                stages.get(step.stage, step.stage),
                step_form(step.form, rules),
                titles.get(step.need, step.need),
            )
            for place, step in enumerate(steps, 1)
        ],
        "needs": any(step.need for step in steps),
        "both": is_agreed_by_both(rules),
        "hours": sum(step.hours or 0 for step in steps if step.status != RouteStep.Status.DROPPED),
        "stages": [(stages.get(one.key, one.key), one) for one in row.stages.all()],
    }


def _written(page: Open, form: Any, inherited: Any, told: Mapping[str, date]) -> Written:
    texts = page.route.content.get(form.form, {})
    return Written(
        form.form,
        form_title(form.form),
        [
            Text(
                str(plan_prompt(form.form, part).title),
                texts.get(part) or inherited.get(part, ""),
                not texts.get(part) and bool(inherited.get(part)),
                told.get(part) if page.reads_texts else None,
            )
            for part in form.parts
        ],
        form.agreement != "none",
    )
