"""What parts of forms and products are called, and the question that each answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy as _p

from marshrut.diagnostics.access import known_groups
from marshrut.diagnostics.frameworks import every_group
from marshrut.diagnostics.shipped import competences
from marshrut.norms.catalogues import FORMS
from marshrut.norms.rules import Rules
from marshrut.people.reach import Reach
from marshrut.web.catalogues import choices
from marshrut.web.programme_words import spoken
from marshrut.web.terms import term


@dataclass(frozen=True, slots=True)
class Prompt:
    """The name of a part and the question that helps to write it."""

    title: Promise | str
    question: Promise | str = ""


# Parts of the route's own forms; one and the same part may ask something else in another form.
PLAN: Mapping[tuple[str, str], Prompt] = {
    ("trajectory", "introduction_plan"): Prompt(
        _l("Plan of introduction"), _l("What will be done in lessons and beyond, in which order.")
    ),
    ("trajectory", "ways"): Prompt(
        _l("Ways to carry it out"),
        _l("Methods and forms of work, materials, whose help is needed."),
    ),
    ("trajectory", "conditions"): Prompt(
        _l("Conditions of the organisation"),
        _l("Equipment, timetable, classes, what to reckon with."),
    ),
    ("diagnosis", "conditions"): Prompt(
        _l("Conditions of introduction"), _l("What helps here and what hinders.")
    ),
    ("diagnosis", "readiness"): Prompt(
        _l("Readiness"), _l("What the teacher already knows and does, what is still hard.")
    ),
    ("diagnosis", "process_analysis"): Prompt(
        _l("How the work goes"), _l("What was seen on the way: lessons, talks, works.")
    ),
    ("diagnosis", "results_analysis"): Prompt(
        _l("What came of it"), _l("What changed, and by what it is seen.")
    ),
    ("resources", "inner_resources"): Prompt(
        _l("Inner resources"), _l("Strengths, experience, interests of the teacher.")
    ),
    ("resources", "outer_resources"): Prompt(
        _l("Outer resources"), _l("People, equipment, courses, communities.")
    ),
    ("goals", "goals"): Prompt(
        _l("Goals"), _l("What you want to come to yourself, in your own words.")
    ),
    ("schedule", "experience"): Prompt(
        _l("Experience of the teacher"), _l("Why this pace and these forms suit them.")
    ),
    ("schedule", "conditions"): Prompt(
        _l("Days, time and place"), _l("When and where it is convenient for both to meet.")
    ),
    ("schedule", "volume"): Prompt(
        _l("Amount of work"), _l("How often and in which forms: talks, visits, joint preparation.")
    ),
}

PRODUCT: Mapping[str, Prompt] = {
    "talk": Prompt(_l("What the talk was about"), _l("Questions and answers in a few words.")),
    "conditions_found": Prompt(_l("Conditions"), _l("What helps in the school, what hinders.")),
    "conclusion": Prompt(_l("Conclusion"), _l("What follows from it.")),
    "problems": Prompt(_l("Problems"), _l("One on a line.")),
    "causes": Prompt(_l("What they come from"), _l("As both of you see it.")),
    "priorities": Prompt(_l("What to begin with"), _l("Two or three things, not everything.")),
    "evidence": Prompt(_l("Evidence"), _l("By what it is seen: works, sheets, visits.")),
    "results": Prompt(
        _l("Results of the introduction"), _l("What changed in lessons and for the pupils.")
    ),
    "route_mastered": Prompt(
        _l("How the route was walked"), _l("What was done, what was put off and why.")
    ),
    "verdict": Prompt(
        _l("Conclusion on the effect"),
        _l("Effective, partly effective or not confirmed, and why you think so."),
    ),
    "recommendations": Prompt(_l("Recommendations"), _l("What to go on with.")),
    "aim": Prompt(_l("Aim"), _l("What you wanted to come to.")),
    "done": Prompt(_l("What was done"), _l("Collected from the steps; correct it freely.")),
    "products": Prompt(_l("What was made"), _l("Lessons, sheets, materials.")),
    "difficulties": Prompt(_l("What was hard"), _l("And what helped.")),
    "assessment": Prompt(_l("Before and after"), _l("How you see your own work now.")),
    "ahead": Prompt(_l("What next"), _l("What you would like to work on next year.")),
    "lesson": Prompt(_l("Lesson"), _l("Subject, class, topic.")),
    "aims": Prompt(_l("Aims"), _l("What the pupils will be able to do.")),
    "tasks": Prompt(
        _l("Tasks by levels"),
        _l("Remember, understand, apply, analyse, evaluate, create; a level may be left out."),
    ),
    "outcome": Prompt(_l("Expected outcome"), _l("By what it will be seen.")),
    "text": Prompt(_l("Text")),
}

# A product's title on its page, where the name in a sentence would be too short.
TITLES: Mapping[str, Promise] = {
    "interview": _p("title of a product", "Interview"),
    "problem_field": _p("title of a product", "Field of problems"),
    "trajectory": _p("title of a product", "Agreed plan"),
    "result_sheet": _p("title of a product", "Result sheet"),
    "tutor_analysis": _p("title of a product", "Analysis (conclusion) of the tutor"),
    "final_report": _p("title of a product", "Final report"),
    "bloom_constructor": _p("title of a product", "Lesson constructor by Bloom's taxonomy"),
}

# Forms of a step, for the select and the table.
STEP_FORMS: Mapping[str, Promise] = {
    "": _p("form of a step", "not said"),
    "lesson": _p("form of a step", "lesson"),
    "open_lesson": _p("form of a step", "open lesson"),
    "mutual_visit": _p("form of a step", "mutual visit to lessons"),
    "consultation": _p("form of a step", "consultation"),
    "joint_work": _p("form of a step", "joint preparation"),
    "course": _p("form of a step", "course of further training"),
    "module": _p("form of a step", "module"),
    "internship": _p("form of a step", "internship"),
    "webinar": _p("form of a step", "webinar"),
    "seminar": _p("form of a step", "seminar or master class"),
    "self_study": _p("form of a step", "self-study"),
    "material": _p("form of a step", "preparation of materials"),
    "publication": _p("form of a step", "publication or talk"),
}


def need_choices(reach: Reach, had: Collection[str] = ()) -> list[tuple[str, str]]:
    """Groups of competences that the reader may name, and those that a row ``had`` already."""
    found = {key: spoken(one.title, one.title_en) for key, one in known_groups(reach).items()}
    lost = [key for key in had if key and key not in found]
    titles = need_titles() if lost else {}
    return [*found.items(), *((key, titles.get(key, key)) for key in lost)]


def need_titles() -> dict[str, str]:
    """Titles of all groups of competences, those of frameworks that are gone too."""
    return {key: spoken(one.title, one.title_en) for key, one in every_group().items()}


def need_title(key: str) -> str:
    known = competences().get(key)
    return spoken(known.title, known.title_en) if known else need_titles().get(key, key)


def plan_prompt(form: str, part: str) -> Prompt:
    known = PLAN.get((form, part))
    return known or Prompt(_capital(term("part", part)))


def product_prompt(part: str) -> Prompt:
    return PRODUCT.get(part) or Prompt(_capital(term("part", part)))


def product_title(kind: str) -> str:
    known = TITLES.get(kind)
    return str(known) if known else _capital(term("product", kind))


def form_title(form: str) -> str:
    """«Траектория», «График и формы работы»."""
    titles = {
        "trajectory": _("Plan"),
        "diagnosis": _("Diagnosis"),
        "resources": _("Resources"),
        "schedule": _("Schedule and forms of work"),
    }
    return titles.get(form) or _capital(term("form", form))


def step_form(code: str, rules: Rules | None) -> str:
    """The name of a step's form: the regulation's own, else the usual one."""
    norm = rules.catalogue(FORMS) if rules else None
    named = dict(choices(norm)) if norm else {}
    if code in named:
        return named[code]
    return str(STEP_FORMS[code]) if code in STEP_FORMS and code else code.replace("_", " ")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
