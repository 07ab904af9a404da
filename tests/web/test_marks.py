"""Marks, badges and icons: a state is always a shape and a word."""

from enum import Enum
from pathlib import Path

import pytest
from django.template import Context, Template

from marshrut.norms.findings import State
from marshrut.regulations.files import rules_in
from marshrut.web import labels, menu, states
from marshrut.web.tags import marks
from marshrut.web.words import Words
from tests.world import PRESETS

SYMBOLS = Path(states.__file__).parent / "templates" / "parts" / "symbols.html"


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_key_a_word_and_a_shape(state: State) -> None:
    key = states.short_key(state)
    assert states.state_word(state)
    assert f'id="m-{key}"' in SYMBOLS.read_text("utf-8")
    assert f'href="#m-{key}"' in marks.mark(state)


@pytest.mark.parametrize("state", ["met", "on_track", "On track", "track", "flag", "off"])
def test_names_and_short_keys_are_understood(state: str) -> None:
    assert states.short_key(state)


def test_no_such_state() -> None:
    with pytest.raises(ValueError, match="no such state"):
        states.short_key("executed by 61 per cent")


@pytest.mark.parametrize("thing", labels.LABELS)
def test_labels_have_known_tones(thing: str) -> None:
    assert all(label.tone in states.WORDS for label in labels.LABELS[thing].values())


def test_a_code_without_a_label_is_shown_as_it_is() -> None:
    class Code(Enum):
        ODD = "very_odd"

    assert labels.label("route", Code.ODD).text == "very odd"
    assert "very odd" in marks.status({}, "nothing", "very_odd")


@pytest.mark.parametrize(
    ("code", "said"), [("chebula", "В программе, без инновации"), ("", "В программе, без темы")]
)
def test_a_status_speaks_with_the_local_word(code: str, said: str) -> None:
    words = Words(rules_in(PRESETS / f"{code}.yaml").words) if code else None
    shown = Template('{% status "enrolment" "listed" %}').render(Context({"words": words}))
    assert said in shown


def test_a_badge_has_shape_and_word() -> None:
    shown = Template('{% status "route" "running" %}').render(Context())
    assert 'data-s="track"' in shown
    assert "#m-track" in shown


@pytest.mark.parametrize(("met", "of", "width"), [(1, 2, "50.0"), (3, 2, "100.0"), (0, 0, "0.0")])
def test_a_bar_never_leaves_its_box(met: int, of: int, width: str) -> None:
    shown = marks.meter(met, of, "risk")
    assert f'width="{width}"' in shown
    assert "style=" not in shown


@pytest.mark.parametrize("section", menu.SECTIONS, ids=lambda section: section.name or "home")
def test_icons_of_the_menu_exist(section: menu.Section) -> None:
    assert "<path" in marks.icon(section.icon) or "<rect" in marks.icon(section.icon)


def test_an_icon_with_a_label_speaks() -> None:
    assert "visually-hidden" in marks.icon("printer", "Print")
    assert 'aria-hidden="true"' in marks.icon("printer")
