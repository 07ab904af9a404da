"""What is said of personal data: purposes, how they stand, grounds of keeping, terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.utils.translation import pgettext_lazy as _p

from marshrut.web.tags.dates import date_long
from marshrut.web.tones import Label


@dataclass(frozen=True, slots=True)
class Follows:
    """What follows from each answer: said before, done after."""

    given: Promise
    refused: Promise
    withdrawn: Promise


@dataclass(frozen=True, slots=True)
class PurposeWords:
    """What a purpose is called, what follows said to the person and of the person."""

    title: Promise
    own: Follows
    other: Follows
    done: Promise  # what the officer's answer to a withdrawal brings about


PURPOSES: Mapping[str, PurposeWords] = {
    "contacts": PurposeWords(
        _("E-mail and phone"),
        Follows(
            _("Your e-mail and phone may stand in your card and be used for letters."),
            _(
                "Nobody but you sees your e-mail and phone, and they are not asked any more."
                " Notices wait for you inside the system. Work and support go on as they are."
            ),
            _(
                "Your e-mail and phone are hidden from others at once and are not asked any more."
                " The personal-data officer removes them within ten working days. Notices wait for"
                " you inside the system. Work and support go on as they are."
            ),
        ),
        Follows(
            _("The e-mail and phone may stand in the card and be used for letters."),
            _(
                "Nobody but the person sees the e-mail and phone, and they are not asked any more."
                " Work and support go on as they are."
            ),
            _(
                "The e-mail and phone are hidden from others at once; the personal-data officer"
                " removes them within ten working days. Work and support go on as they are."
            ),
        ),
        _("They are hidden from others already; with the answer they are removed from the card."),
    ),
    "publication": PurposeWords(
        _("Mention on open pages"),
        Follows(
            _("Your name, post and place of work may stand beside your materials on open pages."),
            _("Your name stands on no open page. Work and support go on as they are."),
            _(
                "Your name may stand on no open page from now on. The personal-data officer checks"
                " it within ten working days. Work and support go on as they are."
            ),
        ),
        Follows(
            _("Name, post and place of work may stand beside the materials on open pages."),
            _("The name stands on no open page. Work and support go on as they are."),
            _(
                "The name may stand on no open page from now on; the personal-data officer checks"
                " it within ten working days. Work and support go on as they are."
            ),
        ),
        _("See to it that the name stands on no open page, then answer."),
    ),
}
STANDING: Mapping[str, Label] = {
    "given": Label(_p("consent", "Given"), "met"),
    "refused": Label(_p("consent", "Refused"), "off"),
    "withdrawn": Label(_p("consent", "Withdrawn"), "off"),
    "new_text": Label(_p("consent", "New version needed"), "risk"),
    "silent": Label(_p("consent", "No answer yet"), "none"),
}
REQUESTS: Mapping[str, Promise] = {
    "withdrawal": _("Withdrawn consent"),
    "erasure": _("Request to erase"),
    "term": _("The term of keeping is over"),
    "question": _("Question or correction"),
}
OUTCOMES: Mapping[str, Label] = {
    "": Label(_p("data request", "Waits for an answer"), "track"),
    "done": Label(_p("data request", "Done"), "met"),
    "refused": Label(_p("data request", "Refused"), "off"),
}
GROUNDS: Mapping[str, Promise] = {
    "employed": _("The person works here: the labour law obliges the employer to keep staff data."),
    "office": _("The person holds an office: end it first."),
    "support": _("The support or the appointment as a tutor is not ended yet."),
    "staff": _("The term of keeping staff records after the end of work is not over."),
    "orders": _("The person is named in an order whose term of keeping is not over."),
}
TERMS: Mapping[str, tuple[Promise, Promise, Promise]] = {
    "drafts": (
        _("Texts typed and not sent"),
        _("since the last change"),
        _("Nobody's record: needed only until sent."),
    ),
    "slips": (
        _("Sign-in slips, used or expired"),
        _("since use or expiry"),
        _("Needed only to come in for the first time."),
    ),
    "notices": (_("Read notices"), _("since reading"), _("What they told of is kept itself.")),
    "looks": (
        _("Who looked at whom"),
        _("since the day"),
        _("Enough to answer a question of the person."),
    ),
    "lists": (
        _("Files and rows of uploaded lists"),
        _("since the upload"),
        _("What was written from them is kept itself."),
    ),
    "exports": (
        _("Own exports that nobody took"),
        _("since the request"),
        _("Can be asked for anew on any day."),
    ),
    "staff": (
        _("Name, contacts and own texts after the end of work"),
        _("since the last day of work"),
        _("Local list of files; set your own number and article here."),
    ),
    "orders": (
        _("Name of who was appointed by an order"),
        _("since the end of the appointment"),
        _("Local list of files; set your own number and article here."),
    ),
    "consents": (
        _("Answers to consents replaced by later ones"),
        _("since the answer"),
        _("Three years after a consent has ended: list of standard management records."),
    ),
}
HAPPENS: Mapping[str, Promise] = {
    "thrown": _("Deleted by itself, every day"),
    "overwritten": _("The officer is asked; then names and own texts are overwritten"),
}


# What stands in the way of a deed on personal data; ``web.errors`` takes them in.
DATA_WRONG: dict[str, Promise] = {
    "asked_already": _("This is asked already: wait for the answer."),
    "consent_not_given": _("There is no consent to withdraw."),
    "consent_to_withdraw": _("A consent is given: it can be withdrawn."),
    "contacts_withheld": _("The person does not agree to contacts being kept."),
    "export_not_ready": _("The archive is still being put together."),
    "export_taken": _("The archive was taken already. Put a new one together."),
    "must_be_kept": _("The data must still be kept: see the grounds on this page."),
    "no_unit": _("There is no organisation yet whose officer could answer."),
    "same_text": _("The text is the same as before."),
    "term_length": _("Give a number from 1 to %(most)s."),
    "text_changed": _("The text has changed meanwhile: read it and answer again."),
    "unknown_answer": _("There is no such answer."),
    "withdrawal_is_a_right": _("A withdrawal is a right: it can only be carried out."),
}


def ground_sentence(code: str, free_on: date | None = None, text: str = "") -> str:
    """Why data is kept, until when, by which words of the table of terms."""
    said = str(GROUNDS[code])
    if text:
        said = f"{said} {text}"
    if free_on is None:
        return said
    return f"{said} {_('Until %(day)s.') % {'day': date_long(free_on)}}"


def left_words(days: int) -> str:
    """How much of the clock is left, in working days."""
    if days < 0:
        return ngettext(
            "The term ended %(n)d working day ago", "The term ended %(n)d working days ago", -days
        ) % {"n": -days}
    if days == 0:
        return str(_("The last day of the term is today"))
    return ngettext("%(n)d working day left", "%(n)d working days left", days) % {"n": days}


def length_words(amount: int, measure: str) -> str:
    """«30 дней», «5 лет»."""
    if measure == "days":
        return ngettext("%(n)d day", "%(n)d days", amount) % {"n": amount}
    return ngettext("%(n)d year", "%(n)d years", amount) % {"n": amount}
