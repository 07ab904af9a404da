"""Logins: one form, one owner."""

import pytest
from django.core.exceptions import ValidationError

from marshrut.users.models import User

pytestmark = pytest.mark.django_db


def test_a_login_is_kept_and_found_whatever_the_case() -> None:
    made = User.objects.create_user(" Иванова ", "long-enough-password")

    assert made.login == "иванова"
    assert User.objects.get_by_natural_key("ИВАНОВА") == made
    assert str(made) == "иванова"


def test_two_users_cannot_differ_by_case_alone() -> None:
    User.objects.create_user("Иванова", "long-enough-password")

    with pytest.raises(ValidationError):
        User.objects.create_user("иваноВА", "long-enough-password")


def test_a_login_changed_later_keeps_its_form() -> None:
    user = User.objects.create_user("first", "long-enough-password")
    user.login = "SECOND"
    user.save()

    assert User.objects.get(login="second") == user


def test_without_a_password_nobody_signs_in() -> None:
    user = User.objects.create_user("silent")

    assert not user.has_usable_password()


def test_an_empty_login_finds_nobody() -> None:
    with pytest.raises(User.DoesNotExist):
        User.objects.get_by_natural_key(None)
