"""An old phone with scripts switched off: one comes in and agrees to a visit all the same."""

from __future__ import annotations

from marshrut.activities.models import LessonVisit
from marshrut.users.models import User
from tests.browser.conftest import People
from tests.browser.hand import PASSWORD
from tests.browser.site import Site


def test_a_visit_is_agreed_without_scripts(demonstration: Site, people: People) -> None:
    user = User.objects.get(login="lapshina")
    user.set_password(PASSWORD)
    user.save()
    hand = people(phone=True, java_script_enabled=False).sign_in("lapshina")
    hand.follow("visit").press("visit_act", slug="agree")
    visit = LessonVisit.objects.get(pk=hand.key)
    assert visit.status == LessonVisit.Status.AGREED
    assert not hand.offers("visit_act", slug="agree")


def test_a_card_of_the_demonstration_lets_one_in_without_scripts(
    demonstration: Site, people: People
) -> None:
    hand = people(phone=True, java_script_enabled=False).open("account_login")
    hand.press("demonstration_sign_in", near="Дорохова")
    assert hand.at == "home"
    hand.reads("Лапшина")
