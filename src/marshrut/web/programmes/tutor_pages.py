"""What pages of tutors show: rows with their check, conditions in words, ways out of a refusal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marshrut.norms.admission import evidence_of_tutors
from marshrut.norms.rules import Objection
from marshrut.orders.access import may_see_order
from marshrut.organisations.models import Unit
from marshrut.people.experience import PREFETCH, current
from marshrut.people.reach import Reach
from marshrut.programmes import access
from marshrut.programmes.checking import Checked, check, passes
from marshrut.programmes.coverage import load_of
from marshrut.programmes.models import Appointment, Programme
from marshrut.programmes.queries import Guarding
from marshrut.regulations.guards import LAW
from marshrut.web.books import page_of
from marshrut.web.programme_words import say
from marshrut.web.programmes.conditions import found_words, wanted_words
from marshrut.web.programmes.lists import by_name, ordered
from marshrut.web.programmes.pages import crumbs, link
from marshrut.web.refusals import Refusal
from marshrut.web.request import Request
from marshrut.web.terms import term

DAY = timedelta(days=1)
COLUMNS = {
    "name": ("person__surname", "person__given"),
    "unit": ("unit__short_name", "person__surname"),
    "since": ("since", "person__surname"),
}
# Findings that speak of the person's own records: those may be written down wrongly.
WORSE = ("met", "flag", "not_yet", "at_risk", "breached")
RECORDS = frozenset({"post", "post_unrecognised", "experience", "education", "employed_in"})
FACTS = ("programme__unit", "person", "unit", "order__unit", "end_order", "project")


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of the check, as it is read; ``asked`` is the waiver that waits."""

    wanted: str
    found: str
    state: str
    waiver_url: str = ""
    asked: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A clause of the check with its conditions; its mark is that of the worst."""

    cite: str
    gist: str
    conditions: list[Condition]

    @property
    def state(self) -> str:
        return max((one.state for one in self.conditions), key=WORSE.index)


def with_facts(rows: QuerySet[Appointment]) -> QuerySet[Appointment]:
    """Rows with all that a check reads."""
    facts = (f"person__{name}" for name in PREFETCH)
    return rows.select_related(*FACTS).prefetch_related("evidence", *facts)


def listed(request: Request, guarding: Guarding, finder: Any) -> dict[str, Any]:
    """One page of the list, with the mark of the check and the load."""
    on, programme = request.reach.on, guarding.programme
    rows = access.appointments(request.reach).filter(programme=programme)
    rows = rows.filter(_status(finder.value("status") or "", on))
    if finder.value("q"):
        rows = rows.filter(by_name(finder.value("q")))
    if finder.value("unit"):
        rows = rows.filter(unit=finder.value("unit"))
    found = page_of(request, ordered(request, with_facts(rows), COLUMNS))
    load = load_of([row.pk for row in found], on)
    return {
        "page_obj": found,
        "rows": [_line(row, guarding, load.get(row.pk), on) for row in found],
        "count": found.paginator.count,
        "candidates": access.appointments(request.reach)
        .filter(_status("candidates", on), programme=programme)
        .count(),
        "may_name": naming_units(request, programme).exists(),
    }


def _status(name: str, on: Any) -> Q:
    """Statuses of a list are those of ``Appointment.status`` on the day, as a filter."""
    known = {
        "appointed": Q(since__lte=on, until__gt=on),
        "candidates": Q(since__isnull=True) | Q(since__gt=on),
        "ended": Q(until__lte=on),
    }
    return Q(withdrawn_on=None) & known.get(name, Q())


def _line(row: Appointment, guarding: Guarding, load: Any, on: Any) -> dict[str, Any]:
    status = row.status(on)
    checks = check(row, guarding, on) if status in {"candidate", "agreed"} else ()
    jobs = current(row.person.employments.all(), on)
    return {
        "row": row,
        "status": status,
        "post": next((job.post for job in jobs if job.unit_id == row.unit_id), ""),
        "checked": ("checked" if passes(checks) else "failed") if checks else "",
        "load": load or (0, 0),
    }


def about(request: Request, row: Appointment, guarding: Guarding) -> dict[str, Any]:
    """The page of one candidate or tutor."""
    on, reach = request.reach.on, request.reach
    status = row.status(on)
    open_ = status in {"candidate", "agreed"}
    # What is over is checked as it stood on its last day.
    checks = check(row, guarding, row.until - DAY if status == "ended" and row.until else on)
    may_record = access.may_record_for(reach, row.unit_id)
    mine = access.may_agree(reach, row)
    jobs = current(row.person.employments.all(), on)
    return {
        "status": status,
        "jobs": jobs,
        "person_url": link("person", row.person_id) if may_record else "",
        "checks": _groups(checks, row, request),
        "passes": passes(checks),
        "fails": [one for one in checks if one.state == "breached"],
        "load": load(request, row),
        "dossier": _dossier(row, guarding),
        "may_keep_dossier": access.may_keep_dossier(reach, row) and status != "ended",
        "mine": mine,
        "may_agree": open_ and row.agreed_on is None and mine,
        "may_record": open_ and row.agreed_on is None and may_record and not mine,
        "may_appoint": open_ and row.since is None and may_record,
        "may_mend": may_record and status != "ended",
        "may_end": status == "appointed" and may_record,
        "may_withdraw": open_ and access.may_name_candidate(reach, row.unit_id),
        "order_url": _order_url(row, reach),
        "others_url": f"{reverse('tutors', args=[row.programme_id])}?unit={row.unit_id}",
    }


def _dossier(row: Appointment, guarding: Guarding) -> list[dict[str, Any]]:
    """What the regulation asks a tutor to confirm, each with the lines that do so."""
    lines = list(row.evidence.select_related("file"))
    return [
        {"title": term("product", kind), "lines": [one for one in lines if one.kind == kind]}
        for kind in evidence_of_tutors(guarding.rules)
    ]


def _order_url(row: Appointment, reach: Reach) -> str:
    """Where the order is, for who may read it."""
    seen = row.order is not None and may_see_order(reach, row.order)
    return link("order", row.order_id) if seen and row.order_id else ""


def _groups(checks: Sequence[Checked], row: Appointment, request: Request) -> list[Group]:
    """Conditions under their clauses, in the order of the regulation."""
    english = get_language() == "en"
    asked = _asked(request, row)
    groups: dict[str, Group] = {}
    for one in checks:
        clause = one.clause
        cite = (english and clause.cite_en) or clause.cite
        gist = clause.text or (english and clause.gist_en) or clause.gist
        group = groups.setdefault(clause.key, Group(cite, gist, []))
        group.conditions.append(_condition(one, row, request, asked))
    return list(groups.values())


def _asked(request: Request, row: Appointment) -> Mapping[tuple[str, str], int]:
    """Waivers for this candidate that wait for a decision, by clause and code."""
    rows = access.waivers(request.reach).filter(
        programme=row.programme_id, kind="tutor", key=row.pk, status="asked"
    )
    return {(one.clause, one.code): one.pk for one in rows}


def _condition(
    one: Checked, row: Appointment, request: Request, asked: Mapping[tuple[str, str], int]
) -> Condition:
    objection = one.objection
    open_ = one.state == "breached" and row.status(request.reach.on) != "ended"
    may_ask = open_ and access.may_ask_waiver(request.reach, row.unit_id)
    return Condition(
        wanted=wanted_words(one.finding),
        found=found_words(one.finding),
        state=one.state,
        waiver_url=waiver_url(row, objection) if may_ask and objection else "",
        asked=asked.get((one.clause.key, one.finding.code)),
    )


def load(request: Request, row: Appointment) -> tuple[int, int]:
    """How many people the tutor supports today, and how many subjects."""
    return load_of([row.pk], request.reach.on).get(row.pk, (0, 0))


def waiver_url(row: Appointment, objection: Objection) -> str:
    """The form that asks to waive exactly this refusal for exactly this thing."""
    about_what = {
        "clause": objection.clause,
        "code": objection.code,
        "kind": objection.kind,
        "key": objection.key,
    }
    return f"{reverse('waiver_ask', args=[row.programme_id])}?{urlencode(about_what)}"


def add_ways(request: Request, refusal: Refusal | None, row: Appointment) -> None:
    """What can be done instead: correct the record, choose another person, ask for a waiver."""
    if refusal is None:
        return
    objections = [reason.objection for reason in refusal.reasons if reason.objection]
    if any(one.code in RECORDS for one in objections) and (card := link("person", row.person_id)):
        refusal.ways.append({"text": _("Correct the record"), "href": card})
    if any(one.clause == LAW for one in objections):
        agree = reverse("tutor_agree", args=[row.pk])
        refusal.ways.append({"text": _("Record the agreement"), "href": agree})
    others = f"{reverse('tutors', args=[row.programme_id])}?unit={row.unit_id}"
    refusal.ways.append({"text": _("Choose somebody else"), "href": others})
    if not access.may_ask_waiver(request.reach, row.unit_id):
        return
    asked = _asked(request, row)
    for one, reason in zip(objections, refusal.reasons, strict=False):
        if waiting := asked.get((one.clause, one.code)):
            href = reverse("waiver", args=[waiting])
            refusal.ways.append({"text": _("An exception is asked for"), "href": href})
        elif one.clause != LAW:
            text = _("Record an exception: %(clause)s") % {"clause": reason.cite}
            refusal.ways.append({"text": text, "href": waiver_url(row, one)})


def order_links(row: Appointment) -> dict[str, str]:
    """Where an order is prepared, for when there is none to choose."""
    href = link("order_new")
    about_what = {"unit": row.unit_id, "subject": "appointment"}
    return {"new_order_url": f"{href}?{urlencode(about_what)}" if href else ""}


def naming_units(request: Request, programme: Programme) -> QuerySet[Unit]:
    """Organisations where the reader may name candidates."""
    offices = request.reach.deeds_in("municipal_coordinator", "head", "responsible")
    return access.reached(programme, offices)


def above(request: Request, programme: Programme) -> list[dict[str, str]]:
    """Crumbs of everything about tutors."""
    tutors = say(request, "tutor", plural=True, capital=True)
    return crumbs(("programme", programme.title, programme.pk), ("tutors", tutors, programme.pk))


def naming_title(request: Request) -> str:
    return _("Potential %(tutor)s") % {"tutor": say(request, "tutor")}


def agreement_title(request: Request) -> str:
    return _("Agreement to be a %(tutor)s") % {"tutor": say(request, "tutor", "ins")}


def appointment_title(request: Request) -> str:
    return _("Appoint a %(tutor)s") % {"tutor": say(request, "tutor", "acc")}


def ending_title(request: Request) -> str:
    return _("End the appointment of a %(tutor)s") % {"tutor": say(request, "tutor", "gen")}
