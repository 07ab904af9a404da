"""A world with one of everything that pages show, three times over: near, next door and far away.

What only a pair may read carries a mark; names are marks of their own, see ``tests.world``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Model

from marshrut.activities import operations as activities
from marshrut.activities.models import Attendance
from marshrut.clock.models import DemonstrationDay
from marshrut.communities import operations as communities
from marshrut.diagnostics import operations as diagnostics
from marshrut.diagnostics.keeping import Seen
from marshrut.diagnostics.own import Block, Written
from marshrut.extracts.models import SavedTable, WholeExport
from marshrut.files.keeping import receive
from marshrut.imports import operations as imports
from marshrut.imports.jobs import read_list
from marshrut.imports.judging import files_of
from marshrut.imports.queries import tables
from marshrut.imports.taking import take
from marshrut.journal.models import JournalEntry
from marshrut.notices.work import Task
from marshrut.organisations.models import Unit, UnitFlag
from marshrut.oversight.rolling import roll_up
from marshrut.people import operations as people
from marshrut.people.models import Education, Employment, Experience, Office, PaperRecord, Person
from marshrut.plans.models import PlanLine
from marshrut.privacy import operations as privacy
from marshrut.programmes import operations as programmes
from marshrut.programmes.models import (
    Enrolment,
    ExternalTutor,
    Programme,
    SchoolEnrolment,
    TutorEvidence,
)
from marshrut.regulations import operations as regulations
from marshrut.requests import operations as requests
from marshrut.routes import operations as routes
from marshrut.routes.models import LibraryStep, Route, Scenario, StepEvidence, StepNote
from marshrut.users.models import User
from tests import world as worlds
from tests.diagnostics.doing import filled
from tests.imports import lists
from tests.routes.walk import begin
from tests.snapshots import kept
from tests.web.grouped import grouped
from tests.world import SEPTEMBER, TODAY, World

# Whose rows an address is asked for.
PLACES = ("own", "next", "far")
HEADS = ("zimin", "belov", "farhead")
AT = datetime(2027, 1, 22, 9, 30, tzinfo=UTC)
Keys = dict[str, int]


@dataclass
class Furnished:
    """The world near, the one far away, and by place the keys of things by word."""

    world: World
    far: World
    keys: dict[str, Keys] = field(default_factory=dict)


def secret(teacher: str) -> str:
    """What stands in every text that belongs to the pair of this teacher alone."""
    return f"secret-of-{teacher}"


def listed(teacher: str) -> str:
    """What stands in a list of staff that the head of this teacher has uploaded."""
    return f"listed-beside-{teacher}"


@kept
def furnish() -> Furnished:
    """Build it, on the day of the demonstration."""
    DemonstrationDay.objects.create(day=TODAY)
    near = worlds.build()
    near.employ("advisor", near.school, "заместитель директора", "deputy_head")
    outsider(near, "zhuravlyov")
    outsider(near, "elsewhere")
    near.employ("larionova", near.centre, "методист", "methodist", pedagogical=False)
    near.grant("larionova", "data_officer", near.municipality)
    done = Furnished(near, _far(near))
    basis = {world.version.pk: _basis(world, near) for world in (near, done.far)}
    here, there = basis[near.version.pk], basis[done.far.version.pk]
    for world in (near, done.far):
        # A draft of its writers, beside which the version in force can be laid.
        system = {"actor": near.system(), "at": AT}
        draft = regulations.amend(version=world.version.pk, **system)
        regulations.paste_text(
            version=draft.pk, row_version=None, clause="1.1", text="Exact text.", **system
        )
    done.keys = {
        "own": here | _things(near, near.school, "lapshina", "dorohova"),
        "next": here | _things(near, near.other_school, "stranger", "oreshkina"),
        "far": there | _things(done.far, done.far.school, "farteacher", "fartutor"),
    }
    _from_outside(done)
    for world in (near, done.far):
        # From now on schools come in one by one, and these have.
        Programme.objects.filter(pk=world.programme.pk).update(schools_ask=True)
    for world in (near, done.far):
        roll_up(world.programme, on=TODAY, at=AT)
    return done


def outsider(world: World, name: str) -> Person:
    """Somebody with an account and no place of work in the territory."""
    person = Person.objects.create(
        surname=name.capitalize(),
        given="Имя",
        patronymic="Отчество",
        user=User.objects.create_user(name, "long-enough-password"),
    )
    world.people[name] = person
    return person


def _from_outside(done: Furnished) -> None:
    """Zhuravlyov sees the support of lapshina; somebody else is linked next door and far away."""
    for place, who in (("own", "zhuravlyov"), ("next", "elsewhere"), ("far", "elsewhere")):
        case = Enrolment.objects.get(pk=done.keys[place]["tutees"])
        row = ExternalTutor.objects.create(
            programme=case.programme,
            unit=case.unit,
            enrolment=case,
            person=done.world.people[who],
            works_at="Региональный институт",
            ground="Письмо",
            since=SEPTEMBER,
            until=date(2027, 6, 1),
        )
        done.keys[place]["external"] = row.pk


def _far(near: World) -> World:
    """Another municipality with a programme of its own, of which nobody near may know."""
    region = near.municipality.parent
    municipality = worlds._unit(region, "municipality", "Зареченский округ")
    centre = worlds._unit(municipality, "centre", "Зареченский центр")
    school = worlds._unit(municipality, "school", "Зареченская СОШ")
    version = worlds._version(centre, worlds.document())
    far = World(near.programme, version, municipality, centre, school, school, people=near.people)
    far.programme = programmes.prepare_programme(
        unit=municipality,
        version=version,
        title="Programme of Zarechye",
        since=SEPTEMBER,
        until=date(2027, 9, 1),
        actor=far.system(SEPTEMBER),
        at=AT,
    )
    far.employ("fartutor", school, "заместитель директора", "deputy_head")
    far.employ("farteacher", school)
    far.employ("farhead", school, "директор", "head", pedagogical=False)
    far.grant("farhead", "head", school)
    programmes.start_programme(
        programme=far.programme.pk, row_version=None, actor=far.system(SEPTEMBER), at=AT
    )
    far.programme.refresh_from_db()
    far.appoint("fartutor", school, "9-о")
    return far


def _basis(world: World, near: World) -> Keys:
    """An act that was repealed and a clause that cites it; the signed document, published."""
    system = {"actor": near.system(), "at": AT}
    act = regulations.add_act(
        unit=world.municipality,
        level="municipal",
        kind="order",
        number="309",
        on=date(2019, 4, 30),
        title="An act",
        status="repealed",
        changed_on=TODAY - timedelta(days=3),
        **system,
    )
    version = world.version.pk
    citation = regulations.cite_act(version=version, clause="1.3", act=act, **system)
    received = receive(chunks=[b"%PDF-1.4 signed"], name="signed.pdf")
    regulations.keep_signed(version=version, row_version=None, received=received, **system)
    regulations.publish_version(
        version=version,
        row_version=None,
        address="https://example.org/1",
        published_on=TODAY,
        **system,
    )
    return {"acts": act.pk, "basis": act.pk, "citations": citation.pk}


def _things(world: World, unit: Unit, teacher: str, tutor: str) -> Keys:
    """One of everything around a pair, made by its own deeds; keys by the word in addresses."""
    person = world.people[teacher]
    route = begin(world, teacher, tutor).route
    rows: dict[str, Model] = {
        "people": person,
        "jobs": Employment.objects.get(person=person),
        "education": Education.objects.create(person=person, level="higher", field="pedagogy"),
        "experience": Experience.objects.create(
            person=person, kind="teaching", since=date(2010, 9, 1), until=date(2015, 9, 1)
        ),
        "users": person,
        "offices": Office.objects.filter(unit=unit).earliest("pk"),
        "schools": unit,
        "units": unit,
        "calendars": unit,
        "conditions": unit,
        "programmes": world.programme,
        "versions": world.version,
        "regulations": world.version.regulation,
        "tutors": world.appointments[tutor],
        "own": world.appointments[tutor],
        "routes": route,
        "tutees": route.enrolment,
        "subjects": _subject(route),
    }
    rows["dossier"] = TutorEvidence.objects.create(
        appointment=world.appointments[tutor], kind="adult_training", title="A course",
        on=SEPTEMBER, entered_at=AT,
    )  # fmt: skip
    owner = "safronova" if tutor == "dorohova" else tutor
    rows["whole"] = WholeExport.objects.create(person=world.people[owner], unit=unit, asked_at=AT)
    rows["tables"] = SavedTable.objects.create(
        person=world.people[tutor], name=secret(teacher), source="activities",
        query=f"q={secret(teacher)}", columns=[["day", "День"], ["what", "Что"]],
    )  # fmt: skip
    rows |= _of_the_school(world, unit, teacher, route)
    rows |= _walked(world, route, teacher, tutor)
    rows |= _said(world, route, teacher, tutor)
    rows |= _together(world, unit, teacher, tutor)
    rows |= grouped(world, unit, teacher, tutor, route)
    rows |= _uploaded(world, unit, teacher)
    rows |= _asked_of_the_officer(world, teacher)
    rows |= _diagnosed(world, unit, teacher)
    rows |= _observed(world, teacher, tutor)
    rows |= _planned(world, unit, teacher, tutor)
    return {word: int(row.pk) for word, row in rows.items()}


def _planned(world: World, unit: Unit, teacher: str, tutor: str) -> dict[str, Model]:
    """A tutor's own step of the library and one that is offered; an event of the school's plan."""
    kept = {"unit": unit, "author": world.people[tutor], "added_on": SEPTEMBER}
    LibraryStep.objects.create(title=secret(teacher), **kept)
    line = PlanLine.objects.create(
        programme=world.programme, unit=unit, topic=f"Event of {unit}", needs=["method"],
        since=SEPTEMBER, until=date(2027, 5, 1), added_on=SEPTEMBER,
    )  # fmt: skip
    return {
        "library": LibraryStep.objects.create(
            title=f"Step of {tutor}", needs=["method"], offered_on=SEPTEMBER, **kept
        ),
        "plans": world.programme,
        "lines": line,
    }


def _subject(route: Route) -> Model:
    assert route.enrolment.subject is not None
    return route.enrolment.subject


def _of_the_school(world: World, unit: Unit, teacher: str, route: Route) -> dict[str, Model]:
    system = {"actor": world.system(), "at": AT}
    return {
        "supported": SchoolEnrolment.objects.create(
            programme=world.programme,
            unit=unit,
            status="included",
            wish=f"Wish of {teacher}",
            asked_on=SEPTEMBER,
            decided_on=SEPTEMBER,
            since=SEPTEMBER,
        ),
        "criteria": programmes.add_criterion(
            programme=world.programme, title=f"Criterion of {teacher}", kind="judged", **system
        ),
        "flags": UnitFlag.objects.create(
            unit=unit, flag="low_results", since=SEPTEMBER, until=date(2027, 9, 1), source="Письмо"
        ),
        "projects": programmes.begin_project(
            programme=world.programme,
            unit=unit.pk,
            title=f"Project of {teacher}",
            leader=world.people[teacher],
            **system,
        ),
        "waivers": programmes.ask_waiver(
            programme=world.programme,
            unit=unit.pk,
            clause="4.3",
            code="post",
            kind="route",
            key=route.pk,
            label=f"Route of {teacher}",
            reason="reason",
            **system,
        ),
        "papers": world.order(unit, "77-о", TODAY),
        "drafts": regulations.load_regulation(unit=unit, document=worlds.document(), **system),
        "paper": PaperRecord.objects.create(
            person=world.people[teacher],
            verb="acknowledge",
            kind="regulationversion",
            key=world.version.pk,
            basis="paper",
            happened_on=SEPTEMBER,
            recorded_by=world.people[teacher].user,
            recorded_at=AT,
        ),
    }


def _walked(world: World, route: Route, teacher: str, tutor: str) -> dict[str, Model]:
    """What lies on the route: steps, evidence with a file, notes, reflections, products."""
    mark = secret(teacher)
    leads = {"actor": world.reach(tutor), "at": AT}
    walks = {"actor": world.reach(teacher), "at": AT}
    step = routes.add_step(
        route=route.pk,
        title="Step of the route",
        stage="main",
        due=TODAY + timedelta(days=20),
        **leads,
    )
    received = receive(chunks=[mark.encode()], name="evidence.txt")
    evidence: StepEvidence = routes.add_evidence(
        step=step.pk, text=mark, received=received, **walks
    )
    note: StepNote = routes.add_note(
        route=route.pk, step=step.pk, text=mark, received=received, **leads
    )
    reflection = routes.reflect(route=route.pk, worked=mark, hard=mark, **walks)
    # The regulation of these schools offers none; one that is there is shown to the pair alone.
    scenario = Scenario.objects.create(
        route=route, number=1, title=mark, text=mark, author=world.people[tutor], at=AT
    )
    product = routes.keep_product(
        route=route.pk, kind="interview", content={"text": mark}, received=received, **leads
    )
    return {
        "steps": step,
        "evidence": evidence,
        "notes": note,
        "reflections": reflection,
        "scenarios": scenario,
        "products": product,
    }


def _uploaded(world: World, unit: Unit, teacher: str) -> dict[str, Model]:
    """A list of the school with one good row and two doubtful ones."""
    heads = {name: world.people[name].pk for name in HEADS if name in world.people}
    held = Office.objects.filter(unit=unit, person__in=heads.values()).values_list("person")
    head = next(name for name, key in heads.items() if (key,) in list(held))
    content = lists.book(
        {
            "1": [
                [*lists.TITLES, "СНИЛС"],
                [*lists.line(0, unit.name), "112-233-445 95"],
                [*lists.line(1, unit.name, experience="99 лет"), ""],
                [*lists.line(2, unit.name, post=listed(teacher)), ""],
            ]
        }
    )
    given: dict[str, Any] = {"actor": world.reach(head), "at": AT}
    taken = take(chunks=[content], name="list.xlsx", kind="staff")
    batch = imports.upload(unit=unit, kind="staff", files=[taken], on=TODAY, **given)
    task = Task(payload={"batch": batch.pk}, at=AT, progress=lambda done, of: None)
    read_list(task)
    told = {shape: table["guess"] for shape, table in tables(files_of(batch)).items()}
    imports.map_columns(batch=batch.pk, row_version=None, columns=told, **given)
    read_list(task)
    return {"lists": batch, "rows": batch.rows.order_by("pk")[1]}


def _said(world: World, route: Route, teacher: str, tutor: str) -> dict[str, Model]:
    """What the pair said to each other: none of it is anybody else's."""
    mark = secret(teacher)
    leads = {"enrolment": route.enrolment, "actor": world.reach(tutor), "at": AT}
    consultation = activities.record_consultation(
        enrolments=[route.enrolment],
        begins_at=AT - timedelta(days=3),
        title=mark,
        content=mark,
        advice=mark,
        actor=leads["actor"],
        at=AT,
    )
    opinion = activities.give_opinion(text=mark, **leads)
    return {
        "requests": requests.ask(what=mark, why=mark, **leads),
        "recommendations": activities.recommend(text=mark, **leads),
        "visits": activities.propose_visit(
            on=TODAY + timedelta(days=10), topic=mark, purpose=mark, **leads
        ),
        "opinions": opinion,
        "consultations": consultation,
        "attendances": Attendance.objects.get(activity=consultation),
        "journal": JournalEntry.objects.latest("pk"),
    }


def _asked_of_the_officer(world: World, teacher: str) -> dict[str, Model]:
    """A question to the personal-data officer, and an export that waits for its owner."""
    me = {"person": world.people[teacher], "actor": world.reach(teacher), "at": AT}
    export = privacy.ask_export(**me)
    privacy.gather_export(export=export.pk, actor=world.system(), at=AT)
    asked = privacy.ask_officer(kind="question", text="For the officer", **me)
    return {"asked": asked}


def _diagnosed(world: World, unit: Unit, teacher: str) -> dict[str, Model]:
    """A self-diagnosis of the school: this teacher has finished it, the others have not."""
    system = {"actor": world.system(), "at": AT}
    row = diagnostics.prepare_campaign(
        unit=unit,
        instrument="self_diagnosis",
        title=f"Diagnosis of {unit}",
        since=SEPTEMBER,
        due=TODAY + timedelta(days=30),
        **system,
    )
    diagnostics.invite(campaign=row.pk, units=[unit.pk], **system)
    row = diagnostics.start_campaign(campaign=row.pk, row_version=None, **system)
    mine = row.responses.get(person=world.people[teacher])
    told = filled(request=secret(teacher))
    diagnostics.finish_response(response=mine.pk, filled=told, **system)
    block = Block(key="law", title="", lines="A statement")
    own = diagnostics.write_instrument(
        unit=unit,
        written=Written(title=f"Own of {unit}", scale="no\nyes", source="We", blocks=(block,)),
        **system,
    )
    return {"campaigns": row, "responses": mine, "results": mine.person, "instruments": own}


def _observed(world: World, teacher: str, tutor: str) -> dict[str, Model]:
    """What the tutor saw in a lesson of the tutee, with words that only the two may read."""
    by = {"actor": world.reach(tutor), "at": AT}
    row = diagnostics.begin_observation(
        person=world.people[teacher], card="lesson_observation", observed_on=TODAY, **by
    )
    told = Seen(answers=filled(1, "lesson_observation").answers, conclusion=secret(teacher))
    diagnostics.record_observation(observation=row.pk, seen=told, **by)
    return {"observations": row}


def _together(world: World, unit: Unit, teacher: str, tutor: str) -> dict[str, Model]:
    """A community of the organisation, in which the pair is, with one of everything inside."""
    system = {"actor": world.system(), "at": AT}
    community = communities.found_community(
        programme=world.programme,
        unit=unit,
        kind="tutors",
        name=f"Community of {unit}",
        since=SEPTEMBER,
        **system,
    )
    communities.adopt_rules(community=community.pk, row_version=1, text="Rules", **system)
    members = {}
    for name in (teacher, tutor):
        applied = communities.apply_to_community(
            community=community.pk, motive="For the head", rules=1, actor=world.reach(name), at=AT
        )
        members[name] = communities.accept_member(membership=applied.pk, row_version=1, **system)
    received = receive(chunks=[b"For members"], name="document.txt")
    walks = {"community": community.pk, "actor": world.reach(teacher), "at": AT}
    return {
        "communities": community,
        "members": members[teacher],
        "documents": communities.add_document(
            kind="method",
            title=f"Document of {teacher}",
            about="For members",
            received=received,
            author=world.people[tutor],
            **walks,
        ),
        "meetings": communities.plan_meeting(
            community=community.pk,
            form="meeting",
            title="Meeting",
            begins_at=AT - timedelta(days=1),
            leader=members[tutor],
            **system,
        ),
        "duties": communities.give_duty(
            community=community.pk,
            member=members[teacher],
            clause="2.2.b",
            what="Duty",
            due=TODAY + timedelta(days=10),
            **system,
        ),
        "complaints": communities.complain_of_conduct(
            to="coordinator", text="For the coordinator", **walks
        ),
        "training": people.add_training(
            person=world.people[teacher], title="Course", on=TODAY, **system
        ),
    }
