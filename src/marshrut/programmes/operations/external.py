"""Deeds about tutors from outside the territory: linking, opening texts, ending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import changes, lock, record_it
from marshrut.notices.outbox import notify
from marshrut.people.models import Employment, Person
from marshrut.people.operations import add_person
from marshrut.people.reach import Reach
from marshrut.programmes import outside as access
from marshrut.programmes.models import Enrolment, ExternalTutor, Pairing
from marshrut.programmes.queries import guarding, open_on, require_open


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """The name of an external tutor whom nobody has written down yet."""

    surname: str
    given: str
    patronymic: str = ""
    gender: str = ""

    def written_down(self, actor: Reach, at: datetime) -> Person:
        """From now on a person as any other."""
        return add_person(
            surname=self.surname,
            given=self.given,
            patronymic=self.patronymic,
            gender=self.gender,
            actor=actor,
            at=at,
        )


@deed
def link_external(
    *,
    enrolment: Enrolment | int,
    person: Person | Newcomer,
    works_at: str,
    ground: str,
    since: date,
    until: date,
    only_tutee: bool = False,
    actor: Reach,
    at: datetime,
) -> ExternalTutor:
    """Let a tutor of another place see one case for a term; the case keeps its own tutor.

    With ``only_tutee`` the two tutors are told by who links several cases at once.
    """
    case = _case(enrolment)
    if not access.may_link_external(actor, case):
        raise Forbidden
    require_open(case.programme)
    if not guarding(case.programme, actor.on).rules.may("external_tutor", "see_case"):
        raise Wrong("no_external_tutors")
    if not case.is_open(actor.on):
        raise Wrong("no_case")
    if not case.since <= since < until <= case.programme.until:
        raise Wrong("outside_programme", field="until")
    who = person if isinstance(person, Person) else person.written_down(actor, at)
    if _works_here(who, case, actor.on):
        raise Wrong("works_here", field="person", person=str(who))
    if case.external.filter(person=who, until__gt=since).exists():
        raise Wrong("twice", field="person")
    row = ExternalTutor.objects.create(
        programme=case.programme,
        unit=case.unit,
        enrolment=case,
        person=who,
        works_at=works_at,
        ground=ground,
        since=since,
        until=until,
    )
    after = {"person": who.pk, "since": since, "until": until}
    record_it("link_external", row, actor, at, {}, after)
    _tell(row, only_tutee, actor, at)
    return row


def _case(given: Enrolment | int) -> Enrolment:
    """The case with what is asked of it, read once even where several are linked together."""
    if isinstance(given, Enrolment):
        return given
    return Enrolment.objects.select_related("programme__unit", "unit", "person").get(pk=given)


def _works_here(person: Person, case: Enrolment, on: date) -> bool:
    """Whoever works in the territory is appointed a tutor there and not linked from outside."""
    jobs = Employment.objects.filter(open_on(on), person=person)
    return jobs.filter(unit__path__startswith=case.programme.unit.path).exists()


@deed
def open_texts(
    *, external: int, row_version: int | None, actor: Reach, at: datetime
) -> ExternalTutor:
    """The tutee lets the external tutor read what the pair has written."""
    row = _locked(external, row_version)
    if not access.may_open_texts(actor, row):
        raise Forbidden
    if not row.is_open(actor.on) or row.texts_since is not None:
        raise Wrong("closed")
    return _set_texts("open_texts", row, actor.on, actor, at)


@deed
def close_texts(
    *, external: int, row_version: int | None, actor: Reach, at: datetime
) -> ExternalTutor:
    """The tutee takes it back: from now on the texts are the pair's alone again."""
    row = _locked(external, row_version)
    if not access.may_open_texts(actor, row):
        raise Forbidden
    if row.texts_since is None:
        raise Wrong("closed")
    return _set_texts("close_texts", row, None, actor, at)


@deed
def end_external(
    *, external: int, row_version: int | None, actor: Reach, at: datetime
) -> ExternalTutor:
    """End the link today, before its term."""
    row = _locked(external, row_version)
    if not access.may_link_external(actor, row.enrolment):
        raise Forbidden
    if not row.is_open(actor.on):
        raise Wrong("closed")
    before, after = changes(row, until=actor.on)
    row.save()
    record_it("end_external", row, actor, at, before, after)
    return row


def _locked(external: int, row_version: int | None) -> ExternalTutor:
    rows = ExternalTutor.objects.select_related("enrolment__person", "person")
    return lock(rows, external, row_version)


def _set_texts(
    verb: str, row: ExternalTutor, day: date | None, actor: Reach, at: datetime
) -> ExternalTutor:
    before, after = changes(row, texts_since=day)
    row.save()
    record_it(verb, row, actor, at, before, after)
    return row


def _tell(row: ExternalTutor, only_tutee: bool, actor: Reach, at: datetime) -> None:
    """Those whom the link concerns: the external tutor, the tutee and the tutor of the case."""
    users = {row.enrolment.person.user_id}
    if not only_tutee:
        pairs = Pairing.objects.filter(open_on(actor.on), enrolment=row.enrolment_id)
        users |= {row.person.user_id, *pairs.values_list("appointment__person__user", flat=True)}
    notify(
        users=sorted(user for user in users - {actor.user_id} if user),
        code="external_linked",
        params={"who": row.person.short_name},
        url=f"/programmes/tutees/{row.enrolment_id}/",
        at=at,
    )
