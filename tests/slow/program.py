"""Makes a small world on a real installation, writes deeds, races, works, tells what is kept.

A process of its own, so that it can be killed: ``python -m tests.slow.program COMMAND …``.
"""

import itertools
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import django

os.environ.setdefault(
    "DJANGO_SETTINGS_MODULE",
    "marshrut.settings.production"
    if "DATABASE_URL" in os.environ
    else "marshrut.settings.embedded",
)
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, connections  # noqa: E402

from marshrut.activities import operations as activities  # noqa: E402
from marshrut.clock.operations import move_day  # noqa: E402
from marshrut.journal.deeds import AlreadyDone, Stale, Wrong, deed, deed_key  # noqa: E402
from marshrut.journal.operations import record  # noqa: E402
from marshrut.management.working import work as begin_working  # noqa: E402
from marshrut.notices import work as notices_work  # noqa: E402
from marshrut.notices.outbox import enqueue  # noqa: E402
from marshrut.notices.work import Task, handles  # noqa: E402
from marshrut.orders.models import Order  # noqa: E402
from marshrut.organisations.models import Unit  # noqa: E402
from marshrut.oversight.reaching import reach_of  # noqa: E402
from marshrut.people.models import Employment, Person  # noqa: E402
from marshrut.people.reach import Reach  # noqa: E402
from marshrut.programmes import operations as programmes  # noqa: E402
from marshrut.programmes.models import (  # noqa: E402
    Appointment,
    Enrolment,
    Programme,
    SchoolConditions,
    Subject,
)
from marshrut.requests import operations as requests  # noqa: E402
from marshrut.requests.models import Request  # noqa: E402
from marshrut.routes import operations as routes  # noqa: E402
from marshrut.users.models import User  # noqa: E402
from tests.routes.walk import begin as begin_route  # noqa: E402
from tests.slow.facts import facts  # noqa: E402
from tests.world import TODAY, build  # noqa: E402

# The first moment of the demonstration's day: whatever is asked for at it is due at once.
AT = datetime(2027, 1, 21, 21, 0, tzinfo=UTC)
AUTUMN = date(2026, 11, 9)
LEASE = timedelta(seconds=3)
TURNS = 10
SYSTEM = Reach.system("test", TODAY)


# --- the world --------------------------------------------------------------------------------
def begin() -> None:
    """Two schools, an open case with its route, and what will be raced for."""
    world = build()
    move_day(to=TODAY, actor=SYSTEM, at=AT)
    begin_route(world)
    world.subject("grachev")
    deputy = "заместитель директора по воспитательной работе"
    world.employ("deputy", world.school, deputy, "deputy_head")
    named = programmes.name_candidate(
        programme=world.programme,
        person=world.people["deputy"],
        unit=world.school.pk,
        why="",
        actor=SYSTEM,
        at=AT,
    )
    programmes.agree_to_tutor(appointment=named.pk, row_version=None, actor=SYSTEM, at=AT)
    world.order(world.school, "12-о", TODAY)
    ask("contested")


def employ_newcomer() -> None:
    """Somebody not yet enrolled; the worker's daily repair would soon enrol them."""
    newcomer = Person.objects.create(
        surname="Newcomer", given="Имя", user=User.objects.create_user("newcomer")
    )
    Employment.objects.create(
        person=newcomer, unit=school(), post="учитель", post_class="teacher", since=AUTUMN
    )


def overdue(times: str) -> None:
    """Requests and proposals of visits whose days to answer are long over."""
    tutor = reach("dorohova", AUTUMN)
    for turn in range(int(times)):
        requests.ask(enrolment=case(), what=f"late {turn}", why="", actor=tutor, at=AT)
        propose(f"late {turn}", tutor)


def person(name: str) -> Person:
    return Person.objects.get(user__login=name)


def reach(name: str, on: date = TODAY) -> Reach:
    return reach_of(person(name).user_id or 0, on)


def case() -> Enrolment:
    found = Enrolment.objects.select_related("programme__unit", "unit", "person")
    return found.get(person=person("lapshina"), subject__isnull=False)


def school() -> Unit:
    return Unit.objects.get(short_name="Еловская СОШ")


# --- deeds one after another ------------------------------------------------------------------
def ask(name: str) -> Request:
    return requests.ask(enrolment=case(), what=name, why="", actor=reach("dorohova"), at=AT)


@deed
def ask_with_work(*, name: str, actor: Reach, at: datetime) -> Request:
    """A request that leaves work behind: a deed inside a deed, and a job."""
    row = requests.ask(enrolment=case(), what=name, why="", actor=actor, at=at)
    record("ask_with_work", row, actor=actor, at=at)
    enqueue(kind="recommend_later", key=f"request:{row.pk}", payload={"name": name}, at=at)
    return row


def answer(name: str) -> Request:
    waiting = Request.objects.filter(what__startswith=name.rsplit("-", 1)[0], status="open")
    row = waiting.earliest("pk")
    return requests.answer(
        request=row.pk, row_version=row.row_version, answer=name, actor=reach("lapshina"), at=AT
    )


def propose(name: str, tutor: Reach) -> object:
    on = tutor.on + timedelta(days=7)
    return activities.propose_visit(
        enrolment=case(), on=on, topic=name, purpose="", actor=tutor, at=AT
    )


def consult(name: str) -> object:
    return activities.record_consultation(
        enrolments=[case()], begins_at=AT, title=name, actor=reach("dorohova"), at=AT
    )


DEEDS: tuple[Callable[[str], object], ...] = (
    lambda name: ask_with_work(name=name, actor=reach("dorohova"), at=AT),
    consult,
    lambda name: activities.recommend(enrolment=case(), text=name, actor=reach("dorohova"), at=AT),
    lambda name: propose(name, reach("dorohova")),
    answer,
)


def write(name: str, times: str) -> None:
    """Deeds of five kinds in turn, each told of once it is answered; 0 times means until killed."""
    numbers = itertools.count(1) if times == "0" else range(1, int(times) + 1)
    for number in numbers:
        key = f"{name}-{number}"
        with deed_key(key):
            DEEDS[(number - 1) % len(DEEDS)](key)
        tell_line(key)


def die_everywhere() -> None:
    """Begin each kind of deed again and again, killed after its first statement, its second…

    Tells how many statements each has.
    """
    for number, deed_ in enumerate(DEEDS):
        statement = itertools.count(1)
        while _dies_after(next(statement), deed_, f"dead{number}-1"):
            pass
        tell_line(str(next(statement) - 2))


def _dies_after(statement: int, deed_: Callable[[str], object], name: str) -> bool:
    # A child must not share its parent's connection.
    connections.close_all()
    child = os.fork()
    if not child:
        left = iter(range(statement - 1, -1, -1))

        def die_in_time(execute: Callable[..., Any], *what: Any) -> Any:
            result = execute(*what)
            if not next(left):
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        with connection.execute_wrapper(die_in_time), deed_key(f"{name}-{statement}"):
            deed_(name)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def tell_line(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


# --- races ------------------------------------------------------------------------------------
def double() -> object:
    """The same form submitted by all at once."""
    with deed_key("the same form"):
        return ask("double")


def answer_one() -> object:
    row = Request.objects.get(what="contested")
    return requests.answer(
        request=row.pk, row_version=1, answer=str(os.getpid()), actor=reach("lapshina"), at=AT
    )


def enrol() -> object:
    return programmes.enrol(
        programme=Programme.objects.get(),
        person=person("newcomer"),
        unit=school().pk,
        basis="request",
        since=TODAY,
        actor=SYSTEM,
        at=AT,
    )


def open_case() -> object:
    teacher = person("grachev")
    listed = Enrolment.objects.filter(person=teacher).earliest("pk")
    subject = Subject.objects.get(person=teacher)
    return routes.begin_case(listed=listed.pk, subject=subject, actor=SYSTEM, at=AT)


def appoint() -> object:
    return programmes.appoint(
        appointment=Appointment.objects.get(person=person("deputy")).pk,
        row_version=None,
        order=Order.objects.get(number="12-о"),
        since=TODAY,
        until=date(2027, 9, 1),
        actor=SYSTEM,
        at=AT,
    )


def write_together() -> object:
    """Each writes one text several times, coming back with the new version when it was late."""
    for turn in range(TURNS):
        while True:
            row = SchoolConditions.objects.filter(unit=school()).first()
            try:
                programmes.write_conditions(
                    programme=Programme.objects.get(),
                    unit=school().pk,
                    text=f"{os.getpid()}: {turn}",
                    row_version=row.row_version if row else 0,
                    actor=SYSTEM,
                    at=AT,
                )
            except Stale:
                continue
            break
    return True


RACES: dict[str, Callable[[], object]] = {
    "double": double,
    "answer_one": answer_one,
    "enrol": enrol,
    "open_case": open_case,
    "appoint": appoint,
    "write_together": write_together,
}


def race(*names: str) -> None:
    """Do each at the moment its starting file appears, and tell in a word how it ended."""
    for name in names:
        tell_line("ready")
        while not (settings.DATA / f"go-{name}").exists():
            time.sleep(0.001)
        tell_line(_outcome(RACES[name]))


def _outcome(deed_: Callable[[], object]) -> str:
    try:
        return "done" if deed_() else "nothing"
    except AlreadyDone:
        return "already"
    except Stale:
        return "stale"
    except Wrong as wrong:
        return wrong.code
    except Exception as unexpected:  # noqa: BLE001 - told to the test, which expects none
        return f"{type(unexpected).__name__}: {unexpected}".splitlines()[0]


# --- background work --------------------------------------------------------------------------
@handles("recommend_later")
def recommend_later(task: Task) -> None:
    """An effect that must come once, however often the job is begun: its key sees to that."""
    name = task.payload["name"]
    tell_line(f"begun {name}")
    try:
        with deed_key(f"later:{name}"):
            activities.recommend(
                enrolment=case(), text=f"later {name}", actor=reach("dorohova"), at=task.at
            )
    except AlreadyDone:
        tell_line(f"again {name}")
    # Here a kill finds the effect written and the job not yet closed.
    time.sleep(0.01)


def work() -> None:
    """The real worker, with leases short enough for a test to outlive."""
    notices_work.LEASE = LEASE
    begin_working()


@deed
def enqueue_work(*, times: int, actor: Reach, at: datetime) -> None:
    """Jobs of the test, and between them those of every day."""
    for turn in range(times):
        if turn == times // 2:
            for kind in ("escalate_requests", "expire_visits"):
                enqueue(kind=kind, key="test", payload={"day": actor.on.isoformat()}, at=at)
        enqueue(kind="recommend_later", key=f"turn:{turn}", payload={"name": f"turn{turn}"}, at=at)


def tell() -> None:
    sys.stdout.write(json.dumps(facts()))


COMMANDS: dict[str, Callable[..., None]] = {
    "begin": begin,
    "newcomer": employ_newcomer,
    "overdue": overdue,
    "write": write,
    "die": die_everywhere,
    "race": race,
    "work": work,
    "enqueue": lambda times: enqueue_work(times=int(times), actor=SYSTEM, at=AT),
    "tell": tell,
}

if __name__ == "__main__":
    COMMANDS[sys.argv[1]](*sys.argv[2:])
