"""Guides: each for its role, in words that the interface really has."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.test import Client

from marshrut.people.models import Office
from marshrut.people.reach import Reach
from marshrut.web.help import guides
from tests.world import TODAY, build


def russian_words() -> set[str]:
    """Everything that the interface says in Russian."""
    folder = Path(settings.LOCALE_PATHS[0]) / "ru" / "LC_MESSAGES"
    entries = [entry for path in folder.glob("*.po") for entry in polib.pofile(str(path))]
    said = {entry.msgstr for entry in entries}
    return said | {text for entry in entries for text in entry.msgstr_plural.values()}


@pytest.mark.parametrize("name", guides.NAMES)
def test_every_word_of_the_interface_in_a_guide_exists(name: str) -> None:
    words = russian_words()
    text = (guides.FOLDER / f"{name}.md").read_text("utf-8")

    assert [word for word in guides.STRONG.findall(text) if word not in words] == []


def test_every_guide_is_listed_and_every_office_has_one() -> None:
    assert {path.stem for path in guides.FOLDER.glob("*.md")} == set(guides.NAMES)
    assert set(guides.BY_OFFICE) == set(Office.Role.values)
    assert set(guides.BY_OFFICE.values()) <= set(guides.NAMES)


def test_what_is_written_becomes_markup_and_nothing_else_does() -> None:
    said = "\n".join(guides._blocks("## A <b>\n\n- **One** & two\n- three\n\nPlain\ntext"))

    assert said == (
        "<h2>A &lt;b&gt;</h2>\n"
        '<ul class="bullets"><li><b>One</b> &amp; two</li><li>three</li></ul>\n'
        "<p>Plain text</p>"
    )


def test_whoever_holds_nothing_reads_the_first_guide() -> None:
    assert guides.names_for(Reach(user_id=1, on=TODAY)) == ["tutee"]
    assert guides.names_for(Reach(user_id=None, on=TODAY)) == ["guest"]


@pytest.mark.django_db
def test_the_link_of_the_frame_leads_to_ones_own_guide() -> None:
    world = build()
    seen = {}
    for name in ("lapshina", "dorohova", "zimin", "safronova", "nechaev", "prohorov"):
        client = Client()
        client.force_login(world.people[name].user)
        assert b'href="/help/"' in client.get("/").content
        seen[name] = client.get("/help/")["Location"].removeprefix("/help/").strip("/")

    assert seen == {
        "lapshina": "tutee",
        "dorohova": "tutor",
        "zimin": "head",
        "safronova": "coordinator",
        "nechaev": "administrator",
        "prohorov": "inspector",
    }
    page = Client().get("/help/", follow=True)
    assert "Гостю" in page.content.decode()
    assert Client().get("/help/nothing/").status_code == 404
