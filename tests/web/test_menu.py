"""Who sees which sections, and where."""

import pytest

from marshrut.web import menu


@pytest.fixture(autouse=True)
def _all_sections(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menu, "exists", lambda href: True)


def test_never_more_than_seven_on_a_desk_and_four_on_a_phone() -> None:
    shown = menu.menu_for(roles={"municipal_coordinator"}, path="/")
    assert len(shown.shown) == menu.ON_DESK
    assert [item.wide for item in shown.shown] == [False] * 4 + [True] * 3
    assert shown.rest
    assert {item.href for item in shown.more} >= {item.href for item in shown.shown[4:]}


def test_a_tutee_sees_the_own_route_and_no_oversight() -> None:
    shown = menu.menu_for(roles=(), path="/routes/7/")
    hrefs = [item.href for item in shown.shown + shown.more]
    assert hrefs[:4] == ["/", "/routes/", "/activities/", "/regulations/"]
    assert not {"/programmes/", "/people/", "/settings/"} & set(hrefs)
    assert str(shown.shown[1].title) != str(menu.menu_for(roles={"head"}, path="/").shown[3].title)


def test_the_current_section_is_marked_once() -> None:
    shown = menu.menu_for(roles={"head"}, path="/routes/7/")
    assert [item.current for item in shown.shown if item.current] == ["true"]
    assert menu.menu_for(roles={"head"}, path="/routes/").shown[3].current == "page"


def test_a_section_under_more_marks_more() -> None:
    shown = menu.menu_for(roles={"municipal_coordinator"}, path="/settings/")
    assert shown.more_holds


def test_the_region_has_no_routes() -> None:
    hrefs = [i.href for i in menu.menu_for(roles={"regional_coordinator"}, path="/").shown]
    assert "/routes/" not in hrefs


def test_a_section_that_the_regulation_does_not_use_is_left_out() -> None:
    def hrefs(uses: set[str]) -> set[str]:
        found = menu.menu_for(roles={"municipal_coordinator"}, path="/", uses=uses)
        return {item.href for item in found.shown + found.more}

    assert hrefs({"community"}) - hrefs(set()) == {"/communities/"}


def test_only_sections_that_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menu, "exists", lambda href: href == "/")
    assert [item.href for item in menu.menu_for(roles=(), path="/").shown] == ["/"]
