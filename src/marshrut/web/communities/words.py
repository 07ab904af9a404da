"""Names of the regulation that this section offers: forms of activities, clauses."""

from __future__ import annotations

from django.utils.text import Truncator
from django.utils.translation import get_language

from marshrut.norms.rules import Clause, Rules
from marshrut.oversight.owed import COMMUNITY
from marshrut.web.terms import TERMS, term

CONSULTATION = "consultation"


def form_choices(rules: Rules | None) -> list[tuple[str, str]]:
    """Forms of the regulation's own list first, then those that everybody knows."""
    found = {key: form_name(key, rules) for key in _listed(rules)}
    known = {key: str(name) for key, name in TERMS["activity_form"].items()}
    return [(key, _capital(name)) for key, name in (known | found).items() if key != CONSULTATION]


def form_name(key: str, rules: Rules | None = None) -> str:
    """What a form of activity is called by the regulation, or by everybody."""
    listed = _listed(rules)
    if key in listed:
        name, english = listed[key]
        return english if get_language() == "en" and english else name
    return term("activity_form", key)


def _listed(rules: Rules | None) -> dict[str, tuple[str, str]]:
    catalogue = rules.catalogue("forms") if rules else None
    return dict(catalogue.items) if catalogue else {}


def clause_choices(rules: Rules) -> list[tuple[str, str]]:
    """Clauses as they are cited; those that name the community come first."""
    laid = set(laid_clauses(rules))
    clauses = sorted(rules.clauses, key=lambda clause: clause.key not in laid)
    return [(clause.key, _told(clause)) for clause in clauses]


def laid_clauses(rules: Rules) -> list[str]:
    """Keys of the clauses that ask something of the community as a whole."""
    return list(dict.fromkeys(c.key for c, norm in rules.norms() if norm.owes in COMMUNITY))


def _told(clause: Clause) -> str:
    """«п. 1.1 плана работы: Мастер-классы проходят …»."""
    english = get_language() == "en"
    return f"{(english and clause.cite_en) or clause.cite}: {Truncator(_said(clause)).words(12)}"


def _said(clause: Clause) -> str:
    return (get_language() == "en" and clause.gist_en) or clause.text or clause.gist


def gist_of(rules: Rules, key: str) -> str:
    """What the clause says, or our words for it."""
    return _said(rules.clause(key))


def cite_of(rules: Rules, key: str) -> str:
    """The clause as it is cited; its key where a later version has none."""
    for clause in rules.clauses:
        if clause.key == key:
            return (get_language() == "en" and clause.cite_en) or clause.cite
    return key


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
