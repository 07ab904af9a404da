"""Who sees how a campaign goes, who sees that somebody answered, and who sees what came of it."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from marshrut.diagnostics.frameworks import groups_in
from marshrut.diagnostics.models import Campaign, Observation, OwnInstrument, Response
from marshrut.diagnostics.questionnaires import ASKED, FRAMEWORK, OBSERVED, Group
from marshrut.diagnostics.shipped import competences
from marshrut.organisations.models import Unit
from marshrut.people.models import Employment, Person
from marshrut.people.queries import open_jobs
from marshrut.people.reach import SCHOOL, Reach
from marshrut.programmes.access import OVERSEERS
from marshrut.programmes.models import Enrolment

COORDINATOR = "municipal_coordinator"
# Who answers for people sees by name that they answered, and nothing of what they answered.
NAMES = (COORDINATOR, *SCHOOL)


# --- what may be seen -------------------------------------------------------------------------
def campaigns(reach: Reach) -> QuerySet[Campaign]:
    """Those of the units that one oversees, and those in which people of these units answer."""
    if reach.is_system:
        return Campaign.objects.all()
    units = reach.units(*OVERSEERS)
    asked = Response.objects.filter(unit__in=units).values("campaign")
    return Campaign.objects.filter(Q(unit__in=units) | Q(pk__in=asked))


def may_see_campaign(reach: Reach, row: Campaign) -> bool:
    units = reach.units(*OVERSEERS)
    asked = Response.objects.filter(campaign=row, unit__in=units)
    return reach.is_system or row.unit_id in units or asked.exists()


def counted(reach: Reach) -> QuerySet[Response]:
    """Rows that the reader may see counted, never one by one."""
    rows = Response.objects.all()
    return rows if reach.is_system else rows.filter(unit__in=reach.units(*OVERSEERS))


def named(reach: Reach) -> QuerySet[Response]:
    """Rows of the people that the reader answers for, by name and without what was answered."""
    return Response.objects.filter(unit__in=reach.units(*NAMES))


def responses(reach: Reach) -> QuerySet[Response]:
    """That somebody is invited and has finished: one's own, one's tutees', one's people's."""
    if reach.is_system:
        return Response.objects.all()
    return Response.objects.filter(_own(reach) | Q(unit__in=reach.units(*NAMES)))


def may_see_response(reach: Reach, row: Response) -> bool:
    return may_read_scores(reach, row) or row.unit_id in reach.units(*NAMES)


def scored(reach: Reach) -> QuerySet[Response]:
    """Those whose scores are open: to the person and to the tutor of the pair, to no office."""
    return Response.objects.all() if reach.is_system else Response.objects.filter(_own(reach))


def may_read_scores(reach: Reach, row: Response) -> bool:
    return reach.is_system or _is_own(reach, row.person_id)


def _is_own(reach: Reach, person: int) -> bool:
    if person == reach.person:
        return True
    return Enrolment.objects.filter(pk__in=reach.pairs, person=person).exists()


def _own(reach: Reach) -> Q:
    tutees = Enrolment.objects.filter(pk__in=reach.pairs).values("person")
    return Q(person=reach.person or 0) | Q(person__in=tutees)


def own_responses(reach: Reach) -> QuerySet[Response]:
    """Single answers and the free request are read by nobody else."""
    return Response.objects.filter(person=reach.person or 0)


def tutees(reach: Reach) -> QuerySet[Person]:
    """Whose tutor the reader is today."""
    cases = Enrolment.objects.filter(pk__in=reach.pairs)
    return Person.objects.filter(pk__in=cases.values("person"))


# --- questionnaires of one's own --------------------------------------------------------------
def own_instruments(reach: Reach) -> QuerySet[OwnInstrument]:
    """Those of the units that one answers for; published above one's place, to be used."""
    if reach.is_system:
        return OwnInstrument.objects.all()
    writes = Q(unit__in=reach.units(*NAMES))
    if not reach.units(*NAMES):
        return OwnInstrument.objects.none()
    return OwnInstrument.objects.filter(
        writes | Q(published__isnull=False, unit__in=reach.territories)
    )


def may_see_own_instrument(reach: Reach, row: OwnInstrument) -> bool:
    if reach.is_system:
        return True
    units = reach.units(*NAMES)
    shared = row.published_id is not None and row.unit_id in reach.territories
    return bool(units) and (row.unit_id in units or shared)


def may_write_instrument(reach: Reach, unit: int) -> bool:
    """A questionnaire of a territory is its coordinator's, one of a school its head's."""
    return may_prepare(reach, unit)


def instruments_to_ask(reach: Reach) -> QuerySet[OwnInstrument]:
    """Published ones that the reader may begin a campaign with."""
    return _offered(own_instruments(reach), ASKED)


def cards(reach: Reach) -> QuerySet[OwnInstrument]:
    """Published cards and protocols of the territories that the reader is in."""
    rows = OwnInstrument.objects.all()
    if not reach.is_system:
        rows = rows.filter(unit__in=reach.territories | reach.units(COORDINATOR))
    return _offered(rows, OBSERVED)


def frameworks(reach: Reach) -> QuerySet[OwnInstrument]:
    """Published frameworks of the territories that the reader is in or answers for."""
    rows = OwnInstrument.objects.all()
    if not reach.is_system:
        rows = rows.filter(unit__in=reach.territories | reach.units(*NAMES))
    return _offered(rows, [FRAMEWORK])


def known_groups(reach: Reach) -> dict[str, Group]:
    """Groups of competences by key: those known to all, then those of the reader's territories."""
    return dict(competences()) | groups_in(row.published for row in frameworks(reach))


def named_groups(
    reach: Reach, keys: Collection[str], had: Collection[str] = ()
) -> list[str] | None:
    """These groups in their order; None if one of them is not known to the reader.

    What a row ``had`` already stays with it when its framework is used no more.
    """
    known: Collection[str] = competences()
    if not set(keys) <= {*known, *had}:
        known = known_groups(reach)
    order = list(dict.fromkeys([*known, *had]))
    return sorted(set(keys), key=order.index) if set(keys) <= set(order) else None


def _offered(rows: QuerySet[OwnInstrument], kinds: Collection[str]) -> QuerySet[OwnInstrument]:
    found = rows.filter(published__kind__in=kinds, withdrawn_on=None)
    return found.select_related("published").order_by("title", "pk")


# --- observations -----------------------------------------------------------------------------
def observations(reach: Reach) -> QuerySet[Observation]:
    """Recorded ones to the person and to the tutor of the pair; to an observer their own.

    No employer and no office reads them: a coordinator sees only what they recorded themselves.
    """
    if reach.is_system:
        return Observation.objects.all()
    return Observation.objects.filter(
        (Q(recorded_on__isnull=False) & _own(reach))
        | (Q(observer=reach.person or 0) & _observing(reach, reach.units(COORDINATOR)))
    )


def may_see_observation(reach: Reach, row: Observation) -> bool:
    if reach.is_system:
        return True
    mine = row.observer_id == reach.person
    if mine and _observes(reach, row, reach.units(COORDINATOR)):
        return True
    return row.recorded_on is not None and _is_own(reach, row.person_id)


def observable(reach: Reach) -> QuerySet[Person]:
    """Whom the reader may observe: own tutees, and who works where the reader coordinates."""
    here = Employment.objects.filter(
        open_jobs(reach.on), unit__in=reach.deeds_in(COORDINATOR), pedagogical=True
    )
    rows = Person.objects.filter(Q(pk__in=tutees(reach)) | Q(pk__in=here.values("person")))
    return rows.filter(erased_at=None).exclude(pk=reach.person or 0)


def may_observe(reach: Reach, person: int) -> bool:
    """An observation is somebody's: no job makes one."""
    return reach.person is not None and observable(reach).filter(pk=person).exists()


def may_record(reach: Reach, row: Observation) -> bool:
    """Fill in and withdraw: the observer, while they support the person or coordinate there."""
    mine = row.observer_id == reach.person
    return mine and _observes(reach, row, reach.deeds_in(COORDINATOR))


def may_reply(reach: Reach, row: Observation) -> bool:
    """The own word stands beside what somebody saw."""
    return row.recorded_on is not None and row.person_id == reach.person


def _observing(reach: Reach, units: Collection[int]) -> Q:
    return Q(enrolment__in=reach.pairs) | Q(enrolment__isnull=True, unit__in=units)


def _observes(reach: Reach, row: Observation, units: Collection[int]) -> bool:
    if row.enrolment_id is not None:
        return row.enrolment_id in reach.pairs
    return row.unit_id in units


# --- what may be done -------------------------------------------------------------------------
def may_prepare(reach: Reach, unit: int) -> bool:
    """A campaign of a territory is its coordinator's, one of a school also its head's."""
    return reach.coordinates(unit) or reach.heads(unit)


def home_units(reach: Reach) -> QuerySet[Unit]:
    """Where the reader may begin a campaign."""
    return Unit.objects.filter(pk__in=reach.deeds_in(*NAMES)).order_by("path")


def may_import(reach: Reach, unit: int) -> bool:
    """Results by name in a file are the coordinator's to take over: no employer reads them."""
    return reach.coordinates(unit)


def units_to_import(reach: Reach) -> QuerySet[Unit]:
    """Territories for which the reader may take results over."""
    return Unit.objects.filter(pk__in=reach.deeds_in(COORDINATOR)).order_by("path")


def may_run(reach: Reach, row: Campaign) -> bool:
    """Start, finish and invite."""
    return may_prepare(reach, row.unit_id)


def units_to_invite(reach: Reach, row: Campaign) -> QuerySet[Unit]:
    """Organisations at the campaign's unit and below that the reader answers for."""
    units = Unit.objects.filter(path__startswith=row.unit.path, kind__in=Unit.EMPLOYERS)
    return units if reach.is_system else units.filter(pk__in=reach.deeds_in(*NAMES))


def may_invite(reach: Reach, row: Campaign, units: Collection[int]) -> bool:
    known = set(units_to_invite(reach, row).values_list("pk", flat=True))
    return may_run(reach, row) and set(units) <= known


def may_remind(reach: Reach, row: Campaign) -> bool:
    """Whoever runs it, and who answers for people that are asked in it."""
    here = Response.objects.filter(campaign=row, unit__in=reach.deeds_in(*NAMES))
    return may_run(reach, row) or here.exists()


def to_remind(reach: Reach, row: Campaign) -> QuerySet[Response]:
    """Rows whose people the reader reminds."""
    rows = Response.objects.filter(campaign=row, finished_on=None)
    return rows if reach.is_system else rows.filter(unit__in=reach.deeds_in(*NAMES))


def may_answer(reach: Reach, row: Response) -> bool:
    """The answer is the teacher's own; see ``may_record_for`` of paper."""
    return reach.is_system or row.person_id == reach.person


def may_record_for(reach: Reach, row: Response) -> bool:
    """Write down a filled-in paper of somebody else."""
    if row.person_id == reach.person:
        return False
    return reach.coordinates(row.unit_id) or reach.heads(row.unit_id)
