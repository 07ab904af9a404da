"""Who sees consents, requests and looks: the person, and the officer for their own territory."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from marshrut.organisations.models import Unit
from marshrut.people.models import Employment, Person
from marshrut.people.queries import open_jobs
from marshrut.people.reach import Reach
from marshrut.privacy.models import Consent, ConsentText, DataRequest, Look, PersonalExport

OFFICER = "data_officer"
# Who may write down an answer given on paper, where the person works.
ENTERING = ("head", "responsible", "municipal_coordinator", OFFICER)


# --- what may be seen ------------------------------------------------------------------------
def consents(reach: Reach) -> QuerySet[Consent]:
    """Own answers, and those of the people the officer answers for."""
    if reach.is_system:
        return Consent.objects.all()
    mine = Q(person=reach.person or 0)
    return Consent.objects.filter(mine | Q(person__in=_staff(reach, reach.units(OFFICER))))


def may_see_consent(reach: Reach, row: Consent) -> bool:
    mine = row.person_id == reach.person
    return reach.is_system or mine or _works_under(reach, row.person_id, reach.units(OFFICER))


def requests(reach: Reach) -> QuerySet[DataRequest]:
    """Own requests, and those of the officer's territory."""
    if reach.is_system:
        return DataRequest.objects.all()
    return DataRequest.objects.filter(
        Q(person=reach.person or 0) | Q(unit__in=reach.units(OFFICER))
    )


def may_see_request(reach: Reach, row: DataRequest) -> bool:
    mine = row.person_id == reach.person
    return reach.is_system or mine or reach.holds(OFFICER, row.unit_id)


def looks(reach: Reach) -> QuerySet[Look]:
    """Who looked at me; the officer sees who looked at anybody of the territory."""
    if reach.is_system:
        return Look.objects.all()
    mine = Q(person=reach.person or 0)
    return Look.objects.filter(mine | Q(person__in=_staff(reach, reach.units(OFFICER))))


def may_see_look(reach: Reach, row: Look) -> bool:
    mine = row.person_id == reach.person
    return reach.is_system or mine or _works_under(reach, row.person_id, reach.units(OFFICER))


def consent_texts(reach: Reach) -> QuerySet[ConsentText]:
    """Every version of the officer's own territory, and the texts that come with the system."""
    if reach.is_system:
        return ConsentText.objects.all()
    return ConsentText.objects.filter(Q(unit__in=reach.units(OFFICER)) | Q(unit=None))


def exports(reach: Reach) -> QuerySet[PersonalExport]:
    """Nobody's but one's own, whatever the office."""
    rows = PersonalExport.objects.all()
    return rows if reach.is_system else rows.filter(person=reach.person or 0)


def may_see_export(reach: Reach, row: PersonalExport) -> bool:
    return reach.is_system or row.person_id == reach.person


def people(reach: Reach) -> QuerySet[Person]:
    """Those whose answers the reader may write down from paper."""
    below = _staff(reach, reach.deeds_in(*ENTERING))
    return Person.objects.filter(pk__in=below, erased_at=None)


# --- what may be done ------------------------------------------------------------------------
def may_answer(reach: Reach, person: Person) -> bool:
    return person.pk == reach.person


def may_enter(reach: Reach, person: Person) -> bool:
    """From paper: who keeps the staff where the person works, and the officer."""
    return reach.is_system or _works_under(reach, person.pk, reach.deeds_in(*ENTERING))


def may_ask(reach: Reach, person: Person) -> bool:
    return person.pk == reach.person


def may_decide(reach: Reach, row: DataRequest) -> bool:
    """The officer of the territory, and never on a request of one's own."""
    return reach.is_system or (reach.holds(OFFICER, row.unit_id) and row.person_id != reach.person)


def may_take(reach: Reach, row: PersonalExport) -> bool:
    return row.person_id == reach.person


def may_write_text(reach: Reach, unit: Unit) -> bool:
    return reach.is_system or reach.holds(OFFICER, unit.pk)


def may_keep_terms(reach: Reach) -> bool:
    """Terms hold for the whole installation, so its root is asked."""
    roots = Unit.objects.filter(parent=None)
    return reach.is_system or roots.filter(pk__in=reach.deeds_in(OFFICER, "administrator")).exists()


def may_run(reach: Reach) -> bool:
    """Only background work puts exports together and keeps the terms."""
    return reach.is_system


def is_officer(reach: Reach) -> bool:
    return bool(reach.units(OFFICER))


def _staff(reach: Reach, units: frozenset[int]) -> QuerySet[Employment, dict[str, int]]:
    rows = Employment.objects.filter(open_jobs(reach.on), unit__in=units)
    return rows.values("person")  # type: ignore[return-value]


def _works_under(reach: Reach, person: int, units: frozenset[int]) -> bool:
    return _staff(reach, units).filter(person=person).exists()
