"""A tutor from outside: sees one case for a term, texts only if the tutee opens them."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from marshrut.activities import access as activities
from marshrut.activities import operations as acting
from marshrut.activities.models import Activity, Attendance, LessonVisit
from marshrut.journal.deeds import Forbidden, Wrong
from marshrut.oversight.reaching import reach_of
from marshrut.people.models import Person
from marshrut.people.reach import Reach
from marshrut.programmes import access, operations, outside
from marshrut.programmes.models import Enrolment, ExternalTutor
from marshrut.programmes.operations import Newcomer
from marshrut.routes import access as routes
from marshrut.routes.models import Product, Route
from marshrut.users.models import User
from tests.routes.walk import Walk, begin
from tests.world import AT, TODAY, build, document

pytestmark = pytest.mark.django_db
TERM = {"since": TODAY, "until": date(2027, 4, 1)}
CLAUSE = {
    "key": "9.9",
    "cite": "п. 9.9 Положения",
    "gist": "К педагогу прикрепляют тьютора института.",
    "norms": [{"right": "external_tutor", "may": "see_case"}],
}


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    """Routes of two teachers by a regulation that knows external tutors."""
    whole: dict[str, Any] = deepcopy(dict(document()))
    whole["parts"][0]["clauses"].append(CLAUSE)
    file = tmp_path / "linking.yaml"
    file.write_text(yaml.safe_dump(whole, allow_unicode=True), encoding="utf-8")
    world = build(file)
    begin(world, "stranger", "oreshkina")
    return begin(world)


def link(walk: Walk, actor: Reach | None = None, **more: Any) -> ExternalTutor:
    newcomer = Newcomer(surname="Zhuravlyov", given="Сергей", gender="m")
    given = {"person": newcomer, "works_at": "Институт", "ground": "Письмо № 3"} | TERM | more
    return operations.link_external(
        enrolment=walk.route.enrolment_id,
        actor=actor or walk.world.reach("safronova"),
        at=AT,
        **given,
    )


def reach(row: ExternalTutor, on: date = TODAY) -> Reach:
    """The external tutor signs in."""
    person = Person.objects.get(pk=row.person_id)
    if person.user_id is None:
        person.user = User.objects.create_user("zhuravlyov", "long-enough-password")
        person.save()
    return reach_of(person.user_id or 0, on)


# --- linking ---------------------------------------------------------------------------------
def test_the_coordinator_links_somebody_new_or_known(walk: Walk) -> None:
    row = link(walk)
    assert (row.person.surname, row.unit_id) == ("Zhuravlyov", walk.world.school.pk)
    with pytest.raises(Wrong, match="twice"):
        link(walk, person=row.person)
    later = {"since": date(2027, 4, 1), "until": date(2027, 6, 1)}
    assert link(walk, person=row.person, **later).person == row.person


@pytest.mark.parametrize("who", ["zimin", "dorohova", "lapshina", "nechaev", "belov", "prohorov"])
def test_nobody_else_links(walk: Walk, who: str) -> None:
    with pytest.raises(Forbidden):
        link(walk, walk.world.reach(who))


def test_whoever_works_in_the_territory_is_no_external_tutor(walk: Walk) -> None:
    with pytest.raises(Wrong, match="works_here"):
        link(walk, person=walk.world.people["oreshkina"])


@pytest.mark.parametrize(
    ("since", "until"),
    [(TODAY, TODAY), (TODAY, date(2027, 9, 2)), (date(2026, 9, 1), date(2027, 4, 1))],
)
def test_the_term_lies_within_the_case_and_the_programme(
    walk: Walk, since: date, until: date
) -> None:
    with pytest.raises(Wrong, match="outside_programme"):
        link(walk, since=since, until=until)


def test_a_regulation_without_the_right_knows_no_external_tutors() -> None:
    plain = begin(build())
    with pytest.raises(Wrong, match="no_external_tutors"):
        link(plain)


def test_an_ended_case_is_linked_to_nobody(walk: Walk) -> None:
    Enrolment.objects.filter(pk=walk.route.enrolment_id).update(until=TODAY, end="finished")
    with pytest.raises(Wrong, match="no_case"):
        link(walk)


# --- what is seen ----------------------------------------------------------------------------
def test_only_the_linked_case_is_seen_and_no_text(walk: Walk) -> None:
    walk.product("interview")
    mine = reach(link(walk))
    case = walk.route.enrolment_id
    assert list(access.enrolments(mine).values_list("pk", flat=True)) == [case]
    assert list(routes.routes(mine)) == [walk.route]
    assert {row.route_id for row in routes.products(mine)} == {walk.route.pk}
    assert not access.programmes(mine).exists()
    assert not access.appointments(mine).exists()
    assert not routes.may_read_texts(mine, walk.fresh())
    assert not routes.may_read_plan(mine, walk.fresh()), "not agreed yet"
    assert not any(routes.may_read_product(mine, one) for one in Product.objects.all())
    assert not routes.notes(mine).exists()


def test_activities_are_seen_without_texts_and_without_others(walk: Walk) -> None:
    world = walk.world
    world.case("grachev")
    together = Enrolment.objects.filter(
        person__in=[world.people["lapshina"], world.people["grachev"]],
        until=None,
        subject__isnull=False,
    )
    held = acting.record_consultation(
        enrolments=list(together), begins_at=AT, title="Тайна", actor=world.reach("dorohova"), at=AT
    )
    row = link(walk)
    mine = reach(row)
    assert list(activities.activities(mine)) == [held]
    assert activities.may_see_activity(mine, held)
    assert not activities.may_read_activity(mine, held)
    told = activities.present(mine).filter(activity=held)
    assert [one.person for one in told] == [world.people["lapshina"]]
    assert activities.present(world.reach("dorohova")).filter(activity=held).count() == 2
    operations.open_texts(external=row.pk, row_version=None, actor=world.reach("lapshina"), at=AT)
    assert activities.may_read_activity(reach(row), held)


@pytest.mark.parametrize("opened", [False, True])
def test_lists_and_questions_say_the_same(walk: Walk, *, opened: bool) -> None:
    walk.product("interview")
    acting.propose_visit(
        enrolment=walk.route.enrolment, on=date(2027, 2, 1), topic="?", purpose="?",
        actor=walk.world.reach("dorohova"), at=AT,
    )  # fmt: skip
    row = link(walk)
    if opened:
        operations.open_texts(external=row.pk, row_version=None, actor=walk.tutee(), at=AT)
    mine = reach(row)
    pairs: tuple[tuple[Any, Any, Any], ...] = (
        (Enrolment, access.enrolments, access.may_see_enrolment),
        (ExternalTutor, outside.links, outside.may_see_link),
        (Route, routes.routes, routes.may_see_route),
        (Product, routes.products, routes.may_see_product),
        (Activity, activities.activities, activities.may_see_activity),
        (LessonVisit, activities.visits, activities.may_see_visit),
    )
    for model, rows, may_see in pairs:
        seen = set(rows(mine).values_list("pk", flat=True))
        assert seen == {one.pk for one in model.objects.all() if may_see(mine, one)}, model
    assert not Attendance.objects.filter(pk__in=activities.attendances(mine).values("pk")).exists()


def test_both_tutors_and_the_tutee_see_the_link(walk: Walk) -> None:
    row = link(walk)
    for who in ("dorohova", "lapshina", "zimin", "safronova", "prohorov"):
        assert list(outside.links(walk.world.reach(who))) == [row], who
    for who in ("oreshkina", "stranger", "grachev", "belov", "nechaev"):
        assert not outside.links(walk.world.reach(who)).exists(), who


def test_the_link_ends_by_its_day(walk: Walk) -> None:
    row = link(walk)
    for day, sees in ((date(2027, 3, 31), True), (date(2027, 4, 1), False)):
        assert routes.routes(reach(row, day)).exists() is sees
    operations.end_external(
        external=row.pk, row_version=None, actor=walk.world.reach("safronova"), at=AT
    )
    assert not routes.routes(reach(row)).exists()
    with pytest.raises(Wrong, match="closed"):
        operations.end_external(
            external=row.pk, row_version=None, actor=walk.world.reach("safronova"), at=AT
        )


# --- texts -----------------------------------------------------------------------------------
def test_the_tutee_alone_opens_texts_and_closes_them_again(walk: Walk) -> None:
    row = link(walk)
    for who in ("safronova", "dorohova", "zimin", "stranger"):
        with pytest.raises(Forbidden):
            operations.open_texts(
                external=row.pk, row_version=None, actor=walk.world.reach(who), at=AT
            )
    opening = {"external": row.pk, "row_version": None, "actor": walk.tutee(), "at": AT}
    with pytest.raises(Wrong, match="closed"):
        operations.close_texts(**opening)
    operations.open_texts(**opening)
    mine = reach(row)
    assert routes.may_read_texts(mine, walk.fresh())
    with pytest.raises(Wrong, match="closed"):
        operations.open_texts(**opening)
    operations.close_texts(**opening)
    assert not routes.may_read_texts(reach(row), walk.fresh())


def test_who_reads_changes_nothing(walk: Walk) -> None:
    walk.product("interview")
    row = link(walk)
    operations.open_texts(external=row.pk, row_version=None, actor=walk.tutee(), at=AT)
    mine, route = reach(row), walk.fresh()
    for may in (routes.may_lead, routes.may_walk, routes.may_reflect, routes.may_acknowledge):
        assert not may(mine, route), may
    product = Product.objects.select_related("route", "together").first()
    assert product is not None
    Product.objects.filter(pk=product.pk).update(together=route)
    product.refresh_from_db()
    assert routes.may_read_product(mine, product)
    assert not routes.may_change_product(mine, product)
    assert not routes.may_accept_product(mine, product)


def test_the_agreed_plan_is_read_by_the_external_tutor(walk: Walk) -> None:
    mine = reach(link(walk))
    Route.objects.filter(pk=walk.route.pk).update(agreed_on=TODAY)
    assert routes.may_read_plan(mine, walk.fresh())
