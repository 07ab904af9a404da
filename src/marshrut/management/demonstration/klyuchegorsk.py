"""Klyuchegorsk: a department that appoints tutors, teachers who write goals of their own, a draft."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from marshrut.management.demonstration import klyuchegorsk_routes
from marshrut.management.demonstration.settling import posts_of, settle, sign
from marshrut.management.demonstration.stage import Stage, content
from marshrut.orders import operations as orders
from marshrut.orders.models import Order
from marshrut.organisations import operations as organisations
from marshrut.organisations.models import CalendarPeriod
from marshrut.programmes import operations
from marshrut.programmes.models import Appointment
from marshrut.regulations import operations as regulations
from marshrut.regulations.comparing import clauses_of
from marshrut.regulations.files import preset
from marshrut.regulations.models import Act, RegulationVersion

COORDINATOR = "vedernikova"
OFFICE = "klyuchegorsk_office"
ADDRESS = "https://uo-klyuchegorsk.example.org/docs/604.pdf"
TUTORS = (
    *("sotnikova", "gordeev", "levandovskaya", "chuprova", "kolpakova"),
    *("tumanov", "zavadskaya", "koltsova", "bulatova"),
)


def play(stage: Stage) -> None:
    settle(stage, content("klyuchegorsk"), posts_of("kaltan"))
    _study_by_trimesters(stage)
    second = _versions(stage)
    _publish(stage, second)
    _acts(stage, second)
    _run(stage, second)
    _appoint_nine(stage)
    _come_in(stage)
    klyuchegorsk_routes.play(stage)
    _candidates(stage)
    _fill_dossiers(stage)
    _draft(stage)


def _by(stage: Stage, day: date, name: str = COORDINATOR) -> dict[str, Any]:
    return stage.by(name, day)


def _study_by_trimesters(stage: Stage) -> None:
    """One school has terms of its own; they are days of the calendar and stay where they are."""
    told, (first, last) = content("klyuchegorsk")["trimesters"], stage.year

    def of_this_year(month: int, day: int) -> date:
        return date(first.year if month >= first.month else last.year, month, day)

    organisations.set_calendar(
        unit=stage.units[told["unit"]],
        scheme=CalendarPeriod.Scheme.TRIMESTER,
        periods=[
            (of_this_year(*since), of_this_year(*until) + timedelta(days=1))
            for since, until in told["days"]
        ],
        **stage.by("lebed_o", first),
    )


# --- the regulation --------------------------------------------------------------------------
def _document(years: str) -> Any:
    """The preset in the territory's own words, with so many years asked of a tutor."""
    document: Any = preset("kaltan")
    own = content("klyuchegorsk")["clauses"]
    for part in document["parts"]:
        part["clauses"] = [{**one, **own.get(one["key"], {})} for one in part["clauses"]]
    _ask_years(clauses_of(document)["3.2"], years)
    return document


def _ask_years(clause: Any, years: str) -> None:
    for norm in clause["norms"]:
        for kind in norm["all"]:
            if "experience" in kind:
                kind["experience"]["least"] = years


def _order(stage: Stage, number: str, day: date, subject: str, title: str) -> Order:
    return sign(
        stage,
        OFFICE,
        "ratnikov",
        day,
        subject=subject,
        title=title,
        number=number,
        controller="lebed_a",
    )


def _versions(stage: Stage) -> RegulationVersion:
    """Of 2024 with two years asked, out of force; of this August with three, in force."""
    title = "Об утверждении Положения о тьюторском сопровождении педагогических работников"
    day = stage.day(8, 29, 2024)
    draft = regulations.load_regulation(
        unit=stage.units[OFFICE],
        document=_document(content("klyuchegorsk")["first"]),
        **_by(stage, day),
    )
    order = _order(stage, "571", day, "approval", title)
    first = regulations.approve(
        version=draft.pk, row_version=None, order=order, since=day, **_by(stage, day)
    )
    day = stage.day(8, 28, 2026)
    draft = regulations.amend(version=first.pk, **_by(stage, day))
    draft = regulations.upload_draft(
        version=draft.pk, row_version=None, document=_document("3 years"), **_by(stage, day)
    )
    order = _order(stage, "604", day, "approval", f"{title} в новой редакции")
    return regulations.approve(
        version=draft.pk, row_version=None, order=order, since=day, **_by(stage, day)
    )


def _publish(stage: Stage, version: RegulationVersion) -> None:
    day = stage.day(8, 31, 2026)
    regulations.publish_version(
        version=version.pk,
        row_version=None,
        address=ADDRESS,
        published_on=day,
        **_by(stage, day, "chumakova"),
    )


def _acts(stage: Stage, version: RegulationVersion) -> None:
    """The catalogue: a municipal programme that is over was looked at, a regional order has changed."""
    told, day = content("klyuchegorsk"), stage.day(9, 4)
    unit = stage.units["klyuchegorsk"]
    regulations.take_acts(unit=unit, **_by(stage, day))
    over, regional, _ = (
        regulations.add_act(unit=unit, checked_on=day, **told["acts"][name], **_by(stage, day))
        for name in ("programme", "regional", "repealed")
    )
    regulations.check_basis(
        version=version.pk, act=over, on=day, note=told["checked"], **_by(stage, day)
    )
    changed = stage.day(12, 24)
    regulations.edit_act(
        act=regional.pk,
        row_version=None,
        status=Act.Status.AMENDED,
        changed_on=changed,
        checked_on=stage.day(1, 12),
        **told["acts"]["regional"],
        **_by(stage, stage.day(1, 12)),
    )


def _draft(stage: Stage) -> None:
    """The third version: five years of experience, five people in a group; nothing is approved."""
    day = stage.day(1, 18)
    version = stage.programmes["klyuchegorsk"].versions.get().version
    draft = regulations.amend(version=version.pk, **_by(stage, day))
    for key, told in content("klyuchegorsk")["third"].items():
        clause = dict(clauses_of(draft.document)[key])
        clause |= {"gist": told["gist"], "gist_en": told["gist_en"]}
        if "years" in told:
            _ask_years(clause, told["years"])
        else:
            clause["norms"] = [*clause["norms"], told["norm"]]
        draft = regulations.replace_clause(
            version=draft.pk, row_version=None, clause=key, new=clause, **_by(stage, day)
        )


# --- the programme, its tutors and those who come in -----------------------------------------
def _run(stage: Stage, version: RegulationVersion) -> None:
    told, (since, until) = content("klyuchegorsk")["programme"], stage.year
    row = operations.prepare_programme(
        unit=stage.units["klyuchegorsk"],
        version=version,
        title=told["title"].format(years=f"{since.year}/{until.year % 100:02d}"),
        goals=told["goals"],
        since=since,
        until=until,
        **_by(stage, since),
    )
    stage.programmes["klyuchegorsk"] = operations.start_programme(
        programme=row.pk, row_version=None, **_by(stage, since)
    )


def _candidate(stage: Stage, name: str, day: date) -> Appointment:
    """Named by the coordinator, agreed by their own word."""
    unit = content("klyuchegorsk")["people"][name][4]
    row = operations.name_candidate(
        programme=stage.programmes["klyuchegorsk"],
        person=stage.people[name],
        unit=stage.units[unit].pk,
        why="",
        **_by(stage, day),
    )
    return operations.agree_to_tutor(appointment=row.pk, row_version=None, **stage.by(name, day))


def _appoint_nine(stage: Stage) -> None:
    """One order of the department; one of the nine with another education, by a waiver."""
    asked, day = stage.day(9, 9), stage.day(9, 14)
    order = _order(stage, "631", stage.day(9, 11), "appointment", "О назначении тьюторов")
    for name in TUTORS:
        row = _candidate(stage, name, asked)
        if name == "levandovskaya":
            _waive(stage, row, stage.day(9, 10))
        stage.tutors[f"klyuchegorsk {name}"] = operations.appoint(
            appointment=row.pk,
            row_version=None,
            order=order,
            since=day,
            until=stage.programmes["klyuchegorsk"].until,
            **_by(stage, day),
        )


def _waive(stage: Stage, row: Appointment, day: date) -> None:
    asked = operations.ask_waiver(
        programme=row.programme,
        unit=row.unit_id,
        clause="3.2",
        code="education",
        kind="tutor",
        key=row.pk,
        label=row.person.short_name,
        reason=content("klyuchegorsk")["waiver"],
        **stage.by("streltsov", day),
    )
    operations.decide_waiver(waiver=asked.pk, row_version=None, granted=True, **_by(stage, day))


def _come_in(stage: Stage) -> None:
    """Each by their own word; organisations have several tutors, so the coordinator attaches."""
    for name, (basis, tutor, month, day) in content("klyuchegorsk")["tutees"].items():
        joined = stage.day(month, day)
        unit = content("klyuchegorsk")["people"][name][4]
        row = operations.join(
            programme=stage.programmes["klyuchegorsk"],
            unit=stage.units[unit].pk,
            basis=basis,
            **stage.by(name, joined),
        )
        stage.cases[name] = row
        if tutor:
            operations.pair(
                enrolment=row.pk,
                appointment=stage.tutors[f"klyuchegorsk {tutor}"].pk,
                **_by(stage, joined),
            )


def _fill_dossiers(stage: Stage) -> None:
    """What tutors confirm themselves, in the week of their agreeing; one took a wrong line back."""
    for name, lines in content("klyuchegorsk")["dossiers"].items():
        row = stage.programmes["klyuchegorsk"].appointments.get(person=stage.people[name])
        entered = row.agreed_on or stage.today
        for kind, title, (month, day, year), *taken_back in lines:
            line = operations.add_evidence_of_tutor(
                appointment=row.pk,
                kind=kind,
                title=title,
                on=stage.day(month, day, year),
                **stage.by(name, entered),
            )
            for gone in taken_back:
                operations.withdraw_evidence_of_tutor(
                    evidence=line.pk, row_version=None, **stage.by(name, stage.day(*gone))
                )


def _candidates(stage: Stage) -> None:
    """One has worked two years and four months; of another the order is numbered and not signed."""
    _candidate(stage, "petrov", stage.day(1, 19))
    _candidate(stage, "oganesyan", stage.day(1, 20))
    day = stage.day(1, 21)
    order = orders.draft_order(
        unit=stage.units[OFFICE],
        subject="appointment",
        title="О назначении тьютора в Лицее № 4",
        signer=stage.people["ratnikov"],
        controller=stage.people["lebed_a"],
        **_by(stage, day),
    )
    orders.register_order(
        order=order.pk, row_version=None, number="18", registered_on=day, **_by(stage, day)
    )
