"""What a clause asks of its reader, as a thing to do: «Провести собеседование»."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from marshrut.norms.assessing import Judged
from marshrut.norms.lasting import Stages
from marshrut.norms.making import Deliverable
from marshrut.web.findings import finding_line
from marshrut.web.terms import term, terms

PRODUCTS: Mapping[str, Promise] = {
    "acknowledgement": _l("Read the regulation and mark it"),
    "approving_order": _l("Enter the approving order"),
    "bloom_constructor": _l("Make a lesson constructor"),
    "final_report": _l("Write the final report"),
    "interview": _l("Hold the interview"),
    "problem_field": _l("Outline the field of problems"),
    "publication": _l("Publish on the official site"),
    "result_sheet": _l("Fill in the result sheet"),
    "trajectory": _l("Draw up the plan and have it acknowledged"),
    "tutor_analysis": _l("Prepare the analysis (conclusion)"),
}
LACKS: Mapping[str, Promise] = {
    "controller": _l("Name who controls the order"),
    "pairing": _l("Assign a tutor"),
    "subject": _l("Name the subject of the support"),
    "tutor": _l("Appoint a tutor"),
}
ANSWERS: Mapping[str, Promise] = {
    "information": _l("Answer the tutor"),
    "recommendation": _l("Answer the recommendation"),
    "visit": _l("Answer about the visit"),
}


def duty(row: Judged) -> str:
    """The thing to do; where no words are known, what is lacking."""
    say = DUTIES.get(row.finding.code)
    said = say(row) if say else ""
    if said:
        return said
    lacking = finding_line(row, row.finding.due or row.thing.since, due=False)  # type: ignore[arg-type]
    return lacking[:1].upper() + lacking[1:]


def _deliverable(row: Judged) -> str:
    kinds = row.norm.deliverable if isinstance(row.norm, Deliverable) else ()
    if len(kinds) == 1 and kinds[0] in PRODUCTS:
        return str(PRODUCTS[kinds[0]])
    return _("Prepare: %(what)s") % {"what": " / ".join(term("product", kind) for kind in kinds)}


def _stages(row: Judged) -> str:
    norm, key = row.norm, str(row.finding.found or "")
    stage = (
        next((one for one in norm.items if one.key == key), None)
        if isinstance(norm, Stages)
        else None
    )
    if stage is None:
        return _("Begin the first stage")
    name = stage.word_en if get_language() == "en" and stage.word_en else stage.word
    return _("Finish the stage “%(name)s”") % {"name": name}


def _quota(row: Judged) -> str:
    form = term("activity", getattr(row.norm, "quota", ""))
    said = {"what": form, "found": row.finding.found, "wanted": row.finding.wanted}
    return _("Hold: %(what)s (%(found)s of %(wanted)s)") % said


def _window(row: Judged) -> str:
    found: object = row.finding.found
    return _("Prepare: %(what)s") % {"what": terms("product", found)} if found else ""  # type: ignore[arg-type]


def _size(row: Judged) -> str:
    known = LACKS.get(getattr(row.norm, "size", ""))
    return str(known) if known and not row.finding.found else ""


def _answer(row: Judged) -> str:
    return str(ANSWERS.get(getattr(row.thing, "to", ""), _l("Answer")))


def _entry(row: Judged) -> str:
    if row.thing.kind == "project":
        return _("Put the leader among the potential tutors")
    return _("Include in the programme")


def _form(row: Judged) -> str:
    found: object = row.finding.found
    return _("Fill in: %(parts)s") % {"parts": terms("part", found)}  # type: ignore[arg-type]


def _covers(_row: Judged) -> str:
    return _("Support for as long as the work goes on")


DUTIES: Mapping[str, Callable[[Judged], str]] = {
    "answer": _answer,
    "covers": _covers,
    "deliverable": _deliverable,
    "entry": _entry,
    "form": _form,
    "quota": _quota,
    "size": _size,
    "stages": _stages,
    "window": _window,
}
