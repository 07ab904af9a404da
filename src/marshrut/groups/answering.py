"""Parts of the deeds on applications: one that waits for its answer, one that is fulfilled."""

from __future__ import annotations

from datetime import date, datetime

from marshrut.groups import access
from marshrut.groups.models import Application
from marshrut.groups.telling import tell
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.journal.operations import changes, lock, record_it
from marshrut.people.reach import Reach
from marshrut.programmes.models import Appointment
from marshrut.requests.queries import accounts, accounts_above

RELATED = ("programme__unit", "unit", "topic", "submitted_by", "appointment__person")


def waiting_for_answer(application: int, row_version: int | None, actor: Reach) -> Application:
    """The locked row, if it is the actor's to answer and nobody has answered yet."""
    row = lock(Application.objects.select_related(*RELATED), application, row_version)
    if not access.may_answer(actor, row):
        raise Forbidden
    if row.status != "submitted":
        raise Wrong("closed")
    return row


def fulfil(row: Application, result: str, actor: Reach, at: datetime) -> None:
    """What was done, which the organisation reads and is told of."""
    if row.status != "accepted" or row.appointment_id is None:
        raise Wrong("closed")
    if not result.strip():
        raise Wrong("text_needed", field="result")
    before, after = changes(row, result=result, done_on=actor.on)
    row.save()
    record_it("finish_application", row, actor, at, before, after)
    tell(accounts(row.submitted_by), "service_done", row.what, page_of(row), at)


def tell_coordinators(row: Application, code: str, actor: Reach, at: datetime) -> None:
    """Those who answer hear who asks: the organisation, or the teacher by name."""
    users = accounts_above(access.COORDINATOR, row.unit, actor.on)
    others = [user for user in users if user != actor.user_id]
    tell(others, code, row.what, page_of(row), at, unit=asker(row))


def asker(row: Application) -> str:
    """«Еловская СОШ», or «Лапшина В. С.» who asks for themselves."""
    if row.personal and row.submitted_by is not None:
        return row.submitted_by.short_name
    return row.unit.short_name


def require_tutor(row: Application, appointment: Appointment, on: date) -> None:
    """A tutor of the programme on the day, who is not among those for whom it is asked."""
    if appointment.programme_id != row.programme_id or appointment.status(on) != "appointed":
        raise Wrong("not_appointed", field="appointment")
    if row.named.filter(person=appointment.person_id).exists():
        raise Wrong("tutor_named", field="appointment")


def page_of(row: Application) -> str:
    return f"/groups/applications/{row.pk}/"
