"""Every template is rendered: by asking each address once, of whom it answers, with its words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client, RequestFactory
from django.test.signals import template_rendered

from marshrut.web import errors
from tests.web.access import Asking, kept
from tests.web.addresses import addresses, path
from tests.web.furnished import Furnished, furnish

pytestmark = pytest.mark.once

TEMPLATES = Path(errors.__file__).parent / "templates"
# Parts that the library's pages may ask for; that they compile is tested with all the others.
OF_THE_LIBRARY = "allauth/elements/"
# What shows only in a state that the furnished world has not; where it is rendered.
ELSEWHERE = {
    "activities/visit_sheet.html": "test_activities.py: a sheet handed over",
    "groups/cards.html": "test_forming.py: people on a board",
    "diagnostics/answers.html": "test_diagnostics.py: a questionnaire that is begun",
    "diagnostics/observation_form.html": "test_observations.py: a card that is filled in",
    "monitoring/nothing.html": "monitoring/test_matrix.py: no programme runs",
    "parts/entered.html": "test_year.py: entered by a coordinator for an organisation",
    "programmes/waivers_several.html": "test_year.py: several things of a clause",
    "programmes/timeline.html": "clauses/test_yaroslavl_schools.py: stages of a programme",
    "regulations/nothing.html": "test_regulations.py: no version in force",
    "regulations/things.html": "test_regulations.py: the list behind a figure",
    "regulations/what_if_clause.html": "test_versions.py: all things of a clause",
    "regulations/what_if_lines.html": "test_versions.py: a draft with another number",
    "regulations/what_if_stand.html": "test_versions.py: the same",
    "regulations/writing/decide.html": "test_writing.py: a clause that waits",
    "regulations/writing/due_input.html": "test_writing.py: every type of norm has a form",
    "regulations/writing/stages_input.html": "test_writing.py: the same",
    "routes/acknowledge.html": "test_routes.py: a route that waits for the tutee",
    "routes/measures.html": "test_routes.py: figures before and after",
    "tables/table.html": "test_tables.py: columns chosen for a list",
    "whole/index.html": "test_whole.py: pages of an archive, not of the site",
    "whole/order.html": "test_whole.py: the same",
    "whole/page.html": "test_whole.py: the same",
    "whole/person.html": "test_whole.py: the same",
    "whole/regulation.html": "test_whole.py: the same",
}


@pytest.fixture
def furnished(db: None) -> Furnished:
    return furnish()


@pytest.fixture
def rendered() -> Iterator[set[str]]:
    """Names of the templates that were rendered since."""
    names: set[str] = set()

    def note(template: Any, **_: Any) -> None:
        names.add(str(template.name))

    template_rendered.connect(note)
    yield names
    template_rendered.disconnect(note)


def test_every_template_is_rendered(furnished: Furnished, rendered: set[str]) -> None:
    table = kept()
    asking = {persona: Asking(furnished, persona) for persona in table}
    for address in addresses():
        for pattern, whose in address.variants():
            url = path(pattern, whose, furnished.keys)
            welcome = [who for who in table if table[who].get((pattern, whose)) == 200]
            # The nearest and the farthest of those to whom it answers are shown different things.
            for persona in {*welcome[:1], *welcome[-1:], *({"safronova"} & set(welcome))}:
                asking[persona].ask("GET", url)
            for persona in welcome[:1]:
                asking[persona].ask("POST", url)
    asking["prohorov"].ask("GET", "/papers/new/")
    keys = furnished.keys["own"]
    about = f"clause=4.3&code=post&kind=tutor&key={keys['tutors']}"
    asking["zimin"].ask("GET", f"/programmes/{keys['programmes']}/waivers/ask/?{about}")
    fail()
    pass_second_factor(furnished)

    ours = {found.relative_to(TEMPLATES).as_posix() for found in TEMPLATES.rglob("*.html")}
    left = {name for name in ours - rendered if not name.startswith(OF_THE_LIBRARY)}
    assert left == set(ELSEWHERE), "\n".join(sorted(left ^ set(ELSEWHERE)))


def fail() -> None:
    """Every way of going wrong that has a page."""
    request = RequestFactory().get("/")
    for page in (errors.bad_request, errors.not_found, errors.failed, errors.csrf_failed):
        assert page(request).status_code >= 400


def pass_second_factor(furnished: Furnished) -> None:
    """Somebody who has just come in with a password sets up a code, then is asked for it."""
    user = furnished.world.people["nechaev"].user
    assert user is not None
    door = {"login": user.login, "password": "long-enough-password"}
    client = Client()
    client.post("/account/login/", door)
    client.post("/account/reauthenticate/", door)
    assert client.get("/account/2fa/totp/activate/").status_code == 200
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    for page in ("", "recovery-codes/", "recovery-codes/generate/", "totp/deactivate/"):
        assert client.get(f"/account/2fa/{page}").status_code == 200, page
    client = Client()
    assert "2fa" in client.post("/account/login/", door).headers["Location"]
    assert client.get("/account/2fa/authenticate/").status_code == 200
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    assert client.get("/account/password/set/").status_code == 200
