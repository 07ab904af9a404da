"""Accounts are given, not taken."""

from django.test import RequestFactory

from marshrut.users.adapter import Adapter


def test_nobody_signs_up_alone(rf: RequestFactory) -> None:
    assert not Adapter().is_open_for_signup(rf.get("/"))
