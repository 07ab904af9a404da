"""Fills an empty database with invented data of a size: the same rows for the same seed and day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import Model

from bench import names, walks
from bench.sizes import TEACHERS_OF_A_CASE, Municipality, Size
from marshrut.norms.parse import dump
from marshrut.notices.models import Notice
from marshrut.orders.models import Order
from marshrut.organisations.models import Unit
from marshrut.people.models import Education, Employment, Experience, Office, Person
from marshrut.programmes.models import (
    Appointment,
    Enrolment,
    Pairing,
    Programme,
    ProgrammeVersion,
    Subject,
)
from marshrut.regulations.files import PRESETS, rules_in
from marshrut.regulations.models import Acknowledgement, Regulation, RegulationVersion
from marshrut.regulations.queries import digest_of
from marshrut.users.models import User

M = TypeVar("M", bound=Model)

SEED = 20260901
AT_ONCE = 2000
NO_PASSWORD = "!"  # nobody signs in with one
SUBJECTS = ("математика", "русский язык", "история", "физика", "биология", "химия", "музыка")
TITLES = ("Развивающее оценивание", "Проектный урок", "Смешанное обучение", "Учебный диалог")


def fill(size: Size, today: date) -> None:
    """Make everything in one transaction, municipality after municipality."""
    with transaction.atomic():
        Generator(size, today).fill()
    with connection.cursor() as cursor:
        # The planner of a database in use knows its tables.
        cursor.execute("ANALYZE")


class Generator:
    """Rows of one municipality at a time, so that memory holds no more than that."""

    def __init__(self, size: Size, today: date) -> None:
        self.size = size
        self.today = today
        self.since = today - timedelta(days=140)
        self.until = today + timedelta(days=225)
        self.at = datetime(today.year, today.month, today.day, 6, tzinfo=UTC)
        self.chance = Random(SEED)

        document = dump(rules_in((PRESETS / "chebula.yaml").read_text(encoding="utf-8")))
        self.document: dict[str, Any] = document
        self.stages = walks.stages_of(document)

    def fill(self) -> None:
        region = self._unit(None, Unit.Kind.REGION, "Озёрный край")
        for number, municipality in enumerate(self.size.municipalities):
            self._municipality(region, number, municipality)

    def _municipality(self, region: Unit, number: int, wanted: Municipality) -> None:
        place = names.PLACES[number]
        unit = self._unit(region, Unit.Kind.MUNICIPALITY, f"{place}ский округ")
        centre = self._unit(unit, Unit.Kind.CENTRE, f"{place}ский методический центр")
        programme, version = self._programme(unit, centre)
        self._officer(centre, unit, f"coordinator{number}", Office.Role.MUNICIPAL_COORDINATOR)
        for place_of_school in range(wanted.organisations):
            share = wanted.teachers // wanted.organisations
            extra = place_of_school < wanted.teachers % wanted.organisations
            name = f"{place}ская школа № {place_of_school + 1}"
            school = self._unit(unit, Unit.Kind.SCHOOL, name)
            self._school(school, programme, version, share + extra, f"{number}-{place_of_school}")

    def _programme(self, unit: Unit, centre: Unit) -> tuple[Programme, RegulationVersion]:
        regulation = Regulation.objects.create(unit=centre, title=str(self.document["title"]))
        version = RegulationVersion.objects.create(
            regulation=regulation,
            number=1,
            status=RegulationVersion.Status.APPROVED,
            document=self.document,
            digest=digest_of(self.document),
            order=self._order(centre, "approval", "1-о"),
            since=self.since,
        )
        programme = Programme.objects.create(
            unit=unit,
            regulation=regulation,
            title="Сопровождение инноваций",
            since=self.since,
            until=self.until,
            started_on=self.since,
            entered_on=self.since,
        )
        ProgrammeVersion.objects.create(programme=programme, version=version, since=self.since)
        return programme, version

    def _school(
        self, school: Unit, programme: Programme, version: RegulationVersion, size: int, code: str
    ) -> None:
        self._officer(school, school, f"head{code}", Office.Role.HEAD)
        deputy = self._people(
            [f"tutor{code}"], school, "заместитель директора по учебной работе", "deputy_head"
        )
        teachers = self._people(
            [f"teacher{code}-{n}" for n in range(size - 1)], school, "учитель", "teacher"
        )
        staff = deputy + teachers
        make(
            Acknowledgement(version=version, person=one, on=self.since, entered_at=self.at)
            for one in staff
            if self.chance.random() < 0.9
        )
        tutor = Appointment.objects.create(
            programme=programme,
            unit=school,
            person=deputy[0],
            candidate_on=self.since,
            agreed_on=self.since,
            order=self._order(school, "appointment", "2-о"),
            since=self.since,
            until=self.until,
        )
        cases = self._enrol(programme, school, teachers, tutor)
        walks.walk(cases, tutor, version, self.stages, self.chance, self.today)

    def _enrol(
        self, programme: Programme, school: Unit, teachers: list[Person], tutor: Appointment
    ) -> list[Enrolment]:
        """Everyone is listed, every fifth has a subject; all have the school's tutor."""
        introducing = teachers[::TEACHERS_OF_A_CASE]
        made = make(
            Subject(
                programme=programme,
                unit=school,
                person=one,
                sort="innovation",
                title=self.chance.choice(TITLES),
                since=self.since,
                until=self.until - timedelta(days=90),
            )
            for one in introducing
        )
        subjects: dict[int, Subject] = {one.person_id: one for one in made}
        rows = make(
            Enrolment(
                programme=programme,
                unit=school,
                person=one,
                basis="automatic",
                subject=subjects.get(one.pk),
                since=self.since + timedelta(days=10 if one.pk in subjects else 0),
            )
            for one in teachers
        )
        make(Pairing(enrolment=row, appointment=tutor, since=row.since) for row in rows)
        return [row for row in rows if row.subject_id]

    def _people(
        self, logins: list[str], unit: Unit, post: str, post_class: str, *, pedagogical: bool = True
    ) -> list[Person]:
        users = make(User(login=login, password=NO_PASSWORD, joined_at=self.at) for login in logins)
        people = make(Person(user=user, **names.person(self.chance)) for user in users)
        make(
            Employment(
                person=one,
                unit=unit,
                post=post,
                post_class=post_class,
                pedagogical=pedagogical,
                subject=self.chance.choice(SUBJECTS) if pedagogical else "",
                since=self.since - timedelta(days=365 * self.chance.randrange(1, 20)),
            )
            for one in people
        )
        make(Education(person=one, level="higher", field="pedagogy") for one in people)
        make(
            Experience(person=one, kind="teaching", since=date(1998, 9, 1), until=date(2004, 9, 1))
            for one in people
            if self.chance.random() < 0.3
        )
        make(
            Notice(user=user, code="request_asked", params={}, created_at=self.at)
            for user in users
            for _ in range(2)
        )
        return people

    def _officer(self, works_at: Unit, over: Unit, login: str, role: str) -> None:
        holder = self._people([login], works_at, "директор", "head", pedagogical=False)[0]
        Office.objects.create(person=holder, role=role, unit=over, since=self.since)

    def _order(self, unit: Unit, subject: str, number: str) -> Order:
        return Order.objects.create(
            unit=unit,
            subject=subject,
            title="Приказ",
            number=number,
            registered_on=self.since,
            signed_on=self.since,
            drafted_at=self.at,
        )

    def _unit(self, parent: Unit | None, kind: str, name: str) -> Unit:
        unit = Unit.objects.create(parent=parent, kind=kind, name=name, short_name=name)
        unit.path = f"{parent.path if parent else ''}{unit.pk}/"
        unit.save(update_fields=["path"])
        return unit


def make(rows: Iterable[M]) -> list[M]:
    """Insert many rows of one table and give them back with their keys."""
    waiting = list(rows)
    return (
        type(waiting[0])._default_manager.bulk_create(waiting, batch_size=AT_ONCE)
        if waiting
        else []
    )
