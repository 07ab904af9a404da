"""Pages for what went wrong, and what to answer when a deed stops."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template import loader
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marshrut.journal.deeds import AlreadyDone, Forbidden, Wrong
from marshrut.web.diagnosis_words import DIAGNOSIS_WRONG
from marshrut.web.draft_words import DRAFT_WRONG
from marshrut.web.extract_words import EXTRACT_WRONG
from marshrut.web.group_words import GROUP_WRONG
from marshrut.web.plan_words import PLAN_WRONG
from marshrut.web.privacy_words import DATA_WRONG
from marshrut.web.tags.dates import date_long
from marshrut.web.words import one_stop

# Sentences for codes of Wrong that any page may meet; a page's own codes are told by its view.
WRONG: dict[str, Promise] = {
    "act_known": gettext_lazy("This act is in the catalogue already."),
    "act_of_another": gettext_lazy("This act is in the catalogue of another territory."),
    "acts_taken": gettext_lazy("All of them are in the catalogue already."),
    "already_agreed": gettext_lazy("The agreement is recorded already."),
    "before_approval": gettext_lazy("This day is before the approval."),
    "before_asked": gettext_lazy("This day is before the question was asked."),
    "before_order": gettext_lazy("The version cannot come into force before its order."),
    "case_exists": gettext_lazy("There is an open case with this subject already."),
    "change_with_day": gettext_lazy(
        "An act that was amended, repealed or replaced needs the day of it; one in force has none."
    ),
    "closed": gettext_lazy("This is closed already, nothing was changed."),
    "dates": gettext_lazy("The dates are out of order, nothing was changed."),
    "decided_already": gettext_lazy("The decision was taken already."),
    "draft_exists": gettext_lazy("There is a draft of this regulation already."),
    "file_not_document": gettext_lazy("Upload a PDF, DOCX or ODT file."),
    "future_date": gettext_lazy("This day has not come yet."),
    "subject_of_another": gettext_lazy("This subject belongs to somebody else."),
    "key_is_stable": gettext_lazy("The key of a clause does not change: other things refer to it."),
    "columns_lacking": gettext_lazy("Not all needed columns are told."),
    "file_too_large": gettext_lazy("The file is too large, even for many rows."),
    "list_ended_tutors": gettext_lazy(
        "With this list a tutor has left: what followed is put right by hand."
    ),
    "list_in_use": gettext_lazy(
        "Something was added to these people since, so the list cannot be taken back."
    ),
    "nothing_to_write": gettext_lazy("There is nothing new in the list."),
    "rows_not_ready": gettext_lazy("Not all rows are ready: %(count)s are left."),
    "table_broken": gettext_lazy(
        "“%(name)s” is damaged. Open it in a spreadsheet, save it again and upload that."
    ),
    "table_empty_file": gettext_lazy("“%(name)s” is empty."),
    "table_encoding": gettext_lazy(
        "The letters of “%(name)s” cannot be read. Save it as XLSX, or as CSV in UTF-8."
    ),
    "table_no_header": gettext_lazy(
        "In “%(name)s” no row names the columns. There must be a heading with “ФИО” and others:"
        " take the template as an example."
    ),
    "table_not_a_table": gettext_lazy(
        "“%(name)s” is not a spreadsheet. XLSX, XLS, ODS and CSV can be read."
    ),
    "table_nothing_inside": gettext_lazy("There is nothing in “%(name)s”."),
    "table_password": gettext_lazy("“%(name)s” is closed by a password. Save it without one."),
    "table_too_large_inside": gettext_lazy(
        "“%(name)s” unpacks to too much. Copy the table alone into a new file."
    ),
    "table_too_many_columns": gettext_lazy(
        "In “%(name)s” there are more than %(limit)s columns. Delete what is not the list."
    ),
    "table_too_many_rows": gettext_lazy(
        "In “%(name)s” there are more than %(limit)s rows. Divide the list into several files."
    ),
    "table_too_many_sheets": gettext_lazy(
        "In “%(name)s” there are more than %(limit)s sheets. Divide it into several files."
    ),
    "table_web_page": gettext_lazy(
        "“%(name)s” is a web page under the name of a spreadsheet. Open it in a spreadsheet and"
        " save it as XLSX."
    ),
    "too_many_rows": gettext_lazy("There are more than %(limit)s rows. Upload fewer at once."),
    "unknown_kind": gettext_lazy("There are no such lists or columns."),
    "later_version": gettext_lazy("A version of a later day is approved already."),
    "law_has_no_waiver": gettext_lazy("No exception can be made from a requirement of the law."),
    "malformed": gettext_lazy("There are mistakes, nothing was changed: %(count)s."),
    "next_before": gettext_lazy("The next meeting comes after this one."),
    "no_external_tutors": gettext_lazy("The regulation knows of no external tutors."),
    "no_head": gettext_lazy("The organisation has no head in the system: grant the office first."),
    "works_here": gettext_lazy(
        "%(person)s works in this territory: appoint this person a tutor instead."
    ),
    "nothing_said": gettext_lazy("There are no criteria to go through yet."),
    "no_case": gettext_lazy("This teacher has no support open now."),
    "no_first_day": gettext_lazy("There is no copy of the first day, nothing was changed."),
    "no_tutor": gettext_lazy("Nobody supports this teacher on this day."),
    "nobody_chosen": gettext_lazy("Choose at least one line."),
    "nobody_left": gettext_lazy("Everyone chosen has acknowledged already."),
    "not_an_address": gettext_lazy("Give the whole address, from http:// or https:// on."),
    "not_replaced": gettext_lazy("Only an act that was replaced has another in its place."),
    "note_needed": gettext_lazy("Write what was found: it stays in the record."),
    "nothing_to_check": gettext_lazy("Nothing has to be checked here."),
    "not_a_candidate": gettext_lazy("This person is not a potential tutor any more."),
    "not_a_colleague": gettext_lazy("Choose another tutor, not one of the two whom it concerns."),
    "not_appointed": gettext_lazy("The appointment is not in force."),
    "no_newer_version": gettext_lazy("No newer version guards the programme."),
    "not_at_will": gettext_lazy("The regulation does not let people leave at any time."),
    "not_employed_here": gettext_lazy("%(person)s does not work in this organisation."),
    "not_in_programme": gettext_lazy("The programme does not reach this organisation."),
    "not_later": gettext_lazy("Choose a later day than now."),
    "not_paused": gettext_lazy("Nothing is paused here."),
    "not_shared": gettext_lazy("The sheet has not been handed over yet."),
    "open_cases": gettext_lazy("Some supports are still open: %(count)s."),
    "order_not_in_force": gettext_lazy(
        "The order is not in force: it needs a signature and a number."
    ),
    "outside_programme": gettext_lazy("The dates go beyond the programme."),
    "past_date": gettext_lazy("This day has passed."),
    "reason_needed": gettext_lazy("Write the reason: it stays in the record."),
    "several_programmes": gettext_lazy("All of them must be of one programme."),
    "scenario_chosen": gettext_lazy("A scenario is chosen already; the others stay as they are."),
    "scenarios_too_few": gettext_lazy("There is nothing to choose from yet: write a second one."),
    "sheet_needed": gettext_lazy("Write the record first."),
    "stale": gettext_lazy("Somebody changed this meanwhile. Look at both texts and save again."),
    "started_already": gettext_lazy("The programme has started already."),
    "title_needed": gettext_lazy("Write what it is called."),
    "too_early_date": gettext_lazy("This day is too early."),
    "too_few_days": gettext_lazy("There must be at least %(days)s working days to answer."),
    "too_soon": gettext_lazy("There must be more time to answer: at least until %(day)s."),
    "twice": gettext_lazy("This is recorded already."),
    "unknown_evidence": gettext_lazy("The regulation asks for no such evidence."),
    "unknown_basis": gettext_lazy("Choose one of the reasons."),
    "unknown_part": gettext_lazy("The regulation has no such part."),
    "unknown_clause": gettext_lazy("The regulation has no such clause."),
    "until_before_since": gettext_lazy("The end is before the beginning."),
    "version_frozen": gettext_lazy("An approved version is not changed; begin an amendment."),
    "version_not_approved": gettext_lazy("This version of the regulation is not approved yet."),
    "visit_not_agreed": gettext_lazy("The visit was not agreed, so it cannot be recorded as held."),
    "visit_of_another": gettext_lazy("This visit was to another teacher."),
    "waiver_exists": gettext_lazy("This exception is recorded already."),
    "applied_already": gettext_lazy("There is a membership or an application here already."),
    "author_consent_needed": gettext_lazy(
        "The author has not agreed to the publication yet: it is the author’s own work."
    ),
    "community_closed": gettext_lazy("The community does not work on this day."),
    "community_exists": gettext_lazy("There is a community of this name in the programme already."),
    "composed_already": gettext_lazy(
        "This order is filed already, or there is a later one on the composition."
    ),
    "not_a_member": gettext_lazy("Choose somebody who is in the community today."),
    "not_a_team": gettext_lazy("Only a municipal team is composed by an order."),
    "order_of_another": gettext_lazy("This order is of another territory."),
    "rules_changed": gettext_lazy(
        "The rules were changed meanwhile: read the new version and apply again."
    ),
    "rules_needed": gettext_lazy("Joining needs the rules to be read and accepted."),
    "rules_same": gettext_lazy("This is the text that is in force already."),
    "account_blocked": gettext_lazy("Sign-in of %(person)s is closed. Open the account first."),
    "account_exists": gettext_lazy("There is an account already."),
    "employed_already": gettext_lazy("This place of work is written down already."),
    "experience_length": gettext_lazy("Such a length of experience cannot be."),
    "inspector_until": gettext_lazy("An inspector comes for a term: give the last day."),
    "last_administrator": gettext_lazy(
        "This is the last administrator. Grant the office to somebody else first."
    ),
    "left_already": gettext_lazy("The end of this work is recorded already."),
    "login_taken": gettext_lazy("This login is taken."),
    "no_such_zone": gettext_lazy("There is no such time zone."),
    "basis_needed": gettext_lazy("Name the order or the note: its number and date."),
    "entrusted_already": gettext_lazy("On these days somebody acts for this person already."),
    "outside_office": gettext_lazy("The days go beyond the office itself."),
    "next_year_not_begun": gettext_lazy(
        "Supports go over on the first day of the new year or later, so that none stands still."
    ),
    "next_year_overlaps": gettext_lazy("The new year begins when this one is over: %(day)s."),
    "cannot_be_carried": gettext_lazy("%(person)s cannot go over: look at the list once more."),
    "not_started": gettext_lazy("The programme has not started yet."),
    "reminded_today": gettext_lazy("They were reminded today already, or have no account yet."),
    "number_and_date": gettext_lazy("Number and date come together, from the organisation’s book."),
    "tutor_and_day": gettext_lazy("Choose the person and give the first day together."),
    "number_needed": gettext_lazy("Give the number from the book."),
    "number_taken": gettext_lazy("There is an order with this number and date already."),
    "office_held": gettext_lazy("This office is held already for these days."),
    "order_cancelled": gettext_lazy("The order is cancelled."),
    "order_cannot_cancel": gettext_lazy(
        "Only another order of the same organisation that is in force can cancel it."
    ),
    "order_in_force": gettext_lazy("The order is in force; its number and date stay."),
    "order_in_use": gettext_lazy("Something refers to this draft, it cannot be deleted."),
    "order_not_draft": gettext_lazy(
        "The order is numbered or signed already; its text stays as it is."
    ),
    "order_not_signed": gettext_lazy("The order is not signed yet."),
    "paper_needed": gettext_lazy("Tell on what the word stands: a sheet, a call or a meeting."),
    "programme_closed": gettext_lazy("The programme is closed: nothing new begins in it."),
    "periods_overlap": gettext_lazy("Two terms overlap."),
    "root_exists": gettext_lazy("The tree has its root already."),
    "slip_unknown": gettext_lazy(
        "Login and code do not fit, or the slip has been used or is too old."
        " Ask your school for a new one."
    ),
    "too_many_periods": gettext_lazy("There are too many terms."),
    "two_school_years": gettext_lazy("All days belong to one school year."),
    "unit_exists": gettext_lazy("There is a unit of this name here already."),
    "unknown_role": gettext_lazy("There is no such office."),
    "after_route": gettext_lazy("This day is after the end of the route."),
    "before_route": gettext_lazy("This day is before the beginning of the support."),
    "decision_needed": gettext_lazy("Write the decision: it stays in the record."),
    "nothing_given": gettext_lazy("Write something or add a file."),
    "of_another_route": gettext_lazy("This belongs to another route."),
    "product_empty": gettext_lazy("There is neither text nor a file yet."),
    "product_exists": gettext_lazy("This material is begun already."),
    "product_not_submitted": gettext_lazy("This material is not handed in yet."),
    "product_submitted": gettext_lazy("This material is handed in already."),
    "remark_needed": gettext_lazy("Write what should be corrected."),
    "result_needed": gettext_lazy("Write in a few words what came of it."),
    "revise_instead": gettext_lazy("The plan is agreed: it is changed with a reason."),
    "route_not_draft": gettext_lazy("One of these plans is proposed already."),
    "route_not_proposed": gettext_lazy("The plan is not proposed, or it is agreed already."),
    "stage_passed": gettext_lazy("This stage is passed already."),
    "stages_ahead": gettext_lazy("Not all stages are passed yet."),
    "stages_over": gettext_lazy("All stages are passed already."),
    "step_done": gettext_lazy("This step is accepted, dropped or on check."),
    "step_not_on_check": gettext_lazy("This step is not on check."),
    "write_instead": gettext_lazy("The plan is not agreed yet: simply write it."),
} | DATA_WRONG
WRONG |= DRAFT_WRONG | DIAGNOSIS_WRONG | PLAN_WRONG
WRONG |= EXTRACT_WRONG | GROUP_WRONG


def wrong_sentence(wrong: Wrong) -> str:
    """What to tell of a deed that the state of things does not allow."""
    known = WRONG.get(wrong.code)
    told = {k: date_long(v) if isinstance(v, date) else v for k, v in wrong.params.items()}
    if known is None:
        return _("This cannot be done now, nothing was changed.")
    return one_stop(str(known) % told)


class DeedAnswers:
    """Middleware: turns what a deed raises, where a view let it through, into a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, raised: Exception) -> HttpResponse | None:
        """Forbidden is a 403; a repeated form and a wrong moment lead back with a sentence."""
        if isinstance(raised, Forbidden):
            return forbidden(request, raised)
        if isinstance(raised, AlreadyDone):
            messages.info(request, _("This was done already: the form came twice."))
            return HttpResponseRedirect(came_from(request))
        if isinstance(raised, Wrong):
            messages.warning(request, wrong_sentence(raised))
            return HttpResponseRedirect(came_from(request))
        return None


def came_from(request: HttpRequest) -> str:
    """The page on which the form was, if it is ours; else the first page."""
    address = request.POST.get("next") or request.headers.get("referer", "")
    mine = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if mine else "/"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """400: the address or the form is not one of ours."""
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """403: the page exists, the deed is not for this reader."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404: no such page, or not open to this reader; the two look the same on purpose."""
    return render(request, "404.html", status=404)


def failed(_request: HttpRequest) -> HttpResponse:
    """500: drawn without menu, words or database, because any of them may be what failed."""
    return HttpResponse(loader.get_template("500.html").render(), status=500)


def csrf_failed(request: HttpRequest, **_why: Any) -> HttpResponse:
    """The form is too old to be trusted: open it again."""
    return render(request, "errors/form_too_old.html", status=403)
