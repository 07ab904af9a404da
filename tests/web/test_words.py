"""Local words in cases and numbers."""

import pytest
from django.template import Context, Template
from django.utils import translation

from marshrut.norms.vocabulary import CASES, Term
from marshrut.web.glossary import GLOSSARY
from marshrut.web.words import DEFAULT, Words, one_stop

TRAJECTORY = Term(
    "f",
    ("траектория", "траектории", "траектории", "траекторию", "траекторией", "траектории"),
    ("траектории", "траекторий", "траекториям", "траектории", "траекториями", "траекториях"),
    ("trajectory", "trajectories"),
)


@pytest.mark.parametrize("term", GLOSSARY.values(), ids=GLOSSARY)
def test_the_glossary_is_whole(term: Term) -> None:
    assert len(term.one) == len(term.many) == len(CASES)
    assert all(term.one + term.many)
    assert term.gender in {"m", "f", "n"}
    assert len(term.en) == 2


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 тьюторов"),
        (1, "1 тьютор"),
        (2, "2 тьютора"),
        (5, "5 тьюторов"),
        (11, "11 тьюторов"),
        (12, "12 тьюторов"),
        (21, "21 тьютор"),
        (24, "24 тьютора"),
        (111, "111 тьюторов"),
        (122, "122 тьютора"),
    ],
)
def test_counts(count: int, said: str) -> None:
    assert DEFAULT.say("tutor", count=count).replace("\N{NO-BREAK SPACE}", " ") == said


def test_the_regulation_renames() -> None:
    words = Words({"route": TRAJECTORY})
    assert words.say("route", "acc") == "траекторию"
    assert words.say("route", plural=True, language="en") == "trajectories"
    assert words.say("tutor", "ins") == "тьютором"
    assert "route" in words
    assert words.term("route") is TRAJECTORY


def test_a_renamed_term_without_english_takes_the_glossary() -> None:
    words = Words({"route": Term("m", TRAJECTORY.one, TRAJECTORY.many)})
    assert words.say("route", count=1, language="en") == "1\N{NO-BREAK SPACE}route"


def test_in_a_template() -> None:
    page = Template('{% word "tutee" "dat" capital=True %}, {% word "route" "acc" %}')
    with translation.override("ru"):
        shown = page.render(Context({"words": Words({"route": TRAJECTORY})}))
        assert shown == "Тьюторанту, траекторию"
        assert page.render(Context()) == "Тьюторанту, маршрут"
    with translation.override("en"):
        assert page.render(Context()) == "Tutee, route"


def test_a_sentence_ends_with_one_full_stop() -> None:
    assert one_stop("Не раньше 22 января 2027 г..") == "Не раньше 22 января 2027 г."
    assert one_stop("Сохранено.") == "Сохранено."
