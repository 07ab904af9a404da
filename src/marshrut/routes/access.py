"""Who sees routes and products, who reads the pair's texts, and who may do what."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from marshrut.organisations.access import COORDINATORS
from marshrut.organisations.models import Unit
from marshrut.people.reach import SCHOOL, Reach
from marshrut.programmes import access as programmes
from marshrut.programmes.access import OVERSEERS
from marshrut.programmes.models import Appointment
from marshrut.routes.kinds import KNOWN
from marshrut.routes.models import (
    LibraryStep,
    Product,
    Reflection,
    Route,
    RouteStep,
    Scenario,
    StepEvidence,
    StepNote,
)

CLOSING = frozenset(kind.name for kind in KNOWN.values() if kind.closing)


def _pair(reach: Reach) -> frozenset[int]:
    """Cases of the pair: as a tutee, as a tutor, and those tutored to their end."""
    return reach.cases | reach.pairs | reach.past_pairs


def _own(reach: Reach) -> frozenset[int]:
    """Cases whose texts one reads: of the pair, and those that a tutee has opened to one."""
    return _pair(reach) | reach.opened


# --- what may be seen ------------------------------------------------------------------------
def routes(reach: Reach) -> QuerySet[Route]:
    """The pair, a tutor from outside linked to it, and who oversees the organisation."""
    if reach.is_system:
        return Route.objects.all()
    near = _own(reach) | reach.linked
    return Route.objects.filter(Q(unit__in=reach.units(*OVERSEERS)) | Q(enrolment__in=near))


def may_see_route(reach: Reach, row: Route) -> bool:
    mine = reach.is_system or row.enrolment_id in _own(reach) | reach.linked
    return mine or row.unit_id in reach.units(*OVERSEERS)


def may_read_texts(reach: Reach, row: Route) -> bool:
    """Texts of the pair belong to the pair; no office opens them."""
    return reach.is_system or row.enrolment_id in _own(reach)


def may_read_plan(reach: Reach, row: Route) -> bool:
    """The plan is read by the pair; once agreed, by who answers for the school or is linked."""
    agreed = row.agreed_on is not None
    near = row.unit_id in reach.units(*SCHOOL) or row.enrolment_id in reach.linked
    return may_read_texts(reach, row) or (agreed and near)


def _readable(reach: Reach) -> QuerySet[Route]:
    return Route.objects.filter(enrolment__in=_own(reach))


def steps(reach: Reach) -> QuerySet[RouteStep]:
    """Steps as such are seen with the route; their results only by the pair."""
    return RouteStep.objects.filter(route__in=routes(reach))


def pair_steps(reach: Reach) -> QuerySet[RouteStep]:
    return steps(reach) if reach.is_system else RouteStep.objects.filter(route__in=_readable(reach))


def evidence(reach: Reach) -> QuerySet[StepEvidence]:
    if reach.is_system:
        return StepEvidence.objects.all()
    return StepEvidence.objects.filter(step__route__in=_readable(reach))


def notes(reach: Reach) -> QuerySet[StepNote]:
    rows = StepNote.objects.all()
    return rows if reach.is_system else rows.filter(route__in=_readable(reach))


def reflections(reach: Reach) -> QuerySet[Reflection]:
    rows = Reflection.objects.all()
    return rows if reach.is_system else rows.filter(route__in=_readable(reach))


def scenarios(reach: Reach) -> QuerySet[Scenario]:
    rows = Scenario.objects.all()
    return rows if reach.is_system else rows.filter(route__in=_readable(reach))


def products(reach: Reach) -> QuerySet[Product]:
    """That a product exists is seen with its route or its tutor; its text is another question."""
    if reach.is_system:
        return Product.objects.all()
    return Product.objects.filter(
        Q(unit__in=reach.units(*OVERSEERS))
        | Q(appointment__in=reach.appointments)
        | Q(route__in=_readable(reach))
        | Q(together__in=_readable(reach))
        | Q(route__enrolment__in=reach.linked)
    )


def may_see_product(reach: Reach, row: Product) -> bool:
    own = reach.is_system or row.unit_id in reach.units(*OVERSEERS)
    linked = row.route is not None and row.route.enrolment_id in reach.linked
    return own or linked or row.appointment_id in reach.appointments or _is_of_pair(reach, row)


def _is_of_pair(reach: Reach, row: Product) -> bool:
    return any(route and may_read_texts(reach, route) for route in (row.route, row.together))


def may_read_product(reach: Reach, row: Product) -> bool:
    """Its author; once submitted the pair and, for closing products, the school's leaders."""
    if reach.is_system or row.author_id == reach.person:
        return True
    if row.together_id is not None and _is_of_pair(reach, row):
        return True
    if row.status == Product.Status.DRAFT:
        return False
    leaders = (row.kind in CLOSING or row.route_id is None) and reach.heads(row.unit_id)
    return leaders or _is_of_pair(reach, row)


# --- the library of steps --------------------------------------------------------------------
def library_steps(reach: Reach) -> QuerySet[LibraryStep]:
    """One's own, those shared above one's place; of one's territory those offered and shared."""
    if reach.is_system:
        return LibraryStep.objects.all()
    shared = Q(shared_on__isnull=False)
    open_to_all = shared & Q(withdrawn_on=None, unit__in=reach.territories)
    kept = (shared | Q(offered_on__isnull=False)) & Q(unit__in=reach.units(*COORDINATORS))
    return LibraryStep.objects.filter(Q(author=reach.person or 0) | open_to_all | kept)


def may_see_library_step(reach: Reach, row: LibraryStep) -> bool:
    if reach.is_system or (row.author_id is not None and row.author_id == reach.person):
        return True
    shared = row.shared_on is not None
    if shared and row.withdrawn_on is None and row.unit_id in reach.territories:
        return True
    return (shared or row.offered_on is not None) and row.unit_id in reach.units(*COORDINATORS)


def usable_steps(reach: Reach) -> QuerySet[LibraryStep]:
    """What the reader may take into a route: their own, and what is shared with them."""
    rows = library_steps(reach).filter(withdrawn_on=None)
    return rows.filter(Q(author=reach.person or 0) | Q(shared_on__isnull=False))


def may_keep_step(reach: Reach) -> bool:
    """Tutors gather steps of their own."""
    return bool(reach.tutoring and reach.workplaces) and not reach.read_only


def units_to_share(reach: Reach) -> QuerySet[Unit]:
    """Territories in whose name the reader shares steps."""
    rows = Unit.objects.filter(kind__in=Unit.TERRITORIES).order_by("path")
    return rows if reach.is_system else rows.filter(pk__in=reach.deeds_in(*COORDINATORS))


def may_share_in(reach: Reach, unit: int) -> bool:
    return reach.is_system or unit in reach.deeds_in(*COORDINATORS)


def may_edit_step(reach: Reach, row: LibraryStep) -> bool:
    """A shared one is the territory's, any other its author's."""
    if row.shared_on is not None:
        return may_share_in(reach, row.unit_id)
    return reach.is_system or (row.author_id is not None and row.author_id == reach.person)


def may_offer_step(reach: Reach, row: LibraryStep) -> bool:
    """Its author, as long as it is their own."""
    return row.author_id is not None and row.author_id == reach.person


def may_answer_offer(reach: Reach, row: LibraryStep) -> bool:
    return may_share_in(reach, row.unit_id)


# --- what may be done ------------------------------------------------------------------------
def is_tutor(reach: Reach, row: Route) -> bool:
    return reach.is_system or row.enrolment_id in reach.pairs


def is_tutee(reach: Reach, row: Route) -> bool:
    return reach.is_system or row.enrolment_id in reach.cases


def writes_as_tutee(reach: Reach, row: Route) -> bool:
    """Who left keeps what was written, and writes no more."""
    return reach.is_system or (is_tutee(reach, row) and row.enrolment.is_open(reach.on))


def may_act_as(reach: Reach, row: Route, role: str) -> bool:
    """Is the actor the tutor, the tutee, or either of them?"""
    if role == "both":
        return is_tutor(reach, row) or writes_as_tutee(reach, row)
    return writes_as_tutee(reach, row) if role == "tutee" else is_tutor(reach, row)


def may_lead(reach: Reach, row: Route) -> bool:
    """Propose, revise, pass stages, accept steps and products, close: the tutor."""
    return is_tutor(reach, row)


def may_acknowledge(reach: Reach, row: Route) -> bool:
    return writes_as_tutee(reach, row)


def may_record_for(reach: Reach, row: Route) -> bool:
    """The tutee's word from paper: the tutor who holds the paper, or who answers for the school."""
    return is_tutor(reach, row) or programmes.may_record_for(reach, row.unit_id)


def may_walk(reach: Reach, row: Route) -> bool:
    """Bring evidence and results: either of the pair."""
    return writes_as_tutee(reach, row) or is_tutor(reach, row)


def may_reflect(reach: Reach, row: Route) -> bool:
    return writes_as_tutee(reach, row)


def may_give_up(reach: Reach, row: Route) -> bool:
    """The pair, or who answers for the organisation: a reason and a date are enough."""
    return may_walk(reach, row) or programmes.may_enrol(reach, row.unit_id)


def may_begin(reach: Reach, enrolment_unit: int, enrolment: int, person: int) -> bool:
    """Open a case with its route: the tutor, the teacher, or who answers for the organisation."""
    mine = enrolment in reach.pairs or person == reach.person
    return mine or programmes.may_enrol(reach, enrolment_unit)


def may_keep_for(reach: Reach, row: Appointment) -> bool:
    """A tutor's own products."""
    return reach.is_system or row.pk in reach.appointments


def may_change_product(reach: Reach, row: Product) -> bool:
    """Its author, and the pair that drafts it together."""
    if reach.is_system or row.author_id == reach.person:
        return True
    both = (row.route, row.together) if row.together is not None else ()
    return any(route and route.enrolment_id in _pair(reach) for route in both)


def may_accept_product(reach: Reach, row: Product) -> bool:
    """The tutor accepts what the tutee made; nobody accepts their own."""
    if reach.is_system:
        return True
    return row.route is not None and row.author_id != reach.person and is_tutor(reach, row.route)
