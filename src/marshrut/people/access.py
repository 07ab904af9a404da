"""Who sees people, their contacts and accounts, and who may change what is known of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet

from marshrut.journal.models import JournalEntry
from marshrut.organisations.models import Unit
from marshrut.people.models import Employment, Office, PaperRecord, Person
from marshrut.people.reach import LEADERS, NOWHERE, SCHOOL, Reach
from marshrut.people.roles import offices_on

ADMINISTRATOR = "administrator"
# Which offices each office may grant below itself.
GRANTS: Mapping[str, frozenset[str]] = {
    "administrator": frozenset(Office.Role.values),
    "regional_coordinator": frozenset(
        {
            *("municipal_coordinator", "regional_curator", "mtk_coordinator", "community_head"),
            *("head", "responsible", "management_team", "publisher", "inspector"),
        }
    ),
    "municipal_coordinator": frozenset(
        {
            *("head", "responsible", "management_team", "publisher", "inspector", "data_officer"),
            *("community_head", "mtk_coordinator"),
        }
    ),
    "head": frozenset({"responsible", "management_team"}),
}
# Who keeps people and accounts; a regional coordinator only looks.
KEEPERS = ("head", "responsible", "municipal_coordinator", ADMINISTRATOR)
# Who has others taught: they write down the certificates of those who work below them.
TEACHERS = ("mtk_coordinator", "community_head")
JOURNAL_READERS = ("administrator", "municipal_coordinator")


# --- what may be seen ------------------------------------------------------------------------
def people(reach: Reach) -> QuerySet[Person]:
    """Oneself, the other side of own pairs, and who works or holds an office where one leads.

    An administrator sees also those who have neither job nor office yet.
    """
    if reach.is_system:
        return Person.objects.all()
    led = reach.units(*LEADERS, ADMINISTRATOR)
    found = Q(pk__in=reach.partners | {reach.person or 0})
    if led:
        jobs = Employment.objects.filter(unit__in=led)
        held = offices_on(reach.on).filter(unit__in=led)
        found |= Q(pk__in=jobs.values("person")) | Q(pk__in=held.values("person"))
    if reach.units(ADMINISTRATOR):
        jobless = ~Exists(Employment.objects.filter(person=OuterRef("pk")))
        found |= Q(jobless, ~Exists(Office.objects.filter(person=OuterRef("pk"))))
    return Person.objects.filter(found)


def may_see_person(reach: Reach, person: Person) -> bool:
    return people(reach).filter(pk=person.pk).exists()


def jobs(reach: Reach) -> QuerySet[Employment]:
    """Places of work in the units one answers for; an administrator keeps accounts, not staff."""
    if reach.is_system:
        return Employment.objects.all()
    return Employment.objects.filter(
        Q(unit__in=reach.units(*LEADERS)) | Q(person=reach.person or 0)
    )


def may_see_job(reach: Reach, job: Employment) -> bool:
    mine = job.person_id == reach.person
    return reach.is_system or mine or job.unit_id in reach.units(*LEADERS)


def offices(reach: Reach) -> QuerySet[Office]:
    """Own offices, and those granted where one leads."""
    if reach.is_system:
        return Office.objects.all()
    led = reach.units(*LEADERS, ADMINISTRATOR)
    return Office.objects.filter(Q(unit__in=led) | Q(person=reach.person or 0))


def may_see_office(reach: Reach, office: Office) -> bool:
    mine = office.person_id == reach.person
    return reach.is_system or mine or office.unit_id in reach.units(*LEADERS, ADMINISTRATOR)


def may_see_contacts(reach: Reach, person: Person) -> bool:
    """E-mail and phone: the same circle as the record, unless the person withholds them."""
    withheld = person.contacts_withheld and person.pk != reach.person
    return may_see_record(reach, person) and not withheld


def may_see_record(reach: Reach, person: Person) -> bool:
    """Education and experience: the person, and who leads where they work or serve today."""
    if reach.is_system or person.pk == reach.person:
        return True
    return _is_here(person, reach, reach.units(*LEADERS))


def paper_records(reach: Reach) -> QuerySet[PaperRecord]:
    """What was recorded for oneself, and what one recorded for others."""
    if reach.is_system:
        return PaperRecord.objects.all()
    return PaperRecord.objects.filter(
        Q(person=reach.person or 0)
        | Q(recorded_by=reach.user_id or 0)
        | Q(unit__in=reach.units(*SCHOOL))
    )


def may_see_paper_record(reach: Reach, row: PaperRecord) -> bool:
    if reach.is_system or row.recorded_by_id == reach.user_id:
        return True
    if row.unit_id is not None:
        return row.unit_id in reach.units(*SCHOOL)
    return row.person_id == reach.person


def journal(reach: Reach) -> QuerySet[JournalEntry]:
    """What was done where one keeps order; what belongs to no unit is for who keeps them all."""
    if reach.is_system:
        return JournalEntry.objects.all()
    kept = Q(unit__in=reach.units(*JOURNAL_READERS))
    if Unit.objects.filter(parent=None, pk__in=reach.units(ADMINISTRATOR)).exists():
        kept |= Q(unit__isnull=True)
    return JournalEntry.objects.filter(kept)


def may_read_journal(reach: Reach) -> bool:
    return reach.is_system or bool(reach.units(*JOURNAL_READERS))


# --- what may be done ------------------------------------------------------------------------
def may_employ(reach: Reach, unit: int) -> bool:
    """Staff of an organisation: its head, who answers for it, the coordinator."""
    return reach.coordinates(unit) or reach.heads(unit)


def may_add_person(reach: Reach) -> bool:
    return reach.is_system or bool(reach.deeds_in(*KEEPERS))


def may_edit_person(reach: Reach, person: Person) -> bool:
    """Names, contacts and the record: who keeps the staff where the person works or serves."""
    return reach.is_system or person.pk in _here(reach, [person.pk])


def may_write_training(reach: Reach, person: Person) -> bool:
    """Own trainings; of others whoever keeps their record or leads the team of the territory."""
    if person.pk == reach.person or may_edit_person(reach, person):
        return True
    return _is_here(person, reach, reach.deeds_in(*TEACHERS))


def may_edit_contacts(reach: Reach, person: Person) -> bool:
    return person.pk == reach.person or may_edit_person(reach, person)


def may_grant(reach: Reach, role: str, unit: int) -> bool:
    """Each office grants those below it, and never beyond its own units."""
    return reach.is_system or any(
        role in lower and unit in reach.deeds_in(office) for office, lower in GRANTS.items()
    )


def may_entrust(reach: Reach, office: Office) -> bool:
    """Let another act for the holder: who grants the office, or the holder; nobody who acts."""
    mine = office.person_id == reach.person and reach.holds(office.role, office.unit_id)
    may = may_grant(reach, office.role, office.unit_id) or mine
    return may and office.acting_for_id is None


def may_end_office(reach: Reach, office: Office) -> bool:
    """Who grants it; and the absent holder who has come back."""
    back = office.acting_for_id is not None and office.acting_for_id == reach.person
    return may_grant(reach, office.role, office.unit_id) or back


def may_keep_account(reach: Reach, person: Person) -> bool:
    """Open an account, print a slip, reset, block."""
    return person.pk in keepable(reach, [person])


def keepable(reach: Reach, persons: Collection[Person]) -> frozenset[int]:
    """Whose accounts one keeps: those whose every office one could have granted.

    Otherwise a slip for a coordinator who also teaches would give the school that account.
    """
    keys = [person.pk for person in persons]
    if reach.is_system:
        return frozenset(keys)
    here = _here(reach, keys) - {reach.person}
    # An office granted from tomorrow counts today: the account outlives the night.
    beyond = {
        person
        for person, role, unit in Office.objects.filter(_open(reach), person__in=here).values_list(
            "person", "role", "unit"
        )
        if not may_grant(reach, role, unit)
    }
    return here - beyond - _in_use_elsewhere(reach, here)


def _in_use_elsewhere(reach: Reach, keys: Collection[int]) -> frozenset[int]:
    """Who has signed in already and works also where one keeps nobody.

    Any of the schools may give the first slip; later it would open what is written elsewhere.
    """
    away = Employment.objects.filter(
        _open(reach), person__in=keys, person__user__last_login__isnull=False
    ).exclude(unit__in=reach.deeds_in(*KEEPERS))
    return frozenset(away.values_list("person", flat=True))


def _here(reach: Reach, keys: Collection[int]) -> frozenset[int]:
    """Who of these works or serves where one keeps the staff, or has no ties at all yet."""
    led = reach.deeds_in(*KEEPERS)
    if not led:
        return NOWHERE
    jobs = Employment.objects.filter(_open(reach), person__in=keys, unit__in=led)
    held = Office.objects.filter(_open(reach), person__in=keys, unit__in=led)
    found = {*jobs.values_list("person", flat=True), *held.values_list("person", flat=True)}
    if reach.deeds_in(ADMINISTRATOR):
        tied = Employment.objects.filter(person__in=keys).values_list("person", flat=True)
        serving = Office.objects.filter(person__in=keys).values_list("person", flat=True)
        found |= set(keys) - {*tied} - {*serving}
    return frozenset(found)


def _open(reach: Reach) -> Q:
    return Q(until__isnull=True) | Q(until__gt=reach.on)


def may_use_slip(reach: Reach) -> bool:
    """Nobody is signed in yet: the page of slips acts, the code itself is the right."""
    return reach.is_system


def may_choose_language(reach: Reach) -> bool:
    return reach.user_id is not None


def may_object(reach: Reach, row: PaperRecord) -> bool:
    """The person, or the head of the organisation for which it was entered."""
    if row.unit_id is not None:
        return row.unit_id in reach.deeds_in(*SCHOOL)
    return row.person_id == reach.person


def may_settle(reach: Reach, row: PaperRecord) -> bool:
    """Whoever recorded it says what came of the objection."""
    return reach.is_system or row.recorded_by_id == reach.user_id


def _is_here(person: Person, reach: Reach, units: frozenset[int]) -> bool:
    if not units:
        return False
    return (
        Employment.objects.filter(_open(reach), person=person, unit__in=units).exists()
        or offices_on(reach.on).filter(person=person, unit__in=units).exists()
    )
