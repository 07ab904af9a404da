"""What is wrong in a regulation file, said in a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: Mapping[str, Promise] = {
    "alias": _("references (& and *) are not used in regulation files"),
    "all_or_any": _("a condition has either “all” or “any”"),
    "condition_of_another_sheet": _("the condition “%(value)s” is about another thing"),
    "empty": _("nothing is written here"),
    "lacks": _("“%(value)s” is lacking"),
    "least_exceeds_most": _("the least is greater than the most: %(value)s"),
    "not_a_day": _("a day is written as “05.06”, not “%(value)s”"),
    "not_a_length": _("a length is written as “3 years” or “6 months”, not “%(value)s”"),
    "not_a_list": _("a list is needed"),
    "not_a_mapping": _("names with values are needed"),
    "not_a_name": _("a name is written in Russian, or as a pair of Russian and English"),
    "not_a_number": _("a whole number is needed, not “%(value)s”"),
    "not_one_of": _("“%(value)s” is not known here; possible are: %(allowed)s"),
    "not_six_cases": _("six cases are needed, not %(value)s"),
    "not_text": _("a text is needed"),
    "not_two_numbers": _("two English words are needed, one and many"),
    "not_yaml": _("the file cannot be read as YAML: %(value)s"),
    "not_yes_or_no": _("“yes” or “no” is needed, not “%(value)s”"),
    "out_of_range": _("%(value)s is out of range: %(allowed)s"),
    "repeated_key": _("the key “%(value)s” stands twice"),
    "repeated_name": _("the name “%(value)s” stands twice"),
    "unknown_clause": _("there is no other clause “%(value)s”"),
    "unknown_condition": _("there is no condition “%(value)s”"),
    "unknown_due": _("the due is not understood: %(value)s"),
    "unknown_name": _("the name “%(value)s” means nothing here"),
    "unknown_stage": _("there is no stage “%(value)s”"),
    "unlimited_elsewhere": _("another clause says that “%(value)s” has no limit"),
    "unknown_type": _("a norm begins with its type; “%(value)s” is none"),
}


def reason(code: str, value: object) -> str:
    """Why it is a mistake, in the language of the day."""
    found, *allowed = value if isinstance(value, tuple) else (value,)
    if len(allowed) == 1 and isinstance(allowed[0], tuple):
        allowed = list(allowed[0])
    if code == "least_exceeds_most":
        found, allowed = f"{found} > {allowed[0]}", []
    given = {"value": _said(found), "allowed": ", ".join(map(str, allowed))}
    if code == "out_of_range":
        given["allowed"] = "–".join(map(str, allowed))
    return str(REASONS[code]) % given


def _said(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
