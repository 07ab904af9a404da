"""Rows of the Yaroslavl model about schools, offices, stages with windows and the term."""

from __future__ import annotations

from datetime import date, datetime
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from marshrut import clock
from marshrut.norms.findings import State
from marshrut.organisations.models import Unit
from marshrut.oversight.board import board
from marshrut.oversight.reaching import reach_of
from marshrut.oversight.timeline import Span, spans
from marshrut.people.models import Office
from marshrut.people.reach import Reach
from marshrut.programmes import operations as programmes
from marshrut.programmes.models import Programme
from marshrut.programmes.queries import guarding
from marshrut.regulations.guards import Refused
from tests.clauses.adopted import adopt
from tests.programmes.test_schools import District, district
from tests.world import AT, TODAY

pytestmark = pytest.mark.django_db
JUNE = date(2026, 6, 1)
__all__ = ["district"]


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def programme() -> Programme:
    """From June to the end of the next June, as the model proposes."""
    found = adopt("yaroslavl").programme
    found.versions.update(since=JUNE)
    Programme.objects.filter(pk=found.pk).update(since=JUNE, until=date(2027, 7, 1))
    return Programme.objects.select_related("unit", "regulation").get(pk=found.pk)


def stages(programme: Programme, on: date = TODAY) -> dict[str, Span]:
    return {span.clause.key: span for span in spans(guarding(programme, on), on)}


def page_of(programme: Programme, user: int) -> str:
    client = Client(headers={"accept-language": "ru"})
    from marshrut.users.models import User

    client.force_login(User.objects.get(pk=user))
    return unescape(client.get(f"/programmes/{programme.pk}/").content.decode())


@pytest.mark.clause("yaroslavl:Ц")
def test_a_school_of_low_results_is_supported_as_a_whole(district: District) -> None:
    row = district.assess(district.ask())
    with pytest.raises(Refused) as refused:
        district.admit(row)
    assert {one.clause for one in refused.value.decision.refusals} == {"Ц"}
    district.flag(district.schools["near"])
    district.admit(row)
    stands = district.board().assessments["Ц"]
    assert (stands.state, stands.met, stands.of) == (State.MET, 1, 1)


@pytest.mark.clause("yaroslavl:С1")
def test_the_network_of_the_region_has_a_coordinator_who_sees_every_team(
    district: District,
) -> None:
    home = district.found.programme.unit
    assert district.board().assessments["С1"].state is State.BREACHED
    region = Unit.objects.create(kind="region", name="Область", short_name="Область")
    region.path = f"{region.pk}/"
    region.save()
    for unit in Unit.objects.filter(path__startswith=home.path):
        unit.path = f"{region.path}{unit.path}"
        unit.save()
    Office.objects.create(
        person=district.people["sedova"],
        role="regional_coordinator",
        unit=region,
        since=date(2026, 1, 1),
    )
    programme = Programme.objects.select_related("unit").get()
    user = district.people["sedova"].user_id
    assert user is not None
    seen = board(programme, TODAY, reach_of(user, TODAY))
    assert seen.scope.everything
    assert seen.assessments["С1"].state is State.MET


@pytest.mark.clause("yaroslavl:С3")
def test_every_supported_school_has_a_management_team(district: District) -> None:
    district.included()
    assert district.board().assessments["С3"].state is State.BREACHED
    for name in ("elovsky", "ershov"):
        Office.objects.create(
            person=district.people[name],
            role="management_team",
            unit=district.schools["near"],
            since=date(2026, 9, 1),
        )
    assert district.board().assessments["С3"].state is State.MET


@pytest.mark.clause("yaroslavl:Т1")
def test_a_school_comes_in_at_its_heads_request_by_recorded_criteria(district: District) -> None:
    row = district.ask()
    district.flag(district.schools["near"])
    with pytest.raises(Refused) as refused:
        district.admit(row)
    assert {one.clause for one in refused.value.decision.refusals} == {"Т1"}
    district.admit(district.assess(row))
    assert district.board().assessments["Т1"].state is State.MET
    other = district.ask("sosnin")
    refusal = programmes.refuse_school(
        school=other.pk,
        row_version=None,
        reason="Команды пока нет",
        actor=district.reach(),
        at=AT,
    )
    assert (refusal.status, refusal.reason) == ("refused", "Команды пока нет")


@pytest.mark.clause("yaroslavl:Э2", "yaroslavl:Э3а", "yaroslavl:Э3б", "yaroslavl:Э4")
@pytest.mark.parametrize(
    ("clause", "opens", "closes"),
    [
        ("Э2", date(2026, 6, 8), date(2026, 6, 30)),
        ("Э3а", date(2026, 8, 1), date(2026, 9, 30)),
        ("Э3б", date(2026, 9, 1), date(2027, 3, 31)),
        ("Э4", date(2027, 4, 1), date(2027, 4, 30)),
    ],
)
def test_stages_have_their_windows_on_the_line_of_time(
    programme: Programme, clause: str, opens: date, closes: date
) -> None:
    found = stages(programme)[clause]
    assert (found.opens, found.closes) == (opens, closes)
    assert found.is_now(opens)
    assert found.is_now(closes)


@pytest.mark.clause("yaroslavl:Э3б")
def test_support_is_on_its_way_inside_its_window(programme: Programme) -> None:
    assert stages(programme, date(2026, 8, 31))["Э3б"].state is State.NOT_YET
    assert stages(programme)["Э3б"].state is State.ON_TRACK
    assert stages(programme, date(2027, 4, 1))["Э3б"].state is State.MET


@pytest.mark.clause("yaroslavl:Э3а", "yaroslavl:Э4")
def test_what_nobody_keeps_yet_is_no_data_and_never_a_false_mark(programme: Programme) -> None:
    system = Reach.system("test", TODAY)
    assert stages(programme)["Э3а"].state is State.NO_DATA
    assert board(programme, TODAY, system).assessments["Э3а"].state is State.NO_DATA
    asked = stages(programme)["Э3а"].asks
    assert {one.kind for one in asked} == {"launch_workshops", "launch_seminars"}
    assert not any(one.is_known for one in asked)


@pytest.mark.clause("yaroslavl:Э3а", "yaroslavl:Э3б")
def test_the_page_of_the_programme_draws_the_line(programme: Programme) -> None:
    user = Office.objects.get(role="municipal_coordinator").person.user_id
    assert user is not None
    page = page_of(programme, user)
    assert "Запуск в муниципалитете" in page
    assert "Вертикальная линия — сегодня, 22" in page
    assert page.count('class="track"') == len(stages(programme))


@pytest.mark.clause("yaroslavl:Т2")
def test_a_programme_is_offered_the_term_from_june_to_june(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In May the teams are being gathered and the next June is meant; the days can be changed."""
    may = datetime(2027, 5, 12, 12, tzinfo=ZoneInfo("Europe/Moscow"))
    monkeypatch.setattr(clock, "now", lambda: may)
    client = Client(headers={"accept-language": "ru"})
    person = Office.objects.get(role="municipal_coordinator").person
    assert person.user is not None
    client.force_login(person.user)
    page = unescape(client.get("/programmes/new/").content.decode())
    assert 'value="2027-06-01"' in page
    assert 'value="2028-06-30"' in page
    assert "команды собирают" in page
    other = client.get("/programmes/new/?period=school_year").content.decode()
    assert 'value="2026-09-01"' in other
    version = programme.versions.get().version_id
    mine = {"title": "Сдвинутая", "since": "2027-06-10", "until": "2028-06-09", "version": version}
    sent = client.post("/programmes/new/", mine | {"unit": programme.unit_id})
    assert sent.status_code == 302
    shifted = Programme.objects.get(title="Сдвинутая")
    assert (shifted.since, shifted.until) == (date(2027, 6, 10), date(2028, 6, 10))
    assert shifted.schools_ask
